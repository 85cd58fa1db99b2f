"""What a candidate shows only beside the others: the question said in other words, and the place it is about.

Of a word that a paragraph does not say, it may say a part: 建国 for 建立, 看见 for 可见. Such a letter tells the more, the
fewer candidates have it. And rules of one province read like those of another: only the article that names the place
which was asked can answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log

from retrieval.answering.signs import Asked, Place
from retrieval.text import tokens

_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 "
    "青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
).split()
_IN_PROVINCE = re.compile("|".join(_PROVINCES))
_ENDINGS = frozenset("省市区县州镇乡村")
# 开发区 is no name of a place.
_NO_NAMES = frozenset(
    "开发 保税 自贸 示范 服务 工业 居民 风险 行政 自治 旅游 风景 城镇 农贸 批发 地级 县级 直辖 试验 功能 聚居 生活 住宅 城中 新农".split()
)
_HAN = re.compile("[㐀-䶿一-鿿]")
_SENTENCE = re.compile(r"[^。！？!?；;]+")
_IN_TITLE = 0.3


def among(question: Asked, candidates: Sequence[Place], articles: Sequence[int]) -> list[dict[str, float]]:
    """Return the signs of each candidate, `articles` the article of each: `other_words`, the share of the question's
    letters that one sentence has where the paragraph has no pair with them; `where`, the share of the places asked for
    that its article names, each 0 to 1; `elsewhere`, 1 if places are asked and it names none."""
    letters = _weights(question, candidates)
    named = _named(asked_places(question.words), candidates, articles)
    return [
        {
            "other_words": _other_words(question, candidate, letters),
            "where": named.get(article, 0.0),
            "elsewhere": float(named.get(article) == 0),
        }
        for candidate, article in zip(candidates, articles, strict=True)
    ]


def asked_places(words: Iterable[str]) -> tuple[str, ...]:
    """Return the places among a question's words, each without 省, 市 or the like at its end."""
    return tuple(dict.fromkeys(place for word in words if (place := _place_in(word))))


def _place_in(word: str) -> str:
    if province := _IN_PROVINCE.match(word):
        return province.group()
    is_named = len(word) > 2 and word[-1] in _ENDINGS and word[:-1] not in _NO_NAMES
    return word[:-1] if is_named else ""


def _named(
    places: Sequence[str], candidates: Sequence[Place], articles: Sequence[int]
) -> Mapping[int, float]:
    """By article, the share of the places that its candidates name, in their titles and before them too."""
    if not places:
        return {}
    said: dict[int, list[str]] = {}
    for candidate, article in zip(candidates, articles, strict=True):
        said.setdefault(article, []).extend((candidate.title, candidate.body, candidate.before))
    return {
        article: sum(any(place in text for text in texts) for place in places) / len(places)
        for article, texts in said.items()
    }


def _weights(question: Asked, candidates: Sequence[Place]) -> dict[str, float]:
    """The question's letters, each weighed by how few candidates have it."""
    n = len(candidates)
    letters = {letter for pair in question.pairs for letter in pair if _HAN.match(letter)}
    weights: dict[str, float] = {}
    for letter in sorted(filter(tokens.is_term, letters)):
        frequency = sum(letter in candidate.body for candidate in candidates)
        weights[letter] = log(1 + (n - frequency + 0.5) / (frequency + 0.5))
    return weights


def _other_words(question: Asked, candidate: Place, letters: Mapping[str, float]) -> float:
    said = {letter for pair in candidate.pairs for letter in pair}
    weights = {
        letter: weight * (_IN_TITLE if letter in candidate.title else 1.0)
        for letter, weight in letters.items()
    }
    rest = {letter: weight for letter, weight in weights.items() if letter not in said}
    if not any(letter in candidate.body for letter in rest):
        return 0.0
    best = max(
        sum(weight for letter, weight in rest.items() if letter in sentence)
        for sentence in _SENTENCE.findall(candidate.body)
    )
    return best / (sum(weights.values()) or 1.0)
