"""WebDAV: folders listed by PROPFIND and files streamed by GET, of one server and no other.

What a server says of one file costs that file at most: a nonsense length is an entry that cannot be read. An answer
that does not end is cut off and said to be; a server that sends us to another host is not followed there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from spbe_checklist.facts.facts import Health
from spbe_checklist.reading.remote.entries import CHUNK, Listed, listed
from spbe_checklist.reading.remote.errors import ElsewhereError, EndlessError, IncompleteError, NoWebdavError

if TYPE_CHECKING:
    import httpx

LISTING_BYTES = 64 * 1024 * 1024
"""What a folder may take to be listed: some fifty thousand files."""
_MOST_DIGITS = 15
_NO_LENGTH = "server menyebut ukuran yang tidak masuk akal"
_MULTI_STATUS = 207
_DAV = "{DAV:}"


class WebdavDrive:
    """A WebDAV server; ``Drive`` says what the methods promise."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        client.event_hooks = {"response": [_stay_here]}

    def folder(self, path: str) -> list[Listed]:
        """See ``Drive``. Raises NotADirectoryError for a file."""
        content = bytearray()
        with self._client.stream("PROPFIND", quote(path), headers={"Depth": "1"}) as response:
            response.raise_for_status()
            if response.status_code != _MULTI_STATUS:
                raise NoWebdavError
            for chunk in response.iter_bytes(CHUNK):
                content += chunk
                if len(content) > LISTING_BYTES:
                    raise EndlessError(f"daftar isinya lebih dari {LISTING_BYTES // 1024**2} MB")
        try:
            found = list(_entries(bytes(content)))
        except ParseError as error:
            raise IncompleteError from error
        if any(info["name"] == path.strip("/") and info["type"] != "directory" for info in found):
            raise NotADirectoryError
        return listed(found, path)

    def read(self, path: str, size: int | None) -> Iterator[bytes]:
        """See ``Drive``."""
        received = 0
        with self._client.stream("GET", quote(path)) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes(CHUNK):
                received += len(chunk)
                yield chunk
            told = "content-length" in response.headers  # then the client itself notices what is missing
        if not told and size is not None and received < size:
            raise IncompleteError

    def close(self) -> None:
        """See ``Drive``."""
        self._client.close()


def _stay_here(response: httpx.Response) -> None:
    """Refuse a way to another host, which has no business with our documents, or from TLS to none."""
    if not response.has_redirect_location:
        return
    here, there = response.request.url, response.request.url.join(response.headers["location"])
    if there.host != here.host or (here.scheme, there.scheme) == ("https", "http"):
        raise ElsewhereError(there.host)


def _entries(content: bytes) -> Iterator[dict[str, Any]]:
    """What a multistatus answer says of each resource, with names from the root of the server."""
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(io.BytesIO(content)):
        if element.tag == f"{_DAV}response":
            yield _entry(element)
            element.clear()


def _entry(response: Element) -> dict[str, Any]:
    name = unquote(urlsplit((response.findtext(f"{_DAV}href") or "").strip()).path).strip("/")
    folder = response.find(f".//{_DAV}resourcetype/{_DAV}collection") is not None
    length = (response.findtext(f".//{_DAV}getcontentlength") or "").strip()
    info: dict[str, Any] = {
        "name": name,
        "type": "directory" if folder else "file",
        "etag": response.findtext(f".//{_DAV}getetag"),
        "modified": response.findtext(f".//{_DAV}getlastmodified"),
    }
    if length.isascii() and length.isdecimal() and len(length) <= _MOST_DIGITS:
        info["size"] = int(length)
    elif length and not folder:
        info["health"], info["reason"] = Health.TIDAK_TERBACA, _NO_LENGTH
    return info
