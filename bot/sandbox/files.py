"""Files that were uploaded: bytes kept by file_id, described as Telegram describes a document or a photo."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.world import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `path` is what getFile tells the bot to download."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    path: str


class Files:
    """All files by file_id; the same bytes under the same name are one file."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def save(self, name: str, content: bytes, mime_type: str = "") -> StoredFile:
        """Keep a file and return it with its ids."""
        digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
        file_id = f"BQACAgUAAxkBAAI{digest[:40]}"
        mime_type = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        suffix = PurePosixPath(name).suffix
        path = f"documents/file_{len(self._files)}{suffix}"
        stored = StoredFile(file_id, f"AgAD{digest[:12]}", name, mime_type, content, path)
        return self._files.setdefault(file_id, stored)

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this id."""
        return self._files.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile named by this path."""
        return next((file for file in self._files.values() if file.path == path), None)


def document_json(file: StoredFile) -> Json:
    """Return the fields that a message with a document carries."""
    return {
        "document": {
            "file_id": file.id,
            "file_unique_id": file.unique_id,
            "file_name": file.name,
            "mime_type": file.mime_type,
            "file_size": len(file.content),
        }
    }


def photo_json(file: StoredFile) -> Json:
    """Return the fields that a message with a photo carries: one size, the original."""
    width, height = _size(file.content)
    size = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": width,
        "height": height,
        "file_size": len(file.content),
    }
    return {"photo": [size]}


def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 1, 1
