"""Periksa folder bukti, simpan laporan HTML, dan kirim lewat surel bila perlu. Untuk systemd, cron, Task Scheduler.

    python kirim_laporan.py laporan.env

Hanya memakai pustaka bawaan Python dan perintah spbe-check. Isi laporan.env dijelaskan di docs/gerbang-ci.md.
Kode keluar: kode keluar spbe-check; 74 bila surel tidak terkirim.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import smtplib
import ssl
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

MAIL_FAILED = 74
WHEN = ("selalu", "gagal", "berubah")
NAMES = (
    "SPBE_FOLDER", "SPBE_KELUARAN", "SPBE_PILIHAN", "SPBE_PERINTAH", "SURAT_KE", "SURAT_DARI", "SURAT_BILA",
    "SMTP_HOST", "SMTP_PORT", "SMTP_AMAN", "SMTP_PENGGUNA", "SMTP_SANDI",
)  # fmt: skip


def main() -> int:
    """Run the check, keep the reports, send the mail."""
    settings = read(Path(sys.argv[1])) if len(sys.argv) > 1 else {}
    settings |= {name: os.environ[name] for name in NAMES if name in os.environ}
    if not settings.get("SPBE_FOLDER"):
        return fail("SPBE_FOLDER belum diisi.", 2)
    when = settings.get("SURAT_BILA") or "selalu"
    if when not in WHEN:
        return fail(f"SURAT_BILA harus salah satu dari: {', '.join(WHEN)}.", 2)
    out = Path(settings.get("SPBE_KELUARAN") or ".")
    out.mkdir(parents=True, exist_ok=True)
    result, before, page = out / "hasil.json", out / "hasil-lalu.json", out / "laporan.html"
    if result.exists():
        shutil.copyfile(result, before)
    command = settings.get("SPBE_PERINTAH") or shutil.which("spbe-check") or "spbe-check"
    options = shlex.split(settings.get("SPBE_PILIHAN", ""), posix=os.name == "posix")
    reports = ("--report", f"json:{result}", "--report", f"html:{page}")
    check = run(command, "check", settings["SPBE_FOLDER"], *options, *reports)
    sys.stderr.write(check.stderr)
    verdict = next((line for line in reversed(check.stderr.splitlines()) if line.startswith("Gerbang: ")), "")
    if check.returncode not in (0, 1, 5):
        verdict = verdict or "Pemeriksaan tidak dapat dijalankan."
    changes = ""
    if before.exists() and check.returncode in (0, 1, 5):
        changes = run(command, "diff", str(before), str(result)).stdout
    same = before.exists() and without_run(before) == without_run(result)
    wanted = when == "selalu" or (when == "gagal" and check.returncode != 0) or (when == "berubah" and not same)
    if not settings.get("SURAT_KE") or not (wanted or check.returncode not in (0, 1, 5)):
        return check.returncode
    text = "\n\n".join(part for part in (verdict, changes, check.stdout, check.stderr) if part)
    attached = page if check.returncode in (0, 1, 5) and page.exists() else None
    try:
        send(settings, verdict, text, attached)
    except (OSError, smtplib.SMTPException) as error:
        return fail(f"Surel tidak terkirim ({type(error).__name__}); laporan ada di {page}.", MAIL_FAILED)
    return check.returncode


def read(file: Path) -> dict[str, str]:
    """NAMA=isi per baris; ``#`` memulai keterangan."""
    found = {}
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            found[name.strip()] = value.strip().strip('"')
    return found


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A command with its output as text."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(  # noqa: S603 - the command that the settings name
        command, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace", env=environment
    )


def without_run(file: Path) -> object:
    """A saved result without the time it was made."""
    value = json.loads(file.read_text(encoding="utf-8"))
    value.pop("run", None)
    return value


def send(settings: dict[str, str], verdict: str, text: str, page: Path | None) -> None:
    """Send the report; raises OSError or SMTPException."""
    message = EmailMessage()
    message["Subject"] = " ".join(f"Bukti SPBE: {verdict.removeprefix('Gerbang: ')}".split())[:200]
    message["From"] = settings.get("SURAT_DARI") or settings["SURAT_KE"].split(",")[0].strip()
    message["To"] = settings["SURAT_KE"]
    message.set_content(text or "Tidak ada keluaran.")
    if page is not None:
        message.add_attachment(page.read_bytes(), maintype="text", subtype="html", filename="laporan-spbe.html")
    secure = settings.get("SMTP_AMAN") or "starttls"
    host, port = settings.get("SMTP_HOST") or "localhost", int(settings.get("SMTP_PORT") or "587")
    context = ssl.create_default_context()
    if secure == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=60, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=60)
    with server:
        if secure == "starttls":
            server.starttls(context=context)
        elif secure != "tls" and settings.get("SMTP_PENGGUNA"):
            raise smtplib.SMTPNotSupportedError("a password is not sent in the clear")
        if settings.get("SMTP_PENGGUNA"):
            server.login(settings["SMTP_PENGGUNA"], settings.get("SMTP_SANDI", ""))
        server.send_message(message)


def fail(message: str, code: int) -> int:
    """Say what is wrong."""
    sys.stderr.write(f"kirim_laporan: {message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
