"""Which words of a paragraph answer: the run of pieces, at most 120 characters long, that most likely holds the answer.

1. The paragraph is parted into pieces: clauses that a quotation may begin and end with (`text/clauses.py`).
2. Clues (`clues.py`) give each piece a chance that the answer stands there, and one that it begins there.
3. A window is a run of pieces that has no room for one more. It holds the chances of its pieces; an answer that begins
   near its end may not fit: how long answers are, by the kind of question, was counted.
4. The window that is best by these, and by how it begins and ends, is quoted, without what is cut off at its edges
   and says nothing.

How much everything weighs was fitted to question sets by `python -m tests.benchmarks.excerpts` (`fitted.py`). Spans
are those of the paragraph, so an excerpt is always an exact slice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.answering import fitted
from retrieval.answering.clues import BRIEF, LENGTHY, Floats, Parted, clues
from retrieval.answering.questions import answer_form
from retrieval.model import Query, Span
from retrieval.text.clauses import pieces
from retrieval.text.fold import fold

LONGEST_EXCERPT = 120
# How near, in characters, the question's words make a number or a name the likely answer.
_BESIDE = 14
# The lengths, in characters, for which `fitted.LENGTHS` says how many answers are no longer.
LENGTHS = tuple(range(0, LONGEST_EXCERPT + 1, 10))
_ENDS = "。！？!?；;"
_AFTER_END = " \u3000\xa0\t\n”’）)》】」』"
_IDLE = 0.02
_NOTHING_LEFT = 0.005
_NEARLY = 0.4

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of the paragraph that may answer: its span, the part of the sentence in it that most likely does, the
    clauses of that sentence that are likeliest, and the chance, 0 to 1, that the answer is in it if it is in the
    paragraph. `second` is the window beside it that is likeliest to hold what it does not, if any is left."""

    span: Span
    sentence: Span
    likely: Span
    chance: float = 1.0
    second: Window | None = None


@dataclass(frozen=True, slots=True)
class Chances:
    """For each piece, the chance that the answer stands there and that it begins there; each sums to 1."""

    stands: Floats
    begins: Floats


def best_window(text: str, sentences: Sequence[Span], query: Query, title: str = "") -> Window:
    """Return the window of at most 120 characters of the paragraph that most likely answers `query`."""
    parted = part(text, sentences, title)
    return window_of(text, parted, clues(parted, query), query.kind)


def window_of(text: str, parted: Parted, rows: Floats, kind: str) -> Window:
    """Return the best window of a paragraph whose pieces have these clues."""
    chances = chances_of(rows)
    runs = windows(parted.pieces)
    values = window_clues(text, parted, runs, chances, kind) @ np.array(fitted.WINDOWS)
    run = _without_idle_edges(text, parted, runs[int(np.argmax(values))], chances.stands)
    return replace(
        _window(text, parted, run, chances.stands), second=_second(text, parted, run, chances.stands)
    )


def _window(text: str, parted: Parted, run: tuple[int, int], stands: Floats) -> Window:
    first, last = run
    span = _bare(text, Span(parted.pieces[first].start, parted.pieces[last].end))
    within = slice(first, last + 1)
    best = first + int(np.argmax(stands[within]))
    sentence = _common(parted.sentences[int(parted.sentence_of[best])], span)
    likely = _likely(parted, run, best, stands)
    return Window(span, sentence, _common(likely, span), float(stands[within].sum()))


def _second(text: str, parted: Parted, taken: tuple[int, int], stands: Floats) -> Window | None:
    """The run before or behind the one that is taken with the greatest chance of the answer."""
    first, last = taken
    before, behind = parted.pieces[:first], parted.pieces[last + 1 :]
    runs = windows(before) + [(a + last + 1, b + last + 1) for a, b in windows(behind)]
    if not runs or stands[first : last + 1].sum() > 1 - _NOTHING_LEFT:
        return None
    best = max(runs, key=lambda run: float(stands[run[0] : run[1] + 1].sum()))
    window = _window(text, parted, _without_idle_edges(text, parted, best, stands), stands)
    return window if window.span.start < window.span.end else None


def _likely(parted: Parted, run: tuple[int, int], best: int, stands: Floats) -> Span:
    """The best piece with the neighbours in its sentence that are hardly less likely."""
    sentence_of, least = parted.sentence_of, _NEARLY * stands[best]
    first = last = best
    while first > run[0] and sentence_of[first - 1] == sentence_of[best] and stands[first - 1] >= least:
        first -= 1
    while last < run[1] and sentence_of[last + 1] == sentence_of[best] and stands[last + 1] >= least:
        last += 1
    return Span(parted.pieces[first].start, parted.pieces[last].end)


