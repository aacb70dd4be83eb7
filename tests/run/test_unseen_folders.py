"""A folder that cannot be opened: counted, said first, failing the gates that ask for it, and never "belum ada"."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from spbe_checklist.verdict.gate import baseline_of, judge, load_baseline
from spbe_checklist.verdict.gate_rules import Rules
from spbe_checklist.verdict.result import ReadingRef, Result
from spbe_checklist.verdict.result_json import dump, load

AS_ROOT = os.name == "posix" and os.geteuid() == 0
pytestmark = pytest.mark.skipif(
    os.name != "posix" or (AS_ROOT and sys.platform != "linux"), reason="needs permissions that hold for this user"
)
DECREE = (
    "PERATURAN WALI KOTA CONTOH\nNOMOR 8 TAHUN 2023\nTENTANG\nSISTEM PEMERINTAHAN BERBASIS ELEKTRONIK\n"
    "Pasal 1\nArsitektur SPBE disusun untuk lima tahun.\nDitetapkan di Contoh pada tanggal 3 Mei 2023\n"
)


@pytest.fixture
def evidence() -> Iterator[Path]:
    """A folder with one open and two closed folders."""
    root = Path(tempfile.mkdtemp(prefix="spbe-"))
    root.chmod(0o755)
    for name in ("terbuka", "Indikator 16 Arsitektur", "lain"):
        (root / "bukti" / name).mkdir(parents=True)
        (root / "bukti" / name / "Perwali SPBE.txt").write_text(DECREE)
    (root / "bukti" / "Indikator 16 Arsitektur").chmod(0)
    (root / "bukti" / "lain").chmod(0)
    yield root
    for folder in (root / "bukti").iterdir():
        folder.chmod(0o700)
    shutil.rmtree(root)


def _bind() -> None:
    """Give up root's right to open everything (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH), for what is started next."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def check(root: Path, *options: str) -> tuple[int, Result, str]:
    """Run the program as a user whom permissions bind."""
    done = subprocess.run(
        [
            sys.executable, "-m", "spbe_checklist", str(root / "bukti"), "--year", "2024", "--no-cache",
            "--ocr", "never", "--format", "json", "--output", str(root / "hasil.json"), "--force", *options,
        ],
        capture_output=True, text=True, check=False, cwd=root, preexec_fn=_bind if AS_ROOT else None,
    )  # fmt: skip
    return done.returncode, load((root / "hasil.json").read_text(), "hasil.json"), done.stderr


def test_closed_folders_are_counted_and_fail_the_gates_that_ask(evidence: Path) -> None:
    code, result, _ = check(evidence, "--fail-on", "never", "--strict")
    assert code == 5
    assert result.unseen == ("Indikator 16 Arsitektur/", "lain/")
    assert result.summary.files.unreadable == 2
    assert check(evidence, "--fail-on", "unreadable")[0] == 1
    assert result.notices[0].code == "folder-tidak-terbaca"
    status = {item.id: item for entry in result.indicators for item in entry.evidence}
    near = [item for item in status.values() if any(one.path.startswith("Indikator 16") for one in item.documents)]
    assert near
    assert {item.status for item in near} == {"perlu_diperiksa"}
    missing = [item for item in status.values() if item.status == "belum_ada"]
    assert missing
    assert all("folder yang tidak dapat dibuka" in item.reason for item in missing)


def test_what_could_not_be_seen_is_no_loss_against_a_baseline(evidence: Path) -> None:
    for folder in (evidence / "bukti").iterdir():
        folder.chmod(0o755)
    (evidence / "bukti" / "terbuka" / "Perwali SPBE.txt").unlink()
    _, before, _ = check(evidence, "--fail-on", "never")
    (evidence / "baseline.json").write_text(dump(baseline_of(before)))
    for name in ("Indikator 16 Arsitektur", "lain"):
        (evidence / "bukti" / name).chmod(0)
    (evidence / "bukti" / "terbuka" / "catatan.txt").write_text("Catatan rapat.")
    code, now, said = check(evidence, "--fail-on", "regression", "--baseline", str(evidence / "baseline.json"))
    assert code == 5, said
    assert "tidak dapat dilihat" in said
    assert "memburuk" not in said
    assert now.unseen


def test_another_way_of_reading_is_said_before_any_document_is_blamed(evidence: Path) -> None:
    _, result, _ = check(evidence, "--fail-on", "never")
    assert result.reading == ReadingRef(ocr="never")
    with_ocr = result.model_copy(update={"reading": ReadingRef(ocr="auto", engine="tesseract", language="ind")})
    baseline = load_baseline(dump(baseline_of(with_ocr)), "baseline.json")
    verdict = judge(result, Rules(fail_on=("missing", "regression")), baseline)
    assert int(verdict.exit_code) == 5
    assert "cara lain" in verdict.sentence
    assert int(judge(with_ocr, Rules(fail_on=("regression",)), baseline).exit_code) == 0


def test_older_baselines_say_nothing_of_reading(evidence: Path) -> None:
    _, result, _ = check(evidence, "--fail-on", "never")
    older = json.loads(dump(baseline_of(result)))
    del older["reading"]
    baseline = load_baseline(json.dumps(older), "baseline.json")
    assert judge(result, Rules(fail_on=("never",)), baseline).incomplete is None
