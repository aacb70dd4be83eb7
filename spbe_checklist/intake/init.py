"""A new agency's ``spbe.yaml`` with an explanation of every setting, and a folder per indicator.

The text lies in ``data/templates``. Explanations in it start with "# "; taking the ``#`` from all other lines that
start with it gives a valid file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from spbe_checklist.catalogue.models import Catalogue, Evidence, Indicator, IndicatorLevel
from spbe_checklist.catalogue.shipped import PACKAGE
from spbe_checklist.errors import InputError, UsageError
from spbe_checklist.files import os_reason, write_whole
from spbe_checklist.settings.edit import Change, set_units, set_values, together
from spbe_checklist.settings.models import DEFAULT_TARGET, Workspace
from spbe_checklist.settings.place import FILE_NAME
from spbe_checklist.settings.schema import json_schema

README_NAME = "BACA SAYA.txt"
"""Explains an indicator's folder; the scan leaves files of this name out."""

SCHEMA_NAME = ".spbe-schema.json"
"""The schema beside the settings, by which editors complete and check them; the scan leaves hidden files out."""

LONGEST_NAME = 60
"""Characters of a folder name: Windows allows 260 for the whole path."""


class Profile(Struct, frozen=True):
    """What the user said about the agency."""

    name: str = ""
    kind: str | None = None
    year: int | None = None
    target: int = DEFAULT_TARGET
    units: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    services: Mapping[int, str] = field(default_factory=dict)
    letterhead: tuple[str, ...] = ()
    claimed: Mapping[int, float] = field(default_factory=dict)
    assessed: Mapping[int, float] = field(default_factory=dict)


def known_profile(workspace: Workspace, catalogue: Catalogue) -> Profile:
    """What the settings say already."""
    return Profile(
        name=workspace.agency.name,
        kind=workspace.agency.kind,
        year=workspace.year,
        target=workspace.target,
        units={one.no: units for one in catalogue.indicators if (units := workspace.units_of(one.no))},
        services={no: service.name for no, service in workspace.services.items()},
        letterhead=workspace.letter.letterhead,
        claimed=workspace.claimed,
        assessed=workspace.assessed,
    )


def profile_change(profile: Profile, before: Profile) -> Change:
    """The edit of settings from ``before`` to ``profile``; what the profile leaves empty stays as it was."""
    values: dict[tuple[str, ...], Any] = {
        ("agency", "name"): profile.name,
        ("agency", "kind"): profile.kind,
        ("year",): profile.year,
        ("target",): profile.target,
        ("letter", "letterhead"): profile.letterhead,
    }
    old: dict[tuple[str, ...], Any] = dict(
        zip(values, (before.name, before.kind, before.year, before.target, before.letterhead), strict=True)
    )
    for table, new, known in (
        ("claimed", profile.claimed, before.claimed),
        ("assessed", profile.assessed, before.assessed),
    ):
        values |= {("levels", table, str(no)): int(one) if float(one).is_integer() else one for no, one in new.items()}
        old |= {("levels", table, str(no)): one for no, one in known.items()}
    values |= {("services", str(no), "name"): name for no, name in profile.services.items()}
    old |= {("services", str(no), "name"): name for no, name in before.services.items()}
    single = set_values({keys: value for keys, value in values.items() if value and value != old.get(keys)})
    units = [set_units(no, names) for no, names in profile.units.items() if names != before.units.get(no)]
    return together(single, *units)


