"""`bulletin-bot read`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import Source, as_json, read
from tests.bot.cli.conftest import SAMPLES, Command

PAGES = sorted(SAMPLES.glob("*.txt"))


def form(path: Path) -> object:
    """What the public function says about a page."""
    return as_json(read(Source(path.name, path.read_bytes(), str(path.resolve()))))


def test_one_page_is_one_json_object(command: Command) -> None:
    """It is the reading's own form, with nothing around it."""
    result = command("read", PAGES[0], "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == form(PAGES[0])


def test_several_pages_are_still_one_object(command: Command) -> None:
    """In the order in which they were named."""
    result = command("read", PAGES[1], PAGES[0], "--json")

    assert json.loads(result.stdout) == {"readings": [form(PAGES[1]), form(PAGES[0])]}


def test_pages_are_written_to_a_folder(command: Command, tmp_path: Path) -> None:
    """One file a page, named after it; the folder is made."""
    command("read", *PAGES, "--out", tmp_path / "a" / "b")

    written = sorted((tmp_path / "a" / "b").iterdir())
    assert [path.name for path in written] == [f"{path.stem}.json" for path in PAGES]
    assert [json.loads(path.read_text(encoding="utf-8")) for path in written] == [
        form(path) for path in PAGES
    ]


def test_a_raw_text_layer_is_written_for_its_page_too(command: Command, tmp_path: Path) -> None:
    """p1.raw.txt gives p1.raw.json, and p1.json where the page scorer looks for it."""
    raw = tmp_path / "p1.raw.txt"
    raw.write_bytes(PAGES[0].read_bytes())

    command("read", raw, "--out", tmp_path / "out")

    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["p1.json", "p1.raw.json"]
    assert written[0].read_bytes() == written[1].read_bytes()


def test_two_pages_of_one_name_are_not_written_over_each_other(command: Command, tmp_path: Path) -> None:
    """That is bad usage, and nothing is written."""
    twin = tmp_path / "other" / PAGES[0].name
    twin.parent.mkdir()
    twin.write_bytes(PAGES[1].read_bytes())

    assert command("read", PAGES[0], twin, "--out", tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_people_get_titles_and_paragraphs(command: Command) -> None:
    """Every paragraph stands whole on one line."""
    result = command("read", PAGES[0])
    reading = read(Source(PAGES[0].name, PAGES[0].read_bytes()))
    lines = result.stdout.splitlines()

    assert reading.issue.articles
    for article in reading.issue.articles:
        assert any(article.headline.text in line for line in lines)
        assert all(paragraph.text in lines for paragraph in article.paragraphs)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and so on", b"\x00\x01\x02"])
def test_a_page_without_articles_fails(command: Command, tmp_path: Path, content: bytes) -> None:
    """The object is printed all the same, the problem goes to standard error, and the exit code is 1."""
    (tmp_path / "bad.txt").write_bytes(content)
    result = command("read", "bad.txt", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["articles"] == []
    assert result.stderr


def test_options_outrank_the_page(command: Command) -> None:
    """Bulletin and date are those that were given."""
    page = json.loads(
        command("read", PAGES[0], "--json", "--bulletin", "县报", "--date", "2020-02-29").stdout
    )["page"]

    assert (page["paper"], page["issue_date"]) == ("县报", "2020-02-29")
