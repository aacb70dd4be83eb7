"""Markdown: the whole report as text, for wikis, issues and archives.

Nothing that comes from a file is markup here: names stand in code spans, all other text is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.selections import (
    SHOWN_DOCUMENTS,
    next_step,
    noted,
    reason,
    requirement,
    unreadable,
    unused,
)
from spbe_checklist.verdict.priorities import next_documents, wanted
from spbe_checklist.verdict.result import (
    Decision,
    EvidenceEntry,
    IndicatorEntry,
    NextDocument,
    Offer,
    Result,
)

_HOW_TO_SETTLE = (
    "Butir yang perlu diperiksa: buka dokumen yang diusulkan; bila benar, simpan keputusannya dengan "
    "`spbe-check confirm`, bila tidak, minta yang lengkap. Alasan kecocokan tiap dokumen ada di `spbe-check explain`."
)


def render(result: Result, *, folder: str | None = None) -> str:
    """The report. ``folder`` is the way from the report to the checked folder, for links to documents."""
    base = safe.link_base(result.run.folder if folder is None else folder)
    lines = [
        f"# Checklist bukti dukung {words.instrument(result)}: {safe.markdown(result.agency.name)}",
        "",
        *_header(result),
        "",
    ]
    lines += [*summary_lines(result, heading="##"), "", words.PROMISE, "", *_nodes(result), *_next_documents(result)]
    lines += _overview(result)
    lines += ["## Rincian per indikator", "", _HOW_TO_SETTLE, ""]
    for indicator in result.indicators:
        lines += _indicator(indicator, base)
    lines += _files(result, base)
    return "\n".join(lines).rstrip("\n") + "\n"


def table(head: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table; cells must have passed ``safe`` already."""
    return [
        f"| {' | '.join(head)} |",
        f"|{'|'.join(' --- ' for _ in head)}|",
        *(f"| {' | '.join(cells)} |" for cells in body),
    ]


def summary_lines(result: Result, *, heading: str) -> list[str]:
    """Index, completeness and all counts; also used in the GitHub step summary."""
    summary = result.summary
    lines = [f"{heading} Ringkasan", ""]
    if summary.index_supported is None:
        lines += [f"*{words.NO_LEVELS}*", ""]
    index = _number(summary.index_supported)
    complete = safe.markdown(words.percent(summary.completeness))
    bare = safe.markdown(words.percent(summary.completeness_documents))
    body = [
        ("Indeks didukung bukti", f"**{index}** ({safe.markdown(summary.predicate)})" if summary.predicate else index),
        ("Indeks mandiri", _number(summary.index_claimed)),
        ("Indeks asesor", _number(summary.index_assessed)),
        ("Kelengkapan bukti", f"{complete} (tanpa pengecualian dan pernyataan {bare})"),
        ("Indikator", words.counts(summary.indicators, words.INDICATOR_STATUS)),
        ("Butir bukti sampai target", words.counts(summary.evidence, words.EVIDENCE_STATUS)),
        ("Berkas", words.counts(summary.files, words.FILES)),
    ]
    return [*lines, *table(("Hal", "Nilai"), body)]


def _number(value: str | float | None) -> str:
    """Numbers are text in the Result, so they pass the door as well."""
    return safe.markdown(words.number(value))


def _header(result: Result) -> list[str]:
    run, catalogue = result.run, result.catalogue
    options = "; ".join(f"{name}={words.option(value)}" for name, value in run.options.items())
    edition = safe.markdown(f"{catalogue.id}, edisi {catalogue.edition}, sidik {catalogue.sha256[:12]}")
    tool = f"{safe.markdown(result.tool.name)} {safe.markdown(result.tool.version)}"
    facts = [
        ("Tahun evaluasi", str(result.agency.year)),
        ("Target", f"tingkat {result.agency.target_level}"),
        ("Katalog", f"{safe.markdown(catalogue.title or catalogue.id)} ({edition})"),
        ("Folder", safe.markdown_code(run.folder)),
        ("Pengaturan", safe.markdown_code(run.config) if run.config else "tanpa spbe.yaml"),
        ("Opsi", safe.markdown_code(options) if options else "bawaan"),
        ("Diperiksa", f"{safe.markdown(words.moment(run.started))} dengan {tool}"),
    ]
    lines = [f"- {name}: {value}" for name, value in facts]
    if result.notices:
        lines += ["", *(f"> {safe.markdown(notice.message)}\n>" for notice in result.notices)]
        lines[-1] = lines[-1].removesuffix("\n>")
    return lines


