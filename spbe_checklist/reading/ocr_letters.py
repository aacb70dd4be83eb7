"""Letters that character recognition exchanges in words of capitals: "BUPATl", "B1DANG", "PEREKON0MIAN"."""

from __future__ import annotations

import re

_I = re.compile(
    r"(?<=[A-Z])l(?=[A-Z])|(?<=[A-Z]{2})l\b|\bl(?=[A-Z]{3})|(?<=[A-Z])1(?=[A-Z]{3})|(?<=[A-Z]{3})1(?=[A-Z])"
)
_O = re.compile(r"(?<=[A-Z])0(?=[A-Z]{3})|(?<=[A-Z]{3})0(?=[A-Z])")


def mend_capitals(text: str) -> str:
    """The text with l and 1 among capitals read as I, and 0 as O.

    Digits at either end of a word stay ("TINGKAT1", "COVID19"), as do short codes ("H1N1") and everything among small
    letters. Heads and titles of documents are set in capitals; there one wrong letter hides what the document is.
    """
    return _O.sub("O", _I.sub("I", text))
