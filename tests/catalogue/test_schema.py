"""The committed JSON Schema is the one of the models, and judges files as the loader does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from spbe_checklist.catalogue import strict_yaml
from spbe_checklist.catalogue.schema import json_schema, schema_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_json(text: str) -> Any:
    """What an editor sees: YAML with all keys as text."""
    return json.loads(json.dumps(strict_yaml.read(text.encode(), "kecil.yaml").data))


def test_committed_schema_is_up_to_date() -> None:
    committed = (ROOT / "docs" / "catalogue.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "python -m spbe_checklist.catalogue.schema > docs/catalogue.schema.json"


def test_small_catalogue_is_valid(validator: jsonschema.Draft202012Validator, small_text: str) -> None:
    assert list(validator.iter_errors(as_json(small_text))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label:", "lable:"),
        ('weight: "40/3"', 'weight: "13,3"'),
        ("max_level: 3", 'max_level: "3"'),
        ('valid_to: "2025-12-31"', 'valid_to: "akhir"'),
        ('draft: "wajib"', 'draft: "ya"'),
        ("          kirim:\n", "          Kirim:\n"),
        ("      2:\n", "      dua:\n"),
        ('id: "kecil"', 'id: "Kecil Sekali"'),
    ],
)
def test_schema_refuses_what_the_loader_refuses(
    validator: jsonschema.Draft202012Validator, small_text: str, old: str, new: str
) -> None:
    assert old in small_text
    changed = small_text.replace(old, new, 1)
    if "valid_to" in old:
        validator = validator.evolve(format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors(as_json(changed)))