def _nodes(result: Result) -> list[str]:
    lines: list[str] = []
    for title, nodes in (("Domain", result.summary.domains), ("Aspek", result.summary.aspects)):
        body = [
            (
                f"{node.no}. {safe.markdown(node.name)}",
                *map(_number, (node.weight, node.index_supported, node.index_claimed, node.index_assessed)),
            )
            for node in nodes
        ]
        if body:
            head = (title, "Bobot", "Didukung bukti", "Mandiri", "Asesor")
            lines += [f"### {title}", "", *table(head, body), ""]
    return lines


def _next_documents(result: Result) -> list[str]:
    entries = [_next_document(result, entry) for entry in next_documents(wanted(result))]
    lines = ["### Dokumen yang paling menaikkan indeks", "", *(f"1. {entry}" for entry in entries), ""]
    return lines if entries else []


def _next_document(result: Result, entry: NextDocument) -> str:
    ids = ", ".join(safe.markdown_code(name) for name in words.item_names(result, entry.evidence))
    others = ", ".join(safe.markdown_code(name) for name in entry.together_with)
    together = f"; bersama {others}" if others else ""
    owed_by = safe.markdown(words.units(entry.units))
    return f"{safe.markdown(entry.label)} (+{_number(entry.gain)}; {ids}{together}; {owed_by})"


def _overview(result: Result) -> list[str]:
    body = [
        (
            str(indicator.no),
            safe.markdown(words.short_name(indicator)),
            _status(indicator.status, words.INDICATOR_STATUS[indicator.status]),
            words.number(indicator.supported_level),
            str(indicator.target_level),
            words.number(indicator.claimed_level),
            words.number(indicator.assessed_level),
            safe.markdown(words.units(indicator.units)),
        )
        for indicator in result.indicators
    ]
    head = ("No", "Indikator", "Status", "Didukung bukti", "Target", "Mandiri", "Asesor", "Perangkat daerah")
    return [f"## {len(result.indicators)} indikator", "", *table(head, body), ""]


def _status(status: str, label: str) -> str:
    return f"{words.STATUS_MARK[status]} {label}"


def _indicator(indicator: IndicatorEntry, base: str | None) -> list[str]:
    levels = ", ".join(
        f"{name} {safe.markdown(words.level(indicator, value))}"
        for name, value in (
            ("Didukung bukti", indicator.supported_level),
            ("target", indicator.target_level),
            ("mandiri", indicator.claimed_level),
            ("asesor", indicator.assessed_level),
        )
    )
    facts = [
        f"**{_status(indicator.status, words.INDICATOR_STATUS[indicator.status])}.**",
        f"{levels}.",
        f"Bobot {_number(indicator.weight)}.",
        f"Penanggung jawab: {safe.markdown(words.units(indicator.units))}.",
        *([f"Layanan: {safe.markdown(indicator.service)}."] if indicator.service else []),
    ]
    lines = [f"### {indicator.no}. {safe.markdown(words.short_name(indicator))}", "", " ".join(facts), ""]
    if indicator.ask_assessor:
        lines += [f"> {words.ask_assessor(indicator)}", ""]
    for note in indicator.notes:
        head = safe.markdown(f"Catatan {note.by}, {words.date(note.date)} ({words.NOTE_STATUS[note.status]})")
        answers = ", ".join(safe.markdown_code(path) for path in note.answered_by)
        answer = f" Dijawab dengan {answers}." if answers else ""
        lines += [f"> {head}: {safe.markdown(' '.join(note.text.splitlines()))}{answer}", ""]
    asked = [item for item in indicator.evidence if item.counted]
    for item in asked:
        lines += _item(indicator, item, base)
    others = len(indicator.evidence) - len(asked)
    if others:
        lines.append(f"- {others} butir lain tidak diminta untuk target ini; lihat: spbe-check explain I{indicator.no}")
    return [*lines, ""]


