"""Figures for Prometheus: what was asked and answered, how long it took, what waits, how far everything is.

What happens is counted where it happens; what is (queues, revisions) is read when somebody looks. Labels are words of
this program alone: no chat, no person, no text and no address is ever a label.
"""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Seconds; Telegram is a tenth of a second away, and nobody waits for a minute.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
NEVER = float("nan")


class Metrics:
    """The figures of one process; any thread may count."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._polled_at: float | None = None
        self._counts()
        self._gauges()

    def _counts(self) -> None:
        registry = self.registry
        self._updates = Counter("bulletin_bot_updates", "Updates handled", ["outcome"], registry=registry)
        self._update_s = Histogram(
            "bulletin_bot_update_seconds",
            "From beginning with an update to its end",
            buckets=BUCKETS,
            registry=registry,
        )
        self._questions = Counter("bulletin_bot_questions", "Questions asked", registry=registry)
        self._abstentions = Counter(
            "bulletin_bot_abstentions", "Questions without an answer", ["reason"], registry=registry
        )
        self._question_s = Histogram(
            "bulletin_bot_question_seconds",
            "From a question to its quotes",
            buckets=BUCKETS,
            registry=registry,
        )
        self._sends = Counter(
            "bulletin_bot_sends", "Messages and edits sent", ["method", "outcome"], registry=registry
        )
        self._floods = Counter("bulletin_bot_floods", "Calls refused with 429", registry=registry)

    def _gauges(self) -> None:
        def gauge(name: str, told: str) -> Gauge:
            return Gauge(f"bulletin_bot_{name}", told, registry=self.registry)

        self._standing = {
            "inbox_waiting": gauge("inbox_waiting", "Updates not yet handled"),
            "inbox_age_s": gauge("inbox_age_seconds", "Age of the oldest of them"),
            "outbox_waiting": gauge("outbox_waiting", "Alerts that are due"),
            "outbox_age_s": gauge("outbox_age_seconds", "How long the oldest of them is due"),
            "index_revision": gauge("index_revision", "Revision of this process's index"),
            "library_revision": gauge("library_revision", "Revision of the library"),
            "replicas": gauge("replicas", "Processes that share the database now"),
        }
        self._poll_age = gauge("poll_age_seconds", "Since Telegram last answered a poll")
        self._poll_age.set_function(self._since_poll)
        self._leading = gauge("leading", "1 while this process polls, plans and watches")
        self._ready = gauge("ready", "1 when this process should be given work")

    def handled(self, outcome: str, seconds: float) -> None:
        """An update came to its end: `handled`, `unreadable` or `put_off`."""
        self._updates.labels(outcome).inc()
        self._update_s.observe(seconds)

    def asked(self, abstention: str | None, seconds: float) -> None:
        """A question was answered, or not, for a reason."""
        self._questions.inc()
        self._question_s.observe(seconds)
        if abstention is not None:
            self._abstentions.labels(abstention).inc()

    def sent(self, method: str, outcome: str) -> None:
        """A message or edit was `ok`, told to wait (`flood`), `refused`, or its line broke (`network`)."""
        self._sends.labels(method, outcome).inc()
        if outcome == "flood":
            self._floods.inc()

    def polled(self) -> None:
        """Telegram answered a poll."""
        self._polled_at = time.monotonic()

    def leads(self, is_leading: bool) -> None:
        """This process became the leader, or is it no more."""
        self._leading.set(is_leading)

    def stands(self, is_ready: bool, **figures: float) -> None:
        """How things stand, as of now; the names are those of the gauges."""
        self._ready.set(is_ready)
        for name, value in figures.items():
            self._standing[name].set(value)

    def text(self) -> bytes:
        """All figures in Prometheus's text form."""
        return generate_latest(self.registry)

    def _since_poll(self) -> float:
        if self._polled_at is None:
            return NEVER
        return time.monotonic() - self._polled_at
