"""Pages of digital newspapers and portals."""

from __future__ import annotations

import datetime as dt

import pytest

from retrieval.model import Reading, Source
from retrieval.reading import as_json, read

LEAD = "本报讯 9月2日上午，区水务局在柳桥泵站开展防汛演练，三十名队员参加。"
NEXT = "演练持续两个小时，检验了“一键调度”平台。"
MARKS = """<!--enpproperty <articleid>7</articleid><date>2024-09-03 06:00:00.0</date><author>白若溪</author>
<title>柳桥泵站<br>防汛演练</title><keyword/><subtitle>——三十名队员参加</subtitle><introtitle>防汛进行时</introtitle>
<nodename>第A02版：要闻</nodename>/enpproperty-->"""
SECRET = "不该看见的字。"
HIDDEN = (
    f"<script>document.write('<p>{SECRET}</p>')</script><style>p:after{{content:'{SECRET}'}}</style><!-- {SECRET} -->"
    f'<p style="display:none">{SECRET}</p><div hidden>{SECRET}</div><noscript>{SECRET}</noscript>'
)


def read_page(page: str, origin: str = "", encoding: str = "utf-8") -> Reading:
    """The reading of a page."""
    return read(Source("content_7.htm", page.encode(encoding), origin))


@pytest.mark.parametrize(
    "body",
    [
        f"<!--enpcontent--><p>　　{LEAD}</p><p>　　{NEXT}</p><!--/enpcontent-->",
        f"<founder-content>　　{LEAD}<br>　　{NEXT}</founder-content>",
        f'<div id="ozoom"><P>&nbsp;&nbsp;{LEAD}<P>&nbsp;&nbsp;{NEXT}</div>',
        f"<!--enpcontent--><div>{LEAD}</div>{HIDDEN}<div>{NEXT}</div><p>记者 白若溪 摄</p><!--/enpcontent-->",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_marks_of_a_newspaper_outrank_the_page(body: str, encoding: str) -> None:
    """Headline, author, day and page come from the marks, the paragraphs from the marked body."""
    page = f"<html><title>青砚时报数字报</title><body><h1>别的标题</h1>{MARKS}{body}<p>版权所有</p></body></html>"
    reading = read_page(page, encoding=encoding)
    form = as_json(reading)

    assert form["page"] == {"paper": "青砚时报", "issue_date": "2024-09-03", "page_label": "A02"}
    article = form["articles"][0]
    assert (article["kicker"], article["title"], article["subtitle"]) == (
        "防汛进行时",
        "柳桥泵站防汛演练",
        "——三十名队员参加",
    )
    assert (article["date"], article["authors"]) == ("2024-09-02", ["白若溪"])
    assert article["paragraphs"] == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("head", "front"),
    [
        (
            "<title>柳桥泵站防汛演练_青砚区人民政府</title>",
            "<h1>柳桥泵站防汛演练</h1><p>来源：青砚时报 发布时间：2024-09-03 作者：白若溪</p>",
        ),
        (
            '<meta name="ArticleTitle" content="柳桥泵站防汛演练"><meta name="PubDate" content="2024-09-03 08:00">'
            '<meta name="ContentSource" content="青砚时报">',
            "<p>作者：记者 白若溪</p>",
        ),
        (
            "",
            "<h1>青砚区政府门户网站</h1><center><b>柳桥泵站<br>防汛演练</b></center><table><tr><td>2024年9月3日</td><td>稿源：青砚时报</td><td>文/白若溪</td></tr></table>",
        ),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LEAD}</p><p>{NEXT}</p>",
        f"　　{LEAD}<br><br>　　{NEXT}<br>",
        f"<div><div>{LEAD}</div><div>{NEXT}</div></div>",
    ],
)
def test_a_portal_page_without_marks(head: str, front: str, body: str) -> None:
    """Navigation, neighbours and footer are gone; title, day, source and author are found where pages say them."""
    page = (
        f"<html><head>{head}</head><body><div class=nav><a>首页</a><a>要闻</a><a>公开</a></div>{HIDDEN}{front}<div>{body}</div>"
        "<p>责任编辑：姚一宁</p><ul><li><a>全区召开安全生产会议</a></li></ul>"
        "<div class=foot>版权所有：青砚区人民政府办公室，未经授权不得转载。</div></body></html>"
    )
    form = as_json(read_page(page))

    assert form["page"] == {"paper": "青砚时报", "issue_date": "2024-09-03", "page_label": None}
    assert len(form["articles"]) == 1
    article = form["articles"][0]
    assert (article["title"], article["authors"]) == ("柳桥泵站防汛演练", ["白若溪"])
    assert article["paragraphs"] == [LEAD, NEXT]


