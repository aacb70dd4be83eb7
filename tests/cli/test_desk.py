"""``confirm --browser``: the same answers as in the terminal, and nothing of the machine beyond the questions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from spbe_checklist.catalogue.choose import choose_catalogue
from spbe_checklist.settings.file import load_workspace
from tests.program import told
from tests.reports.browser import MISSING, browser

HOSTILE = "24 <img src=x onerror=document.title='jahat'> & Pedoman Manajemen Aset TIK.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with more than ten doubtful documents, one with a name that attacks pages."""
    folder = tmp_path_factory.mktemp("meja") / "dokumen"
    folder.mkdir()
    settings = '# tangan\nagency: {name: "Kota Contoh"}\nyear: 2024\n'
    (folder.parent / "spbe.yaml").write_text(settings, encoding="utf-8")
    for indicator in choose_catalogue().indicators:
        if 15 <= indicator.no <= 28:
            topic = indicator.topic
            text = f"PEMERINTAH KOTA CONTOH\nLAPORAN {topic.upper()}\nLaporan ini tentang {topic}.\n"
            (folder / f"{indicator.no} Laporan {topic}.txt").write_text(text, encoding="utf-8")
    (folder / HOSTILE).write_text("PEDOMAN MANAJEMEN ASET TIK\nPedoman manajemen aset TIK.\n", encoding="utf-8")
    (folder.parent / "rahasia.txt").write_text("RAHASIA", encoding="utf-8")
    return folder


def copy_of(made: Path, target: Path) -> Path:
    shutil.copytree(made.parent, target)
    return target / "dokumen"


def command(folder: Path, *more: str) -> list[str]:
    return ["confirm", str(folder), "--by", "Rina", "--ocr", "never", *more]


@contextmanager
def desk(folder: Path) -> Iterator[tuple[int, str]]:
    """Port and token of a running page."""
    program = [sys.executable, "-m", "spbe_checklist", *command(folder, "--browser")]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)/\?t=(\S+)", line):
                    yield int(found[1]), found[2]
                    break
        finally:
            process.terminate()
            process.wait(20)


def get(port: int, path: str, method: str = "GET", body: Any = None, **headers: str) -> tuple[int, bytes]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    for _attempt in range(100):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), names)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except ConnectionRefusedError:  # announced a moment before it listens
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the page does not answer")


def test_only_this_page_with_its_token_gets_answers_and_no_file_but_the_documents(made: Path, tmp_path: Path) -> None:
    folder = copy_of(made, tmp_path / "a")
    with desk(folder) as (port, token):
        assert get(port, f"/?t={token}")[0] == 200
        status, content = get(port, "/questions", X_Token=token)
        assert status == 200
        count = len(json.loads(content)["questions"])
        assert count >= 11
        refused = [
            get(port, "/"),
            get(port, "/?t=salah"),
            get(port, "/questions"),
            get(port, "/questions", X_Token=token[:-1]),
            get(port, "/questions", X_Token=token, Host="contoh.invalid"),
            get(port, "/questions", X_Token=token, Host=f"contoh.invalid:{port}"),
            get(port, "/questions", X_Token=token, Origin="http://contoh.invalid"),
            get(port, "/questions", X_Token=token, Origin="null"),
            get(port, "/save", "POST", [], Origin="http://contoh.invalid", X_Token=token),
        ]
        assert {status for status, _ in refused} == {403}
        for path in (
            "/../rahasia.txt", "/lines/../../rahasia.txt", "/image/..%2f..%2frahasia.txt/1", f"/lines/{count}",
            "/image/-1/1", "/rahasia.txt", "//etc/passwd", "/page.html",
        ):  # fmt: skip
            status, content = get(port, path, X_Token=token)
            assert status in (404, 405), path
            assert b"RAHASIA" not in content
        for wrong in (
            [{"question": 0, "chosen": ["I99.L1.apa"]}],
            [{"question": 999, "chosen": []}],
            [{"question": -1, "chosen": []}],
            {"bukan": "daftar"},
            "x" * 2_100_000,
        ):
            assert get(port, "/save", "POST", wrong, X_Token=token)[0] == 400
    assert load_workspace(folder.parent / "spbe.yaml").documents == ()


@pytest.mark.skipif(MISSING is not None, reason=MISSING or "")
def test_ten_decisions_on_the_page_are_those_of_the_terminal(made: Path, tmp_path: Path) -> None:
    first, second = copy_of(made, tmp_path / "a"), copy_of(made, tmp_path / "b")
    keys = ["y", "n", "y", "n", "y", "y", "n", "y", "n", "y"]
    twice = []
    with desk(first) as (port, token), browser(tmp_path / "profil") as page:
        get(port, f"/?t={token}")
        page._post("/url", url=f"http://127.0.0.1:{port}/?t={token}")
        _until(page, "return document.querySelectorAll('nav li').length > 10")
        for done, key in enumerate(keys):
            page.press(key)
            twice.append(bool(page.run("return document.querySelector('#second').textContent")))
            if twice[-1]:
                page.press(key)  # the second question about another kind of document
            _until(page, f"return document.querySelector('#progress').textContent.startsWith('{done + 1} dari')")
        page.press("n")
        _until(page, "return document.querySelector('#progress').textContent.startsWith('11 dari')")
        page.press("u")
        _until(page, "return document.querySelector('#progress').textContent.startsWith('10 dari')")
        assert "jahat" not in page.run("return document.title"), "a file name is text, never markup"
        assert page.run("return document.querySelectorAll('nav img').length") == 0
        page.click("#save")
        _until(page, "return document.querySelector('#progress').textContent.includes('disimpan.')")
        assert not [one for one in page.console() if one["level"] == "SEVERE"]
        assert all(
            address.startswith((f"http://127.0.0.1:{port}/", "data:", "blob:", "about:")) for address in page.requests()
        ), "nothing comes from the network"
    answers = "".join(f"{key}\n" + ("y\n" if again else "") for key, again in zip(keys, twice, strict=True))
    assert told(*command(second), answers=answers + "q\n").returncode == 0
    of_page = (first.parent / "spbe.yaml").read_text(encoding="utf-8")
    assert of_page == (second.parent / "spbe.yaml").read_text(encoding="utf-8")
    assert len(load_workspace(first.parent / "spbe.yaml").documents) == 10


def _until(page: Any, script: str) -> None:
    for _attempt in range(200):
        if page.run(script):
            return
        time.sleep(0.05)
    raise AssertionError(f"{script}: {page.run('return document.body.innerText')[:500]}")
