"""Characters become the lines that were printed, and lines end at gutters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from retrieval.reading.geometry.glyphs import Glyph
from retrieval.reading.geometry.gutters import cut_at_gutters
from retrieval.reading.geometry.rivers import joined_across
from retrieval.reading.geometry.rows import line_of, lines_of
from retrieval.reading.geometry.wording import spaced

EM = 10.0


def laid(rows: list[list[tuple[str, float, float]]]) -> list[Glyph]:
    """Glyphs row by row; each piece of a row has its words, its left end, and the step between its characters."""
    places = count()
    return list(_laid(rows, places))


def _laid(rows: list[list[tuple[str, float, float]]], places: Iterator[int]) -> Iterator[Glyph]:
    for n, row in enumerate(rows):
        for words, left, step in row:
            for k, character in enumerate(words):
                x = left + k * step
                yield Glyph(character, next(places), x, x + EM, 100 + 15.0 * n, EM)


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in cut_at_gutters(joined_across(lines_of(glyphs)), EM)]


def parted(whole: int | range, rows: list[list[tuple[str, float, float]]]) -> list[str]:
    """What is left of the rows that were taken for one line; the pieces of the others are lines of their own."""
    joined = whole if isinstance(whole, range) else range(whole, whole + 1)
    taken = [[row] if n in joined else [[piece] for piece in row] for n, row in enumerate(rows)]
    lines = [line_of(laid([[]] * n + [line])) for n, row in enumerate(taken) for line in row]
    return [line.text for line in cut_at_gutters([line for line in lines if line], EM)]


def test_a_few_characters_that_fill_a_column_are_one_line() -> None:
    """Stretched to almost three ems a step, they are no columns of their own."""
    rows = [[("白鹭区严格落", 40.0, 28.8)], [("实各项措施，排查地下空间十二处。", 40.0, EM)]]

    assert texts(laid(rows)) == ["白鹭区严格落", "实各项措施，排查地下空间十二处。"]


def test_a_line_ends_at_the_gutter_also_behind_a_mark_and_before_a_quote() -> None:
    """The empty halves of both stand in the gutter, and only two lines of the column end with a character."""
    rows = [
        [("邻里纠纷和电信诈骗等", 40.0, EM), ("法律知识，提醒大家做", 152.0, EM)],
        [("案例，围绕家庭与邻里", 40.0, EM), ("到心中有数，遇事不慌", 152.0, EM)],
        [("身边案例，围绕家庭、", 40.0, EM), ("“不轻信、不透露、不", 147.0, 10.5)],
        [("老人。", 40.0, EM), ("转账”，居民听得认真", 152.0, EM)],
    ]

    found = texts(laid(rows))
    assert "身边案例，围绕家庭、" in found
    assert "“不轻信、不透露、不" in found


def test_a_name_set_apart_at_the_head_of_a_line_is_one_line() -> None:
    """姚　宁 is a name of two characters, as wide as one of three."""
    rows = [[("记者白若溪通讯员", 40.0, EM)], [("姚宁", 40.0, 20.0)]]

    assert texts(laid(rows)) == ["记者白若溪通讯员", "姚宁"]


def test_what_the_lines_around_cover_is_no_gutter() -> None:
    """A name set apart where columns elsewhere begin is not cut off between whole lines."""
    elsewhere = [[("河水清了散步的人多了", 40.0, EM), ("夜里也听得见蛙声了。", 152.0, EM)]] * 3
    whole = [("水务局在柳桥泵站开展防汛演练，三十名队员参加", 40.0, EM)]
    found = texts(laid([*elsewhere, whole, [("听得见蛙声。记者姚　宁", 40.0, EM)], whole]))

    assert found.count("夜里也听得见蛙声了。") == 3
    assert "听得见蛙声。记者姚宁" in found


def test_a_gutter_wider_than_any_blank_needs_no_other_line_that_ends_there() -> None:
    """Only the next column is known; this line of the one before is the only full one, and the other is indented."""
    rows = [
        [("他说", 40.0, EM), ("法律知识，提醒大家做", 152.0, EM)],
        [("从制造到智造转变，高", 40.0, EM), ("到心中有数，遇事不慌", 152.0, EM)],
        [("造价低", 40.0, EM), ("不慌不忙，邻里都满意", 152.0, EM)],
        [("白鹭区的人大多看得见", 40.0, EM), ("“榜样就在身边”居民", 167.0, EM)],
    ]

    assert "白鹭区的人大多看得见" in texts(laid(rows))


def test_a_byline_that_hangs_into_the_gutter_is_no_part_of_the_next_column() -> None:
    """The lines right above and below begin where its two pieces do, though the gap is a mere blank wide."""
    rows = [
        [("今年三十二户新开工。", 40.0, EM), ("义诊现场有内科、骨科", 152.0, EM)],
        [("记者江一帆通讯员叶枝", 40.0, 10.6), ("三个科室的大夫问得细", 152.0, EM)],
        [("血压、血糖都量了一遍", 152.0, EM)],
    ]

    found = texts(laid(rows))
    assert "记者江一帆通讯员叶枝" in found
    assert "三个科室的大夫问得细" in found


def test_columns_of_two_lines_are_parted_where_the_next_lines_begin() -> None:
    """A gutter wider than any blank needs a single line of the next column, above or below."""
    rows = [
        [("眼下正是葡萄熟的时节", 40.0, EM), ("良品种有十五个，冷库", 155.0, EM)],
        [("大棚里人人忙着采摘。", 40.0, EM), ("把果子卖到了外省去。", 155.0, EM)],
    ]

    assert [words for row in rows for words, _, _ in row] == parted(0, rows)


def test_a_bracket_that_hangs_out_of_its_column_begins_it() -> None:
    """Its ink stands left of the column's edge."""
    rows = [
        [("年以来全区立案三十件", 40.0, EM), ("进合作落地。对各重点", 160.0, EM)],
        [("予警告、处分的有九人", 40.0, EM), ("（社区）实行包保，做", 153.0, EM)],
        [("其中群众举报的有七件", 40.0, EM), ("到底数清、情况明，措", 160.0, EM)],
        [("都已经查清。", 40.0, EM), ("施实，今年再拨三千元", 160.0, EM)],
    ]

    found = parted(1, rows)
    assert "予警告、处分的有九人" in found
    assert "（社区）实行包保，做" in found


