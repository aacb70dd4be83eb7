"""Edits of spbe.yaml leave all other lines alone: comments, order, quotes, indentation, line ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spbe_checklist.errors import ConfigurationError
from spbe_checklist.settings.edit import (
    Change,
    add_note,
    add_ruling,
    confirm_document,
    edit_workspace,
    set_duty,
    set_units,
)
from spbe_checklist.settings.file import load_workspace
from spbe_checklist.settings.models import AssessorDecision, DocumentDecision, ItemDuty, Note

DAY = dt.date(2026, 11, 21)
ITEM = "I1.L3.lengkap"
HEAD = [
    "# Pengaturan kami   \n",
    "\n\n",
    "version:   1\n",
    "agency: {name: 'Kota  Contoh' ,  names: [ \"Contoh\", 'CTH' ]}  # nama resmi\n",
    "agency:\n    name:  Kota Contoh    # empat spasi\n    names:\n        - CTH\n",
    "year:  2024 # tahun\n",
    "targets: {\n  \"1\": 3,   # naik\n  '2': 4\n}\n",
]
BLOCKS = [
    'units: {"1-3": ["Diskominfo"],   "5": [ "Bappeda" ]}   # peta OPD\n',
    'units:\n  "1-3":   [Diskominfo]\n\n  # bersama\n  "5":\n    - Bappeda   # induk\n    - \'Setda\'\n',
    "documents:\n# Perwali induk\n- path:  a.pdf   # di lemari\n  evidence: [ I1.L3.lengkap ]\n",
    (
        "documents:\n  - path: \"a.pdf\"\n    sha256:   'aa'\n    evidence:\n      - I1.L3.lengkap\n\n  # lain\n"
        "  - {path: b.pdf, evidence: [I2]}\n"
    ),
    "documents:\n    -   path: a.pdf\n        note: >\n            panjang\n            sekali\n",
    "notes:\n- indicator: 1\n  date: '2024-01-02'\n  by:  Asesor\n  text: \"kurang\"\n",
    "duties:\n  - evidence: I1.L3.lengkap\n    pic:    Rina # ext 12\n    note: |\n      satu\n\n      dua\n",
    "letter:\n  letterhead:\n    - 'KOTA'\n    -   \"DINAS\"\n\n",
    "costs: {}   # kosong\n",
    "waivers: # belum ada\n",
]
CHANGES: list[Change] = [
    confirm_document(DocumentDecision(path="a.pdf", evidence=("I3",), by="Siti", date=DAY)),
    confirm_document(DocumentDecision(path="baru.pdf", sha256="ff", evidence=(ITEM,))),
    set_duty(ItemDuty(evidence=ITEM, pic="Budi", deadline=DAY)),
    set_duty(ItemDuty(evidence="I2.L2.aturan", units=("Setda",))),
    set_units(2, ("Inspektorat",)),
    add_note(Note(indicator=1, date=DAY, by="Asesor", text="kurang", status="terjawab")),
    add_ruling(AssessorDecision(evidence=ITEM, status="revisi", date=DAY, reason="kosong")),
]


def _once_each(parts: list[str]) -> str:
    """Each section of the file at most once."""
    sections: dict[str, str] = {}
    for part in parts:
        sections.setdefault(part.partition(":")[0] if part.strip() else part, part)
    return "".join(sections.values())


files = st.builds(
    lambda head, blocks, end, cut: (_once_each([*head, *blocks]).rstrip("\n") + "\n" * (not cut)).replace("\n", end),
    st.lists(st.sampled_from(HEAD), max_size=4),
    st.lists(st.sampled_from(BLOCKS), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


def edit(file: Path, text: str, change: Change) -> str:
    file.write_bytes(text.encode())
    edit_workspace(file, change)
    return file.read_bytes().decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files, st.sampled_from(CHANGES))
def test_only_changed_lines_change(tmp_path: Path, text: str, change: Change) -> None:
    """What an edit takes away is at most the lines of the entry it is about."""
    file = tmp_path / "spbe.yaml"
    after = edit(file, text, change)
    before_lines, after_lines = Counter(text.split("\n")), Counter(after.split("\n"))
    lost = [line for line in (before_lines - after_lines).elements() if line.strip()]
    if text.endswith("\n") or len(text.split("\n")) == 1:
        assert len(lost) <= 4, (lost, after)
    comments = [line for line in text.split("\n") if line.lstrip().startswith("#")]
    assert not (Counter(comments) - after_lines), "comments stay"
    assert ("\r\n" in after) == ("\r\n" in text)
    settled = load_workspace(file)
    assert edit(file, after, change) == after, "the same edit again changes nothing"
    assert load_workspace(file) == settled


def test_a_tab_that_only_readers_understand_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="baris 2 tidak dapat disunting") as caught:
        edit(tmp_path / "spbe.yaml", "version: 1\nyear: 2024\t# tahun\n", CHANGES[0])
    assert "tab" in caught.value.hint


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        (
            "year:   2024   # tahun\ndocuments:\n- path:  a.pdf  # lemari\n  evidence: [ I1 ]\nunits: {'1':  [A]}\n",
            CHANGES[1],
            (
                "year:   2024   # tahun\ndocuments:\n- path:  a.pdf  # lemari\n  evidence: [ I1 ]\n"
                '- path: "baru.pdf"\n  sha256: "ff"\n  evidence: ["I1.L3.lengkap"]\nunits: {\'1\':  [A]}\n'
            ),
        ),
        (
            (
                "duties:\n    -   evidence: I1.L3.lengkap   # penting\n        pic:   Rina # ext\n        note: 'a'\n"
                "agency: {name:  X}\n"
            ),
            set_duty(ItemDuty(evidence=ITEM, note="b")),
            (
                'duties:\n    -   evidence: I1.L3.lengkap   # penting\n        pic:   Rina # ext\n        note: "b"\n'
                "agency: {name:  X}\n"
            ),
        ),
    ],
)
def test_an_edit_is_written_in_the_style_of_the_file(
    tmp_path: Path, text: str, change: Change, expected: str, end: str
) -> None:
    after = edit(tmp_path / "spbe.yaml", text.replace("\n", end), change)
    assert after == expected.replace("\n", end)
