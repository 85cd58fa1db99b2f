"""Text becomes HTML that Telegram turns back into the text, and is counted as Telegram counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.view.html import Html, blockquote, bold, clean, clip, escape, fitting, join, units, visible
from tests.bot.view.referee import parse
from tests.bot.view.samples import few, hostile, long


@few
@given(hostile())
def test_escape_is_undone_by_telegram(text: str) -> None:
    """Telegram shows exactly the cleaned text; so does our own count."""
    shown = parse(escape(text)).text

    assert clean(text) == shown
    assert clean(text) == visible(escape(text))


def test_html_is_not_escaped_twice() -> None:
    """What is HTML already stays as it is, and pieces join in order without the empty ones."""
    assert join(" & ", ("<", "", bold("&"), Html("<i>x</i>"))) == "&lt; &amp; <b>&amp;</b> &amp; <i>x</i>"
    assert blockquote(bold("a<b")) == "<blockquote><b>a&lt;b</b></blockquote>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a b"),
        ("a\u202eb", "ab"),
        ("a\u2028b", "ab"),
        ("a\ud83db", "a\ufffdb"),
        ("a\n\tb", "a\n\tb"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    """Control characters become spaces, overrides vanish, lone surrogates are replaced; lines stay lines."""
    assert expected == clean(text)


@few
@given(hostile().map(clean))
def test_units_are_utf16(text: str) -> None:
    """Units are those of UTF-16."""
    assert len(text.encode("utf-16-le")) // 2 == units(text)


@few
@given(long(hostile()), st.integers(1, 300))
def test_clip(text: str, max_units: int) -> None:
    """A clipped text is one line within its limit, whole when it fits, else with an ellipsis."""
    line = clip(text, max_units)

    assert units(line) <= max_units
    assert "\n" not in line
    whole = " ".join(clean(text).split())
    assert line == whole or (line.endswith("…") and whole.startswith(line[:-1]))


@few
@given(long(hostile()).map(clean), st.integers(0, 300))
def test_fitting_is_the_longest_beginning(text: str, max_units: int) -> None:
    """The beginning fits, and one character more would not."""
    head = fitting(text, max_units)

    assert text.startswith(head)
    assert units(head) <= max_units
    assert head == text or units(text[: len(head) + 1]) > max_units
