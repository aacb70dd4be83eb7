"""Runs on a real WebDAV server, one that behaves and one that does not."""

from __future__ import annotations

import base64
import json
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from spbe_checklist.cli.app import run
from spbe_checklist.errors import InputError
from spbe_checklist.facts.facts import FileEntry
from spbe_checklist.reading.remote import transfers as crew
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.remote.download import Downloads
from spbe_checklist.reading.remote.listing import list_drive
from spbe_checklist.reading.remote.transfers import Patience
from spbe_checklist.reading.scan import scan
from spbe_checklist.verdict.result import Result
from tests.remote.runs import FILES, FOLDERS, HASTY, QUICK, Dav, check, comparable, documents
from tests.remote.servers import PASSWORD, USER, make_certificate, serving, webdav_application

REPORT = "Indikator 21/Laporan manajemen risiko SPBE 2024.txt"
MINUTES = "Indikator 21/sub/Notulen rapat manajemen risiko SPBE.txt"
DECREE = "Indikator 10/SK Tim Koordinasi SPBE.txt"
READ = [name for name in FILES if name != "Thumbs.db"]


def test_a_drive_gives_the_same_result_as_the_folder(dav: Dav, evidence: Path, cache: Path) -> None:
    remote, local = check(dav.url, cache), check(evidence, None)
    assert comparable(remote.result) == comparable(local.result)
    assert set(documents(remote.result)) == set(READ)
    assert remote.result.run.folder == dav.url
    assert remote.result.run.config == f"{dav.url}/spbe.yaml"
    assert remote.workspace.agency.name == "Kabupaten Contoh"


def test_listed_once_fetched_once_and_nothing_else(dav: Dav, cache: Path) -> None:
    check(dav.url, cache)
    assert dav.door.gets == {f"/dav/{name}": 1 for name in [*READ, "spbe.yaml"]}
    assert dav.door.counts["PROPFIND"] == len(FOLDERS)
    assert set(dav.door.counts) == {"GET", "PROPFIND"}


def test_an_unchanged_drive_downloads_nothing(dav: Dav, cache: Path, evidence: Path) -> None:
    first = check(dav.url, cache)
    dav.door.reset()
    second = check(dav.url, cache)
    assert comparable(second.result) == comparable(first.result)
    assert dav.door.gets == {"/dav/spbe.yaml": 1}

    (evidence / DECREE).write_text("KEPUTUSAN BUPATI CONTOH\nNOMOR 13 TAHUN 2023\n" * 20)
    dav.door.reset()
    third = check(dav.url, cache)
    assert dav.door.gets == {"/dav/spbe.yaml": 1, f"/dav/{DECREE}": 1}
    assert documents(third.result)[DECREE].sha256 != documents(first.result)[DECREE].sha256


def test_names_with_meaning_in_addresses_arrive_whole(dav: Dav, evidence: Path) -> None:
    found = documents(check(dav.url, None).result)
    local = documents(check(evidence, None).result)
    for name in ("50% #1 sisa?.txt", "a%20b.txt", "spasi di akhir /isi ülang.txt"):
        assert found[name].health == "baik"
        assert found[name].sha256 == local[name].sha256


def test_the_listing_is_the_scan_of_a_folder(dav: Dav, evidence: Path) -> None:
    (evidence / ".spbeignore").write_text("Indikator 10/\n*.docx\n")
    listed, scanned = list_drive(_address(dav), QUICK).scanned, scan(evidence)
    assert [(entry.path, entry.size) for entry in listed.files] == [(entry.path, entry.size) for entry in scanned.files]
    assert listed.ignored == scanned.ignored
    assert {entry.path for entry in listed.ignored} >= {"Indikator 10/", "kosong.docx", "Thumbs.db", ".spbeignore"}


def test_a_subfolder_can_be_the_folder(dav: Dav) -> None:
    assert set(documents(check(f"{dav.url}/Indikator%2021/sub/", None).result)) == {
        "Notulen rapat manajemen risiko SPBE.txt"
    }


def test_bad_ignore_rules_are_told(dav: Dav, evidence: Path) -> None:
    (evidence / ".spbeignore").write_bytes(b"\xff\xfe")
    notices = list_drive(_address(dav), QUICK).scanned.notices
    assert [notice.code for notice in notices] == ["abaikan-tidak-terbaca"]


def test_errors_and_broken_connections_lose_nothing(dav: Dav, evidence: Path, cache: Path) -> None:
    goes_wrong = dav.door.goes_wrong
    goes_wrong("GET", f"/dav/{REPORT}", "500", "503")
    goes_wrong("GET", f"/dav/{MINUTES}", "drop", "cut")
    goes_wrong("PROPFIND", "/dav/Indikator 21/sub", "502", "drop")
    goes_wrong("GET", "/dav/a%20b.txt", "always 500")
    result = check(dav.url, cache).result
    found, local = documents(result), documents(check(evidence, None).result)

    assert set(found) == set(local)
    for name in (REPORT, MINUTES, DECREE, "spasi di akhir /isi ülang.txt"):
        assert (found[name].health, found[name].sha256) == ("baik", local[name].sha256)
    broken = found["a%20b.txt"]
    assert broken.health == "tidak_terbaca"
    assert "500" in broken.reason
    assert "4 kali" in broken.reason
    assert dav.door.gets[f"/dav/{REPORT}"] == 3
    assert dav.door.gets[f"/dav/{MINUTES}"] == 3
    assert dav.door.gets["/dav/a%20b.txt"] == QUICK.attempts
    assert result.summary.files.unreadable == 2  # and the empty document

    dav.door.faults.clear()
    dav.door.reset()
    healed = check(dav.url, cache).result
    assert comparable(healed) == comparable(check(evidence, None).result)
    assert set(dav.door.gets) == {"/dav/spbe.yaml", "/dav/a%20b.txt"}


