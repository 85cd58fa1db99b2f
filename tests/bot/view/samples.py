"""Values to render: plain ones by hand, hostile ones by hypothesis."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from bot.view.message import Button, Message
from retrieval import (
    Answer,
    ArticleHead,
    Citation,
    Days,
    Elsewhere,
    Excerpt,
    PrintedDate,
    Query,
    Quote,
    Span,
    StoredArticle,
    StoredParagraph,
)

HOSTILE = (
    *"<b> </b> <blockquote> </blockquote> <a href='x'> & &amp; &lt; &#60; &nbsp; { } {0} {name} %s".split(),
    *"😀 👩‍🚒 é مرحبا 。 ！ ， 《 》 @bot /start #公报 防汛值班电话 樊惠林 A01版 http://x.y/?a=1&b=2".split(),
    *("\u202e", "\u2067", "\u200f", "\u200b", "\ufeff", "\u2028", "\u3000", "\u0301", "\x00", "\x07", "\x7f"),
    *("\ud83d", "\udc00", "\n", "\n\n", "\r\n", "\t", " "),
)

T = TypeVar("T")

# Two shared cores: no deadline for a single example, and fewer of them where texts are long.
few = settings(deadline=None, max_examples=40)

fragments = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.text(max_size=4))


def hostile(max_fragments: int = 8) -> st.SearchStrategy[str]:
    """Text made to break markup, counts and eyes."""
    return st.lists(fragments, max_size=max_fragments).map("".join)


def up_to(n: int, values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """None to `n` values, at most two of them different, which is quicker to make."""
    return st.builds(
        lambda some, n: tuple(some * n)[:n], st.lists(values, min_size=1, max_size=2), st.integers(0, n)
    )


def long(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The text again and again, up to some thousands of characters."""
    return st.builds(lambda part, times: part * times, text, st.sampled_from([1, 1, 2, 80]))


dates = st.builds(
    PrintedDate, st.integers(1, 12), st.integers(1, 31), st.one_of(st.none(), st.integers(1, 9999))
)
published = st.one_of(st.none(), st.dates())


elsewhere = st.lists(
    st.builds(
        Elsewhere,
        st.integers(1, 2**63 - 1),
        long(hostile()),
        long(hostile()),
        published,
        st.one_of(st.none(), long(hostile())),
    ),
    max_size=4,
).map(tuple)


