"""Who is named here, and which of them is meant: names by what stands beside them, chosen by what was asked.

jieba's cut is only one witness: it glues a name to the verb behind it (顾明岚/为) or cuts it in two (由顾/明岚).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answering.answers import PERSON_CUE
from retrieval.model import Query, Span
from retrieval.text import tokens
from retrieval.text.names import is_name

# Two or three Han characters without the little words that no name ends in.
_NAME = re.compile(r"[一-鿿](?:(?![的了和与在为对由就等也是被把])[一-鿿]){1,2}")
_BEFORE = re.compile(
    rf"(?:{PERSON_CUE}|记者|同志|人|任命|选举|推选|聘请|授予|由|接受|指挥|代表|教师|老师|医生|委员|队员|站长|店主|业主)$"
)
_AFTER = re.compile(
    rf"(?:{PERSON_CUE}|同志|先生|女士|参加|代表|对|在|就|为|、|,|。|带领|带着|率|到|深入|实地|代理|担任|兼任|出任|接任|当选"
    r"|任|负责|牵头|说|辞去|通报|宣布|部署|致辞|因|和|等)"
)
_LONGEST_ROLE = 6
_NEARLY = 0.9


def people(folded: str, within: Span) -> list[Span]:
    """Return the spans of what looks like a person's name, in order, not overlapping."""
    edges = _word_edges(folded, within)
    found: list[Span] = []
    at = within.start
    while at < within.end:
        span = next(
            (s for s in (Span(at, at + 3), Span(at, at + 2)) if _is_person(folded, s, within, edges)), None
        )
        if span:
            found.append(span)
        at = span.end if span else at + 1
    return found


def likeliest(folded: str, found: Sequence[Span], query: Query) -> list[Span]:
    """Return the names that stand nearest to the question's words: one, or those that are as near."""
    values = {span: _nearness(folded, span, query) for span in found}
    best = max(values.values(), default=0.0)
    return [span for span in found if values[span] >= _NEARLY * best]


def _is_person(folded: str, span: Span, within: Span, edges: set[int]) -> bool:
    name = span.of(folded)
    if span.end > within.end or not _NAME.fullmatch(name):
        return False
    has_role = _BEFORE.search(folded, max(0, span.start - _LONGEST_ROLE), span.start) is not None
    has_verb = _AFTER.match(folded, span.end) is not None
    if tokens.is_known(name):
        return has_role and has_verb and is_name(name)
    if has_role and (has_verb or (span.start in edges and span.end in edges)):
        return is_name(name) or (span.start in edges and span.end in edges)
    return is_name(name) and has_verb and span.start in edges and span.end in edges


def _word_edges(folded: str, within: Span) -> set[int]:
    edges, at = {within.start, within.end}, within.start
    for word in tokens.words(within.of(folded)):
        at = folded.index(word, at)
        edges |= {at, at + len(word)}
        at += len(word)
    return edges


def _nearness(folded: str, span: Span, query: Query) -> float:
    """The sum over the question's words of 1 / (1 + characters between the word and the name)."""
    total = 0.0
    for word in query.words:
        gaps = [max(m.start() - span.end, span.start - m.end()) for m in re.finditer(re.escape(word), folded)]
        total += max((len(word) / (1 + gap) for gap in gaps if gap >= 0), default=0.0)
    return total
