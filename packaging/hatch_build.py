"""Part of building the wheel: the editions of the package as they are read, so that no command reads them again."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledEditions(BuildHookInterface):
    """Reads the editions with the code that is being packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to a wheel; an editable installation reads the checkout, where ``make`` writes them."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from spbe_checklist.catalogue.compiled import build  # noqa: PLC0415 - only importable here

        folder = Path(tempfile.mkdtemp(prefix="spbe-compiled-"))
        build(folder)
        for file in folder.iterdir():
            build_data["force_include"][str(file)] = f"spbe_checklist/data/compiled/{file.name}"
