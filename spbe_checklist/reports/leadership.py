"""What leaders read first: the outcome in one paragraph and the key figures. Shared by the DOCX and the PDF report."""

from __future__ import annotations

from decimal import Decimal

from spbe_checklist.reports import words
from spbe_checklist.reports.shortcomings import NO_UNIT, by_unit
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


def conclusion(result: Result) -> str:
    """The outcome in one paragraph of plain sentences; nothing in it is more certain than the Result."""
    summary, evidence = result.summary, result.summary.evidence
    total = evidence.ada + evidence.perlu_diperiksa + evidence.belum_ada + evidence.dikecualikan
    parts = [
        f"Dari {total} butir bukti dukung yang diminta sampai target tingkat {result.agency.target_level}, "
        f"{evidence.ada} ada, {evidence.perlu_diperiksa} perlu diperiksa, dan {evidence.belum_ada} belum ada"
        + (f"; {evidence.dikecualikan} dikecualikan sementara." if evidence.dikecualikan else ".")
    ]
    if summary.index_supported is not None:
        parts.append(
            f"Dokumen yang ditemukan mendukung indeks {words.number(summary.index_supported)}"
            + (f" ({summary.predicate})." if summary.predicate else ".")
        )
        parts += _against(result)
    else:
        parts.append(words.NO_LEVELS)
    units = by_unit(result)
    named = [unit for unit in units if unit.unit != NO_UNIT]
    if named:
        most = max(named, key=lambda unit: len(unit.items))
        parts.append(
            f"Dokumen yang kurang ada pada {len(named)} unit, terbanyak pada {most.unit} ({len(most.items)} butir)."
        )
    if len(named) < len(units):
        parts.append(f"Untuk {len(units[-1].items)} butir belum ada unit yang ditunjuk.")
    if not units and total:
        parts.append("Tidak ada lagi dokumen yang perlu dikumpulkan untuk target ini.")
    return " ".join(parts)


def _against(result: Result) -> list[str]:
    """How the supported index stands against the self-assessment and the assessor, where those are known."""
    summary = result.summary
    supported = Decimal(summary.index_supported or "0")
    parts = []
    if summary.index_claimed is not None:
        gap = Decimal(summary.index_claimed) - supported
        claimed = words.number(summary.index_claimed)
        parts.append(
            f"Penilaian mandiri menyebut {claimed}, jadi {words.number(gap)} di antaranya belum didukung dokumen."
            if gap > 0
            else f"Penilaian mandiri menyebut {claimed} dan tidak melampaui bukti."
        )
    if summary.index_assessed is not None:
        parts.append(f"Nilai asesor {words.number(summary.index_assessed)}.")
    return parts


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
        (f"Indikator: {label.lower()}", str(getattr(summary.indicators, key)))
        for key, label in words.INDICATOR_STATUS.items()
    ]
    figures += [
        (f"Butir: {label.lower()}", str(getattr(summary.evidence, key))) for key, label in words.EVIDENCE_STATUS.items()
    ]
    files = summary.files
    figures += [
        ("Berkas ditemukan", str(files.seen)),
        ("Berkas tidak terbaca", str(files.unreadable)),
    ]
    return figures
