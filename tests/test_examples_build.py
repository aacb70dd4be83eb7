"""The example documents are what ``examples/build.py`` builds, and each is in the state it is meant to show."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import ModuleType

import pytest

from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.models import Workspace

EXAMPLES = Path(__file__).parent.parent / "examples"
DOCUMENTS = EXAMPLES / "dokumen"
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    """``examples/build.py`` as a module, found the way running it finds its package."""
    spec = importlib.util.spec_from_file_location("examples_build", EXAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = set(sys.modules)
    sys.path.insert(0, str(EXAMPLES))
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(EXAMPLES))
        for name in set(sys.modules) - before:
            if name.partition(".")[0] == "builder":
                del sys.modules[name]


@pytest.fixture(scope="module")
def built(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dokumen")
    builder.build(target)
    return target


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load_workspace(EXAMPLES / "spbe.yaml")


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def text_of(name: str, data: bytes) -> str:
    """What the file says, however its bytes are packed; pictures, broken and locked files say nothing."""
    match PurePosixPath(name).suffix:
        case ".pdf":
            import pypdfium2

            try:
                document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                return ""
            with document:
                return "\f".join(page.get_textpage().get_text_bounded() for page in document)
        case ".docx" | ".pptx" | ".xlsx" if data and not PurePosixPath(name).name.startswith("~$"):
            with zipfile.ZipFile(BytesIO(data)) as package:
                parts = [part for part in sorted(package.namelist()) if re.search(r"document|slide\d|sharedStr", part)]
                return "\f".join(re.sub(rb"<[^>]+>", b" ", package.read(part)).decode() for part in parts)
        case ".txt" | ".eml" | ".gdoc" | ".ini":
            return data.decode().split("\r\nContent-Type: application/pdf")[0]
        case _:
            return ""


def test_the_committed_folder_holds_what_the_builder_writes(built: Path) -> None:
    fresh, committed = files(built), files(DOCUMENTS)
    assert sorted(fresh) == sorted(committed)
    assert {name: text_of(name, data) for name, data in fresh.items()} == {
        name: text_of(name, data) for name, data in committed.items()
    }


def test_the_same_libraries_give_the_same_bytes(builder: ModuleType, built: Path) -> None:
    recorded = json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["versions"]
    if recorded != builder.versions():
        pytest.skip(f"the committed documents were built with {recorded}")
    fresh, committed = files(built), files(DOCUMENTS)
    assert [name for name in fresh if fresh[name] != committed.get(name)] == []


def test_two_builds_are_the_same(builder: ModuleType, built: Path, tmp_path: Path) -> None:
    builder.build(tmp_path)
    first, second = files(built), files(tmp_path)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_manifest_lists_every_file_with_its_hash() -> None:
    listed = json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files(DOCUMENTS).items()}


def test_the_folder_is_small_and_its_names_work_on_windows() -> None:
    held = files(DOCUMENTS)
    assert sum(map(len, held.values())) < 2_000_000
    assert len({name.casefold() for name in held}) == len(held)
    for name in held:
        for part in PurePosixPath(name).parts:
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', part), name
            assert not part.endswith((" ", ".")), name
            assert part.partition(".")[0].casefold() not in RESERVED, name
        assert len(name) < 150, name


def test_the_locked_document_opens_with_its_password_only(builder: ModuleType) -> None:
    import pikepdf
    from builder.collection import PASSWORD

    path = DOCUMENTS / "Diskominfo/Indikator22_Laporan Keamanan Informasi 2023.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=PASSWORD) as document:
        assert len(document.pages) == 1


def test_the_cut_off_document_opens_in_no_reader() -> None:
    import pikepdf
    import pypdfium2

    path = DOCUMENTS / "Diskominfo/Indikator28-Laporan_Meja_Layanan_TW1_2024.pdf"
    assert path.read_bytes().startswith(b"%PDF-")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(path)
    with pytest.raises(pikepdf.PdfError):
        pikepdf.open(path)


def test_the_scan_has_pictures_and_no_text() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(DOCUMENTS / "14/scan0001.pdf") as document:
        assert [page.get_textpage().get_text_bounded() for page in document] == ["", ""]
        assert all(next(page.get_objects(), None) is not None for page in document)


def test_copies_and_near_copies() -> None:
    held = files(DOCUMENTS)
    names: dict[bytes, list[str]] = {}
    for name, data in held.items():
        names.setdefault(data, []).append(name)
    assert [sorted(group) for group in names.values() if len(group) > 1] == [
        [
            "Domain 1 Kebijakan/01/Indikator1a-Perwali_18_2022_SPBE.pdf",
            "Domain 1 Kebijakan/02/2. Perwali 18 Tahun 2022.pdf",
        ]
    ]
    years = [f"13/13b BA Konsultasi Anggaran SPBE {year}.docx" for year in (2023, 2024)]
    words = [set(text_of(name, held[name]).split()) for name in years]
    assert 0.8 < len(words[0] & words[1]) / len(words[0] | words[1]) < 1


def test_the_regulation_regulates_its_subjects_in_articles() -> None:
    name = "Domain 1 Kebijakan/01/Indikator1a-Perwali_18_2022_SPBE.pdf"
    text = re.sub(r"\s+", " ", text_of(name, (DOCUMENTS / name).read_bytes()))
    articles = dict(re.findall(r"Pasal (\d+) (.*?)(?= Pasal \d+ (?:\(1\)|[A-Z])|$)", text))
    assert sum(f"domain arsitektur {part}" in articles["3"] for part in (
        "proses bisnis", "data dan informasi", "infrastruktur", "aplikasi", "keamanan", "layanan")) == 6  # fmt: skip
    parts = ("tata kelola", "manajemen", "layanan", "infrastruktur", "aplikasi", "keamanan", "audit")
    assert [part for part in parts if f"{part} SPBE" in articles["5"]] == [
        "tata kelola", "layanan", "infrastruktur", "aplikasi"]  # fmt: skip
    assert "Ditetapkan di Nusa Bahari pada tanggal 14 Maret 2022" in text
    assert "BERITA DAERAH KOTA NUSA BAHARI TAHUN 2022 NOMOR 18" in text
    assert "(BSrE)" in text


def test_only_invented_numbers_look_like_personal_ones() -> None:
    held = files(DOCUMENTS)
    found = {
        number for name, data in held.items() for number in re.findall(r"(?<!\d)\d{16}(?!\d)", text_of(name, data))
    }
    assert len(found) == 5
    assert {number[:4] for number in found} == {"1234", "1256"}, "no district has these codes"


def test_the_settings_give_every_indicator_a_unit(workspace: Workspace) -> None:
    assert workspace.agency.name == "Kota Nusa Bahari"
    assert (workspace.year, workspace.target) == (2024, 3)
    assert [no for no in range(1, 48) if not workspace.units_of(no)] == []
    assert sorted(workspace.services) == [45, 46, 47]


def test_the_decisions_in_the_settings_are_about_files_that_are_there(workspace: Workspace) -> None:
    (decision,) = workspace.documents
    assert decision.sha256 == hashlib.sha256((DOCUMENTS / decision.path).read_bytes()).hexdigest()
    (waiver,) = workspace.waivers
    assert waiver.expires.isoformat() > "2024-12-31"


def test_the_readme_names_files_that_are_there() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert f"{len(files(DOCUMENTS))} berkas" in readme
    cells = re.findall(r"^\|[^|]+\|(.+)\|$", readme.partition("## ")[2], flags=re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell) if not name.startswith("...")]
    assert len(named) > 15
    assert [name for name in named if not (DOCUMENTS / name).is_file()] == []
