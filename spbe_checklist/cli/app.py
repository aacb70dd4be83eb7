"""The ``spbe-check`` program: commands, and errors turned into exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import typer

from spbe_checklist import __version__
from spbe_checklist.cli.choices import nearest
from spbe_checklist.cli.console.output import output_lost, prepare_streams, safe, tell
from spbe_checklist.cli.help import requested_help, usage_sentence
from spbe_checklist.cli.registry import COMMANDS, OLD_WORDS, CommandsOnDemand
from spbe_checklist.errors import ExitCode, SpbeError, UsageError

app = typer.Typer(
    name="spbe-check",
    cls=CommandsOnDemand,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help=(
        "Checklist kelengkapan bukti dukung SPBE: mana yang ada, mana yang perlu diperiksa, mana yang belum ada. "
        "Tanpa nama perintah, FOLDER langsung diperiksa: spbe-check ./dokumen"
    ),
)


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"spbe-check {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Tampilkan versi. Contoh: spbe-check --version"
    ),
) -> None:
    """Options before the command."""


def with_default_command(arguments: Sequence[str]) -> list[str]:
    """``spbe-check FOLDER`` is ``spbe-check check FOLDER``; a folder named like a command needs "./".

    Words of earlier versions are replaced and said. Raises UsageError for what is neither, but nearly a command.
    """
    for old, new in OLD_WORDS.items():
        if tuple(arguments[: len(old)]) == old:
            tell(f"“{' '.join(old)}” kini bernama “{' '.join(new)}”; kata lama berlaku satu versi lagi.")
            return [*new, *arguments[len(old) :]]
    shown = list(arguments[1:] if arguments[:1] == ["check"] else arguments)
    if shown and shown[0].lower().endswith(".json") and os.path.isfile(shown[0]):  # noqa: PTH113 - no heavy import
        return ["report", *shown]  # a saved result is not checked again
    if not arguments or arguments[0] in COMMANDS or arguments[0] in ("--help", "--version"):
        return list(arguments)
    _refuse_nearly(arguments[0])
    return ["check", *arguments]


def _refuse_nearly(word: str) -> None:
    """Refuse a mistyped command: a bare word that is no folder and close to a command's name."""
    if not word.replace("-", "").isalpha() or os.path.lexists(word):
        return
    if near := nearest(word, COMMANDS, 0.75):
        raise UsageError(f"Perintah “{word}” tidak dikenal.", f"Maksud Anda: spbe-check {near}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit with a code of the table in the README."""
    prepare_streams()
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the program and return its exit code."""
    try:
        code = app(args=with_default_command(arguments), prog_name="spbe-check", standalone_mode=False)
    except SpbeError as error:
        tell(f"spbe-check: {safe_lines(str(error))}")
        for line in error.hint.splitlines():
            tell(f"  {safe(line)}")
        return int(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except OSError as error:
        if error.errno not in {errno.EPIPE, errno.ENOSPC, errno.EDQUOT}:
            return _bug(error)
        lost = output_lost(error)
        tell(f"spbe-check: {lost}")
        return int(lost.exit_code)
    except Exception as error:  # noqa: BLE001 - the last line of defence; everything else is a bug
        if (text := requested_help(error)) is not None:
            tell(text)
            return int(ExitCode.USAGE)
        if (sentence := usage_sentence(error)) is not None:
            tell(f"spbe-check: {safe(sentence)}")
            tell("  Lihat pilihan yang ada dengan: spbe-check --help, atau spbe-check PERINTAH --help")
            return int(ExitCode.USAGE)
        return _bug(error)
    if code == ExitCode.INTERRUPTED:  # how typer passes on Ctrl-C
        return _interrupted()
    return int(code) if isinstance(code, int) else int(ExitCode.PASSED)


def _interrupted() -> int:
    tell("spbe-check: dihentikan; tidak ada berkas keluaran yang ditulis sebagian.")
    return int(ExitCode.INTERRUPTED)


def _bug(error: Exception) -> int:
    """Report a defect of the program itself, without local variables: they could hold what a document says."""
    tell(f"spbe-check: kesalahan dalam program ({type(error).__name__}): {safe(str(error), 300)}")
    if os.environ.get("SPBE_DEBUG"):
        import traceback

        tell(safe_lines("".join(traceback.format_exception(error))))
    else:
        tell("  Ini bukan salah Anda. Ulangi dengan SPBE_DEBUG=1 dan kirimkan keluarannya kepada pengembang.")
    return int(ExitCode.BUG)


def safe_lines(text: str) -> str:
    """Several lines made harmless one by one."""
    return "\n".join(safe(line) for line in text.splitlines())


if __name__ == "__main__":
    main()
