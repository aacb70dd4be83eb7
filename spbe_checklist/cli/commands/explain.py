"""``spbe-check explain``: what an indicator asks for, and why an item or file stands as it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from spbe_checklist.cli.console.output import safe, write_lines
from spbe_checklist.cli.options import CheckArgs
from spbe_checklist.cli.result_files import edition_of, load_result
from spbe_checklist.errors import UsageError

if TYPE_CHECKING:
    from spbe_checklist.verdict.document_entry import DocumentEntry, IgnoredEntry
    from spbe_checklist.verdict.result import Result


_File = TypeVar("_File", "DocumentEntry", "IgnoredEntry")
_INDICATOR = re.compile(r"(?i)^i?0*(\d{1,2})$")


def explain(
    what: Annotated[
        str, typer.Argument(metavar="I17|BUTIR|BERKAS", help="Indikator, id butir, atau berkas. Contoh: I17")
    ],
    args: CheckArgs,
    source: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER|HASIL]", help="Folder dokumen atau berkas hasil. Contoh: ./dokumen"),
    ] = None,
) -> None:
    """Jelaskan isi indikator, atau mengapa suatu butir ada atau kurang. Contoh: spbe-check explain I17 ./dokumen"""
    from spbe_checklist.catalogue.choose import choose_catalogue
    from spbe_checklist.catalogue.item_names import find_item
    from spbe_checklist.reports.explain import indicator_text, standing_text

    number, written = _which(what)
    result = load_result(source, args) if source is not None else None
    if number is None:
        write_lines(_document(result, what))
        return
    loaded = choose_catalogue(args.catalogue) if result is None else edition_of(result, args.catalogue)
    indicator = loaded.by_no.get(number)
    if indicator is None:
        raise UsageError(
            f"Katalog {loaded.id} tidak mempunyai indikator {number}.", f"Nomor yang ada: 1-{max(loaded.by_no)}."
        )
    evidence = find_item(loaded, written) if written is not None else None
    if written is not None and evidence is None:
        raise UsageError(
            f"Butir {written} tidak dikenal.", f"Lihat daftarnya: spbe-check catalogue show --ids --indicator {number}"
        )
    if result is None:
        text = indicator_text(loaded, indicator, args.target)
    else:
        entry = next((one for one in result.indicators if one.no == number), None)
        if entry is None:
            raise UsageError(f"Indikator {number} tidak ada dalam hasil ini.", "Jalankan ulang pemeriksaan.")
        highest = args.target or entry.target_level
        text = standing_text(result, entry, evidence, highest)
        if evidence is None:
            text += f"\n{indicator_text(loaded, indicator, highest)}"
    write_lines(text)


def _which(what: str) -> tuple[int | None, str | None]:
    """Indicator number and item meant, as it was named; (None, None) means a file."""
    from spbe_checklist.catalogue.item_names import indicator_of, written_item

    if match := _INDICATOR.match(what):
        return int(match.group(1)), None
    if (written := written_item(what)) is not None:
        return indicator_of(written), written
    return None, None


def _document(result: Result | None, what: str) -> str:
    from spbe_checklist.reports.explain import document_text

    if result is None:
        raise UsageError(
            f"Untuk menjelaskan berkas “{what}” perlu folder atau hasilnya.",
            f'Contoh: spbe-check explain "{what}" ./dokumen',
        )
    if found := _named(what, result.documents):
        return "\n".join(document_text(result, one) for one in found)
    if ignored := _named(what, result.ignored):
        return "".join(f"{safe(one.path)} diabaikan: {safe(one.reason)}\n" for one in ignored)
    raise UsageError(
        f"Tidak ada berkas “{what}” dalam hasil ini.", "Lihat nama-nama berkas: spbe-check files ./dokumen"
    )


def _named(what: str, files: Sequence[_File]) -> list[_File]:
    """Files of that path, else of that name in any folder; personal numbers in names may be given in full."""
    from spbe_checklist.facts.shown_names import may_be

    wanted = what.replace("\\", "/")
    name = wanted.rpartition("/")[2]
    found = [one for one in files if may_be(one.path, wanted)]
    return found or [one for one in files if "/" in one.path and may_be(one.path.rpartition("/")[2], name)]
