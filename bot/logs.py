"""Logs without secrets: the token is part of every Bot API address, so it is scrubbed at the handlers.

A handler's filter sees every record that handler writes, whoever logged it, and rewrites its message, its
traceback and its stack before any formatter does. Ids are logged; what people write is not.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from types import TracebackType
from urllib.parse import quote

# Any token, also one this process does not know, as it stands in an address or percent-encoded.
TOKEN = re.compile(r"\d{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
HIDDEN = "***"


def configure(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error from `level` up; no handler of this process writes one of `secrets`."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    scrubber = Scrubber(secrets)
    for handler in root.handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.addFilter(scrubber)
    root.setLevel(level)
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = log_uncaught


class Request:
    """What the present task, and the threads it starts, work on: `u17` is update 17."""

    about: ContextVar[str] = ContextVar("about", default="")


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
