"""Facts of a document whose text is given: what examples in a catalogue and trials of one name need."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from spbe_checklist.facts.facts import Facts, Health, Identity, Reading, TextState
from spbe_checklist.reading.identity.identify import identify
from spbe_checklist.text.lexicon import Lexicon


def facts_of_text(path: str, pages: Sequence[str], lexicon: Lexicon, agency: Sequence[str] = ()) -> Facts:
    """What a worker would find out about a sound file with this path and text; without pages only the name speaks."""
    form = path.rpartition(".")[2].lower()
    state = TextState.ADA if pages else TextState.TIDAK_ADA
    reading = Reading(form, Health.BAIK, "", state, list(pages), len(pages) or None)
    text = "".join(pages)
    return Facts(
        path=path,
        size=len(text) or 1,
        sha256=hashlib.sha256((path + text).encode("utf-8", "surrogatepass")).hexdigest(),
        format=form,
        health=Health.BAIK,
        text=state,
        pages=len(pages) or None,
        identity=identify(reading, path.rpartition("/")[2], agency) if pages else Identity(),
        segments=lexicon.segments(pages) if pages else (),
        likeness=lexicon.near(pages),
        words=sum(len(page.split()) for page in pages),
    )
