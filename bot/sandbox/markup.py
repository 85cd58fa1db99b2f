"""Telegram's HTML: parsed into text and entities, or refused with Telegram's own words.

The rules, checked against Telegram's own parser in the tests: offsets and lengths of entities count UTF-16 units,
offsets in refusals count UTF-8 bytes; tags are known by name and closed in order; `</>` closes any tag; an entity
of no length is dropped; only four named character references exist. On top of that parser a block quote inside a
block quote is refused, because the Bot API forbids it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.world import Json

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(STYLES) | {"a", "code", "pre", "blockquote", "tg-emoji"}
PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
"""The order of entities that cover the same text, outermost first."""

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\0\v"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_USER_LINK = re.compile(r"tg://user\?id=([0-9]+)$")
_SPECIAL = re.compile(r"[&<]")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities in Telegram's order; raise Refusal when Telegram would."""
    if not _SPECIAL.search(text):
        return text, []
    return _Parser(text).parse()


def utf16_length(text: str) -> int:
    """Return the length that Telegram counts: a character beyond the basic plane counts twice."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        text = self.text
        while (found := _SPECIAL.search(text, self.at)) is not None:
            self._emit(text[self.at : found.start()])
            self.at = found.start()
            if text[self.at] == "&":
                self._reference()
            elif text.startswith("/", self.at + 1):
                self._end_tag()
            else:
                self._start_tag()
        self._emit(text[self.at :])
        if self.open:
            raise _refused(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.parts), sort_entities(self.entities)

    def _emit(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)
        self.offset += utf16_length(piece)

    def _reference(self) -> None:
        char, self.at = _decode(self.text, self.at)
        self._emit(char)

    def _start_tag(self) -> None:
        begin, text = self.at, self.text
        self.at = self._skip_until(SPACE + ">", begin + 1)
        if self.at == len(text):
            raise self._refusal("Unclosed start tag at byte offset {}", begin)
        tag = _lower(text[begin + 1 : self.at])
        if tag not in TAGS:
            raise self._refusal(f'Unsupported start tag "{tag}" at byte offset {{}}', begin)
        argument = ""
        while (attribute := self._attribute(tag, begin)) is not None:
            argument = _argument(tag, *attribute) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self._refusal('Tag "span" must have class "tg-spoiler" at byte offset {}', begin)
        if tag == "blockquote" and any(outer.tag == "blockquote" for outer in self.open):
            raise self._refusal("Nested blockquote is not allowed at byte offset {}", begin)
        self.open.append(_Open(tag, argument, self.offset, self.length))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """Read one attribute and return its name and value; None at the end of the tag."""
        text = self.text
        self.at = self._skip_spaces(self.at)
        if text.startswith(">", self.at):
            return None
        start = self.at
        self.at = self._skip_until(SPACE + "=>/\"'", start)
        name = _lower(text[start : self.at])
        if not name:
            words = f'Empty attribute name in the tag "{tag}" at byte offset {{}}'
            raise self._refusal(words, begin)
        self.at = self._skip_spaces(self.at)
        if not text.startswith("=", self.at):
            self._check_goes_on(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
            return name, ""
        self.at = self._skip_spaces(self.at + 1)
        self._check_goes_on(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
        value = self._quoted() if text[self.at] in "\"'" else self._name_token()
        self._check_goes_on("Unclosed start tag at byte offset {}", begin)
        return name, value

    def _quoted(self) -> str:
        quote, pieces = self.text[self.at], []
        self.at += 1
        while self.at < len(self.text) and self.text[self.at] != quote:
            if self.text[self.at] == "&":
                char, self.at = _decode(self.text, self.at)
            else:
                char, self.at = self.text[self.at], self.at + 1
            pieces.append(char)
        self.at = min(self.at + 1, len(self.text))
        return "".join(pieces)

    def _name_token(self) -> str:
        start = self.at
        found = re.compile(r"[A-Za-z0-9.\-]*").match(self.text, start)
        self.at = found.end() if found else start
        if self.at < len(self.text) and self.text[self.at] not in SPACE + ">":
            raise self._refusal("Unexpected end of name token at byte offset {}", start)
        return _lower(self.text[start : self.at])

    def _end_tag(self) -> None:
        begin, text = self.at, self.text
        if not self.open:
            raise self._refusal("Unexpected end tag at byte offset {}", begin)
        name_end = self._skip_until(SPACE + ">", begin + 2)
        name = _lower(text[begin + 2 : name_end])
        self.at = self._skip_spaces(name_end)
        if not text.startswith(">", self.at):
            raise self._refusal("Unclosed end tag at byte offset {}", begin)
        opened = self.open.pop()
        if name and name != opened.tag:
            words = f'Unmatched end tag at byte offset {{}}, expected "</{opened.tag}>", found "</{name}>"'
            raise self._refusal(words, begin)
        self.at += 1
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {"type": "", "offset": opened.offset, "length": self.offset - opened.offset}
        details = self._details(opened)
        if details is None:
            return
        last = self.entities[-1] if self.entities else None
        if last is not None and _same_range(last, entity):
            if details["type"] == "pre" and last["type"] == "code" and last.get("language"):
                last["type"] = "pre"
                return
            if details["type"] == "code" and last["type"] == "pre" and _names_first_language(details, last):
                last["language"] = details["language"]
                return
        self.entities.append({**entity, **details})

    def _details(self, opened: _Open) -> Json | None:
        tag, argument = opened.tag, opened.argument
        if tag in STYLES:
            return {"type": STYLES[tag]}
        if tag == "a":
            return _link_details(argument or "".join(self.parts)[opened.begin :])
        if tag == "code":
            return {"type": "code", "language": argument} if argument else {"type": "code"}
        if tag == "blockquote":
            return {"type": "expandable_blockquote" if argument else "blockquote"}
        if tag == "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": argument} if argument.isdecimal() else None
        return {"type": "pre"} if tag == "pre" else None

    def _check_goes_on(self, words: str, begin: int) -> None:
        if self.at >= len(self.text):
            raise self._refusal(words, begin)

    def _skip_spaces(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in SPACE:
            at += 1
        return at

    def _skip_until(self, stops: str, at: int) -> int:
        while at < len(self.text) and self.text[at] not in stops:
            at += 1
        return at

    def _refusal(self, words: str, at: int) -> Refusal:
        return _refused(words.format(len(self.text[:at].encode())))


def sort_entities(entities: list[Json]) -> list[Json]:
    """Return entities by offset, longer first, outermost kind first; a language stays only on `pre`."""
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return sorted(entities, key=_order)


def _order(entity: Json) -> tuple[int, int, int]:
    # A block of code that names its language stands outside one that does not.
    priority = PRIORITY.get(entity["type"], 50) - (entity["type"] == "pre" and "language" in entity)
    return entity["offset"], -entity["length"], priority


def _refused(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def _lower(name: str) -> str:
    # Telegram lowers ASCII letters only; a name with others is unknown anyway, but it is quoted in the refusal.
    return "".join(char.lower() if char.isascii() else char for char in name)


def _same_range(one: Json, other: Json) -> bool:
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def _names_first_language(code: Json, pre: Json) -> bool:
    return "language" in code and "language" not in pre


def _argument(tag: str, name: str, value: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    return "1" if tag == "blockquote" and name == "expandable" else ""


def _link_details(address: str) -> Json | None:
    found = _USER_LINK.match(address)
    if found:
        return {"type": "text_mention", "user_id": int(found[1])}
    url = checked_link(address)
    return {"type": "text_link", "url": url} if url else None


def _decode(text: str, at: int) -> tuple[str, int]:
    """Return the character that the reference at `at` stands for, or a plain `&`, and where reading goes on."""
    found = _REFERENCE.match(text, at)
    if found is None:
        return "&", at + 1
    if found[3] is not None:
        char = NAMED.get(found[3], "")
    else:
        code = int(found[1], 16) if found[1] else int(found[2])
        char = chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
    return (char, found.end()) if char else ("&", at + 1)
