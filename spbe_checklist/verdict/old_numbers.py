"""Numbers of another edition in file names: told by their contents, said so that nobody reads them as today's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from spbe_checklist.catalogue.edition_map import EditionMap
from spbe_checklist.recognition.matcher import Recognition


class OldNumbering(Struct, frozen=True):
    """Signs that file names carry the numbers of an older edition."""

    old: str
    fits_old: int
    """Files whose number fits their content only when read with the older edition."""
    fits_new: int
    """Files whose number fits their content as it is."""

    @property
    def message(self) -> str:
        """One line for the user."""
        others = f", sedangkan {self.fits_new} cocok menurut edisi ini" if self.fits_new else ""
        return (
            f"{self.fits_old} nama berkas tampaknya memakai penomoran edisi lama ({self.old}): nomornya baru cocok "
            f"dengan isinya bila dibaca menurut edisi itu{others}. Periksa nomor pada nama berkas dan folder."
        )


LEAST_OLD = 3
"""So many files must speak for the older numbers before anything is said."""


def numbers_and_contents(recognitions: Iterable[Recognition]) -> Iterator[tuple[int, int]]:
    """For every readable document: the number its name states and the indicator its text is about."""
    for found in recognitions:
        if found.stated is not None and found.spoken and not found.reference:
            number = found.stated.number
            yield number, number if number in found.spoken else found.spoken[0]


def old_numbering(named: Iterable[tuple[int, int]], edition_map: EditionMap) -> OldNumbering | None:
    """Whether file names carry the numbers of the older edition of ``edition_map``; None where they do not.

    ``named`` holds, for every file that has both, the indicator number in its name and the indicator its content is
    about in the newer edition. A number that fits both ways says nothing. The older numbers must explain at least
    ``LEAST_OLD`` files and more files than the newer ones do.
    """
    followers: dict[int, set[int]] = {}
    for pair in edition_map.pairs:
        if pair.confidence != "rendah":
            followers.setdefault(pair.old, set()).add(pair.new)
    fits_old = fits_new = 0
    for number, content in named:
        new, old = number == content, content in followers.get(number, ())
        fits_new += new and not old
        fits_old += old and not new
    if fits_old < LEAST_OLD or fits_old <= fits_new:
        return None
    return OldNumbering(edition_map.old, fits_old, fits_new)
