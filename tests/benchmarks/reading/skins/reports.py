"""Made-up articles of the shared grammar, and where each prints its byline."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.reading.material import shared_module

PAPERS = ("青禾日报", "临江时报", "云岭新闻", "古田周报", "南湖晨报", "石桥报", "清源日报")
SECTIONS = ("要闻", "综合新闻", "民生", "基层", "经济", "教科文卫", "城事", "时政")


@dataclass(frozen=True, slots=True)
class Report:
    """One article: its truth, its paragraphs as printed, and bylines that stand outside of them."""

    truth: dict[str, Any]
    printed: tuple[str, ...]
    crossheads: frozenset[int]
    below_title: str | None
    said_author: str | None
    published_on: dt.date


def day_of(dice: random.Random) -> dt.date:
    """Any day of four years."""
    return dt.date(2022, 1, 1) + dt.timedelta(days=dice.randrange(4 * 365))


def reports(dice: random.Random, n: int, published_on: dt.date, may_say: bool = True) -> list[Report]:
    """Return articles of one day; with `may_say` some give their author outside of the text."""
    content = shared_module("content")
    found = content.articles(f"skin{dice.random()}", n, published_on)
    return [_report(dice, article, published_on, may_say) for article in found]


def _report(dice: random.Random, article: dict[str, Any], day: dt.date, may_say: bool) -> Report:
    printed = list(article["paragraphs"])
    form, byline = article["byline_form"], article["byline"]
    below = said = None
    if form in ("tail", "paren_tail", "tail_corr", "photo"):
        if may_say and dice.random() < 0.3:
            said = said_author(dice, article["authors"])
        else:
            printed[-1] += dice.choice(("", " ", "　")) + byline
    elif form == "ownline":
        if may_say and dice.random() < 0.4:
            said = said_author(dice, article["authors"])
        else:
            printed.append(byline)
    elif form == "under_title":
        below = byline
    truth = {
        "title": article["title"],
        "title_lost": False,
        "kicker": article["kicker"],
        "subtitle": article["subtitle"],
        "date": article["date"],
        "authors": article["authors"],
        "paragraphs": article["paragraphs"],
    }
    return Report(truth, tuple(printed), frozenset(article["subheads"]), below, said, day)


def said_author(dice: random.Random, authors: list[str]) -> str:
    """An author as sites give it, with its label or without."""
    names = dice.choice((" ", "、", "　", " ")).join(authors)
    forms = (
        f"作者：{names}",
        f"作者: {names}",
        f"记者：{names}",
        f"记者 {names}",
        f"本报记者 {names}",
        f"作者：本报记者 {names}",
        f"作者：记者 {names}",
        f"文/{names}" if len(authors) == 1 else f"作者：{names}",
        f"全媒体记者 {names}",
        f"撰稿：{names}",
    )
    return dice.choice(forms)
