"""The ``spbe-check`` program: commands, and errors turned into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from spbe_checklist import __version__
from spbe_checklist.cli.help import IndonesianCommand, IndonesianGroup, usage_sentence
from spbe_checklist.cli.output import prepare_streams, safe, tell
from spbe_checklist.errors import ExitCode, SpbeError

app = typer.Typer(
    name="spbe-check",
    cls=IndonesianGroup,
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


def _register() -> None:
    """Attach the commands. Their modules import only what the command line needs; the rest loads when they run."""
    from spbe_checklist.cli import (
        baseline,
        cache,
        catalogue,
        check,
        config,
        confirm,
        diff,
        explain,
        files,
        import_checklist,
        init,
        interview,
        list_items,
        narrative,
        plan,
        register,
        report,
        requests,
        score,
        searchable,
        trend,
    )

    for name, command in (
        ("check", check.check),
        ("list", list_items.list_items),
        ("explain", explain.explain),
        ("files", files.files),
        ("init", init.init),
        ("confirm", confirm.confirm),
        ("report", report.report),
        ("requests", requests.requests),
        ("interview", interview.interview),
        ("narrative", narrative.narrative),
        ("import", import_checklist.import_checklist),
        ("diff", diff.diff),
        ("trend", trend.trend),
        ("plan", plan.plan),
        ("score", score.score),
        ("make-searchable", searchable.make_searchable),
    ):
        app.command(name, cls=IndonesianCommand)(command)
    for group, sub in (
        ("catalogue", catalogue.app),
        ("config", config.app),
        ("register", register.app),
        ("baseline", baseline.app),
        ("cache", cache.app),
    ):
        app.add_typer(sub, name=group)


_register()

_COMMANDS = frozenset(
    [*(command.name for command in app.registered_commands), *(group.name for group in app.registered_groups)]
)


def with_default_command(arguments: Sequence[str]) -> list[str]:
    """``spbe-check FOLDER`` is ``spbe-check check FOLDER``; a folder named like a command needs "./"."""
    if not arguments or arguments[0] in _COMMANDS or arguments[0] in ("--help", "--version"):
        return list(arguments)
    return ["check", *arguments]


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
        tell("spbe-check: dihentikan; tidak ada berkas keluaran yang ditulis sebagian.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.PASSED)
    except Exception as error:  # noqa: BLE001 - the last line of defence; everything else is a bug
        if (sentence := usage_sentence(error)) is not None:
            tell(f"spbe-check: {safe(sentence)}")
            tell("  Lihat pilihan yang ada dengan: spbe-check --help, atau spbe-check PERINTAH --help")
            return int(ExitCode.USAGE)
        return _bug(error)
    return int(code) if isinstance(code, int) else int(ExitCode.PASSED)


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
