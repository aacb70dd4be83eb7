"""Watching a folder, with real folders, real processes and a real drive."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spbe_checklist.run import watch as watching
from spbe_checklist.run.watch import Manner, State, Watch, on_network, settled
from tests.remote.servers import PASSWORD, USER, eventually, serving, webdav_application

SETTINGS = "version: 1\nyear: 2024\ntarget: 3\n"
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dokumen"
    made.mkdir()
    (made / "catatan.txt").write_text("Catatan rapat.\n")
    (made / "spbe.yaml").write_text(SETTINGS)
    return made


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_REST_SECONDS", 0.05)


def _next_change(watch: Watch, act: Callable[[], object]) -> bool:
    """Whether the watch tells of a change after ``act``, which runs while it waits."""
    changes = watch.changes()
    seen: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def wait() -> None:
        for _ in changes:
            seen.put(True)
            return

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    act()
    try:
        return seen.get(timeout=PATIENCE)
    finally:
        thread.join(PATIENCE)
        changes.close()


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("polling", [True, False])
@pytest.mark.parametrize(
    "act",
    [
        lambda folder: (folder / "baru.txt").write_text("baru"),
        lambda folder: (folder / "catatan.txt").write_text("Isi lain."),
        lambda folder: (folder / "catatan.txt").rename(folder / "lain.txt"),
        lambda folder: (folder / "catatan.txt").unlink(),
        lambda folder: (folder / "spbe.yaml").write_text(SETTINGS + "# lain\n"),
    ],
)
def test_changes_are_noticed(folder: Path, act: Callable[[Path], object], polling: bool) -> None:
    watch = Watch(folder, polling=polling, seconds=0.1)
    assert watch.manner.events is not polling
    assert _next_change(watch, lambda: act(folder))


@pytest.mark.usefixtures("hasty")
def test_what_is_no_document_wakes_nobody(folder: Path) -> None:
    watch = Watch(folder, polling=True, seconds=0.05)

    def act() -> None:
        (folder / "~$catatan.docx").write_text("kunci")
        (folder / ".DS_Store").write_text("x")
        time.sleep(0.5)
        assert watch._known is not None
        (folder / "catatan.txt").write_text("Sekarang dokumennya berubah.")

    assert _next_change(watch, act)
    assert watch._known is not None
    assert set(watch._known) == {"catatan.txt", str(folder / "spbe.yaml")}


def test_no_change_is_told_before_documents_rest() -> None:
    states: Iterator[State | None] = iter([{"a": (1, 1)}, {"a": (2, 2)}, {"a": (3, 3)}, {"a": (3, 3)}])
    pauses: list[float] = []
    assert settled(lambda: next(states), {}, pauses.append) == {"a": (3, 3)}
    assert len(pauses) == 4


def test_a_folder_that_never_rests_is_checked_all_the_same() -> None:
    sizes = iter(range(1000))
    pauses: list[float] = []
    settled(lambda: {"a": (next(sizes), 0)}, {}, pauses.append)
    assert sum(pauses) == 30


@pytest.mark.usefixtures("hasty")
def test_a_folder_that_goes_away_and_comes_back(folder: Path, tmp_path: Path) -> None:
    watch = Watch(folder, polling=True, seconds=0.05)
    assert _next_change(watch, lambda: folder.rename(tmp_path / "pindah"))
    assert _next_change(watch, lambda: (tmp_path / "pindah").rename(folder))


@pytest.mark.usefixtures("hasty")
def test_without_the_library_it_polls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    watch = Watch(folder, seconds=0.1)
    assert not watch.manner.events
    assert _next_change(watch, lambda: (folder / "baru.txt").write_text("baru"))


@pytest.mark.usefixtures("hasty")
def test_without_events_to_be_had_it_polls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*places: object, **options: object) -> Iterator[None]:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    watch = Watch(folder, seconds=0.1)
    assert watch.manner.events
    assert _next_change(watch, lambda: (folder / "baru.txt").write_text("baru"))
    assert watch.manner == Manner(events=False, seconds=0.1)


@pytest.mark.skipif(sys.platform == "win32", reason="mount points are asked for in another way")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("//nas/bukti /mnt/bukti cifs rw 0 0", True),
        ("nas:/bukti /mnt/bukti nfs4 rw 0 0", True),
        ("rclone: /mnt/bukti fuse.rclone rw 0 0", True),
        ("/dev/sdb1 /mnt/bukti ext4 rw 0 0", False),
        ("//nas/bukti /mnt/buk cifs rw 0 0", False),
    ],
)
def test_network_drives_are_known(line: str, expected: bool) -> None:
    assert on_network(Path("/mnt/bukti/2024"), ["/dev/sda1 / ext4 rw 0 0", line]) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="mount points are asked for in another way")
def test_the_nearest_mount_decides(tmp_path: Path) -> None:
    spaced = tmp_path / "drive bersama"
    spaced.mkdir()
    name = str(spaced).replace(" ", "\\040")
    mounts = ["//nas/x / cifs rw 0 0", f"/dev/sda1 {tmp_path} ext4 rw 0 0", f"//nas/y {name} smb3 rw 0 0"]
    assert on_network(spaced / "2024", mounts)
    assert not on_network(tmp_path / "2024", mounts)


def test_a_remote_drive_is_watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPBE_WEBDAV_USER", USER)
    monkeypatch.setenv("SPBE_WEBDAV_PASSWORD", PASSWORD)
    with serving(webdav_application(folder)) as (door, port):
        watch = Watch(Path(f"webdav://127.0.0.1:{port}/dav"), seconds=0.1)
        assert not watch.manner.events

        def act() -> None:
            looks = door.counts["PROPFIND"]
            assert eventually(lambda: door.counts["PROPFIND"] >= looks + 3), "it looks again and again"
            acted.append(True)
            (folder / "baru.txt").write_text("baru")

        acted: list[bool] = []
        seen: list[bool] = []
        changes = watch.changes()
        waiting = threading.Thread(target=lambda: (next(changes), seen.append(bool(acted))), daemon=True)
        waiting.start()
        act()
        waiting.join(PATIENCE)
        assert seen == [True], "told once, and not before anything changed"
        assert door.gets.keys() == {"/dav/spbe.yaml"}, "watching downloads no document"


AS_IN_THE_FOREGROUND = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"  # ignored in the background
    "from spbe_checklist.cli.app import main; sys.exit(main())"
)


class _Process:
    """``spbe-check watch`` at work."""

    def __init__(self, folder: Path, cache: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-c", AS_IN_THE_FOREGROUND, "watch", str(folder), "--ocr", "never", "--cache-dir",
                str(cache), *options,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.said: list[str] = []
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def hear(self, words: str) -> str:
        """The next line with these words; fails when it does not come."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.1, until - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"never said {words!r}:\n{''.join(self.said)}")
            assert line is not None, "".join(self.said)
            self.said.append(line)
            if words in line:
                return line

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.thread.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


