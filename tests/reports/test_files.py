"""Every file on a few lines: used for what, unused or unreadable why."""

from __future__ import annotations

import re
import unicodedata

from spbe_checklist.reports import safe
from spbe_checklist.reports.files import describe, report
from spbe_checklist.reports.sections import text
from spbe_checklist.verdict.document_entry import DocumentEntry, IgnoredEntry, MatchEntry, NoticeEntry
from spbe_checklist.verdict.result import Result


def document(**fields: object) -> DocumentEntry:
    base = {"path": "a.pdf", "size": 1, "sha256": "aa", "format": "pdf", "health": "baik", "text": "ada"}
    return DocumentEntry(**(base | fields))  # type: ignore[arg-type]


def match(evidence: str, **fields: object) -> MatchEntry:
    return MatchEntry(**({"indicator": 1, "evidence": evidence, "confidence": 0.9} | fields))  # type: ignore[arg-type]


def render(result: Result, *, problems: bool = False) -> str:
    return text.render(report(result, problems=problems), 10_000)


def only(result: Result, *documents: DocumentEntry, ignored: tuple[IgnoredEntry, ...] = ()) -> Result:
    return result.model_copy(update={"documents": list(documents), "ignored": list(ignored)})


def test_every_file_of_the_result_is_named(everything: Result) -> None:
    lines = render(everything).splitlines()
    listed = {line.strip() for line in lines if re.match(r" {2}\S", line)}
    assert {safe.terminal(one.path) for one in everything.documents} <= listed
    counts = everything.summary.files
    assert lines[2] == (
        f"{counts.seen} berkas: {counts.read} terbaca, {counts.unreadable} tidak terbaca, {counts.ignored} diabaikan"
    )


def test_names_are_harmless(everything: Result) -> None:
    text = render(everything)
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs")} <= {"\n"}


def test_uses_doubts_and_near_misses_are_told_apart() -> None:
    lines = describe(document(matches=[match("I1.L2.a", accepted=True), match("I1.L3.b"), match("I2.L2.c", near=True)]))
    assert "dipakai untuk: I1.L2.a" in lines
    assert "perlu diperiksa untuk: I1.L3.b" in lines
    assert "paling dekat dengan, tetapi bukan jenis yang diminta: I2.L2.c" in lines


def test_an_unused_file_says_why() -> None:
    assert "tidak dipakai: nama tidak menunjuk indikator" in describe(document(reason="nama tidak menunjuk indikator"))
    assert "tidak dipakai: tidak cocok dengan butir mana pun" in describe(document())


def test_long_lists_are_cut_and_counted() -> None:
    matches = [match(f"I{no}.L2.a{no}", accepted=True) for no in range(1, 11)]
    assert "dipakai untuk: " + ", ".join(f"I{no}.L2.a{no}" for no in range(1, 7)) + " dan 4 butir lain" in describe(
        document(matches=matches)
    )


def test_the_same_item_of_several_indicators_is_named_once() -> None:
    matches = [match(one) for one in ("I45.L1.a", "I46.L1.a", "I45.L2.b", "I47.L1.a")]
    assert "perlu diperiksa untuk: I45/46/47.L1.a, I45.L2.b" in describe(document(matches=matches))


def test_copies_and_notices_are_shown() -> None:
    lines = describe(
        document(
            duplicate_of="b.pdf",
            similar_to="c.pdf",
            notices=[NoticeEntry(code="data-pribadi", message="Memuat 2 nomor seperti NIK.")],
        )
    )
    assert "isi sama dengan: b.pdf" in lines
    assert "isi hampir sama dengan: c.pdf" in lines
    assert "! Memuat 2 nomor seperti NIK." in lines


def test_problems_leaves_out_what_serves_and_is_fine(few: Result) -> None:
    fine = document(path="baik.pdf", matches=[match("I1.L2.a", accepted=True)])
    troubled = [
        document(path="tak terpakai.pdf"),
        document(path="ragu.pdf", matches=[match("I1.L2.a")]),
        document(path="dekat.pdf", matches=[match("I1.L2.a", near=True)]),
        document(path="rusak.pdf", health="rusak", matches=[match("I1.L2.a", accepted=True)]),
        document(path="pindaian.pdf", text="pindaian", matches=[match("I1.L2.a", accepted=True)]),
        document(
            path="perhatian.pdf",
            matches=[match("I1.L2.a", accepted=True)],
            notices=[NoticeEntry(code="x", message="Perhatikan.")],
        ),
    ]
    text = render(only(few, fine, *troubled), problems=True)
    assert "baik.pdf" not in text
    assert all(one.path in text for one in troubled)
    assert "baik.pdf" in render(only(few, fine, *troubled))


def test_ignored_files_are_listed_with_the_rule(few: Result) -> None:
    text = render(only(few, ignored=(IgnoredEntry(path="Thumbs.db", reason="berkas sistem Windows"),)))
    assert "Diabaikan (1)\n  Thumbs.db - berkas sistem Windows\n" in text
    assert "Diabaikan (" not in render(only(few))
