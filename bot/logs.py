"""Logs without secrets: the token is part of every Bot API address, so it is scrubbed at the handlers.

A handler's filter sees every record that handler writes, whoever logged it, and rewrites its message, its
traceback and its stack before any formatter does. Ids are logged; what people write is not. Each line of the handling
of an update names the update, also when a thread writes it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from types import TracebackType
from typing import Literal
from urllib.parse import quote

Form = Literal["text", "json"]

# Any token, also one this process does not know, as it stands in an address or percent-encoded.
TOKEN = re.compile(r"\d{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
HIDDEN = "***"
# At their most talkative these write addresses, statements with whole rows, or what people say.
TALKATIVE = (
    "httpx",
    "httpcore",
    "alembic",
    "sqlalchemy",
    "telegram",
    "watchfiles",
    "python_multipart",
    "asyncio",
    "PIL",
)


def configure(level: str, secrets: Iterable[str], form: Form = "text") -> None:
    """Log to standard error from `level` up; no handler of this process writes one of `secrets`."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    scrubber = Scrubber(secrets)
    for handler in root.handlers:
        handler.setFormatter(JsonLines() if form == "json" else Lines())
        handler.addFilter(scrubber)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = log_uncaught
    threading.excepthook = log_uncaught_in_thread


class Request:
    """What the present task, and the threads it starts, work on: `u17` is update 17."""

    about: ContextVar[str] = ContextVar("about", default="")


class Lines(logging.Formatter):
    """For people: one line a record, and the traceback below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, with what it is about."""
        about = Request.about.get()
        text = super().format(record)
        return f"{text} [{about}]" if about and "\n" not in text else text


class JsonLines(logging.Formatter):
    """For machines: one JSON object a line; `request` is there when the record is about an update."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        more = {
            "request": Request.about.get(),
            "traceback": record.exc_text
            or (self.formatException(record.exc_info) if record.exc_info else ""),
            "stack": record.stack_info or "",
        }
        return json.dumps(line | {name: value for name, value in more.items() if value}, ensure_ascii=False)


class Scrubber(logging.Filter):
    """Rewrites each record so that no secret is left in it; lets every record pass."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        shapes = {shape for secret in secrets if secret for shape in (secret, quote(secret, safe=""))}
        shapes |= {shape.partition(":")[2] for shape in shapes if TOKEN.fullmatch(shape)} - {""}
        longest_first = sorted(shapes, key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, longest_first), TOKEN.pattern]))

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub message, traceback and stack in place."""
        record.msg, record.args = self.scrub(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            record.exc_text, record.exc_info = self.scrub(record.exc_text), None
        if record.stack_info:
            record.stack_info = self.scrub(record.stack_info)
        return True

    def scrub(self, text: str) -> str:
        """`text` with every secret hidden."""
        return self._secret.sub(HIDDEN, text)


def log_uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Send what nobody caught through the logs, so that it is scrubbed as well."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("stopped by an error", exc_info=(kind, error, where))


def log_uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    """Do the same for a thread, which ends without the process."""
    if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
        where = (told.exc_type, told.exc_value, told.exc_traceback)
        logging.getLogger(__name__).error("a thread was stopped by an error", exc_info=where)
