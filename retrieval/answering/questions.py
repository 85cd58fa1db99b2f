"""What a question asks for, and which of its words only ask.

Kinds follow the question words of Chinese; the answer patterns are what a reader would accept as an answer of
that kind: a date for when, a number for how many. They are evidence, never proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.answering.answers import (
    AGE,
    CLOCK,
    DATE,
    DEFINITION,
    EFFECT,
    MONEY,
    NUMBER,
    NUMERALS,
    ORG_ENDINGS,
    ORGANISATION,
    PERSON,
    PHONE,
    PLACE,
    REASON,
    STEPS,
    UNITS,
)
from retrieval.model import Span


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question: how it is asked, what an answer to it looks like (folded text), and how much a paragraph
    with such an answer gains, as a share of the best score the question could get: an answer to "what did it help"
    shares few words with the question. For the other kinds the fitted weights of the ranking take care of that."""

    name: str
    asks: re.Pattern[str]
    answers: re.Pattern[str] | None
    lift: float = 0.0


# "几点" asks for a time, but "几点意见" counts.
_COUNTED_POINTS = "(?!意见|要求|建议|措施|希望|内容|体会|做法|方面)"
_WHAT_ORG = rf"(?:哪一?些?[个家所]?|什么|何)(?:{ORG_ENDINGS}|单位)"
_WHAT_PLACE = (
    "哪里|哪儿|何地|(?<!如)何处|什么地方|在哪|到哪|去哪|地点|地址|位于|哪个?[省市县区镇乡村路街]|哪条"
)
_WHEN = (
    "[什甚]么(?:时候|时间|日子|年代|年份)|何[时年月日]|哪一?[年天月日]|哪一?个(?:年代|年份|月份|世纪)|几[月日号]|多久|多长时间"
    "|时间是|日期(?!间)|期限"
)
_MONEY = "多少钱|几块钱|多少元|几元|费用|价格|票价|收费|花了多少|花费|金额|投资多少|总投资"
_WHO = "谁|何人|哪一?位|什么人|哪些?人(?![群口])|哪一?[个名]人(?![群口])|哪些(?:领导|人员|同志|专家)|姓名|叫什么名|(?:书记|长|主任|主席|经理|总裁|员|人)叫(?:什么|啥)"
_HOW_MANY = rf"多少|几(?:{UNITS})|第几|多[高长远重宽深]|数量|人数|比例|占比|总额|几成|几折"
_STEPS = "如何|怎么|怎样|怎么样|咋|措施|举措|办法|方式|做法|要求|条件"

KINDS = (
    Kind(
        "define",
        re.compile(r"^[^的]*是(?:做|干)?什么的?[??]?$|指的?是(?:什么|啥)|什么是|是什么意思"),
        DEFINITION,
    ),
    Kind("phone", re.compile(r"电话|热线|号码|联系方式|怎么联系"), PHONE),
    Kind("age", re.compile(r"多大(?:年龄|岁数|了)|几岁|年龄|多少岁"), AGE),
    Kind("clock", re.compile(rf"几时|几点{_COUNTED_POINTS}"), CLOCK),
    Kind("when", re.compile(_WHEN), DATE),
    Kind("money", re.compile(_MONEY), MONEY),
    Kind("who", re.compile(_WHO), PERSON),
    Kind("howmany", re.compile(_HOW_MANY), NUMBER),
    Kind("org", re.compile(_WHAT_ORG), ORGANISATION),
    Kind("where", re.compile(_WHAT_PLACE), PLACE),
    Kind("why", re.compile(r"为什么|为何|为啥|原因|何故|缘故|目的"), REASON),
    Kind("effect", re.compile(r"(?:什么|何|哪些|多大)(?:帮助|好处|收获|作用|益处)"), EFFECT, 0.8),
    Kind("how", re.compile(_STEPS), STEPS),
    Kind("what", re.compile(r"[什甚]么|哪些?|啥|何|多少|吗|是否|有没有|能否|可否"), None),
)
TOPIC = Kind("topic", re.compile(r"$^"), None)

