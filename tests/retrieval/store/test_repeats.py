"""The same report in two places is one report, and knows both."""

from __future__ import annotations

import datetime as dt

from retrieval.model import ArticleHead
from retrieval.store import Library
from retrieval.store.repeats import MOST_HOLDERS
from tests.retrieval.store.pages import DAY, reading, save

LEAD = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员携带沙袋和水泵参加，整个过程紧张有序。"
MORE = "局长顾南枝到现场查看，要求各镇办严格值班，强化预警，全力保障群众安全。"
NEXT_DAY = DAY + dt.timedelta(days=1)


def heads(library: Library) -> dict[str, ArticleHead]:
    """All articles by their title, repeats too, with their other places."""
    return {head.title: head for head in library.latest(99, has_repeats=True)}


def places(head: ArticleHead) -> list[tuple[str, str | None]]:
    """Where else it stands."""
    return [(place.title, place.page) for place in head.also]


def test_a_report_in_two_issues_is_listed_once(library: Library) -> None:
    """Under another headline, in other paragraphs and with a word changed; each place knows the other."""
    save(library, reading("a.txt", ("首发", [LEAD, MORE])))
    save(
        library, reading("b.txt", ("再登", [LEAD + MORE.replace("严格", "加强")]), day=NEXT_DAY, label="B02")
    )
    save(library, reading("c.txt", ("另一篇", [LEAD.replace("三十", "五十"), MORE]), day=NEXT_DAY))

    (once, other) = sorted(library.latest(9), key=lambda head: head.id)
    assert (once.title, places(once)) == ("首发", [("再登", "B02")])
    assert (other.title, places(other)) == ("另一篇", [])
    assert places(heads(library)["再登"]) == [("首发", "A01")]


def test_a_report_on_two_pages_of_one_file_is_known_too(library: Library) -> None:
    """The articles of one save are compared with one another."""
    save(library, reading("a.txt", ("要闻", [LEAD]), ("全文", [LEAD, MORE])))

    assert [head.title for head in library.latest(9)] == ["要闻"]
    assert places(library.latest(9)[0]) == [("全文", "A01")]


def test_among_many_alike_in_one_file_a_copy_finds_its_own(library: Library) -> None:
    """Of more reports of one pattern than are compared, the last is the second again, and no other is a copy."""
    alike = [(f"第{i}篇", [LEAD.replace("三十", f"{i}"), MORE]) for i in range(MOST_HOLDERS + 20)]
    save(library, reading("a.txt", *alike, ("末篇", alike[1][1])))

    listed = library.latest(len(alike) + 9)
    assert len(listed) == len(alike)
    assert [(head.title, places(head)) for head in listed if head.also] == [("第1篇", [("末篇", "A01")])]


def test_the_next_stands_for_a_report_whose_first_place_is_gone(library: Library) -> None:
    """A corrected page without the report leaves its copies a group of their own."""
    save(library, reading("a.txt", ("首发", [LEAD, MORE])))
    save(library, reading("b.txt", ("再登", [LEAD, MORE]), day=NEXT_DAY))
    save(library, reading("c.txt", ("三登", [LEAD, MORE]), day=NEXT_DAY))
    save(library, reading("a.txt", ("换了", ["这一版现在登的是完全不同的内容，和原来那一篇没有任何关系。"])))

    listed = {head.title: places(head) for head in library.latest(9)}
    assert listed == {"换了": [], "再登": [("三登", "A01")]}
    # The heir is found by what comes later.
    save(library, reading("d.txt", ("四登", [LEAD, MORE]), day=NEXT_DAY + dt.timedelta(days=1)))
    assert places(heads(library)["再登"]) == [("三登", "A01"), ("四登", "A01")]


def test_a_whole_article_knows_its_other_places(library: Library) -> None:
    """Whoever opens one place is told of the others."""
    save(library, reading("a.txt", ("首发", [LEAD, MORE])))
    save(library, reading("b.txt", ("再登", [LEAD, MORE]), day=NEXT_DAY))

    for title, other in (("首发", "再登"), ("再登", "首发")):
        article = library.article(heads(library)[title].id)
        assert article is not None
        assert places(article.head) == [(other, "A01")]


def test_a_corrected_copy_is_compared_anew(library: Library) -> None:
    """A number that is put right makes it a report of its own; put back, it repeats again."""
    save(library, reading("a.txt", ("首发", [LEAD, MORE])))
    for number, expected in (("三十", 1), ("五十", 2), ("三十", 1)):
        save(library, reading("b.txt", ("再登", [LEAD.replace("三十", number), MORE]), day=NEXT_DAY))

        assert len(library.latest(9)) == expected
