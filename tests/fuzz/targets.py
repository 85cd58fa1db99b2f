"""What is given bytes. Each target raises nothing and keeps its promise, whatever they are."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator

from bot.alerts.filters import parse
from bot.chats import Chat
from bot.handlers.requests import request_in
from bot.handlers.wishes import changed_in, wish_in
from bot.inbox import LARGEST_ID, lane_of, row_of
from bot.view import callbacks, news_callbacks
from bot.webhook import update_in
from retrieval import Reading, Source, fold, parse_search, read, terms

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
NAMES = ("a.txt", "a.html", "a.xml", "a.json", "a.docx")


def reader(data: bytes) -> None:
    """Any bytes under any name become a reading; a paragraph is words of its page."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    _is_whole(read(Source(name, data[1:])))


def pdf(data: bytes) -> None:
    """Any bytes become a reading as a PDF; pages that are pictures are named only, for reading one takes seconds."""
    with _without("rapidocr"):
        _is_whole(read(Source("a.pdf", data)))


@contextlib.contextmanager
def _without(library: str) -> Iterator[None]:
    """As if a library were not installed."""
    there = sys.modules.get(library)
    sys.modules[library] = None  # type: ignore[assignment]  # so says the import system of what cannot be had
    try:
        yield
    finally:
        if there is None:
            del sys.modules[library]
        else:
            sys.modules[library] = there


def _is_whole(reading: Reading) -> None:
    for article in reading.issue.articles:
        assert article.headline.text.strip()
        for paragraph in article.paragraphs:
            assert paragraph.text.strip()
            assert all(0 <= span.start < span.end <= len(paragraph.text) for span in paragraph.sentences)


def query(data: bytes) -> None:
    """Any message is understood somehow; folding moves nothing."""
    text = data.decode("utf-8", "replace")
    assert len(fold(text)) == len(text)
    parse_search(text, TODAY)
    terms(text)
    parse(text)
    request_in(text, "Gazette_Bot")
    wish_in(text, ("青砚时报",))
    changed_in(text, Chat(1, "private"), NOW)


def callback(data: bytes) -> None:
    """Button data is nothing, or exactly what would be written for it."""
    text = data.decode("utf-8", "replace")
    found = callbacks.decode(text)
    assert found is None or callbacks.encode(found) == text
    news = news_callbacks.decode_news(text)
    assert news is None or news_callbacks.encode_news(news) == text
    callbacks.decode_start(text)
    callbacks.decode_question(text)


def webhook(data: bytes) -> None:
    """A body is no update, or one that can be stored as it is and has a lane."""
    raw = update_in(data)
    if raw is None:
        return
    row = row_of(raw, NOW)
    assert 0 <= raw["update_id"] <= LARGEST_ID
    assert abs(lane_of(raw)) <= LARGEST_ID
    assert "\x00" not in str(row["raw"])
    assert json.loads(str(row["raw"])).keys() == raw.keys()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "pdf": pdf,
    "query": query,
    "callback": callback,
    "webhook": webhook,
}
