"""One door per output: what any file name or text from a document must pass before it is printed or written.

File names may hold terminal escapes, line breaks, markup, formulas, workflow commands, characters XML forbids, and
bytes that are no UTF-8. Each function makes *any* string harmless for one output and keeps it recognisable; none
raises.
JSON needs no door: ``json.dumps(ensure_ascii=True)`` keeps the exact value.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from spbe_checklist.facts.privacy import is_masked, mask_secrets

ELLIPSIS = "…"


def visible(text: str, limit: int | None = None) -> str:
    r"""``text`` as one line of printable characters, in NFC.

    Control and format characters (ESC, bidirectional overrides, zero-width ...), line and paragraph separators,
    private and unassigned code points become visible escapes such as ``\x1b`` or ``\u202e``; bytes that were no UTF-8
    in a file name become ``\xff``. Passwords and tokens in addresses are masked.
    Longer than ``limit`` characters: cut in the middle, so that start and extension stay readable.
    """
    text = mask_secrets(text)
    shown = text if text.isascii() else unicodedata.normalize("NFC", text)
    if not shown.isprintable():
        shown = "".join(_visible_character(character) for character in shown)
    return shown if limit is None else shorten(shown, limit)


def _visible_character(character: str) -> str:
    if character.isprintable() or character == "\u00a0":
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if named:
        return named
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def shorten(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters (at least 3), cut in the middle, between words where there are some."""
    limit = max(limit, 3)
    if len(text) <= limit:
        return text
    tail = (limit - 1) // 2
    start, end = text[: limit - 1 - tail], text[len(text) - tail :]
    whole, _, _ = start.rpartition(" ")
    _, _, rest = end.partition(" ")
    start = whole if len(whole) > len(start) // 2 else start
    end = rest if len(rest) > len(end) // 2 else end
    return start + ELLIPSIS + end


def argument(path: object) -> str:
    """A path as one word of a command that people copy, in the quotes that every shell of theirs understands."""
    shown = visible(str(path))
    return shown if re.fullmatch(r"[\w./:\\~-]+", shown) else f'"{shown}"'


terminal = visible
"""For the terminal: no escape, no line break. Print it as ``rich.text.Text`` (or with markup and emoji off)."""
html = visible
"""For HTML text and attributes, *before* the template's own escaping (which must be on)."""
xml = visible
"""For XML text and attributes: only characters that XML 1.0 allows. Escaping is left to the XML writer."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$])")
_MARKDOWN_START = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)](?=\s|$)))")
_MARKDOWN_LINK = re.compile(r"(://|(?<=www)\.|(?<=WWW)\.)", re.IGNORECASE)


def markdown(text: str) -> str:
    """For running text and table cells in Markdown: nothing in it is markup, a link, an entity or a mention."""
    shown = _MARKDOWN.sub(r"\\\1", visible(text))
    shown = _MARKDOWN_LINK.sub(r"\\\1", shown)
    shown = shown.replace("@", "@\u200b")  # GitHub and GitLab notify people named after an @, even when escaped
    return _MARKDOWN_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", shown
    )


def markdown_code(text: str, *, table: bool = False) -> str:
    """For a file name in Markdown: a code span with a fence longer than any run of backticks in the name.

    ``table``: the span stands in a table cell, where a vertical bar must be escaped even inside code.
    """
    shown = visible(text) or " "
    if table:
        shown = shown.replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def csv(text: str) -> str:
    """For a text cell in CSV: a cell that a spreadsheet would run as a formula gets a leading apostrophe.

    Only for text; numbers written by the program stay numbers.
    """
    shown = visible(text)
    return f"'{shown}" if shown.lstrip(" \u00a0")[:1] in tuple("=+-@＝＋－＠") else shown


def github_data(text: str) -> str:
    """For the message of a GitHub workflow command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """For a property (``title=``, ``file=``) of a GitHub workflow command."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_message(text: str) -> str:
    """For SARIF message text, where brackets make links and braces placeholders (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    shown = re.sub(r"([\\\[\]])", r"\\\1", visible(text))
    return shown.replace("{", "{{").replace("}", "}}")


def uri(path: str) -> str:
    """A relative path, percent-encoded so that it can be read as nothing but a relative path.

    Names that are not UTF-8 keep their bytes. A scheme (``javascript:``), a host (``//host``), a query or a fragment
    cannot arise, because ``:``, a leading ``/``, ``?`` and ``#`` are encoded.
    """
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    leading = len(raw) - len(raw.lstrip(b"/"))
    return "%2F" * leading + quote(raw[leading:], safe="/-._~")


def link_base(folder: str) -> str | None:
    """``folder`` as the start of relative links; None where there can be none (absolute path, drive, URL, masked)."""
    plain = folder.replace("\\", "/")
    if plain.startswith("/") or ":" in plain or "\x00" in plain or is_masked(plain):
        return None
    parts = [part for part in plain.split("/") if part not in {"", "."}]
    return "".join(f"{part}/" for part in parts)


def href(path: str, base: str | None, page: int | None = None) -> str | None:
    """Relative link to a document, or None where there is none to give.

    ``base`` is from ``link_base``. A member of an archive links to the archive. Paths that leave the folder, are
    absolute, hold a NUL or stand for a name with a personal number are never linked.
    """
    if base is None or not path or "\x00" in path or path.startswith("/") or is_masked(path):
        return None
    outer, inside, _member = path.partition("!/")
    if ".." in PurePosixPath(outer).parts or not outer:
        return None
    link = f"./{uri(base + outer)}"
    return f"{link}#page={page}" if page and not inside and outer.lower().endswith(".pdf") else link
