from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.engine import words as word_lists
from retrieval.engine.words import joined_words, words_of

# Characters of one to four bytes, and what UTF-8 has no room for.
TEXTS = st.lists(st.text("a\0é防汛𠮷\ud800", max_size=6), unique=True, min_size=1, max_size=40)


@pytest.mark.parametrize("few", [0, 128])
@given(words=TEXTS, first=st.integers(1, 1 << 20))
def test_every_word_has_its_number(few: int, words: list[str], first: int) -> None:
    """Each word is found under its number, one by one or all at once, and read back; another is not found."""
    frozen = words_of(words, first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_lists, "_FEW", few)

        assert frozen.numbers(words).tolist() == list(range(first, first + len(words)))
        assert frozen.since(first) == words
        assert frozen.numbers(["b", "防汛防汛防汛防", *words[:1]]).tolist() == [-1, -1, first]


@given(TEXTS, st.data())
def test_lists_are_joined(words: list[str], data: st.DataObject) -> None:
    """Two lists made one are the list that was never parted, in all that can be asked of it."""
    cut = data.draw(st.integers(0, len(words)))
    parts = [some for some in (words[:cut], words[cut:]) if some]
    lists = [words_of(some, 0 if i == 0 else len(words) - len(some)) for i, some in enumerate(parts)]
    joined, whole = joined_words(lists), words_of(words, 0)

    assert joined.numbers(words).tolist() == whole.numbers(words).tolist()
    for character in "a\0防𠮷":
        short = [word for word in words if len(word) in (1, 2) and character in word]
        assert joined.short_with(character) == whole.short_with(character) == short


@given(st.lists(st.text("a\0é防汛𠮷\ud800", max_size=6), max_size=40))
def test_a_word_that_comes_twice_is_noticed(words: list[str]) -> None:
    """Words are told to be distinct exactly if they are."""
    assert words_of(words, 0).are_distinct(words) == (len(set(words)) == len(words))
