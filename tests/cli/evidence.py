"""A small evidence folder of plain text files, for tests of the commands; inspecting it takes about a second."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOP = """STANDAR OPERASIONAL PROSEDUR
LAYANAN JARINGAN INTRA PEMERINTAH DAERAH
Nomor SOP 065/12/2023, disahkan Kepala Dinas Komunikasi dan Informatika
Pelaksana: administrator jaringan intra. Mutu baku: permintaan layanan jaringan intra dijawab dalam satu hari kerja.
Kelengkapan: formulir permintaan sambungan jaringan intra.
Langkah kerja: perangkat daerah mengajukan permintaan; administrator memasang sambungan jaringan intra dan memantaunya.
"""
REPORT = """LAPORAN PEMANFAATAN LAYANAN JARINGAN INTRA PEMERINTAH DAERAH
TAHUN 2023
Seluruh perangkat daerah memakai layanan jaringan intra. Sambungan jaringan intra dipantau setiap hari oleh Dinas
Komunikasi dan Informatika, dan gangguan jaringan intra dicatat beserta lama penanganannya.
Jumlah perangkat daerah yang tersambung ke jaringan intra: 34 dari 34.
"""
PROGRAM = Path(sys.executable).with_name("spbe-check")


def fill(folder: Path) -> Path:
    """Write the documents; returns the folder."""
    documents = {
        "17/SOP Jaringan Intra.txt": SOP,
        "17/Laporan.txt": REPORT,
        "12 Peta Rencana/Laporan.txt": REPORT + "Salah folder.\n",
        "Indikator 21 Register Risiko.txt": "",
        "catatan.txt": "Resep kue lapis.\n",
        "Thumbs.db": "x",
    }
    for name, text in documents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def installed(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command; output as bytes."""
    known = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
    }
    return subprocess.run([PROGRAM, *arguments], capture_output=True, check=False, timeout=120, env=known | environment)
