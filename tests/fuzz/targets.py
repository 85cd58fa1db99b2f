"""What is given bytes. Each target raises nothing and keeps its promise, whatever they are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from bot.alerts.filters import parse
from bot.chats import Chat
from bot.handlers.requests import request_in
from bot.handlers.wishes import changed_in, wish_in
from bot.inbox import LARGEST_ID, lane_of, row_of
from bot.view import callbacks, news_callbacks
from bot.webhook import update_in
from retrieval import Source, fold, parse_search, read, terms

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
# Without PDFs: a mutant without text goes to the recogniser of scans, which takes seconds; tests.benchmarks.bad_input
# has those.
NAMES = ("a.txt", "a.html", "a.xml", "a.json", "a.docx")


def reader(data: bytes) -> None:
    """Any bytes under any name become a reading; a paragraph is words of its page."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    reading = read(Source(name, data[1:]))
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
    "query": query,
    "callback": callback,
    "webhook": webhook,
}
