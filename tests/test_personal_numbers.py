"""No output shows a personal number, password or token, wherever in a folder it stands: name, text, archive."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from spbe_checklist.reports import FORMATS
from spbe_checklist.settings.file import load_workspace
from tests.program import program

NIK, OTHER = "1219014508850001", "1219014508850002"
PASSWORD, TOKEN = "rahasia-sekali", "kunci-tamu-77"
SECRETS = tuple(secret.encode() for secret in (NIK, OTHER, PASSWORD, TOKEN))
MASK = "1219************"
GUIDE = "PEMERINTAH KOTA CONTOH\nPEDOMAN MANAJEMEN ASET TIK\nPedoman ini mengatur manajemen aset TIK.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Numbers in the names of files, folder, archive and member, and in text; two names differ in nothing else."""
    root = tmp_path / "dokumen"
    (root / f"24 Aset {NIK}").mkdir(parents=True)
    (root / f"24 Aset {NIK}" / f"Pedoman {OTHER}.txt").write_text(GUIDE + f"NIK {NIK}\n")
    login, guest = f"https://rina:{PASSWORD}@awan.go.id/aset", f"https://awan.go.id/s?token={TOKEN}"
    text = GUIDE.replace("ASET TIK", f"ASET TIK {login} {guest}").replace("Pedoman ini", f"Menurut {guest} pedoman ini")
    (root / f"24 Panduan Manajemen Aset TIK?token={TOKEN}.txt").write_text(text)
    (root / "24 Tautan.url").write_text(f"[InternetShortcut]\nURL={login}?access_token={TOKEN}\n")
    for number in (NIK, OTHER):
        (root / f"24 Pedoman Manajemen Aset TIK {number}.txt").write_text(GUIDE + number + "\n")
        (root / f"~$KTP {number}.docx").write_text("")
    (root / f"KTP {NIK}.pdf").write_bytes(b"%PDF-1.7 rusak")
    with zipfile.ZipFile(root / f"Arsip {NIK}.zip", "w") as archive:
        archive.writestr(f"24/Pedoman Aset 1219.01.45-{OTHER}.txt", GUIDE)
    (tmp_path / "spbe.yaml").write_text('version: 1\nagency: {name: "Kota Contoh"}\nyear: 2024\n')
    return root


def spbe(*arguments: str, cwd: Path, answers: str = "") -> subprocess.CompletedProcess[bytes]:
    return program(*arguments, answers=answers, cwd=cwd)


def contents(data: bytes) -> bytes:
    """What a file holds; of a zip-based one the parts, unpacked."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "pdf"])
def test_no_report_shows_a_number(folder: Path, format_: str) -> None:
    output = folder.parent / f"laporan.{format_}"
    options = ("--no-cache", "--ocr", "never", "--format", format_, "--output", str(output), "--exit-zero")
    done = spbe(folder.name, *options, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    for shown in (contents(output.read_bytes()), done.stdout, done.stderr):
        assert not [secret for secret in SECRETS if secret in shown]


def test_lists_and_explanations_show_none_and_find_files_by_their_real_name(folder: Path) -> None:
    listed = spbe("files", folder.name, "--no-cache", "--ocr", "never", cwd=folder.parent)
    name = f"24 Pedoman Manajemen Aset TIK {OTHER}.txt"
    explained = spbe("explain", name, folder.name, "--no-cache", "--ocr", "never", cwd=folder.parent)
    assert (listed.returncode, explained.returncode) == (0, 0), explained.stderr
    for shown in (listed.stdout, listed.stderr, explained.stdout, explained.stderr):
        assert not [secret for secret in SECRETS if secret in shown]
    assert f"TIK {MASK}.txt".encode() in explained.stdout
    assert f"TIK {MASK} (2).txt".encode() in explained.stdout


def test_the_page_links_to_no_masked_file(folder: Path) -> None:
    page = spbe(folder.name, "--no-cache", "--ocr", "never", "--format", "html", cwd=folder.parent).stdout.decode()
    assert MASK in page
    assert not re.search(r'href="[^"]*(?:\*|%2A){4}', page)


def test_an_answer_about_a_masked_file_counts(folder: Path) -> None:
    done = spbe("confirm", folder.name, "--no-cache", "--ocr", "never", cwd=folder.parent, answers="y\n" * 9)
    assert done.returncode == 0, done.stderr
    assert b"PEDOMAN MANAJEMEN ASET TIK" in done.stderr
    assert NIK.encode() not in done.stderr + done.stdout
    settings = load_workspace(folder.parent / "spbe.yaml")
    assert settings.documents
    assert all(NIK not in one.path and OTHER not in one.path for one in settings.documents)
    explained = spbe("explain", "I24.L3.pedoman", folder.name, "--no-cache", "--ocr", "never", cwd=folder.parent)
    assert "dikonfirmasi" in explained.stdout.decode()


def test_an_unreadable_file_is_found_by_the_name_it_is_shown_under(folder: Path) -> None:
    """Without a content hash the shown name is all that an answer has to go by."""
    (folder.parent / "spbe.yaml").write_text(
        "version: 1\nagency: {name: Kota}\nyear: 2024\n"
        f'documents: [{{path: "KTP {MASK}.pdf", evidence: [I24.L3.pedoman], by: Rina}}]\n'
    )
    explained = spbe("explain", "I24.L3.pedoman", folder.name, "--no-cache", "--ocr", "never", cwd=folder.parent)
    assert f"KTP {MASK}.pdf" in explained.stdout.decode()
    assert "dikonfirmasi oleh Rina" in explained.stdout.decode()
