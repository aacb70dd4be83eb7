"""Values of options in English and Indonesian: what is accepted, and what is said about anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from spbe_checklist.errors import UsageError

SAME: Mapping[str, str] = {
    "teks": "text",
    "layar": "text",
    "markdown": "md",
    "excel": "xlsx",
    "word": "docx",
    "otomatis": "auto",
    "tidak": "never",
    "jangan": "never",
    "tidak-pernah": "never",
    "selalu": "always",
    "belum-ada": "missing",
    "perlu-diperiksa": "doubtful",
    "ragu": "doubtful",
    "tidak-terbaca": "unreadable",
    "kedaluwarsa": "expired",
    "memburuk": "regression",
    "evidence": "bukti",
    "claimed": "mandiri",
    "assessed": "asesor",
    "previous": "tahun-lalu",
}
"""Words for the same value; a value that an option knows itself is never replaced."""


def one_of(option: str, known: Iterable[str], kind: type[StrEnum] | None = None) -> Callable[[str], Any]:
    """A parser for typer: the value as the program calls it. Raises UsageError with the nearest word otherwise."""
    values = tuple(known)

    def read(text: str) -> Any:
        value = meant(option, text, values)
        return kind(value) if kind is not None else value

    return read


def meant(option: str, text: str, known: Sequence[str]) -> str:
    """The known value a word stands for. Raises UsageError with the nearest one for any other word."""
    word = text.strip().lower().replace("_", "-")
    own = {one.lower().replace("_", "-"): one for one in known}
    if word in own:
        return own[word]
    twins = [SAME.get(word, ""), *(local for local, same in SAME.items() if same == word)]
    if twin := next((one for one in twins if one in own), None):
        return own[twin]
    words = [*own, *(word for word, same in SAME.items() if same in own)]
    near = nearest(word, words)
    raise UsageError(
        f"Isian {option} tidak boleh “{text}”; pilih salah satu: {', '.join(known)}.",
        f"Maksud Anda: {option} {near}" if near else "Artinya dijelaskan pada --help perintah itu.",
    )


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word that somebody who typed ``word`` most likely meant; None where nothing is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=least)), None)
