"""The package: accepted documents once each, by one convention, verifiable, nothing doubtful unless asked."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import bagit
import openpyxl
import pytest
from msgspec.structs import replace

from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.run.package import INDEX, contents, make, verify
from spbe_checklist.verdict.document_entry import NoticeEntry
from spbe_checklist.verdict.result import Result
from tests.result_factory import make_result


@pytest.fixture
def checked(tmp_path: Path) -> tuple[Result, Path]:
    """A Result and a folder in which its files lie with the content it names."""
    result = make_result(hostile=False)
    folder = tmp_path / "dokumen"
    documents = []
    members: dict[Path, dict[str, bytes]] = {}
    for document in result.documents:
        content = f"isi {document.sha256}".encode()
        outer, _, member = document.path.partition("!/")
        if member:
            members.setdefault(folder / outer, {})[member] = content
        else:
            file = folder / outer
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        documents.append(replace(document, sha256=hashlib.sha256(content).hexdigest(), size=len(content)))
    for archive, files in members.items():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive, "w") as target:
            for name, content in files.items():
                target.writestr(name, content)
    return result.model_copy(update={"documents": documents}), folder


def test_the_package_is_a_valid_bag_and_a_changed_byte_is_found(checked: tuple[Result, Path], tmp_path: Path) -> None:
    result, folder = checked
    out = tmp_path / "paket"
    made = make(result, folder, out)
    assert not made.missing
    bagit.Bag(str(out)).validate()
    assert verify(out) == []
    file = out / "data" / made.packed[0].place
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    assert verify(out) == [f"data/{made.packed[0].place}: berubah"]
    file.write_bytes(bytes(content) + b"x")
    assert verify(out) == [f"data/{made.packed[0].place}: berubah"]
    file.unlink()
    (out / "data" / "baru.pdf").write_bytes(b"x")
    assert {*verify(out)} == {f"data/{made.packed[0].place}: hilang", "data/baru.pdf: bertambah sejak paket dibuat"}


def test_every_accepted_document_lies_there_once_under_indicator_and_level(
    checked: tuple[Result, Path], tmp_path: Path
) -> None:
    result, folder = checked
    make(result, folder, tmp_path / "paket")
    accepted = {
        offer.path
        for entry in result.indicators
        for item in entry.evidence
        for offer in item.documents
        if offer.accepted
    }
    packed = contents(result)
    assert {one.document.path for one in packed} == accepted - {d.path for d in result.documents if d.duplicate_of}
    for one in packed:
        first = one.rows[0]
        assert one.place.parts[0].startswith(f"{first.indicator.no:02d}-")
        assert one.place.parts[1] == f"tingkat-{first.item.level}"
        assert one.place.name.startswith(f"I{first.indicator.no:02d}-T{first.item.level}-")
        content = (tmp_path / "paket" / "data" / one.place).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one.document.sha256
    places = [str(one.place).casefold() for one in packed]
    assert len(places) == len(set(places))


def test_the_index_names_every_item_with_its_file(checked: tuple[Result, Path], tmp_path: Path) -> None:
    result, folder = checked
    made = make(result, folder, tmp_path / "paket")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "paket" / "data" / INDEX).read_bytes())).worksheets[0]
    rows = {(row[3], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows == {(row.item.id, str(one.place)) for one in made.packed for row in one.rows}


def test_nothing_doubtful_is_packed_unless_asked(checked: tuple[Result, Path]) -> None:
    result, _ = checked
    certain = {one.document.path for one in contents(result)}
    asked = contents(result, doubtful=True)
    assert certain < {one.document.path for one in asked}
    assert any("masih perlu diperiksa" in remark for one in asked for remark in one.remarks)


def test_what_changed_since_the_check_is_not_packed(checked: tuple[Result, Path], tmp_path: Path) -> None:
    result, folder = checked
    path = next(one.document.path for one in contents(result) if "!/" not in one.document.path)
    (folder / path).write_bytes(b"lain")
    made = make(result, folder, tmp_path / "paket")
    assert made.missing == (f"{path}: berubah sejak diperiksa; periksa ulang foldernya",)
    assert path not in {one.document.path for one in made.packed}
    assert verify(tmp_path / "paket") == []


def test_personal_numbers_and_large_files_are_named(
    checked: tuple[Result, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, folder = checked
    target = next(one for one in contents(result) if one.document.path.endswith(".pdf"))
    noted = [
        replace(document, notices=[NoticeEntry("data-pribadi", "Memuat 2 nomor seperti NIK")])
        if document.path == target.document.path
        else document
        for document in result.documents
    ]
    made = make(result.model_copy(update={"documents": noted}), folder, tmp_path / "a", limit_megabytes=0.00001)
    told = next(one.remarks for one in made.packed if one.document.path == target.document.path)
    assert any("NIK" in remark for remark in told)
    assert any("di atas batas portal" in remark for remark in told)
    program = tmp_path / "bin" / "gs"
    program.parent.mkdir()
    copy = 'case "$a" in -sOutputFile=*) printf x > "${a#-sOutputFile=}";; esac'
    program.write_text(f'#!/bin/sh\nfor a in "$@"; do {copy}; done\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    small = make(result, folder, tmp_path / "b", limit_megabytes=0.00001, shrink=True)
    told = next(one.remarks for one in small.packed if one.document.path == target.document.path)
    assert any("diperkecil dari" in remark for remark in told)
    assert (folder / target.document.path).stat().st_size > 1, "the original stays"
    assert verify(tmp_path / "b") == []


def test_a_package_overwrites_nothing_and_stays_out_of_the_checked_folder(
    checked: tuple[Result, Path], tmp_path: Path
) -> None:
    result, folder = checked
    with pytest.raises(UsageError, match="di dalam folder"):
        make(result, folder, folder / "paket")
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "catatan.txt").write_text("saya")
    with pytest.raises(UsageError, match="sudah berisi"):
        make(result, folder, tmp_path / "penuh")
    with pytest.raises(InputError, match="bukan paket"):
        verify(tmp_path / "penuh")
