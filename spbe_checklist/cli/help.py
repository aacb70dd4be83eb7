"""Help texts and usage errors in Indonesian; typer's own words are English and cannot be set one by one."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP_WORDS = (
    (re.compile(r"^Usage:", re.MULTILINE), "Pemakaian:"),
    (re.compile(r"^Options:", re.MULTILINE), "Pilihan:"),
    (re.compile(r"^Arguments:", re.MULTILINE), "Isian:"),
    (re.compile(r"^Commands:", re.MULTILINE), "Perintah:"),
    (re.compile(r"Show this message and exit\."), "Tampilkan bantuan ini."),
    (re.compile(r"\[OPTIONS\]"), "[PILIHAN]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "PERINTAH [ISIAN]..."),
    (re.compile(r"\[default: "), "[bawaan: "),
    (re.compile(r"; default: "), "; bawaan: "),
    (re.compile(r"\[required\]"), "[wajib]"),
)

_USAGE_WORDS = (
    (
        re.compile(r"^No such option: (\S+)(?:\s*\(Possible options: (.*)\))?.*", re.DOTALL),
        r"Pilihan \1 tidak dikenal. \2",
    ),
    (re.compile(r"^No such command '?(.*?)'?\.?$"), r"Perintah \1 tidak dikenal."),
    (re.compile(r"^Missing argument '?(.*?)'?\.( .*)?$"), r"Isian \1 belum diberikan."),
    (re.compile(r"^Missing option '?(.*?)'?\.( .*)?$"), r"Pilihan \1 belum diberikan."),
    (re.compile(r"^Option '?(\S+?)'? requires an argument.*"), r"Pilihan \1 memerlukan isian."),
    (re.compile(r"^Option '?(\S+?)'? does not take a value.*"), r"Pilihan \1 tidak memakai isian."),
    (re.compile(r"^Got unexpected extra arguments? \((.*)\)"), r"Isian yang tidak dikenal: \1"),
    (
        re.compile(r"^Invalid value for '?(.*?)'?: .*'(.*)' is not a valid integer.*"),
        r"Isian \1 harus bilangan bulat, bukan “\2”.",
    ),
    (
        re.compile(r"^Invalid value for '?(.*?)'?: .*'(.*)' is not a valid float.*"),
        r"Isian \1 harus bilangan, bukan “\2”.",
    ),
    (
        re.compile(r"^Invalid value for '?(.*?)'?: .*'(.*)' is not one of (.*?)\.?$"),
        r"Isian \1 tidak boleh “\2”; pilih salah satu: \3.",
    ),
    (
        re.compile(r"^Invalid value for '?(.*?)'?: (.*) is not in the range (.*)$"),
        r"Isian \1 di luar batas: \2 (boleh \3)",
    ),
    (
        re.compile(r"^Invalid value for '?(.*?)'?: (?:Path|File|Directory) '(.*)' does not exist.*"),
        r"“\2” tidak ditemukan.",
    ),
    (re.compile(r"^Invalid value for '?(.*?)'?: (.*)$", re.DOTALL), r"Isian \1 tidak sah: \2"),
)


def translate_help(text: str) -> str:
    """Help output with typer's fixed English words replaced."""
    for pattern, words in _HELP_WORDS:
        text = pattern.sub(words, text)
    return text


class IndonesianCommand(TyperCommand):
    """A command whose help is Indonesian throughout."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


class IndonesianGroup(TyperGroup):
    """A group of commands whose help is Indonesian throughout."""

    def get_help(self, ctx: Any) -> str:
        return translate_help(super().get_help(ctx))


def usage_sentence(error: Exception) -> str | None:
    """What is wrong with the command line, in Indonesian; None when the error is none of the command line."""
    if getattr(error, "exit_code", None) != 2 or not hasattr(error, "format_message"):
        return None
    message = str(error.format_message())
    for pattern, words in _USAGE_WORDS:
        if match := pattern.match(message):
            return match.expand(words).strip()
    return message
