"""Article pages of digital newspapers, with the marks of their publishing system."""

from __future__ import annotations

import html
import random

from tests.benchmarks.reading.skins import dressing, furniture
from tests.benchmarks.reading.skins.reports import Report


def founder_page(dice: random.Random, report: Report, paper: str, label: str, section: str) -> str:
    """Return the page of one article."""
    truth = report.truth
    title = truth["title"]
    skin = dice.choice((_old, _table, _new, _phone))
    inside = _body(dice, report)
    marks = _marks(dice, report, f"第{label}版：{section}" if dice.random() < 0.7 else label)
    day = report.published_on
    masthead = dice.choice(
        (
            f"{paper} {day.year}年{day.month:02d}月{day.day:02d}日 星期{'一二三四五六日'[day.weekday()]} 第{label}版：{section}",
            f"第{label}版：{section} {day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}",
        )
    )
    charset = dice.choice(("gb2312", "gbk", "utf-8", ""))
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    head = f"<head>{meta}<title>{dice.choice((f'{paper}数字报-{title}', f'{paper}', title, ''))}</title>{furniture.noise(dice)}</head>"
    return f"<html>{head}<body>{skin(dice, report, masthead, marks, inside)}</body></html>"


def _marks(dice: random.Random, report: Report, node: str) -> str:
    truth = report.truth
    author = " ".join(truth["authors"]) if report.below_title is None and report.said_author is None else ""
    author = report.said_author or report.below_title or (author if dice.random() < 0.5 else "")
    title = truth["title"].replace(" ", dice.choice((" ", "&nbsp;", "<br>", "&lt;br/&gt;")))
    fields = [
        f"<articleid>{dice.randrange(10**6)}</articleid>",
        f"<date>{report.published_on}{dice.choice(('', ' 00:00:00.0', ' 06:12:00'))}</date>",
        f"<author>{author}</author>",
        f"<title>{title}</title>",
        "<keyword></keyword>",
        f"<subtitle>{truth['subtitle'] or ''}</subtitle>",
        f"<introtitle>{truth['kicker'] or ''}</introtitle>",
        "<siteid>2</siteid><nodeid>2038</nodeid>",
        f"<nodename>{node}</nodename>",
        "<nodesearchname></nodesearchname>",
    ]
    joint = dice.choice(("", "\n", "\r\n"))
    return f"<!--enpproperty {joint.join(fields)}/enpproperty-->"


def _body(dice: random.Random, report: Report) -> str:
    inside = dressing.body(report, dice)
    return dice.choice(
        (
            f"<founder-content><!--enpcontent-->{inside}<!--/enpcontent--></founder-content>",
            f'<div id="ozoom" style="zoom:100%"><founder-content>{inside}</founder-content></div>',
            f'<div id="ozoom"><!--enpcontent-->{inside}<!--/enpcontent--></div>',
            f"<div class=x><!--enpcontent-->{inside}<!--/enpcontent--></div>",
        )
    )


def _heads(report: Report) -> tuple[str, str, str]:
    truth = report.truth
    return (
        html.escape(truth["kicker"] or "", quote=False),
        html.escape(truth["title"], quote=False),
        html.escape(truth["subtitle"] or "", quote=False),
    )


def _old(dice: random.Random, report: Report, masthead: str, marks: str, inside: str) -> str:
    kicker, title, subtitle = _heads(report)
    return f"""<table width=1000 border=0><tr><td width=300 valign=top><table><tr><td>{masthead}</td></tr>
<tr><td><img src="page.jpg" usemap="#pagepicmap"></td></tr><tr><td><a href="node_2.htm">上一版</a>　<a href="node_3.htm">下一版</a></td></tr></table></td>
<td valign=top><table cellpadding=5><tr><td align=center><table><tbody><tr><td class="font02" style="FONT-SIZE:14px">{kicker}</td></tr>
<tr valign=top><td class="font01" align=middle style="FONT-WEIGHT:bold;FONT-SIZE:23px">{title}</td></tr><tr><td class="font02">{subtitle}</td></tr>
<tr><td>{report.below_title or report.said_author or ""}</td></tr></tbody></table></td></tr>
<tr><td>{marks}{inside}</td></tr></table></td></tr></table>{furniture.bottom(dice)}"""


def _table(dice: random.Random, report: Report, masthead: str, marks: str, inside: str) -> str:
    kicker, title, subtitle = _heads(report)
    return f"""{marks}<div class="default"><div class="left"><ul class="list">{furniture.side(dice)}</ul></div>
<div class="right"><div class="date">{masthead}</div><h2>{kicker}</h2><h1>{title}</h1><h2>{subtitle}</h2><h4>{report.below_title or report.said_author or ""}</h4>
<div class="content">{inside}</div></div></div>{furniture.bottom(dice)}"""


def _new(dice: random.Random, report: Report, masthead: str, marks: str, inside: str) -> str:
    kicker, title, subtitle = _heads(report)
    return f"""<div class="newsdetatit"><h3>{masthead}</h3></div><div class="newsdetatext">{marks}
<founder-type>3</founder-type><p class="introtitle">{kicker}</p><p class="title">{title}</p><p class="subtitle">{subtitle}</p>
<p class="author">{report.below_title or report.said_author or ""}</p>{inside}</div>{furniture.noise(dice)}{furniture.bottom(dice)}"""


def _phone(dice: random.Random, report: Report, masthead: str, marks: str, inside: str) -> str:
    _, title, _ = _heads(report)
    return f"""<section class="wrap"><header>{masthead}</header><article>{furniture.noise(dice)}<h1 id="main-title">{title}</h1>
{marks}<div class="text">{inside}</div></article><nav><a href="1.htm">上一篇</a><a href="3.htm">下一篇</a></nav></section>"""
