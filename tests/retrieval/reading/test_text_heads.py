"""Where an article of a text page begins: headlines, names under them, leads without a day in front."""

from __future__ import annotations

import pytest

from tests.retrieval.reading.test_text_page import LOST, RIVER, bodies, page


def test_names_alone_under_a_headline_sign_the_article() -> None:
    """They are no part of the headline."""
    (article,) = page("社区食堂开张\n\n顾南枝 姚一宁\n\n" + LOST.replace("（记者 姚一宁）", "").strip())[
        "articles"
    ]

    assert article["title"] == "社区食堂开张"
    assert article["authors"] == ["顾南枝", "姚一宁"]


def test_a_headline_may_break_inside_its_quotation() -> None:
    """What one row opens the next one closes."""
    form = page(RIVER + "\n全区开展“河长进社\n区”主题日活动\n" + LOST)

    assert [a["title"] for a in form["articles"]] == [
        "白鹭区开展河道清洁行动",
        "全区开展“河长进社区”主题日活动",
    ]


def test_a_credit_that_breaks_over_two_lines_is_no_caption() -> None:
    """记者 顾南枝 摄 / 影报道 signs the article, and its last sentence stays."""
    (article,) = page(RIVER.replace("说。\n记者 白若溪", "说。记者 白若溪 摄\n影报道"))["articles"]

    assert article["paragraphs"] == bodies(RIVER)[0]
    assert article["authors"] == ["白若溪"]


@pytest.mark.parametrize("scene", ["“饭菜价格公开，老人都说好。”连日来，", "重阳节来临之际，"])
def test_a_scene_before_the_day_begins_an_article(scene: str) -> None:
    """No headline, dateline or byline parts it from the article above."""
    unsigned = RIVER.replace("记者 白若溪\n", "")
    form = page(
        unsigned + LOST.replace("本报讯 近日，白鹭区社区食堂开\n张，", f"{scene}白鹭区社\n区食堂开张，")
    )

    assert [a["paragraphs"][0][:6] for a in form["articles"]] == ["本报讯 3月", scene[:6]]
