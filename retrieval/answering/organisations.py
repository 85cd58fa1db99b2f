"""Which organisation is named here: a word that ends one, with the words that belong to it on its left."""

from __future__ import annotations

import re

from retrieval.model import Span
from retrieval.text import tokens

_HAN = re.compile(r"[一-鿿]+")
_ENDING = re.compile(
    r"(?:公司|集团|银行|医院|卫生院|学校|大学|中学|小学|幼儿园|委员会|办事处|街道|社区|法院|检察院|中心|政府|协会|商会|部门|单位"
    r"|平台|合作社|[^全各]局|[^全各]委|组织部|宣传部|统战部|支队|大队|工会|团委|妇联|商城|企业|厂|院)$"
)
# What comes before an organisation and is no part of its name: what is done with it, by it, or beside it.
_APART = frozenset(
    "研究 介绍 举办 召开 组织 参加 主持 讨论 汇报 详细 重点 分别 要求 强调 带领 运营 投资 承建 建设 负责 推进 联合 邀请 走进 通过 "
    "来自 包括 成立 属于 选定 引进 支持 协调 本地 专题 关于 全体 机关 有关 相关 各 该 等 由 让 使 请".split()
)
_LONGEST = 16
_SHORTEST = 3
# jieba glues these to what follows (由澜/浦, 专题研究).
_LEAD = re.compile("|".join(sorted({*_APART, *"由在向对与和及为到从让使请"}, key=len, reverse=True)))


def organisations(folded: str, within: Span) -> list[Span]:
    """Return the spans of what looks like an organisation's name, in order, not overlapping."""
    spans: list[Span] = []
    begin, at = within.start, within.start
    for word in tokens.words(within.of(folded)):
        start = folded.index(word, at)
        if start > at or not _HAN.fullmatch(word) or word in _APART or not tokens.is_term(word):
            begin = (
                start
                if _HAN.fullmatch(word) and word not in _APART and tokens.is_term(word)
                else start + len(word)
            )
        at = start + len(word)
        if at > begin and _ENDING.search(word) and at - begin <= _LONGEST:
            spans.append(Span(_without_lead(folded, begin, at), at))
            begin = at
    return spans


def _without_lead(folded: str, begin: int, end: int) -> int:
    """Where the name begins behind what only leads to it; 由 stands before who does a thing, not within a name."""
    begin = max(begin, 1 + folded.rfind("由", begin, end - _SHORTEST))
    while (lead := _LEAD.match(folded, begin, end)) and end - lead.end() >= _SHORTEST:
        begin = lead.end()
    return begin
