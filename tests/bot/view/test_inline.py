"""What may be pasted is what Telegram takes, however odd the bulletin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.view.callbacks import decode_question, question_payload
from bot.view.html import units
from bot.view.inline import offer_headline, offer_quote
from bot.view.texts import Lang
from retrieval import ArticleHead, Quote
from tests.bot.view.referee import accepted
from tests.bot.view.samples import few, heads, quote, quotes

langs = st.sampled_from(Lang)


@few
@given(quotes(), heads(), langs)
def test_every_offer_is_accepted(found: Quote, head: ArticleHead, lang: Lang) -> None:
    """Its id fits, its two lines are short, and its message is within Telegram's limits."""
    for offer in (
        offer_quote(found, lang=lang, bot_username="gazette_bot"),
        offer_headline(head, lang=lang, bot_username="gazette_bot"),
    ):
        assert 1 <= len(offer.id.encode()) <= 64
        assert offer.title.strip()
        assert units(offer.title) <= 80
        assert units(offer.description) <= 160
        accepted(offer.message)


def test_the_description_begins_near_the_answer() -> None:
    """What answers is seen in the list, however deep it stands."""
    found = quote("开头的话很长。" * 30 + "值班电话是5550119。", "5550119")

    assert "5550119" in offer_quote(found, lang=Lang.HANS, bot_username="b").description


@given(st.text(max_size=80))
def test_a_question_travels_through_a_deep_link(question: str) -> None:
    """It comes back as it was; what GB18030 cannot write comes back with question marks."""
    payload = question_payload(question)
    carried = question.encode("gb18030", "replace").decode("gb18030")

    assert payload.replace("-", "").replace("_", "").isalnum()
    assert decode_question(payload) == (carried or None)


@given(st.one_of(st.text(max_size=70), st.from_regex(r"q[A-Za-z0-9_-]{0,66}")))
def test_forged_payloads_are_nothing(payload: str) -> None:
    """What is not exactly what we write decodes to nothing, and never raises."""
    question = decode_question(payload)

    assert question is None or question_payload(question) == payload.strip()
