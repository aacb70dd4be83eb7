"""Values and base class shared by the models of catalogue files: keys, texts, exact numbers, dates."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

_TEXT = r"\S"
_KEY = r"^(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)$"
_WORD = r"^(?:[a-z][a-z0-9_]*)$"
_DECIMAL = r"^(?:\d{1,6}(?:\.\d{1,6})?)$"
_WEIGHT = r"^(?:\d{1,6}(?:\.\d{1,6})?|\d{1,6}/[1-9]\d{0,5})$"
PATTERNS = {
    _TEXT: "tidak boleh kosong",
    _KEY: "harus huruf kecil dan angka, boleh disambung garis bawah atau tanda hubung",
    _WORD: "harus huruf kecil, angka atau garis bawah",
    _DECIMAL: 'harus bilangan dengan titik desimal, misalnya "4.2"',
    _WEIGHT: 'harus bobot seperti "1.30" atau pecahan seperti "20/6"',
}
"""What to say of a text that does not match."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _day(value: Any) -> date:
    """Only YYYY-MM-DD: a guessed date would let a waiver live on unnoticed, a number would become a day in 1970."""
    if isinstance(value, str) and _ISO_DATE.match(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError('bukan tanggal; tulis "TTTT-BB-HH" dalam tanda kutip, misalnya "2024-05-31"')


Text = Annotated[str, Field(pattern=_TEXT)]
Key = Annotated[str, Field(pattern=_KEY)]
WordName = Annotated[str, Field(pattern=_WORD)]
DecimalText = Annotated[str, Field(pattern=_DECIMAL)]
WeightText = Annotated[str, Field(pattern=_WEIGHT)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day, written YYYY-MM-DD and nothing else."""
Positive = Annotated[int, Field(ge=1)]
LevelNo = Annotated[int, Field(ge=0, le=9)]


class Model(BaseModel):
    """Base of all that is read from files: frozen, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,), defer_build=True)


class Spec(Model):
    """Base of the file models of catalogues: automatic conversions are errors too."""

    model_config = ConfigDict(strict=True)
