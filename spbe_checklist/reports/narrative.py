"""Drafts of the explanation per indicator that officers paste into the national portal.

The order is the one Pedoman Menteri PANRB 3/2024 asks for (pages 195-218): the fact with its document, number, year,
subject, article, page and file name; the analysis against the level's criterion; the justification of the level. What
differs per domain is where the fact starts: policies with the regulation, governance and management with the record of
the work, services with unit and application. The wording is ours. Only what the Result holds is filled in; every gap is
a visible ``<<...>>``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from spbe_checklist.language import within
from spbe_checklist.reading.identity.capitals import restored
from spbe_checklist.reports import safe, words
from spbe_checklist.reports.containers import moment
from spbe_checklist.reports.item_notes import ItemNote, item_notes
from spbe_checklist.reports.leadership import agency_name
from spbe_checklist.reports.view import folded
from spbe_checklist.verdict.document_entry import DocumentEntry
from spbe_checklist.verdict.gaps import lacking, prepared_level
from spbe_checklist.verdict.result import EvidenceEntry, IndicatorEntry, Offer, Result
from spbe_checklist.verdict.scoring import overclaim

Form = Literal["kebijakan", "pelaksanaan", "layanan"]
"""Where the fact starts: with a regulation, with the record of work done, or with a service and its application."""

MAX_DOCUMENTS = 6
"""Documents named in one explanation; further ones are counted."""

_NUMERALS = ("nol", "satu", "dua", "tiga", "empat", "lima")


class Used(Struct, frozen=True):
    """A document and everything it shows for one indicator."""

    document: DocumentEntry
    offers: tuple[Offer, ...]
    items: tuple[EvidenceEntry, ...]


class Narrative(Struct, frozen=True):
    """The three paragraphs of one indicator, and what the writer should know before pasting them."""

    indicator: IndicatorEntry
    fact: str
    analysis: str
    justification: str
    remarks: tuple[str, ...]
    items: tuple[ItemNote, ...] = ()
    """One text per item of the portal, in editions that record its codes."""

    @property
    def text(self) -> str:
        """The explanation as it is pasted."""
        return "\n\n".join((self.fact, self.analysis, self.justification))


def narratives(result: Result, numbers: Collection[int] | None = None) -> tuple[Narrative, ...]:
    """One draft per indicator, in order; ``numbers`` picks some. An unknown number gives nothing."""
    documents = {document.path: document for document in result.documents}
    result = folded(result)
    return tuple(
        _narrative(result, entry, documents) for entry in result.indicators if numbers is None or entry.no in numbers
    )


def form_of(result: Result, entry: IndicatorEntry) -> Form:
    """How the fact of an indicator is built, from its capability and the names of its domain and aspect."""
    if entry.capability == "layanan":
        return "layanan"
    names = [node.name for node in result.summary.domains if node.no == entry.domain]
    names += [node.name for node in result.summary.aspects if node.no == entry.aspect]
    names.append(entry.name)
    return "kebijakan" if any("kebijakan" in name.casefold() for name in names) else "pelaksanaan"


def _narrative(result: Result, entry: IndicatorEntry, documents: dict[str, DocumentEntry]) -> Narrative:
    level = None if entry.supported_level is None else entry.complete_level
    used = _used(entry, documents, level)
    form = form_of(result, entry)
    return Narrative(
        indicator=entry,
        fact=_fact(result, entry, form, used),
        analysis=_analysis(entry, form, level, used),
        justification=_justification(entry, level),
        remarks=_remarks(entry, level, used),
        items=tuple(item_notes(entry, documents)),
    )


def _used(entry: IndicatorEntry, documents: dict[str, DocumentEntry], level: int | None) -> list[Used]:
    """Accepted documents up to the supported level, those for the highest level first."""
    found: dict[str, tuple[list[Offer], list[EvidenceEntry]]] = {}
    for item in sorted(entry.evidence, key=lambda item: -item.level):
        if item.status != "ada" or (level is not None and item.level > level):
            continue
        for offer in item.documents:
            if offer.accepted and offer.path in documents:
                offers, items = found.setdefault(offer.path, ([], []))
                offers.append(offer)
                items.append(item)
    used = [Used(documents[path], tuple(offers), tuple(items)) for path, (offers, items) in found.items()]
    final = [one for one in used if not one.document.draft]
    return _without_copies(final or used)  # a draft says nothing more once there is something final


def _without_copies(used: list[Used]) -> list[Used]:
    """One file per document: copies and further files of the same regulation are left out, the chosen one stays."""
    kept: list[Used] = []
    seen: set[object] = set()
    for one in sorted(used, key=lambda one: not any(offer.confirmed for offer in one.offers)):
        document = one.document
        names: set[object] = {document.duplicate_of or document.path, document.similar_to or document.path}
        if document.number and document.year:
            names.add((document.kind, document.number, document.year))
        if not names & seen:
            kept.append(one)
        seen |= names
    return sorted(kept, key=used.index)


def _fact(result: Result, entry: IndicatorEntry, form: Form, used: list[Used]) -> str:
    topic = _plain(entry.topic or entry.name)
    sentences: list[str] = []
    if form == "layanan":
        unit = words.series([_plain(name) for name in entry.units]) or "<<unit pengelola>>"
        service = _plain(entry.service) if entry.service else "<<nama aplikasi>>"
        service_name = topic if topic.casefold().startswith("layanan") else f"Layanan {topic}"
        sentences.append(f"{service_name} di {_plain(agency_name(result))} dijalankan oleh {unit} melalui {service}.")
    said: set[str] = set()
    for one in used[:MAX_DOCUMENTS]:
        content = words.series(_shown(form, one))
        sentences.append(_document_sentence(form, topic, one, "" if content in said else content))
        said.add(content)
    if len(used) > MAX_DOCUMENTS:
        sentences.append(f"Selain itu ada {len(used) - MAX_DOCUMENTS} berkas lain: <<sebutkan bila perlu>>.")
    sentences += _stated(entry)
    if not used:
        sentences.append(_empty_sentence(form, topic))
    return " ".join(sentences)


def _document_sentence(form: Form, topic: str, used: Used, content: str) -> str:
    """What one document proves; ``content`` is empty where a document before it showed the same."""
    document = used.document
    file_name = _plain(document.path.rpartition("/")[2])
    regulation = form == "kebijakan" and _is_regulation(used)
    where = _where(used, regulation=regulation)
    also = "" if content else "juga "
    if regulation and not document.draft:
        shown = f", berupa {content}" if content else ""
        return f"{topic} {also}diatur dalam {_named(used)}, pada {where}{shown}. Berkas: {file_name}."
    place = f" pada {where}" if where else ""
    if form == "layanan":
        shown = content or "fungsi yang sama"
        return f"Fungsinya {also}ditunjukkan dengan {shown}{place}. Berkas: {file_name}."
    verb = "disiapkan" if document.draft else "dibuktikan"
    shown = f", yaitu {content}" if content else ""
    return f"{topic} {also}{verb} dengan {_named(used)}{place}{shown}. Berkas: {file_name}."


def _named(used: Used, *, short: bool = False) -> str:
    """A regulation by number and subject, another document by its title; ``short``: without the subject."""
    document = used.document
    if _is_regulation(used) and not document.draft and (document.number or not document.title):
        subject = "" if short else f" tentang {_title(document)}"
        return f"{_kind(document)} {_number(document)}{subject}"
    return f"{_kind(document)} “{_title(document)}”" if document.title else _kind(document)


def _shown(form: Form, used: Used) -> list[str]:
    """What the document shows: for services every function, elsewhere what the highest level asks for."""
    highest = max(item.level for item in used.items)
    items = [item for item in used.items if form == "layanan" or item.level == highest]
    return list(dict.fromkeys(within(_plain(item.label)) for item in items))


def _number(document: DocumentEntry) -> str:
    """ "Nomor 18 Tahun 2022"; decrees that carry the year in their number do not repeat it."""
    number = _plain(document.number) if document.number else "<<nomor>>"
    year = str(document.year) if document.year else "<<tahun>>"
    return f"Nomor {number}" if number.endswith(f"/{year}") else f"Nomor {number} Tahun {year}"


def _is_regulation(used: Used) -> bool:
    """Whether a document regulates (and so has articles); reviews and minutes of a policy do not."""
    return used.document.regulates or any(offer.article for offer in used.offers)


def _where(used: Used, *, regulation: bool) -> str:
    """Article and page. A regulation must name both; elsewhere a page is asked for only where the file has pages."""
    articles = list(dict.fromkeys(_plain(offer.article) for offer in used.offers if offer.article))
    paged = used.document.format == "pdf"  # elsewhere page numbers depend on the program that shows the file
    pages = sorted({offer.page for offer in used.offers if offer.page and paged})
    parts = [words.series(articles)] if articles else []
    if regulation and not articles:
        parts.append("<<pasal>>")
    if pages:
        parts.append(f"halaman {words.series([str(page) for page in pages])}")
    elif regulation or paged:
        parts.append("halaman <<nomor halaman>>")
    return " ".join(parts)


def _stated(entry: IndicatorEntry) -> list[str]:
    """Evidence that a person saw elsewhere; it is said whose word that is."""
    sentences = []
    for item in entry.evidence:
        decision = item.decision
        if item.status == "ada" and item.basis == "pernyataan" and decision is not None:
            place = f" di {_plain(decision.where)}" if decision.where else ""
            day = _plain(words.date(decision.date))
            sentences.append(
                f"{_plain(item.label)} dilihat{place} oleh {_plain(decision.by)} pada {day}; berkas: <<nama berkas>>."
            )
    return sentences


def _empty_sentence(form: Form, topic: str) -> str:
    if form == "kebijakan":
        return (
            f"{topic} diatur dalam <<jenis kebijakan>> Nomor <<nomor>> Tahun <<tahun>> tentang <<judul>>, pada "
            "<<pasal>> halaman <<nomor halaman>>. Berkas: <<nama berkas>>."
        )
    if form == "layanan":
        return "Fungsinya ditunjukkan dengan <<tangkapan layar, panduan, video, atau tautan>>. Berkas: <<nama berkas>>."
    return f"{topic} dibuktikan dengan <<dokumen>> pada halaman <<nomor halaman>>. Berkas: <<nama berkas>>."


def _analysis(entry: IndicatorEntry, form: Form, level: int | None, used: list[Used]) -> str:
    if level is None:
        return "Terhadap kriteria tingkat <<tingkat>>: <<uraian pemenuhan kriteria>>."
    criterion = next((one for one in entry.levels if one.level == level), None)
    name = f" ({_plain(criterion.name)})" if criterion else ""
    summary = _plain(criterion.summary).rstrip(".") if criterion and criterion.summary else "<<kriteria>>"
    start = "Kemampuan aplikasi dibandingkan dengan" if form == "layanan" else "Isi dokumen dibandingkan dengan"
    shown = [one for one in used[:MAX_DOCUMENTS] if any(item.level == level for item in one.items)]
    if shown:
        proof = words.series(list(dict.fromkeys(_named(one, short=True) for one in shown)))
        proved = f"Kriteria itu ditunjukkan oleh {proof}."
    else:
        proved = "Kriteria itu ditunjukkan oleh <<uraian pemenuhan kriteria>>."
    return f"{start} kriteria tingkat {level}{name}: {summary}. {proved}"


def _justification(entry: IndicatorEntry, level: int | None) -> str:
    if level is None:
        return "Berdasarkan uraian di atas, tingkat kematangan yang diajukan adalah <<tingkat>>."
    numeral = f" ({_NUMERALS[level]})" if 0 <= level < len(_NUMERALS) else ""
    lower = " dan kriteria di bawahnya" if level > 1 else ""
    return f"Dengan demikian bukti mendukung tingkat kematangan {level}{numeral}{lower}."


def _remarks(entry: IndicatorEntry, level: int | None, used: list[Used]) -> tuple[str, ...]:
    """What the writer should know; not part of the text to paste."""
    remarks = []
    if level is not None and overclaim(entry):
        lacks = [words.item_name(item) for item in lacking(entry, prepared_level(entry))]
        needs = f" Yang kurang: {', '.join(lacks)}." if lacks else ""
        remarks.append(
            f"Penilaian mandiri menyebut tingkat {words.number(entry.claimed_level)}, bukti baru mendukung "
            f"{level}.{needs}"
        )
    if level is not None and level <= 1 and not used:
        remarks.append("Belum ada dokumen yang dapat dipakai; tingkat 1 diberikan tanpa bukti.")
    remarks += [
        f"Catatan asesor {words.date(note.date)} belum dijawab: {_plain(note.text)}"
        for note in entry.notes
        if note.status == "terbuka"
    ]
    return tuple(remarks)


def _plain(text: str | None) -> str:
    """Text of a file or a person inside our sentence: harmless, and never mistaken for a gap to fill in."""
    shown = safe.visible(text or "")
    return shown if shown.startswith("<<") and shown.endswith(">>") else shown.replace("<<", "‹‹").replace(">>", "››")


def _kind(document: DocumentEntry) -> str:
    label = (document.kind_label or "").partition(" (")[0]
    if document.issuer and document.regulates and document.number:
        return f"{_plain(label) or '<<jenis dokumen>>'} {_plain(document.issuer)}"  # a name: "Peraturan Wali Kota ..."
    kind = within(_plain(label)) if label else "<<jenis dokumen>>"
    return f"{kind} {_plain(document.issuer)}" if document.issuer else kind


_CAPITALS = re.compile(r"(?:[A-Z]{2,}[ :,-]+){2,}")
_OWN_NAME = re.compile(r"(?:Peraturan|Keputusan|Instruksi|Surat Edaran)\b.{0,120}? tentang ", re.IGNORECASE)


def _title(document: DocumentEntry) -> str:
    """The title without the document's own name before it, and without capitals that shout."""
    title = document.title or ""
    named = _OWN_NAME.match(title) if document.regulates else None
    title = title[named.end() :] if named else title
    loud = _CAPITALS.match(title)
    title = restored(loud[0]) + title[loud.end() :] if loud else title
    return _plain(title) if title else "<<judul>>"


