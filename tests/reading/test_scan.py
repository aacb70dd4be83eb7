"""The scan lists every file once, leaves out what is no evidence, opens nothing and follows no link."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spbe_checklist.errors import ExitCode, InputError
from spbe_checklist.facts.facts import Health
from spbe_checklist.reading.scan import ScanResult, is_placeholder, scan

as_root = os.name == "posix" and os.geteuid() == 0


def put(root: Path, *names: str, content: bytes = b"isi") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def paths(result: ScanResult) -> list[str]:
    return [entry.path for entry in result.files]


def left_out(result: ScanResult) -> dict[str, str]:
    return {item.path: item.reason for item in result.ignored}


def codes(result: ScanResult) -> list[str]:
    return [notice.code for notice in result.notices]


def test_files_are_listed_relative_with_slashes_sorted_and_with_their_stat(tmp_path: Path) -> None:
    put(tmp_path, "b.pdf", "01/sub/a.pdf", "01/z.docx")
    result = scan(tmp_path)
    assert paths(result) == ["01/sub/a.pdf", "01/z.docx", "b.pdf"]
    first = result.files[0]
    info = (tmp_path / "01/sub/a.pdf").stat()
    assert (first.size, first.mtime_ns, first.health) == (3, info.st_mtime_ns, None)
    assert result.ignored == ()
    assert result.notices == ()


def test_an_empty_folder_is_an_empty_result(tmp_path: Path) -> None:
    assert scan(tmp_path) == ScanResult((), (), ())


@pytest.mark.parametrize(
    "name",
    [
        "~$laporan.docx", ".~lock.a.odt#", "Thumbs.db", "thumbs.db", "desktop.ini", ".DS_Store", "._a.pdf",
        ".tersembunyi.pdf", ".spbeignore", "spbe.yaml",
    ],
)  # fmt: skip
def test_system_and_settings_files_are_left_out_with_a_reason(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "bukti.pdf", content=b"")
    result = scan(tmp_path)
    assert paths(result) == ["bukti.pdf"]
    assert left_out(result)[name]


@pytest.mark.parametrize("folder", [".git", "__MACOSX", "$RECYCLE.BIN"])
def test_left_out_folders_are_not_entered_and_stand_for_all_they_hold(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"{folder}/a.pdf", f"{folder}/b/c.pdf")
    result = scan(tmp_path)
    assert paths(result) == []
    assert list(left_out(result)) == [folder + "/"]


def test_settings_file_counts_as_settings_only_at_the_top(tmp_path: Path) -> None:
    put(tmp_path, "sub/spbe.yaml")
    assert paths(scan(tmp_path)) == ["sub/spbe.yaml"]


def test_spbeignore_follows_gitignore_rules(tmp_path: Path) -> None:
    put(tmp_path, "arsip/a.pdf", "arsip/penting.pdf", "lama/b.pdf", "sub/lama/c.pdf", "x.tmp", "y.tmp", "d.pdf")
    (tmp_path / ".spbeignore").write_text("# catatan\n*.tmp\n!y.tmp\n/lama/\narsip/*\n!arsip/penting.pdf\n", "utf-8")
    result = scan(tmp_path)
    assert paths(result) == ["arsip/penting.pdf", "d.pdf", "sub/lama/c.pdf", "y.tmp"]
    assert left_out(result)["lama/"] == "disebut di .spbeignore"
    assert left_out(result)["x.tmp"] == "disebut di .spbeignore"


def test_another_ignore_file_can_be_named(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf")
    (tmp_path / "abaikan.txt").write_text("a.pdf\n", "utf-8")
    assert paths(scan(tmp_path, ignore_file="abaikan.txt")) == ["b.pdf"]


def test_an_ignore_file_that_cannot_be_used_is_a_notice_and_nothing_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    (tmp_path / ".spbeignore").mkdir()
    result = scan(tmp_path)
    assert paths(result) == ["a.pdf"]
    assert codes(result) == ["abaikan-tidak-terbaca"]


def test_an_ignore_file_that_is_not_utf8_is_a_notice(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    (tmp_path / ".spbeignore").write_bytes("a.pdf\n".encode("utf-16"))
    assert codes(scan(tmp_path)) == ["abaikan-tidak-terbaca"]


def test_an_ignore_file_that_is_a_fifo_does_not_hang(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no fifos on this system")
    os.mkfifo(tmp_path / ".spbeignore")
    assert codes(scan(tmp_path)) == ["abaikan-tidak-terbaca"]


def test_links_are_reported_and_never_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "akar", tmp_path / "luar"
    put(root, "asli.pdf", "sub/b.pdf")
    put(outside, "rahasia.pdf")
    (root / "rusak").symlink_to("tidak-ada")
    (root / "keluar").symlink_to(outside)
    (root / "berputar").symlink_to("berputar")
    (root / "sub" / "naik").symlink_to(root)
    (root / "dalam.pdf").symlink_to("asli.pdf")
    result = scan(root)
    assert paths(result) == ["asli.pdf", "berputar", "dalam.pdf", "keluar", "rusak", "sub/b.pdf", "sub/naik"]
    reasons = {entry.path: entry.reason for entry in result.files if entry.health is Health.TIDAK_TERBACA}
    assert sorted(reasons) == ["berputar", "dalam.pdf", "keluar", "rusak", "sub/naik"]
    assert "rusak" in reasons["rusak"]
    assert "ke luar folder" in reasons["keluar"]
    assert "berputar" in reasons["berputar"]
    assert "ke dalam folder" in reasons["sub/naik"]
    assert "ke dalam folder" in reasons["dalam.pdf"]


def test_fifos_and_sockets_are_never_opened(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no fifos on this system")
    os.mkfifo(tmp_path / "pipa.pdf")
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("soket.pdf")  # the path must stay short
            result = scan(tmp_path)
    finally:
        os.chdir(here)
    assert [(entry.path, entry.health) for entry in result.files] == [
        ("pipa.pdf", Health.TIDAK_TERBACA),
        ("soket.pdf", Health.TIDAK_TERBACA),
    ]
    assert "fifo" in result.files[0].reason
    assert "soket" in result.files[1].reason


@pytest.mark.skipif(as_root, reason="running as root: every folder can be read")
def test_an_unreadable_folder_is_an_unreadable_entry(tmp_path: Path) -> None:
    put(tmp_path, "tutup/a.pdf", "b.pdf")
    (tmp_path / "tutup").chmod(0)
    try:
        result = scan(tmp_path)
    finally:
        (tmp_path / "tutup").chmod(0o700)
    assert [(entry.path, entry.health) for entry in result.files] == [
        ("b.pdf", None), ("tutup/", Health.TIDAK_TERBACA),
    ]  # fmt: skip


def test_a_folder_that_cannot_be_listed_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "hilang/a.pdf", "b.pdf")
    real = os.scandir

    def failing(path: str) -> object:
        if os.fspath(path).endswith("hilang"):
            raise OSError(116, "stale")
        return real(path)

    monkeypatch.setattr(os, "scandir", failing)
    result = scan(tmp_path)
    assert paths(result) == ["b.pdf", "hilang/"]
    assert "terputus" in result.files[1].reason


@pytest.mark.parametrize(
    "info",
    [
        SimpleNamespace(st_file_attributes=0x00400000),
        SimpleNamespace(st_file_attributes=0x00001020),
        SimpleNamespace(st_flags=0x40000000),
    ],
)
def test_cloud_placeholders_are_recognised(info: os.stat_result) -> None:
    assert is_placeholder(info)


def test_ordinary_files_are_no_placeholders(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    assert not is_placeholder((tmp_path / "a.pdf").stat())
    assert not is_placeholder(SimpleNamespace(st_file_attributes=0x20, st_flags=0))  # type: ignore[arg-type]


def test_a_placeholder_is_listed_as_not_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.pdf")
    monkeypatch.setattr("spbe_checklist.reading.scan.is_placeholder", lambda info: stat.S_ISREG(info.st_mode))
    (entry,) = scan(tmp_path).files
    assert entry.health is Health.PINTASAN
    assert "belum diunduh" in entry.reason


def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"laporan\xff.pdf")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system accepts only UTF-8 names")
    (entry,) = scan(tmp_path).files
    assert os.fsencode(entry.path) == b"laporan\xff.pdf"


def test_names_that_other_systems_would_merge_give_a_notice(tmp_path: Path) -> None:
    put(tmp_path, "Laporan.pdf", "laporan.pdf")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system ignores case")
    result = scan(tmp_path)
    assert paths(result) == ["Laporan.pdf", "laporan.pdf"]
    assert codes(result) == ["nama-bertabrakan"]
    assert "huruf besar-kecil" in result.notices[0].message


def test_names_that_differ_only_in_unicode_composition_give_a_notice(tmp_path: Path) -> None:
    put(tmp_path, "caf\u00e9.pdf", "cafe\u0301.pdf")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system composes names")
    assert codes(scan(tmp_path)) == ["nama-bertabrakan"]
    assert "Unicode" in scan(tmp_path).notices[0].message


def test_depth_is_no_limit(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    try:
        deep.mkdir(parents=True)
        (deep / "dasar.pdf").write_bytes(b"")
    except OSError:
        pytest.skip("this file system limits the depth")
    assert paths(scan(tmp_path)) == ["d/" * 300 + "dasar.pdf"]


@pytest.mark.parametrize(
    ("make", "words"),
    [(lambda root: root / "tidak-ada", "tidak ditemukan"), (lambda root: root / "berkas.txt", "bukan folder")],
)
def test_a_root_that_is_no_folder_is_an_input_error(tmp_path: Path, make: object, words: str) -> None:
    put(tmp_path, "berkas.txt")
    with pytest.raises(InputError, match=words) as caught:
        scan(make(tmp_path))  # type: ignore[operator]
    assert caught.value.exit_code is ExitCode.NOTHING_TO_CHECK
    assert caught.value.hint


@pytest.mark.skipif(as_root, reason="running as root: every folder can be read")
def test_an_unreadable_root_is_an_input_error(tmp_path: Path) -> None:
    closed = tmp_path / "tutup"
    closed.mkdir(mode=0)
    try:
        with pytest.raises(InputError, match="izin"):
            scan(closed)
    finally:
        closed.chmod(0o700)


awkward = st.text(
    st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)) | st.sampled_from("\x1b\u202e\n[]:=~$.&%"),
    min_size=1,
    max_size=40,
).filter(lambda name: name not in {".", ".."} and len(name.encode()) < 250)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(awkward, min_size=1, max_size=6))
def test_every_file_is_seen_exactly_once_whatever_its_name(
    tmp_path_factory: pytest.TempPathFactory, names: set[str]
) -> None:
    root = tmp_path_factory.mktemp("nama")
    for name in names:
        (root / name).write_bytes(b"x")
    result = scan(root)
    assert sorted([*paths(result), *left_out(result)]) == sorted(path.name for path in root.iterdir())


def test_a_date_after_2262_is_kept_as_the_last_that_fits(tmp_path: Path) -> None:
    put(tmp_path, "masa depan.pdf")
    os.utime(tmp_path / "masa depan.pdf", (2**34, 2**34))
    (entry,) = scan(tmp_path).files
    assert entry.mtime_ns == 2**63 - 1
