"""Word documents."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from retrieval.model import Reading, Source
from retrieval.reading import as_json, read

LEAD = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。"
NEXT = "演练持续两个小时，检验了“一键调度”平台。"


def read_document(document: docx.document.Document, name: str = "a.docx") -> Reading:
    """The reading of a document."""
    out = io.BytesIO()
    document.save(out)
    return read(Source(name, out.getvalue()))


def test_each_heading_is_an_article() -> None:
    """The name of the bulletin above them is none; a heading within a report is its cross-head."""
    document = docx.Document()
    document.add_heading("青砚区公报", 0)
    document.sections[0].header.paragraphs[0].text = "青砚时报 2024年9月3日 第A02版"
    for title in ("柳桥泵站防汛演练", "竹溪路市场开门"):
        document.add_heading(title, 1)
        document.add_paragraph("　　" + LEAD)
        document.add_heading("平台显身手", 2)
        document.add_paragraph(NEXT + "记者 白若溪")
    form = as_json(read_document(document))

    assert form["page"] == {"paper": "青砚时报", "issue_date": "2024-09-03", "page_label": "A02"}
    assert [article["title"] for article in form["articles"]] == ["柳桥泵站防汛演练", "竹溪路市场开门"]
    for article in form["articles"]:
        assert article["paragraphs"] == [LEAD, "平台显身手", NEXT]
        assert (article["date"], article["authors"]) == ("2024-09-02", ["白若溪"])


def test_titles_that_are_only_set_large_are_seen() -> None:
    """Bold and centred is a title, bold alone a cross-head, unless a report begins there."""
    document = docx.Document()
    for title in ("柳桥泵站防汛演练", "竹溪路市场开门"):
        paragraph = document.add_paragraph()
        paragraph.add_run(title).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph(LEAD)
        document.add_paragraph().add_run("平台显身手").bold = True
        document.add_paragraph(NEXT)
    form = as_json(read_document(document))

    assert [article["title"] for article in form["articles"]] == ["柳桥泵站防汛演练", "竹溪路市场开门"]
    assert form["articles"][1]["paragraphs"] == [LEAD, "平台显身手", NEXT]


def _write(document: docx.document.Document, *lines: tuple[str, int | None, bool]) -> None:
    """Add lines: words, size in points, bold or not."""
    for words, size, is_bold in lines:
        run = document.add_paragraph().add_run(words)
        run.bold = is_bold
        run.font.size = None if size is None else Pt(size)


def test_a_report_without_a_dateline_begins_under_letters_as_large_as_the_first_titles() -> None:
    """A smaller bold line in it stays a cross-head."""
    document = docx.Document()
    _write(document, ("柳桥泵站防汛演练", 22, True), (LEAD, None, False), (NEXT, None, False))
    _write(document, ("竹溪路市场开门", 22, True), ("竹溪路农贸市场重新开门，摊位增加一倍。", None, False))
    _write(document, ("平台显身手", 14, True), (NEXT, None, False))
    form = as_json(read_document(document))

    assert [article["title"] for article in form["articles"]] == ["柳桥泵站防汛演练", "竹溪路市场开门"]
    assert form["articles"][1]["paragraphs"][1:] == ["平台显身手", NEXT]


def test_a_report_set_by_hand_is_known_by_its_day_or_by_its_signature() -> None:
    """Here the report before is signed at its head, so a byline at the end is another report's."""
    document = docx.Document()
    _write(document, ("柳桥泵站防汛演练", None, True), ("记者 白若溪", None, False), (LEAD, None, False))
    _write(document, ("　　平台显身手", None, True), (NEXT, None, False))
    _write(document, ("竹溪路市场开门", None, True), ("近日，竹溪路农贸市场重新开门。", None, False))
    _write(document, ("小桥头的热心人", None, True), ("本报记者 景小棠", None, False), (NEXT, None, False))
    _write(document, ("菜场里的早晨", None, True), ("“今天的菜新鲜！”卖菜的人说。", None, False))
    _write(document, ("他天不亮就来了，从不缺席。 记者 苗一舟", None, False))
    form = as_json(read_document(document))

    assert [(article["title"], article["authors"]) for article in form["articles"]] == [
        ("柳桥泵站防汛演练", ["白若溪"]),
        ("竹溪路市场开门", []),
        ("小桥头的热心人", ["景小棠"]),
        ("菜场里的早晨", ["苗一舟"]),
    ]


def test_tables_stand_in_their_place() -> None:
    """A row of figures is one paragraph."""
    document = docx.Document()
    document.add_heading("停水通知", 1)
    document.add_paragraph(LEAD)
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("柳桥", "12户"), ("竹溪", "30户")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.add_paragraph(NEXT)

    assert as_json(read_document(document))["articles"][0]["paragraphs"] == [
        LEAD,
        "柳桥 12户",
        "竹溪 30户",
        NEXT,
    ]


def test_deleted_and_hidden_words_are_not_read_and_inserted_ones_are() -> None:
    """What a reader of the final document sees."""
    document = docx.Document()
    document.add_heading("停水通知", 1)
    paragraph = document.add_paragraph(LEAD)
    for tag, text in (("w:del", "删去。"), ("w:ins", "加上。")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement("w:t")
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    hidden = paragraph.add_run("隐藏。")
    hidden.font.hidden = True
    assert paragraph._p.find(qn("w:ins")) is not None

    assert as_json(read_document(document))["articles"][0]["paragraphs"] == [LEAD + "加上。"]


def test_runs_count_the_documents_own_text() -> None:
    """Paragraph after paragraph, a line end after each."""
    document = docx.Document()
    document.add_heading("停水通知", 1)
    document.add_paragraph("　　" + LEAD)
    own = f"停水通知\n　　{LEAD}\n"
    paragraph = read_document(document).issue.articles[0].paragraphs[0]

    assert [own[r.source_start : r.source_start + r.length] for r in paragraph.runs] == [LEAD]


def test_a_damaged_document_is_named() -> None:
    """Whatever is missing or broken in it."""
    out = io.BytesIO()
    docx.Document().save(out)
    whole = out.getvalue()

    for content in (whole[: len(whole) // 2], whole.replace(b"word/document.xml", b"word/document.xm_")):
        reading = read(Source("a.docx", content))
        assert reading.issue.articles == ()
        assert reading.problems


def test_a_byline_before_a_table_signs_the_article() -> None:
    """The rows below it are kept, and the last words above them are signed."""
    document = docx.Document()
    document.add_heading("停水通知", 1)
    document.add_paragraph(LEAD + "记者 白若溪")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("路段", "时间", "竹溪路", "9时至11时"), strict=True):
        cell.text = words
    (article,) = as_json(read_document(document))["articles"]

    assert article["paragraphs"] == [LEAD, "路段 时间", "竹溪路 9时至11时"]
    assert article["authors"] == ["白若溪"]
