"""Read the head of a regulation or decree: type, issuer, number, year, title.

The layout is prescribed by the annex of Law 12/2011: type and issuer, NOMOR, TENTANG, title, then the formula
"DENGAN RAHMAT TUHAN YANG MAHA ESA" or the considerations. OCR noise is repaired where it would hide these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

MAX_TITLE = 400
_MAX_TITLE_LINES = 14
_MAX_TITLE_CASE_LINE = 12
_KEYWORDS = (
    "PERATURAN", "KEPUTUSAN", "INSTRUKSI", "RANCANGAN", "INDONESIA", "REPUBLIK", "PEMERINTAH", "PRESIDEN", "MENTERI",
    "GUBERNUR", "BUPATI", "WALIKOTA", "TENTANG", "NOMOR", "SEKRETARIS", "KEPALA", "DAERAH", "PROVINSI", "KABUPATEN",
    "MENIMBANG", "MENGINGAT", "UNDANG-UNDANG", "TAHUN",
)  # fmt: skip
"""Words of a head worth repairing when one letter is misread."""

_TYPE = re.compile(
    r"\A(?P<draft>(?:RANCANGAN|RAPERDA|RANPER\w*|DRAF|DRAFT|KONSEP)[ :]+(?:AKHIR )?)?"
    r"(?P<kind>UNDANG-UNDANG|PERATURAN|KEPUTUSAN BERSAMA|KEPUTUSAN|INSTRUKSI|SURAT KEPUTUSAN|SURAT EDARAN BERSAMA"
    r"|SURAT EDARAN|MAKLUMAT|QANUN|PEDOMAN(?= MENTERI| KEPALA| PRESIDEN))\b(?P<rest>.*)\Z"
)
_NUMBER_LINE = re.compile(r"\A(?:NOMOR|NO\b\.?|NOMER)\s*[:.;]?\s*(?P<rest>.*)\Z", re.IGNORECASE)
_ABOUT = re.compile(r"\ATENTANG\b[\s:.\-–]*(?P<rest>.*)\Z", re.IGNORECASE)
_YEAR_TEXT = r"[12] ?[0-9OoIlL|]{3}"
_TAHUN = re.compile(rf"\s*(?:\b|(?<=\d))TAHUN\b\s*[:.]?\s*(?P<year>{_YEAR_TEXT})?(?P<gap>[\s.…_X]*)", re.IGNORECASE)
_REPAIR = str.maketrans("OoIlL|", "001111")
_BLANK = r"\$\{|\.{2,}|…|_{2,}|-{3,}|\bX{2,}\b|\*{2,}|\[\s*\]|\(\s*\)|#{2,}"
_GAP = re.compile(rf"{_BLANK}|/ {{2,}}/|/\s+/", re.IGNORECASE)
_STOP = re.compile(
    r"\A(?:DENGAN RAHMAT|MENIMBANG|MENGINGAT|MEMUTUSKAN|MEMPERHATIKAN|ATAS NAMA|BAB I\b|PASAL 1\b|DAFTAR ISI"
    r"|KATA PENGANTAR|DITETAPKAN\b|SALINAN\b|YTH\b|KEPADA\b|LAMPIRAN\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\A(?:PRESIDEN|MENTERI|GUBERNUR|BUPATI|WALI ?KOTA|PENJABAT|PJ|PLT|KEPALA|SEKRETARIS|DIREKTUR|REKTOR|CAMAT"
    r"|INSPEKTUR|KETUA|DEWAN)\b"
)
_NAMES_REGULATION = re.compile(r"\b(?:PERATURAN|KEPUTUSAN|UNDANG-UNDANG|INSTRUKSI)\b")
_CONNECTS = re.compile(r"\b(?:DAN|SERTA|ATAS|DALAM|PADA|DI|UNTUK|OLEH|TENTANG|DENGAN)\Z")
_REGION_LINE = re.compile(r"\b(?:BUPATI|WALI ?KOTA|GUBERNUR|PEMERINTAH (?:KABUPATEN|KOTA|PROVINSI|DAERAH)|PROVINSI)\b")


class Heading(Struct, frozen=True):
    """The head of a regulation as found; empty strings where a part is missing."""

    kind: str
    """PERATURAN, KEPUTUSAN, SURAT EDARAN ... in capitals."""
    issuer: str
    """In capitals; for PERATURAN DAERAH and laws derived from the type."""
    type_words: str
    """Type with issuer in capitals: "PERATURAN BUPATI BATU BARA"."""
    number: str | None
    year: int | None
    title: str | None
    draft_word: str | None
    """RANCANGAN or the like before the type."""
    number_gap: bool
    """There is a place for the number and it is empty or dotted."""
    region_above: bool
    """A regional head or government stands above the type."""
    line: int
    """Number of the type line among the head lines, from 0."""


def find_heading(lines: Sequence[str]) -> Heading | None:
    """The head of a regulation, or None when the document does not open as one."""
    fallback: Heading | None = None
    for index, line in enumerate(lines):
        if not _heading_like(line):
            continue
        match = _TYPE.match(repair(line))
        if not match:
            continue
        heading, anchored = _read(lines, index, match)
        capitals = _in_capitals(line)
        if anchored and (capitals or _in_order(lines, index)):
            return heading
        if fallback is None and line == line.upper() and index < 25:
            fallback = heading
    # Without NOMOR or TENTANG below it, a line in capitals is a heading only if it names its issuer.
    return fallback if fallback and fallback.issuer and fallback.kind in {"PERATURAN", "KEPUTUSAN"} else None


def _in_capitals(line: str) -> bool:
    if sum(map(str.isupper, line)) < 4:  # most lines of most documents
        return False
    letters = "".join(filter(str.isalpha, line))
    return len(letters) >= 5 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _in_order(lines: Sequence[str], index: int) -> bool:
    """Whether a heading in title case opens the document and has NOMOR and TENTANG on lines of their own.

    Otherwise it is a regulation cited in a list of legal grounds.
    """
    after = lines[index + 1 : index + 5]
    return (
        index < _MAX_TITLE_CASE_LINE
        and any(re.match(r"N(?:omor|OMOR)\b", line) for line in after)
        and any(re.match(r"T(?:entang|ENTANG)\b", line) for line in after)
    )


def _heading_like(line: str) -> bool:
    """Whether a line could be a heading: capitals, or a short line in title case."""
    if _in_capitals(line):
        return True
    words = line.split()
    return (
        len(words) <= 10
        and sum(map(str.isalpha, line)) >= 5
        and line[-1] not in ",;"
        and all(word[0].isupper() or word in {"dan", "di"} or not word[0].isalpha() for word in words)
    )


def repair(line: str) -> str:
    """A line in capitals with the well-known words of a head put right where one letter is misread."""
    return " ".join(_repaired_word(word) for word in line.upper().split())


@lru_cache(maxsize=50_000)
def _repaired_word(word: str) -> str:
    bare = word.strip(".,:;()-")
    if len(bare) < 4 or bare in _KEYWORDS or bare in _NOT_MISREAD:
        return word
    from rapidfuzz.distance import Levenshtein

    for keyword in _KEYWORDS:
        if Levenshtein.distance(bare, keyword, score_cutoff=1) <= 1:
            return word.replace(bare, keyword)
    return word


_NOT_MISREAD = frozenset({"KEPADA", "RENTANG", "BENTANG", "DARAH", "TAHU"})
"""Real words one letter away from a keyword."""


def _read(lines: Sequence[str], start: int, match: re.Match[str]) -> tuple[Heading, bool]:
    """The heading from its type line on, and whether NOMOR or TENTANG follow as they must."""
    type_parts = [match.group("rest")]
    number: str | None = None
    year: int | None = None
    gap = anchored = False
    title: str | None = None
    numbered = False
    for index in range(start + 1, min(start + 12, len(lines))):
        fixed = repair(lines[index])
        number_match = _NUMBER_LINE.match(fixed)
        about = _ABOUT.match(fixed)
        if number_match and not numbered:
            numbered = anchored = True
            rest = number_match.group("rest")
            inline = re.search(r"\bTENTANG\b", rest)
            number, year, gap = parse_number(rest[: inline.start()] if inline else rest)
            if not rest and index + 1 < len(lines) and re.match(r"[:\s]*\d", lines[index + 1]):
                number, year, gap = parse_number(repair(lines[index + 1]))
            if inline:
                title = _title(lines, index + 1, _after_about(lines[index]), match.group("rest"))
                break
        elif about:
            anchored = True
            title = _title(lines, index + 1, _after_about(lines[index]), match.group("rest"))
            break
        elif numbered:
            # "NOMOR 12" and "TAHUN 2021" may stand on two lines.
            year_match = _TAHUN.match(" " + fixed)
            if year_match and year is None and year_match.group("year"):
                year = _year(year_match.group("year"))
        elif _STOP.match(fixed) or not _heading_like(lines[index]) or _TYPE.match(fixed):
            break
        else:
            type_parts.append(fixed)
    rest = " ".join(" ".join(type_parts).split())
    same_line = re.search(r"\s*\b(?:NOMOR|NO\.)\s*[:.]?\s*(?=.*\d|.*TAHUN)", rest)
    if same_line and not numbered:
        tail = rest[same_line.end() :]
        rest = rest[: same_line.start()]
        about_at = re.search(r"\bTENTANG\b", tail)
        number, year, gap = parse_number(tail[: about_at.start()] if about_at else tail)
        if about_at and title is None:
            title = _clip(tail[about_at.end() :])
        anchored = anchored or number is not None
    kind = match.group("kind")
    above = [repair(line) for line in lines[max(0, start - 12) : start]]
    issuer = _issuer(kind, rest, lines, start)
    return (
        Heading(
            kind=kind,
            issuer=issuer,
            type_words=f"{kind} {rest}".strip(),
            number=number,
            year=year,
            title=title,
            draft_word=(match.group("draft") or "").strip(" :") or None,
            number_gap=gap,
            region_above=any(_REGION_LINE.search(line) for line in above),
            line=start,
        ),
        anchored,
    )


def parse_number(text: str) -> tuple[str | None, int | None, bool]:
    """Number, year, and whether the number was left open, from what follows NOMOR.

    Letters in digit positions are repaired: ``8I TAHUN 2O2l`` is 81 and 2021.
    """
    text = " ".join(text.split()).strip(" :;,-–")
    text = re.sub(r"(?<=\w) ?[I|l]SOP ?/", "/SOP/", text)  # the stroke of "12/SOP/2024" is read as a letter
    year: int | None = None
    tahun = _TAHUN.search(" " + text)
    if tahun:
        head = (
            (" " + text)[: tahun.start()].strip(" :;,.-–")
            if not _GAP.search(text)
            else text[: max(0, tahun.start() - 1)]
        )
        if tahun.group("year"):
            year = _year(tahun.group("year"))
        gap = not re.search(r"\d", _digits_fixed(head)) or bool(_GAP.search(head))
        number = None if gap else _digits_fixed(head).strip()
        return (number or None), year, gap
    if not text:
        return None, None, True
    gap = bool(_GAP.search(text)) or not re.search(r"\d", text)
    slashed = re.search(rf"[/.\-] ?({_YEAR_TEXT})\Z", text.strip(" ."))
    if slashed:
        year = _year(slashed.group(1))
    number = re.sub(r"\s*/\s*", "/", text.strip(" ."))
    return (None if gap or len(number) > 80 else number), year, gap


def _digits_fixed(text: str) -> str:
    """O, I, l inside a token that is otherwise digits become digits; other tokens stay."""
    return " ".join(
        token.translate(_REPAIR)
        if re.fullmatch(r"[0-9OoIlL|]{1,4}", token) and re.search(r"\d|\A[IlL|]\Z", token)
        else token
        for token in text.split()
    )


def _year(text: str) -> int | None:
    value = int(text.replace(" ", "").translate(_REPAIR))
    return value if 1945 <= value <= 2100 else None


def _after_about(line: str) -> str:
    """What stands behind TENTANG on its own line, as written."""
    match = re.search(r"\btentang\b[\s:.\-–]*", line, re.IGNORECASE)
    return line[match.end() :] if match else ""


def _title(lines: Sequence[str], start: int, first: str, type_rest: str) -> str | None:
    """The title: lines after TENTANG up to the formula, the issuer or the considerations."""
    parts = [first] if first else []
    issuer = type_rest.strip()
    for line in lines[start : start + _MAX_TITLE_LINES]:
        fixed = repair(line)
        if _STOP.match(fixed) or re.fullmatch(r"[\W\d_]+", line):
            break
        if _NUMBER_LINE.match(fixed) and not (parts and _NAMES_REGULATION.search(repair(parts[-1]))):
            break
        if (_OFFICE.match(fixed) and line.rstrip().endswith(",")) or (issuer and fixed.rstrip(",. ") == issuer):
            break
        if parts and not _heading_like(line) and (_heading_like(parts[-1]) or line.endswith((".", ";", ":"))):
            break
        if parts and fixed.split()[:2] == repair(parts[0]).split()[:2] and not _CONNECTS.search(repair(parts[-1])):
            # An annex: its own title repeats the words of the regulation's.
            break
        parts.append(line)
    return _clip(" ".join(parts))


def _clip(text: str) -> str | None:
    """A title in one line, cut at MAX_TITLE."""
    text = re.sub(r"-\s(?=[a-z])", "-", " ".join(text.split())).strip(" :;,.-–")
    if len(text) > MAX_TITLE:
        text = text[:MAX_TITLE].rsplit(" ", 1)[0] + " …"
    return text or None


def _issuer(kind: str, rest: str, lines: Sequence[str], start: int) -> str:
    """Who issues: from the type line, else the office named above it or after the formula."""
    rest = rest.strip(" ,.:;")
    if kind == "UNDANG-UNDANG":
        return "REPUBLIK INDONESIA"
    if rest.startswith("DAERAH "):
        return rest.removeprefix("DAERAH ")
    office_only = re.fullmatch(r"(?:GUBERNUR|BUPATI|WALI ?KOTA|DAERAH|KEPALA DAERAH|)", rest) is not None
    if rest and not office_only:
        return rest
    for line in [*reversed(lines[max(0, start - 8) : start]), *lines[start + 1 : start + 25]]:
        fixed = repair(line).strip(" ,.")
        if _OFFICE.match(fixed) and line == line.upper() and len(fixed.split()) >= 2:
            return fixed
    return rest
