from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answering.analyse import analyse
from retrieval.answering.excerpt import best_window
from retrieval.answering.highlight import highlights
from retrieval.answering.questions import kind_of, without_asking_words
from retrieval.engine import LocalEngine, Names
from retrieval.text.fold import fold
from retrieval.text.sentences import sentences

ENGINE = LocalEngine()
NAMES = Names(ENGINE)


def marked(text: str, question: str) -> list[str]:
    query = analyse(question, ENGINE, NAMES)
    window = best_window(text, sentences(text), query)
    return [span.of(window.span.of(text)) for span in highlights(text, window, query)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("达成融资意向多少笔", "当天共达成融资意向24笔，金额73亿元。", ["24笔"]),
        ("渡口几点到几点开放", "渡口每天6时至18时开放，周一检修。", ["6时至18时"]),
        ("预算收入是多少", "零售总额58.5亿元，预算收入8600万元，增长9%。", ["8600万元"]),
        ("为什么停航", "6月3日，为切实保障安全，渡口暂时停航，船工上岸。", ["为切实保障安全，渡口暂时停航"]),
        ("为什么停航", "渡口因上游泄洪停航，船工上岸。", ["渡口因上游泄洪停航"]),
        ("游园过去是什么样的", "这座游园很大，游园过去是一片堆满杂物的闲置地。", ["一片堆满杂物的闲置地"]),
        ("镇里对停航持什么态度", "镇里对停航持开放态度。", ["开放态度"]),
        ("码头食堂能坐几个人", "码头摊位由36个调整为28个，食堂新设了一间可坐60人的大厅。", ["60人"]),
        ("高峰多久开一班船", "高峰时段开船间隔由25分钟压缩到15分钟。", ["15分钟"]),
        ("渡口管理所主任叫什么", "渡口管理所主任骆怀舟说，施工期间会有提示。", ["骆怀舟"]),
        ("今年新招了多少学生", "今年一年级报名在网上办理，新招学生320名。", ["320名"]),
        ("值班电话是多少", "遇险可拨打值班电话5550119，该电话全天有人接听。", ["5550119"]),
        ("末班船几点开", "首末班船时间为5时50分和21时30分，票价2元。", ["21时30分"]),
        (
            "渡船年检怎么办理",
            "渡船年检办理：到镇便民中心领表，交社区盖章。",
            ["到镇便民中心领表，交社区盖章"],
        ),
    ],
)
def test_the_answer_itself_is_marked(question: str, text: str, expected: list[str]) -> None:
    """The name, date, number, reason or clause that answers is marked, whole, and without what only leads to it."""
    assert marked(text, question) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="区长主持会议因为，、。；：“”（）2024年9月 \u3000的了", min_size=1, max_size=300),
    st.sampled_from(["谁主持会议", "什么时候", "如何开会？", "会议", "为什么", "会议是什么", "多少"]),
)
def test_marks_lie_in_order_within_the_window(text: str, question: str) -> None:
    """Whatever the text, marks are inside the window, in order, apart, and never empty."""
    query = analyse(question, ENGINE, NAMES)
    window = best_window(text, sentences(text), query)
    edges = [edge for span in highlights(text, window, query) for edge in (span.start, span.end)]

    assert edges == sorted(set(edges))
    assert all(0 <= edge <= window.span.end - window.span.start for edge in edges)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="区长主持9:30月18日5,000元“”，。占12.5%", min_size=1, max_size=80))
def test_numbers_and_quotations_stay_whole(text: str) -> None:
    """No mark begins or ends between two digits, and none holds one mark of a pair of quotation marks."""
    said = marked(text, "谁主持了什么？")
    for words in said:
        at = text.find(words)
        assert words.count("“") == words.count("”")
        assert not (at > 0 and text[at - 1].isdigit() and words[0].isdigit() and text.count(words) == 1)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("假日期间销售额多少", "howmany"),
        ("如何处置积水", "how"),
        ("会议在何处召开", "where"),
        ("截止日期", "when"),
        ("大桥于何年建成", "when"),
        ("大桥在哪一个年代建成", "when"),
        ("哪一个人主持会议", "who"),
        ("哪些人群可以接种", "what"),
        ("會議討論甚麼", "what"),
    ],
)
def test_a_question_word_is_no_part_of_another_word(question: str, kind: str) -> None:
    """假日期间 asks for no 日期, and 如何处置 for no 何处."""
    assert kind_of(fold(question)).name == kind


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("大桥于何年建成？", "大桥于建成"),
        ("改造的目的为？", "改造的目的"),
        ("区长是？", "区长"),
        ("甚么人为大桥剪彩", "人为大桥剪彩"),
    ],
)
def test_what_only_asks_is_not_looked_for(question: str, content: str) -> None:
    """何年 and a 为 that waits for the answer ask; a 为 in the midst of a question does not."""
    assert "".join(without_asking_words(fold(question)).split()).strip("?") == content
