"""原版: a quote from a printed page can be looked at where it is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bot import tables
from bot.sandbox import Sandbox
from retrieval import Library, Originals, ingest_file
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.journeys.conftest import Town, free_port
from tests.retrieval.reading.pdf import stories
from tests.retrieval.reading.pdf.setter import Measure, Sheet, Words, in_columns, printed


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox whose bot knows one printed page."""
    page = tmp_path / "白鹭时报-2024-03-06-A03.pdf"
    words = [Words(stories.RIVER_TITLE, 150, 100, 24), *in_columns(stories.RIVER, Measure(tops=[140.0] * 3))]
    page.write_bytes(printed(Sheet(words)))
    with Library.open(f"sqlite:///{tmp_path}/town.sqlite3") as library:
        tables.migrate(library.database)
        ingest_file(library, page, originals=Originals(tmp_path / "originals"))
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        town = Town(telegram, f"sqlite:///{tmp_path}/town.sqlite3", "polling", free_port())  # type: ignore[arg-type]
        with town.open(data_dir=tmp_path):
            yield sandbox


def test_a_quote_is_shown_on_its_page(sandbox: Sandbox) -> None:
    """The button sends a picture of the place, with where it stands, as a reply below the answer."""
    ann = sandbox.person("安")
    ann.says(f"/search {stories.RIVER[0][10:16]}")
    answer = ann.reads()
    press = ann.presses(answer, "原版 1")
    picture = ann.reads()
    content = sandbox.exchange.files.by_id(picture.media["photo"][-1]["file_id"]).content
    with Image.open(io.BytesIO(content)) as shown:
        width, height = shown.size

    assert stories.RIVER_TITLE in picture.text
    assert content.startswith(b"\x89PNG")
    assert 200 < width <= 1600
    assert 50 < height <= 2400
    assert press.answer()["text"] == ""


def test_a_page_that_is_not_kept_is_said_kindly(sandbox: Sandbox, tmp_path: Path) -> None:
    """The answer stays; the press is answered with a word."""
    for kept in (tmp_path / "originals").rglob("*"):
        if kept.is_file():
            kept.unlink()
    ann = sandbox.person("安")
    ann.says(f"/search {stories.RIVER[0][10:16]}")
    answer = ann.reads()

    assert ann.presses(answer, "原版 1").answer()["text"] == "原版不在这里，没法给您看。"


def test_a_forged_place_is_nothing(sandbox: Sandbox) -> None:
    """A button that names what is not there gets a word as well, and the bot lives on."""
    ann = sandbox.person("安")
    ann.says("/latest")
    listed = ann.reads()
    for data in ("o:99:0:0.1", "o:1:99:0.1"):
        listed.markup["inline_keyboard"][0][0]["callback_data"] = data
        assert ann.presses(listed, data).answer()["text"]

    ann.says("/help")
    assert ann.reads().text
