"""HTML cut into tags, texts and comments, every character knowing where it stood in the page.

No parser at hand says where a character stood, and a quote must lead back to its source, so the cutting is done
here. It never fails: what is no tag is text, and what ends too early ends there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from retrieval.reading.stretch import Run, Stretch

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?|[\s/]+|=""", re.DOTALL
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# What stands between these tags is no markup; of titles and text areas it is text, of the others it is code.
_CODE = frozenset(("script", "style", "xmp", "noframes", "noembed", "iframe"))
_PLAIN = frozenset(("title", "textarea"))
_MOST_ATTRIBUTES = 200


class Open(NamedTuple):
    """A start tag: its name in lower case, its attributes with theirs, and whether it ends in a slash."""

    tag: str
    attributes: dict[str, str]
    at: int
    is_closed: bool


class Close(NamedTuple):
    """An end tag."""

    tag: str


class Comment(NamedTuple):
    """A comment with what is in it."""

    text: str
    at: int


class Chars(NamedTuple):
    """Characters between tags, entities resolved."""

    stretch: Stretch


Token = Open | Close | Comment | Chars


def tokens_of(page: str) -> Iterator[Token]:
    """Yield the tokens of a page in order."""
    at = 0
    while at < len(page):
        mark = page.find("<", at)
        mark = len(page) if mark < 0 else mark
        if mark > at:
            yield Chars(resolved(page, at, mark))
        if mark == len(page):
            return
        token, at = _token(page, mark)
        if token is not None:
            yield token
        if isinstance(token, Open) and not token.is_closed and token.tag in _CODE | _PLAIN:
            end = _end_of_raw(page, token.tag, at)
            if token.tag in _PLAIN and end > at:
                yield Chars(resolved(page, at, end))
            at = end


def resolved(page: str, start: int, end: int) -> Stretch:
    """Return the characters of `page[start:end]`; those that an entity stands for lead back to no place."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    done = start
    for match in _ENTITY.finditer(page, start, end) if page.find("&", start, end) >= 0 else ():
        character = html.unescape(match.group())
        if character == match.group():
            continue
        length = _keep(page, done, match.start(), texts, runs, length)
        texts.append(character)
        length += len(character)
        done = match.end()
    _keep(page, done, end, texts, runs, length)
    return Stretch("".join(texts), tuple(runs))


def _keep(page: str, start: int, end: int, texts: list[str], runs: list[Run], length: int) -> int:
    if end > start:
        texts.append(page[start:end])
        runs.append((length, start, end - start))
    return length + end - start


def _token(page: str, mark: int) -> tuple[Token | None, int]:
    """The token that begins at a `<`, and where it ends."""
    if page.startswith("<!--", mark):
        end = page.find("-->", mark + 4)
        end = len(page) if end < 0 else end
        return Comment(page[mark + 4 : end], mark), end + 3
    after = page[mark + 1 : mark + 2]
    if after in ("!", "?", "/"):
        end = page.find(">", mark)
        end = len(page) if end < 0 else end
        name = _NAME.match(page, mark + 2) if after == "/" else None
        return (Close(name.group().lower()) if name else None), end + 1
    name = _NAME.match(page, mark + 1)
    if name is None:
        return Chars(Stretch("<", ((0, mark, 1),))), mark + 1
    return _start_tag(page, name)


def _start_tag(page: str, name: re.Match[str]) -> tuple[Token, int]:
    attributes: dict[str, str] = {}
    at = name.end()
    while at < len(page) and page[at] != ">" and (match := _ATTRIBUTE.match(page, at)) is not None:
        if match[1] and len(attributes) < _MOST_ATTRIBUTES:
            value = next((v for v in match.group(2, 3, 4) if v is not None), "")
            attributes.setdefault(match[1].lower(), html.unescape(value))
        at = match.end()
    is_closed = page[at - 1 : at] == "/"
    return Open(name.group().lower(), attributes, name.start() - 1, is_closed), at + 1


def _end_of_raw(page: str, tag: str, at: int) -> int:
    """Where the raw text of a tag ends: at its end tag; without one, code goes to the end of the page."""
    match = re.compile(f"</{tag}", re.IGNORECASE).search(page, at)
    if match is not None:
        return match.start()
    if tag in _CODE:
        return len(page)
    mark = page.find("<", at)
    return len(page) if mark < 0 else mark
