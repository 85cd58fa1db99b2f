"""The token reaches no log, whoever logs it and however."""

import io
import logging
from urllib.parse import quote

import pytest

from bot.logs import Scrubber

TOKEN = "123456789:AAExampleExampleExampleExampleExamp"


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    """A logger of its own with one scrubbed handler, and what that wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Scrubber([TOKEN, "hush-hush"]))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, written


def test_messages_and_arguments(log: tuple[logging.Logger, io.StringIO]) -> None:
    """Message, arguments, percent-encoded form, other tokens and other secrets are hidden; the rest stays."""
    logger, written = log
    logger.warning("POST https://api.telegram.org/bot%s/getMe failed", TOKEN)
    logger.warning(f"at {quote(TOKEN)} and {TOKEN.partition(':')[2]}")
    logger.warning("other 987654321:BBExampleExampleExampleExampleExamp and hush-hush for chat 42")

    assert "AAExample" not in written.getvalue()
    assert "BBExample" not in written.getvalue()
    assert "hush-hush" not in written.getvalue()
    assert "https://api.telegram.org/bot***/getMe failed" in written.getvalue()
    assert "for chat 42" in written.getvalue()


def test_tracebacks(log: tuple[logging.Logger, io.StringIO]) -> None:
    """Exceptions, their causes and stacks are scrubbed, and their traceback is still there."""
    logger, written = log
    try:
        try:
            raise ValueError(f"bad address https://api.telegram.org/bot{TOKEN}/x")
        except ValueError as error:
            raise RuntimeError(TOKEN) from error
    except RuntimeError:
        logger.exception("failed", stack_info=True)

    assert "AAExample" not in written.getvalue()
    assert "bad address https://api.telegram.org/bot***/x" in written.getvalue()
    assert "Traceback (most recent call last)" in written.getvalue()
