"""Read plain and marked-up text: TXT, CSV, HTML, EML, RTF, XML, SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from spbe_checklist.facts.facts import Health, Reading
from spbe_checklist.reading.readers.clean import clean_text
from spbe_checklist.reading.readers.finish import finish
from spbe_checklist.reading.readers.source import MEGABYTE, BinarySource, ReadLimits, name_members
from spbe_checklist.reading.sniff import EDGE_SAMPLE, utf16_without_mark

if TYPE_CHECKING:
    from email.message import EmailMessage

_MAX_TEXT = 32 * MEGABYTE
_MAX_PARTS = 1_000
_MAX_MARKUP = 16 * MEGABYTE


def decode(raw: bytes) -> str:
    """Text in whatever encoding it is: by its mark, UTF-16 by its zeros, UTF-8 if valid, else Windows-1252."""
    if raw.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return raw.decode("utf-32", "replace")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    encoding = utf16_without_mark(raw[:EDGE_SAMPLE])
    if encoding:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 4:
            return raw.decode("utf-8", "ignore")
        return raw.decode("cp1252", "replace")


def read_plain(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """TXT or CSV; a form feed starts a new page."""
    raw = source.load(_MAX_TEXT + 1)
    return finish_text(format_, decode(raw[:_MAX_TEXT]).split("\x0c"), limits, whole=len(raw) <= _MAX_TEXT)


_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>|<[!?/][^<>]*>")
_BLOCKS = frozenset({
    "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "article",
    "header", "footer", "blockquote", "pre", "dt", "dd",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SKIPPED = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "noscript", "template", "title")}
"""Elements whose content is not page text, with what ends them."""


def html_text(markup: str) -> tuple[str, str]:
    """Visible text and title of an HTML page, one line per block; broken markup gives what can be had.

    A scanner of its own: the one of the standard library takes hours for a megabyte of unclosed tags.
    """
    out: list[str] = []
    title = ""
    position = 0
    while (start := markup.find("<", position)) >= 0:
        out.append(unescape(markup[position:start]))
        if markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            position = end + 3 if end >= 0 else len(markup)
            continue
        match = _TAG.match(markup, start)
        if match is None:
            out.append("<")
            position = start + 1
            continue
        position = match.end()
        tag = (match.group(1) or "").lower()
        if tag in _SKIPPED and markup[start + 1] != "/":
            closing = _SKIPPED[tag].search(markup, position)
            end = closing.start() if closing else len(markup)
            if tag == "title" and not title:
                title = unescape(markup[position:end])
            position = end
        elif tag in _BLOCKS:
            out.append("\n")
        elif tag in _CELLS and markup[start + 1] != "/":
            out.append("\t")
    out.append(unescape(markup[position:]))
    lines = (line.rstrip() for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line.strip()), clean_text(title).strip()


_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def _decode_html(raw: bytes) -> str:
    declared = _CHARSET.search(raw[:4096])
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return raw.decode(declared.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    return decode(raw)


def read_html(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """HTML: visible text only."""
    raw = source.load(_MAX_MARKUP + 1)
    text, title = html_text(_decode_html(raw[:_MAX_MARKUP]))
    reading = finish_text("html", [text], limits, whole=len(raw) <= _MAX_MARKUP)
    if title:
        reading.meta["title"] = title[:500]
    return reading


def read_eml(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """EML: head fields and body; attachments are named, and inspected by themselves."""
    message, whole = _message(source)
    bodies: list[str] = []
    attached: list[str] = []
    for part in _parts(message):
        file_name = _attachment_name(part)
        if file_name is not None:
            attached.append(file_name)
        elif part.get_content_maintype() == "text":
            text = decode(_payload(part))
            bodies.append(html_text(text)[0] if part.get_content_subtype() == "html" else text)
    heads = {name: _header(message, name) for name in ("From", "To", "Date", "Subject")}
    return finish_mail("eml", heads, bodies, [clean_text(name) for name in attached], limits, whole=whole)


def finish_mail(
    format_: str,
    heads: Mapping[str, str],
    bodies: Sequence[str],
    attached: Sequence[str],
    limits: ReadLimits,
    *,
    whole: bool = True,
) -> Reading:
    """A Reading of a mail: its head fields, then its bodies; attached files are named."""
    lines = [f"{name}: {value}" for name, value in heads.items() if value]
    reading = finish_text(format_, ["\n".join([*lines, "", *bodies])], limits, whole=whole)
    if heads["Subject"]:
        reading.meta["title"] = heads["Subject"][:500]
    name_members(reading, attached)
    return reading


def mail_attachments(source: BinarySource) -> list[tuple[str, bytes]]:
    """Name and content of the files attached to a mail."""
    parts = ((part, _attachment_name(part)) for part in _parts(_message(source)[0]))
    return [(clean_text(name), _payload(part)) for part, name in parts if name is not None]


def _message(source: BinarySource) -> tuple[EmailMessage, bool]:
    """A mail, and whether all of it was read."""
    from email import message_from_bytes, policy

    raw = source.load(_MAX_TEXT + 1)
    return message_from_bytes(raw[:_MAX_TEXT], policy=policy.default), len(raw) <= _MAX_TEXT


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail that are no containers, a thousand at most."""
    for part in islice(message.walk(), _MAX_PARTS):
        if not part.is_multipart() and hasattr(part, "get_content_disposition"):
            yield part


