"""Pages in other words than the generator's: broadcast news, no 本报讯, no byline, bylines of other forms.

Articles come from ../shared/eval and from the generator's own grammar, changed; the generator sets and spoils them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from retrieval.reading.clues import dateline_end
from tests.benchmarks.reading.material import SHARED, Material, read_json, shared_module

Made = dict[str, Any]
Maker = Callable[[random.Random, int, dt.date, ModuleType], list[Made]]

_SIGNED = ("tail", "ownline", "paren_tail", "tail_corr", "under_title", "photo")
_LONGEST_TITLE = 40
_LEAST_BODY = 120
# (how the press places it, the byline of the names a and b, how many of them sign)
_OTHER_BYLINES = (
    ("ownline", "本报记者 {a} 通讯员 {b} 文/图", 2),
    ("ownline", "□本报记者 {a}", 1),
    ("ownline", "通讯员 {a} {b}", 2),
    ("ownline", "见习记者 {a}", 1),
    ("ownline", "全媒体记者 {a} {b}", 2),
    ("ownline", "记者：{a}", 1),
    ("ownline", "（通讯员 {a}）", 1),
    ("ownline", "撰稿 {a}", 1),
    ("ownline", "本报评论员 {a}", 1),
    ("ownline", "首席记者 {a} 见习记者 {b}", 2),
    ("paren_tail", "（本报记者 {a}、{b}）", 2),
    ("paren_tail", "（{a} {b}）", 2),
    ("paren_tail", "（{a}）", 1),
    ("paren_tail", "（融媒体记者 {a}）", 1),
    ("paren_tail", "（区融媒体中心 {a}）", 1),
    ("paren_tail", "（记者{a} 通讯员{b}）", 2),
    ("tail", "记者 {a} 摄影报道", 1),
    ("tail", "特约记者 {a}", 1),
    ("under_title", "本报记者 {a} {b}", 2),
    ("under_title", "记者 {a} 通讯员 {b}", 2),
    ("under_title", "{a} {b}", 2),
)


def pages_in(wording: str, material: Material) -> list[Path]:
    """Return the folders, one a seed, of spoiled text pages in that wording."""
    folders = [material.scratch / f"{wording.replace(' ', '-')}-{seed}" for seed in material.seeds]
    for seed, folder in zip(material.seeds, folders, strict=True):
        if not folder.exists():
            folder.mkdir()
            _press(WORDINGS[wording], f"{seed}/{wording}", material.n_pages, folder)
    return folders


def _press(maker: Maker, seed: str, n_pages: int, folder: Path) -> None:
    """Let the press set our articles in place of those that it would take from a corpus.

    It names an author under each picture, so the unsigned articles have one until they are set.
    """
    press = shared_module("press")
    press.corpus_articles = lambda _, dice, n, issue: maker(dice, n, issue, press.content)
    for i in range(n_pages):
        press.make_page(seed, i, str(folder), "reportlab", corpus="ours")
    for truth in folder.glob("*.truth.json"):
        page = read_json(truth)
        for article in page["articles"]:
            article["authors"] = article["authors"] if article["byline"] else []
        truth.write_text(json.dumps(page, ensure_ascii=False), "utf-8")


def _broadcast(dice: random.Random, n: int, issue: dt.date, content: ModuleType) -> list[Made]:
    return [_told(dice, *content.make_byline(dice, form), form) for form in dice.choices(_SIGNED, k=n)]


def _unsigned(dice: random.Random, n: int, issue: dt.date, content: ModuleType) -> list[Made]:
    return [_told(dice, "", ["佚名"], "none") for _ in range(n)]


def _otherwise_signed(dice: random.Random, n: int, issue: dt.date, content: ModuleType) -> list[Made]:
    made = []
    for form, byline, n_names in dice.choices(_OTHER_BYLINES, k=n):
        namer = content.Ctx(dice)
        a, b = namer.name(), namer.name()
        made.append(_told(dice, byline.format(a=a, b=b), [a, b][:n_names], form))
    return made


def _without_datelines(dice: random.Random, n: int, issue: dt.date, content: ModuleType) -> list[Made]:
    articles: list[Made] = content.articles(dice.randint(0, 10**9), n, issue)
    for article in articles:
        lead = article["paragraphs"][0].removeprefix("本报讯")
        if article["byline_form"] == "dateline":
            lead = lead.removeprefix(article["byline"])
            article["byline_form"] = "paren_tail"
        article["paragraphs"][0] = lead.strip()
        article["subheads"] = []
        if dice.random() < 0.3:
            article.update(byline="", byline_form="none")
    return articles


def _told(dice: random.Random, byline: str, authors: list[str], form: str) -> Made:
    title, paragraphs = dice.choice(_stories())
    known = {"title": title, "kicker": None, "subtitle": None, "date": "?", "date_text": None}
    signed = {"byline": byline, "authors": authors, "byline_form": form}
    return known | signed | {"paragraphs": list(paragraphs), "subheads": []}


@cache
def _stories() -> list[tuple[str, list[str]]]:
    """Headlines and paragraphs of the news sets; a set without headlines gets its first clause.

    Where that clause is a wire's dateline (新华社某地5月4日电), no newspaper would print it as a headline: left out.
    """
    stories = []
    for name in ("haystack", "news"):
        documents: dict[str, list[dict[str, str]]] = {}
        with (SHARED / "eval" / name / "passages.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                documents.setdefault(row["doc"], []).append(row)
        for rows in documents.values():
            rows.sort(key=lambda row: int(row["id"].rpartition("#")[2]))
            texts = [row["text"].strip() for row in rows]
            title = rows[0]["title"] or texts[0].partition("，")[0]
            if _is_fit(title, texts):
                stories.append((title, texts))
    return stories


def _is_fit(title: str, texts: list[str]) -> bool:
    is_whole = all(text[-1:] in "。！？”" and "\n" not in text and " " not in text for text in texts)
    is_whole = is_whole and not dateline_end(title)
    return is_whole and 6 <= len(title) <= _LONGEST_TITLE and sum(map(len, texts)) >= _LEAST_BODY


WORDINGS: MappingProxyType[str, Maker] = MappingProxyType(
    {
        "no 本报讯": _without_datelines,
        "broadcast news": _broadcast,
        "broadcast unsigned": _unsigned,
        "broadcast other bylines": _otherwise_signed,
    }
)
