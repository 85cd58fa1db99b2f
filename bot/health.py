"""Is this process fit to be given work? What it is decided on is read in one go; the decision is a pure function.

An index that is a moment behind is no trouble: every replica is, after each issue. Only one that stays behind is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from bot.services import Services
from retrieval import LibraryError

# The index follows within a second; only an index that no longer follows is this late.
LONGEST_BEHIND = dt.timedelta(seconds=10)
# Something waits, and nothing at all was handled for so long.
LONGEST_STUCK = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand. Ages are seconds; `stuck_s` is how long nothing was handled while something waits."""

    index_revision: int
    library_revision: int
    inbox_waiting: int
    inbox_age_s: float
    stuck_s: float
    outbox_waiting: int
    outbox_age_s: float
    replicas: int

    def figures(self) -> dict[str, float]:
        """The figures that are shown."""
        return {name: value for name, value in asdict(self).items() if name != "stuck_s"}


class Health:
    """Remembers since when the index is behind, which no single look can tell."""

    def __init__(self) -> None:
        self._behind_since: dt.datetime | None = None

    def problems(self, standing: Standing | None, now: dt.datetime) -> tuple[str, ...]:
        """What is wrong: `database`, `index`, `inbox`; None says that the database cannot be reached."""
        if standing is None:
            return ("database",)
        if standing.index_revision == standing.library_revision:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = now
        is_late = self._behind_since is not None and now - self._behind_since > LONGEST_BEHIND
        is_stuck = standing.stuck_s > LONGEST_STUCK.total_seconds()
        return tuple(name for name, is_so in (("index", is_late), ("inbox", is_stuck)) if is_so)


def standing_of(parts: Services, now: dt.datetime) -> Standing | None:
    """How things stand, None when the database cannot be reached. Blocking: call it in a thread."""
    try:
        inbox, outbox = parts.inbox.backlog(now), parts.outbox.backlog(now)
        return Standing(
            index_revision=parts.current.engine.revision,
            library_revision=parts.library.revision(),
            inbox_waiting=inbox.n,
            inbox_age_s=inbox.age_s,
            stuck_s=inbox.stuck_s,
            outbox_waiting=outbox.n,
            outbox_age_s=outbox.age_s,
            replicas=parts.replicas.n_living(now),
        )
    except LibraryError:
        return None


def as_json(standing: Standing | None, problems: tuple[str, ...]) -> dict[str, Any]:
    """What `/readyz` says."""
    return {"ready": not problems, "problems": list(problems), **(standing.figures() if standing else {})}