def test_a_server_that_falls_silent_is_waited_for_only_so_long(dav: Dav) -> None:
    """Says nothing about the other files but that they are read or said not to be: they share the short patience."""
    entries = list_drive(_address(dav), QUICK).scanned.files
    dav.door.goes_wrong("GET", f"/dav/{DECREE}", "stall")
    dav.door.goes_wrong("GET", "/dav/50% #1 sisa?.txt", "always stall")
    batches = Downloads(_address(dav), HASTY).batches(entries, 10**9)
    found = {fetched.entry.path: fetched.entry for batch in batches for fetched in batch}
    assert set(found) == {entry.path for entry in entries}
    assert found["50% #1 sisa?.txt"].health == "tidak_terbaca"
    assert all("tidak menjawab" in entry.reason for entry in found.values() if entry.health)
    assert dav.door.gets[f"/dav/{DECREE}"] == 2


def test_unreadable_is_doubtful_never_missing(dav: Dav, evidence: Path) -> None:
    before = _statuses(check(evidence, None).result)
    present = {name for name, status in before.items() if status == "ada"}
    assert present >= {"I10.L2.aturan", "I21.L1.penyusunan", "I21.L2.kegiatan"}
    for name in READ:
        dav.door.goes_wrong("GET", f"/dav/{name}", "always 503")
    after = _statuses(check(dav.url, None).result)
    assert {after[name] for name in present} == {"perlu_diperiksa"}


def test_retries_are_counted(dav: Dav) -> None:
    for name, words in ((REPORT, ["500"]), (MINUTES, ["503", "drop"]), (DECREE, [])):
        dav.door.goes_wrong("GET", f"/dav/{name}", *words)
    address = _address(dav)
    entries = list_drive(address, QUICK).scanned.files
    downloads = Downloads(address, QUICK)
    arrived = [fetched for batch in downloads.batches(entries, 10**9) for fetched in batch if fetched.file]
    assert len(arrived) == downloads.fetched == len(entries)
    assert downloads.retries == 3


def test_a_folder_that_cannot_be_listed_is_unreadable_not_empty(dav: Dav) -> None:
    dav.door.goes_wrong("PROPFIND", "/dav/Indikator 21/sub", "always 500")
    result = check(dav.url, None).result
    found = documents(result)
    assert found["Indikator 21/sub/"].health == "tidak_terbaca"
    assert "500" in found["Indikator 21/sub/"].reason
    assert REPORT in found
    assert [notice.code for notice in result.notices if "Indikator 21/sub" in notice.message] == [
        "folder-tidak-terbaca"
    ]


def test_a_file_above_the_limit_is_not_fetched(dav: Dav, evidence: Path) -> None:
    with (evidence / "Indikator 21" / "rekaman rapat.pdf").open("wb") as stream:
        stream.truncate(3 * 1024 * 1024)
    (evidence / "spbe.yaml").write_text("version: 1\nyear: 2024\nlimits: {read_megabytes: 1}\n")
    found = documents(check(dav.url, None).result)["Indikator 21/rekaman rapat.pdf"]
    assert found.health == "terlalu_besar"
    assert "3 MB" in found.reason
    assert "/dav/Indikator 21/rekaman rapat.pdf" not in dav.door.gets


def test_more_than_was_listed_stops_at_the_limit(dav: Dav) -> None:
    entry = FileEntry(DECREE, 0, 1)
    (batch,) = Downloads(_address(dav), QUICK).batches([entry], 100)
    assert batch[0].file is None
    assert batch[0].entry.health == "terlalu_besar"


