"""How people name an evidence item: our id in any letter case, or the code that an evaluation portal gives it.

Codes are typed by hand and pasted from portals and office files, so spaces, long dashes and missing zeros are forgiven.
"""

from __future__ import annotations

import re

from spbe_checklist.catalogue.models import Catalogue

_DASH = r"\s*[-\u2010-\u2015\u2212_.]\s*"
CODE = re.compile(rf"(?i)(?<![a-z0-9])I\s*0*(\d{{1,2}}){_DASH}L\s*(\d){_DASH}0*(\d{{1,2}})(?!\d)")
"""A portal's code wherever it stands: "I3-L1-02", "i3-l1-2", "I3 – L1 – 02"."""
_ITEM = re.compile(r"(?i)I0*(\d{1,2})\.L(\d)\.([a-z0-9_-]+)")
_INDICATOR = re.compile(r"(?i)I?0*(\d{1,3})")


def code_in(text: str) -> str | None:
    """The first portal code in a text as the portal writes it; None where there is none."""
    found = CODE.search(text)
    return f"I{int(found[1])}-L{found[2]}-{int(found[3]):02d}" if found else None


def written_item(text: str) -> str | None:
    """An item's id or portal code in its usual form, whether or not an edition has it; None for anything else."""
    text = text.strip()
    if CODE.fullmatch(text):
        return code_in(text)
    found = _ITEM.fullmatch(text)
    return f"I{int(found[1])}.L{found[2]}.{found[3].lower()}" if found else None


def find_item(catalogue: Catalogue, text: str) -> str | None:
    """Id of the item that a text names; None where the edition has no such item."""
    written = written_item(text) or text.strip()
    if written in catalogue.by_code:
        return catalogue.by_code[written].id
    return written if written in catalogue.by_evidence else None


def find_item_or_indicator(catalogue: Catalogue, text: str) -> str | None:
    """Id of an item or of a whole indicator ("I17"); None where the edition has neither."""
    if (number := _INDICATOR.fullmatch(text.strip())) and int(number[1]) in catalogue.by_no:
        return f"I{int(number[1])}"
    return find_item(catalogue, text)


def indicator_of(written: str) -> int:
    """Number of the indicator that an item in its usual form belongs to."""
    return int(re.split(r"[.-]", written, maxsplit=1)[0][1:])
