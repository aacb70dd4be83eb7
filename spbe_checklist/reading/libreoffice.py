"""Files that no reader here knows, turned to PDF by LibreOffice: only where the user asks for it and it is installed.

It runs in a worker, under the worker's limits of memory and open files, with a profile of its own that refuses macros
and whatever a document would fetch from elsewhere; neither the profile nor the PDF stays.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from spbe_checklist.facts.facts import Health, Reading
from spbe_checklist.reading import sniff
from spbe_checklist.reading.readers.source import BinarySource, ReadLimits

SECONDS = 90
"""Longest conversion; the first start with a fresh profile takes some seconds."""
_UNREAD = frozenset({sniff.OLD, "vsd", "iwork"})
_OLE = frozenset({"doc", "xls", "ppt"})
_RESTART = 81
"""What it returns after it has filled a fresh profile: start again."""
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_REFUSED = "".join(
    f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
    for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")
)
_SETTINGS = (
    '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{_REFUSED}</oor:items>'
)


def find_libreoffice() -> str | None:
    """Path of the program, or None where LibreOffice is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    itself = Path(program).resolve().with_name("soffice.bin")  # what the start script runs: one process to end
    return str(itself) if itself.is_file() else program


def is_convertible(reading: Reading) -> bool:
    """Whether LibreOffice may read what was not read: an old format, or a damaged file of Office 97."""
    return (reading.health is Health.TIDAK_DIDUKUNG and reading.format in _UNREAD) or (
        reading.health is Health.RUSAK and reading.format in _OLE
    )


def as_pdf(source: BinarySource, name: str, program: str, limits: ReadLimits) -> BinarySource | None:
    """The document as a PDF, or None where LibreOffice cannot read it either, or not in time."""
    with tempfile.TemporaryDirectory(prefix="spbe-check-", ignore_cleanup_errors=True) as folder:
        profile, out = Path(folder, "profile"), Path(folder, "out")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        copy = Path(folder, f"dokumen.{sniff.extension_of(name) or 'doc'}")
        copy.write_bytes(source.load(limits.max_bytes))
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(out), str(copy)]
        try:
            for _ in range(2):
                if _started(command).returncode != _RESTART:
                    break
            pdf = out / "dokumen.pdf"
            return BinarySource(data=pdf.read_bytes()) if pdf.stat().st_size <= limits.max_bytes else None
        except (OSError, subprocess.SubprocessError):
            return None


def _started(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - found on the user's own path; the document is data
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
    )
