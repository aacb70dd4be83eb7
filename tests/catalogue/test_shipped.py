"""The catalogue that comes with the program passes everything a catalogue can be asked."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.catalogue.schema import json_schema
from spbe_checklist.catalogue.show import as_data, as_text
from spbe_checklist.catalogue.source import CatalogueSpec
from spbe_checklist.catalogue.vocabulary import VocabularySpec

FILE = Path(__file__).resolve().parents[2] / "indicators.yaml"
VOCABULARY = FILE.with_name("vocabulary.yaml")


@pytest.fixture(scope="module")
def document() -> strict_yaml.YamlDocument:
    return strict_yaml.read(FILE.read_bytes(), FILE.name)


@pytest.mark.parametrize("file", [FILE, VOCABULARY], ids=["catalogue", "vocabulary"])
def test_it_fits_the_committed_schema(file: Path) -> None:
    as_an_editor_sees_it = json.loads(json.dumps(strict_yaml.read(file.read_bytes(), file.name).data))
    validator = jsonschema.Draft202012Validator(json_schema())
    assert [error.json_path for error in validator.iter_errors(as_an_editor_sees_it)] == []
    assert list(validator.iter_errors({**as_an_editor_sees_it, "kindz": {}}))


def test_nothing_in_it_is_left_unused(document: strict_yaml.YamlDocument) -> None:
    spec = strict_yaml.validate(document, CatalogueSpec)
    assert set(spec.families) == {indicator.family for indicator in spec.indicators if indicator.family}
    words = strict_yaml.validate(strict_yaml.read(VOCABULARY.read_bytes(), VOCABULARY.name), VocabularySpec)
    assert set(words.parts) == {indicator.parts for indicator in spec.indicators if indicator.parts}
    assert set(words.subjects) == {indicator.subject for indicator in spec.indicators}
    text = FILE.read_text(encoding="utf-8")
    placeholders = {word for indicator in spec.indicators for word in indicator.words}
    assert [word for word in sorted(placeholders) if f"{{{word}}}" not in text] == []


def test_it_holds_the_whole_instrument() -> None:
    catalogue = load_catalogue(FILE)
    assert [indicator.no for indicator in catalogue.indicators] == list(range(1, 48))
    assert sum(indicator.exact_weight for indicator in catalogue.indicators) == 100
    assert all(len(indicator.levels) == 5 for indicator in catalogue.indicators)
    assert len(as_data(catalogue)["indicators"]) == 47
    assert all(f"\nIndikator {no}: " in as_text(catalogue) for no in range(1, 48))
