"""In which of the country's three time zones a place lies, told by its name; nothing here asks the computer.

The division is that of Keputusan Presiden 41/1987. Provinces, and the islands, regions and cities after which districts
outside the western zone are named; a name that says no more than a western district's own is not known here.
"""

from __future__ import annotations

import datetime as dt
import re

_PLACES = {
    7: """aceh sumatera sumatra riau jambi bengkulu lampung bangka belitung banten jakarta jawa yogyakarta
          kalimantan+barat kalimantan+tengah""",
    8: """bali nusa+tenggara kalimantan+selatan kalimantan+timur kalimantan+utara sulawesi gorontalo denpasar mataram
          lombok sumbawa bima kupang sumba flores timor banjarmasin banjarbaru samarinda balikpapan bontang tarakan
          kutai manado bitung tomohon kotamobagu minahasa palu makassar parepare palopo kendari baubau buton""",
    9: "maluku papua ambon tual seram ternate tidore halmahera jayapura sorong",
}
_HOURS = {name.replace("+", " "): hours for hours, names in _PLACES.items() for name in names.split()}
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))})\b")


def zone_of(*names: str) -> dt.timezone | None:
    """The zone of the first name that tells one; None where none does."""
    found = next((one for name in names if (one := _NAMED.search(" ".join(name.casefold().split())))), None)
    return dt.timezone(dt.timedelta(hours=_HOURS[found[0]])) if found else None
