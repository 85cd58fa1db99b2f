"""Small broken pages of a fictional district, set and spoiled by dice, and what holds for every reading."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import strategies as st

from retrieval.model import Reading
from tests.retrieval.reading.faithful import faults_of

CLAUSES = (
    "白鹭区水务局组织志愿者清理河道",
    "各镇办要把责任落实到人",
    "今年新增口袋公园12处",
    "“河水清了，散步的人多了。”居民姚一宁说",
    "区长顾南枝到现场查看进度",
    "总投资3.6亿元的泵站按期完工",
    "社区食堂每天供应午餐200余份",
    "培训围绕《河道管理办法》展开",
    "下一步将继续完善巡查机制",
    "参训人员达到1000人次",
)
BYLINES = ("记者 白若溪", "（记者 白若溪）", "记者 白若溪 通讯员 姚一宁", "（白若溪 姚一宁）", "")
HEADS = ("河道清洁行动启动", "白鹭区新增\n口袋公园十二处", "社区食堂开张了", "")
DATELINES = ("本报讯 3月5日，", "本报讯 近日，", "3月5日上午，", "本报讯（记者 白若溪）3月5日，", "")

pages = st.integers(0, 2**32).map(lambda seed: page_from(random.Random(seed)))


def page_from(dice: random.Random) -> str:
    """A page of one to three articles, wrapped at some width, with blank lines and blanks where they may stand."""
    articles = []
    for _ in range(dice.randint(1, 3)):
        head = dice.choice(HEADS)
        paragraphs = [
            "".join(_sentence(dice) for _ in range(dice.randint(1, 3))) for _ in range(dice.randint(1, 4))
        ]
        paragraphs[0] = dice.choice(DATELINES) + paragraphs[0]
        paragraphs[-1] += dice.choice(("", "\n")) + dice.choice(BYLINES)
        width = dice.randint(9, 24)
        body = [line for paragraph in paragraphs for line in _wrap(paragraph, width, dice)]
        articles.append("\n".join([*([head, ""] if head else []), *body]))
    return dice.choice(("\n\n", "\n", "\r\n\r\n", "\n\f")).join(articles)


def _sentence(dice: random.Random) -> str:
    return "，".join(dice.sample(CLAUSES, dice.randint(1, 4))) + "。"


def _wrap(paragraph: str, width: int, dice: random.Random) -> list[str]:
    lines = []
    for printed in paragraph.split("\n"):
        cuts = [0, *range(width - 2, len(printed), width), len(printed)]
        for piece in (printed[a:b] for a, b in pairwise(cuts) if b > a):
            style = dice.randint(0, 19)
            lines.append(" ".join(piece) if style == 0 and len(piece) > 6 else piece)
            lines += [""] if style == 1 else []
        lines += [""] if dice.randint(0, 4) else []
    return lines


def check_reading(reading: Reading) -> None:
    """Assert what holds for every reading: runs lead back, sentences tile, no character is lost or made up."""
    assert faults_of(reading) == []