def _item(indicator: IndicatorEntry, item: EvidenceEntry, base: str | None) -> list[str]:
    """An asked item: where it is there, one line with its document; else also why not, and what to do."""
    status = _status(words.status(item), words.ITEM_STATUS[words.status(item)])
    name = f"{safe.markdown(item.label)} ({safe.markdown_code(words.item_name(item))}, {requirement(indicator, item)})"
    basis = f" Dasar: {words.BASIS[item.basis]}." if item.basis and item.basis != "dokumen" else ""
    done = item.status == "ada" and not item.decision
    offers = [offer for offer in item.documents if offer.accepted] if done else item.documents
    shown = [_offer(offer, base) for offer in offers[:SHOWN_DOCUMENTS]]
    lines = [f"- **{status}** · tingkat {item.level} · {name}"]
    because = f"{safe.markdown(reason(item))}{basis}".strip()
    lines += [f"  - {because}"] if because else []
    lines += [f"  - {one}" for one in shown]
    more = len(offers) - len(shown) + (0 if done else item.more_documents)
    if more:
        lines.append(f"  - {safe.markdown(words.more_documents(item, more))}")
    if item.inside and item.status == "belum_ada":
        lines.append(f"  - Harus memuat: {safe.markdown('; '.join(item.inside))}.")
    if item.decision:
        lines.append(f"  - {_decision(item.decision)}")
    duty = [f"penanggung jawab {safe.markdown(words.units(item.units))}"] if item.units else []
    duty += [f"PIC {safe.markdown(item.pic)}"] if item.pic else []
    duty += [f"tenggat {safe.markdown(words.date(item.deadline))}"] if item.deadline else []
    duty += [f"catatan: {safe.markdown(item.note)}"] if item.note else []
    if duty:
        lines.append(f"  - Tugas: {'; '.join(duty)}")
    step = item.ask if item.status == "perlu_diperiksa" and item.open else next_step(item)
    if step:
        lines.append(f"  - Langkah berikutnya: {safe.markdown(step)}")
    return lines


def _decision(decision: Decision) -> str:
    ended = " (sudah lewat)" if decision.expired else ""
    where = f", dilihat di {safe.markdown(decision.where)}" if decision.where else ""
    who = f"{safe.markdown(decision.by)}, {safe.markdown(words.date(decision.date))}"
    until = safe.markdown(words.date(decision.until))
    return f"Keputusan {who}: {safe.markdown(decision.reason)}{where}; berlaku sampai {until}{ended}."


def _path(path: str, base: str | None, page: int | None = None) -> str:
    link = safe.href(path, base, page)
    return f"[{safe.markdown_code(path)}]({link})" if link else safe.markdown_code(path)


def _offer(offer: Offer, base: str | None) -> str:
    place = [safe.markdown(one) for one in (words.place(offer, "halaman"), words.copies(offer)) if one]
    text = f"Dokumen: {', '.join([_path(offer.path, base, words.page(offer)), *place])} ({words.offered(offer)})."
    if offer.lacks:
        text += f" Kurang: {safe.markdown('; '.join(offer.lacks))}."
    return text


def _files(result: Result, base: str | None) -> list[str]:
    broken = [
        f"{_path(document.path, base)}: {safe.markdown(words.condition(document))} "
        f"({words.size(document.size)}). {safe.markdown(document.reason)}"
        for document in unreadable(result)
    ]
    notes = [
        f"{_path(document.path, base)}: {' '.join(safe.markdown(notice.message) for notice in document.notices)}"
        for document in noted(result)
    ]
    idle = [
        f"{_path(document.path, base)}: {safe.markdown(document.reason or 'tidak cocok dengan butir bukti')}"
        for document in unused(result)
    ]
    ignored = [f"{safe.markdown_code(entry.path)}: {safe.markdown(entry.reason)}" for entry in result.ignored]
    lists = (
        ("Berkas yang tidak terbaca", broken),
        ("Catatan tentang berkas", notes),
        ("Berkas yang tidak dipakai", idle),
        ("Berkas yang diabaikan", ignored),
    )
    return [
        line
        for title, entries in lists
        if entries
        for line in (f"## {title} ({words.count(len(entries))})", "", *(f"- {entry}" for entry in entries), "")
    ]
