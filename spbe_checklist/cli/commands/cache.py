"""``spbe-check cache``: what is kept between runs, and removing it."""

from __future__ import annotations

from spbe_checklist.cli.console.output import safe, tell, write_output
from spbe_checklist.cli.help import Group
from spbe_checklist.cli.options import CacheDir
from spbe_checklist.errors import UsageError
from spbe_checklist.files import os_reason

app = Group("Simpanan hasil baca berkas; isi dokumen tidak pernah disimpan. Contoh: spbe-check cache info")


@app.command("info")
def info(cache_dir: CacheDir = None) -> None:
    """Letak, ukuran, dan jumlah berkas dalam simpanan. Contoh: spbe-check cache info"""
    from spbe_checklist.reports.words import size
    from spbe_checklist.run.store.facts import cache_info

    found = cache_info(cache_dir)
    state = f"{found.rows} berkas, {size(found.bytes)}" if found.exists else "belum ada"
    write_output(f"{safe(str(found.file))}: {state}\n")


@app.command("clear")
def clear(cache_dir: CacheDir = None) -> None:
    """Hapus simpanan; pemeriksaan berikutnya membaca semua berkas lagi. Contoh: spbe-check cache clear"""
    from spbe_checklist.run.store.facts import cache_clear

    try:
        found = cache_clear(cache_dir)
    except OSError as error:
        raise UsageError(f"Simpanan tidak dapat dihapus: {os_reason(error)}.", "Periksa izin foldernya.") from error
    tell(f"Simpanan {safe(str(found.file))} dihapus ({found.rows} berkas).")
