"""Pages of a fictional district, broken in the ways that text layers are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from retrieval.model import Source
from retrieval.reading import as_json, read
from retrieval.reading.text_page import read_text
from tests.retrieval.reading.pages import check_reading


def page(text: str, **arguments: Any) -> dict[str, Any]:
    reading = read(
        Source(arguments.pop("name", "page.txt"), text.encode(), arguments.pop("origin", "")), **arguments
    )
    check_reading(reading)
    return as_json(reading)


def bodies(text: str) -> list[list[str]]:
    return [article["paragraphs"] for article in page(text)["articles"]]


RIVER = """白鹭区开展河道清洁行动

本报讯 3月5日上午，白鹭区
水务局组织志愿者清理河道。区长
顾南枝到现场查看进度，要求各
镇办把责任落实到人。
“河水清了，散步的人多了，夜
里也听得见蛙声了。”居民姚一宁
说。
记者 白若溪
"""
LOST = """
本报讯 近日，白鹭区社区食堂开
张，每天供应午餐200余份，老人
凭证就餐。

饭菜由镇办统一采购，价格公
开，接受居民监督。（记者 姚一宁）
"""


def test_a_paragraph_starts_where_a_line_is_two_ems_short() -> None:
    """No blank line stands before the second paragraph; its lost indent tells it."""
    (paragraphs,) = bodies(RIVER)

    assert [p[:6] for p in paragraphs] == ["本报讯 3月", "“河水清了，"]


def test_a_blank_line_inside_a_paragraph_is_a_column_break() -> None:
    """A full line with no end mark goes on below a blank line."""
    assert bodies(RIVER.replace("长\n顾", "长\n\n顾")) == bodies(RIVER)


def test_letter_spacing_and_stray_blanks_go() -> None:
    """Blanks of the typesetter are no text; the blank behind the dateline is the author's."""
    spaced = RIVER.replace(
        "水务局组织志愿者清理河道。区长", "水 务 局 组 织 志 愿 者 清 理 河 道 。 区 长"
    ).replace("3月5日", "3 月 5日")

    assert bodies(spaced) == bodies(RIVER)


def test_a_lost_headline_is_derived_from_the_lead() -> None:
    """The title is null; its stand-in is cut from the article's own words, without dateline and day."""
    first, second = page(RIVER + LOST)["articles"]

    assert first["title"] == "白鹭区开展河道清洁行动"
    assert second["title"] is None
    assert second["title_generated"] == "白鹭区社区食堂开张，每天供应午餐200余份"
    assert second["authors"] == ["姚一宁"]
    assert second["date"] is None
    assert second["date_text"] == "近日"


def test_a_derived_title_is_cut_between_words() -> None:
    """A first clause of more than 30 characters ends with a whole word."""
    lead = "本报讯 3月5日，白鹭区水务局在河道管理办公室三楼会议室召开全区河道清洁行动动员部署暨表彰大会。\n"
    (article,) = page(lead)["articles"]

    assert len(article["title_generated"]) <= 30
    assert article["title_generated"] == "白鹭区水务局在河道管理办公室三楼会议室召开全区河道清洁行动"


@pytest.mark.parametrize(
    "tail",
    [
        "居民监督。记者 姚\n一宁",
        "居民监督。记\n者 姚一宁",
        "居民监督。（记者 姚一\n宁 通讯员 白若溪）",
        "居民监督。记者\n\n姚一宁",
        "居民监督。记者 姚一宁 通\n讯员 白若溪",
        "居民监督。（本报\n记者 姚一宁、白若溪）",
        "居民监督。（本报记者 姚一宁、\n白若溪）",
    ],
)
def test_a_byline_broken_over_lines_is_put_together(tail: str) -> None:
    """Wherever it breaks, in a name or in its role, the byline is whole and no part of the paragraph."""
    (article,) = page(LOST.replace("居民监督。（记者 姚一宁）", tail))["articles"]

    assert article["paragraphs"][-1].endswith("居民监督。")
    assert article["authors"][0] == "姚一宁"


