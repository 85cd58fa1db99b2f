"""The files whose pages can be shown, kept under their digest, so that a quote's page is still there to look at."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from uuid import uuid4

from retrieval.errors import LibraryError
from retrieval.model import Reading

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Originals:
    """A folder of kept files; it is made when something is kept. Several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, reading: Reading) -> bool:
        """Keep the reading's file when it has pages to look at; LibraryError when it cannot be written."""
        if not _has_places(reading):
            return False
        content = reading.source.content
        path = self._path(hashlib.sha256(content).hexdigest())
        if path.exists():
            return True
        unfinished = path.with_name(f"{path.name}.{uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as error:
            raise LibraryError(f"{path}: {error.strerror or error}") from error
        return True

    def read(self, sha256: str) -> bytes | None:
        """The bytes kept under this digest, or None when they are not here."""
        if not _DIGEST.fullmatch(sha256):
            return None
        try:
            return self._path(sha256).read_bytes()
        except OSError:
            return None

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _has_places(reading: Reading) -> bool:
    return any(
        paragraph.boxes
        for page in reading.issue.pages
        if page.number is not None
        for article in page.articles
        for paragraph in article.paragraphs
    )