class Initialised(Struct, frozen=True):
    """What was written. ``kept``: folders and texts that were there already and stayed as they were."""

    settings: Path
    folders: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def initialise(
    folder: Path, catalogue: Catalogue, profile: Profile, *, folders: bool = False, force: bool = False
) -> Initialised:
    """Write ``spbe.yaml`` into the folder (made if missing) and, on request, a folder per indicator.

    An existing ``spbe.yaml`` is only replaced with ``force``; folders that carry an indicator's number already are left
    alone. Raises UsageError when the file is there, InputError when nothing can be written.
    """
    settings = folder / FILE_NAME
    refuse_existing(folder, force=force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made, kept = _make_folders(folder, catalogue, profile.target) if folders else ((), ())
        write_whole(settings, [settings_text(catalogue, profile).encode()])
        schema = json.dumps(json_schema(catalogue), ensure_ascii=False) + "\n"
        write_whole(folder / SCHEMA_NAME, [schema.encode()])
    except OSError as error:
        raise InputError(
            f"{error.filename or folder} tidak dapat dibuat: {os_reason(error)}.",
            "Periksa izin folder dan sisa ruang disk.",
        ) from error
    return Initialised(settings, made, kept)


def refuse_existing(folder: Path, *, force: bool) -> None:
    """Raise UsageError where settings are there already and may not be replaced."""
    settings = folder / FILE_NAME
    if settings.exists() and not force:
        raise UsageError(
            f"{settings} sudah ada dan tidak ditimpa.",
            "Ubah lewat Excel dengan -o pengaturan.xlsx lalu --from pengaturan.xlsx; --force membuang isi yang lama.",
        )


def settings_text(catalogue: Catalogue, profile: Profile) -> str:
    """``spbe.yaml`` with comments in Indonesian; examples use numbers and ids of the catalogue."""
    first, last = catalogue.indicators[0], catalogue.indicators[-1]
    text = (PACKAGE / "data" / "templates" / FILE_NAME).read_text(encoding="utf-8")
    filled = text.format(
        schema=SCHEMA_NAME,
        name=_quoted(profile.name),
        kind=f"  kind: {_quoted(profile.kind)}" if profile.kind else '#  kind: "kota"',
        year=f"year: {profile.year}" if profile.year else "#year: 2024",
        target=profile.target,
        highest=catalogue.max_level,
        first=first.no,
        third=min(first.no + 2, last.no),
        last=last.no,
        chosen=next((one.no for one in catalogue.indicators if one.choice), last.no),
        item=_example(first, profile.target),
        other=_example(last, profile.target),
        document=catalogue.kinds[0].id if catalogue.kinds else "dokumen",
    )
    return _with_sections(filled, profile)


def _with_sections(text: str, profile: Profile) -> str:
    """The text with the sections that are known already, each below its explanation instead of the example."""
    sections = {
        "units": [f"  {_quoted(key)}: [{', '.join(map(_quoted, names))}]" for key, names in _ranges(profile.units)],
        "services": [f"  {_quoted(str(no))}:\n    name: {_quoted(name)}" for no, name in profile.services.items()],
        "letter": [f"  letterhead: [{', '.join(map(_quoted, profile.letterhead))}]"] if profile.letterhead else [],
        "levels": [
            f"  {name}: {{{', '.join(f'{_quoted(str(no))}: {value:g}' for no, value in values.items())}}}"
            for name, values in (("claimed", profile.claimed), ("assessed", profile.assessed))
            if values
        ],
    }
    for name, lines in sections.items():
        if lines:
            example = re.compile(rf"(?m)^#{name}:\n(?:#[ ].*\n)*")
            filled = f"{name}:\n" + "\n".join(lines) + "\n"
            text = example.sub(lambda _, filled=filled: filled, text, count=1)  # type: ignore[misc]
    return text


def _ranges(units: Mapping[int, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """Neighbouring indicators with the same units as one key."""
    grouped: list[tuple[list[int], tuple[str, ...]]] = []
    for no, names in sorted(units.items()):
        if grouped and grouped[-1][1] == names and grouped[-1][0][-1] == no - 1:
            grouped[-1][0].append(no)
        else:
            grouped.append(([no], names))
    return [(f"{no[0]}-{no[-1]}" if len(no) > 1 else str(no[0]), names) for no, names in grouped]


def indicator_folder(indicator: Indicator) -> str:
    """Folder name of an indicator: number and short official name, allowed on every file system."""
    name = indicator.name.removeprefix("Tingkat Kematangan ").replace(" Instansi Pusat/Pemerintah Daerah", "")
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", name)
    full = f"{indicator.no:02d} {' '.join(name.split())}"
    if len(full) > LONGEST_NAME:
        full = full[:LONGEST_NAME].rsplit(" ", 1)[0]
    return full.rstrip(". -")


def folder_text(indicator: Indicator, target: int) -> str:
    """What belongs into an indicator's folder, per level up to the target."""
    lines = [
        f"Indikator {indicator.no}: {indicator.name}",
        f"Bobot {str(indicator.weight_fraction or indicator.weight).replace('.', ',')}. Tingkat sasaran: {target}.",
        "",
    ]
    asked = [level for level in indicator.levels if level.level <= target and not level.floor and level.evidence]
    if asked:
        lines.append("Simpan di folder ini:")
    else:
        lines.append("Untuk tingkat sasaran ini tidak ada dokumen yang diminta.")
    items = {item.id: item for item in indicator.evidence}
    for level in asked:
        lines += ["", f"Tingkat {level.level} - {level.name}", *_asked(level, items)]
    lines += [
        "",
        "Satu dokumen boleh dipakai untuk beberapa indikator; cukup simpan sekali.",
        "Dokumen sudah ditetapkan, dan hasil pindaian sebaiknya dapat dicari teksnya.",
        f"Rincian dan alasannya: spbe-check explain I{indicator.no}",
        "Berkas ini hanya petunjuk dan tidak dihitung sebagai bukti.",
    ]
    return "\n".join(lines) + "\n"


def _asked(level: IndicatorLevel, items: dict[str, Evidence]) -> list[str]:
    """The level's items: all that are needed, alternatives as such, optional ones last."""
    lines: list[str] = []
    named: set[str] = set()
    for clause in level.requires:
        for position, alternative in enumerate(clause):
            if len(clause) > 1:
                lines.append("- salah satu: " if position == 0 else "  atau: ")
            for id_ in alternative:
                if id_ in items:
                    named.add(id_)
                    lines += _item(items[id_], indent=4 if len(clause) > 1 else 0)
    for item in level.evidence:
        if item.id not in named and not item.required:
            lines += _item(item, optional=True)
    return [line.rstrip() for line in lines]


def _item(item: Evidence, *, indent: int = 0, optional: bool = False) -> list[str]:
    blank = " " * indent
    lines = [f"{blank}- {item.label}{' (bila ada)' if optional else ''}  [{item.id}]"]
    if item.inside:
        lines.append(f"{blank}  Memuat: {'; '.join(item.inside)}")
    if item.max_age_months:
        lines.append(f"{blank}  Umur paling lama {item.max_age_months} bulan")
    if item.replaces:
        lines.append(f"{blank}  Sekaligus memenuhi: {', '.join(item.replaces)}")
    return lines


def _example(indicator: Indicator, target: int) -> str:
    """Id of a required item at or below the target, for the comments."""
    items: Sequence[Evidence] = tuple(indicator.evidence)
    fitting = [item for item in items if item.required and item.level <= target]
    return (fitting or items)[-1].id if items else f"I{indicator.no}"


def _make_folders(folder: Path, catalogue: Catalogue, target: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    taken: dict[int, str] = {}
    for entry in sorted(folder.iterdir()):
        match = re.match(r"0*(\d{1,3})(?!\d)", entry.name)
        if match and entry.is_dir():
            taken.setdefault(int(match[1]), entry.name)
    made: list[str] = []
    kept: list[str] = []
    for indicator in catalogue.indicators:
        if indicator.no in taken:
            kept.append(taken[indicator.no])
            continue
        name = indicator_folder(indicator)
        (folder / name).mkdir()
        text = folder_text(indicator, target).replace("\n", "\r\n")
        write_whole(folder / name / README_NAME, [text.encode()])
        made.append(name)
    return tuple(made), tuple(kept)


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar: JSON strings are exactly that."""
    return json.dumps(text, ensure_ascii=False)
