"""Build the documents of the invented Kota Nusa Bahari: ``python examples/build.py [--out DIR]``.

The same libraries give the same bytes on every run. ``manifest.json`` beside this file records the versions and the
SHA-256 of each file; ``tests/test_examples_build.py`` compares.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENTS = HERE / "dokumen"
PEMDI = HERE / "pemdi" / "dokumen"
MANIFEST = HERE / "manifest.json"
_LIBRARIES = ("pikepdf", "pillow", "pypdfium2", "python-docx", "python-pptx", "reportlab", "xlsxwriter")


def versions() -> dict[str, str]:
    """Versions of everything that decides the bytes."""
    return {name: version(name) for name in _LIBRARIES} | {"zlib": zlib.ZLIB_RUNTIME_VERSION}


def build(target: Path, *, pemdi: bool = False) -> dict[str, str]:
    """Write all documents below ``target`` and return the SHA-256 of each by its path. Clears nothing.

    ``pemdi``: those of the Pemdi folder instead of the SPBE folder.
    """
    from builder import collection, digital  # noqa: PLC0415 - loads the heavy libraries

    documents = digital.documents if pemdi else collection.documents
    hashes: dict[str, str] = {}
    for path, data in documents():
        if path in hashes:
            raise ValueError(f"two documents named {path}")
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        hashes[path] = hashlib.sha256(data).hexdigest()
    return hashes


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Membuat dokumen contoh Kota Nusa Bahari.")
    parser.add_argument("--out", type=Path, help="folder tujuan (bawaan: dokumen/ di samping berkas ini, dibuat ulang)")
    out: Path | None = parser.parse_args().out
    if out is None:
        shutil.rmtree(DOCUMENTS, ignore_errors=True)
        shutil.rmtree(PEMDI, ignore_errors=True)
        build(PEMDI, pemdi=True)
    hashes = build(out or DOCUMENTS)
    if out is None:
        content = {"versions": versions(), "files": dict(sorted(hashes.items()))}
        MANIFEST.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(hashes)} berkas ditulis ke {out or DOCUMENTS}")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
