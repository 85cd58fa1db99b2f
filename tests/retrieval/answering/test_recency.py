"""Answers from different days: the newest first, where they answer alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import answer
from retrieval.model import Answer
from tests.retrieval.answering.town import Town

REPORTS = (
    (
        "云桥镇举行项目签约仪式",
        ("本报讯 在云桥镇项目签约仪式上，镇党委书记骆怀章致辞，十一个项目落地云桥镇工业园区。",),
    ),
    ("云桥镇召开安全生产会议", ("本报讯 云桥镇召开安全生产会议，镇党委书记佟立群要求各村排查隐患。",)),
    ("水费调整", ("云桥镇自来水每吨收费2.4元。", "用水大户须在月底前登记。")),
    ("水费再次调整", ("云桥镇自来水每吨收费2.8元。",)),
)


def dated(*years: int | None) -> Town:
    """Return the town whose articles were published on 1 May of these years, or on no known day."""
    town = Town(REPORTS)
    for i, paragraph in town.paragraphs.items():
        year = years[paragraph.article.id - 1]
        day = dt.date(year, 5, 1) if year else None
        town.paragraphs[i] = replace(paragraph, article=replace(paragraph.article, published_on=day))
    return town


def quoted(town: Town, question: str) -> list[str]:
    """Return the quotes that answer, in order."""
    outcome = answer(analyse(question, town.engine, town.names), town.engine, town.fetch)
    assert isinstance(outcome, Answer)
    return [quote.excerpt.text for quote in outcome.quotes]


@pytest.mark.parametrize(
    ("years", "names"),
    [
        ((2023, 2024, 2024, 2024), ["佟立群", "骆怀章"]),
        ((2024, 2023, 2024, 2024), ["骆怀章", "佟立群"]),
    ],
)
def test_who_holds_an_office_is_told_by_the_newest_report(years: tuple[int, ...], names: list[str]) -> None:
    """Both reports are quoted, each with its day; the later one comes first."""
    quotes = quoted(dated(*years), "云桥镇党委书记是谁")

    assert [name for quote in quotes for name in names if name in quote] == names


@pytest.mark.parametrize(("years", "first"), [((2023, 2024), "2.8元"), ((2024, 2023), "2.4元")])
def test_a_fee_is_told_by_the_newest_report(years: tuple[int, int], first: str) -> None:
    """A sentence that differs in its number alone is no copy, and the newer number comes first."""
    quotes = quoted(dated(2020, 2020, *years), "云桥镇自来水每吨收费多少元")

    assert first in quotes[0]
    assert len([quote for quote in quotes if "自来水每吨" in quote]) == 2


def test_without_days_the_best_stays_first() -> None:
    """Reports without a known day keep the order of the ranking."""
    town, undated = dated(2020, 2020, 2020, 2020), dated(None, None, None, None)
    question = "云桥镇自来水每吨收费多少元"

    assert quoted(undated, question) == quoted(town, question)


def test_a_newer_report_that_says_less_stays_behind() -> None:
    """The year of the question is in the older report's words: the newer one does not answer it."""
    quotes = quoted(dated(2023, 2024, 2023, 2024), "哪位书记在项目签约仪式上致辞")

    assert "骆怀章" in quotes[0]
