"""Building blocks of the DOCX outputs: page setup, tables that look the same in Word and LibreOffice, exact bytes.

Text goes through ``plain`` before it reaches a document: control and bidi characters become visible escapes, because
XML refuses the former and the latter can disguise a file name. Sizes are centimetres and points.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from spbe_checklist.reports.containers import exact
from spbe_checklist.reports.safe import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as TableClass
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FONT = "Arial"
ACCENT = "1F4E79"
HEADER_FILL = "D9E2EF"
STATUS_FILL = {
    "ada": "DDF0E0",
    "lengkap": "DDF0E0",
    "sebagian": "E9F1FA",
    "perlu_diperiksa": "FFF0CC",
    "belum_ada": "F9D9D6",
    "dikecualikan": "E4E4E4",
}

Alignment = Literal["left", "center", "right", "justify"]


def plain(text: object) -> str:
    """Text that XML can hold and a reader can trust; line breaks stay."""
    return "\n".join(visible(line) for line in str(text).split("\n"))


def new_document(title: str, *, created: dt.datetime, landscape: bool = False) -> Document:
    """An empty A4 document in Indonesian with our styles. ``created`` is what the file states as its time."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = plain(title)[:250], "spbe-check", "spbe-check", ""
    core.created = core.modified = created.astimezone(dt.UTC).replace(tzinfo=None) if created.tzinfo else created
    core.language = "id-ID"
    section = document.sections[0]
    width, height = Cm(21.0), Cm(29.7)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.0)
    for name, size, bold in (
        ("Normal", 10.5, False),
        ("Title", 18, True),
        ("Heading 1", 13, True),
        ("Heading 2", 11, True),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        style.paragraph_format.space_after = Pt(4)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(ACCENT)
            style.paragraph_format.space_before = Pt(0 if name == "Title" else 12)
            style.paragraph_format.keep_with_next = True
    for border in document.styles["Title"].element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    language = document.styles["Normal"].element.get_or_add_rPr()
    append(language, "w:lang", {"w:val": "id-ID"})
    return document


def append(parent: Any, tag: str, attributes: dict[str, str]) -> Any:
    """A new element at the end of another; that element."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)
    return element


def write(
    paragraph: Paragraph,
    text: object,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    color: str | None = None,
) -> Paragraph:
    """Add text to a paragraph. What is left to fill in (``<<...>>``) is marked in yellow."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt, RGBColor

    for part, gap in split_gaps(plain(text)):
        run = paragraph.add_run(part)
        run.bold, run.italic = bold or None, italic or None
        if size is not None:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = RGBColor.from_string(color)
        if gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def split_gaps(text: str) -> list[tuple[str, bool]]:
    """The text in stretches, each with whether it is a gap to fill in (``<<...>>``)."""
    return [(part, at % 2 == 1) for at, part in enumerate(re.split(r"(<<.*?>>)", text, flags=re.DOTALL)) if part]


def line(
    container: Any,
    text: object = "",
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    color: str | None = None,
    align: Alignment = "left",
    after: float = 4,
    before: float = 0,
    keep: bool = False,
    style: str | None = None,
) -> Paragraph:
    """A paragraph at the end of a document or cell; ``keep`` holds it on the page of the next one."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph: Paragraph = container.add_paragraph(style=style)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.space_before = Pt(after), Pt(before)
    paragraph.paragraph_format.keep_with_next = keep or None
    return write(paragraph, text, bold=bold, italic=italic, size=size, color=color)


def shade(cell: _Cell, fill: str) -> None:
    """Fill a cell with a colour (six hex digits)."""
    append(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})


def borders(table: TableClass, color: str = "A6A6A6", *, inside: bool = True) -> None:
    """Thin lines around the table and, with ``inside``, between its cells."""
    from docx.oxml import OxmlElement

    element = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ())):
        append(element, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": color})
    # The schema fixes the order inside tblPr: borders come before layout, margins and look.
    properties = table._tbl.tblPr
    later = properties.xpath("./w:shd | ./w:tblLayout | ./w:tblCellMar | ./w:tblLook")
    if later:
        later[0].addprevious(element)
    else:
        properties.append(element)


def set_widths(table: TableClass, widths: Sequence[float]) -> None:
    """Fixed column widths in centimetres, in the grid and in every cell (Word reads one, LibreOffice the other)."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _row_rules(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    append(properties, "w:cantSplit", {})
    if header:
        append(properties, "w:tblHeader", {})


def grid(
    container: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    *,
    size: float = 9,
    align: Sequence[Alignment] = (),
    fills: Sequence[Sequence[str | None]] = (),
) -> TableClass:
    """A ruled table with a repeated header row; rows do not break over pages.

    ``align`` per column, ``fills`` per row and column; line breaks in a value become paragraphs.
    """
    table: TableClass = container.add_table(rows=len(rows) + 1, cols=len(header))
    borders(table)
    alignment: Sequence[Alignment] = tuple(align) or tuple("left" for _ in header)
    for position, (row, values) in enumerate(zip(table.rows, (header, *rows), strict=True)):
        _row_rules(row, header=position == 0)
        fill_row = fills[position - 1] if position and fills else (None,) * len(header)
        strong = position == 0
        for cell, value, place, fill in zip(row.cells, values, alignment, fill_row, strict=True):
            fill_cell(cell, value, size=size, bold=strong, align=place)
            if position == 0:
                shade(cell, HEADER_FILL)
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True  # never the last line of a page
            elif fill:
                shade(cell, fill)
    set_widths(table, widths)
    return table


def fill_cell(cell: _Cell, value: object, *, size: float = 9, bold: bool = False, align: Alignment = "left") -> None:
    """Put text into an empty cell, one paragraph per line."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, text in enumerate(str(value).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        paragraph.paragraph_format.space_after = Pt(1)
        write(paragraph, text, size=size, bold=bold)


def tight(table: TableClass) -> None:
    """No space between the edge of a cell and its text, for tables that are a drawing."""
    margins = append(table._tbl.tblPr, "w:tblCellMar", {})
    for side in ("left", "right"):
        append(margins, f"w:{side}", {"w:w": "0", "w:type": "dxa"})


def bar_chart(
    container: Any,
    rows: Sequence[tuple[str, float, float, str]],
    *,
    least: float,
    most: float,
    label_width: float,
    width: float,
    value_width: float,
) -> TableClass:
    """Horizontal bars as a table: label, bar from ``least`` to ``most``, a paler one up to a second value, in words.

    Table cells are the one drawing that Word, LibreOffice and print show alike without a picture; ``width`` is the
    bar area in centimetres.
    """
    from docx.shared import Cm, Pt

    steps = 40
    table: TableClass = container.add_table(rows=len(rows), cols=steps + 2)
    table.autofit = False
    table.columns[0].width, table.columns[steps + 1].width = Cm(label_width), Cm(value_width)
    for number in range(1, steps + 1):
        table.columns[number].width = Cm(width / steps)

    def step(value: float) -> int:
        return max(1, min(steps, round((value - least) / (most - least) * steps))) if value > least else 0

    for row, (label, value, further, shown) in zip(table.rows, rows, strict=True):
        _row_rules(row, header=False)
        cells = row.cells
        ends = [step(value), max(step(value), step(further)), steps]
        fill_cell(cells[0], label, size=9)
        cells[0].width = Cm(label_width)
        begin = 0
        for end, fill in zip(ends, (ACCENT, "E3B9BB", "EDF1F6"), strict=True):
            if end > begin:
                bar = cells[begin + 1].merge(cells[end])
                bar.width = Cm(width / steps * (end - begin))
                shade(bar, fill)
            begin = max(begin, end)
        fill_cell(cells[steps + 1], shown, size=9, bold=True, align="right")
        cells[steps + 1].width = Cm(value_width)
        row.height = Pt(17)
    borders(table, "FFFFFF")
    return table


def to_bytes(document: Document) -> bytes:
    """The document as a file; the same document always gives the same bytes (zip times are fixed)."""
    raw = io.BytesIO()
    document.save(raw)
    return exact(raw.getvalue())