def test_a_byline_over_two_lines_of_prose_and_its_own_keeps_its_order() -> None:
    """The reporter runs on behind the last sentence, the correspondent stands below."""
    (article,) = page(RIVER.replace("说。\n记者 白若溪", "说。 记者 白若溪\n通讯员 姚一宁"))["articles"]

    assert article["byline"] == "记者 白若溪 通讯员 姚一宁"


def test_a_day_after_a_gap_begins_an_article_where_others_are_signed() -> None:
    """One article of four lacks its byline; the next has no 本报讯 and is still its own."""
    signed = "\n" + RIVER.replace("本报讯 ", "").replace("白鹭区开展河道清洁行动\n", "")
    unsigned = signed.replace("记者 白若溪\n", "").replace("3月5日上午", "3月4日下午")

    assert [len(body) for body in bodies(signed + unsigned + signed + signed)] == [2, 2, 2, 2]


def test_an_article_is_signed_once() -> None:
    """Where a byline stands under a headline and another at an end, an article without headline lies between."""
    river = RIVER.replace("白鹭区开展河道清洁行动\n", "白鹭区开展河道清洁行动\n本报记者 白若溪\n").replace(
        "\n记者 白若溪\n", "\n"
    )
    river = river.replace("本报讯 3月5日上午，", "进入春季以来，")
    first, second = page(river + LOST.replace("本报讯 近日，", "3月6日，"))["articles"]

    assert first["authors"] == ["白若溪"]
    assert second["authors"] == ["姚一宁"]
    assert second["paragraphs"][0].startswith("3月6日，白鹭区社区食堂")


def test_dated_starts_part_unsigned_articles() -> None:
    """Without 本报讯 and bylines, a paragraph that opens with its day after a gap begins an article."""
    first = RIVER.replace("本报讯 ", "").replace("记者 白若溪\n", "")
    second = LOST.replace("本报讯 近日", "3月6日").replace("（记者 姚一宁）", "")

    assert [len(body) for body in bodies(first + second)] == [2, 2]


def test_kicker_and_subtitle_are_told_from_the_title() -> None:
    """A motto above and a dash below the title are its kicker and its subtitle."""
    (article,) = page(
        "“清水”进行时\n白鹭区开展\n河道清洁行动\n——来自水务局的报道\n\n" + RIVER.split("\n\n", 1)[1]
    )["articles"]

    assert article["kicker"] == "“清水”进行时"
    assert article["title"] == "白鹭区开展河道清洁行动"
    assert article["subtitle"] == "——来自水务局的报道"


def test_a_crosshead_is_a_paragraph_of_its_own() -> None:
    """A short line between two paragraphs is no headline and belongs to neither."""
    text = RIVER.replace(
        "记者 白若溪\n", "清水绕城人心安\n\n下一步，水务局将继续完善巡查\n机制，守护一河清水。\n记者 白若溪\n"
    )
    (paragraphs,) = bodies(text)

    assert paragraphs[-2:] == ["清水绕城人心安", "下一步，水务局将继续完善巡查机制，守护一河清水。"]


def test_printed_indents_are_believed() -> None:
    """Where paragraphs keep their two blanks, these decide."""
    text = "\u3000\u3000近日，白鹭区水务局清理\n河道，居民叫好。\n\u3000\u3000水清了。散步的人也多了\n起来。\n\u3000\u3000记者 白若溪\n"

    assert bodies(text) == [["近日，白鹭区水务局清理河道，居民叫好。", "水清了。散步的人也多了起来。"]]


def test_unwrapped_text_keeps_its_lines_as_paragraphs() -> None:
    """Text copied from a web page has one line for each paragraph."""
    lines = [
        "近日，白鹭区水务局组织志愿者清理河道，区长顾南枝到现场查看进度，要求各镇办把责任落实到人。",
        "居民说，河水清了，散步的人也多了。",
        "下一步，水务局将继续完善巡查机制，每周至少巡查两次，发现问题当天处理，并向居民公布结果。",
    ]

    assert bodies("\n".join(["白鹭区开展河道清洁行动", *lines])) == [lines]


