"""A row of the table: what was promised for an input, and what was seen. Rows are printed as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Goals = Mapping[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one input. `goal` None: no promise. `is_at_most`: the goal is a bound from above.

    `peers` are the same figure of other readers of the same input, by name.
    """

    input: str
    figure: str
    seen: float
    goal: float | None = None
    is_at_most: bool = False
    peers: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_passed(self) -> bool:
        """Say whether the goal is reached; without one nothing can fail."""
        if self.goal is None:
            return True
        return self.seen <= self.goal if self.is_at_most else self.seen >= self.goal


def scored_rows(
    name: str,
    goals: Goals,
    ours: Mapping[str, float],
    peers: Mapping[str, Mapping[str, float]],
    at_most: Iterable[str] = (),
) -> Iterator[Row]:
    """Yield a row for each of the scorer's figures in `goals`, as {scorer's name: (our name, goal)}.

    The scorer gives no figure where the truth knows nothing, such as the dates of a corpus.
    """
    for key, (figure, goal) in goals.items():
        others = {peer: figures[key] for peer, figures in peers.items() if key in figures}
        if key in ours or others:
            yield Row(name, figure, ours.get(key, 0.0), goal, key in at_most, others)


def show(rows: Iterable[Row]) -> bool:
    """Print the rows as they come, and return whether all have passed."""
    print(f"{'input':38s} {'figure':24s} {'ours':>8s} {'goal':>9s}      peers")
    n_failed = n_rows = 0
    for row in rows:
        n_rows += 1
        n_failed += not row.has_passed
        print(_line(row), flush=True)
    print(f"{n_rows} figures, {n_failed} below their goal")
    return n_failed == 0


def _line(row: Row) -> str:
    goal = "" if row.goal is None else f"{'<=' if row.is_at_most else '>='} {_number(row.goal)}"
    verdict = "    " if row.goal is None else "pass" if row.has_passed else "FAIL"
    peers = "  ".join(f"{name} {_number(value)}" for name, value in row.peers.items())
    return f"{row.input:38s} {row.figure:24s} {_number(row.seen):>8s} {goal:>9s} {verdict} {peers}".rstrip()


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"
