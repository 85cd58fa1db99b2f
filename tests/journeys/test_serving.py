"""The HTTP app beside the bot: is it alive, should it be given work, and what are its figures?"""

from __future__ import annotations

import re

import httpx
from prometheus_client.parser import text_string_to_metric_families

from retrieval import Database
from tests.bot.emulator import TOKEN
from tests.journeys.conftest import SECRET, Town, free_port
from tests.waiting import eventually


def figures(address: str) -> dict[str, float]:
    """All samples by name, the sums of their labels; read by Prometheus's own parser."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(httpx.get(f"{address}/metrics").text):
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, 0.0) + sample.value
    return found


def settled(now: dict[str, float]) -> dict[str, float]:
    """The figures once three updates are handled and nothing waits any more; before that none."""
    is_over = now["bulletin_bot_updates_total"] == 3 and now["bulletin_bot_inbox_waiting"] == 0
    return now if is_over else {}


def test_figures_of_a_conversation(town: Town) -> None:
    """Questions, abstentions, messages, revisions and ages are counted; no secret and no person is in them."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # An id that no figure can hold by chance.
    town.telegram.people = 987_654_320
    with town.open(metrics_port=port):
        ann = town.telegram.person("安")
        ann.says("防汛值班电话是多少？")
        ann.reads()
        ann.says("护照过期了怎么换")
        ann.reads()
        town.telegram.refuse("sendMessage", "Too Many Requests: retry after 1", 429, retry_after=1)
        ann.says("/help")
        ann.reads()
        counted = eventually(lambda: settled(figures(address)))
        told = httpx.get(f"{address}/metrics").text
        ready = httpx.get(f"{address}/readyz")
        live = httpx.get(f"{address}/healthz")

    assert counted["bulletin_bot_questions_total"] == 2
    assert counted["bulletin_bot_abstentions_total"] == 1
    assert counted["bulletin_bot_sends_total"] == 4
    assert counted["bulletin_bot_floods_total"] == 1
    assert counted["bulletin_bot_index_revision"] == counted["bulletin_bot_library_revision"] > 0
    assert counted["bulletin_bot_inbox_waiting"] == counted["bulletin_bot_outbox_waiting"] == 0
    assert counted["bulletin_bot_leading"] == counted["bulletin_bot_replicas"] == 1
    assert counted["bulletin_bot_question_seconds_count"] == 2
    assert (counted["bulletin_bot_poll_age_seconds"] >= 0) == (town.mode == "polling")
    assert (ready.status_code, ready.json()["ready"], live.status_code) == (200, True, 200)
    assert not re.search(rf"{TOKEN}|{SECRET}|{ann.who['id']}|防汛|护照", told)


def test_a_broken_database_is_not_ready(town: Town) -> None:
    """While the library cannot be read the process lives, but is given no work."""
    port = free_port()
    with town.open(metrics_port=port):
        ann = town.telegram.person("安")
        ann.says("/help")
        ann.reads()
        with Database.open(town.database_url) as database, database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE bot_outbox RENAME TO away")
        ready = httpx.get(f"http://127.0.0.1:{port}/readyz")
        live = httpx.get(f"http://127.0.0.1:{port}/healthz")
        with Database.open(town.database_url) as database, database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO bot_outbox")
        again = httpx.get(f"http://127.0.0.1:{port}/readyz")

    assert (ready.status_code, ready.json()["problems"]) == (503, ["database"])
    assert (live.status_code, again.status_code) == (200, 200)
