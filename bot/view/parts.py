"""A long text cut into parts that each fit into a message.

Cuts fall between paragraphs; a paragraph that fits into no part is cut between its sentences, such a sentence
between its clauses, such a clause anywhere between two code points. Joined, the pieces are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.view.html import fitting, units

GAP = "\n\n"
CLAUSE = re.compile(r"[^；;，,：:、\s]*[；;，,：:、\s]+|[^；;，,：:、\s]+")


def split(paragraphs: Iterable[Sequence[str]], max_units: int) -> list[list[str]]:
    """Parts as lists of paragraphs, each part within `max_units` with gaps of two between its paragraphs.

    A paragraph is given as its sentences.
    """
    parts: list[list[str]] = [[]]
    room = max_units
    for sentences in paragraphs:
        for at, piece in enumerate(_pieces(sentences, max_units)):
            needed = units(piece) + (len(GAP) if parts[-1] else 0)
            if at > 0 or needed > room:
                if parts[-1]:
                    parts.append([])
                room, needed = max_units, units(piece)
            parts[-1].append(piece)
            room -= needed
    return parts


def _pieces(sentences: Sequence[str], max_units: int) -> list[str]:
    """The paragraph whole when it fits, else in as few pieces as whole sentences allow."""
    pieces: list[list[str]] = [[]]
    room = max_units
    for atom in _atoms(sentences, max_units):
        needed = units(atom)
        if needed > room:
            pieces.append([])
            room = max_units
        pieces[-1].append(atom)
        room -= needed
    return ["".join(atoms) for atoms in pieces if atoms]


def _atoms(sentences: Sequence[str], max_units: int) -> Iterable[str]:
    """Sentences, or clauses of those too long, or plain lengths of clauses too long."""
    for sentence in sentences:
        if units(sentence) <= max_units:
            yield sentence
            continue
        for clause in CLAUSE.findall(sentence):
            while clause:
                head = fitting(clause, max_units)
                yield head
                clause = clause[len(head) :]
