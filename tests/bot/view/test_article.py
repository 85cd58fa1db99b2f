"""A whole article over its parts: every character once, in order, cut where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.article import BODY_UNITS, MAX_HEADING, n_parts, render_article
from bot.view.callbacks import Neighbour, ShowArticle, decode
from bot.view.html import clean, units
from bot.view.texts import Lang
from retrieval import StoredArticle
from tests.bot.view.referee import Parsed, accepted
from tests.bot.view.samples import article, articles, few

langs = st.sampled_from(Lang)
SENTENCE = "区水务局提前开启石门闸预排，泵站全部安排专人值守，夜里也有人在。"


def body(parsed: Parsed) -> str:
    """A part without its header, which ends at the first empty line."""
    return parsed.text.partition("\n\n")[2]


def squeezed(text: str) -> str:
    """The text without white space, which a page sets as it likes."""
    return "".join(clean(text).split())


def parts(of: StoredArticle, lang: Lang = Lang.HANS) -> list[Parsed]:
    """All parts as Telegram shows them."""
    return [accepted(render_article(of, part=n, lang=lang)) for n in range(n_parts(of))]


def test_a_short_article() -> None:
    """A short article is one message: title, citation, paragraphs, and the ways to its neighbours."""
    of = article(("青砚区召开会商会。", "各镇街到会。"), ("市民可拨打5550119。",))

    message = render_article(of, lang=Lang.HANS, has_previous=True, has_next=True)

    assert message.html == (
        "<b>青砚区部署台风防御</b>\n"
        "《青砚时报》 · 2024年8月30日 · 2024年9月3日出版 · A01版 · 记者 苗一舟\n\n"
        "青砚区召开会商会。各镇街到会。\n\n"
        "市民可拨打5550119。"
    )
    assert [[button.label for button in row] for row in message.buttons] == [["上一篇", "下一篇"]]
    assert [Neighbour(12, -1), Neighbour(12, 1)] == [decode(button.data) for button in message.buttons[0]]


def test_a_derived_title_is_marked() -> None:
    """A title that the page lost is never shown as if it had been printed."""
    shown = render_article(article(("正文。",), is_title_derived=True), lang=Lang.HANS).html

    assert shown.startswith("<b>青砚区部署台风防御（题目缺失，摘自正文）</b>\n")


@pytest.mark.parametrize("part", [0, 1, 2, 77])
def test_parts_lead_to_each_other(part: int) -> None:
    """Each part has buttons to the parts beside it and says which it is; a part too far is the last."""
    of = article(*[(SENTENCE,) * 20] * 12)
    assert n_parts(of) == 3

    message = render_article(of, part=part, lang=Lang.HANS)

    here = min(part, 2)
    expected = [ShowArticle(12, n) for n in (here - 1, here + 1) if 0 <= n < 3]
    assert expected == [decode(button.data) for row in message.buttons for button in row]
    assert f"第{here + 1}部分，共3部分" in message.html


def test_parts_end_with_paragraphs_where_they_can() -> None:
    """Paragraphs that fit into a message are never cut."""
    of = article(*[(SENTENCE,) * n for n in (40, 50, 60, 70, 30)])

    shown = [paragraph for part in parts(of) for paragraph in body(part).split("\n\n")]

    assert [paragraph.text for paragraph in of.paragraphs] == shown


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """A paragraph longer than a message ends each part with a whole sentence."""
    of = article((SENTENCE,) * 400)

    shown = [body(part) for part in parts(of)]

    assert len(shown) > 3
    assert all(part.endswith("。") for part in shown)
    assert "".join(shown) == SENTENCE * 400


def test_a_long_sentence_is_cut_between_clauses() -> None:
    """A sentence longer than a message is cut after a comma."""
    of = article(("各泵站安排专人值守，" * 900 + "完。",))

    shown = [body(part) for part in parts(of)]

    assert all(part.endswith("，") for part in shown[:-1])
    assert of.paragraphs[0].text == "".join(shown)


def test_a_long_clause_is_cut_anywhere_but_within_a_character() -> None:
    """Thousands of emoji without a pause are cut between two of them, each part as full as it may be."""
    of = article(("😀" * 5000,))

    shown = [body(part) for part in parts(of)]

    assert "".join(shown) == "😀" * 5000
    assert {BODY_UNITS} == {units(part) for part in shown[:-1]}


def test_a_title_too_long_for_the_header_is_shown_in_the_text() -> None:
    """No word of a very long title is lost: the header has its beginning, the text has it all."""
    title = "台风防御" * 60

    (shown,) = parts(article(("正文。",), title=title))

    assert f"{title}\n\n正文。" == body(shown)


def test_an_article_without_text() -> None:
    """An article without paragraphs is still one message."""
    (shown,) = parts(article())

    assert shown.text.startswith("青砚区部署台风防御\n《青砚时报》")


@few
@given(articles(), langs)
def test_every_character_once(of: StoredArticle, lang: Lang) -> None:
    """Over all parts Telegram shows every character of the article exactly once, in order."""
    long_lines = [
        line for line in (of.kicker, of.head.title, of.subtitle) if line and units(line) > MAX_HEADING
    ]
    expected = [*long_lines, *(paragraph.text for paragraph in of.paragraphs)]

    assert squeezed("".join(expected)) == squeezed("".join(body(part) for part in parts(of, lang)))
