"""Values and base class shared by the models of catalogue files: keys, texts, exact numbers, dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

_KEY = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*\Z")
_WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z")
_WEIGHT = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z|\d{1,6}/[1-9]\d{0,5}\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _matching(pattern: re.Pattern[str], complaint: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Checks text against ``pattern``, for pydantic and for the JSON Schema."""

    def check(value: str) -> str:
        if pattern.match(value) is None:
            raise ValueError(complaint)
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": _json_pattern(pattern)})


def _json_pattern(pattern: re.Pattern[str]) -> str:
    """The pattern in the dialect of JSON Schema, where a match may start anywhere and ``\\Z`` is unknown."""
    return "^(?:" + pattern.pattern.replace(r"\Z", "") + ")$"


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("tidak boleh kosong")
    return value


def _iso_date(value: Any) -> date:
    if isinstance(value, str) and _ISO_DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError('bukan tanggal; tulis "TTTT-BB-HH" dalam tanda kutip')


_key_check, _key_schema = _matching(_KEY, "harus huruf kecil dan angka, boleh disambung garis bawah atau tanda hubung")
_word_check, _word_schema = _matching(_WORD, "harus huruf kecil, angka atau garis bawah")
_decimal_check, _decimal_schema = _matching(_DECIMAL, 'harus bilangan dengan titik desimal, misalnya "4.2"')
_weight_check, _weight_schema = _matching(_WEIGHT, 'harus bobot seperti "1.30" atau pecahan seperti "20/6"')

Text = Annotated[str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Key = Annotated[str, _key_check, _key_schema]
WordName = Annotated[str, _word_check, _word_schema]
DecimalText = Annotated[str, _decimal_check, _decimal_schema]
WeightText = Annotated[str, _weight_check, _weight_schema]
IsoDate = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Positive = Annotated[int, Field(ge=1)]
LevelNo = Annotated[int, Field(ge=0, le=9)]


class Spec(BaseModel):
    """Base of the file models: frozen, unknown keys and automatic conversions are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
