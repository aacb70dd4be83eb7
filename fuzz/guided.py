"""The target of ``fuzz.readers``, guided by coverage: atheris keeps the inputs that reach new code of this package.

    pip install atheris
    python -m fuzz.guided [FOLDER] [options of libFuzzer, such as -max_total_time=600]

Inputs are kept in FOLDER (by default below the temporary folder) and used again by the next run; documents of the
tests are put there first. An input that fails is written by libFuzzer as ``crash-...``.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found,unused-ignore] # an optional tool, not a dependency

with atheris.instrument_imports(include=["spbe_checklist"]):
    from fuzz.readers import seeds, target

LONGEST = 512 * 1024


def main() -> None:
    """Fill the folder of inputs and hand over to libFuzzer."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = Path(given[0]) if given else Path(tempfile.gettempdir()) / "spbe-fuzz-guided"
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        if len(data) <= LONGEST:
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", "-timeout=30", *options, str(folder)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
