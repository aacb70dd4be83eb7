"""A folder from scan to Facts, with real workers, real readers and a real cache."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from spbe_checklist.facts.facts import Facts, FileEntry, Health, TextState, Zone
from spbe_checklist.reading import ocr_engines
from spbe_checklist.reading.inspect_one import FileSettings, InspectFile, inspect_file
from spbe_checklist.reading.scan import scan
from spbe_checklist.reading.workers import pool
from spbe_checklist.reading.workers.protocol import Job
from spbe_checklist.run.digest import AsFound
from spbe_checklist.run.inspect import Inspected, InspectionSettings, inspect_folder
from spbe_checklist.settings.models import Limits
from spbe_checklist.text.lexicon import Lexicon
from spbe_checklist.text.words import phrase

LEXICON = Lexicon(
    phrases=tuple(
        (phrase(term), (f"s:{mark}:t",)) for term, mark in [("manajemen risiko", "risiko"), ("audit", "audit")]
    ),
    glued=(),
    vocabulary=frozenset(),
)
LETTER = "NOTULEN RAPAT\nManajemen risiko SPBE dibahas bersama audit.\n" + "\n".join(
    f"Butir {number} dari kesimpulan rapat tentang penerapan." for number in range(30)
)


@dataclass
class Told:
    """Progress as a list."""

    total: int = -1
    paths: list[str] = field(default_factory=list)
    finished: int = 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, path: str) -> None:
        self.paths.append(path)

    def finish(self) -> None:
        self.finished += 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dokumen"
    (made / "17").mkdir(parents=True)
    (made / "17" / "notulen.txt").write_text(LETTER)
    (made / "17" / "salinan.txt").write_text(LETTER)
    (made / "kosong.docx").write_bytes(b"")
    (made / "lain.txt").write_text("Sesuatu yang lain.")
    with zipfile.ZipFile(made / "arsip.zip", "w") as archive:
        archive.writestr("dalam/notulen.txt", LETTER)
        archive.writestr("../jahat.txt", "audit")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("dua.txt", LETTER + "beda")
        archive.writestr("satu.zip", inner.getvalue())
    return made


@pytest.fixture
def no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr(pool, "Worker", refuse)


def settings(**options: object) -> InspectionSettings:
    return InspectionSettings(**{"jobs": 2, "ocr": "never", **options})  # type: ignore[arg-type]


def run(folder: Path, told: Told | None = None, **options: object) -> Inspected:
    return inspect_folder(scan(folder), folder, settings(**options), LEXICON, AsFound(), told)


def by_path(inspected: Inspected) -> dict[str, Facts]:
    return {facts.path: facts for facts in inspected.documents}


_opened: list[str] | None = None


def _notice_opening(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None:
        _opened.append(str(arguments[0]))


@pytest.fixture
def files_opened() -> Iterator[list[str]]:
    """Paths of all files that this process opens."""
    global _opened  # noqa: PLW0603 - an audit hook cannot be taken away again, only silenced
    if not hasattr(sys, "_spbe_hook"):
        sys.addaudithook(_notice_opening)
        sys._spbe_hook = True  # type: ignore[attr-defined]
    _opened = []
    yield _opened
    _opened = None


def test_every_file_and_member_has_facts_in_order_of_paths(folder: Path) -> None:
    told = Told()
    inspected = run(folder, told)
    assert [facts.path for facts in inspected.documents] == [
        "17/notulen.txt",
        "17/salinan.txt",
        "arsip.zip",
        "arsip.zip!/../jahat.txt",
        "arsip.zip!/dalam/notulen.txt",
        "arsip.zip!/satu.zip",
        "arsip.zip!/satu.zip!/dua.txt",
        "kosong.docx",
        "lain.txt",
    ]
    assert (told.total, sorted(told.paths), told.finished) == (5, sorted(entry.path for entry in scan(folder).files), 1)
    assert inspected.opened == 5


def test_facts_say_what_is_in_the_file(folder: Path) -> None:
    facts = by_path(run(folder))
    letter = facts["17/notulen.txt"]
    assert letter.sha256 == hashlib.sha256(LETTER.encode()).hexdigest()
    assert (letter.size, letter.format, letter.health, letter.text) == (
        len(LETTER),
        "txt",
        Health.BAIK,
        TextState.ADA,
    )
    assert letter.segments[0].zone is Zone.HEAD
    assert letter.segments[0].cues == {"s:risiko:t": 1, "s:audit:t": 1}
    assert letter.fingerprint is not None
    assert facts["kosong.docx"].health is Health.KOSONG
    member = facts["arsip.zip!/dalam/notulen.txt"]
    assert (member.sha256, member.segments, member.size) == (letter.sha256, letter.segments, letter.size)


def test_no_text_of_a_document_leaves_the_worker(folder: Path, tmp_path: Path) -> None:
    run(folder, cache_dir=tmp_path / "cache")
    (stored,) = (tmp_path / "cache").glob("*.sqlite3")
    assert b"Butir 7" not in stored.read_bytes()
    assert b"kesimpulan rapat" not in stored.read_bytes()


def test_the_same_folder_gives_the_same_facts(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = run(folder, jobs=1)
    assert run(folder, jobs=2).documents == first.documents
    assert run(folder, cache_dir=cache).documents == first.documents
    assert run(folder, cache_dir=cache).documents == first.documents


def test_an_unchanged_second_run_opens_no_document(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cache = tmp_path / "cache"
    first = run(folder, cache_dir=cache)
    request.getfixturevalue("no_workers")
    opened: list[str] = request.getfixturevalue("files_opened")
    told = Told()
    second = run(folder, told, cache_dir=cache)
    assert second.documents == first.documents
    assert (second.opened, len(told.paths), told.finished) == (0, 5, 1)
    assert [path for path in opened if str(folder) in path] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "lain.txt").write_text("Sekarang tentang audit."),
        lambda folder: (folder / "lain.txt").write_text("Sesuatu yang LAIN."),
    ],
    ids=["other size", "same size"],
)
def test_a_changed_file_is_read_again_and_no_other(
    folder: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    run(folder, cache_dir=tmp_path / "cache")
    before = by_path(run(folder, cache_dir=tmp_path / "cache"))
    os.utime(folder / "lain.txt", ns=(1, 1))
    change(folder)
    inspected = run(folder, cache_dir=tmp_path / "cache")
    assert inspected.opened == 1
    after = by_path(inspected)
    assert {path for path in before if before[path] != after[path]} == {"lain.txt"}


def test_a_moved_or_touched_file_is_known_by_its_content(folder: Path, tmp_path: Path) -> None:
    first = by_path(run(folder, cache_dir=tmp_path / "cache"))
    shutil.move(folder / "arsip.zip", folder / "17" / "pindah.zip")
    os.utime(folder / "17" / "notulen.txt", ns=(5, 5))
    second = run(folder, cache_dir=tmp_path / "cache")
    assert second.opened == 0
    facts = by_path(second)
    assert facts["17/notulen.txt"] == first["17/notulen.txt"]
    assert facts["17/pindah.zip!/dalam/notulen.txt"].segments == first["arsip.zip!/dalam/notulen.txt"].segments
    assert run(folder, cache_dir=tmp_path / "cache").opened == 0


def test_other_settings_read_again(folder: Path, tmp_path: Path) -> None:
    run(folder, cache_dir=tmp_path / "cache")
    assert run(folder, cache_dir=tmp_path / "cache", agency_names=("Kota Contoh",)).opened == 5
    other = Lexicon(phrases=LEXICON.phrases[:1], glued=(), vocabulary=frozenset())
    scanned = scan(folder)
    assert inspect_folder(scanned, folder, settings(cache_dir=tmp_path / "cache"), other, AsFound()).opened == 5


def test_a_file_that_vanishes_is_unreadable_and_not_remembered(folder: Path, tmp_path: Path) -> None:
    scanned = scan(folder)
    (folder / "lain.txt").rename(tmp_path / "disimpan.txt")
    first = inspect_folder(scanned, folder, settings(cache_dir=tmp_path / "cache"), LEXICON, AsFound())
    lost = by_path(first)["lain.txt"]
    assert (lost.health, lost.sha256, lost.complete) == (Health.TIDAK_TERBACA, "", False)
    assert lost.reason
    (tmp_path / "disimpan.txt").rename(folder / "lain.txt")
    second = inspect_folder(scanned, folder, settings(cache_dir=tmp_path / "cache"), LEXICON, AsFound())
    assert second.opened == 1
    assert by_path(second)["lain.txt"].health is Health.BAIK


def test_a_file_that_changes_during_the_run_is_not_remembered(folder: Path, tmp_path: Path) -> None:
    scanned = scan(folder)
    (folder / "lain.txt").write_text("Lebih panjang dari yang dilihat pemindaian.")
    assert inspect_folder(scanned, folder, settings(cache_dir=tmp_path / "cache"), LEXICON, AsFound()).opened == 5
    assert inspect_folder(scanned, folder, settings(cache_dir=tmp_path / "cache"), LEXICON, AsFound()).opened == 1


def test_what_must_not_be_opened_is_not(folder: Path, no_workers: None) -> None:
    from spbe_checklist.reading.scan import ScanResult

    entry = FileEntry("awan.pdf", 7, 1, Health.PINTASAN, "hanya ada di awan")
    inspected = inspect_folder(ScanResult((entry,), (), ()), folder, settings(), LEXICON, AsFound())
    (facts,) = inspected.documents
    assert (facts.path, facts.format, facts.health, facts.reason) == (
        "awan.pdf",
        "pdf",
        Health.PINTASAN,
        "hanya ada di awan",
    )
    assert not facts.complete


def test_files_above_the_limit_are_judged_by_name_and_size(folder: Path) -> None:
    facts = by_path(run(folder, limits=Limits(read_megabytes=0.001)))
    assert (facts["17/notulen.txt"].health, facts["17/notulen.txt"].sha256) == (Health.TERLALU_BESAR, "")
    assert facts["lain.txt"].health is Health.BAIK


def test_warnings_about_personal_numbers_and_upload_size(folder: Path) -> None:
    (folder / "lain.txt").write_text("NIK 3275011505900001 dan 3275015505900002, sekali lagi 3275011505900001")
    facts = by_path(run(folder, limits=Limits(portal_megabytes=0.001)))
    personal = [notice for notice in facts["lain.txt"].notices if notice.code == "data-pribadi"]
    assert len(personal) == 1
    assert "2 nomor" in personal[0].message
    assert "3275" not in personal[0].message
    assert "terlalu-besar-untuk-portal" in {notice.code for notice in facts["17/notulen.txt"].notices}
    assert "terlalu-besar-untuk-portal" not in {notice.code for notice in facts["lain.txt"].notices}


def test_scans_that_nobody_reads_are_one_line_with_the_next_step(folder: Path) -> None:
    from PIL import Image

    Image.new("L", (600, 400), "white").save(folder / "foto.png")
    inspected = run(folder, ocr="auto", find_engine=lambda: None)
    (notice,) = inspected.notices
    assert notice.code == "ocr-belum-terpasang"
    assert "spbe-checklist[ocr]" in notice.message
    facts = by_path(inspected)["foto.png"]
    assert (facts.text, facts.complete) == (TextState.PINDAIAN, False)
    assert [notice.code for notice in run(folder, ocr="never").notices] == ["ocr-dimatikan"]


def test_progress_ends_even_when_the_run_is_interrupted(folder: Path) -> None:
    class Impatient(Told):
        def advance(self, path: str) -> None:
            raise KeyboardInterrupt

    told = Impatient()
    with pytest.raises(KeyboardInterrupt):
        run(folder, told)
    assert told.finished == 1


def test_another_executor_finds_the_same(folder: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        elsewhere = inspect_folder(scan(folder), folder, settings(), LEXICON, AsFound(), executor=executor)
    assert elsewhere.documents == run(folder).documents


def test_one_file_can_be_inspected_without_a_worker(folder: Path) -> None:
    entry = next(entry for entry in scan(folder).files if entry.path == "arsip.zip")
    found = inspect_file(folder / "arsip.zip", entry, FileSettings(), LEXICON)
    inspected = by_path(run(folder))
    assert found == [inspected[facts.path] for facts in found]
    assert len(found) == 5


def _rapidocr() -> ocr_engines.Engine | None:
    """RapidOCR alone, as where no Tesseract is installed: it must load within the limits of a worker."""
    return ocr_engines.Engine("rapidocr", "eng", pictures="1") if ocr_engines._has_rapidocr() else None


@pytest.mark.parametrize(
    "find", [ocr_engines._find_program, ocr_engines._find_module, _rapidocr], ids=["program", "module", "pictures"]
)
def test_scans_are_read_in_the_worker_and_remembered(
    tmp_path: Path, find: Callable[[], ocr_engines.Engine | None], request: pytest.FixtureRequest
) -> None:
    from PIL import Image, ImageDraw, ImageFont

    if find() is None:
        pytest.skip("this engine is not installed on this machine")
    (tmp_path / "dokumen").mkdir()
    image = Image.new("L", (1240, 900), 250)
    text = "LAPORAN AUDIT KEAMANAN\n\nNOMOR 7 TAHUN 2022\n\nManajemen risiko untuk sistem"
    ImageDraw.Draw(image).multiline_text((120, 140), text, fill=20, font=ImageFont.load_default(36))
    image.save(tmp_path / "dokumen" / "pindaian.pdf", resolution=150)
    with zipfile.ZipFile(tmp_path / "dokumen" / "arsip.zip", "w") as archive:
        archive.write(tmp_path / "dokumen" / "pindaian.pdf", "dalam.pdf")
    options = {"ocr": "auto", "find_engine": find, "cache_dir": tmp_path / "cache"}
    first = run(tmp_path / "dokumen", **options)
    for facts in (by_path(first)["pindaian.pdf"], by_path(first)["arsip.zip!/dalam.pdf"]):
        assert (facts.text, facts.health, facts.reason) == (TextState.OCR, Health.BAIK, "")
        assert facts.segments[0].cues == {"s:audit:t": 1, "s:risiko:t": 1}
    assert first.notices == ()
    assert run(tmp_path / "dokumen", **{**options, "ocr": "never"}).opened == 2
    request.getfixturevalue("no_workers")
    assert run(tmp_path / "dokumen", **options).documents == first.documents


def test_an_archive_is_taken_up_where_a_worker_was_lost(folder: Path) -> None:
    entry = next(entry for entry in scan(folder).files if entry.path == "arsip.zip")
    told: list[tuple[str, object]] = []

    class Tell:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *arguments: told.append((name, arguments[0] if arguments else None))

    InspectFile(FileSettings(), LEXICON)(Job(entry, str(folder / "arsip.zip"), start=3), Tell())
    assert [value for name, value in told if name == "begin"] == ["!/satu.zip", "!/satu.zip!/dua.txt"]
    assert [value.path for name, value in told if name == "facts" and isinstance(value, Facts)] == [
        "!/satu.zip",
        "!/satu.zip!/dua.txt",
    ]


def test_of_copies_one_is_read_and_all_are_described(tmp_path: Path) -> None:
    folder = tmp_path / "bukti"
    text = LETTER * 200
    for name in ("1/Perwali.txt", "2/Perwali.txt", "3/lain.txt", "3/Draft Perwali.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "4.txt").write_text(text[:-1] + "x")  # the same size, another content
    inspected = run(folder)
    assert inspected.opened == 3  # one of the copies, the one that calls itself a draft, and the other content
    found = by_path(inspected)
    assert len({facts.sha256 for facts in inspected.documents}) == 2
    first = found["1/Perwali.txt"]
    for path in ("2/Perwali.txt", "3/lain.txt"):
        assert replace(found[path], path=first.path) == first
    assert "nama berkas menyebut draf" in found["3/Draft Perwali.txt"].identity.marks
    assert "nama berkas menyebut draf" not in first.identity.marks
    assert run(folder, cache_dir=tmp_path / "cache").documents == inspected.documents
    assert run(folder, cache_dir=tmp_path / "cache").documents == inspected.documents


def test_members_of_a_copied_archive_are_described_under_its_own_name(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(zipfile.ZipInfo("dalam.txt"), LETTER * 200)
    inspected = run(tmp_path)
    assert inspected.opened == 1
    assert [facts.path for facts in inspected.documents] == ["a.zip", "a.zip!/dalam.txt", "b.zip", "b.zip!/dalam.txt"]
