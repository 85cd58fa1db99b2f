"""Telegram's HTML, held against Telegram's own parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.markup import parse_html, utf16_length
from bot.sandbox.refusals import Refusal
from tests.bot.sandbox import referee

ACCEPTED = [
    "", "  ", "plain 公报", "<b>a</b>", "<b>x</b><b>y</b>", "<b><i>x</i></b>", "<b>x</>", "<b>x</B>", "<B>x</b >",
    "<strong>a</strong><em>b</em><ins>c</ins><u>d</u><strike>e</strike><del>f</del><s>g</s>", "<b></b>",
    "<tg-spoiler>x</tg-spoiler>", "<span class='tg-spoiler'>x</span>", "<b>👍</b>x<i>中</i>", " <b>\n x\n</b>\n ",
    "<blockquote>a</blockquote><blockquote>b</blockquote>", "<blockquote expandable>a</blockquote>",
    '<blockquote expandable="x">a</blockquote>', "<b><blockquote>q</blockquote></b>",
    "<blockquote><b>《公报》</b>\n第<u>3</u>版</blockquote> 完", "<pre>a<b>c</b></pre>", "<code><b>x</b></code>",
    '<pre><code class="language-py">x</code></pre>', "<code class='language-x'>y</code>",
    '<a href="http://a.b/c?x=1&amp;y">l</a>', "<a>http://x.com</a>", "<a href='zz'>l</a>", "<a href=x.com>l</a>",
    "<a href='tg://user?id=123'>m</a>", "<a href=''>x.com</a>", "<a href='http://X.com'><b>x</b></a>",
    "<a href='https://t.me/gazette_bot?start=a_1'>去</a>", "<a href='ftp://x.com/'>f</a>",
    "<tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji>", "&lt;&amp;&quot;&nbsp;&#65;&#x41;&#128512;&foo;&lt",
    "<b x>a</b>", "<b x=>a</b>", "<b  x = 'y' >a</b>", "a\r\nb\tc", "<b>a<b>b</b>c</b>",
]  # fmt: skip
REFUSED = [
    "<b>a<i>b</b>c</i>", "<p>x</p>", "a < b", "a<b", "<b", "<b ", "<b>x", "</b>", "<b>x</i>", "<b>x</b ", "<br/>",
    "<", "</", "<>x</>", "<h1>x</h1>", "<b =>a</b>", "<b x='1>a</b>", "<b x", "<a href=x/y>l</a>", "<span>x</span>",
    "公报 <b>中", "😀<p>", "<b><i>x</b></i>", "1 < 2 > 0", "<b>👍</i>", "<blockquote>x</b>", "<b/>", "<script>",
    "<a href=\"http://x.cn>x</a>", "< b>x</b>", "<b x=", "<b x= ", "<b x=a", "<b x=a ", "<a href=", "<b x='",
]  # fmt: skip
PIECES = [
    "<b>", "</b>", "<i>", "</i>", "<a href='http://x.cn/p'>", "</a>", "<code>", "</code>", "<pre>", "</pre>",
    "<u>", "</u>", "</>", "<blockquote expandable>", "</blockquote>", "<tg-spoiler>", "</tg-spoiler>",
    "<code class='language-py'>", "<span class='tg-spoiler'>", "</span>", "<p>", "<b x", "<", ">", "</", "/",
    "=", "'", '"', "&lt;", "&amp", "&#65;", "&#x1F600;", "&", " ", "\n", "a", "中", "😀", "公报",
]  # fmt: skip


def check(text: str) -> None:
    """Our parser says what Telegram's says, be it entities or a refusal."""
    try:
        ours: object = parse_html(text)
    except Refusal as refusal:
        ours = refusal.description

    assert ours == referee.parse_html(text)


@pytest.mark.parametrize("text", ACCEPTED)
def test_telegram_accepts_it_with_the_same_entities(text: str) -> None:
    """Text, kinds, order and UTF-16 offsets are those of Telegram's parser."""
    assert isinstance(referee.parse_html(text), tuple)
    check(text)


@pytest.mark.parametrize("text", REFUSED)
def test_telegram_refuses_it_with_the_same_words(text: str) -> None:
    """The refusal names the same fault at the same byte."""
    assert isinstance(referee.parse_html(text), str)
    check(text)


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_any_sequence_of_pieces_is_judged_alike(text: str) -> None:
    """Whatever is strung together, both parsers agree; nested block quotes are left to the next test."""
    if text.count("<blockquote") < 2:
        check(text)


TAGS = ["b", "i", "u", "s", "code", "tg-spoiler", "a href='http://x.cn/'"]
LEAVES = st.sampled_from(["", "a", "b c", "中", "😀", "\n", " 公报 "])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(LEAVES, st.sampled_from(TAGS), inner, inner).map(
        lambda t: f"{t[0]}<{t[1]}>{t[2]}{t[3]}</{t[1].split()[0]}>"
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_well_formed_tree_gives_the_same_entities(text: str) -> None:
    """Properly nested tags, deep and empty ones too, give Telegram's entities in Telegram's order."""
    check(text)


def test_a_block_quote_within_a_block_quote_is_refused() -> None:
    """The offline parser lets it pass, but the Bot API's documentation forbids it, so the sandbox refuses."""
    with pytest.raises(Refusal, match="can't parse entities: Nested blockquote"):
        parse_html("<blockquote>a<b><blockquote>b</blockquote></b></blockquote>")


@settings(deadline=None)
@given(st.text())
def test_length_counts_utf16_units(text: str) -> None:
    """A character beyond the basic plane counts twice."""
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
