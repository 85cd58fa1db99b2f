"""Telegram's own parser, offline: what tdjson makes of a text."""

from __future__ import annotations

import json
from typing import Any

import tdjson

KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "BotCommand": "bot_command",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Url": "url",
    "EmailAddress": "email",
}


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]] | str:
    """Return text and entities in the Bot API's form, or the Bot API's words of refusal."""
    mode = {"@type": "textParseModeHTML"}
    reply = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if reply["@type"] == "error":
        return "Bad Request: c" + reply["message"][1:]
    return reply["text"], [_entity(entity) for entity in reply["entities"]]


def find_entities(text: str) -> list[dict[str, Any]]:
    """Return what a client marks by itself."""
    return [_entity(entity) for entity in _execute({"@type": "getTextEntities", "text": text})["entities"]]


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    quiet = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(quiet).encode())
    reply: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    return reply


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    kind = entity["type"].pop("@type").removeprefix("textEntityType")
    place = {"offset": entity["offset"], "length": entity["length"]}
    return {"type": KINDS.get(kind, kind), **place, **entity["type"]}
