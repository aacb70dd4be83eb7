"""JSON Schema of ``spbe.yaml`` for one catalogue, so that editors complete ids and mark mistakes while typing."""

from __future__ import annotations

from typing import Any

from spbe_checklist.catalogue.models import ROLES, Catalogue
from spbe_checklist.settings.file import Layout

_NUMBER_KEY = {"type": "string", "pattern": r"^\s*\d{1,3}(\s*[-–,]\s*\d{1,3})*\s*$"}


def json_schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of the file as it is written, with the catalogue's indicators, items and kinds as proposals."""
    schema = Layout.model_json_schema(mode="validation")
    for definition in (schema, *schema["$defs"].values()):
        for name, field in definition.get("properties", {}).items():
            field.pop("title", None)
            for part in (field, *field.get("anyOf", ())):
                if "additionalProperties" in part and name not in ("costs", "owners"):
                    part["propertyNames"] = {"anyOf": [{"enum": list(map(str, catalogue.by_no))}, _NUMBER_KEY]}
            if name == "evidence":
                _propose(field, list(catalogue.by_evidence))
            if name == "not_evidence":
                _propose(field, ["*", *catalogue.by_evidence])
            if name in ("costs", "owners"):
                known = [*catalogue.kind_by_id, *(ROLES if name == "owners" else ())]
                field["propertyNames"] = {"enum": known}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Pengaturan spbe-check untuk katalog {catalogue.id}",
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def _propose(field: dict[str, Any], ids: list[str]) -> None:
    """Offer ids without refusing others: an indicator ("I17") is as good."""
    choice = {"anyOf": [{"enum": ids}, {"type": "string"}]}
    if field.get("type") == "array":
        field["items"] = choice
    elif field.get("type") == "string":
        field.pop("type")
        field.update(choice)
