from __future__ import annotations

import json
from importlib.resources import files

from retrieval.answering import abstention
from retrieval.answering.abstention import Evidence, reason_to_abstain
from retrieval.answering.analyse import analyse
from retrieval.answering.asking import answer
from retrieval.answering.weights import fitted
from retrieval.model import Answer, Query
from tests.retrieval.answering.town import ARTICLES, Town

ASKED = Query("图书馆几点开门", ("图书馆", "开门"), "topic")


def evidence(cover: float, **clues: float) -> Evidence:
    """Return the evidence of a paragraph that holds so much of the question."""
    return Evidence(cover, cover, None, cover, clues)


def test_more_of_the_question_makes_surer() -> None:
    """Certainty is a chance, and grows with what is held and with how far the paragraph stands out."""
    poor = evidence(0.5, share=0.5, stands_out=0.0, in_article=0.5)
    good = evidence(0.9, share=0.5, stands_out=0.3, in_article=0.9)

    assert 0 < poor.certainty < good.certainty < 1


def test_what_holds_too_little_of_the_question_is_no_answer() -> None:
    """The floor is on the share that is held; one report among many of the same meeting is still an answer."""
    one_of_many = evidence(0.9, share=0.9, stands_out=0.0, in_article=0.9, article_words=0.9)
    poor = evidence(abstention.FLOOR - 0.01)

    assert reason_to_abstain(ASKED, one_of_many, is_library_empty=False) is None
    assert reason_to_abstain(ASKED, poor, is_library_empty=False) == "weak_match"


def test_certainty_decides_where_it_is_high_or_low() -> None:
    """Surely no answer is declined though many words are there, surely one is given though some are not."""
    unlike = evidence(
        abstention.COVERED - 0.01, share=0.0, stands_out=0.0, in_article_log=-3.0, article_words=0.0
    )
    sure = evidence(
        abstention.FLOOR - 0.01, share=0.5, stands_out=0.5, in_article=1.0, article_words=1.0, title_only=1.0
    )

    assert unlike.certainty < fitted().floors["low"] < fitted().floors["high"] < sure.certainty
    assert reason_to_abstain(ASKED, unlike, is_library_empty=False) == "weak_match"
    assert reason_to_abstain(ASKED, sure, is_library_empty=False) is None


def test_a_short_question_is_answered_where_most_of_it_stands() -> None:
    """Two words that are both printed are not declined because they make nobody certain, in a library of a few pages."""
    covered = evidence(abstention.COVERED, share=0.0, stands_out=0.0, in_article_log=-3.0, article_words=0.0)

    assert covered.certainty < fitted().floors["low"]
    assert reason_to_abstain(ASKED, covered, is_library_empty=False) is None


def test_the_floors_stand_on_the_curve() -> None:
    """What is on file says how many questions of each sort pass at either floor; more answerable ones than others do."""
    kept = json.loads(files("retrieval.answering").joinpath("ranking.json").read_text(encoding="utf-8"))
    curve = {point["floor"]: point for point in kept["curve"]}

    for floor in fitted().floors.values():
        assert curve[floor]["answerable"] > curve[floor]["near"] > curve[floor]["far"]
    assert kept["passed"]["answerable"] > 0.9 > 0.4 > kept["passed"]["near"]


def test_a_meeting_of_every_month_is_answered_by_any_of_its_reports() -> None:
    """Where no report stands out, since all say the same of other months, there is still an answer."""
    months = "一二三四五六七八九十"
    reports = [
        (f"云桥镇召开{m}月份安全生产例会", (f"本报讯 {m}月，云桥镇召开安全生产例会，镇长宓怀舟主持会议。",))
        for m in months
    ]
    town = Town((*reports, *ARTICLES))

    outcome = answer(analyse("谁主持了安全生产例会", town.engine, town.names), town.engine, town.fetch)

    assert isinstance(outcome, Answer)
    assert "宓怀舟主持" in outcome.quotes[0].excerpt.text
