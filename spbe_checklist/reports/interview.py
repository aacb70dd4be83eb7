"""Briefing for the assessor interview: the gaps first, then one page per indicator, as Markdown, HTML and DOCX.

What an officer has to know when the question comes: the three levels, what the claimed level asks for, which
documents say so on which page, what the assessor noted before, what is missing, and what will probably be asked. The
questions are derived from the Result; nothing in them is more certain than it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spbe_checklist.language import within
from spbe_checklist.reports import gaps, safe, words
from spbe_checklist.reports.leadership import agency_name
from spbe_checklist.verdict.gaps import lacking, prepared_level
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, LevelEntry, NoteEntry, Offer, Result
from spbe_checklist.verdict.scoring import overclaim

MAX_QUESTIONS = 7
MAX_DOCUMENTS = 8
MAX_MISSING = 8
"""Limits that keep an indicator on one page; what is cut is counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document to have at hand: for which item, where in it."""

    path: str
    place: str
    label: str
    level: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything on one page."""

    indicator: IndicatorEntry
    level: int
    """The level the briefing prepares for: the claimed one, else the target."""
    criteria: tuple[LevelEntry, ...]
    documents: tuple[Shown, ...]
    more_documents: int
    missing: tuple[EvidenceEntry, ...]
    more_missing: int
    notes: tuple[NoteEntry, ...]
    questions: tuple[str, ...]
    operator: str | None
    """Who operates the application, for service indicators."""


def briefings(result: Result, numbers: Collection[int] | None = None) -> tuple[Briefing, ...]:
    """One briefing per indicator, in order; ``numbers`` picks some. An unknown number gives nothing."""
    return tuple(_briefing(entry) for entry in result.indicators if numbers is None or entry.no in numbers)


def _briefing(entry: IndicatorEntry) -> Briefing:
    level = prepared_level(entry)
    documents = _documents(entry, level)
    missing = lacking(entry, level)
    notes = tuple(note for note in entry.notes if note.status == "terbuka")
    return Briefing(
        indicator=entry,
        level=level,
        criteria=tuple(criterion for criterion in entry.levels if criterion.level in {level - 1, level}),
        documents=tuple(documents[:MAX_DOCUMENTS]),
        more_documents=max(0, len(documents) - MAX_DOCUMENTS),
        missing=missing[:MAX_MISSING],
        more_missing=max(0, len(missing) - MAX_MISSING),
        notes=notes,
        questions=_questions(entry, level, documents, missing, notes),
        operator=_operator(entry),
    )


def _documents(entry: IndicatorEntry, level: int) -> list[Shown]:
    """Documents per item, accepted ones first, each named once with the highest item it serves."""
    shown: dict[str, Shown] = {}
    for item in sorted(entry.evidence, key=lambda item: -item.level):
        if item.level > level:
            continue
        for offer in item.documents:
            known = shown.get(offer.path)
            if known is None or (offer.accepted and not known.certain):
                shown[offer.path] = Shown(offer.path, place(offer), item.label, item.level, offer.accepted)
    return sorted(shown.values(), key=lambda one: (not one.certain, -one.level))


def place(offer: Offer) -> str:
    """Article and, in a PDF, page, as far as known: "Pasal 5 ayat (1), halaman 4"."""
    page = offer.page if offer.path.casefold().endswith(".pdf") else None
    parts = [safe.visible(offer.article, 80) if offer.article else "", f"halaman {page}" if page else ""]
    return ", ".join(part for part in parts if part)


def _operator(entry: IndicatorEntry) -> str | None:
    if entry.capability != "layanan":
        return None
    service = entry.service or "<<nama aplikasi>>"
    unit = words.series(entry.units) if entry.units else "<<unit pengelola>>"
    return f"{service}, dikelola {unit}"


