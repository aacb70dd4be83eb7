"""The commands by name: where each stands and what ``--help`` says about it, so that only the one that runs is loaded.

Building all commands takes several times as long as loading typer itself; ``--version``, ``--help`` and every single
command would pay for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from spbe_checklist.cli.help import IndonesianCommand, IndonesianGroup


@dataclass(frozen=True, slots=True)
class Command:
    """A command that is loaded when it is used."""

    place: str
    """``module:attribute`` below ``spbe_checklist.cli``: a function, or the typer app of a group of commands."""
    summary: str
    """One line for the list of commands; the same sentence begins the command's own help (a test compares)."""

    def load(self, name: str) -> Any:
        """The command as typer builds it."""
        import typer.main

        from spbe_checklist.cli.options import with_shared_options

        module, _, attribute = self.place.partition(":")
        found = getattr(import_module(f"spbe_checklist.cli.commands.{module}"), attribute)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = name
            return group
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(name, cls=IndonesianCommand)(with_shared_options(found))
        return typer.main.get_command(alone)


GROUPS: dict[str, dict[str, Command]] = {
    "Harian": {
        "init": Command("init:init", "Buat spbe.yaml dan folder bukti."),
        "check": Command("check:check", "Periksa folder dan tampilkan checklist (perintah bawaan)."),
        "explain": Command("explain:explain", "Jelaskan isi indikator, atau mengapa suatu butir ada atau kurang."),
        "confirm": Command("confirm:confirm", "Putuskan dokumen yang meragukan satu per satu."),
        "requests": Command("requests:requests", "Buat surat, isian Excel, dan pesan per unit."),
        "import": Command("import_checklist:import_checklist", "Ambil isian checklist, register, atau nilai asesor."),
        "plan": Command("plan:plan", "Dokumen termurah untuk menaikkan indeks."),
        "package": Command("package:package", "Kemas bukti yang akan diunggah, atau uji paketnya."),
    },
    "Laporan": {
        "report": Command("report:report", "Tampilkan kembali hasil tersimpan."),
        "files": Command("files:files", "Setiap berkas: dipakai untuk apa, atau mengapa tidak."),
        "interview": Command("interview:interview", "Bahan wawancara: tabel selisih dan satu halaman per indikator."),
        "narrative": Command("narrative:narrative", "Rancangan penjelasan per indikator."),
        "diff": Command(
            "diff:diff", "Apa yang berubah: di antara hasil, dari waktu ke waktu, atau selagi folder dipantau."
        ),
        "score": Command("score:score", "Hitung indeks SPBE dari berkas nilai tingkat per indikator."),
        "reuse": Command("reuse:reuse", "Bukti mana yang dapat diajukan lagi pada edisi lain."),
    },
    "TI": {
        "catalogue": Command("catalogue:app", "Periksa dan tampilkan katalog indikator."),
        "config": Command("config:app", "Pengaturan yang berlaku."),
        "register": Command("register:app", "Register dokumen: satu dokumen untuk banyak indikator."),
        "fleet": Command("fleet:fleet", "Periksa banyak instansi dan bandingkan."),
        "baseline": Command("baseline:app", "Keadaan pembanding untuk gerbang CI."),
        "make-searchable": Command("searchable:make_searchable", "Buat salinan PDF pindaian yang dapat dicari."),
        "cache": Command("cache:app", "Simpanan hasil baca berkas; isi dokumen tidak pernah disimpan."),
    },
}
"""All commands in the order of the list, by who needs them."""

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}

OLD_WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("list",): ("catalogue", "show", "--ids"),
    ("register", "import"): ("import",),
    ("trend",): ("diff", "--trend"),
    ("watch",): ("diff", "--watch"),
}
"""Words of earlier versions and what stands for them; they work for one version more."""


class CommandsOnDemand(IndonesianGroup):
    """The program's group of commands; each is imported when it is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the list."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or None for an unknown name."""
        known = COMMANDS.get(cmd_name)
        return known.load(cmd_name) if known is not None else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands, without loading them."""
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, command.summary) for name, command in commands.items()])
