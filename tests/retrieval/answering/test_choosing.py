"""Which quotes are shown, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.choosing import chosen
from retrieval.answering.excerpt import LONGEST_EXCERPT, Window, best_window
from retrieval.model import Query, Span
from retrieval.text import tokens
from retrieval.text.sentences import sentences

LONG = (
    "锦里农贸市场经过三个月改造重新开业，市场每天6时开门，19时关门，水产区和熟食区分设在东西两侧，便民食堂设在二楼，老年人就餐优惠三元。"
    "为避免占道经营，市场划出四十个免费摊位，附近菜农凭身份证登记即可使用，每天上午10时前离场，场地由物业公司打扫。"
    "市场设有消费维权服务站，公平秤放在正门左侧，顾客可以随时复秤，有投诉当场处理，处理结果在公示栏公布。"
)
OTHER = "云桥镇召开防汛工作会议，镇长宓怀舟主持会议。"


def window(text: str, chance: float = 1.0, second: Window | None = None) -> Window:
    """Return the window that is the whole text."""
    whole = Span(0, len(text))
    return Window(whole, whole, whole, chance, second)


def query(text: str) -> Query:
    """Return a question without asking words, taken apart."""
    words = tuple(word for word in tokens.words(text) if tokens.is_term(word))
    return Query(text, tuple(tokens.terms(text)), "how", (), words, "", text)


def said(texts: list[str], windows: list[Window], chances: list[float], most: int = 3) -> list[str]:
    """Return what is quoted, in order."""
    return [found.span.of(texts[i]) for i, found in chosen(texts, windows, chances, most)]


def test_a_long_paragraph_that_surely_answers_is_quoted_twice() -> None:
    """Its second place comes before a paragraph that hardly answers, and holds other words of it."""
    found = best_window(LONG, sentences(LONG), query("市场每天场地"))

    quotes = said([LONG, OTHER], [found, window(OTHER)], [0.97, 0.03])

    assert [quote in LONG for quote in quotes] == [True, True, False]
    assert quotes[0] not in quotes[1]
    assert quotes[1] not in quotes[0]


def test_a_paragraph_as_likely_comes_before_a_second_place() -> None:
    """Where two paragraphs may answer alike, both are quoted before more of the first, the surer place before the other."""
    found = best_window(LONG, sentences(LONG), query("市场每天场地"))

    quotes = said([LONG, OTHER], [found, window(OTHER)], [0.5, 0.5])

    assert quotes[:2] == [OTHER, found.span.of(LONG)]


def test_a_copy_is_not_quoted_again() -> None:
    """What stands in a quote already, though with other marks around it, is left out."""
    copy = OTHER.replace("，", ", ")

    assert said([OTHER, copy, LONG[:60]], [*map(window, (OTHER, copy, LONG[:60]))], [0.6, 0.3, 0.1]) == [
        OTHER,
        LONG[:60],
    ]


def test_another_person_or_day_is_told_apart() -> None:
    """The same sentence about somebody else, or about another year, is another answer."""
    texts = [
        "云桥镇党委书记宓怀舟主持召开全镇防汛工作会议并讲话。",
        "云桥镇党委书记邬青禾主持召开全镇防汛工作会议并讲话。",
        "2023年云桥镇安排避灾安置点12处。",
        "2024年云桥镇安排避灾安置点12处。",
    ]

    assert said(texts, [*map(window, texts)], [0.4, 0.3, 0.2, 0.1], 4) == texts


@given(
    st.lists(st.text("防汛会议市场，。每天6时", min_size=1, max_size=300), min_size=1, max_size=6), st.data()
)
def test_quotes_are_few_and_different(texts: list[str], data: st.DataObject) -> None:
    """Whatever is found, the likeliest place comes first, no quote comes twice, and none is too long."""
    windows = [best_window(text, sentences(text), query("防汛会议")) for text in texts]
    chances = data.draw(st.lists(st.floats(0, 1), min_size=len(texts), max_size=len(texts)))

    found = chosen(texts, windows, chances, 3)

    assert 1 <= len(found) <= 3
    places = [chance * found.chance for chance, found in zip(chances, windows, strict=True)]
    assert found[0] == (places.index(max(places)), windows[places.index(max(places))])
    assert len({(i, each.span) for i, each in found}) == len(found)
    assert all(each.span.end - each.span.start <= LONGEST_EXCERPT for _, each in found)