def part(text: str, sentences: Sequence[Span], title: str = "") -> Parted:
    """Return the folded paragraph in its sentences and pieces."""
    return Parted(fold(text), fold(title), tuple(sentences), pieces(text, LONGEST_EXCERPT))


def chances_of(rows: Floats) -> Chances:
    """Return the chances of the pieces with these clues."""
    return Chances(_softmax(rows @ np.array(fitted.STANDS)), _softmax(rows @ np.array(fitted.BEGINS)))


def windows(parts: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the runs of pieces, first and last, of at most 120 characters that are part of no other such run."""
    runs: list[tuple[int, int]] = []
    last = 0
    for first in range(len(parts)):
        last = max(first, last)
        while last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= LONGEST_EXCERPT:
            last += 1
        if not runs or last > runs[-1][1]:
            runs.append((first, last))
    return runs


def window_clues(
    text: str, parted: Parted, runs: Sequence[tuple[int, int]], chances: Chances, kind: str
) -> Floats:
    """Return one row a window, one column a clue: chances that it holds the answer whole, and how it begins and ends."""
    long = float(kind not in BRIEF)
    fit = fitted.LENGTHS["brief" if kind in BRIEF else "lengthy" if kind in LENGTHY else "other"]
    starts = [span.start for span in parted.pieces]
    rows = []
    for first, last in runs:
        end = parted.pieces[last].end
        within = slice(first, last + 1)
        room = np.interp([end - start for start in starts[within]], LENGTHS, fit)
        stands, begins = chances.stands[within], chances.begins[within]
        held, fits, begun_fits = float(stands.sum()), float(stands @ room), float(begins @ room)
        opens, closes = (
            float(_ends_sentence(text, starts[first])),
            float(end == len(text) or _ends_sentence(text, end)),
        )
        begun = [float(begins.sum()), begun_fits, begun_fits * long]
        edges = [opens, opens * long, closes, closes * long]
        lead = float(first == 0)
        rows.append(
            [
                held,
                np.log(held + 1e-4),
                fits,
                fits * long,
                *begun,
                *edges,
                float(stands.max()),
                lead,
                lead * long,
            ]
        )
    return np.array(rows)


def kind_evidence(folded: str, query: Query, weight: Weight) -> float | None:
    """Say how far a folded excerpt holds an answer of the asked kind: 0 for none, up to 1 for one right beside the
    question's words; None when the kind has no form of its own."""
    asked = fold(query.text)
    form = answer_form(query.kind, asked)
    if form is None:
        return None
    found = [m.span() for m in form.finditer(folded) if m.group() not in asked]
    if not found:
        return 0.0
    weights = {term: weight(term) for term in set(query.terms)}
    total = sum(weights.values()) or 1.0
    beside = (folded[max(0, start - _BESIDE) : end + _BESIDE] for start, end in found)
    return 0.5 + 0.5 * max(sum(w for term, w in weights.items() if term in piece) for piece in beside) / total


def _without_idle_edges(text: str, parted: Parted, run: tuple[int, int], stands: Floats) -> tuple[int, int]:
    """The run without the rest of a sentence at its beginning and the beginning of one at its end, if these say nothing."""
    first, last = run
    opens = [i for i in range(first, last + 1) if _ends_sentence(text, parted.pieces[i].start)]
    if opens and stands[first : opens[0]].sum() < _IDLE:
        first = opens[0]
    if not _ends_sentence(text, parted.pieces[last].end):
        begun = [i for i in opens if i > first]
        if begun and stands[begun[-1] : last + 1].sum() < _IDLE and parted.pieces[last].end < len(text):
            last = begun[-1] - 1
    return first, last


def _ends_sentence(text: str, at: int) -> bool:
    """Say whether a sentence ends right before `at`, or the text begins there."""
    before = text[:at].rstrip(_AFTER_END) if at < 8 else text[at - 8 : at].rstrip(_AFTER_END)
    return not before or before[-1] in _ENDS


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max())
    shares: Floats = powers / powers.sum()
    return shares


def _bare(text: str, span: Span) -> Span:
    """Without blanks at the edges, and without a comma that leads nowhere."""
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip(" \u3000\xa0\t\n，,、；;：:")))))


def _common(one: Span, other: Span) -> Span:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else other