def _head(result: Result) -> tuple[str, str]:
    title = f"Rancangan penjelasan indikator {words.edition(result)}"
    return title, (
        f"{agency_name(result)}. Rancangan oleh spbe-check dari dokumen yang ditemukan; periksa kembali dan isi bagian "
        f"bertanda <<...>> sebelum ditempel. {words.PROMISE}"
    )


def markdown(result: Result, numbers: Collection[int] | None = None) -> str:
    """All drafts as Markdown. The text to paste stands in a block, unchanged by Markdown."""
    title, head = _head(result)
    lines = [f"# {safe.markdown(title)}", "", safe.markdown(head)]
    for one in narratives(result, numbers):
        lines += ["", f"## Indikator {one.indicator.no}: {safe.markdown(one.indicator.name)}", ""]
        fence = "```"
        while fence in one.text:
            fence += "`"
        lines += [f"{fence}text", one.text, fence]
        for note in one.items:
            lines += ["", f"### {safe.markdown(note.code)} {safe.markdown(note.label)}", "", safe.markdown(note.text)]
        for remark in one.remarks:
            lines += ["", f"Untuk penyusun: {safe.markdown(remark)}"]
    return "\n".join(lines) + "\n"


def docx(result: Result, numbers: Collection[int] | None = None) -> bytes:
    """All drafts as a Word document; gaps are marked in yellow."""
    from spbe_checklist.reports.word_parts import line, new_document, plain, to_bytes

    title, head = _head(result)
    document = new_document(title, created=moment(result.run.started))
    line(document, title, style="Title", after=2)
    line(document, head, size=9, color="595959", after=6)
    for one in narratives(result, numbers):
        document.add_heading(plain(f"Indikator {one.indicator.no}: {one.indicator.name}"), 1)
        notes = ((f"{note.code} {note.label}", note.text) for note in one.items)
        parts = (("Fakta", one.fact), ("Analisis", one.analysis), ("Justifikasi", one.justification), *notes)
        for label, text in parts:
            line(document, label, bold=True, size=9, color="595959", after=0, keep=True)
            line(document, text, align="justify", after=5)
        for remark in one.remarks:
            line(document, f"Untuk penyusun: {remark}", italic=True, size=9, color="7F4F00", after=3)
    return to_bytes(document)
