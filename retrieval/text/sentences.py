"""Sentences as spans. They tile their text: joined, they are the text again."""

from __future__ import annotations

import re

from retrieval.model import Span

# A question mark between Latin letters stands in an address: apply?id=3.
_INSIDE = r"(?:[^。！？!?]|(?<=[A-Za-z0-9/=])[?!](?=[A-Za-z0-9]))"
_SENTENCE = re.compile(rf"{_INSIDE}*[。！？!?]+[”’）》】」』]*|{_INSIDE}+$")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text`; they tile it. An end mark keeps its closing quotes."""
    return tile(_SENTENCE, text, Span(0, len(text)))


def tile(pattern: re.Pattern[str], text: str, within: Span) -> tuple[Span, ...]:
    """Return the spans of what `pattern` finds one after another inside `within`, and of what is left; they tile it."""
    ends = [m.end() for m in pattern.finditer(text, within.start, within.end) if m.end() > m.start()]
    if not ends or ends[-1] != within.end:
        ends.append(within.end)
    starts = [within.start, *ends[:-1]]
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end)
