"""`bulletin-bot ask`, `search` and `latest`."""

from __future__ import annotations

import json

from tests.bot.cli.conftest import SAMPLES, Command

QUESTION = "白鹭洲社区长者食堂什么时候开张？"


def test_an_answer_as_json(filled: Command) -> None:
    """Quotes with highlights within their text and everything a citation needs, and no abstention."""
    result = filled("ask", QUESTION, "--json")
    said = json.loads(result.stdout)

    assert result.exit_code == 0
    assert said["abstention"] is None
    first = said["quotes"][0]
    assert "8月28日" in "".join(first["text"][start:end] for start, end in first["highlights"])
    assert {key: first[key] for key in ("bulletin", "title", "title_derived", "date", "published_on")} == {
        "bulletin": "青砚时报",
        "title": "白鹭洲社区长者食堂开张",
        "title_derived": False,
        "date": "2024-08-28",
        "published_on": "2024-09-03",
    }
    assert {"page", "byline", "article_id", "paragraph"} <= first.keys()


def test_an_answer_for_people(filled: Command) -> None:
    """The exact words, and below them the citation in Chinese."""
    quote = json.loads(filled("ask", QUESTION, "--json").stdout)["quotes"][0]
    lines = filled("ask", QUESTION).stdout.splitlines()

    assert lines[0] == f"1. {quote['text']}"
    assert "《青砚时报》 · 白鹭洲社区长者食堂开张 · 2024年8月28日" in lines[1]


def test_limit(filled: Command) -> None:
    """Not more quotes than wanted."""
    assert len(json.loads(filled("ask", QUESTION, "-n", "1", "--json").stdout)["quotes"]) == 1


def test_no_answer_exits_3(filled: Command) -> None:
    """The reason is in the object, and a sentence for people otherwise."""
    result = filled("ask", "火星移民局的局长是谁？", "--json")
    said = json.loads(result.stdout)

    assert result.exit_code == 3
    assert said["quotes"] == []
    assert said["abstention"]["reason"] in ("no_match", "weak_match")
    plain = filled("ask", "火星移民局的局长是谁？")
    assert plain.exit_code == 3
    assert plain.stdout.strip()


def test_an_empty_library_says_so(command: Command) -> None:
    """There are no bulletins yet."""
    result = command("ask", QUESTION, "--json")

    assert result.exit_code == 3
    assert json.loads(result.stdout) == {"quotes": [], "abstention": {"reason": "empty_library", "near": []}}


def test_search_hits_are_ordered(filled: Command) -> None:
    """Best first, with their scores, and not more than asked for."""
    hits = json.loads(filled("search", "垃圾分类", "-k", "3", "--json").stdout)["hits"]

    assert 0 < len(hits) <= 3
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert hits[0]["text"] in filled("search", "垃圾分类").stdout


def test_a_search_without_hits(filled: Command) -> None:
    """Nothing found is no failure."""
    result = filled("search", "qwertyuiop", "--json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, {"hits": []})


def test_latest_is_newest_first(filled: Command) -> None:
    """By day of publication; people get one line each."""
    articles = json.loads(filled("latest", "-n", "100", "--json").stdout)["articles"]
    days = [article["published_on"] for article in articles]

    assert days == sorted(days, reverse=True)
    assert len(set(days)) == len(
        {path.name[5:15] for path in SAMPLES.iterdir() if path.suffix in (".txt", ".pdf")}
    )
    lines = filled("latest", "-n", "2").stdout.splitlines()
    assert [article["title"] in line for article, line in zip(articles, lines, strict=False)] == [True, True]


def test_questions_hold_no_markup(filled: Command) -> None:
    """Words in square brackets are words, not styles for the terminal."""
    assert filled("ask", "[bold]食堂[/nothing]").exit_code in (0, 3)
