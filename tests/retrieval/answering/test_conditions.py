"""What people type into a search, and which places meet it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.conditions import is_met, parse_search
from retrieval.model import ArticleHead, Days, PrintedDate, Search, StoredParagraph

TODAY = dt.date(2026, 11, 24)
HEAD = ArticleHead(
    7,
    1,
    "青砚时报",
    dt.date(2024, 9, 3),
    "青砚区部署台风防御",
    False,
    PrintedDate(8, 30, 2024),
    "8月30日",
    "A03",
    "记者 甲",
    "",
)
PARAGRAPH = StoredParagraph(1, 0, "市民可以拨打区防汛值班电话５５５０１１９。", (), HEAD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("防汛 值班", Search("防汛 值班")),
        ("", Search("")),
        ('防汛 "值班电话"', Search("防汛 值班电话", phrases=("值班电话",))),
        ("“政银企对接”", Search("政银企对接", phrases=("政银企对接",))),
        ("「政銀企對接」", Search("政銀企對接", phrases=("政銀企對接",))),
        ("防汛 -广告", Search("防汛", excluded=("广告",))),
        ("防汛 －“公益 广告” −招聘", Search("防汛", excluded=("公益 广告", "招聘"))),
        ("来源:青砚时报 防汛", Search("防汛", bulletins=("青砚时报",))),
        ("防汛 來源：《青砚时报》", Search("防汛", bulletins=("《青砚时报》",))),
        ("標題:颱風 title:防汛", Search("", titles=("颱風", "防汛"))),
        ("版:3 PAGE:A2 停水", Search("停水", pages=("3", "A2"))),
        ("A-01 比-尔 3-5岁", Search("A-01 比-尔 3-5岁")),
        ("http://a.b/c", Search("http://a.b/c")),
        ("防汛的日期:上周", Search("防汛的日期:上周")),
    ],
)
def test_words_and_conditions(text: str, expected: Search) -> None:
    """Conditions come in any order, both scripts and both widths; what is none is words."""
    assert parse_search(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("日期:2024-07", Days("2024-07", dt.date(2024, 7, 1), dt.date(2024, 7, 31))),
        ("日期：上周", Days("上周", dt.date(2026, 11, 16), dt.date(2026, 11, 22))),
        ('日期:"2024年7月 18日"', Days("2024年7月 18日", dt.date(2024, 7, 18), dt.date(2024, 7, 18))),
        ("date:2024年以前", Days("2024年以前", None, dt.date(2023, 12, 31))),
        ("日期:去年 日期:今年", Days("今年", dt.date(2026, 1, 1), dt.date(2026, 12, 31))),
    ],
)
def test_days(text: str, days: Days) -> None:
    """A date is any time as people say it, as it is meant today; of two the last one counts."""
    assert parse_search(f"{text} 防汛", TODAY) == Search("防汛", days=days)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("日期:明年吧 防汛", ("bad_date", "明年吧")),
        ("日期:2024-13", ("bad_date", "2024-13")),
        ("日期: 防汛", ("bad_date", "防汛")),
        ("来源:", ("empty_bulletins", "来源:")),
        ("标题:“”", ("empty_titles", "标题:“”")),
        ('防汛 "值班', ("open_quote", '防汛 "值班')),
    ],
)
def test_mistakes_are_named(text: str, mistake: tuple[str, str]) -> None:
    """With the rule that was broken, and what broke it."""
    assert parse_search(text, TODAY).mistakes == (mistake,)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Search("x"), True),
        (Search("", phrases=("值班电话5550119",)), True),
        (Search("", phrases=("台風防禦",)), True),
        (Search("", phrases=("电话值班",)), False),
        (Search("", excluded=("台风",)), False),
        (Search("", excluded=("广告",)), True),
        (Search("", bulletins=("青砚",)), True),
        (Search("", bulletins=("《青硯時報》",)), True),
        (Search("", bulletins=("红岩日报",)), False),
        (Search("", bulletins=("红岩日报", "青砚时报")), True),
        (Search("", titles=("台风",)), True),
        (Search("", titles=("值班",)), False),
        (Search("", pages=("3",)), True),
        (Search("", pages=("第三版",)), True),
        (Search("", pages=("a3",)), True),
        (Search("", pages=("B3",)), False),
        (Search("", pages=("30",)), False),
        (Search("", days=Days("", dt.date(2024, 8, 30), dt.date(2024, 8, 30))), True),
        (Search("", days=Days("", dt.date(2024, 8, 31), None)), False),
        (Search("", days=Days("", None, dt.date(2024, 8, 30))), True),
    ],
)
def test_conditions_are_met(wanted: Search, expected: bool) -> None:
    """Width and script do not matter, and a page is known by its number."""
    assert is_met(wanted, PARAGRAPH) is expected


def test_a_day_without_a_year_is_that_of_the_issue() -> None:
    """And a report that nobody can date is never one of the days asked for."""
    wanted = Search("", days=Days("", dt.date(2024, 9, 3), dt.date(2024, 9, 3)))
    of_issue = replace(HEAD, date=PrintedDate(7, 18))
    undated = replace(of_issue, published_on=None)

    assert is_met(wanted, replace(PARAGRAPH, article=of_issue))
    assert not is_met(wanted, replace(PARAGRAPH, article=undated))


@given(st.text(st.sampled_from('防汛-－"“”「」:： 日期来源版标题title3上周\t\n'), max_size=40))
def test_whatever_is_typed_is_understood_somehow(text: str) -> None:
    """No input raises, and words that are left hold no pair of quotation marks."""
    found = parse_search(text, TODAY)

    assert all(found.phrases)
    assert all(found.excluded)
    assert all(rule and isinstance(value, str) for rule, value in found.mistakes)
