"""Every character of a paragraph stands in the page, where its run says, whatever the markup."""

from __future__ import annotations

import html
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.model import Reading, Source
from retrieval.reading import read
from retrieval.reading.encoding import Decoded
from retrieval.reading.html.charset import decode_page
from retrieval.reading.html.markup import Chars, tokens_of
from tests.retrieval.reading.pages import CLAUSES

_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='a'>",
        "</div>",
        "<br>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<b>",
        "</b>",
        "&ldquo;",
        "&#20986;",
    ]
    + [
        "<!-- x -->",
        "<script>1<2</script>",
        "<",
        ">",
        "&",
        '"',
        "\n  ",
        "　　",
        "<li>",
        "<a href='x'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<img src=x>",
    ]
    + [f"{clause}。" for clause in CLAUSES]
    + [
        "本报讯 3月5日，",
        "记者 白若溪",
        "来源：青砚时报",
        "<title>",
        "</title>",
        "<pre>",
        "<textarea>",
        "<style>",
    ]
)


def faults(reading: Reading) -> list[str]:
    """What is wrong with the ways back of a reading of a page."""
    decoded = decode_page(reading.source.content)
    assert isinstance(decoded, Decoded)
    page, found = decoded.text, []
    for paragraph in (p for article in reading.issue.articles for p in article.paragraphs):
        at = -1
        for run in paragraph.runs:
            here = paragraph.text[run.start : run.start + run.length]
            if page[run.source_start : run.source_start + run.length] != here or run.source_start <= at:
                found.append(f"a run leads astray: {here}")
            at = run.source_start + run.length - 1
        if "".join(span.of(paragraph.text) for span in paragraph.sentences) != paragraph.text:
            found.append(f"sentences do not tile: {paragraph.text}")
        named = {c for run in paragraph.runs for c in range(run.start, run.start + run.length)}
        for i, character in enumerate(paragraph.text):
            if i not in named and not character.isspace() and character not in html.unescape(page):
                found.append(f"made up: {character}")
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=50).map("".join))
def test_scraps_of_markup_lead_back(page: str) -> None:
    """No paragraph of any soup of tags holds a character that its page does not have there."""
    reading = read(Source("a.html", f"<html><body>{page}".encode()))

    assert faults(reading) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["utf-8", "gb18030", "big5hkscs", "utf-16"]))
def test_a_page_gives_back_its_paragraphs(seed: int, encoding: str) -> None:
    """Whatever wraps them, in whichever encoding."""
    dice = random.Random(seed)
    words = ["，".join(dice.sample(CLAUSES, dice.randint(2, 4))) + "。" for _ in range(dice.randint(1, 5))]
    if encoding == "big5hkscs":
        words = ["區長說，這個項目會為學校開辦新的機關，從後門進來的車輛沒有問題。" for _ in words]
    opening, close = dice.choice(
        (
            ("<p>", "</p>"),
            ("<div>　　", "</div>"),
            ("　　", "<br>"),
            ("<P>", ""),
            ("<section><p>\n", "\n</p></section>"),
        )
    )
    page = "".join(f"{opening}{text}{close}" for text in words)
    reading = read(
        Source(
            "a.html",
            f"<html><body><h1>河道清洁行动</h1><div>{page}</div></body></html>".encode(encoding, "replace"),
        )
    )

    assert faults(reading) == []
    assert [p.text for p in reading.issue.articles[0].paragraphs] == words


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>!-/='\"&;# abp\n中", max_size=60))
def test_cutting_never_fails_and_loses_no_text(page: str) -> None:
    """The characters between the tags stand where their runs say."""
    for token in tokens_of(page):
        if isinstance(token, Chars):
            for start, at, length in token.stretch.runs:
                assert token.stretch.text[start : start + length] == page[at : at + length]
