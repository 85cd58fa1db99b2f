"""How words become HTML, in the many ways in which people and programs write it."""

from __future__ import annotations

import html
import random
from itertools import pairwise

from tests.benchmarks.reading.skins.reports import Report

CAPTIONS = (
    "图为活动现场。 记者 苗一舟 摄",
    "志愿者在河边清理垃圾。本报记者 苗一舟 摄",
    "图为演练现场（苗一舟 摄）",
    "图为新落成的口袋公园",
    "居民在社区食堂用餐（通讯员 苗一舟 供图）",
    "苗一舟 摄",
    "图①：签约仪式现场。",
)
_NAMED = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "…": "&hellip;", "·": "&middot;"}


def escaped(words: str, dice: random.Random) -> str:
    """Words with the entities a program would write."""
    escaped = html.escape(words, quote=False)
    style = dice.random()
    if style < 0.2:
        return "".join(_NAMED.get(c, c) for c in escaped)
    if style < 0.25:
        return "".join(f"&#{ord(c)};" if ord(c) > 127 and dice.random() < 0.1 else c for c in escaped)
    return escaped


def body(report: Report, dice: random.Random) -> str:
    """The paragraphs of a report as the inside of an element."""
    style = dice.choice(("p", "p", "p", "br", "brbr", "div", "span", "word", "upper", "wrapped", "nested"))
    indent = dice.choice(("", "　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "　　", "&emsp;&emsp;", "\n        　　"))
    if style in ("br", "brbr") and not indent:
        indent = "　　"
    pieces = []
    for n, words in enumerate(report.printed):
        is_head = n in report.crossheads
        text = escaped(words, dice)
        if is_head and dice.random() < 0.7:
            text = dice.choice((f"<strong>{text}</strong>", f"<b>{text}</b>"))
        elif dice.random() < 0.06:
            middle = len(text) // 2 if "&" not in text else 0
            text = text[:middle] + "<span>" + text[middle:] + "</span>"
        pieces.append(paragraph(style, indent, text, dice, is_head))
        if n == 0 and dice.random() < 0.35:
            pieces.append(picture(dice))
    return "\n".join(pieces) if style not in ("br", "brbr") else "".join(pieces)


def paragraph(style: str, indent: str, text: str, dice: random.Random, is_head: bool) -> str:
    """One paragraph in one way of writing it."""
    centred = ' align="center"' if is_head and dice.random() < 0.3 else ""
    if style == "br":
        return f"{indent}{text}<br>\n"
    if style == "brbr":
        return f"{indent}{text}<br /><br />\n"
    if style == "div":
        return f"<div{centred}>{indent}{text}</div>"
    if style == "span":
        return f'<p{centred} style="text-indent:2em"><span style="font-size:16px;font-family:宋体">{indent}{text}</span></p>'
    if style == "word":
        return (
            f"<p class=MsoNormal{centred} style='text-indent:21.0pt'><span lang=EN-US><o:p></o:p></span>"
            f"<span style='font-family:仿宋_GB2312'>{text}<o:p></o:p></span></p>"
        )
    if style == "upper":
        return f"<P{centred}>{indent}{text}"
    if style == "wrapped":
        return f"<p{centred}>\n    {indent}{_wrapped(text, dice)}\n  </p>"
    if style == "nested":
        return f"<div><section><p{centred}>{indent}{text}</p></section></div>"
    return f"<p{centred}>{indent}{text}</p>"


def _wrapped(text: str, dice: random.Random) -> str:
    """A source that was wrapped at some width: its line ends mean nothing."""
    if "&" in text or "<" in text:
        return text
    width = dice.randint(30, 60)
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    for before, after in pairwise(lines):
        if before[-1:].isascii() or after[:1].isascii() or before[-1:] in " \u3000" or after[:1] in " \u3000":
            return text
    return "\n".join(lines)


def picture(dice: random.Random) -> str:
    """A picture with a caption that belongs to no report."""
    caption = dice.choice(CAPTIONS)
    return dice.choice(
        (
            f'<p style="text-align:center"><img src="a.jpg"></p><p style="text-align:center">{caption}</p>',
            f'<figure><img src="a.jpg" alt="图"><figcaption>{caption}</figcaption></figure>',
            f'<table align=center><tr><td><img src="a.jpg"></td></tr><tr><td align=center>{caption}</td></tr></table>',
            f'<center><img src="a.jpg"><br>{caption}</center>',
            f'<div class="pic"><img src="a.jpg"/><div class="pic-txt">{caption}</div></div>',
        )
    )