def test_the_day_in_the_address_comes_before_the_name() -> None:
    """html/2024-09/03/content_7.htm dates a page that does not date itself."""
    page = f"<html><body><h1>防汛演练</h1><p>{LEAD}</p></body></html>"
    reading = read_page(page, "https://news.example/html/2024-09/03/content_7.htm")

    assert reading.issue.published_on == dt.date(2024, 9, 3)


def test_a_page_that_only_lists_articles_says_so() -> None:
    """A map of a newspaper page holds no article; its titles are kept aside."""
    page = (
        '<html><body><img usemap="#m"><map name="m"><area coords="0,0,9,9" href="content_1.htm" title="防汛演练">'
        '<area coords="0,9,9,18" href="content_2.htm" title="农贸市场开门"></map></body></html>'
    )
    reading = read_page(page)

    assert [problem.code for problem in reading.problems] == ["page_index"]
    assert reading.issue.pages[0].other == ("防汛演练", "农贸市场开门")


def test_a_table_of_figures_keeps_its_rows() -> None:
    """A row of short cells is one paragraph, so that a figure stays with its name."""
    rows = "".join(f"<tr><td>{name}</td><td>{n}户</td></tr>" for name, n in (("柳桥", 12), ("竹溪", 30)))
    page = (
        f"<html><body><h1>停水通知</h1><p>{LEAD}</p><table border=1>{rows}</table><p>{NEXT}</p></body></html>"
    )

    assert as_json(read_page(page))["articles"][0]["paragraphs"] == [LEAD, "柳桥 12户", "竹溪 30户", NEXT]


def test_pictures_keep_their_captions_to_themselves() -> None:
    """What tells of a picture is no paragraph, and is kept aside."""
    caption = "图为演练现场。 记者 白若溪 摄"
    page = f"<html><body><h1>防汛演练</h1><p>{LEAD}</p><center><img src=a><br>{caption}</center><p>{NEXT}</p></body></html>"
    reading = read_page(page)

    assert [paragraph.text for paragraph in reading.issue.articles[0].paragraphs] == [LEAD, NEXT]
    assert caption in reading.issue.pages[0].other


def test_a_notice_keeps_its_signature_and_leaves_its_register_out() -> None:
    """The table of 索引号 above a notice says when it was published; it is no text of it."""
    page = (
        "<html><head><title>关于禁止燃放烟花爆竹的通告_通知公告_青砚区人民政府</title></head><body><table><tr><td>索 引 号：</td><td>11/2024-12</td>"
        "<td>发文机关：</td><td>青砚区人民政府</td></tr><tr><td>成文日期：</td><td>2024年09月02日</td><td>发布日期：</td><td>2024-09-03</td></tr></table>"
        "<div><p align=center>关于禁止燃放烟花爆竹的通告</p><p>为保障公共安全，现通告如下：</p><p>一、全区禁止燃放。</p><p align=right>青砚区人民政府</p>"
        "<p align=right>2024年9月2日</p></div><div>扫一扫在手机打开当前页</div></body></html>"
    )
    form = as_json(read_page(page))

    assert form["page"]["issue_date"] == "2024-09-03"
    assert form["articles"][0]["title"] == "关于禁止燃放烟花爆竹的通告"
    assert form["articles"][0]["paragraphs"] == [
        "为保障公共安全，现通告如下：",
        "一、全区禁止燃放。",
        "青砚区人民政府",
        "2024年9月2日",
    ]


def test_a_text_that_a_script_shows_later_is_read() -> None:
    """WeChat hides its text until then."""
    page = (
        '<html><head><meta property="og:title" content="防汛演练举行"></head><body><em>2024年9月3日 10:00</em>'
        f'<div id="js_content" style="visibility: hidden; opacity: 0;"><section><p>{LEAD}</p><p>{NEXT}</p></section></div></body></html>'
    )

    assert as_json(read_page(page))["articles"][0]["paragraphs"] == [LEAD, NEXT]


def test_labels_set_apart_by_style_alone_are_parted() -> None:
    """来源 ends where 作者 begins, though no blank stands between their tags."""
    said = "<span>发布时间：2024-09-03 09:30</span><span>来源：青砚时报</span><span>作者：白若溪</span><span>浏览次数：123</span>"
    reading = read_page(f"<h1>防汛演练</h1><div>{said}</div><p>{LEAD}</p><p>{NEXT}</p>")

    assert reading.issue.bulletin == "青砚时报"
    assert reading.issue.published_on == dt.date(2024, 9, 3)
    assert reading.issue.pages[0].articles[0].authors == ("白若溪",)
