"""When scans and pictures are read by character recognition."""

from __future__ import annotations

from enum import StrEnum


class OcrMode(StrEnum):
    """``auto``: what has no text; ``always``: every page anew; ``never``: nothing."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"
