"""Help texts and usage errors in Indonesian; typer's own words are English and cannot be set one by one.

Patterns are kept as text and compiled when they are needed: most runs need none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from spbe_checklist.cli.choices import nearest

_HELP_WORDS = (
    (r"(?m)^Usage:", "Pemakaian:"),
    (r"(?m)^Options:", "Pilihan:"),
    (r"(?m)^Arguments:", "Isian:"),
    (r"(?m)^Commands:", "Perintah:"),
    (r"Show this message and exit\.", "Tampilkan bantuan ini."),
    (r"\[OPTIONS\]", "[PILIHAN]"),
    (r"COMMAND \[ARGS\]\.\.\.", "PERINTAH [ISIAN]..."),
    (r"([\[;]\s*)default:(?=\s)", r"\1bawaan:"),
    (r"\[required\]", "[wajib]"),
    (r"\[env\s+var:", "[variabel:"),
)
_TYPES = re.compile(r" <(?:list\[\w+\]|path|str|text|int|integer|float|file|directory|bool|boolean)>")
"""Type names beside a metavar; blanks in their place keep the columns straight."""

_USAGE_WORDS = (
    (r"(?s)^No such option: (\S+).*", r"Pilihan \1 tidak dikenal."),
    (r"^No such command '?([^']*?)'?(?:\..*)?$", r"Perintah \1 tidak dikenal."),
    (r"^Missing argument '?(.*?)'?\.( .*)?$", r"Isian \1 belum diberikan."),
    (r"^Missing option '?(-[\w-]+).*$", r"Pilihan \1 belum diberikan."),
    (r"^Option '?(\S+?)'? requires an argument.*", r"Pilihan \1 memerlukan isian."),
    (r"^Option '?(\S+?)'? does not take a value.*", r"Pilihan \1 tidak memakai isian."),
    (r"^Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"Isian yang tidak dikenal: \1"),
    (r"^Invalid value for '?(.*?)'?: Input should be a valid integer.*", r"Isian \1 harus bilangan bulat."),
    (r"^Invalid value for '?(.*?)'?: Input should be a valid number.*", r"Isian \1 harus bilangan."),
    (
        r"^Invalid value for '?(.*?)'?: Input should be less than or equal to (\S+)",
        r"Isian \1 di luar batas: paling besar \2.",
    ),
    (
        r"^Invalid value for '?(.*?)'?: Input should be greater than or equal to (\S+)",
        r"Isian \1 di luar batas: paling kecil \2.",
    ),
    (
        r"^Invalid value for '?(.*?)'?: .*'(.*)' is not a valid integer.*",
        r"Isian \1 harus bilangan bulat, bukan “\2”.",
    ),
    (
        r"^Invalid value for '?(.*?)'?: .*'(.*)' is not a valid float.*",
        r"Isian \1 harus bilangan, bukan “\2”.",
    ),
    (
        r"^Invalid value for '?(.*?)'?: .*'(.*)' is not one of (.*?)\.?$",
        r"Isian \1 tidak boleh “\2”; pilih salah satu: \3.",
    ),
    (
        r"^Invalid value for '?(.*?)'?: (.*) is not in the range (.*)$",
        r"Isian \1 di luar batas: \2 (boleh \3)",
    ),
    (
        r"^Invalid value for '?(.*?)'?: (?:Path|File|Directory) '(.*)' does not exist.*",
        r"“\2” tidak ditemukan.",
    ),
    (r"(?s)^Invalid value for '?(.*?)'?: (.*)$", r"Isian \1 tidak sah: \2"),
)


def translate_help(text: str) -> str:
    """Help output with typer's fixed English words replaced."""
    for pattern, words in _HELP_WORDS:
        text = re.sub(pattern, words, text)
    return _TYPES.sub(lambda match: " " * len(match.group(0)), text)


class IndonesianCommand(TyperCommand):
    """A command whose help is Indonesian throughout."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


class IndonesianGroup(TyperGroup):
    """A group of commands whose help is Indonesian throughout."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


class Group(typer.Typer):
    """A command that is a group of commands, also where there is only one."""

    def __init__(self, help: str) -> None:  # noqa: A002 - typer's word
        super().__init__(cls=IndonesianGroup, rich_markup_mode=None, no_args_is_help=True, help=help)
        self.callback()(lambda: None)

    def command(self, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # type: ignore[override]
        """Registers a function as the command of that name."""
        return super().command(name, cls=IndonesianCommand)


def requested_help(error: Exception) -> str | None:
    """The help text, where a group of commands was named without any command; None for every other error."""
    return str(error.args[0]) if type(error).__name__ == "NoArgsIsHelpError" and error.args else None


def usage_sentence(error: Exception) -> str | None:
    """What is wrong with the command line, in Indonesian; None when the error is none of the command line."""
    if getattr(error, "exit_code", None) != 2 or not hasattr(error, "format_message"):
        return None
    message = str(error.format_message())
    for pattern, words in _USAGE_WORDS:
        if match := re.match(pattern, message):
            return match.expand(words).strip() + _meant(error, match)
    return message


def _meant(error: Any, match: re.Match[str]) -> str:
    """The option, or command of a group, that somebody most likely meant; empty for every other mistake."""
    context = getattr(error, "ctx", None)
    if match.re.pattern.startswith("^No such command"):
        group = getattr(context, "command", None)
        near = nearest(match[1], group.list_commands(context)) if group is not None else None
        return f" Maksud Anda: {context.command_path} {near}" if context is not None and near else ""
    near = nearest(match[1], getattr(error, "possibilities", None) or ())
    return f" Maksud Anda: {near}" if near else ""
