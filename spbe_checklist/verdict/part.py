"""What all parts of a Result have in common: frozen, unknown fields left out, numbers in the range they can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

# A Result may come from anywhere: numbers have the range they can have, so that nothing reckons for ever.
LevelNumber = Annotated[int, Meta(ge=0, le=9)]
LevelValue = Annotated[float, Meta(ge=0, le=9)]
Count = Annotated[int, Meta(ge=0, le=10**9)]
Weight = Annotated[str, Meta(pattern=r"^\d{1,6}(\.\d{1,12}|/[1-9]\d{0,6})?$")]
"""Decimal or fraction, as written in the catalogue."""
Figure = Annotated[str, Meta(pattern=r"^-?\d{1,6}(\.\d{1,6})?$")]
"""An index or a percentage as shown."""


class Part(Struct, frozen=True, kw_only=True):
    """Base of all there is in a Result: frozen; unknown fields of later tools are kept out, not refused."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with these fields changed; called as it is for settings and catalogues."""
        return replace(self, **update)


def fields_of(value: Part) -> dict[str, Any]:
    """All fields of a part by name, not what lies in them."""
    return {name: getattr(value, name) for name in value.__struct_fields__}
