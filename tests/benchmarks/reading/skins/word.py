"""Word documents: one article or several, with styles, or set by hand."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tests.benchmarks.reading.skins.dressing import CAPTIONS
from tests.benchmarks.reading.skins.reports import Report


def word_file(dice: random.Random, found: Sequence[Report], paper: str, label: str | None) -> bytes:
    """Return the document that holds some articles."""
    document = docx.Document()
    day = found[0].published_on
    strip = f"{paper} {day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"
    strip += f" 第{label}版" if label else ""
    if dice.random() < 0.5:
        document.sections[0].header.paragraphs[0].text = strip
    else:
        document.add_paragraph(strip)
    style = dice.choice(("heading", "heading", "title" if len(found) == 1 else "heading", "by hand", "bold"))
    for report in found:
        _headline(dice, document, report, style)
        _body(dice, document, report, style)
        if dice.random() < 0.3:
            document.add_paragraph()
    if dice.random() < 0.4:
        document.add_paragraph(dice.choice(("责任编辑：苗一舟　校对：白若溪", "编辑：苗一舟 审核：白若溪")))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _headline(dice: random.Random, document: Any, report: Report, style: str) -> None:
    truth = report.truth
    if truth["kicker"] and dice.random() < 0.5:
        _set(document.add_paragraph(truth["kicker"]), 14, is_bold=False)
    if style == "heading":
        document.add_heading(truth["title"], 1)
    elif style == "title":
        document.add_heading(truth["title"], 0)
    elif style == "by hand":
        _set(document.add_paragraph(truth["title"]), 22, is_bold=True)
    else:
        document.add_paragraph().add_run(truth["title"]).bold = True
    if truth["subtitle"] and style != "bold" and dice.random() < 0.5:
        _set(document.add_paragraph(truth["subtitle"]), 14, is_bold=False)
    for line in (report.below_title, report.said_author):
        if line:
            paragraph = document.add_paragraph(line)
            paragraph.alignment = dice.choice((None, WD_ALIGN_PARAGRAPH.CENTER))


def _set(paragraph: Any, size: int, *, is_bold: bool) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs:
        run.font.size = Pt(size)
        run.bold = is_bold


def _body(dice: random.Random, document: Any, report: Report, style: str) -> None:
    indent = dice.choice(("", "　　", "    "))
    for n, words in enumerate(report.printed):
        if n in report.crossheads:
            if style == "heading" and dice.random() < 0.4:
                document.add_heading(words, dice.choice((2, 3)))
            else:
                document.add_paragraph().add_run(indent + words).bold = dice.random() < 0.6
            continue
        paragraph = document.add_paragraph()
        cut = dice.randrange(len(words))
        paragraph.add_run(indent + words[:cut])
        paragraph.add_run(words[cut:]).italic = dice.random() < 0.2
        if n == 0 and dice.random() < 0.2:
            document.add_paragraph(dice.choice(CAPTIONS)).alignment = WD_ALIGN_PARAGRAPH.CENTER
