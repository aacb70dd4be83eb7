"""The templates for CI and schedulers do what docs/gerbang-ci.md says, run as far as one machine can run them."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import shutil
import socketserver
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from defusedxml import ElementTree

from spbe_checklist.cli.registry import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / "docs" / "ci"
BIN = Path(sys.executable).parent
BASH = shutil.which("bash")
bash = pytest.mark.skipif(BASH is None, reason="needs bash")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with evidence in ``bukti``, one file name being hostile."""
    folder = tmp_path / "bukti"
    folder.mkdir()
    text = "PERATURAN WALI KOTA NOMOR 7 TAHUN 2023 TENTANG ARSITEKTUR SPBE\n" * 20
    (folder / "01 Perwali Arsitektur SPBE.txt").write_text(text)
    (folder / "::error::x.pdf").write_bytes(b"")
    return tmp_path


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A folder for PATH whose ``python`` notes installations instead of doing them."""
    folder = tmp_path / "stand-in"
    folder.mkdir()
    python = folder / "python"
    python.write_text(
        '#!/bin/sh\nif [ "$1 $2" = "-m pip" ]; then echo "$@" >> "$PIP_LOG"; exit 0; fi\n'
        f'exec "{sys.executable}" "$@"\n'
    )
    python.chmod(0o755)
    for name in ("apt-get", "sudo"):
        (folder / name).write_text('#!/bin/sh\necho "$@" >> "$PIP_LOG"\n')
        (folder / name).chmod(0o755)
    return folder


def environment(work: Path, stand_in: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(stand_in), str(BIN), os.environ["PATH"])),
        "PIP_LOG": str(work / "pip.log"),
        "SPBE_CACHE_DIR": str(work / "cache"),
        **more,
    }


# --- GitHub ------------------------------------------------------------------------------------------------------

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def run_action(work: Path, stand_in: Path, **inputs: str) -> tuple[int, dict[str, str], str, str]:
    """Run the shell steps as a runner does: exit code, outputs, step summary, log."""
    values = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    assert set(inputs) <= set(values)
    values |= inputs
    contexts = {"github.action_path": str(ROOT), **{f"inputs.{name}": value for name, value in values.items()}}
    log, code = "", 0
    output, summary = work / "output", work / "summary"
    output.touch()
    summary.touch()
    for step in ACTION["runs"]["steps"]:
        if "run" not in step:
            continue
        variables = {
            name: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: contexts[found[1]], value)
            for name, value in step["env"].items()
        }
        assert "${{" not in step["run"], "inputs reach the shell only through the environment"
        done = subprocess.run(
            [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=work,
            env=environment(work, stand_in, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary), **variables),
            capture_output=True,
            text=True,
            check=False,
        )
        log += done.stdout + done.stderr
        code = done.returncode
        if code:
            break
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return code, outputs, summary.read_text(), log


@bash
def test_the_action_reports_and_fails_as_the_gate_says(work: Path, stand_in: Path) -> None:
    code, outputs, summary, log = run_action(work, stand_in, folder="bukti", year="2024", ocr="never")
    assert code == 1
    assert (work / "pip.log").read_text().endswith(f"{ROOT}[ocr]\n")
    result = json.loads((work / "spbe-check" / "hasil.json").read_text())["summary"]
    assert outputs["exit-code"] == "1"
    assert outputs["verdict"].startswith("Gerbang: GAGAL")
    assert outputs["index"] == result["index_supported"]
    assert outputs["predicate"] == result["predicate"]
    assert outputs["completeness"] == result["completeness"]
    assert outputs["missing"] == str(result["evidence"]["belum_ada"])
    assert "Yang masih diminta" in summary
    assert log.count("\n::error ") >= 1
    assert {path.name for path in (work / "spbe-check").iterdir()} >= {"laporan.html", "junit.xml", "hasil.sarif"}
    names = {
        reference for one in ACTION["outputs"].values() for reference in re.findall(r"outputs\.([\w-]+)", one["value"])
    }
    assert names == set(outputs)


@bash
def test_the_action_passes_every_input_on(work: Path, stand_in: Path) -> None:
    (work / "a b.yaml").write_text("target: 2\n")
    inputs = {"folder": "bukti", "config": "a b.yaml", "year": "2023", "fail-on": "expired never", "strict": "true"}
    code, outputs, _, _ = run_action(work, stand_in, **inputs, **{"min-complete": "10", "ocr": "never"})
    assert (code, outputs["exit-code"]) == (5, "5")
    result = json.loads((work / "spbe-check" / "hasil.json").read_text())
    assert (result["agency"]["year"], result["agency"]["target_level"]) == (2023, 2)
    (work / "baseline.json").write_text("{}")
    code, outputs, summary, _ = run_action(work, stand_in, folder="bukti", baseline="baseline.json", ocr="never")
    assert code == 3
    assert "tidak menghasilkan laporan" in summary


@bash
def test_what_documents_are_called_is_no_command_and_no_shell(work: Path, stand_in: Path) -> None:
    """An input is a value: neither the shell nor the runner reads it as a command."""
    code, _, _, log = run_action(work, stand_in, folder='bukti"; touch pwned; echo "', ocr="never")
    assert code == 4
    assert not (work / "pwned").exists()
    fence = re.search(r"^::stop-commands::([0-9a-f]{32})$", log, re.MULTILINE)
    assert fence
    assert f"::{fence[1]}::" in log


def test_the_workflow_uses_inputs_that_exist() -> None:
    workflow = yaml.safe_load((CI / "github-workflow.yml").read_text(encoding="utf-8"))
    step = next(step for step in workflow["jobs"]["periksa"]["steps"] if "spbe-checklist" in step.get("uses", ""))
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert workflow["permissions"] == {"contents": "read"}


@bash
def test_the_action_installs_ocr_unless_it_is_not_wanted(work: Path, stand_in: Path) -> None:
    run_action(work, stand_in, folder="tidak-ada", ocr="auto")
    assert "install -y -qq tesseract-ocr tesseract-ocr-ind" in (work / "pip.log").read_text()
    (work / "pip.log").unlink()
    run_action(work, stand_in, folder="tidak-ada", ocr="never")
    assert "tesseract" not in (work / "pip.log").read_text()


@pytest.mark.parametrize("template", ["spbe-check.service", "spbe-check.cron", "pasang-tugas.ps1"])
def test_the_templates_of_schedulers_say_how_ocr_is_installed(template: str) -> None:
    assert re.search(r"tesseract-ocr-ind|\[ocr\]", (CI / template).read_text(encoding="utf-8"))


def test_the_actions_options_exist() -> None:
    known = {option for parameter in COMMANDS["check"].load("check").params for option in parameter.opts}
    passed_on = "config catalogue year target min-complete baseline fail-on strict ocr"
    assert {f"--{name}" for name in passed_on.split()} <= known


# --- GitLab ------------------------------------------------------------------------------------------------------


@bash
@pytest.mark.parametrize(("options", "code"), [("", 1), ("--fail-on never", 0), ("--strict --fail-on expired", 5)])
def test_the_gitlab_job(work: Path, stand_in: Path, options: str, code: int) -> None:
    template = yaml.safe_load((CI / ".gitlab-ci.spbe.yml").read_text(encoding="utf-8"))
    job = template["spbe-check"]
    lines = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
    variables = {name: value for name, value in template["variables"].items() if name != "SPBE_CACHE_DIR"}
    chosen = {"SPBE_PAKET": "spbe.whl", "SPBE_PILIHAN": f"{options} --ocr never --year 2024"}
    done = subprocess.run(
        [str(BASH), "-c", lines], cwd=work, env=environment(work, stand_in, **{**variables, **chosen}), check=False
    )
    assert done.returncode == code
    installed = (work / "pip.log").read_text().splitlines()
    assert installed[0] == "-m pip install --quiet spbe.whl"
    assert "tesseract-ocr-ind" in installed[-1]
    for report in job["artifacts"]["reports"].values():
        assert (work / report).is_file()
    entries = json.loads((work / job["artifacts"]["reports"]["codequality"]).read_text())
    assert all(entry["fingerprint"] and entry["severity"] for entry in entries)


@bash
def test_the_gitlab_job_installs_nothing_unnamed(work: Path, stand_in: Path) -> None:
    job = yaml.safe_load((CI / ".gitlab-ci.spbe.yml").read_text(encoding="utf-8"))["spbe-check"]
    done = subprocess.run(
        [str(BASH), "-c", job["before_script"][0]],
        env=environment(work, stand_in, SPBE_PAKET=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SPBE_PAKET" in done.stderr
    assert not (work / "pip.log").exists()


# --- pre-commit --------------------------------------------------------------------------------------------------

PRE_COMMIT = BIN / "pre-commit"
pre_commit = pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pre_commit
def test_the_manifest_of_hooks_is_valid() -> None:
    subprocess.run([PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True)


@pre_commit
@pytest.mark.parametrize(("options", "passes"), [(["--fail-on", "never"], True), ([], False)])
def test_the_hook_stops_a_commit_when_the_gate_fails(
    work: Path, stand_in: Path, options: list[str], passes: bool
) -> None:
    """With our own command on the path in place of the environment that pre-commit would build."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook.pop("additional_dependencies") == [".[ocr]"]
    hook |= {"language": "system", "args": ["bukti", "--ocr", "never", "--year", "2024", *options]}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(work, "init", ".")
    git(work, "add", ".pre-commit-config.yaml")
    done = subprocess.run(
        [PRE_COMMIT, "run", "--all-files"],
        cwd=work,
        env=environment(work, stand_in, PRE_COMMIT_HOME=str(work / "home")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is passes, done.stdout
    assert ("Gerbang: GAGAL" in done.stdout) is not passes


@pre_commit
@pytest.mark.skipif(not os.environ.get("SPBE_TRY_REPO"), reason="installs the project anew; set SPBE_TRY_REPO=1")
def test_the_hook_can_be_installed_from_the_repository(work: Path) -> None:
    git(work, "init", ".")
    git(work, "add", "bukti/01 Perwali Arsitektur SPBE.txt")
    done = subprocess.run(
        [PRE_COMMIT, "try-repo", ROOT, "spbe-check", "--all-files", "--verbose"],
        cwd=work,
        env={**os.environ, "PRE_COMMIT_HOME": str(work / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Gerbang: GAGAL" in done.stdout, done.stdout + done.stderr


# --- schedulers --------------------------------------------------------------------------------------------------


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a message."""

    def handle(self) -> None:
        self.wfile.write(b"220 x\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self.server.lines.append(line)  # type: ignore[attr-defined]
            if verb == b"EHLO":
                self.wfile.write(b"250-x\r\n250 AUTH PLAIN LOGIN\r\n")
                continue
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part[1:] if part.startswith(b".") else part
                self.server.received.append(body)  # type: ignore[attr-defined]
            self.wfile.write(b"221 x\r\n" if verb == b"QUIT" else b"250 x\r\n")
            if verb == b"QUIT":
                return


@contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.daemon_threads = True
        server.received, server.lines = [], []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_address[1], server.received, server.lines  # type: ignore[attr-defined]
        finally:
            server.shutdown()


def settings(work: Path, port: int, **more: str) -> Path:
    """The sample of settings, filled in."""
    text = (CI / "laporan.env").read_text(encoding="utf-8")
    values = {
        "SPBE_FOLDER": str(work / "bukti"),
        "SPBE_KELUARAN": str(work / "keluaran"),
        "SPBE_PILIHAN": "--ocr never --year 2024 --no-cache",
        "SURAT_KE": "spbe@contoh.go.id, sekda@contoh.go.id",
        "SURAT_DARI": "bot@contoh.go.id",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_AMAN": "tidak",
        **more,
    }
    for name, value in values.items():
        text, count = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
        assert count == 1, name
    file = work / "laporan.env"
    file.write_text(text)
    return file


def send_report(work: Path, file: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(BIN), os.environ["PATH"]))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SPBE_", "SMTP_", "SURAT_"))}
    return subprocess.run(
        [sys.executable, CI / "kirim_laporan.py", file],
        cwd=work,
        env={**clean, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_report_is_sent_when_it_changed_and_only_then(work: Path) -> None:
    with mail_server() as (port, received, _):
        file = settings(work, port)
        assert send_report(work, file).returncode == 1
        assert send_report(work, file).returncode == 1
        assert len(received) == 1
        (work / "bukti" / "02 Perwali Peta Rencana SPBE.txt").write_text(
            "PERATURAN WALI KOTA NOMOR 8 TAHUN 2023 TENTANG PETA RENCANA SPBE\n" * 20
        )
        assert send_report(work, file).returncode == 1
    first, second = map(parsed, received)
    assert first["Subject"].startswith("Bukti SPBE: GAGAL - ")
    assert first["To"] == "spbe@contoh.go.id, sekda@contoh.go.id"
    (page,) = first.iter_attachments()
    assert page.get_content_type() == "text/html"
    assert page.get_content().startswith("<!DOCTYPE html>")
    body = second.get_body(("plain",))
    assert body is not None
    assert "Peta Rencana" in body.get_content()
    assert (work / "keluaran" / "laporan.html").is_file()


def test_a_check_that_cannot_run_is_always_told(work: Path) -> None:
    with mail_server() as (port, received, _):
        file = settings(work, port, SPBE_FOLDER=str(work / "hilang"), SURAT_BILA="gagal")
        assert send_report(work, file).returncode == 4
    (message,) = map(parsed, received)
    assert "tidak dapat dijalankan" in message["Subject"]
    assert not list(message.iter_attachments())


def test_without_receiver_the_report_is_only_kept(work: Path) -> None:
    file = settings(work, 9, SURAT_KE="")
    assert send_report(work, file).returncode == 1
    assert (work / "keluaran" / "laporan.html").is_file()


def test_mail_that_cannot_be_sent_has_a_code_of_its_own_and_no_password_goes_in_the_clear(work: Path) -> None:
    assert send_report(work, settings(work, 9)).returncode == 74
    with mail_server() as (port, received, lines):
        done = send_report(work, settings(work, port, SMTP_PENGGUNA="a", SMTP_SANDI="rahasia", SURAT_BILA="selalu"))
    assert (done.returncode, received) == (74, [])
    assert not [line for line in lines if line.upper().startswith(b"AUTH")]
    assert "rahasia" not in done.stdout + done.stderr


def test_settings_that_cannot_be_meant_are_refused(work: Path) -> None:
    assert send_report(work, settings(work, 9, SURAT_BILA="kadang")).returncode == 2
    assert send_report(work, settings(work, 9, SPBE_FOLDER="")).returncode == 2


def commands(text: str) -> list[str]:
    """The call of the report script in a template."""
    return re.findall(r"\S*python(?:\.exe)?\s+\S*kirim_laporan\.py \S+laporan\.env", text)


def test_every_scheduler_calls_the_script_that_is_here() -> None:
    for name in ("spbe-check.service", "spbe-check.cron"):
        assert len(commands((CI / name).read_text(encoding="utf-8"))) == 1
    task = (CI / "spbe-check-tugas.xml").read_text(encoding="utf-8")
    assert "C:\\spbe-check\\kirim_laporan.py C:\\spbe-check\\laporan.env" in task


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for name in ("spbe-check.service", "spbe-check.timer"):
        text = (CI / name).read_text(encoding="utf-8").replace("/opt/spbe-check/bin/python", str(program))
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "spbe-check.service"), str(tmp_path / "spbe-check.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "spbe-check" in line]
    assert (done.returncode, ours) == (0, []), done.stderr
    calendar = re.search(r"^OnCalendar=(.*)$", (CI / "spbe-check.timer").read_text(), re.MULTILINE)
    assert calendar
    shown = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=1", calendar[1]], capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr


def test_the_cron_line_is_one_of_system_cron() -> None:
    lines = (CI / "spbe-check.cron").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if re.match(r"[\d*]", line)]
    minute, hour, day, month, weekday, user, *command = line.split()
    assert (0 <= int(minute) < 60, 0 <= int(hour) < 24, day, month, weekday) == (True, True, "*", "*", "1-5")
    assert user == "spbe"
    assert "%" not in " ".join(command)  # which cron would read as a line break
    assert (CI / "spbe-check.cron").read_text(encoding="utf-8").endswith("\n")


def test_the_windows_task_is_well_formed_and_in_the_order_of_its_schema() -> None:
    raw = (CI / "spbe-check-tugas.xml").read_bytes()
    assert raw.isascii()  # read alike whatever encoding Windows expects
    root = ElementTree.fromstring(raw)
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert root.tag == f"{space}Task"
    assert [child.tag.removeprefix(space) for child in root] == [
        "RegistrationInfo",
        "Triggers",
        "Principals",
        "Settings",
        "Actions",
    ]
    principals = {one.get("id") for one in root.iter(f"{space}Principal")}
    assert root.find(f"{space}Actions").get("Context") in principals
    script = (CI / "pasang-tugas.ps1").read_text(encoding="utf-8")
    assert "spbe-check-tugas.xml" in script
    assert script.count("(") == script.count(")")


def test_every_template_is_explained() -> None:
    text = (ROOT / "docs" / "gerbang-ci.md").read_text(encoding="utf-8")
    for file in CI.iterdir():
        if file.is_file():
            assert file.name in text, file.name
    for name in ("action.yml", ".pre-commit-hooks.yaml"):
        assert name in text
