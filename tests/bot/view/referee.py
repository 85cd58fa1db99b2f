"""Telegram's own parser as referee: what it makes of a message, and whether Telegram would take it."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

import pytest

from bot.view.message import Message


@dataclass(frozen=True)
class Parsed:
    """A message as Telegram shows it; entities are (type, start, end) in UTF-16 units, types without prefix."""

    text: str
    entities: tuple[tuple[str, int, int], ...]

    def spans(self, kind: str) -> list[tuple[int, int]]:
        """Where the entities of one type stand."""
        return [(start, end) for type_, start, end in self.entities if type_ == kind]

    def covered(self, kind: str) -> list[str]:
        """The texts under the entities of one type; decoding fails where one cuts a surrogate pair."""
        utf16 = self.text.encode("utf-16-le")
        return [utf16[2 * start : 2 * end].decode("utf-16-le") for start, end in self.spans(kind)]


@functools.cache
def library() -> Any:
    """The parser, silenced; a visible skip where it is not installed."""
    tdjson = pytest.importorskip("tdjson", reason="tdjson, Telegram's own parser, is not installed")
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    return tdjson


def parse(html: str) -> Parsed:
    """What Telegram makes of `html`; fails with Telegram's own words where it refuses."""
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = json.loads(library().td_execute(json.dumps(request).encode()))
    assert answer["@type"] == "formattedText", answer
    return Parsed(
        answer["text"],
        tuple(
            (
                entity["type"]["@type"].removeprefix("textEntityType"),
                entity["offset"],
                entity["offset"] + entity["length"],
            )
            for entity in answer["entities"]
        ),
    )


def accepted(message: Message) -> Parsed:
    """The message as Telegram shows it, after all of Telegram's limits were checked."""
    parsed = parse(message.html)
    assert parsed.text.strip()
    assert len(parsed.text.encode("utf-16-le")) // 2 <= 4096
    assert len(parsed.entities) <= 100
    assert sum(len(row) for row in message.buttons) <= 100
    for row in message.buttons:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.label.strip()
            assert (button.data is None) != (button.url is None)
            assert button.data is None or 1 <= len(button.data.encode()) <= 64
    assert not nested(message.html)
    return parsed


def nested(html: str) -> bool:
    """True when a block quote stands within another, which Telegram's documentation forbids."""
    depth = 0
    for tag in html.split("<")[1:]:
        depth += tag.startswith("blockquote>") - tag.startswith("/blockquote>")
        if depth > 1:
            return True
    return False
