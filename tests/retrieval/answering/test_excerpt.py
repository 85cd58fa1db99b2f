from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answering.analyse import analyse
from retrieval.answering.clues import CLUES, clues
from retrieval.answering.excerpt import LONGEST_EXCERPT, best_window, part, windows
from retrieval.engine import LocalEngine, Names
from retrieval.model import Query
from retrieval.text.sentences import sentences
from tests.bulletins.pages import sample_pages, sample_questions

ENGINE = LocalEngine()
NAMES = Names(ENGINE)
PARAGRAPHS = [p for sample in sample_pages() for article in sample.articles for p in article["paragraphs"]]


def query_of(question: str) -> Query:
    return analyse(question, ENGINE, NAMES)


def quoted(text: str, question: str, title: str = "") -> str:
    return best_window(text, sentences(text), query_of(question), title).span.of(text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="区长主持会议，、。；：“”（）《》2024年9月 \u3000\n臺１", min_size=1, max_size=500),
    st.sampled_from(["谁主持会议", "什么时候", "如何", "会议", "", "多少"]),
)
def test_any_text_gives_a_short_slice(text: str, question: str) -> None:
    """Whatever a paragraph is made of, its window lies inside it and has at most 120 characters."""
    window = best_window(text, sentences(text), query_of(question))

    assert 0 <= window.span.start <= window.span.end <= len(text)
    assert window.span.end - window.span.start <= LONGEST_EXCERPT
    assert window.span.start <= window.sentence.start <= window.sentence.end <= window.span.end
    assert 0 <= window.chance <= 1 + 1e-9


def test_samples_are_quoted_in_whole_clauses() -> None:
    """Of every sample paragraph, whatever is asked, a window begins and ends where a clause does."""
    for question in [row["q"] for row in sample_questions()][::6]:
        for text in PARAGRAPHS:
            window = best_window(text, sentences(text), query_of(question)).span
            edges = {0, len(text)} | {edge for p in part(text, ()).pieces for edge in (p.start, p.end)}
            outside = text[: window.start].rstrip(" \u3000"), text[window.end :].lstrip(" \u3000，,、；;：:")

            assert len(window.of(text)) > 0
            assert len(outside[0]) in {len(text[:e].rstrip(" \u3000")) for e in edges}
            assert len(outside[1]) in {len(text[e:].lstrip(" \u3000，,、；;：:")) for e in edges}


def test_windows_have_no_room_for_one_more_piece() -> None:
    """Each run is as long as it may be, and all pieces are in some run."""
    text = "，".join(f"第{i}项工作抓紧抓实" for i in range(60)) + "。"
    parts = part(text, sentences(text)).pieces
    runs = windows(parts)

    assert {i for first, last in runs for i in range(first, last + 1)} == set(range(len(parts)))
    for first, last in runs:
        assert parts[last].end - parts[first].start <= LONGEST_EXCERPT
        assert last + 1 == len(parts) or parts[last + 1].end - parts[first].start > LONGEST_EXCERPT


def test_one_row_of_clues_a_piece() -> None:
    """Each piece has as many numbers as there are clues."""
    text = PARAGRAPHS[0]
    parted = part(text, sentences(text))

    assert clues(parted, query_of("谁主持会议")).shape == (len(parted.pieces), len(CLUES))


FILLER = "各村各社区抓紧抓实各项日常工作，干部下沉一线走访农户，志愿者清理沟渠。"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("渡口停航的原因是什么", "因上游水库泄洪，渡口停航。"),
        ("渡口什么时候恢复通航", "渡口定于6月20日恢复通航。"),
        ("谁指挥渡口值守", "渡口值守由副镇长邬青禾指挥。"),
        ("渡口有多少条渡船", "渡口的17条渡船全部上岸。"),
    ],
)
def test_the_window_is_where_the_answer_is(question: str, answer: str) -> None:
    """In a paragraph several windows long the quoted one holds the answer, wherever it stands."""
    for before, behind in ((0, 8), (4, 4), (8, 0)):
        text = FILLER * before + "渡口由镇里管理。" + answer + FILLER * behind

        assert answer in quoted(text, question, "云桥镇的渡口")


def test_a_long_answer_fits_as_far_as_it_can() -> None:
    """What is asked for at length begins early enough in its window to be quoted whole."""
    steps = "一是带上身份证和户口本，二是到镇便民服务中心二楼领取表格，三是交社区盖章，四是十个工作日内取件。"
    text = FILLER * 3 + "渡船年检怎么办理，镇里作了说明。" + steps + FILLER * 3

    assert steps in quoted(text, "渡船年检怎么办理")