def report_in(folder: Path) -> Path:
    """A new document that the run before had not seen."""
    report = folder / "Indikator 21" / "Laporan manajemen risiko SPBE 2024.txt"
    report.parent.mkdir()
    report.write_text("LAPORAN PELAKSANAAN MANAJEMEN RISIKO SPBE TAHUN 2024\n" * 60)
    return report


def test_a_watch_that_asks_the_drive_sees_a_new_document(folder: Path, tmp_path: Path) -> None:
    watch = _Process(folder, tmp_path / "cache", "--polling", "--interval", "0.2")
    try:
        assert "setiap" in watch.hear("Memantau")
        report_in(folder)
        watch.hear("I21.L2.kegiatan: Belum ada -> Ada")
    finally:
        watch.close()


def test_a_watch_from_beginning_to_end(folder: Path, tmp_path: Path) -> None:
    watch = _Process(folder, tmp_path / "cache")
    try:
        assert "1 dari 2 berkas" in watch.hear("bukti ada 0")
        assert "setiap" not in watch.hear("Memantau")

        report = report_in(folder)
        watch.hear("Membaik (1 indikator)")
        watch.hear("I21.L2.kegiatan: Belum ada -> Ada")
        watch.hear("Indikator 21/Laporan manajemen risiko SPBE 2024.txt")

        (folder / "spbe.yaml").write_text("version: 1\ntarget: banyak\n")
        watch.hear("spbe.yaml")
        watch.hear("Pemantauan dilanjutkan")

        report.unlink()
        (folder / "spbe.yaml").write_text(SETTINGS)
        watch.hear("Memburuk (1 indikator)")
        assert not (folder / "cache").exists()

        if sys.platform != "win32":
            watch.process.send_signal(signal.SIGINT)
            assert watch.process.wait(PATIENCE) == 130
            watch.thread.join(10)
            rest = []
            while (line := watch.lines.get()) is not None:
                rest.append(line)
            assert "Traceback" not in "".join(rest)
    finally:
        watch.close()


def test_a_watch_on_nothing_ends_at_once(tmp_path: Path) -> None:
    watch = _Process(tmp_path / "tidak-ada", tmp_path / "cache")
    try:
        watch.hear("tidak ditemukan")
        assert watch.process.wait(PATIENCE) == 4
    finally:
        watch.close()
