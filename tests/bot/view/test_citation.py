"""A citation says where a quote stands, and what about that is not known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.citation import MAX_CITATION, cite
from bot.view.html import units, visible
from bot.view.texts import Lang
from retrieval import Elsewhere, PrintedDate, Quote
from tests.bot.view.referee import parse
from tests.bot.view.samples import citation, few, quotes

SEPTEMBER = dt.date(2024, 9, 3)


@pytest.mark.parametrize(
    ("date", "published_on", "expected"),
    [
        (PrintedDate(8, 30, 2024), SEPTEMBER, "2024年8月30日 · 2024年9月3日出版"),
        (PrintedDate(9, 3, 2024), SEPTEMBER, "2024年9月3日"),
        (PrintedDate(7, 17), None, "7月17日（年份不详）"),
        (PrintedDate(7, 17), SEPTEMBER, "7月17日（年份不详） · 2024年9月3日出版"),
        (None, SEPTEMBER, "2024年9月3日出版"),
        (None, None, "日期不详"),
    ],
)
def test_dates(date: PrintedDate | None, published_on: dt.date | None, expected: str) -> None:
    """An unknown year or date is said to be unknown; the issue's date is added where it is another."""
    line = cite(citation(date=date, published_on=published_on, page=None, byline=None), Lang.HANS)

    assert f"《青砚时报》 · 青砚区部署台风防御 · {expected}" == line


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"page": "A01"}, "A01版"),
        ({"page": "A01版"}, "A01版"),
        ({"page": "第3版"}, "第3版"),
        ({"bulletin": "《青砚时报》"}, "《青砚时报》 · "),
        ({"bulletin": ""}, "报名不详 · "),
        ({"title": ""}, "（无题）"),
        ({"is_title_derived": True}, "青砚区部署台风防御（题目缺失，摘自正文）"),
        ({"title": "<b>&"}, "&lt;b&gt;&amp;"),
        ({"byline": "记者 苗一舟\n通讯员 殷晓棠"}, "记者 苗一舟 通讯员 殷晓棠"),
    ],
)
def test_forms(changes: dict[str, object], expected: str) -> None:
    """Names get their marks once, what is missing is said, everything stays on one line."""
    line = cite(citation(**changes), Lang.HANS)

    assert expected in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "记者 苗一舟"),
        (1, " · 另见《区报》 2024年9月3日 A02版"),
        (3, " · 另见《区报》 2024年9月3日 A02版 / 《区报》 2024年9月3日 A02版 / 其他1处"),
    ],
)
def test_other_places_of_the_report_are_cited(n: int, expected: str) -> None:
    """A report that stands in several places is shown once, with the others named, or counted past the second."""
    place = Elsewhere(7, "区报", "又见", SEPTEMBER, "A02")

    assert cite(citation(also=(place,) * n), Lang.HANS).endswith(expected)


def test_other_places_are_counted_where_there_is_no_room() -> None:
    """A citation that is long already says only how many other places there are."""
    place = Elsewhere(7, "区" * 60, "又见", SEPTEMBER, "A02")
    line = cite(
        citation(
            also=(place,) * 2,
            title="长" * 120,
            byline="记" * 60,
            bulletin="报" * 60,
            is_uncertain=True,
            is_title_derived=True,
        ),
        Lang.HANS,
    )

    assert line.endswith("另见其他2处")
    assert units(line) <= MAX_CITATION


@few
@given(quotes(), st.sampled_from(Lang))
def test_length(quote: Quote, lang: Lang) -> None:
    """No citation is longer than what messages keep free for it."""
    line = cite(quote.citation, lang)

    assert visible(line) == parse(line).text
    assert units(visible(line)) <= MAX_CITATION
