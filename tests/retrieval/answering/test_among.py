from __future__ import annotations

import pytest

from retrieval.answering import signs
from retrieval.answering.among import among, asked_places
from retrieval.answering.signs import Asked, Place
from retrieval.model import Query
from retrieval.text import tokens


def asked(text: str) -> Asked:
    """Return a question without asking words, each of its terms as telling as any other."""
    words = tuple(word for word in tokens.words(text) if tokens.is_term(word))
    return signs.asked(Query(text, tuple(tokens.terms(text)), "what", (), words, "", text), lambda _: 1.0)


def place(question: Asked, body: str, title: str = "", before: str = "") -> Place:
    """Return a candidate with this text."""
    return Place(0.5, body, title, before, 0, frozenset(pair for pair in question.pairs if pair in body))


def test_other_words_for_the_same_thing_count() -> None:
    """Where 修建 was asked, a sentence that says 扩建 beside the bridge's name shows more than one that does not."""
    question = asked("青石桥修建")
    builds = place(question, "青石桥于去年扩建。")
    passes = place(question, "青石桥上行人很多。修车铺在桥头。")
    neither = place(question, "青石桥上行人很多。")

    first, second, third = (
        each["other_words"] for each in among(question, [builds, passes, neither], [1, 2, 3])
    )

    assert first > 0
    assert second > 0
    assert third == 0


def test_what_is_said_already_is_no_other_word() -> None:
    """A paragraph that says every pair of the question shows nothing in other words."""
    question = asked("青石桥修建")

    assert among(question, [place(question, "青石桥修建于去年。")], [1])[0]["other_words"] == 0


def test_the_article_names_the_place() -> None:
    """The place that was asked counts wherever the article says it: in its title, in another of its paragraphs."""
    question = asked("青砚区垃圾分类")
    titled = place(question, "垃圾分成四类。", title="青砚今年这样分类")
    beside = place(question, "青砚的街道都有垃圾箱。")
    other = place(question, "垃圾分成四类。", title="石门今年这样分类")

    found = among(question, [titled, beside, place(question, "垃圾分成四类。"), other], [1, 2, 2, 3])

    assert [each["where"] for each in found] == [1.0, 1.0, 1.0, 0.0]
    assert [each["elsewhere"] for each in found] == [0.0, 0.0, 0.0, 1.0]


def test_a_question_without_a_place_is_asked_of_every_place() -> None:
    """Where no place is asked, no article is elsewhere."""
    question = asked("垃圾分类")

    assert among(question, [place(question, "垃圾分成四类。")], [1])[0]["elsewhere"] == 0


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (("江苏省", "参保"), ("江苏",)),
        (("北京市", "北京"), ("北京",)),
        (("青砚区", "石门镇"), ("青砚", "石门")),
        (("开发区", "社区", "垃圾"), ()),
    ],
)
def test_asked_places(words: tuple[str, ...], places: tuple[str, ...]) -> None:
    """A place is known by its ending or is a province; 开发区 and 社区 name none."""
    assert asked_places(words) == places
