from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answering.analyse import analyse
from retrieval.answering.asking import answer
from retrieval.answering.excerpt import LONGEST_EXCERPT
from retrieval.model import Abstention, Answer
from tests.retrieval.answering.town import Town

TOWN = Town()


def asked(question: str, town: Town = TOWN) -> Answer | Abstention:
    return answer(analyse(question, town.engine, town.names), town.engine, town.fetch)


@pytest.mark.parametrize(
    ("question", "said", "marked"),
    [
        ("谁主持了防汛工作会议？", "镇长宓怀舟主持会议", "宓怀舟"),
        ("防汛工作會議是什麼時候召開的", "6月3日上午", "6月3日上午"),
        ("准备了多少处避灾安置点", "12处", "12处"),
        ("防汛值班电话是多少", "5550199", "5550199"),
        ("农贸市场改造投资多少钱？", "860万元", "860万元"),
        ("农贸市场几点开门", "6时开门", "6时"),
        ("东渡口为什么停航", "因上游水库泄洪", ""),
        ("宓淮舟强调了什么", "宓怀舟强调", ""),
        ("ＡＢＣ　锦里农贸市场", "锦里农贸市场", "锦里农贸市场"),
    ],
)
def test_the_first_quote_answers(question: str, said: str, marked: str) -> None:
    """The first quote holds the answer, and the words that answer are marked."""
    outcome = asked(question)

    assert isinstance(outcome, Answer)
    excerpt = outcome.quotes[0].excerpt
    assert said in excerpt.text
    assert any(marked in span.of(excerpt.text) for span in excerpt.highlights)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("？！。", "no_terms"),
        ("谢谢", "no_match"),
        ("地铁票价", "no_match"),
        ("云桥镇有几座机场", "weak_match"),
        ("宓怀舟的年龄多大", "weak_match"),
        ("谢廖夫在市场里投资多少钱", "weak_match"),
        ("狂犬疫苗在市场哪里打", "weak_match"),
    ],
)
def test_what_is_not_there_is_declined(question: str, reason: str) -> None:
    """A question the town's paper does not answer gets a reason, not a quote."""
    outcome = asked(question)

    assert isinstance(outcome, Abstention)
    assert outcome.reason == reason


def test_an_empty_library_says_so() -> None:
    """On its first day the bot has nothing to quote."""
    outcome = asked("防汛", Town(()))

    assert isinstance(outcome, Abstention)
    assert outcome.reason == "empty_library"


def test_near_misses_are_named() -> None:
    """A weak match names the articles that came nearest."""
    outcome = asked("云桥镇有几座机场")

    assert isinstance(outcome, Abstention)
    assert outcome.near[0].title == "云桥镇部署防汛工作"


def test_one_character_is_enough() -> None:
    """A single character finds the words it is part of."""
    outcome = asked("汛")

    assert isinstance(outcome, Answer)
    assert "汛" in outcome.quotes[0].excerpt.text


def test_a_misspelt_name_is_shown_with_what_was_searched() -> None:
    """The query tells which name stood in for the one typed."""
    outcome = asked("邬清禾")

    assert outcome.query.corrections == (("邬清禾", "邬青禾"),)


@pytest.mark.parametrize("typed", ["四月三日", "二座山塘", "宓怀舟"])
def test_numbers_and_right_names_stay_as_typed(typed: str) -> None:
    """Nothing is corrected that may be meant."""
    assert asked(typed).query.corrections == ()


def test_plain_words_stand_in_every_quote() -> None:
    """Who types a name wants the places that say it, not the rest of a long paragraph that does."""
    told = "，".join(f"第{n}组走访了{n}个村并登记住户" for n in range(2, 20))
    town = Town((("云桥镇走访低洼院落", (f"宓怀舟表示，{told}。", f"全镇动员。{told}，宓怀舟要求整改。")),))

    outcome = asked("宓怀舟", town)

    assert isinstance(outcome, Answer)
    assert all("宓怀舟" in quote.excerpt.text for quote in outcome.quotes)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="防汛工作会议谁什么时候多少镇长宓怀舟市场A1 <&，。？\U0001f600臺", max_size=40))
def test_every_quote_is_an_exact_slice(question: str) -> None:
    """Whatever is asked, a quote is a slice of its paragraph, short, with ordered highlights inside it."""
    outcome = asked(question)
    if isinstance(outcome, Abstention):
        return
    for quote in outcome.quotes:
        paragraph = next(
            p
            for p in TOWN.paragraphs.values()
            if p.article.id == quote.citation.article_id and p.position == quote.citation.paragraph
        )
        excerpt = quote.excerpt

        assert excerpt.span.of(paragraph.text) == excerpt.text
        assert 0 < len(excerpt.text) <= LONGEST_EXCERPT
        edges = [edge for span in excerpt.highlights for edge in (span.start, span.end)]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(excerpt.text) for edge in edges)


def test_a_long_sentence_is_cut_at_clauses() -> None:
    """A sentence that does not fit is quoted by the clauses that answer."""
    filler = "，".join(f"第{i}项工作要抓紧抓实抓出成效" for i in range(12))
    town = Town([("工作安排", [f"会议要求，{filler}，南岸码头的照明灯全部换成节能灯，{filler}。"])])

    outcome = asked("南岸码头的灯换成什么", town)

    assert isinstance(outcome, Answer)
    excerpt = outcome.quotes[0].excerpt
    assert "照明灯全部换成节能灯" in excerpt.text
    assert len(excerpt.text) <= LONGEST_EXCERPT


def test_a_paragraph_is_not_quoted_for_its_title_alone() -> None:
    """Under a title that names somebody, only the paragraph that names them is quoted."""
    town = Town(
        [
            (
                "宓怀舟走访锦里市场",
                ["宓怀舟来到锦里市场，看望早起的摊主。", "秋粮收购点每天开门到六点，农户排队不过十分钟。"],
            ),
            ("学校开学", ["全镇小学九月一日开学，校车增开两班。"]),
        ]
    )

    outcome = asked("宓怀舟", town)

    assert isinstance(outcome, Answer)
    assert ["宓怀舟" in quote.excerpt.text for quote in outcome.quotes] == [True]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("食堂由哪家公司运营", ["禾穗饮食公司"]),
        ("哪家公司承建下穿通道", ["澜浦市政工程集团"]),
        ("谁代理镇长职务", ["顾明岚"]),
        ("哪位辞去了镇长职务", ["宓怀舟"]),
        ("谁带着徒弟扎灯", ["骆怀张"]),
        ("总指挥是谁", ["佟立群"]),
    ],
)
def test_the_name_nearest_to_what_was_asked_is_marked(question: str, named: list[str]) -> None:
    """Of several people in one excerpt, the one who did it is marked, however the words are cut."""
    town = Town(
        [
            (
                "镇里的人事",
                [
                    "会议接受宓怀舟辞去镇长职务的请求，决定由顾明岚代理镇长职务，防汛总指挥佟立群通报了水情，"
                    "竹编艺人骆怀张带着徒弟扎灯。食堂由本地餐饮企业禾穗饮食公司运营，下穿通道由澜浦市政工程集团承建。"
                ],
            ),
            ("学校开学", ["全镇小学九月一日开学，校车增开两班。"]),
        ]
    )

    outcome = asked(question, town)

    assert isinstance(outcome, Answer)
    excerpt = outcome.quotes[0].excerpt
    assert [span.of(excerpt.text) for span in excerpt.highlights] == named
