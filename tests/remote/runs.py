"""What the tests of remote drives share: the documents, short waits, and one run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from spbe_checklist.reading.remote.transfers import Patience
from spbe_checklist.run.check import Checked, check_folder
from spbe_checklist.run.options import CheckOptions
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.result import Result
from tests.remote.servers import Door

QUICK = Patience(silence=20, first_pause=0.02, longest_pause=0.05)
"""Tries again at once, but allows for a busy machine."""
HASTY = Patience(silence=0.6, attempts=2, first_pause=0.02, longest_pause=0.05)
"""For servers that fall silent on purpose; on a busy machine anything may take longer than that."""
SETTINGS = "version: 1\nagency: {name: Kabupaten Contoh}\nyear: 2024\ntarget: 3\n"
FILES = {
    "Indikator 21/Laporan manajemen risiko SPBE 2024.txt": "LAPORAN PELAKSANAAN MANAJEMEN RISIKO SPBE TAHUN 2024\n"
    * 60,
    "Indikator 21/sub/Notulen rapat manajemen risiko SPBE.txt": "NOTULEN RAPAT\nManajemen risiko SPBE, 5 Maret 2024\n"
    * 40,
    "Indikator 10/SK Tim Koordinasi SPBE.txt": (
        "KEPUTUSAN BUPATI CONTOH\nNOMOR 12 TAHUN 2023\nTENTANG\nTIM KOORDINASI SPBE\n\nMEMUTUSKAN:\nMenetapkan\n"
        "KESATU : Membentuk Tim Koordinasi SPBE Kabupaten Contoh.\nDitetapkan di Contoh\npada tanggal 5 Maret 2023\n"
        "BUPATI CONTOH\nttd\nBUDI\n"
    ),
    "50% #1 sisa?.txt": "Nama dengan tanda yang punya arti di dalam alamat.\n" * 30,
    "a%20b.txt": "Nama yang tampak seperti alamat.\n" * 30,
    "spasi di akhir /isi ülang.txt": "Folder dengan spasi di akhir.\n" * 30,
    "Thumbs.db": "x",
    "kosong.docx": "",
}
FOLDERS = {"", "Indikator 21", "Indikator 21/sub", "Indikator 10", "spasi di akhir "}


@dataclass(frozen=True)
class Dav:
    """The WebDAV server."""

    door: Door
    url: str


def check(folder: Path | str, cache: Path | None, config: Path | None = None) -> Checked:
    """One run on a folder or address."""
    return check_folder(
        CheckOptions(folder=Path(folder), cache_dir=cache, cache=cache is not None, ocr="never", jobs=2, config=config)
    )


def comparable(result: Result) -> dict[str, object]:
    """Everything but the block of facts about the run itself."""
    content = msgspec.to_builtins(result)
    del content["run"]
    return content


def documents(result: Result) -> dict[str, DocumentEntry]:
    """Documents by path."""
    return {document.path: document for document in result.documents}
