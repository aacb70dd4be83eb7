"""The forms official documents take: letterhead, regulation, decree, minutes, invitation, SOP, report, manual.

Each function returns the blocks of one document; the texts come from the modules named after their subject.
"""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Blocks, Centre, Field, Heading, Item, Para, Rule, Signature, Space, Table, Written

CITY = "Kota Nusa Bahari"
PROVINCE = "Provinsi Teluk Kencana"
MAYOR = "BAGAS SAMUDRA"
SECRETARY = "RINI LAZUARDI"
SIGNED_ELECTRONICALLY = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh "
    "Balai Sertifikasi Elektronik (BSrE)."
)

Section = tuple[str, Sequence["str | Block"]]
"""A heading and what stands under it; plain strings are paragraphs."""


def letterhead(unit: str) -> Blocks:
    """Head of a letter or report of one unit."""
    return [
        Centre("PEMERINTAH KOTA NUSA BAHARI", bold=True, size=13),
        Centre(unit.upper(), bold=True, size=13),
        Centre("Jalan Mercusuar Nomor 1 Kota Nusa Bahari, Provinsi Teluk Kencana", size=9),
        Rule(),
    ]


def lettered(texts: Sequence[str], level: int = 0) -> Blocks:
    """A list a., b., c. ..."""
    return [Item(f"{chr(97 + number)}.", text, level) for number, text in enumerate(texts)]


def numbered(texts: Sequence[str], level: int = 0) -> Blocks:
    """A list 1., 2., 3. ..."""
    return [Item(f"{number}.", text, level) for number, text in enumerate(texts, 1)]


def article(number: int, *clauses: str | Sequence[str]) -> Blocks:
    """One article. A string is a clause (numbered when there are several), a list the letters under the last clause."""
    found: Blocks = [Space(4), Centre(f"Pasal {number}")]
    several = sum(isinstance(clause, str) for clause in clauses) > 1
    position = 0
    for clause in clauses:
        if isinstance(clause, str):
            position += 1
            found.append(Item(f"({position})", clause) if several else Para(clause))
        else:
            found += lettered(clause, 1)
    return found


def chapter(number: str, title: str) -> Blocks:
    """Heading of a chapter (BAB)."""
    return [Space(8), Centre(f"BAB {number}"), Centre(title)]


def part(number: str, title: str) -> Blocks:
    """Heading of a part (Bagian) of a chapter."""
    return [Space(6), Centre(f"Bagian {number}"), Centre(title)]


def weighing(considering: Sequence[str], recalling: Sequence[str]) -> Blocks:
    """The preamble: Menimbang and Mengingat."""
    found: Blocks = [Space(8)]
    for label, texts, mark in (("Menimbang", considering, "a"), ("Mengingat", recalling, "1")):
        for number, text in enumerate(texts):
            marker = f"{chr(ord(mark) + number)}. "
            found.append(Field(label if number == 0 else "", marker + text))
    return found


def enacted(place: str, date: str, office: str, name: str) -> Blocks:
    """Place and date of enactment with who enacted it."""
    return [Signature((f"Ditetapkan di {place}", f"pada tanggal {date}", "", f"{office},", "", "ttd", "", name))]


def promulgated(date: str, gazette: str) -> Blocks:
    """Promulgation in the city's gazette and the sentence on the electronic signature."""
    return [
        Space(10),
        Para("Diundangkan di Nusa Bahari"),
        Para(f"pada tanggal {date}"),
        Para("SEKRETARIS DAERAH KOTA NUSA BAHARI,"),
        Para("ttd"),
        Para(SECRETARY),
        Space(6),
        Para(gazette),
        Space(6),
        Para(SIGNED_ELECTRONICALLY),
    ]


def decree(
    *,
    office: str,
    number: str,
    about: str,
    considering: Sequence[str],
    recalling: Sequence[str],
    decisions: Sequence[str],
    date: str,
    signer: str,
    name: str,
    annex: Blocks | None = None,
    electronic: bool = True,
) -> Written:
    """A decree (keputusan) with its decisions KESATU, KEDUA ... and an annex."""
    ordinals = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM")
    found: Blocks = [
        Centre(f"KEPUTUSAN {office}", bold=True, size=12),
        Centre(f"NOMOR {number}"),
        Space(4),
        Centre("TENTANG"),
        Centre(about.upper(), bold=True),
        Space(4),
        Centre(f"{signer},"),
        *weighing(considering, recalling),
        Space(6),
        Centre("MEMUTUSKAN:"),
        Field("Menetapkan", f"KEPUTUSAN {office} TENTANG {about.upper()}."),
        *(Field(ordinal, text) for ordinal, text in zip(ordinals, decisions, strict=False)),
        *enacted("Nusa Bahari", date, signer, name),
        *([Space(6), Para(SIGNED_ELECTRONICALLY)] if electronic else []),
        *(annex or []),
    ]
    return Written(f"Keputusan tentang {about}", f"Pemerintah {CITY}", tuple(found))