def test_white_between_marks_is_no_gutter_where_lines_above_and_below_run_on() -> None:
    """A scan may part a line there; it is one line all the same, and none of its words are lost."""
    rows = [
        [("降临，夜市灯火亮起来", 40.0, EM)],
        [("食、", 40.0, EM), ("文创、非遗展演轮", 66.0, EM)],
        [("演，成了新区的新名片", 40.0, EM)],
    ]
    glyphs = laid(rows)
    found = [
        glyph._replace(at=glyph.at + 500 * (glyph.left > 60)) for glyph in glyphs if glyph.baseline == 115
    ]
    others = [glyph for glyph in glyphs if glyph.baseline != 115]

    assert "食、文创、非遗展演轮" in texts([*others, *found])


def test_white_before_an_indented_line_is_no_gutter_either() -> None:
    """The line above begins where the second piece does, but there is nothing beside it."""
    rows = [
        [("当前正是防汛的关", 60.0, 16.0)],
        [("键", 40.0, EM), ("期。白鹭区严格", 60.0, 18.0)],
        [("实各项措施，排查地下空", 40.0, EM)],
    ]
    glyphs = laid(rows)
    found = [
        glyph._replace(at=glyph.at + 500 * (glyph.left > 55)) for glyph in glyphs if glyph.baseline == 115
    ]
    others = [glyph for glyph in glyphs if glyph.baseline != 115]

    assert "键期。白鹭区严格" in texts([*others, *found])


