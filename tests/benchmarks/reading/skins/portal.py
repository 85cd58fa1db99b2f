"""Article pages of portals: every part of the page is diced."""

from __future__ import annotations

import html
import json
import random

from tests.benchmarks.reading.skins import dressing, furniture
from tests.benchmarks.reading.skins.reports import Report

SITES = ("青禾区人民政府", "临江新闻网", "云岭县政府门户网站", "古田区融媒体中心", "石桥发布")


def portal_page(dice: random.Random, report: Report, source: str) -> str:
    """Return the page of one article."""
    site = dice.choice(SITES)
    odd = dice.random()
    if odd < 0.1:
        return _exported(dice, report, source)
    if odd < 0.2:
        return _flat(dice, report, site, source)
    parts = [_headline(dice, report), _info(dice, report, source)]
    inside = _container(dice, dressing.body(report, dice), parts)
    columns = [inside, furniture.side(dice)] if dice.random() < 0.6 else [inside]
    if dice.random() < 0.3:
        columns.reverse()
    main = dice.choice(
        (
            "<div class=main>{}</div>",
            "<table width=960 align=center><tr><td>{}</td></tr></table>",
            "<div><div><div>{}</div></div></div>",
            "{}",
        )
    ).format("".join(columns))
    noise = [furniture.noise(dice) for _ in range(dice.randint(0, 3))]
    body = f"{furniture.top(dice, site)}{''.join(noise)}{main}{furniture.bottom(dice)}"
    return f"{dice.choice(('<!DOCTYPE html>', '', '<!doctype html>'))}<html>{_head(dice, report, site, source)}<body>{body}</body></html>"


def _exported(dice: random.Random, report: Report, source: str) -> str:
    """A page that Word made: everything is MsoNormal, and comments are full of XML."""
    title = html.escape(report.truth["title"], quote=False)
    day = report.published_on
    lines = [
        f"<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt'>{title}<o:p></o:p></span></b></p>"
    ]
    facts = [
        f"来源：{source}",
        f"{day.year}年{day.month}月{day.day}日",
        report.said_author or "",
        report.below_title or "",
    ]
    lines += [f"<p class=MsoNormal align=center>{fact}<o:p></o:p></p>" for fact in facts if fact]
    lines += [
        dressing.paragraph("word", "", dressing.escaped(words, dice), dice, n in report.crossheads)
        for n, words in enumerate(report.printed)
    ]
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312">'
        "<meta name=Generator content='Microsoft Word 15'><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某某</o:Author></o:DocumentProperties></xml><![endif]-->"
        f"<style><!-- p.MsoNormal {{margin:0cm}} --></style></head><body lang=ZH-CN><div class=WordSection1>{''.join(lines)}</div></body></html>"
    )


def _flat(dice: random.Random, report: Report, site: str, source: str) -> str:
    """A page without any container: all paragraphs are children of the body."""
    day = report.published_on
    facts = f"<p>来源：{source}　发布时间：{day}　{report.said_author or ''}</p>"
    title = html.escape(report.truth["title"], quote=False)
    text = "".join(
        dressing.paragraph("p", "　　", dressing.escaped(words, dice), dice, n in report.crossheads)
        for n, words in enumerate(report.printed)
    )
    below = f"<p>{report.below_title}</p>" if report.below_title else ""
    front, end = (facts, "") if dice.random() < 0.5 else ("", facts)
    heading = dice.choice((f"<h2>{title}</h2>", f"<p align=center><b>{title}</b></p>", f"<p>{title}</p>"))
    return (
        f"<html><head><title>{title}-{site}</title></head><body><p><a href='/'>首页</a> <a href='/y'>要闻</a> <a href='/z'>公开</a></p>"
        f"{heading}{front}{below}{text}{end}{furniture.bottom(dice)}</body></html>"
    )