def test_the_temporary_area_is_bounded_and_cleared(
    dav: Dav, evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        (evidence / f"{number}.txt").write_bytes(bytes(10_000))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    address = _address(dav)
    entries = list_drive(address, QUICK).scanned.files
    largest, seen = 0, set()
    for batch in Downloads(address, QUICK, area_bytes=25_000).batches(entries, 10**9):
        files = [file for file in (tmp_path / "sementara").rglob("*") if file.is_file()]
        largest = max(largest, sum(file.stat().st_size for file in files))
        for fetched in batch:
            assert fetched.file is not None
            assert fetched.file.stat().st_size == fetched.entry.size
            seen.add(fetched.entry.path)
    assert seen == {entry.path for entry in entries}
    assert 10_000 <= largest <= 25_000
    assert not list((tmp_path / "sementara").iterdir())


def test_a_full_disk_here_is_said_to_be_here(dav: Dav, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    address = _address(dav)
    entries = list_drive(address, QUICK).scanned.files[:1]
    batches = Downloads(address, QUICK).batches(entries, 10**9)
    monkeypatch.setattr(tempfile, "mkstemp", full)
    dav.door.reset()
    (batch,) = batches
    assert "komputer ini" in batch[0].entry.reason
    assert not dav.door.gets


def test_a_server_that_goes_away_is_not_asked_for_every_file(dav: Dav, evidence: Path) -> None:
    for number in range(60):
        (evidence / f"{number}.txt").write_text(str(number))
    address = _address(dav)
    entries = list_drive(address, QUICK).scanned.files
    nowhere = replace(address, port=9)
    batches = list(Downloads(nowhere, Patience(silence=1, first_pause=0, longest_pause=0)).batches(entries, 10**9))
    found = [fetched.entry for batch in batches for fetched in batch]
    assert {entry.path for entry in found} == {entry.path for entry in entries}
    assert {entry.health for entry in found} == {"tidak_terbaca"}
    assert any("tidak lagi menjawab" in entry.reason for entry in found)


@pytest.mark.parametrize(
    ("change", "sentence", "hint"),
    [
        ({"path": "dav/tidak ada"}, "tidak ada di server", "huruf besar-kecil"),
        ({"path": f"dav/{DECREE}"}, "bukan folder", "alamat folder"),
        ({"port": 9}, "menolak sambungan", "jaringan"),
        ({"host": "tidak-ada.invalid"}, "tidak dikenal", "nama server"),
        ({"user": "orang lain"}, "tidak menerima nama pengguna", "SPBE_WEBDAV_PASSWORD"),
    ],
)
def test_a_drive_that_cannot_be_listed(dav: Dav, change: dict[str, object], sentence: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        list_drive(replace(_address(dav), **change), Patience(silence=1, first_pause=0, longest_pause=0))  # type: ignore[arg-type]
    assert sentence in str(caught.value)
    assert hint in caught.value.hint


def test_settings_on_the_drive_that_cannot_be_read_stop_the_run(dav: Dav) -> None:
    dav.door.goes_wrong("GET", "/dav/spbe.yaml", "always 500")
    with pytest.raises(InputError, match=r"spbe\.yaml"):
        check(dav.url, None)


def test_the_command_line_takes_an_address(dav: Dav, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([dav.url, "--format", "json", "--ocr", "never", "--cache-dir", str(cache), "--exit-zero"])
    assert code == 0
    assert json.loads(capsys.readouterr().out)["run"]["folder"] == dav.url


def test_an_unreachable_drive_ends_with_4(dav: Dav, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([dav.url + "/tidak-ada", "--no-cache"]) == 4
    assert "tidak ada di server" in capsys.readouterr().err


def test_tls_and_a_certificate_of_ones_own(
    evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    monkeypatch.setenv("SPBE_WEBDAV_USER", USER)
    monkeypatch.setenv("SPBE_WEBDAV_PASSWORD", PASSWORD)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    certificate = make_certificate(tmp_path / "sertifikat.pem")
    with serving(webdav_application(evidence), certificate) as (door, port):
        url = f"webdavs://localhost:{port}/dav"
        with pytest.raises(InputError) as caught:
            check(url, cache)
        assert "sertifikat" in str(caught.value)
        assert "SSL_CERT_FILE" in caught.value.hint
        assert not door.counts, "nothing is said to a server that cannot prove who it is"

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert set(documents(check(url, cache).result)) == set(READ)


@pytest.mark.parametrize("password", [PASSWORD, "salah-dan-juga-rahasia"])
def test_credentials_appear_nowhere(
    dav: Dav,
    cache: Path,
    tmp_path: Path,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("SPBE_WEBDAV_PASSWORD", password)
    monkeypatch.setenv("SPBE_DEBUG", "1")
    monkeypatch.setattr(crew, "default_patience", lambda: QUICK)
    dav.door.goes_wrong("GET", f"/dav/{REPORT}", "always 500")
    url = dav.url.replace("//", f"//{USER}@")
    saved = tmp_path / "hasil.json"
    arguments = [url, "--ocr", "never", "--cache-dir", str(cache), "--exit-zero"]
    code = run([*arguments, "-f", "json", "-o", str(saved), "--report", f"html:{tmp_path / 'laporan.html'}"])
    assert code == (0 if password == PASSWORD else 4)
    shown = capsys.readouterr()
    written = b"".join(
        file.read_bytes() for file in tmp_path.rglob("*") if file.is_file() and "bukti" not in file.parts
    )
    assert bool(written) == (code == 0)
    everything = [shown.out.encode(), shown.err.encode(), caplog.text.encode(), written]
    for secret in (password.encode(), f"{USER}@".encode(), base64.b64encode(f"{USER}:{password}".encode())):
        assert not [text for text in everything if secret in text]


def _statuses(result: Result) -> dict[str, str]:
    return {item.id: item.status for one in result.indicators for item in one.evidence}


def _address(dav: Dav):  # type: ignore[no-untyped-def]
    found = drive_address(dav.url)
    assert found is not None
    return found
