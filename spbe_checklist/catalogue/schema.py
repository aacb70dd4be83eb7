"""JSON Schema of catalogue and vocabulary files, for editors that check while typing.

Put ``# yaml-language-server: $schema=docs/catalogue.schema.json`` at the top of such a file to use it. The schema
is generated from the file models and committed; a test compares the two.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from spbe_checklist.catalogue.overlay import OverlaySpec
from spbe_checklist.catalogue.source import CatalogueSpec
from spbe_checklist.catalogue.vocabulary import SCHEMA as VOCABULARY
from spbe_checklist.catalogue.vocabulary import VocabularySpec


def json_schema() -> dict[str, Any]:
    """The schema as data, JSON Schema 2020-12: the vocabulary by its ``schema``, an overlay by its ``extends``."""
    models = (VocabularySpec, OverlaySpec, CatalogueSpec)
    vocabulary, overlay, whole = schemas = [_schema_of(model) for model in models]
    definitions = {name: definition for schema in schemas for name, definition in schema.pop("$defs").items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Katalog dan kosakata spbe-check, versi 1",
        "$defs": dict(sorted(definitions.items())),
        "if": {"required": ["schema"], "properties": {"schema": {"const": VOCABULARY}}},
        "then": vocabulary,
        "else": {"if": {"required": ["extends"]}, "then": overlay, "else": whole},
    }


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("title", None)
        for name, field in definition["properties"].items():
            field.pop("title", None)
            if "patternProperties" in field:
                field["additionalProperties"] = False
            if name == "levels":  # whole numbers in YAML; JSON Schema knows keys as text only
                field["propertyNames"] = {"pattern": "^[0-9]$"}
    return schema


def schema_text() -> str:
    """The schema as it is committed and printed."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")  # noqa: T201
