"""Key figures and standing sentences of the reports for leaders, DOCX and PDF."""

from __future__ import annotations

from spbe_checklist.reports import words
from spbe_checklist.verdict.result import Result

NOT_FOR_GRADES = (
    words.PROMISE,
    (
        "Dokumen yang tidak terbaca, masih rancangan, atau terlalu lama tidak dihitung sebagai “ada”; "
        "statusnya “perlu diperiksa” sampai seseorang memastikannya."
    ),
)


def agency_name(result: Result) -> str:
    """The agency, or a visible gap."""
    return result.agency.name or "<<nama instansi>>"


def key_figures(result: Result) -> list[tuple[str, str]]:
    """Label and value of the figures a leader asks for, in reading order."""
    summary = result.summary
    figures = [
        ("Indeks yang didukung bukti", words.number(summary.index_supported)),
        ("Predikat", summary.predicate or words.NOTHING),
        ("Indeks penilaian mandiri", words.number(summary.index_claimed)),
        ("Indeks asesor", words.number(summary.index_assessed)),
        ("Kelengkapan butir bukti", words.percent(summary.completeness)),
        ("Kelengkapan dari dokumen saja", words.percent(summary.completeness_documents)),
    ]
    figures += [
        (f"Indikator: {label.lower()}", words.count(getattr(summary.indicators, key)))
        for key, label in words.INDICATOR_STATUS.items()
    ]
    figures += [
        (f"Butir: {label.lower()}", words.count(getattr(summary.evidence, key)))
        for key, label in words.EVIDENCE_STATUS.items()
    ]
    files = summary.files
    figures += [
        ("Berkas ditemukan", words.count(files.seen)),
        ("Berkas tidak terbaca", words.count(files.unreadable)),
    ]
    return figures
