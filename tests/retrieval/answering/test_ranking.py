from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from retrieval.answering import signs
from retrieval.answering.ranking import chances_of, likeliest_first
from retrieval.model import ArticleHead, Hit, Query, StoredParagraph
from retrieval.text import tokens
from retrieval.text.sentences import sentences

HEAD = ArticleHead(1, 1, "青砚时报", None, "青砚区图书馆开放安排", False, None, None, None, None, "")
ANNOUNCES = "区图书馆发布公告，现将图书馆夏季开放时间公布如下："
GIVES = "周二至周日9时至21时开放，周一闭馆，读者请合理安排时间。"


def paragraph(number: int, text: str, before: str = "", article: int = 1) -> StoredParagraph:
    """Return a paragraph of the invented library's article, or of another one."""
    return StoredParagraph(number, number, text, sentences(text), replace(HEAD, id=article), before)


def query(text: str, kind: str = "when") -> Query:
    """Return a question without asking words, taken apart."""
    words = tuple(word for word in tokens.words(text) if tokens.is_term(word))
    return Query(text, tuple(tokens.terms(text)), kind, (), words, "", text)


def ranked(asked: Query, *paragraphs: StoredParagraph, scores: tuple[float, ...]) -> list[int]:
    """Return the paragraph ids, likeliest first; a perfect paragraph would score 10."""
    hits = [Hit(p.id, score) for p, score in zip(paragraphs, scores, strict=True)]
    found = likeliest_first(asked, hits, {p.id: p for p in paragraphs}, 10.0, lambda _: 1.0)
    return [each.hit.passage for each in found]


def test_the_answer_stands_behind_its_announcement() -> None:
    """A paragraph that ends by announcing the answer makes way for the next one, which scores a little less."""
    announces, gives = paragraph(1, ANNOUNCES), paragraph(2, GIVES, before=ANNOUNCES)

    assert ranked(query("图书馆夏季开放时间"), announces, gives, scores=(6.0, 5.9)) == [2, 1]


def test_a_run_of_the_question_outweighs_the_same_words_apart() -> None:
    """Of two articles with equal scores, the one that says the question's words in their order comes first."""
    apart = paragraph(1, "夏季来临，开放的图书馆里时间过得快。", article=1)
    in_order = paragraph(2, "图书馆夏季开放时间有变。", article=2)

    assert ranked(query("图书馆夏季开放时间"), apart, in_order, scores=(5.0, 5.0)) == [2, 1]


def test_a_clear_lead_in_score_stays() -> None:
    """The second look does not turn round what the score tells plainly."""
    good, poor = paragraph(1, GIVES, article=1), paragraph(2, ANNOUNCES, article=2)

    assert ranked(query("图书馆夏季开放时间"), good, poor, scores=(9.0, 1.0)) == [1, 2]


def test_hits_without_a_paragraph_are_left_out() -> None:
    """A paragraph that went away between search and fetch is not ranked; nothing at all gives nothing."""
    hits = [Hit(1, 2.0), Hit(2, 1.0)]

    found = likeliest_first(query("图书馆"), hits, {2: paragraph(2, GIVES)}, 10.0, lambda _: 1.0)

    assert [each.hit.passage for each in found] == [2]
    assert likeliest_first(query("图书馆"), [], {}, 0.0, lambda _: 1.0) == []


def test_chances_multiply() -> None:
    """Article 7 is twice as likely as article 8; inside 7 the second paragraph is three times as likely as the first."""
    chances = chances_of([0.0, 0.0, 0.0], [0.0, 5.0, log(3)], [7, 8, 7])

    assert chances == pytest.approx([1 / 6, 1 / 3, 1 / 2])


@pytest.mark.parametrize(
    ("wanted", "text", "length"),
    [("开放时间", "图书馆开放时间", 4), ("夏季开放", "开放夏季", 2), ("abc", "", 0), ("", "abc", 0)],
)
def test_longest_run(wanted: str, text: str, length: int) -> None:
    """It is the longest piece of the first that the second holds."""
    assert signs.longest_run(wanted, text) == length


def test_the_article_counts_as_a_whole() -> None:
    """What one paragraph or the title says is said by the article."""
    asked = signs.asked(query("图书馆闭馆"), lambda _: 1.0)
    places = [
        signs.place(asked, paragraph(1, "周一闭馆。"), 0.5),
        signs.place(asked, paragraph(2, "欢迎。"), 0.1),
    ]

    found = signs.in_article(asked, places)

    assert found["in_article"] == pytest.approx(3 / 4)  # 图书 书馆 闭馆, but not 馆闭
