"""What a user asks of a check."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from spbe_checklist.cache_place import default_cache_dir
from spbe_checklist.errors import UsageError
from spbe_checklist.reading.remote.address import drive_address


class CheckOptions(Struct, frozen=True):
    """What the user asked for; None means "as spbe.yaml says, else the default"."""

    folder: Path
    """A folder, or the address of a remote drive."""
    config: Path | None = None
    catalogue: str | None = None
    year: int | None = None
    target: int | None = None
    jobs: int | None = None
    ocr: str = "auto"
    cache_dir: Path | None = None
    cache: bool = True
    again: bool = False
    """Judge anew, also where nothing has changed since the last Result."""
    config_here: bool = True
    """Whether ``spbe.yaml`` of the current folder may apply, where neither the folder nor one above it has any."""
    libreoffice: bool = False
    """Whether LibreOffice reads what nothing here can."""

    @property
    def shown(self) -> dict[str, str]:
        """Options that decide the Result and differ from their defaults, for the report's header."""
        given = {
            "config": self.config,
            "year": self.year,
            "target": self.target,
            "catalogue": self.catalogue,
            "ocr": None if self.ocr == "auto" else self.ocr,
            "libreoffice": "ya" if self.libreoffice else None,
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @property
    def cache_folder(self) -> Path | None:
        """Where facts and results are kept between runs; None turns the cache off."""
        if not self.cache:
            return None
        return self.cache_dir or default_cache_dir()

    @property
    def libreoffice_program(self) -> str:
        """Path of LibreOffice, empty where it is not asked for. Raises UsageError where it is asked for and missing."""
        if not self.libreoffice:
            return ""
        from spbe_checklist.reading.libreoffice import find_libreoffice

        if (program := find_libreoffice()) is None:
            raise UsageError(
                "--libreoffice: LibreOffice belum terpasang.",
                "Pasang dulu, misalnya: apt install libreoffice-writer libreoffice-calc, atau hapus pilihan itu.",
            )
        return program

    @property
    def shown_folder(self) -> str:
        """The folder as the user named it; the address of a drive without user name."""
        drive = drive_address(self.folder)
        return drive.url if drive else self.folder.as_posix()