STRIP = "白鹭时报\n2024年3月6日 星期三 02版 民生\n\n"


def test_the_masthead_gives_paper_day_and_page() -> None:
    """What the page says about itself is no article, and its day gives the datelines their year."""
    form = page(STRIP + RIVER)

    assert form["page"] == {"paper": "白鹭时报", "issue_date": "2024-03-06", "page_label": "02版"}
    assert form["other"] == ["白鹭时报", "2024年3月6日 星期三 02版 民生"]
    assert form["articles"][0]["date"] == "2024-03-05"


@pytest.mark.parametrize(
    ("arguments", "date"),
    [
        ({}, "XXXX-03-05"),
        ({"name": "2024-03-06-A02.txt"}, "2024-03-05"),
        ({"origin": "/papers/2023-03/06/page.txt"}, "2023-03-05"),
        ({"name": "2024-03-06.txt", "published_on": dt.date(2022, 3, 9)}, "2022-03-05"),
    ],
)
def test_a_year_is_never_guessed(arguments: dict[str, Any], date: str) -> None:
    """It comes from the argument, else the masthead, else the file's name or folder; else it is unknown."""
    assert page(RIVER, **arguments)["articles"][0]["date"] == date


def test_form_feeds_part_pages() -> None:
    """Each page has its own label; a sentence that runs on across a form feed stays one."""
    reading = read(Source("p.txt", (STRIP + RIVER + "\f" + STRIP.replace("02", "03") + LOST + "\f").encode()))
    halves = RIVER.split("长\n")

    assert [(p.label, len(p.articles)) for p in reading.issue.pages] == [("02版", 1), ("03版", 1)]
    assert bodies("长\n\f".join(halves)) == bodies(RIVER)


def test_issues_in_one_text_have_their_own_days() -> None:
    """Where the strip of another day stands, another page begins, form feed or not."""
    days = ("2024年9月3日 星期二 第A01版", "2024年9月10日 星期二 第A01版")
    text = "\n\n".join(
        f"青砚时报\n{day}\n\n泵站试运行\n\n本报讯 9月{k}日，城北泵站试运行，水位平稳。\n\n记者 姚一宁"
        for k, day in enumerate(days, start=1)
    )
    pages, masthead = read_text(text, "page", None, None)

    assert masthead.published_on == dt.date(2024, 9, 3)
    assert [page.label for page in pages] == ["A01", "A01"]
    assert [[str(a.date) for a in page.articles] for page in pages] == [["2024-09-01"], ["2024-09-02"]]
    assert [a.headline.text for page in pages for a in page.articles] == ["泵站试运行"] * 2


def test_a_text_longer_than_any_page_is_parted_where_an_article_begins() -> None:
    """A year in one file without a strip is read in parts, and no article is cut."""
    story = "泵站试运行\n\n本报讯 9月1日，城北泵站试运行，水位平稳。\n值守的人轮了三班。\n\n记者 姚一宁\n\n"
    pages, _ = read_text(story * 2000, "page", None, None)

    assert len(pages) > 1
    assert sum(len(page.articles) for page in pages) == 2000


def test_jump_notes_and_credits_belong_to_no_article() -> None:
    """下转, a photographer's credit and the editors are kept, apart from the articles."""
    form = page(
        RIVER + "（下转04版）\n\n图为清理河道的志愿者。记者 姚一宁 摄\n\n责任编辑 白若溪 校对 姚一宁\n"
    )

    assert len(form["other"]) == 3
    assert [a["paragraphs"] for a in form["articles"]] == bodies(RIVER)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "（" * 200_000,
        "。记者 王" * 60_000,
        " " * 500_000 + "。",
        "1月" * 100_000,
        "（记者 白若溪）" * 20_000,
        "白 鹭 " * 60_000,
        "ab 1 2" * 60_000,
        "白\n" * 20_000,
        "本报讯 " * 60_000,
    ],
)
def test_an_endless_line_takes_linear_time(text: str) -> None:
    """No rule goes back and forth over a long line; the suite's time limit is the bound."""
    assert read(Source("p.txt", text.encode())).issue.pages
