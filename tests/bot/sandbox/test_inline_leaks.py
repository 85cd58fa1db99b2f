"""What one person is offered is theirs alone: attacks by people who type the same, turn another's pages, or forge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bans import Bans
from bot.context import now
from bot.sandbox import Person
from bot.sandbox.inline import choose_result
from bot.sandbox.shapes import user_json
from retrieval import Database, Library, ingest_file
from tests.bot.sandbox.towns import Served, made
from tests.journeys.conftest import sample_library  # noqa: F401

OTHER = "白鹭晚报"
WORDS = "防汛值班电话"


@pytest.fixture
def served(sample_library: Path, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    """A sandbox whose bot serves two bulletins, the second with two pages of places for the words."""
    with made(sample_library, tmp_path) as served:
        with Library.open(served.town.database_url) as library:
            for n in range(1, 29):
                said = f"{n}号防汛值班电话是55512{n:02}" if n < 12 else f"{n}号值班表贴在门口"
                page = tmp_path / f"{OTHER}-2024-08-{n:02}-A01.txt"
                page.write_text(f"白鹭镇第{n}号通知\n\n本报讯 白鹭镇{said}。", encoding="utf-8")
                ingest_file(library, page, bulletin=OTHER, published_on=dt.date(2024, 8, n))
        with served.town.open():
            yield served


def chooses(person: Person, bulletin: str) -> None:
    """Search this bulletin alone from now on."""
    person.says("/settings")
    panel = person.reads()
    person.presses(panel, "公报").answer()
    person.presses(panel, f"《{bulletin}》").answer()


def offered(person: Person, words: str = WORDS, offset: str = "") -> set[str]:
    """The bulletins of what a person is offered; every answer is theirs alone, and kept by nobody."""
    content = person.types_inline(words, offset=offset).content

    assert content["is_personal"] is True
    assert content["cache_time"] == 0
    texts = [result["input_message_content"]["message_text"] for result in content["results"]]
    return {name for text in texts for name in ("青砚时报", OTHER) if f"《{name}》" in text}


def test_two_people_who_type_the_same(served: Served) -> None:
    """Each is offered what their own settings find, whoever typed it before; nobody's settings reach another."""
    ann, bo, cy = (served.sandbox.person(name) for name in ("安", "柏", "岑"))
    chooses(ann, "青砚时报")
    chooses(bo, OTHER)
    for words in (WORDS, f"{WORDS} -广告", ""):
        seen = [offered(person, words) for person in (ann, bo, cy, bo, ann, cy)]

        assert {"青砚时报"} == seen[0] == seen[4]
        assert {OTHER} == seen[1] == seen[3]
        assert seen[2] == seen[5]
        assert words == "" or seen[2] == {"青砚时报", OTHER}


def test_the_offset_of_anothers_page(served: Served) -> None:
    """It opens a page of one's own offers, or nothing."""
    ann, bo = served.sandbox.person("安"), served.sandbox.person("柏")
    chooses(ann, "青砚时报")
    chooses(bo, OTHER)
    offset = bo.types_inline(WORDS).content["next_offset"]
    of_bo = offered(bo, offset=offset)

    assert offset == "20"
    assert of_bo == {OTHER}
    assert offered(ann, offset=offset) <= {"青砚时报"}
    assert offered(ann, offset=f"{bo.user.id}:{offset}") == set()


def test_languages_never_cross(served: Served) -> None:
    """Three people type the same at once; each button is in their own language."""
    people = [served.sandbox.person("人", language_code=code) for code in ("en", "zh-hans", "zh-hant")]
    buttons = [p.types_inline("垃圾分类").content["button"]["text"] for p in (*people, *people)]

    assert buttons == ["Go on in private", "去私聊里接着问", "去私聊裡接著問"] * 2


def test_forged_results_come_to_nothing(served: Served) -> None:
    """Only what was offered can be sent; a choice reported by a forger moves the bot to nothing."""
    ann = served.sandbox.person("安")
    answer = ann.types_inline(WORDS)
    with pytest.raises(LookupError):
        choose_result(answer.exchange, answer.query, "q1.1.0")
    for result_id in ("q1.1.0", "a999999", "x" * 64, ""):
        choice = {"result_id": result_id, "from": user_json(ann.user), "query": WORDS}
        ann.exchange.queue(ann.bot).put("chosen_inline_result", choice)
    n_sent = len(served.sandbox.journal.calls("sendMessage"))

    assert offered(ann) == {"青砚时报", OTHER}
    assert n_sent == len(served.sandbox.journal.calls("sendMessage"))


def test_what_is_new_counts_at_once(served: Served) -> None:
    """Another bulletin, another language, a new issue and a ban, for words that were typed a moment before."""
    ann = served.sandbox.person("安", language_code="en")
    before = offered(ann)
    button = ann.types_inline(WORDS).content["button"]["text"]
    ann.says("/language 简体中文")
    ann.reads()
    chooses(ann, OTHER)
    chinese = ann.types_inline(WORDS).content["button"]["text"]
    page = served.database.with_name("新湖日报-2024-12-30-A01.txt")
    page.write_text("本报讯 12月29日，新湖防汛值班电话改为5557777。", encoding="utf-8")
    with Library.open(served.town.database_url) as library:
        ingest_file(library, page, bulletin="新湖日报", published_on=dt.date(2024, 12, 30))
    bo = served.sandbox.person("柏")
    while "5557777" not in str(bo.types_inline(WORDS).results):
        pass
    after = offered(ann)
    with Database.open(served.town.database_url) as database:
        Bans(database).ban(ann.user.id, 1, now())

    assert (before, after) == ({"青砚时报", OTHER}, {OTHER})
    assert (button, chinese) == ("Go on in private", "去私聊里接着问")
    with pytest.raises(TimeoutError):
        ann.types_inline(WORDS, timeout_s=1)
