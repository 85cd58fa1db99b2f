"""Paragraphs of jieba's own words, as often as its dictionary has them; the same for the same seed.

Words come in set phrases, as an official style has them, and each article draws a third of its phrases from a
handful of its own: like real text, paragraphs share many terms with their neighbours and few with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import jieba
import numpy as np
from numpy.typing import NDArray

from retrieval.model import Passage
from retrieval.text.tokens import bigrams, is_term

WORDS_PER_PHRASE = 3
PHRASES_PER_SENTENCE = 4
SENTENCES_PER_PARAGRAPH = 5
PARAGRAPHS_PER_ARTICLE = 5
_N_PHRASES = 40_000
_SUBJECT_PHRASES = 12


@dataclass(frozen=True)
class Article:
    """A made-up article: its title and paragraphs, as lists of words."""

    title: list[str]
    paragraphs: list[list[list[str]]]


def articles(n_paragraphs: int, seed: int = 11) -> Iterator[Article]:
    """Make articles of five paragraphs each until there are `n_paragraphs`."""
    words, phrases = _phrases(seed)
    odds = np.cumsum(1 / (np.arange(_N_PHRASES) + 20))
    odds /= odds[-1]
    chance = np.random.default_rng(seed)
    for start in range(0, n_paragraphs, PARAGRAPHS_PER_ARTICLE):
        n = min(PARAGRAPHS_PER_ARTICLE, n_paragraphs - start)
        subject = np.searchsorted(odds, chance.random(_SUBJECT_PHRASES))
        shape = (n, SENTENCES_PER_PARAGRAPH, PHRASES_PER_SENTENCE)
        common = np.searchsorted(odds, chance.random(shape))
        own = subject[chance.integers(0, _SUBJECT_PHRASES, shape)]
        chosen = phrases[np.where(chance.random(shape) < 1 / 3, own, common)]
        sentences = chosen.reshape(n, SENTENCES_PER_PARAGRAPH, -1).tolist()
        yield Article(
            [words[i] for i in phrases[subject[:2]].ravel().tolist()],
            [[[words[i] for i in sentence] for sentence in paragraph] for paragraph in sentences],
        )


def passages(n: int, seed: int = 11) -> list[Passage]:
    """Return passages with the terms that `retrieval.text` would give if jieba cut the words as they were joined."""
    made: list[Passage] = []
    for number, article in enumerate(articles(n, seed)):
        title = tuple(terms_of([article.title]))
        for paragraph in article.paragraphs:
            made.append(Passage(len(made) + 1, number + 1, title, tuple(terms_of(paragraph))))
    return made


def questions(n: int, n_paragraphs: int, seed: int = 11) -> list[list[str]]:
    """Return the terms of questions, each made of eight neighbouring words of one of the paragraphs."""
    chance = np.random.default_rng(seed + 1)
    asked: list[list[str]] = []
    for article in articles(min(n_paragraphs, 2 * n), seed):
        for paragraph in article.paragraphs:
            start = int(chance.integers(0, len(paragraph[0]) - 8))
            asked.append(terms_of([paragraph[0][start : start + 8]]))
    chance.shuffle(asked)
    return asked[:n]


def terms_of(sentences: list[list[str]]) -> list[str]:
    """Return words worth indexing, then the bigrams of the sentences."""
    words = [word for sentence in sentences for word in sentence if is_term(word)]
    return words + bigrams("。".join("".join(sentence) for sentence in sentences))


@cache
def _phrases(seed: int) -> tuple[list[str], NDArray[np.int64]]:
    """Return jieba's Chinese words, and phrases of them as rows of their places, drawn by their frequencies."""
    jieba.setLogLevel(40)
    jieba.initialize()
    frequencies = {word: n for word, n in jieba.dt.FREQ.items() if n and "一" <= word[0] <= "鿿"}
    odds = np.cumsum(np.array(list(frequencies.values()), np.float64))
    drawn = np.random.default_rng(seed).random((_N_PHRASES, WORDS_PER_PHRASE)) * odds[-1]
    return list(frequencies), np.searchsorted(odds, drawn).astype(np.int64)
