"""The file format of ``vocabulary.yaml``, and how an edition adds its own words to it.

The vocabulary says how documents are recognised, for all editions: kinds with their traits, what is looked for inside,
subjects and scope lists. An edition or overlay may add words to an entry, or entries of its own. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from spbe_checklist.catalogue.complaints import Problem, Report, suggestion
from spbe_checklist.catalogue.fields import Key, Positive, Spec, Text
from spbe_checklist.catalogue.traits import Trait, misfits

SCHEMA = "spbe-check/vocabulary"

Label = Annotated[Text | None, Field(None, description="Nama untuk pembaca; wajib bagi entri baru.")]


class KindSpec(Spec):
    """Jenis dokumen dan kata-kata untuk mengenalinya, atau tambahan kata untuk jenis yang sudah ada."""

    label: Label
    traits: list[Trait] = Field(default_factory=list, description="Sifat yang dipakai program saat menilai.")
    parent: Key | None = Field(None, description="Jenis induk: diterima di mana pun induknya diterima.")
    before: list[Key] = Field(default_factory=list, description="Jenis yang mengalah bila kepala dokumen menyebut ini.")
    name: list[Text] = Field(default_factory=list, description="Kata dalam nama berkas dan folder.")
    title: list[Text] = Field(default_factory=list, description="Kata di kepala dokumen.")
    body: list[Text] = Field(default_factory=list, description="Kata dalam isi dokumen.")
    body_min: Positive = Field(2, description="Berapa kata isi yang berbeda harus ditemukan.")
    extensions: list[Text] = Field(default_factory=list, description="Ekstensi yang menentukan bila tanpa teks.")
    cost: Annotated[int, Field(ge=1, le=8)] = Field(3, description="Upaya mendapatkannya: 1 mudah sampai 8 sulit.")
    owner: Literal["", "koordinator", "pengawas"] = Field("", description="Tugas siapa, bila bukan unit indikatornya.")
    whole: str = Field("", description="Nama dokumennya bila satu instansi hanya punya satu.")


class CheckSpec(Spec):
    """Hal yang harus ditemukan di dalam dokumen, atau tambahan istilah untuk yang sudah ada."""

    label: Label
    terms: list[Text] = Field(default_factory=list, description="Istilah; wajib bagi pemeriksaan baru.")
    min: Positive = Field(1, description="Berapa istilah yang berbeda harus ditemukan.")
    not_terms: list[Text] = Field(default_factory=list, description="Frasa yang memuat istilah tetapi berarti lain.")
    of_maker: bool = Field(False, description="Ditanya pembuatnya: hanya kop, penyusun dan penanda tangan yang dibaca.")


class SubjectSpec(Spec):
    """Pokok bahasan indikator, atau tambahan istilah untuk yang sudah ada."""

    label: Label
    terms: list[Text] = Field(default_factory=list, description="Istilah yang cukup sendirian.")
    weak: list[Text] = Field(default_factory=list, description="Istilah yang hanya mendukung.")
    apps: list[Text] = Field(default_factory=list, description="Nama aplikasi yang mewakili pokok ini.")
    field: list[Text] = Field(
        default_factory=list, description="Kata-kata bidang; beberapa yang berbeda dalam satu teks menunjuk pokok ini."
    )
    not_terms: list[Text] = Field(default_factory=list, description="Frasa yang memuat istilah tetapi berarti lain.")


class PartSpec(Spec):
    label: Text
    terms: Annotated[list[Text], Field(min_length=1)]


class PartListSpec(Spec):
    """Daftar cakupan, misalnya enam domain arsitektur."""

    label: Text
    items: Annotated[dict[Key, PartSpec], Field(min_length=1)]


class ObjectionSpec(Spec):
    """Keberatan asesor atas dokumen yang tampak benar; semua syarat yang ditulis harus dipenuhi."""

    say: Text | None = Field(None, description="Kalimat; {ids}, {topic} dan {kind} diisi. Wajib bagi entri baru.")
    kinds: list[Key] = Field(default_factory=list, description="Dokumennya salah satu jenis ini.")
    traits: list[Trait] = Field(default_factory=list, description="Dokumennya mempunyai salah satu sifat ini.")
    without: list[Trait] = Field(default_factory=list, description="Dokumennya tidak mempunyai satu pun sifat ini.")
    asks: list[Trait] = Field(
        default_factory=list, description="Jenis yang diminta butirnya punya salah satu sifat ini."
    )
    subjects: list[Key] = Field(default_factory=list, description="Pokok bahasan indikatornya salah satu dari ini.")
    words: list[Text] = Field(default_factory=list, description="Salah satu istilah ini ada dalam dokumen.")
    lacks: list[Text] = Field(default_factory=list, description="Tidak satu pun istilah ini ada dalam dokumen.")
    older_than: Positive | None = Field(None, description="Dokumennya lebih tua dari sekian bulan.")
    unsigned: bool = Field(False, description="true: dalam dokumen tidak terlihat penetapan atau penanda tangan.")
    doubt: bool = Field(False, description="true: butirnya menjadi perlu diperiksa.")
    counted: bool = Field(False, description="true: hanya bila dokumennya dihitung untuk butir itu.")


class Words(Spec):
    """Kosakata: entri baru, atau tambahan pada entri yang sudah ada."""

    kinds: dict[Key, KindSpec] = Field(default_factory=dict, description="Jenis dokumen.")
    checks: dict[Key, CheckSpec] = Field(default_factory=dict, description="Pemeriksaan isi.")
    subjects: dict[Key, SubjectSpec] = Field(default_factory=dict, description="Pokok bahasan.")
    parts: dict[Key, PartListSpec] = Field(default_factory=dict, description="Daftar cakupan; diganti seluruhnya.")
    objections: dict[Key, ObjectionSpec] = Field(default_factory=dict, description="Keberatan asesor.")


class VocabularySpec(Words):
    """Kosakata untuk semua edisi."""

    schema_: Literal["spbe-check/vocabulary"] = Field(alias="schema")
    version: Literal[1]


S = TypeVar("S", bound=Spec)


def added(base: Words, changes: Words, report: Report) -> Words:
    """The base with the words of ``changes``: lists are added, other stated fields replace, new entries need a label.

    What cannot be merged and what then does not fit together goes to ``report``, with its path in ``changes``.
    """
    merged = Words(
        kinds=_entries(base.kinds, changes.kinds, "kinds", report),
        checks=_entries(base.checks, changes.checks, "checks", report),
        subjects=_entries(base.subjects, changes.subjects, "subjects", report),
        parts={**base.parts, **changes.parts},
        objections=_entries(base.objections, changes.objections, "objections", report),
    )
    for key, objection in changes.objections.items():
        for name, known in (("kinds", merged.kinds), ("subjects", merged.subjects)):
            for one in getattr(objection, name):
                if one not in known:
                    report(Problem(("objections", key, name), f"'{one}' tidak ada{suggestion(one, list(known))}"))
        unknown = {name for _, name, _, _ in Formatter().parse(objection.say or "") if name} - _FILLED
        if unknown:
            known_words = ", ".join(f"{{{name}}}" for name in sorted(_FILLED))
            what = f"penanda {{{min(unknown)}}} tidak dikenal"
            report(Problem(("objections", key, "say"), what, f"Yang dikenal: {known_words}."))
    if changes.kinds:
        for one in misfits(merged.kinds):
            path = ("kinds", one.kind, one.key) if one.kind else ("kinds",)
            place = f"jenis {one.kind}: " if one.kind else ""
            report(Problem(path, place + one.message, one.hint))
    return merged


def _entries(base: Mapping[str, S], changes: Mapping[str, S], section: str, report: Report) -> dict[str, S]:
    merged = dict(base)
    for key, change in changes.items():
        old = merged.get(key)
        if old is not None:
            merged[key] = old.model_copy(update=dict(_update(old, change)))
        elif lacking := [name for name in _NEEDED[section] if not getattr(change, name)]:
            what = f"{key} belum ada, jadi perlu {' dan '.join(lacking)}{suggestion(key, list(base))}"
            report(Problem((section, key), what))
        else:
            merged[key] = change
    return merged


_FILLED = {"ids", "topic", "kind"}
"""What the sentence of an objection may name."""

_NEEDED = {"kinds": ("label",), "checks": ("label", "terms"), "subjects": ("label",), "objections": ("say",)}


def _update(old: Spec, change: Spec) -> Iterator[tuple[str, Any]]:
    for name in change.model_fields_set:
        value = getattr(change, name)
        if isinstance(value, list):
            yield name, list(dict.fromkeys([*getattr(old, name), *value]))
        elif value is not None:
            yield name, value