def _head(dice: random.Random, report: Report, site: str, source: str) -> str:
    title = html.escape(report.truth["title"])
    day = report.published_on
    named = dice.choice(
        (
            f"<title>{title}_{site}</title>",
            f"<title>{title}-要闻动态-{site}</title>",
            f"<title>{title} - {site}</title>",
            f"<title>{title}|{site}</title>",
            f"<title>{site}</title>",
            f"<title>{title}</title>",
            f"<title>{site} 要闻动态 {title}</title>",
            "",
        )
    )
    metas = dice.choice(
        (
            "",
            "",
            f'<meta name="SiteName" content="{site}"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30"><meta name="ContentSource" content="{source}">',
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}"><meta property="article:published_time" content="{day}T09:30:00+08:00">',
            f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": report.truth["title"], "datePublished": f"{day}T08:00:00+08:00"}, ensure_ascii=False)}</script>',
            '<meta name="author" content="admin"><meta name="keywords" content="青禾,新闻">',
        )
    )
    charset = dice.choice(
        (
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />',
            "",
        )
    )
    return f"<head>{charset}{named}{metas}{furniture.noise(dice)}</head>"


def _headline(dice: random.Random, report: Report) -> str:
    truth = report.truth
    title = html.escape(truth["title"], quote=False).replace(" ", dice.choice((" ", "<br>", "&nbsp;")))
    kicker, subtitle = truth["kicker"] or "", truth["subtitle"] or ""
    return dice.choice(
        (
            f"<h3>{kicker}</h3><h1>{title}</h1><h3>{subtitle}</h3>",
            f"<h1 class='title'>{title}</h1>",
            f'<div class="article-title">{title}</div><div class="sub-title">{subtitle}</div>',
            f'<p align="center"><font size="5"><b>{title}</b></font></p>',
            f'<div style="text-align:center;font-size:24px;font-weight:bold">{title}</div>',
            f"<h2>{title}</h2>",
            f'<div id="con_title"><span>{title}</span></div>',
            f"<center><strong>{title}</strong></center>",
            f"<table width=100%><tr><td align=center class=bt><b>{title}</b></td></tr></table>",
        )
    )


def _info(dice: random.Random, report: Report, source: str) -> str:
    day = report.published_on
    when = dice.choice(
        (
            f"发布时间：{day} 10:20",
            f"发布日期：{day.year}年{day.month}月{day.day}日",
            f"时间：{day.year}/{day.month}/{day.day}",
            f"{day} 08:15:32",
            f"日期：{day.year}.{day.month:02d}.{day.day:02d}",
            f"{day.year}年{day.month:02d}月{day.day:02d}日 09:41",
            f"[ {day} ]",
        )
    )
    pieces = [when, dice.choice((f"来源：{source}", f"信息来源：{source}", f"稿源: {source}"))]
    author = report.said_author
    if author is not None:
        pieces.append(author)
    dice.shuffle(pieces)
    pieces += dice.choice(([], ["浏览次数：128"], ["字体：【大 中 小】"], ["点击数：35", "【打印】"]))
    below = f"<p>{report.below_title}</p>" if report.below_title else ""
    joined = dice.choice(
        (
            "<div class=info>" + "　".join(pieces) + "</div>",
            "<p align=center>" + " | ".join(pieces) + "</p>",
            "<div>" + "".join(f"<span>{piece}</span> " for piece in pieces) + "</div>",
            "<ul>" + "".join(f"<li>{piece}</li>" for piece in pieces) + "</ul>",
            "<table><tr>" + "".join(f"<td>{piece}</td>" for piece in pieces) + "</tr></table>",
        )
    )
    return joined + below


def _container(dice: random.Random, inside: str, parts: list[str]) -> str:
    front = "".join(parts)
    name = dice.choice(
        (
            'class="TRS_Editor"',
            'id="zoom"',
            'id="UCAP-CONTENT"',
            'class="article-content"',
            'class="content"',
            "",
            "",
            'class="x1y2"',
        )
    )
    return dice.choice(
        (
            f"<div>{front}<div {name}>{inside}</div></div>",
            f"<article>{front}{inside}</article>",
            f"<table><tr><td>{front}</td></tr><tr><td {name}>{inside}</td></tr></table>",
            f"<div>{front}</div><div><div><div {name}>{inside}</div></div></div>",
            f"{front}<div {name}>{inside}</div>",
        )
    )
