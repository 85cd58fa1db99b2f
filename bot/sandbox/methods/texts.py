"""The text or caption of a call: parsed, settled as Telegram stores it, and held to its length."""

from __future__ import annotations

from bot.sandbox.entities import settle
from bot.sandbox.markup import parse_html, utf16_length
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import user_json
from bot.sandbox.world import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024


def read_text(call: Call, name: str = "text") -> tuple[str, list[Json]]:
    """Return the text or caption of a call with its entities, or refuse it."""
    given = call.text(name)
    limit = MAX_TEXT if name == "text" else MAX_CAPTION
    mode = call.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(given)
    elif mode in ("", "none"):
        marks = "entities" if name == "text" else "caption_entities"
        text, entities = given, [dict(entity) for entity in call.json(marks, "message entities") or []]
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = settle(text, _known_users(call, entities))
    if not text and name == "text":
        raise bad_request("message text is empty")
    if utf16_length(text) > limit:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    return text, entities


def _known_users(call: Call, entities: list[Json]) -> list[Json]:
    """Return the entities with text mentions turned into users; who is unknown is not marked."""
    known = []
    for entity in entities:
        if entity["type"] == "text_mention" and "user_id" in entity:
            user = call.exchange.world.users.get(entity.pop("user_id"))
            if user is None:
                continue
            entity["user"] = user_json(user)
        known.append(entity)
    return known