def minutes(
    *,
    unit: str,
    meeting: str,
    day: str,
    time: str,
    place: str,
    chair: str,
    present: Sequence[str],
    agenda: str,
    discussion: Sequence[str],
    conclusions: Sequence[str],
    recommendations: Sequence[str] = (),
    scribe: str = "Tiara Pelangi",
) -> Written:
    """Minutes of a meeting, with or without recommendations."""
    found: Blocks = [
        *letterhead(unit),
        Centre("NOTULEN RAPAT", bold=True, size=13),
        Centre(meeting, bold=True),
        Space(6),
        Field("Hari/Tanggal", day),
        Field("Waktu", time),
        Field("Tempat", place),
        Field("Pimpinan rapat", chair),
        Field("Agenda", agenda),
        Heading("A. Peserta rapat"),
        *numbered(present),
        Heading("B. Pembahasan"),
        *numbered(discussion),
        Heading("C. Kesimpulan"),
        *numbered(conclusions),
    ]
    if recommendations:
        found += [Heading("D. Rekomendasi dan tindak lanjut"), *numbered(recommendations)]
    found.append(Signature(("Notulis,", "", "ttd", "", scribe)))
    return Written(f"Notulen Rapat {meeting}", unit, tuple(found))


def invitation(
    *,
    unit: str,
    number: str,
    date: str,
    to: Sequence[str],
    about: str,
    basis: str,
    day: str,
    time: str,
    place: str,
    agenda: str,
    signer: str,
    name: str,
) -> Written:
    """An invitation to a meeting."""
    found: Blocks = [
        *letterhead(unit),
        Signature((f"Nusa Bahari, {date}",)),
        Field("Nomor", number),
        Field("Sifat", "Penting"),
        Field("Hal", f"Undangan {about}"),
        Space(6),
        Para("Yth."),
        *numbered(to),
        Para("di Nusa Bahari"),
        Space(4),
        Para(f"{basis} Bersama ini kami mengundang Saudara untuk hadir pada:"),
        Field("Hari/Tanggal", day),
        Field("Waktu", time),
        Field("Tempat", place),
        Field("Acara", agenda),
        Para("Demikian undangan ini disampaikan. Atas kehadiran Saudara diucapkan terima kasih."),
        Signature((f"{signer},", "", "ttd", "", name)),
    ]
    return Written(f"Undangan {about}", unit, tuple(found))


def circular(
    *,
    office: str,
    number: str,
    about: str,
    to: str,
    sections: Sequence[Section],
    date: str,
    signer: str,
    name: str,
) -> Written:
    """A circular letter (surat edaran)."""
    found: Blocks = [
        *letterhead(office),
        Para(f"Yth. {to}"),
        Para("di Nusa Bahari"),
        Space(6),
        Centre("SURAT EDARAN", bold=True, size=12),
        Centre(f"NOMOR {number}"),
        Space(4),
        Centre("TENTANG"),
        Centre(about.upper(), bold=True),
        Space(4),
    ]
    for heading, content in sections:
        found.append(Heading(heading))
        found += [Para(entry) if isinstance(entry, str) else entry for entry in content]
    found += [*enacted("Nusa Bahari", date, signer, name), Space(6), Para(SIGNED_ELECTRONICALLY)]
    return Written(f"Surat Edaran tentang {about}", office, tuple(found))


def procedure(
    *,
    unit: str,
    name: str,
    number: str,
    made: str,
    effective: str,
    approved_by: str,
    basis: Sequence[str],
    executors: Sequence[str],
    tools: str,
    warning: str,
    steps: Sequence[tuple[str, str, str, str]],
    extra: Blocks | None = None,
) -> Written:
    """A standard operating procedure. A step is: activity, executor, time, output."""
    rows = [("No.", "Kegiatan", "Pelaksana", "Waktu", "Keluaran")]
    rows += [(str(place), *step) for place, step in enumerate(steps, 1)]
    found: Blocks = [
        *letterhead(unit),
        Centre("STANDAR OPERASIONAL PROSEDUR (SOP)", bold=True, size=13),
        Centre(name.upper(), bold=True),
        Space(6),
        Field("Nomor SOP", number),
        Field("Tanggal pembuatan", made),
        Field("Tanggal efektif", effective),
        Field("Disahkan oleh", approved_by),
        Heading("Dasar hukum"),
        *numbered(basis),
        Heading("Kualifikasi pelaksana"),
        *numbered(executors),
        Field("Peralatan", tools),
        Field("Peringatan", warning),
        Heading("Langkah kegiatan"),
        Table(tuple(rows), (0.5, 3.6, 1.6, 1, 1.8)),
        *(extra or []),
        Signature((approved_by.split(",", maxsplit=1)[0] + ",", "", "ttd", "", "Disahkan pada " + effective)),
    ]
    return Written(f"SOP {name}", unit, tuple(found))


def report(
    *,
    unit: str,
    title: str,
    sections: Sequence[Section],
    date: str,
    signer: str,
    name: str,
    fields: Sequence[tuple[str, str]] = (),
    closing: str = "",
) -> Written:
    """A report or guide in sections, dated and signed."""
    found: Blocks = [*letterhead(unit), Centre(title.upper(), bold=True, size=13), Space(6)]
    found += [Field(label, text) for label, text in fields]
    for heading, content in sections:
        found.append(Heading(heading))
        found += [Para(entry) if isinstance(entry, str) else entry for entry in content]
    found.append(Signature((f"Nusa Bahari, {date}", f"{signer},", "", "ttd", "", name)))
    if closing:
        found += [Space(6), Para(closing)]
    return Written(title, unit, tuple(found))