_ASKING = sorted(
    "请问 我想知道 我想问 想问一下 想了解 告诉我 帮我查 查一下 问一下 你知道 知道 麻烦 您好 你好 "
    "什么时候 什么时间 什么地方 什么样 什么 甚么 谁是 是谁 谁 哪些 哪个 哪里 哪儿 哪位 哪家 哪项 哪种 哪一个 哪一位 哪一 哪年 哪天 "
    "哪月 哪所 哪座 哪条 哪场 哪 何时 何年 何月 何日 何地 何人 何处 何种 何者 何物 何国 何事 为何 有何 如何 怎么样 怎么办 怎么 怎样 为什么 为啥 多少 多大 多久 "
    "多长时间 多长 多高 多远 几个 几人 几名 几次 几点 几号 几月 几家 几项 几所 几 是否 有没有 能否 可否 能不能 可不可以 是不是 "
    "是什么 是做什么的 是干什么的 做什么 干什么 有哪些 的是 吗 呢 吧 啊 呀 啥 咋 第几".split(),
    key=len,
    reverse=True,
)
# 怎么办 asks, but in 怎么办理 only 怎么 does. At the end of a question 为 and 是 wait for the answer.
_ASKING_WORDS = re.compile(
    "|".join(map(re.escape, _ASKING)).replace("怎么办", "怎么办(?!理)") + r"|[为是](?=\s*[??]?\s*$)"
)

# Nouns that name the sort of answer, which the answer itself need not repeat.
GENERIC = frozenset(
    "帮助 作用 意义 效果 好处 成效 影响 职务 职位 身份 情况 事情 内容 问题 法规 原因 目的 办法 措施 方式 名字 姓名 主题 优势 特点 "
    "时间 时候 日期 地点 地址 人物 数量 数字 要求 知道 介绍 有关 关于 相关 具体".split()
)


def kind_of(folded: str) -> Kind:
    """Return the kind of a folded question; plain words without a question are a topic."""
    return next((kind for kind in KINDS if kind.asks.search(folded)), TOPIC)


def kind_named(name: str) -> Kind:
    """Return the kind with that name."""
    return next((kind for kind in KINDS if kind.name == name), TOPIC)


def without_asking_words(folded: str) -> str:
    """Return the folded question with every word that only asks blanked; `len` is kept."""
    return _ASKING_WORDS.sub(lambda m: " " * len(m.group()), folded)


_QUESTION_WORD = re.compile("谁|哪|什么|何|几|多|怎|如何|啥|咋|为")


def asked_place(folded: str) -> Span:
    """Return where the question word stands in a folded question; its end when there is none."""
    words = (Span(*m.span()) for m in _ASKING_WORDS.finditer(folded) if _QUESTION_WORD.search(m.group()))
    return next(words, Span(len(folded), len(folded)))


FOCUS = re.compile(r"(?:[什甚]么|哪一?[个些项种条家]?|何种)(?:样的)?([一-鿿]{2,8})")
_ASKED_UNIT = re.compile(rf"(?:多少|几)({UNITS})")


def asked_unit(folded: str) -> str:
    """Return the unit that a folded question counts in (几个人 -> 个), or nothing."""
    asked = _ASKED_UNIT.search(folded)
    return asked.group(1) if asked else ""


def asked_number(folded: str) -> re.Pattern[str] | None:
    """Return the pattern of a number with the unit that the question names (几点意见 -> 三点), if it does."""
    unit = asked_unit(folded)
    return re.compile(rf"[{NUMERALS}][{NUMERALS}.,余多]*{unit}") if unit else None


def answer_form(kind: str, folded: str) -> re.Pattern[str] | None:
    """Return what an answer to a folded question of that kind looks like; None when it has no form of its own."""
    number = asked_number(folded) if kind == "howmany" else None
    return number or kind_named(kind).answers
