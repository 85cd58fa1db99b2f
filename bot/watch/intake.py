"""Read what came in, and publish it, hold it for an administrator, or say why not. Blocking: call it in a thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.watch.arrivals import MOST_TITLES, Arrival, Arrivals, State, Summary, problems_in
from bot.watch.judging import Verdict, Way, judge, problems_of
from retrieval import (
    Library,
    Originals,
    Problem,
    Readers,
    Reading,
    Source,
    ingest_reading,
    is_archive,
    sources_in,
)

DONE: dict[str, State] = {"publish": "published", "hold": "held", "refuse": "refused", "skip": "skipped"}


@dataclass(frozen=True, slots=True)
class Intake:
    """The parts that taking in needs."""

    library: Library
    originals: Originals
    arrivals: Arrivals
    readers: Readers

    def take(
        self, source: Source, way: Way, now: dt.datetime, *, is_young: bool = False
    ) -> tuple[Arrival, ...]:
        """Take in a source, or everything in an archive; what came before in the same bytes is left as it is.

        One that is young and would be refused may only be half there: it is left, and nothing is returned.
        """
        is_whole = not is_archive(source)
        if is_young and self.arrivals.known(source) is None:
            reading = self.readers.read(source)
            if judge(reading, way).action == "refuse":
                return ()
            if is_whole:
                return (self.take_reading(reading, way, now),)
        if is_whole:
            return (self._one(source, way, now),)
        return tuple(self._members(source, way, now)) or (self._nothing(source, way, (), now),)

    def publish(self, arrival_id: int, admin_id: int, now: dt.datetime) -> bool:
        """Publish what is held; False when somebody decided before."""
        source = self.arrivals.content(arrival_id)
        if source is None:
            return False
        self._save(self.readers.read(source))
        return self.arrivals.decide(arrival_id, "published", admin_id, now)

    def discard(self, arrival_id: int, admin_id: int, now: dt.datetime) -> bool:
        """Throw away what is held; False when somebody decided before."""
        return self.arrivals.decide(arrival_id, "discarded", admin_id, now)

    def take_reading(self, reading: Reading, way: Way, now: dt.datetime) -> Arrival:
        """Take in what was read already, under the source it names."""
        verdict = judge(reading, way)
        if verdict.action == "publish":
            self._save(reading)
        summary = summary_of(reading, verdict)
        return self.arrivals.note(reading.source, way, DONE[verdict.action], summary, now)

    def refuse(self, source: Source, way: Way, problem: Problem, now: dt.datetime) -> Arrival:
        """Write down what could not even be read, so that the administrators hear of it once."""
        return self._nothing(source, way, (problem,), now)

    def _members(self, source: Source, way: Way, now: dt.datetime) -> Iterator[Arrival]:
        for found in sources_in(source):
            if isinstance(found, Problem):
                yield self._nothing(Source(source.name, source.content, found.where), way, (found,), now)
            else:
                yield self._one(found, way, now)

    def _one(self, source: Source, way: Way, now: dt.datetime) -> Arrival:
        known = self.arrivals.known(source)
        return known or self.take_reading(self.readers.read(source), way, now)

    def _save(self, reading: Reading) -> None:
        path = Path(reading.source.origin or reading.source.name)
        ingest_reading(self.library, path, reading, originals=self.originals)

    def _nothing(self, source: Source, way: Way, problems: tuple[Problem, ...], now: dt.datetime) -> Arrival:
        return self.arrivals.note(source, way, "refused", Summary(problems=problems_in(problems)), now)


def summary_of(reading: Reading, verdict: Verdict) -> Summary:
    """What an administrator sees of a reading."""
    issue = reading.issue
    return Summary(
        issue.bulletin,
        issue.published_on.isoformat() if issue.published_on else None,
        len(issue.articles),
        sum(len(article.paragraphs) for article in issue.articles),
        tuple(article.headline.text for article in issue.articles[:MOST_TITLES]),
        problems_in(problems_of(reading, verdict)),
        verdict.reasons,
    )