@st.composite
def excerpts(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> Excerpt:
    """An excerpt with highlights in order that do not overlap, though some touch or are empty."""
    words = draw(long(hostile()) if text is None else text)
    cuts = sorted(draw(st.lists(st.integers(0, len(words)), max_size=16)))
    spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    return Excerpt(words, spans, Span(0, len(words)))


@st.composite
def quotes(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> Quote:
    """A quote with everything in its citation hostile."""
    citation = Citation(
        bulletin=draw(long(hostile())),
        title=draw(long(hostile())),
        is_title_derived=draw(st.booleans()),
        date=draw(st.one_of(st.none(), dates)),
        published_on=draw(published),
        page=draw(st.one_of(st.none(), long(hostile()))),
        byline=draw(st.one_of(st.none(), long(hostile()))),
        article_id=draw(st.integers(1, 2**63 - 1)),
        paragraph=draw(st.integers(0, 99)),
        is_uncertain=draw(st.booleans()),
        is_pictured=draw(st.booleans()),
        also=draw(elsewhere),
    )
    return Quote(draw(excerpts(text)), citation, 1.0)


@st.composite
def heads(draw: st.DrawFn) -> ArticleHead:
    """The head of an article, hostile all over."""
    return ArticleHead(
        id=draw(st.integers(1, 2**63 - 1)),
        issue_id=1,
        bulletin=draw(long(hostile())),
        published_on=draw(published),
        title=draw(long(hostile())),
        is_title_derived=draw(st.booleans()),
        date=draw(st.one_of(st.none(), dates)),
        date_text=None,
        page=draw(st.one_of(st.none(), long(hostile()))),
        byline=draw(st.one_of(st.none(), long(hostile()))),
        lead=draw(long(hostile())),
        is_uncertain=draw(st.booleans()),
        also=draw(elsewhere),
    )


def days() -> st.SearchStrategy[Days | None]:
    """No days, or such as a search asks for: at least one end is given."""
    asked = st.builds(Days, hostile(), published, published).filter(lambda d: d.first or d.last)
    return st.one_of(st.none(), asked)


def queries() -> st.SearchStrategy[Query]:
    """A query with hostile corrections."""
    pairs = st.lists(st.tuples(long(hostile()), long(hostile())), max_size=5)
    return st.builds(lambda asked, found: Query(asked, (), corrections=tuple(found)), hostile(), pairs)


def answers(text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Answer]:
    """An answer of one to nine quotes."""
    return st.builds(Answer, queries(), up_to(9, quotes(text)).filter(len))


@st.composite
def articles(draw: st.DrawFn) -> StoredArticle:
    """An article whose paragraphs may be longer than a message, with sentence spans that need not cover them."""
    head = draw(heads())
    texts = draw(st.lists(long(hostile()), max_size=6))
    paragraphs = []
    for at, words in enumerate(texts):
        cuts = sorted(draw(st.sets(st.integers(0, len(words)), max_size=5)))
        spans = tuple(Span(a, b) for a, b in itertools.pairwise(cuts))
        paragraphs.append(StoredParagraph(at + 1, at, words, spans, head))
    kicker, subtitle = (
        draw(st.one_of(st.none(), long(hostile()))),
        draw(st.one_of(st.none(), long(hostile()))),
    )
    return StoredArticle(head, kicker, subtitle, (), tuple(paragraphs))


# --- by hand ---------------------------------------------------------------------------------------


def citation(**changes: object) -> Citation:
    """A plain citation, changed where given."""
    given: dict[str, object] = {
        "bulletin": "青砚时报",
        "title": "青砚区部署台风防御",
        "is_title_derived": False,
        "date": PrintedDate(8, 30, 2024),
        "published_on": dt.date(2024, 9, 3),
        "page": "A01",
        "byline": "记者 苗一舟",
        "article_id": 12,
        "paragraph": 3,
    }
    return Citation(**(given | changes))  # type: ignore[arg-type]


def quote(text: str = "值班电话是5550119。", *marks: str, **changes: object) -> Quote:
    """A quote with the given words marked."""
    spans = tuple(Span(text.index(mark), text.index(mark) + len(mark)) for mark in marks)
    return Quote(Excerpt(text, spans, Span(0, len(text))), citation(**changes), 1.0)


def head(**changes: object) -> ArticleHead:
    """A plain head, changed where given."""
    given: dict[str, object] = {
        "id": 12,
        "issue_id": 1,
        "bulletin": "青砚时报",
        "published_on": dt.date(2024, 9, 3),
        "title": "青砚区部署台风防御",
        "is_title_derived": False,
        "date": PrintedDate(8, 30, 2024),
        "date_text": "8月30日",
        "page": "A01",
        "byline": "记者 苗一舟",
        "lead": "青砚区召开会商会。",
    }
    return ArticleHead(**(given | changes))  # type: ignore[arg-type]


def article(*paragraphs: tuple[str, ...], **changes: object) -> StoredArticle:
    """An article whose paragraphs are given as their sentences."""
    of = head(**changes)
    stored = []
    for at, sentences in enumerate(paragraphs):
        ends = [sum(map(len, sentences[: n + 1])) for n in range(len(sentences))]
        spans = tuple(Span(a, b) for a, b in zip([0, *ends], ends, strict=False))
        stored.append(StoredParagraph(at + 1, at, "".join(sentences), spans, of))
    return StoredArticle(of, None, None, ("苗一舟",), tuple(stored))


def labels(message: Message) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    return [[button.label for button in row] for row in message.buttons]


def buttons(message: Message) -> list[Button]:
    """All buttons, in order."""
    return [button for row in message.buttons for button in row]
