"""Pages of a PDF become articles, whatever the order of the file."""

from __future__ import annotations

import random
from typing import Any

import pytest

from retrieval.model import Box, Page, Reading, Source
from retrieval.reading import as_json, read
from tests.retrieval.reading.pdf import stories
from tests.retrieval.reading.pdf.faithful import faults_of
from tests.retrieval.reading.pdf.setter import HEIGHT, Measure, Sheet, Words, by_rows, in_columns, printed

HEAD = Words(stories.RIVER_TITLE, 150, 100, 24)
COLUMNS = Measure(tops=[140.0, 140.0, 140.0])
SECOND_HEAD = Words(stories.CANTEEN_TITLE, 90, 380, 22)
SECOND_COLUMNS = Measure(tops=[410.0, 410.0])
STRIP = [Words("白鹭时报", 40, 40), Words("2024年3月6日 星期三", 250, 40), Words("A03", 520, 40, 14)]
NAMES = ("白若溪", "姚一宁")


def two_articles() -> list[Words]:
    return [
        HEAD,
        *in_columns(stories.RIVER, COLUMNS),
        SECOND_HEAD,
        *in_columns(stories.CANTEEN, SECOND_COLUMNS),
    ]


def read_sheet(*sheets: Sheet, **options: object) -> Reading:
    return read(Source("page.pdf", printed(*sheets, **options)))


def check(sheet: Sheet) -> Reading:
    """Both articles are read, each paragraph whole, and every character leads back to its place."""
    reading = read_sheet(sheet)
    articles = as_json(reading)["articles"]

    assert [article["title"] for article in articles] == [stories.RIVER_TITLE, stories.CANTEEN_TITLE]
    assert [article["authors"] for article in articles] == [[name] for name in NAMES]
    assert [article["paragraphs"] for article in articles] == [
        [text.removesuffix("记者白若溪") for text in stories.RIVER],
        [text.removesuffix("（记者姚一宁）") for text in stories.CANTEEN],
    ]
    assert reading.problems == ()
    assert faults_of(reading) == []
    return reading


def shuffled(words: list[Words]) -> list[Words]:
    random.Random(7).shuffle(words)
    return words


@pytest.mark.parametrize("order", [list, by_rows, shuffled], ids=["in order", "row by row", "at random"])
def test_the_order_of_the_file_does_not_matter(order: Any) -> None:
    """Columns are read down, headlines over several of them lead their article, in whatever order lines come."""
    check(Sheet(order(two_articles())))


def test_the_strip_tells_paper_day_and_page() -> None:
    """The strip at the top belongs to no article, and its day gives datelines their year."""
    reading = check(Sheet([*STRIP, *two_articles()]))

    assert reading.issue.bulletin == "白鹭时报"
    assert str(reading.issue.published_on) == "2024-03-06"
    assert reading.issue.pages[0].label == "A03"
    assert [str(article.date) for article in reading.issue.articles] == ["2024-03-05", "None"]


def test_a_picture_pushes_its_columns_down() -> None:
    """Columns with unequal tops are still one article; the caption below the picture is not its text."""
    words = [
        HEAD,
        *in_columns(stories.RIVER, Measure(tops=[140.0, 245.0, 245.0])),
        Words("图为清理河道的志愿者。", 220, 225, 8.5),
        SECOND_HEAD,
        *in_columns(stories.CANTEEN, SECOND_COLUMNS),
    ]
    reading = check(Sheet(by_rows(words), pictures=[(215, 130, 335, 82)]))

    assert reading.issue.pages[0].other == ("图为清理河道的志愿者。",)


@pytest.mark.parametrize(
    ("turn", "lies_down"), [(90, False), (180, False), (270, False), (0, True), (90, True)]
)
def test_a_page_that_lies_on_its_side_is_laid_upright(turn: int, lies_down: bool) -> None:
    """However a page is turned, its places are those of the page with its text upright."""
    upright = check(Sheet(two_articles())).issue.pages[0]
    page = check(Sheet(two_articles(), turn=turn, lies_down=lies_down)).issue.pages[0]

    assert page.size == upright.size
    assert [pytest.approx(sides(box), abs=0.1) for box in boxes(upright)] == [sides(b) for b in boxes(page)]


def test_places_count_from_the_corner_that_is_shown() -> None:
    """A crop box moves the corner: text is where a viewer shows it, and text outside is not read."""
    whole = check(Sheet(two_articles())).issue.pages[0]
    stray = Words("裁掉的字裁掉的字", 10, HEIGHT - 5)
    cropped = check(Sheet([*two_articles(), stray], crop=(20, 30, 590, 790))).issue.pages[0]

    assert cropped.size == (570, 760)
    assert cropped.other == ()
    assert boxes(cropped)[0].left == pytest.approx(boxes(whole)[0].left - 20)
    assert boxes(cropped)[0].top == pytest.approx(boxes(whole)[0].top - 10)


def test_a_character_printed_twice_is_read_once() -> None:
    """False bold prints a headline again, a hair to the right."""
    again = Words(HEAD.text, HEAD.x + 0.6, HEAD.y + 0.3, HEAD.size)

    check(Sheet([HEAD, again, *two_articles()[1:]]))


def test_a_watermark_is_no_text() -> None:
    """Slanted words across a page are kept apart from its articles."""
    mark = Words("内部资料严禁外传", 150, 600, 40, angle=45)
    reading = check(Sheet([mark, *two_articles()]))

    assert reading.issue.pages[0].other == (mark.text,)


def test_the_invisible_text_over_a_scan_is_read() -> None:
    """A searchable scan prints its text without ink, over a picture of the page."""
    words = [Words(w.text, w.x, w.y, w.size, mode=3) for w in two_articles()]

    check(Sheet(words, pictures=[(0, 0, 600, 800)]))


def test_each_page_of_a_file_is_a_page() -> None:
    """Pages are numbered as in the file, and articles know theirs; the first masthead dates them all."""
    river, canteen = two_articles()[: -1 - 6], in_columns(stories.CANTEEN, COLUMNS)
    reading = read_sheet(Sheet([*STRIP, *river]), Sheet([SECOND_HEAD, *canteen]))

    assert [page.number for page in reading.issue.pages] == [1, 2]
    assert reading.issue.pages[1].articles[0].paragraphs[0].text == stories.CANTEEN[0]


def test_a_paragraph_has_a_box_for_each_column() -> None:
    """A paragraph that runs on in the next column stands in two boxes, in reading order."""
    paragraphs = check(Sheet(two_articles())).issue.articles[0].paragraphs

    assert [len(paragraph.boxes) for paragraph in paragraphs] == [2, 1, 1]
    assert paragraphs[0].boxes[0].right < paragraphs[0].boxes[1].left


def sides(box: Box) -> tuple[float, ...]:
    return (box.left, box.top, box.right, box.bottom)


def boxes(page: Page) -> list[Box]:
    return [box for article in page.articles for paragraph in article.paragraphs for box in paragraph.boxes]