def _payload(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(message: object, name: str) -> str:
    """A header as text; malformed ones make the email package raise in many ways."""
    try:
        value = message[name]  # type: ignore[index]
        return clean_text(str(value)).strip() if value else ""
    except Exception:  # noqa: BLE001
        return ""


def _attachment_name(part: object) -> str | None:
    try:
        name = part.get_filename()  # type: ignore[attr-defined]
        disposition = part.get_content_disposition()  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - malformed headers
        return None
    if name or disposition == "attachment":
        return str(name or "tanpa nama")
    return None


_NO_CODE_POINT = re.compile(r"\\u-?\d{6,}")
"""Numbers beyond every character, at which striprtf gives up."""


def read_rtf(source: BinarySource, _format: str, limits: ReadLimits) -> Reading:
    """RTF by striprtf, with embedded pictures cut out first: they are long and say nothing."""
    from striprtf.striprtf import rtf_to_text

    raw = source.load(_MAX_TEXT + 1)
    markup = raw[:_MAX_TEXT].decode("latin-1")
    markup = re.sub(r"[0-9a-fA-F\s]{512,}", "", markup)[:_MAX_MARKUP]
    title = re.search(r"\{\\title ([^{}\\]{1,500})\}", markup)
    # Headers and footers are destinations of their own, which striprtf skips; as plain groups they are text.
    markup = re.sub(r"\\(?:header|footer)[lrf]?(?![a-z])", r"\\par", markup)
    markup = _NO_CODE_POINT.sub(r"\\u63", markup)
    text: str = rtf_to_text(markup, errors="ignore")  # type: ignore[no-untyped-call]
    reading = finish_text("rtf", [text], limits, whole=len(raw) <= _MAX_TEXT)
    if title:
        reading.meta["title"] = clean_text(title.group(1)).strip()
    return reading


def read_xml(source: BinarySource, format_: str, limits: ReadLimits) -> Reading:
    """XML or SVG: text between tags. Tags are cut, not parsed, so that entities are never expanded."""
    raw = source.load(_MAX_MARKUP + 1)
    text = re.sub(r"<!\[CDATA\[|\]\]>|<[^<>]*>", "\n", decode(raw[:_MAX_MARKUP]))
    lines = (line.strip() for line in text.split("\n"))
    return finish_text(format_, ["\n".join(line for line in lines if line)], limits, whole=len(raw) <= _MAX_MARKUP)


def finish_text(format_: str, pages: list[str], limits: ReadLimits, *, whole: bool = True) -> Reading:
    """A Reading of pages of text; not ``whole`` where more of the file was left unread."""
    reading = finish(Reading(format_), pages, limits, empty="tidak berisi teks")
    if not whole:
        reading.complete = False
        reading.reason = reading.reason if reading.health is Health.KOSONG else "hanya bagian awal berkas yang dibaca"
    return reading
