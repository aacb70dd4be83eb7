"""The cache: unchanged files are known again, changed ones are not, and a cache in trouble never stops a run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from spbe_checklist.cache_place import ENVIRONMENT, default_cache_dir
from spbe_checklist.facts.facts import Facts, FileEntry, Health, Notice, TextState
from spbe_checklist.reading.program_code import inspector_key
from spbe_checklist.run.digest import AsFound
from spbe_checklist.run.store.facts import (
    FILE_NAME,
    FactsCache,
    cache_clear,
    cache_file,
    cache_info,
)

KEY, OCR = "key", "ocr"
FOUND = AsFound()


def entry(path: str, size: int = 10, mtime_ns: int = 1) -> FileEntry:
    return FileEntry(path, size, mtime_ns)


def facts(path: str, sha256: str = "a" * 64, text: TextState = TextState.ADA) -> Facts:
    return Facts(path, 10, sha256, "pdf", Health.BAIK, text)


def opened(folder: Path, *, root: str = "/dokumen", key: str = KEY, ocr: str = OCR) -> FactsCache:
    return FactsCache(folder / FILE_NAME, Path(root), key, ocr)


def fill(folder: Path, *paths: str, **options: str) -> None:
    with opened(folder, **options) as cache:
        for path in paths:
            cache.store(entry(path), [facts(path)])


def known(folder: Path, *entries: FileEntry, **options: str) -> set[str]:
    with opened(folder, **options) as cache:
        found = cache.lookup(entries, FOUND)
        assert cache.notices == []
        return set(found)


def test_an_unchanged_file_is_known_with_its_members(tmp_path: Path) -> None:
    told = [facts("a/arsip.zip"), replace(facts("a/arsip.zip!/dalam/b.pdf"), pages=3)]
    with opened(tmp_path) as cache:
        cache.store(entry("a/arsip.zip"), told)
    with opened(tmp_path) as cache:
        assert cache.lookup([entry("a/arsip.zip")], FOUND) == {"a/arsip.zip": tuple(told)}


@pytest.mark.parametrize(
    ("other", "options"),
    [
        (entry("a", size=11), {}),
        (entry("a", mtime_ns=2), {}),
        (entry("b"), {}),
        (entry("a"), {"key": "other"}),
        (entry("a"), {"root": "/lain"}),
        (entry("a"), {"root": "/dokumen2"}),
    ],
)
def test_anything_else_is_unknown(tmp_path: Path, other: FileEntry, options: dict[str, str]) -> None:
    fill(tmp_path, "a")
    assert known(tmp_path, entry("a")) == {"a"}
    assert known(tmp_path, other, **options) == set()


def test_only_scans_depend_on_character_recognition(tmp_path: Path) -> None:
    mixed = replace(facts("campuran"), by_ocr=True)
    with opened(tmp_path, ocr="tesseract") as cache:
        cache.store(entry("teks"), [facts("teks")])
        cache.store(entry("pindaian"), [replace(facts("pindaian", text=TextState.PINDAIAN), by_ocr=True)])
        cache.store(entry("arsip"), [facts("arsip"), replace(facts("arsip!/x", text=TextState.OCR), by_ocr=True)])
        cache.store(entry("campuran"), [mixed])
    entries = [entry("teks"), entry("pindaian"), entry("arsip"), entry("campuran")]
    assert known(tmp_path, *entries, ocr="tesseract") == {"teks", "pindaian", "arsip", "campuran"}
    assert known(tmp_path, *entries, ocr="mati") == {"teks"}


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_names_that_are_no_valid_text_are_kept(tmp_path: Path) -> None:
    names = ["\udcff.pdf", "a\nb.pdf", "'; DROP TABLE facts; --", "é.pdf", "e\u0301.pdf", "%_.pdf"]
    fill(tmp_path, *names)
    assert known(tmp_path, *map(entry, names)) == set(names)


def test_a_moved_file_is_found_by_its_content(tmp_path: Path) -> None:
    fill(tmp_path, "lama.pdf")
    with opened(tmp_path) as cache:
        moved, renamed = entry("baru/nama lain.PDF", mtime_ns=5), entry("lama.docx")
        assert cache.known_content([moved, renamed]) == {moved.path: ("a" * 64,), renamed.path: ()}
        assert cache.same_content(moved, "a" * 64) == (facts(moved.path),)
        assert cache.same_content(moved, "b" * 64) is None
        assert cache.same_content(renamed, "a" * 64) is None


def test_no_cache_knows_nothing_and_complains_about_nothing(tmp_path: Path) -> None:
    with FactsCache(None, tmp_path, KEY, OCR) as cache:
        cache.store(entry("a"), [facts("a")])
        assert cache.lookup([entry("a")], FOUND) == {}
        assert cache.known_content([entry("a")]) == {}
        assert cache.same_content(entry("a"), "a" * 64) is None
    assert cache.notices == []


def test_a_file_that_is_no_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"bukan basis data" * 1000)
    with opened(tmp_path) as cache:
        assert cache.lookup([entry("a")], FOUND) == {}
        cache.store(entry("a"), [facts("a")])
    assert [notice.code for notice in cache.notices] == ["cache-rusak"]
    assert known(tmp_path, entry("a")) == {"a"}


def test_a_cache_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    fill(tmp_path, *map(str, range(2000)))
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    file.write_bytes(content)
    with opened(tmp_path) as cache:
        found = cache.lookup([entry(str(number)) for number in range(2000)], FOUND)
        cache.store(entry("1"), [facts("1")])
    assert "cache-rusak" in [notice.code for notice in cache.notices]
    assert len(found) < 2000
    assert known(tmp_path, entry("1")) == {"1"}


def test_a_damaged_row_costs_only_itself(tmp_path: Path) -> None:
    fill(tmp_path, "a", "b")
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE facts SET data = '[{}]' WHERE CAST(path AS TEXT) LIKE '%a'")
    connection.close()
    with opened(tmp_path) as cache:
        assert set(cache.lookup([entry("a"), entry("b")], FOUND)) == {"b"}
    assert [notice.code for notice in cache.notices] == ["cache-rusak"]


def test_a_folder_that_cannot_be_made_is_one_notice(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with opened(tmp_path / "berkas" / "cache") as cache:
        cache.store(entry("a"), [facts("a")])
        assert cache.lookup([entry("a")], FOUND) == {}
    assert [notice.code for notice in cache.notices] == ["cache-tidak-dipakai"]
    assert "(tidak dapat dibuka)" in cache.notices[0].message.replace("berkasnya ", "")


def test_a_disk_that_fills_up_is_one_notice(tmp_path: Path) -> None:
    fill(tmp_path, "a")
    with opened(tmp_path) as cache:
        assert cache._connection is not None
        pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
        cache._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite then says "disk is full"
        for number in range(1000):
            cache.store(entry(str(number)), [facts(str(number))])
        assert set(cache.lookup([entry("a")], FOUND)) == {"a"}
    assert [notice.code for notice in cache.notices] == ["cache-tidak-ditulis"]
    assert "(ruang disk habis)" in cache.notices[0].message


def test_a_cache_that_may_only_be_read_is_used_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a")

    def refuse(self: FactsCache, file: Path) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(FactsCache, "_connect", refuse)
    with opened(tmp_path) as cache:
        cache.store(entry("b"), [facts("b")])
        assert set(cache.lookup([entry("a"), entry("b")], FOUND)) == {"a"}
    assert [notice.code for notice in cache.notices] == ["cache-tidak-ditulis"]


def test_two_runs_at_once_both_keep_what_they_found(tmp_path: Path) -> None:
    def work(number: int) -> None:
        with opened(tmp_path) as cache:
            for item in range(600):
                cache.store(entry(f"{number}/{item}"), [facts(f"{number}/{item}")])
            troubles.extend(cache.notices)

    troubles: list[Notice] = []
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    entries = [entry(f"{number}/{item}") for number in range(4) for item in range(600)]
    assert len(known(tmp_path, *entries)) == 2400


def test_a_killed_run_leaves_a_usable_cache(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_cache import *\n"
        f"cache = opened(Path({str(tmp_path)!r})).__enter__()\n"
        "for number in range(500):\n"
        "    cache.store(entry(str(number)), [facts(str(number))])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    found = known(tmp_path, *(entry(str(number)) for number in range(500)))
    assert len(found) == 400  # two batches of 200 were written


def test_old_rows_go(tmp_path: Path) -> None:
    fill(tmp_path, "a", "b")
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE facts SET stored = 1 WHERE CAST(path AS TEXT) LIKE '%a'")
    connection.close()
    assert known(tmp_path, entry("a"), entry("b")) == {"b"}
    assert cache_info(tmp_path).rows == 1


def test_info_and_clear_say_what_there_was(tmp_path: Path) -> None:
    assert (cache_info(tmp_path).exists, cache_info(tmp_path).rows) == (False, 0)
    fill(tmp_path, "a", "b")
    told = cache_clear(tmp_path)
    assert (told.file, told.exists, told.rows, told.bytes > 0) == (tmp_path / FILE_NAME, True, 2, True)
    assert list(tmp_path.iterdir()) == []
    assert cache_clear(tmp_path).rows == 0


def test_info_of_a_file_that_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"bukan basis data")
    assert (cache_info(tmp_path).exists, cache_info(tmp_path).rows, cache_info(tmp_path).bytes) == (True, 0, 16)


def test_the_environment_chooses_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    assert default_cache_dir() == tmp_path
    assert cache_file() == tmp_path / FILE_NAME
    assert cache_file(tmp_path / "lain") == tmp_path / "lain" / FILE_NAME
    monkeypatch.delenv(ENVIRONMENT)
    assert "spbe-check" in default_cache_dir().as_posix()


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    fill(tmp_path / "cache", "a")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert (tmp_path / "cache" / FILE_NAME).stat().st_mode & 0o077 == 0


def test_the_key_depends_on_every_setting() -> None:
    assert len({inspector_key("a", "b"), inspector_key("ab", ""), inspector_key("a"), inspector_key("a", "c")}) == 4
    assert inspector_key("a") == inspector_key("a")