def _questions(
    entry: IndicatorEntry,
    level: int,
    documents: list[Shown],
    missing: tuple[EvidenceEntry, ...],
    notes: tuple[NoteEntry, ...],
) -> tuple[str, ...]:
    """What will probably be asked, the sorest point first."""
    questions: list[str] = [f"Apa tindak lanjut atas catatan asesor tanggal {words.date(note.date)}?" for note in notes]
    if overclaim(entry):
        questions.append(
            f"Apa dasar tingkat {words.number(entry.claimed_level)}, sedangkan dokumen yang ada mendukung "
            f"{words.stands(entry)}?"
        )
    elif entry.ask_assessor:
        questions.append(words.ask_assessor(entry))
    questions += [
        f"Apa jawaban atas putusan asesor untuk {words.item_name(item)}? {safe.visible(words.ruling(item), 300)}"
        for item in entry.evidence
        if item.ruling is not None and item.ruling.status in ("revisi", "belum_diunggah")
    ]
    for item in missing:
        if item.status == "belum_ada":
            questions.append(f"Di mana {within(item.label)}?")
        else:
            lacks = next((offer.lacks[0] for offer in item.documents if offer.lacks), "")
            reason = f" ({safe.visible(lacks, 90)})" if lacks else ""
            questions.append(f"Dapatkah {within(item.label)} ditunjukkan dalam bentuk yang sah dan terbaca{reason}?")
    summary = next((one.summary for one in entry.levels if one.level == level), "")
    if entry.capability == "layanan":
        questions.append(f"Dapatkah fungsi tingkat {level} diperagakan langsung pada aplikasinya?")
    elif summary:
        questions.append("Pada bagian dan halaman mana tiap unsur kriteria di atas terlihat?")
    if documents and not missing:
        service = entry.capability == "layanan"
        questions.append(
            "Sejak kapan aplikasinya dipakai, oleh siapa, dan berapa banyak?"
            if service
            else "Sejak kapan dokumen ini berlaku, dan siapa yang melaksanakannya?"
        )
    return tuple(dict.fromkeys(questions))[:MAX_QUESTIONS]


def _levels(entry: IndicatorEntry) -> list[tuple[str, str]]:
    return [
        ("Mandiri", words.level(entry, entry.claimed_level)),
        ("Didukung bukti", words.level(entry, entry.supported_level)),
        ("Asesor", words.level(entry, entry.assessed_level)),
        ("Target", words.level(entry, entry.target_level)),
    ]


def _item_state(item: EvidenceEntry) -> str:
    return (
        f"{words.EVIDENCE_STATUS[item.status].lower()}: {item.reason}"
        if item.reason
        else words.EVIDENCE_STATUS[item.status]
    )


def _doubt(shown: Shown) -> str:
    return "" if shown.certain else "belum dapat dipakai, perlu diperiksa"


def _origin(result: Result) -> str:
    """What the briefing rests on and what it does not promise; also how a later run recognises its own file."""
    return f"Dibuat oleh spbe-check dari pemeriksaan {words.moment(result.run.started)}. {words.PROMISE}"


def markdown(result: Result, numbers: Collection[int] | None = None) -> str:
    """All briefings as Markdown, separated by rules."""
    pages = [_markdown_page(one) for one in briefings(result, numbers)]
    title = f"# Bahan wawancara SPBE {result.agency.year}: {safe.markdown(agency_name(result))}"
    pages.insert(0, _markdown_gaps(gaps.table(result, numbers)))
    return f"{title}\n\n{safe.markdown(_origin(result))}\n" + "\n---\n\n".join(pages)


