from __future__ import annotations

from retrieval.answering import abstention
from retrieval.answering.abstention import Evidence, reason_to_abstain
from retrieval.model import Query

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
    one_of_many = evidence(0.9, share=0.9, stands_out=0.0, in_article=0.9)
    poor = evidence(abstention.FLOOR - 0.01)

    assert reason_to_abstain(ASKED, one_of_many, is_library_empty=False) is None
    assert reason_to_abstain(ASKED, poor, is_library_empty=False) == "weak_match"