def test_the_gutter_between_two_lines_is_no_white_between_marks() -> None:
    """The line above runs across both columns, the lines below do not."""
    rows = [
        [("全区上下都要把防汛放在第一位来抓", 40.0, EM)],
        [("这是头一栏的文字。", 40.0, EM), ("这是次栏。", 141.0, EM)],
        [("它还有它的下一行。", 40.0, EM), ("也有一行。", 141.0, EM)],
    ]

    assert "这是头一栏的文字。" in texts(laid(rows))


def test_a_first_line_is_parted_from_the_column_beside_it() -> None:
    """It is indented, and letter-spaced, so that the gutter is no wider than a blank."""
    rows = [
        [("四成半，挽回损失多少", 35.0, EM), ("群众少跑腿。要健全党", 148.0, EM)],
        [("据介绍，要严格", 58.0, 11.5), ("关部门积极配合、社会", 145.0, EM)],
        [("各项规定，依规推进，", 35.0, EM), ("广泛参与的工作机制。", 145.0, EM)],
    ]

    assert parted(1, rows)[2:4] == ["据介绍，要严格", "关部门积极配合、社会"]


def test_a_gutter_is_found_where_the_lines_beside_it_had_to_be_parted_first() -> None:
    """The first rows tell nothing of each other; the last one tells where the column begins, one by one upwards."""
    rows = [
        [("本报讯今年以来望城", 40.0, EM), ("众，现场解决难题。", 150.0, EM)],
        [("一二三四五六七八九", 40.0, EM), ("区卫健委主任说：群", 150.0, EM)],
        [("办，十项高频事项呢", 40.0, EM), ("们工作的标尺就是它", 150.0, EM)],
    ]

    assert [words for row in rows for words, _, _ in row] == parted(range(2), rows)


def test_a_wide_gap_behind_the_end_of_a_line_of_the_column_is_a_gutter() -> None:
    """The next column begins with an indented line; this one ends where its line below does."""
    rows = [
        [("从制造到智造转变，高", 40.0, EM), ("“榜样就在身边”居民", 170.0, EM)],
        [("白鹭区的人大多看得见", 40.0, EM)],
    ]

    assert "从制造到智造转变，高" in parted(0, rows)


def test_a_piece_that_begins_with_a_comma_goes_on_a_line() -> None:
    """No column begins with one, though two lines leave white in front of theirs."""
    rows = [
        [("据介绍", 60.0, EM), ("，要因地制宜地发展", 95.0, EM)],
        [("新质生产力", 40.0, EM), ("，加快新兴行业、", 95.0, EM)],
    ]
    glyphs = laid(rows)
    parted_ = [glyph._replace(at=glyph.at + 500 * (glyph.left >= 95)) for glyph in glyphs]

    assert texts(parted_) == ["据介绍，要因地制宜地发展", "新质生产力，加快新兴行业、"]


def test_the_blank_behind_a_dateline_is_kept_before_a_quotation() -> None:
    """Elsewhere a gap beside a mark is the mark's own."""
    lead, inside = (
        [("本报讯", 60.0, EM), ("“从收件到拿照", 93.0, EM)],
        [("他回信", 60.0, EM), ("“不用来了", 93.0, EM)],
    )
    first, second = lines_of(laid([lead, [], inside]))

    assert (spaced(first), spaced(second)) == ("本报讯 “从收件到拿照", "他回信“不用来了")


def test_the_last_line_of_a_column_is_parted_from_the_first_one_below_it() -> None:
    """The next line of its column begins a paragraph, two ems behind the edge."""
    rows = [
        [("大好局面，争创双拥模", 40.0, EM), ("热乎乎的。老人说。", 155.0, EM)],
        [("范城九连冠。", 40.0, EM), ("他表示，将一如既往", 175.0, EM)],
    ]

    assert "大好局面，争创双拥模" in parted(0, rows)
