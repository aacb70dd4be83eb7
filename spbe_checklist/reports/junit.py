"""JUnit XML: one suite per indicator, one test case per counted evidence item.

* ``ada``: the case passes.
* ``belum_ada``: failure, type ``belum_ada``.
* ``perlu_diperiksa``: skipped, the message starts with "Perlu diperiksa". A doubt is shown in every CI view, but it is
  no failure: whether doubts stop the pipeline is decided by the gate (``--fail-on doubtful``) through the exit code.
* ``dikecualikan``: skipped, with the reason and the last day.
* ``belum_ada`` that another item made unnecessary: skipped, because nobody has to deliver it.

Every case also has the property ``status`` with the exact word, so programs need not read messages.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

from spbe_checklist.reports import safe, words
from spbe_checklist.reports.selections import next_step, reason
from spbe_checklist.verdict.priorities import Priority
from spbe_checklist.verdict.result import IndicatorEntry, Result


def render(result: Result) -> str:
    """The XML document. It is parsed back before it is returned, so it is well-formed for any file name."""
    suites = Element("testsuites", name="spbe-check")
    for indicator in result.indicators:
        _suite(suites, result, indicator)
    _totals(suites)
    indent(suites, " ")
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"
    fromstring(text.encode("utf-8"))  # noqa: S314  (our own output)
    return text


def _totals(element: Element) -> None:
    for key, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(key, str(sum(1 for _ in element.iter(tag))))
    element.set("errors", "0")


def _suite(suites: Element, result: Result, indicator: IndicatorEntry) -> None:
    suite = SubElement(suites, "testsuite", name=safe.xml(f"I{indicator.no:02d} {words.short_name(indicator)}"))
    properties = SubElement(suite, "properties")
    for name, value in (
        ("status", indicator.status),
        ("target_level", str(indicator.target_level)),
        ("supported_level", "" if indicator.supported_level is None else str(indicator.supported_level)),
        ("catalogue", f"{result.catalogue.id} {result.catalogue.edition}"),
    ):
        SubElement(properties, "property", name=name, value=safe.xml(value))
    for item in indicator.evidence:
        if item.counted:
            _case(suite, Priority(indicator, item))
    _totals(suite)
    suite.set("time", "0")


def _case(suite: Element, row: Priority) -> None:
    item = row.item
    name = safe.xml(f"{words.item_name(item)} {item.label}")
    case = SubElement(suite, "testcase", classname=f"spbe.indikator{row.indicator.no:02d}", name=name, time="0")
    properties = SubElement(case, "properties")
    SubElement(properties, "property", name="status", value=item.status)
    detail = _detail(row)
    if item.status == "belum_ada" and item.open:
        failure = SubElement(case, "failure", type="belum_ada", message=safe.xml(f"Belum ada: {item.label}"))
        failure.text = detail
        return
    if item.status != "ada":
        SubElement(case, "skipped", type=item.status, message=safe.xml(_skip_message(row)))
    if detail:
        SubElement(case, "system-out").text = detail


def _skip_message(row: Priority) -> str:
    item = row.item
    label = words.EVIDENCE_STATUS[item.status]
    if item.status == "dikecualikan" and item.decision:
        return f"{label} sampai {words.date(item.decision.until)}: {item.decision.reason}"
    if not item.open:
        return f"{label}, tetapi tidak perlu dikirim lagi"
    lacks = "; ".join(item.documents[0].lacks) if item.documents else ""
    return f"{label}: {lacks or item.reason}"


def _detail(row: Priority) -> str:
    """Plain lines: reason, documents, next step, who owes it. Each line passes the door on its own."""
    item = row.item
    why = reason(item)
    lines = [why] if why else []
    for offer in item.documents:
        page = "".join(f", {one}" for one in (words.place(offer, "halaman"), words.copies(offer)) if one)
        article = f", {offer.article}" if offer.article else ""
        lines.append(f"Dokumen: {offer.path}{page}{article} ({words.offered(offer)})")
        lines += [f"  cocok: {reason}" for reason in offer.because]
        lines += [f"  kurang: {lack}" for lack in offer.lacks]
    if item.more_documents:
        lines.append(words.more_documents(item))
    step = next_step(item)
    if step:
        lines.append(f"Langkah berikutnya: {step}")
        lines.append(f"Penanggung jawab: {words.units(row.units)}")
    return "\n".join(safe.xml(line) for line in lines)
