"""Options that several commands share, and how they are read."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from spbe_checklist.cli.choices import meant, one_of
from spbe_checklist.cli.result_files import write_sections
from spbe_checklist.errors import UsageError
from spbe_checklist.facts.ocr_mode import OcrMode
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reports import FORMATS, sections

if TYPE_CHECKING:
    from spbe_checklist.reports.sections.model import Report
    from spbe_checklist.reports.view import View
    from spbe_checklist.run.options import CheckOptions
    from spbe_checklist.verdict.result import Result

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", help="Folder dokumen bukti atau alamat drive (gdrive:// belum teruji). Contoh: ./dokumen"
    ),
]
ResultFile = Annotated[
    Path, typer.Argument(metavar="HASIL", help="Berkas hasil (JSON) atau folder dokumen. Contoh: hasil.json")
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="BERKAS", help="Berkas pengaturan. Contoh: --config ./spbe.yaml")
]
CatalogueChoice = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        metavar="ID|BERKAS",
        help="Katalog lain, dari paket atau berkas. Contoh: --catalogue katalog.yaml",
    ),
]
Year = Annotated[
    int | None, typer.Option("--year", min=2000, max=2100, metavar="TAHUN", help="Tahun evaluasi. Contoh: --year 2024")
]
Target = Annotated[
    int | None,
    typer.Option(
        "--target", min=1, max=5, metavar="TINGKAT", help="Tingkat sasaran 1-5 (bawaan 3). Contoh: --target 4"
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, max=256, metavar="N", help="Jumlah proses pembaca berkas. Contoh: --jobs 4"),
]
CacheDir = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="FOLDER",
        envvar="SPBE_CACHE_DIR",
        help="Tempat menyimpan hasil baca berkas. Contoh: --cache-dir D:\\cache",
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Baca ulang semua berkas. Contoh: spbe-check ./dokumen --no-cache")
]


def written_to(metavar: str, help: str) -> Any:  # noqa: A002 - typer's word
    """The option ``--output`` of a command that says itself what it writes."""
    return typer.Option("--output", "-o", "--out", metavar=metavar, help=help)


Output = Annotated[Path | None, written_to("BERKAS", "Tulis ke berkas, bukan ke layar. Contoh: -o hasil.json")]


def format_of(*names: str, example: str = "", help: str = "") -> Any:  # noqa: A002 - typer's word
    """The option ``--format`` of a command that knows these formats; ``help`` where their names say too little."""
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        parser=one_of("--format", names),
        help=f"{help or ', '.join(names)}. Contoh: --format {example or names[-1]}",
    )


FormatName = Annotated[str, format_of(*FORMATS, example="html")]
SECTION_FORMATS = ("text", "json", *(name for name in sections.FORMATS if name != "text"))
SectionFormat = Annotated[str, format_of(*SECTION_FORMATS, example="html")]
"""Formats of the commands that build sections (``result_files.write_sections``)."""
TextOrJson = Annotated[str, format_of("text", "json")]
Force = Annotated[
    bool, typer.Option("--force", help="Timpa berkas yang bukan buatan spbe-check. Contoh: -o hasil.json --force")
]
Detail = Annotated[bool, typer.Option("--detail", help="Tampilkan setiap butir bukti (text). Contoh: --detail")]
Indicators = Annotated[
    str | None, typer.Option("--indicator", metavar="NOMOR", help="Hanya indikator ini. Contoh: --indicator 1-10,17")
]


Ocr = Annotated[
    OcrMode,
    typer.Option(
        "--ocr",
        metavar="CARA",
        parser=one_of("--ocr", OcrMode, OcrMode),
        help="Baca pindaian dan gambar dengan OCR: auto, never, always. Contoh: --ocr never",
    ),
]


LibreOffice = Annotated[
    bool,
    typer.Option(
        "--libreoffice",
        help="Baca format lama (Word 2, WordPerfect, Lotus) lewat LibreOffice yang terpasang. Contoh: --libreoffice",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckArgs:
    """How a folder is checked, as typed: the options of every command that may check one."""

    config: Config = None
    year: Year = None
    target: Target = None
    catalogue: CatalogueChoice = None
    ocr: Ocr = OcrMode.AUTO
    libreoffice: LibreOffice = False
    jobs: Jobs = None
    cache_dir: CacheDir = None
    no_cache: NoCache = False

    def of(self, folder: Path, *, again: bool = False) -> CheckOptions:
        """These options for one folder."""
        from spbe_checklist.run.options import CheckOptions

        return CheckOptions(
            folder=folder,
            config=self.config,
            catalogue=self.catalogue,
            year=self.year,
            target=self.target,
            jobs=self.jobs,
            ocr=self.ocr.value,
            libreoffice=self.libreoffice,
            cache_dir=self.cache_dir,
            cache=not self.no_cache,
            again=again,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewArgs:
    """What of a Result is shown, as typed."""

    detail: Detail = False
    indicator: Indicators = None
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="OPD", help="Hanya butir unit ini. Contoh: --unit Diskominfo")
    ] = None
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="STATUS",
            help="Hanya butir belum-ada, perlu-diperiksa, ada, atau dikecualikan. Contoh: --only belum-ada",
        ),
    ] = None

    def view(self) -> View:
        """The view they ask for. Raises UsageError for an ``--only`` that is no status."""
        from spbe_checklist.reports.view import ONLY, View

        only = meant("--only", self.only, tuple(ONLY)) if self.only is not None else None
        return View(detail=self.detail, indicators=read_numbers(self.indicator), unit=self.unit, only=only)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionArgs:
    """In which format a report of sections is written and where, as typed."""

    format_: SectionFormat = "text"
    output: Output = None
    force: Force = False

    def write(self, report: Callable[[], Report], data: Callable[[], object]) -> None:
        """The report, or its data as JSON, whichever is asked for."""
        write_sections(report, data, self.format_, self.output, force=self.force)


def with_shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command for typer: each field of its parameters that are dataclasses of these becomes an option."""
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    for one in inspect.signature(command, eval_str=True).parameters.values():
        if is_dataclass(one.annotation):
            groups[one.name] = one.annotation
            hints = get_type_hints(one.annotation, include_extras=True)
            parameters += [
                inspect.Parameter(field.name, one.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
                for field in fields(one.annotation)
            ]
        else:
            parameters.append(one.replace(kind=one.KEYWORD_ONLY))

    @functools.wraps(command)
    def called(**given: Any) -> Any:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        return command(**given)

    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def on_this_computer(folder: Path) -> Path:
    """The folder, for commands that write into it. Raises UsageError for a remote drive, which is only ever read."""
    if drive_address(folder) is not None:
        raise UsageError(
            "Perintah ini menulis ke folder, sedangkan drive jauh hanya dibaca.",
            "Jalankan pada folder di komputer ini, atau simpan spbe.yaml di komputer ini dan tunjuk dengan --config.",
        )
    return folder


def index_value(text: str, most: int | None = None) -> str:
    """An index as people write it ("3,5"), as shown. Raises UsageError for what is none, or above ``most``."""
    from decimal import Decimal, InvalidOperation

    from spbe_checklist.verdict.scoring import show

    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or value < 0 or (most is not None and value > most):
        scale = f" 0 sampai {most}" if most is not None else ""
        raise UsageError(f"Indeks “{text}” bukan angka{scale}.", "Tulis misalnya --target-index 3.5")
    return show(value)


_RANGE = re.compile(r"^[Ii]?(\d{1,2})(?:\s*-\s*[Ii]?(\d{1,2}))?$")


def read_numbers(text: str | None) -> frozenset[int] | None:
    """ "1-10,17" as numbers, an item as the number of its indicator; None for no choice.

    Raises UsageError for anything else.
    """
    if text is None:
        return None
    from spbe_checklist.catalogue.item_names import indicator_of, written_item

    numbers: set[int] = set()
    for part in text.split(","):
        match = _RANGE.match(part.strip())
        if match is None and (item := written_item(part)) is not None:
            numbers.add(indicator_of(item))
            continue
        if match is None:
            raise UsageError(f"Nomor indikator “{part}” tidak dikenal.", "Tulis misalnya --indicator 1-10,17")
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        if first > last:
            raise UsageError(f"Rentang “{part}” terbalik.", f"Tulis --indicator {last}-{first}")
        numbers.update(range(first, last + 1))
    return frozenset(numbers)


def refuse_unknown_numbers(chosen: frozenset[int] | None, known: Collection[int], where: str) -> None:
    """Raise UsageError where a chosen indicator is none of those that ``where`` has."""
    if unknown := sorted((chosen or frozenset()) - set(known)):
        raise UsageError(
            f"Indikator {', '.join(map(str, unknown))} tidak ada dalam {where}.",
            f"Nomor yang ada: {min(known, default=0)}-{max(known, default=0)}; tulis misalnya --indicator 1-10,17",
        )


def known_rules(fail_on: Sequence[str] | None) -> list[str] | None:
    """The rules of the gate that these words name. Raises UsageError for a ``--fail-on`` that is none."""
    from spbe_checklist.verdict.gate_rules import FAIL_ON

    return [meant("--fail-on", rule, FAIL_ON) for rule in fail_on] if fail_on else None


MinComplete = Annotated[
    float | None,
    typer.Option(
        "--min-complete", min=0, max=100, metavar="PERSEN", help="Kelengkapan terendah. Contoh: --min-complete 80"
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Kode keluar 5 bila ada berkas yang tidak terbaca. Contoh: --strict")
]


def unknown_unit(unit: str | None, result: Result) -> str | None:
    """What to say about a unit that no indicator or item of the Result belongs to; None where there is one."""
    from spbe_checklist.reports.selections import unit_names

    known = unit_names(result)
    if unit is None or any(unit.casefold() in name.casefold() for name in known):
        return None
    if not known:
        return f"--unit “{unit}”: belum ada unit yang ditetapkan. Tulis pembagiannya pada bagian units di spbe.yaml."
    return f"--unit “{unit}” tidak dikenal. Unit yang ada: {', '.join(known)}."
