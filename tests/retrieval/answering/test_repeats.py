"""A report that stands in two places answers once, and both places are cited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Answer, Current, Library, ask, ingest_file, search

REPORT = (
    "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。演练由局长顾南枝主持。\n\n"
    "演练结束后，顾南枝要求各镇办严格值班，强化预警，全力保障群众安全。\n"
)


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Iterator[Current]:
    """A library with the report in two issues, broken into other lines, and another one."""
    folder = tmp_path_factory.mktemp("repeats")
    pages = {
        "柳桥报-2024-09-03-A01.txt": "柳桥泵站演练防汛\n\n" + REPORT,
        "柳桥报-2024-09-04-B02.txt": "三十名队员演练防汛\n\n" + REPORT.replace("，三十", "，\n三十"),
        "柳桥报-2024-09-05-A01.txt": "本报讯 9月4日，金沙社区食堂开张，每天供应午餐二百份，老人凭证就餐。\n",
    }
    with Library.open(module_database_url) as library:
        for name, text in pages.items():
            path: Path = folder / name
            path.write_text(text, encoding="utf-8")
            assert ingest_file(library, path).status == "new"
        yield Current.open(library)


def test_an_answer_comes_from_one_place_and_cites_both(current: Current) -> None:
    """No quote comes twice, and the citation names the other issue."""
    found = ask(current, "谁主持了防汛演练？")

    assert isinstance(found, Answer)
    assert len({quote.citation.article_id for quote in found.quotes}) == 1
    (place,) = found.quotes[0].citation.also
    assert {str(place.published_on), str(found.quotes[0].citation.published_on)} == {
        "2024-09-03",
        "2024-09-04",
    }


def test_a_search_gives_each_paragraph_once(current: Current) -> None:
    """Copies of a paragraph are no other hits; with a condition the copy that meets it is found."""
    texts = [quote.excerpt.text for quote in search(current, "防汛演练")]

    assert len(texts) == len(set(texts)) > 0
