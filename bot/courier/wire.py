"""How the bot and its courier speak: JSON objects, each behind its length in four bytes.

to the courier   {"hello": ...} once; calls {"n", "url", "method", "fields", "files", "timeouts", "note"}; {"bye"}
to the bot       for each call {"n", "status", "body"}, or {"n", "error", "told"} when Telegram was not reached
"""

from __future__ import annotations

import asyncio
import base64
import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

Frame = dict[str, Any]
# A file of a message: its name, what is in it, what kind of file that is.
File = tuple[str, bytes, str]

LENGTH = struct.Struct(">I")
# What python-telegram-bot gives for a timeout that nobody chose.
UNCHOSEN = type(BaseRequest.DEFAULT_NONE)
ERRORS: dict[str, type[TelegramError]] = {"TimedOut": TimedOut, "NetworkError": NetworkError}


@dataclass(frozen=True, slots=True)
class Hello:
    """What the courier has to know before its first call. Times are seconds."""

    database_url: str
    timeout_s: float
    n_connections: int
    proxy_url: str | None = None
    log_level: str = "INFO"
    log_format: str = "text"
    secrets: tuple[str, ...] = ()


async def read(stream: asyncio.StreamReader) -> Frame | None:
    """The next frame; None when the other side is gone."""
    try:
        (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
        frame: Frame = json.loads(await stream.readexactly(length))
    except (asyncio.IncompleteReadError, OSError):
        return None
    return frame


def written(frame: Frame) -> bytes:
    """A frame as bytes."""
    body = json.dumps(frame, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(body)) + body


def call(url: str, method: str, data: RequestData | None, timeouts: dict[str, Any]) -> Frame:
    """A call as a frame, without number and note; timeouts that nobody gave are left out."""
    files = data.multipart_data if data is not None and data.contains_files else {}
    return {
        "url": url,
        "method": method,
        "fields": data.json_parameters if data is not None else None,
        "files": {
            name: (file[0], base64.b64encode(content(file[1])).decode(), file[2])
            for name, file in files.items()
        },
        "timeouts": {name: value for name, value in timeouts.items() if not isinstance(value, UNCHOSEN)},
    }


def content(file: bytes | IO[bytes]) -> bytes:
    """What is in a file."""
    return file if isinstance(file, bytes) else file.read()


class Given:
    """What a call brings along, as python-telegram-bot's request reads it from a `RequestData`."""

    def __init__(self, frame: Frame) -> None:
        self.json_parameters: dict[str, str] = frame["fields"] or {}
        self.multipart_data: dict[str, File] | None = {
            name: (file[0], base64.b64decode(file[1]), file[2]) for name, file in frame["files"].items()
        } or None
        self.contains_files = bool(self.multipart_data)


def failed(error: TelegramError) -> Frame:
    """An error of the connection as a frame, without its number."""
    kind = "TimedOut" if isinstance(error, TimedOut) else "NetworkError"
    return {"error": kind, "told": str(error)}


def answered(frame: Frame) -> tuple[int, bytes]:
    """Status and body of Telegram's answer; the connection's error is raised."""
    if "error" in frame:
        raise ERRORS[frame["error"]](frame["told"])
    return int(frame["status"]), frame["body"].encode("utf-8", "surrogateescape")
