"""Read the head of everyday papers: letters, invitations, minutes, SOPs, reports.

They follow habits, not a prescribed layout: labelled fields ("Perihal :", "Hari/Tanggal :"), a place and date line,
or a title in capitals on the cover.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from spbe_checklist.facts.facts import TextLine
from spbe_checklist.reading.identity.dates import FoundDate, find_dates
from spbe_checklist.reading.identity.headline import headline
from spbe_checklist.reading.identity.layout import TextRow, height
from spbe_checklist.reading.identity.regulation import parse_number
from spbe_checklist.reading.identity.titles import foreword_title, running_title

MAX_TITLE = 300
_LABEL_LINES = 80

_MINUTES = re.compile(
    r"\A(?:DRAF?T? )?(?:NOTULEN|NOTULENSI|NOTULA|RISALAH|BERITA ACARA|DAFTAR HADIR|CATATAN RAPAT|LAPORAN RAPAT)\b"
)
_COVER = re.compile(
    r"\A(?:LAPORAN|DOKUMEN|RENCANA|PETA RENCANA|ARSITEKTUR|KERANGKA ACUAN|KAJIAN|PEDOMAN|PANDUAN|BUKU|MANUAL|STANDAR"
    r"|SOP|PROSEDUR|PERJANJIAN|NOTA|TELAAHAN|SURAT|BERITA ACARA|NOTULEN|NOTULENSI|NOTULA|RISALAH|DAFTAR|HASIL|REVIU"
    r"|EVALUASI|MATRIKS|FORMULIR|ANALISIS|STRATEGI|PROPOSAL|SERTIFIKAT|UNDANGAN|KATALOG|PROGRAM|KEBIJAKAN|DRAFT|DRAF|RANCANGAN)\b"
)
_CONTENTS = re.compile(
    r"\ADAFTAR (?:ISI|GAMBAR|TABEL|LAMPIRAN|PUSTAKA|SINGKATAN|ISTILAH)\b|.*(?:\.{4,}|…{2,})", re.IGNORECASE
)
"""Contents and what stands in them."""
_OWN = re.compile(
    r"\A(?:LAPORAN|NOTA DINAS|TELAAHAN|SURAT TUGAS|SURAT PERINTAH|SURAT PENGANTAR|UNDANGAN|KERANGKA ACUAN"
    r"|STANDAR OPERASIONAL|NASKAH AKADEMI[KS]|PERJANJIAN)\b"
)
_LETTERHEAD = re.compile(
    r"\A(?:PEMERINTAH|KEMENTERIAN|DINAS|BADAN|SEKRETARIAT|INSPEKTORAT|BUPATI|WALI ?KOTA|GUBERNUR|PROVINSI|KECAMATAN"
    r"|BIRO|BAGIAN|SUB ?BAGIAN|DIREKTORAT|LEMBAGA|KANTOR|RSUD|RUMAH SAKIT|UPTD?\b|DISTRIK|KELURAHAN|NAGARI|PUSKESMAS"
    r"|YAYASAN|UNIVERSITAS|JLN\b"
    r"|JALAN|JL\b|TELP|TELEPON|FAX|FAKS|EMAIL|E-MAIL|WEBSITE|LAMAN"
    r"|HTTP|WWW|KODE POS|REPUBLIK INDONESIA|SALINAN|LAMPIRAN)",
    re.IGNORECASE,
)
_TITLE_STOP = re.compile(
    r"\A(?:DISUSUN|OLEH|TAHUN ANGGARAN|PEMERINTAH|DINAS|BADAN|KEMENTERIAN|INSPEKTORAT|SEKRETARIAT|KATA PENGANTAR"
    r"|DAFTAR ISI|BAB|NOMOR|NO\.|VERSI|HALAMAN|HARI|TANGGAL|WAKTU|TEMPAT|ACARA|AGENDA"
    r"|KEPADA|YTH|DARI|PERIHAL|HAL\b|JL|JALAN)\b",
    re.IGNORECASE,
)
_TITLE_FIELDS = (
    "nama sop",
    "judul sop",
    "nama prosedur",
    "judul",
    "perihal",
    "hal",
    "agenda",
    "acara",
    "nama kegiatan",
)
_LABELS = (
    "skpd", "opd", "organisasi", "unit organisasi", "perangkat daerah",
    "nama sop", "judul sop", "nama prosedur", "judul", "perihal", "hal", "agenda rapat", "agenda", "acara rapat",
    "acara", "nama kegiatan",
    "nomor sop", r"no\.? sop", r"(?:nomor|no\.?) (?:dokumen|surat|laporan|dpa|lh[apre]|berita acara)", "nomor",
    r"no\.?",
    r"hari ?[/,&]? ?(?:dan )?(?:tanggal|tgl\.?)(?:/\w+)?", "tanggal rapat",
    r"(?:tanggal|tgl\.?) (?:pengesahan|efektif|pembuatan|revisi|ditetapkan|berlaku|publikasi|terbit)", "tanggal",
    r"tgl\.?",
)  # fmt: skip
_FIELD = re.compile(
    rf"\A(?P<label>{'|'.join(_LABELS)})(?!\w)\s*(?P<colon>[:;])?[ \t]*(?P<value>.*)\Z",
    re.IGNORECASE,
)
_LETTER_LINES = 30
_ADDRESSEE = re.compile(r"\A(?:kepada\b|yth\b)", re.IGNORECASE)
_LETTER_WORDS = tuple(re.compile(rf"\A{word}", re.IGNORECASE) for word in (r"nomor\b", r"sifat\b", r"lamp(?:iran|\.)"))
_PLACE_DATE = re.compile(r"\A(?P<place>[A-Z][A-Za-z' .-]{2,30}?)\s?,\s*(?:tanggal\s*:?\s*)?(?=\d)")
_YEAR_LINE = re.compile(
    r"\A\W*(?:(?:TAHUN(?: ANGGARAN)?|T\.? ?A\.?|[A-Z][A-Za-z ]{2,25},(?:\s*[A-Za-z]{3,10})?)\s*)?(20\d\d)\W*\Z"
)
"""A year alone, of a budget, or below a foreword without its day: "2024", "T.A. 2024", "Kotabaru, Maret 2024"."""
_MEANINGLESS = re.compile(
    r"\A(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|dokumen\d*|presentation\d*"
    r"|powerpoint presentation|presentasi\d*|book\d*|slide \d+|title|judul|scan(?:ned)?.*|img.?\d.*|doc\d+.*"
    r"|camscanner.*|tanpa judul.*|new .*"
    r"|.*\.(?:docx?|pdf|xlsx?|pptx?|jpe?g|png|tmp|dot|indd|cdr)|[\W\d_]*|\w{1,3})\Z",
    re.IGNORECASE,
)


class Paper(Struct, frozen=True):
    """What the head of an everyday paper says."""

    title: str | None = None
    number: str | None = None
    year: int | None = None
    dated: date | None = None
    date_kind: str | None = None
    place: str | None = None
    letter: bool = False
    """It is laid out as a letter, so that its title is what it is about."""
    office: str | None = None
    """The office that a labelled field names: "SKPD : ...", "Organisasi : ..."."""
    subject: str | None = None
    """What stands after "Perihal" or "Hal"."""
    own: bool = False
    """It opens as a paper of its own kind, so that a regulation further down is an enclosure."""


def read_paper(rows: Sequence[TextRow], pages: Sequence[str], tail: Sequence[str], meta: Mapping[str, str]) -> Paper:
    """Title, number and date of a paper from its head rows, its pages, its last lines and its metadata."""
    lines = [row.text for row in rows]
    fields = _fields(rows)
    minutes = any(_MINUTES.match(line.upper()) for line in lines[:15])
    number, year = _number(fields)
    cells = [cell.text for row in rows[:30] for cell in reversed(row.cells)]
    dated, kind, place = _date(lines, cells, tail, fields, minutes=minutes)
    title = _title(rows, pages, fields, meta, minutes=minutes)
    years = re.findall(r"\b20\d\d\b", title or "")
    if year is None and years:
        # "per 31 Desember 2023 dan 2022" compares with the year before.
        year = int(years[0 if re.search(r"\bper\s+\d", title or "", re.IGNORECASE) else -1])
    if year is None and dated is not None:
        year = dated.year
    if year is None:
        year = next((int(match.group(1)) for line in lines if (match := _YEAR_LINE.match(line))), None)
    own = (
        minutes or any(_OWN.match(line.upper()) for line in lines[:8]) or bool(fields.keys() & {"perihal", "nama sop"})
    )
    subject = _one_line(fields.get("perihal") or fields.get("hal") or "")
    office = next((fields[label] for label in _OFFICE_FIELDS if fields.get(label)), None)
    return Paper(
        title,
        number,
        year,
        dated,
        kind,
        place,
        letter=_is_letter(lines, fields),
        office=office,
        subject=subject,
        own=own,
    )


_OFFICE_FIELDS = ("skpd", "opd", "unit organisasi", "organisasi", "perangkat daerah")


def _is_letter(lines: Sequence[str], fields: Mapping[str, str]) -> bool:
    """A subject line, and an addressee or the other lines that letters open with."""
    head = lines[:_LETTER_LINES]
    addressed = any(_ADDRESSEE.match(line) for line in head)
    opening = sum(any(word.match(line) for line in head) for word in _LETTER_WORDS)
    return bool(fields.keys() & {"perihal", "hal"}) and addressed + opening >= 2


def _fields(rows: Sequence[TextRow]) -> dict[str, str]:
    """Labelled fields of the head, first value of each: behind the label, in the next cell, or in the line below."""
    found: dict[str, str] = {}
    for index, row in enumerate(rows[:_LABEL_LINES]):
        for number, cell in enumerate(row.cells):
            match = _FIELD.match(cell.text.strip(" |"))
            if not match:
                continue
            label = re.sub(r"\s+", " ", match.group("label").lower())
            label = label.replace("tgl.", "tanggal").replace("tgl", "tanggal")
            value, colon, place = match.group("value").strip(" :;|"), match.group("colon"), cell
            beside = row.cells[number + 1 : number + 3]
            if not value and beside:
                colon = colon or beside[0].text.startswith((":", ";"))
                place = next((other for other in beside if other.text.strip(" :;|")), cell)
                value = "" if _FIELD.match(place.text) else place.text.strip(" :;|")
            if (
                not colon
                and not _bare_label_allowed(label, value)
                and not (beside and row.placed and label not in _COMMON)
            ):
                continue
            below = rows[index + 1] if index + 1 < len(rows) else None
            if not value and below is not None and not _FIELD.match(below.text) and not _ENDS_FIELD.match(below.text):
                value = _value_below(below, cell)
            elif value and label in _LONG_FIELDS:
                value = " ".join([value, *_going_on(rows[index + 1 : index + 5], cell, place, value)])
            if value:
                found.setdefault(label, value)
    return found


def _value_below(row: TextRow, label: TextLine) -> str:
    """The line below a lone label; on a page only what stands behind or right below it, not in another column."""
    if not row.placed:
        return row.text.strip(" :;|")
    near = (cell for cell in row.cells if cell.left >= label.left - 0.02 and cell.top - label.bottom < height(label))
    return next((text for cell in near if not _ENDS_FIELD.match(text := cell.text.strip(" :;|"))), "")


_COMMON = frozenset({"hal", "no", "no.", "acara", "agenda", "judul", "organisasi", "perangkat daerah"})
"""Words too common to be labels without a colon."""
_LONG_FIELDS = frozenset(
    {"nama sop", "judul sop", "nama prosedur", "judul", "perihal", "hal", "agenda rapat", "acara", "agenda"}
)
"""Labels whose value may run over several lines."""
_ENDS_FIELD = re.compile(r"\A(?:kepada|yth|dengan hormat|di\b\W*\Z|\d{1,2}[.)]\s|dasar|kuali|menimbang)", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?:\b(?:dan|serta|atas|dalam|pada|di|untuk|oleh|tentang|dengan|yang|ke|dari|bagi|atau)|[-/,&])\Z", re.IGNORECASE
)


def _going_on(rows: Sequence[TextRow], label: TextLine, value: TextLine, text: str) -> list[str]:
    """The further lines of a value: on the page right below it and right of its label, else after an open end."""
    more: list[str] = []
    above = value
    for row in rows:
        if _FIELD.match(row.text) or _ENDS_FIELD.match(row.text):
            break
        if row.placed:
            if any(_beside(cell, label) for cell in row.cells):
                break  # another label in the column of this one
            cell = next((cell for cell in row.cells if _under(cell, label, value)), None)
            if cell is None or cell.top - above.bottom > height(above) or _FIELD.match(cell.text):
                break
            above = cell
        elif _UNFINISHED.search(more[-1] if more else text) or row.text[0].islower():
            cell = row.cells[0]
        else:
            break
        more.append(cell.text)
    return more


def _beside(cell: TextLine, label: TextLine) -> bool:
    """Whether a cell stands in the column of a label."""
    return abs(cell.left - label.left) < 0.02


def _under(cell: TextLine, label: TextLine, value: TextLine) -> bool:
    """Whether a cell stands below a value: at its edge, or indented behind the label in whose cell the value began."""
    if value is label:
        return label.left + 0.02 < cell.left < label.right
    return abs(cell.left - value.left) < 0.03 or value.left < (cell.left + cell.right) / 2 < value.right


def _bare_label_allowed(label: str, value: str) -> bool:
    """Whether a label counts without a colon: in tables yes, at the start of a sentence no."""
    if label in _OFFICE_FIELDS:
        return False
    if label in {"hal", "nomor", "no", "no.", "acara", "agenda", "judul", "tanggal"}:
        return not value and label in {"nomor", "tanggal", "judul", "acara", "agenda"}
    return True


def _number(fields: Mapping[str, str]) -> tuple[str | None, int | None]:
    """The number of an SOP, document or letter."""
    special = [label for label in fields if re.match(r"no(?:mor)?\.? \w", label)]
    for label in (*special, "nomor", "no.", "no"):
        value = fields.get(label)
        if value:
            head = re.split(r"\s{2,}|\t|\s(?=[A-Z][a-z]+\s?,\s?\d)", value)[0]
            number, year, gap = parse_number(head)
            if number and not gap and re.search(r"\d", number):
                return number[:80], year
    return None, None


def _date(
    lines: Sequence[str], cells: Sequence[str], tail: Sequence[str], fields: Mapping[str, str], *, minutes: bool
) -> tuple[date | None, str | None, str | None]:
    """Date, its kind ("penetapan", "dokumen", "rapat") and the place."""
    for word in ("pengesahan", "ditetapkan", "efektif", "berlaku"):
        found = next((_first(value) for label, value in fields.items() if word in label), None)
        if found:
            return found.value, "penetapan", None
    meeting = next(
        (value for label, value in fields.items() if label.startswith("hari") or label == "tanggal rapat"), None
    )
    met = _first(meeting) if meeting else None
    if minutes and met:
        return met.value, "rapat", None
    for line in [*cells, *reversed(tail)]:
        placed = _PLACE_DATE.match(line) or _PLACE_DATE.match(re.split(r"\t|\s{3,}", line)[-1].strip())
        if placed:
            found = _first(placed.string[placed.end() :])
            if found and found.start <= 2:
                return found.value, "dokumen", placed.group("place").strip()
    plain = next(
        (value for label, value in fields.items() if label.startswith("tanggal") and label != "tanggal rapat"), None
    )
    stated = _first(plain) if plain else None
    if stated:
        return stated.value, "rapat" if minutes else "dokumen", None
    if met:
        return met.value, "rapat", None
    if minutes:
        # Reports of proceedings open with a sentence: "Pada hari ini, Selasa tanggal 12 Maret 2024 ...".
        opening = _first("\n".join(lines[:40]))
        if opening:
            return opening.value, "rapat", None
    return None, None, None


def _first(text: str) -> FoundDate | None:
    return next(find_dates(text), None)


def _title(
    rows: Sequence[TextRow], pages: Sequence[str], fields: Mapping[str, str], meta: Mapping[str, str], *, minutes: bool
) -> str | None:
    """The title: a labelled field, else the cover lines, else metadata, else the first line that could be one."""
    lines = [row.text for row in rows]
    procedure = _procedure(lines) if any(_PROCEDURE_FORM.search(line) for line in lines[:_LABEL_LINES]) else None
    for label in _TITLE_FIELDS[:4]:
        if fields.get(label):
            return _one_line(max(fields[label], procedure or "", key=len) if label == "nama sop" else fields[label])
    if procedure:
        return _one_line(procedure)
    placed = headline(rows)
    cover = _one_line(placed) if placed else _cover_title(lines)
    subject = next((fields[label] for label in ("perihal", "hal") if fields.get(label)), None)
    if subject and not minutes:
        return _one_line(subject)
    about = next(
        (fields[label] for label in ("agenda rapat", "agenda", "acara rapat", "acara") if fields.get(label)), None
    )
    if minutes and about and cover and len(cover.split()) <= 3:
        return _one_line(f"{cover}: {about}")
    if cover and len(cover.split()) > _BARE_TITLE:
        return cover
    for elsewhere in (running_title(pages), foreword_title(pages)):
        if elsewhere and (not cover or elsewhere.lower().startswith(cover.split()[0].lower())):
            return _one_line(elsewhere)
    if cover:
        return cover
    inner = meta.get("title", "")
    if inner and not _MEANINGLESS.match(inner):
        return _one_line(inner)
    return _first_headline(lines)


_PROCEDURE_FORM = re.compile(r"\b(?:NOMOR|NAMA|JUDUL) SOP\b", re.IGNORECASE)
_PROCEDURE = re.compile(r"\W*(?:SOP|STANDAR OPERASIONAL PROSEDUR)\s+(?:[A-Z][\w/-]*\W+){2,}")


def _procedure(lines: Sequence[str]) -> str | None:
    """The heading of the steps of an SOP, which repeats its name: on a scan the form above is often unreadable."""
    return next((line.strip(" |") for line in lines if _PROCEDURE.match(line + " ") and line == line.upper()), None)


_BARE_TITLE = 2
"""Words up to which a cover names a kind at most: "PANDUAN", "LAPORAN AKHIR"."""


def _cover_title(lines: Sequence[str]) -> str | None:
    """Lines in capitals from the first that names a kind of document, up to the institution or the body."""
    for index, line in enumerate(lines[:40]):
        if line != line.upper() or not _COVER.match(line) or _CONTENTS.match(line):
            continue
        parts = [line]
        for follower in lines[index + 1 : index + 7]:
            if (
                follower != follower.upper()
                or not re.search(r"[A-Z]{2}|\A\d{4}\Z", follower)
                or _TITLE_STOP.match(follower)
            ):
                break
            parts.append(follower)
        return _one_line(" ".join(parts))
    return None


def _first_headline(lines: Sequence[str]) -> str | None:
    """The first line that is neither letterhead nor sentence nor number."""
    for line in lines[:25]:
        words = line.split()
        if (
            2 <= len(words) <= 20
            and not _LETTERHEAD.match(line)
            and not _FIELD.match(line)
            and not _CONTENTS.match(line)
            and sum(char.isalpha() for char in line) >= 0.6 * len(line.replace(" ", ""))
            and line[0].isupper()
        ):
            return _one_line(line)
    return None


def _one_line(text: str) -> str | None:
    text = " ".join(text.split()).strip(' :;,-–|"“”')
    if len(text) > MAX_TITLE:
        text = text[:MAX_TITLE].rsplit(" ", 1)[0] + " …"
    return text or None
