"""The filter language: what is understood, what is found, and which rule a mistake breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.filters import Mistake, evaluate, parse, pattern_of, wanted_words
from retrieval import fold

ARTICLES = (
    "防汛和抗旱两手抓",
    "防汛演练",
    "城管拆迁通告",
    "政 银 企 对 接 会",
    "开设Smart City课",
    "AI与MAIL",
)

FOUND = [
    ("防汛", "01"),
    ("防汛 OR 拆迁", "012"),
    ("防汛、拆迁", "012"),
    ("防汛，拆迁", "012"),
    ("防汛｜拆迁", "012"),
    ("城管 AND 拆迁", "2"),
    ("城管 拆迁", "2"),
    ("城管 & 拆迁", "2"),
    ("城管 拆迁 防汛", ""),
    ("-防汛", "2345"),
    ("防汛 -演练", "0"),
    ("防汛 NOT 演练", "0"),
    ("防汛 ！演练", "0"),
    ("防汛 not 演练", "0"),
    ('"政银企对接"', "3"),
    ("“政银企对接”", "3"),
    ("「政银企对接」", "3"),
    ("政银企对接", "3"),
    ("(防汛 OR 城管) -演练", "02"),
    ("（防汛 OR 城管）－演练", "02"),
    ("防汛 OR 城管 拆迁", "012"),
    ("-(防汛 OR 城管)", "345"),
    ("--防汛", "01"),
    ("防旱 OR 抗旱", "0"),
    ("抗旱 OR 拆遷", "02"),
    ('"smart city"', "4"),
    ("smart", "4"),
    ("ai", "5"),
    ("MAIL", "5"),
    ("ＡＩ", "5"),
    ("android", ""),
]

BROKEN = [
    ("", "empty"),
    ("  　", "empty"),
    ("防" * 201, "too_long"),
    (" ".join("防" * 21), "too_many_words"),
    ('"防汛', "quote_open"),
    ("“防汛", "quote_open"),
    ("防汛”", "quote_open"),
    ('防汛 ""', "quote_empty"),
    ("(防汛", "bracket_open"),
    ("防汛 (", "bracket_open"),
    ("((防汛)", "bracket_open"),
    ("防汛)", "bracket_unopened"),
    (")", "bracket_unopened"),
    ("防汛 ()", "bracket_empty"),
    ("防汛 AND", "word_missing"),
    ("AND 防汛", "word_missing"),
    ("OR", "word_missing"),
    ("防汛 OR OR 抗旱", "word_missing"),
    ("防汛 -", "word_missing"),
    ("(防汛 OR) 抗旱", "word_missing"),
    ("NOT", "word_missing"),
]


def where(word: str) -> int:
    """The articles a word stands in, as bits."""
    return sum(1 << at for at, text in enumerate(ARTICLES) if pattern_of(word).search(fold(text)))


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_found(text: str, expected: str) -> None:
    """Each way of writing finds its articles, by word, sign, width and script."""
    expression = parse(text)
    assert not isinstance(expression, Mistake), expression

    bits = evaluate(expression, where, (1 << len(ARTICLES)) - 1)

    assert expected == "".join(str(at) for at in range(len(ARTICLES)) if bits >> at & 1)


@pytest.mark.parametrize(("text", "rule"), BROKEN)
def test_mistakes_name_the_rule(text: str, rule: str) -> None:
    """What is written wrong is a value that says which rule it breaks."""
    found = parse(text)

    assert isinstance(found, Mistake)
    assert rule == found.rule


@given(st.text(alphabet=' 防汛ab()（）"“”-!&|、ORANDNT', max_size=220))
def test_no_text_raises(text: str) -> None:
    """Whatever is typed is an expression or a mistake; an expression finds bits of the articles there are."""
    found = parse(text)

    if not isinstance(found, Mistake):
        assert evaluate(found, where, 0b111111) & ~0b111111 == 0


def test_words_to_mark() -> None:
    """Wanted words are marked, unwanted ones are not."""
    expression = parse('(防汛 OR "政银企对接") -演练 防汛')

    assert not isinstance(expression, Mistake)
    assert wanted_words(expression) == ("防汛", "政银企对接")
