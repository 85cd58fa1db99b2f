"""Whom and what the small words of an excerpt mean: 该区 is the district named before, 他 the last person named.

Only what was named outside the excerpt needs to be told; what cannot be told for certain is left out.
"""

from __future__ import annotations

import re

from retrieval.answering.organisations import organisations
from retrieval.answering.people import people
from retrieval.model import Span
from retrieval.text.fold import fold
from retrieval.text.names import is_name

_MOST = 2
_POINTERS = re.compile(
    "该(?:区|县|市|镇|乡|村|街道|社区|公司|企业|集团|局|院|校|学校|医院|中心|单位|部门|协会|合作社|平台)(?![民场])"
    "|(?<=[。！？!?])[他她](?=说|表示|强调|要求|指出|介绍|提出|希望|认为)"
)
# Han words that end like a place and name none.
_UNNAMED = re.compile(r"(?:[全该各本我辖地小园城郊片灾景校厂新老山]|[一两]个|社|行政)$")
_ENDS = "。！？!?"
_ROLE = re.compile(
    "(?:书记|[区县市镇乡局部院校所科处队站行]长|主任|主席|常委|经理|总裁|负责人|教授|律师|社长|委员)$"
)
_OWN_ENDING = {
    "企业": "公司|集团|企业",
    "单位": "局|委|中心|公司|单位",
    "部门": "局|委|部|部门",
    "校": "学校|小学|中学|大学|校",
}


def references(text: str, excerpt: Span, before: str = "") -> tuple[tuple[str, str], ...]:
    """Return pairs of a small word in the excerpt and the name it stands for, as both are printed, at most two.

    The name is the nearest one before the word, in its paragraph or else in the paragraph `before`; a pair is left out
    when the name stands in the excerpt itself, where the reader sees it.
    """
    pairs: dict[str, str] = {}
    for pointer in _POINTERS.finditer(fold(text), excerpt.start, excerpt.end):
        word = Span(*pointer.span())
        if word.of(text) in pairs:
            continue
        name = _named(text[: word.start], pointer.group()) or _named(before, pointer.group())
        if name and name not in excerpt.of(text):
            pairs[word.of(text)] = name
    return tuple(pairs.items())[:_MOST]


def _named(text: str, pointer: str) -> str:
    """The last name in a text that the word may stand for, as printed; empty when there is none."""
    folded = fold(text)
    if pointer in "他她":
        found = _speakers(folded)
    elif (len(pointer) == 2 and pointer[1] in "区县市镇乡村") or pointer[1:] in ("街道", "社区"):
        found = _places(folded, pointer[1:])
    else:
        ending = re.compile(f"(?:{_OWN_ENDING.get(pointer[1:], pointer[1:])})$")
        found = [s for s in organisations(folded, Span(0, len(folded))) if ending.search(s.of(folded))]
    return found[-1].of(text) if found else ""


def _speakers(folded: str) -> list[Span]:
    """The person of the last sentence who is named with a role there, when it is the only one named."""
    last = Span(1 + max(folded.rstrip(_ENDS).rfind(end) for end in _ENDS), len(folded))
    found = people(folded, last)
    is_sure = len(found) == 1 and is_name(found[0].of(folded)) and _ROLE.search(folded, 0, found[0].start)
    return found if is_sure else []


def _places(folded: str, ending: str) -> list[Span]:
    """Places of that kind whose name clearly begins: behind a mark, a blank, a number, or a little word."""
    named = re.compile(rf"(?:^|(?<=[^一-鿿0-9])|(?<=[在到从由和与及对向]))[一-鿿]{{1,4}}?{ending}")
    found = (Span(*m.span()) for m in named.finditer(folded))
    return [span for span in found if not _UNNAMED.search(span.of(folded).removesuffix(ending))]
