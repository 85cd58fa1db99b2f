"""The journeys once more: the very same test functions that run against the foreign emulator, against the sandbox.

Left out are those that hand-write an update no person could cause here, and those that stop the bot's process.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.bot.emulator import BOT, TOKEN
from tests.bot.sandbox.readers import SandboxTelegram
from tests.journeys.conftest import Town, free_port, sample_library  # noqa: F401
from tests.journeys.test_buttons import (  # noqa: F401
    test_a_message_that_cannot_be_edited_is_said_kindly,
    test_a_query_that_is_too_old_is_let_go,
    test_an_article_opens_below_and_turns_to_its_neighbours,
    test_every_press_is_answered_and_twice_is_harmless,
    test_old_messages_page_on_after_a_restart,
    test_pages_of_a_group_stay_short,
    test_pages_turn_in_place_and_back,
    test_stale_and_forged_buttons_are_said_kindly,
)
from tests.journeys.test_groups import (  # noqa: F401
    test_a_group_gets_one_quote_and_a_way_to_more,
    test_a_mention_without_words_and_help_in_a_group,
    test_the_bot_hears_its_name,
)
from tests.journeys.test_private import (  # noqa: F401
    test_a_long_article_comes_in_parts,
    test_a_question_is_answered_in_the_bulletins_words,
    test_latest_lists_the_newest_issue_first,
    test_no_answer_is_said_honestly,
    test_search_in_every_form,
    test_start_greets_and_help_explains,
    test_start_with_a_payload_opens_the_article,
    test_text_that_looks_like_html_is_shown_as_printed,
    test_the_reader_is_answered_in_their_language,
)


@pytest.fixture(params=["polling", "webhook"])
def town(request: pytest.FixtureRequest, sample_library: Path, tmp_path: Path) -> Iterator[Town]:  # noqa: F811
    """A town of the sandbox whose bot is not yet open."""
    database = tmp_path / "town.sqlite3"
    shutil.copy(sample_library, database)
    with Sandbox.start(token=TOKEN, username=BOT["username"]) as sandbox:
        telegram = SandboxTelegram(sandbox)
        yield Town(telegram, f"sqlite:///{database}", request.param, free_port())  # type: ignore[arg-type]


@pytest.fixture
def open_town(town: Town) -> Iterator[object]:
    """The sandbox of a town whose bot serves throughout the story."""
    with town.open():
        yield town.telegram
