"""What Telegram itself marks in a text: commands, mentions, hashtags, addresses; and how a message's text settles.

The forms follow Telegram's own client library, checked against it in the tests. Chinese typing breaks them: a
command or a mention ends only before a character that is no letter, so `/search垃圾` is plain text.
"""

from __future__ import annotations

import re
import unicodedata

from bot.sandbox.markup import sort_entities, utf16_length
from bot.sandbox.world import Json

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}(?![\w/<>])|(?![\w/<>@]))")
_MENTION = re.compile(r"(?<!\w)@([A-Za-z0-9_]{2,32})(?!\w)")
_HASHTAG = re.compile(r"(?<![\w\u200c])#([\w\u200c·]{1,256}+)(?:@[A-Za-z0-9_]{3,32}+)?+(?![#])")
_URL = re.compile(
    r"(?:(?:(?<![A-Za-z0-9_])(?P<scheme>https?|tonsite|ton|tg)://)|(?<![\w@.\-]))"
    r"(?P<host>(?:[\w\-]+\.)+(?P<top>[A-Za-z]{2,24}|[0-9]{1,3})|(?<=tg://)\w+)(?P<port>:(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3})(?![0-9]))?"
    r"(?P<rest>[/?#][^\s<>\"«»“”‘’]*)?(?![\w@])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+\-@])[A-Za-z0-9_.+\-]{1,64}@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,8}(?![\w@。])")
SHORT_MENTIONS = frozenset({"gif", "vid", "pic"})
COMMON_TOPS = frozenset(
    "com org net edu gov int info biz cn hk tw mo jp kr uk de fr ru us eu io me tv cc co app dev xyz top site "
    "online shop vip club ltd tech wang ai in it nl se no fi es pt pl cz ch at be ca au nz br".split()
)
TRIMMED_FROM_URL = ".:;,('?!`"
FIXED = frozenset({"pre", "code", "text_link", "text_mention", "custom_emoji"})
MAX_ENTITIES = 100


def find_entities(text: str) -> list[Json]:
    """Return the entities Telegram finds by itself, in order, in UTF-16 offsets, none overlapping another."""
    if not any(char in text for char in "/@#."):
        return []
    spans: list[tuple[int, int, str]] = []
    for kind, found in (("url", _urls(text)), ("email", _emails(text)), ("bot_command", _commands(text)),
                        ("mention", _mentions(text)), ("hashtag", _hashtags(text))):  # fmt: skip
        for start, end in found:
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in spans):
                spans.append((start, end, kind))
    return [_entity(text, *span) for span in sorted(spans)]


def settle(text: str, entities: list[Json], *, find: bool = True) -> tuple[str, list[Json]]:
    """Return a message's text as Telegram stores it: cleaned, trimmed, with found entities, at most 100 of them."""
    text, entities = _trim(clean(text), entities)
    found = find_entities(text) if find else []
    if found:
        fixed = [entity for entity in entities if entity["type"] in FIXED]
        entities = entities + [entity for entity in found if not any(_overlap(entity, f) for f in fixed)]
    return text, _joined(sort_entities(entities))[:MAX_ENTITIES]


def clean(text: str) -> str:
    """Return the text with control characters as spaces; carriage returns vanish."""
    if text.isprintable():
        return text
    return "".join(" " if char < " " and char != "\n" else char for char in text if char != "\r")


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip(" \n")
    if len(stripped) == len(text):
        return text, entities
    cut = utf16_length(text) - utf16_length(text.lstrip(" \n"))
    length = utf16_length(stripped)
    trimmed = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(length, entity["offset"] + entity["length"] - cut)
        if end > start:
            trimmed.append({**entity, "offset": start, "length": end - start})
    return stripped, trimmed


def _joined(entities: list[Json]) -> list[Json]:
    """Return sorted entities with touching ones of the same plain style made one."""
    joined: list[Json] = []
    for entity in entities:
        before = next((e for e in reversed(joined) if e["type"] == entity["type"]), None)
        mergeable = set(entity) == {"type", "offset", "length"} and entity["type"] in _MERGED
        if before is not None and mergeable and before["offset"] + before["length"] >= entity["offset"]:
            end = max(before["offset"] + before["length"], entity["offset"] + entity["length"])
            before["length"] = end - before["offset"]
        else:
            joined.append(dict(entity))
    return joined


_MERGED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})


def _overlap(one: Json, other: Json) -> bool:
    one_end, other_end = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < other_end and other["offset"] < one_end)


def _entity(text: str, start: int, end: int, kind: str) -> Json:
    return {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}


def _commands(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _COMMAND.finditer(text)]


def _mentions(text: str) -> list[tuple[int, int]]:
    found = _MENTION.finditer(text)
    return [f.span() for f in found if len(f[1]) >= 4 or f[1].lower() in SHORT_MENTIONS]


def _hashtags(text: str) -> list[tuple[int, int]]:
    found = _HASHTAG.finditer(text)
    return [f.span() for f in found if any(unicodedata.category(char)[0] == "L" for char in f[1])]


def _emails(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _EMAIL.finditer(text)]


def _urls(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in _URL.finditer(text):
        is_known = found["scheme"] or found["top"].lower() in COMMON_TOPS or _is_address(found["host"])
        if is_known and found["host"].count("..") == 0:
            spans.append((found.start(), _url_end(text, found)))
    return spans


def _url_end(text: str, found: re.Match[str]) -> int:
    end = found.end()
    start_of_rest = found.start("rest") if found["rest"] else end
    while end > start_of_rest and (
        text[end - 1] in TRIMMED_FROM_URL or _is_unpaired(text[found.start() : end])
    ):
        end -= 1
    return end


def _is_unpaired(url: str) -> bool:
    pairs = {")": "(", "]": "[", "}": "{"}
    opening = pairs.get(url[-1])
    return opening is not None and url.count(url[-1]) > url.count(opening)


def _is_address(host: str) -> bool:
    parts = host.split(".")
    return len(parts) == 4 and all(part.isdecimal() and int(part) < 256 for part in parts)