def _markdown_gaps(rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return f"\n{safe.markdown(gaps.NONE)}\n"
    cells = [gaps.HEADER, ("---",) * len(gaps.HEADER), *(map(safe.markdown, row) for row in rows)]
    return f"\n## {gaps.TITLE}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _markdown_page(page: Briefing) -> str:
    entry, text = page.indicator, safe.markdown
    lines = [f"## Indikator {entry.no}: {text(entry.name)}", ""]
    lines += ["| " + " | ".join(label for label, _ in _levels(entry)) + " |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(text(value) for _, value in _levels(entry)) + " |", ""]
    lines.append(f"Unit: {text(words.units(entry.units))}")
    if page.operator:
        lines.append(f"\nAplikasi: {text(page.operator)}")
    lines += ["", "### Yang diminta kriteria", ""]
    lines += [f"- Tingkat {one.level} ({text(one.name)}): {text(one.summary)}" for one in page.criteria]
    lines += ["", "### Dokumen", ""]
    for shown in page.documents:
        details = ", ".join(part for part in (text(shown.place), _doubt(shown)) if part)
        lines.append(f"- {safe.markdown_code(shown.path)}: {text(shown.label)}{f' ({details})' if details else ''}")
    lines += [f"- dan {page.more_documents} dokumen lain"] if page.more_documents else []
    lines += [] if page.documents else ["Belum ada dokumen."]
    lines += ["", "### Yang kurang", ""]
    lines += [f"- Tingkat {item.level}: {text(item.label)} ({text(_item_state(item))})" for item in page.missing]
    lines += [f"- dan {page.more_missing} butir lain"] if page.more_missing else []
    lines += [] if page.missing else ["Tidak ada yang kurang sampai tingkat ini."]
    if page.notes:
        lines += ["", "### Catatan asesor yang belum dijawab", ""]
        lines += [f"- {text(words.date(note.date))}, {text(note.by)}: {text(note.text)}" for note in page.notes]
    lines += ["", "### Pertanyaan yang mungkin diajukan", ""]
    lines += [f"{number}. {text(question)}" for number, question in enumerate(page.questions, start=1)]
    return "\n".join(lines) + "\n"


_TEMPLATE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="spbe-check"><title>{{ title }}</title><style>
:root{color-scheme:light dark;--line:#bbb;--soft:#eef2f7;--ink:#1f4e79}
@media (prefers-color-scheme:dark){:root{--line:#555;--soft:#23303f;--ink:#9dc3e6}}
body{font:15px/1.45 Arial,Helvetica,sans-serif;max-width:52rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1,h2,h3{color:var(--ink);line-height:1.2}h2{border-top:2px solid var(--ink);padding-top:.8rem;margin-top:2rem}
h3{font-size:1rem;margin:1rem 0 .3rem}ul,ol{margin:.2rem 0;padding-left:1.4rem}li{margin:.15rem 0}
table{border-collapse:collapse;width:100%}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left}
th{background:var(--soft)}.gaps th,.gaps td{overflow-wrap:break-word;vertical-align:top}code{font-size:.92em}.doubt{font-style:italic}.small{font-size:.85rem}
@media print{body{font-size:10.5pt;max-width:none;padding:0}h2{break-before:page;border:0}h1+p+h2{break-before:avoid}
h3{break-after:avoid}li,tr{break-inside:avoid}}
</style></head><body><h1>{{ title }}</h1><p class="small">{{ promise }}</p>
{% if gaps %}<h2>{{ gaps_title }}</h2><table class="small gaps"><tr>{% for label in gaps_header %}<th scope="col">{{ label }}</th>{% endfor %}</tr>
{% for row in gaps %}<tr>{% for cell in row %}<td>{{ cell|s }}</td>{% endfor %}</tr>
{% endfor %}</table>{% else %}<p>{{ gaps_none }}</p>{% endif %}
{% for page in pages %}<section><h2>Indikator {{ page.indicator.no }}: {{ page.indicator.name|s }}</h2>
<table><tr>{% for label, _ in levels(page.indicator) %}<th scope="col">{{ label }}</th>{% endfor %}</tr>
<tr>{% for _, value in levels(page.indicator) %}<td>{{ value|s }}</td>{% endfor %}</tr></table>
<p>Unit: {{ units(page.indicator.units)|s }}{% if page.operator %}<br>Aplikasi: {{ page.operator|s }}{% endif %}</p>
<h3>Yang diminta kriteria</h3><ul>{% for one in page.criteria %}<li>Tingkat {{ one.level }} ({{ one.name|s }}): {{ one.summary|s }}</li>{% endfor %}</ul>
<h3>Dokumen</h3>{% if page.documents %}<ul>{% for one in page.documents %}<li><code>{{ one.path|s }}</code>: {{ one.label|s }}{% if one.place %}, {{ one.place|s }}{% endif %}{% if not one.certain %} <span class="doubt">({{ doubt(one) }})</span>{% endif %}</li>{% endfor %}{% if page.more_documents %}<li>dan {{ page.more_documents }} dokumen lain</li>{% endif %}</ul>{% else %}<p>Belum ada dokumen.</p>{% endif %}
<h3>Yang kurang</h3>{% if page.missing %}<ul>{% for item in page.missing %}<li>Tingkat {{ item.level }}: {{ item.label|s }} ({{ state(item)|s }})</li>{% endfor %}{% if page.more_missing %}<li>dan {{ page.more_missing }} butir lain</li>{% endif %}</ul>{% else %}<p>Tidak ada yang kurang sampai tingkat ini.</p>{% endif %}
{% if page.notes %}<h3>Catatan asesor yang belum dijawab</h3><ul>{% for note in page.notes %}<li>{{ date(note.date)|s }}, {{ note.by|s }}: {{ note.text|s }}</li>{% endfor %}</ul>{% endif %}
<h3>Pertanyaan yang mungkin diajukan</h3><ol>{% for question in page.questions %}<li>{{ question|s }}</li>{% endfor %}</ol></section>
{% endfor %}</body></html>
"""  # noqa: E501 - one line per list keeps the page free of stray white space


def html(result: Result, numbers: Collection[int] | None = None) -> str:
    """All briefings as one offline page that prints one indicator per sheet."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["s"] = lambda value: safe.html(str(value))
    return environment.from_string(_TEMPLATE).render(
        title=safe.html(f"Bahan wawancara SPBE {result.agency.year}: {agency_name(result)}"),
        promise=safe.html(_origin(result)),
        pages=briefings(result, numbers),
        gaps=gaps.table(result, numbers),
        gaps_title=gaps.TITLE,
        gaps_header=gaps.HEADER,
        gaps_none=gaps.NONE,
        levels=_levels,
        units=words.units,
        date=words.date,
        state=_item_state,
        doubt=_doubt,
    )


def docx(result: Result, numbers: Collection[int] | None = None) -> bytes:
    """All briefings as a Word document, one indicator per page."""
    from spbe_checklist.reports.docx import started
    from spbe_checklist.reports.word_parts import grid, line, new_document, plain, to_bytes

    title = f"Bahan wawancara SPBE {result.agency.year}"
    document = new_document(title, created=started(result))
    line(document, title, style="Title", after=2)
    line(document, f"{agency_name(result)}. {_origin(result)}", size=9, color="595959")
    rows = gaps.table(result, numbers)
    if rows:
        document.add_heading(gaps.TITLE, 1)
        grid(document, gaps.HEADER, rows, (2.2, 1.6, 1.3, 1.4, 1.5, 2.4, 3.0, 3.0), size=7.5)
    else:
        line(document, gaps.NONE)
    for page in briefings(result, numbers):
        entry = page.indicator
        heading = document.add_heading(plain(f"Indikator {entry.no}: {entry.name}"), 1)
        heading.paragraph_format.page_break_before = True
        labels, values = zip(*_levels(entry), strict=True)
        grid(document, labels, [values], (4.1, 4.1, 4.1, 4.1), size=9.5)
        line(document, f"Unit: {words.units(entry.units)}", before=4, after=0)
        if page.operator:
            line(document, f"Aplikasi: {page.operator}", after=0)
        sections = (
            ("Yang diminta kriteria", [f"Tingkat {one.level} ({one.name}): {one.summary}" for one in page.criteria]),
            ("Dokumen", _docx_documents(page)),
            ("Yang kurang", _docx_missing(page)),
            (
                "Catatan asesor yang belum dijawab",
                [f"{words.date(one.date)}, {one.by}: {one.text}" for one in page.notes],
            ),
        )
        for label, texts in sections:
            if texts:
                document.add_heading(label, 2)
            for text in texts:
                line(document, text, style="List Bullet", after=1)
        document.add_heading("Pertanyaan yang mungkin diajukan", 2)
        for position, question in enumerate(page.questions, start=1):
            line(document, f"{position}. {question}", after=1)
    return to_bytes(document)


def _docx_documents(page: Briefing) -> list[str]:
    texts = []
    for shown in page.documents:
        details = ", ".join(part for part in (shown.place, _doubt(shown)) if part)
        texts.append(f"{safe.visible(shown.path, 160)}: {shown.label}{f' ({details})' if details else ''}")
    if page.more_documents:
        texts.append(f"dan {page.more_documents} dokumen lain")
    return texts or ["Belum ada dokumen."]


def _docx_missing(page: Briefing) -> list[str]:
    texts = [f"Tingkat {item.level}: {item.label} ({_item_state(item)})" for item in page.missing]
    if page.more_missing:
        texts.append(f"dan {page.more_missing} butir lain")
    return texts or ["Tidak ada yang kurang sampai tingkat ini."]
