"""What stands around an article: navigation, sidebars, footers, scripts, hidden text."""

from __future__ import annotations

import random

SECRET = "此处隐藏的文字不应出现在任何地方，它只给程序看。"
TEASER = "昨日记者走访发现，多个站点已恢复正常，市民出行井然有序，有关部门表示将继续加强巡查。"
COPYRIGHT = "版权所有：青禾区融媒体中心，未经授权不得转载。"
OTHERS = (SECRET, TEASER, COPYRIGHT)


def top(dice: random.Random, site: str) -> str:
    """Logo, menu, breadcrumbs."""
    columns = ["首页", "要闻动态", "政务公开", "政务服务", "互动交流", "走进青禾", "专题专栏"]
    links = [f'<a href="/{n}/">{name}</a>' for n, name in enumerate(columns)]
    menu = dice.choice(
        (
            "<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>",
            "<table><tr>" + "".join(f"<td>{link}</td>" for link in links) + "</tr></table>",
            " | ".join(links),
            "<div class=nav>" + "".join(links) + "</div>",
        )
    )
    logo = dice.choice(
        (f'<div class="logo"><a href="/">{site}</a></div>', f"<h1>{site}</h1>", '<img src="logo.png">', "")
    )
    crumbs = dice.choice(
        (
            '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/y/">要闻动态</a> &gt; 正文</div>',
            f'您的位置：<a href="/">{site}</a> >> <a href="/y/">要闻</a>',
            '<div class="crumb"><a href="/">首页</a>/<a href="/y/">时政要闻</a></div>',
            "",
        )
    )
    visit = dice.choice(("", "", "<div>今天是2026年1月5日 星期一 欢迎访问</div>"))
    return f"{visit}{logo}{menu}{crumbs}"


def side(dice: random.Random) -> str:
    """A list of other articles, perhaps with the beginning of one."""
    titles = [
        "全区重点项目集中开工",
        "老旧小区改造有序推进",
        "区图书馆延长开放时间",
        "秋季招聘会周六举行",
        "河道清淤全部完成",
    ]
    items = "".join(
        f'<li><a href="t{n}.html">{title}</a><span>07-{n + 10}</span></li>' for n, title in enumerate(titles)
    )
    teaser = f"<p>{TEASER}</p>" if dice.random() < 0.4 else ""
    name = dice.choice(('class="sidebar"', 'class="right"', 'id="hot"', "", 'class="list"'))
    return f"<div {name}><h3>热点推荐</h3><ul>{items}</ul>{teaser}</div>"


def bottom(dice: random.Random) -> str:
    """Credits, neighbours, related articles, footer."""
    related = '<div><h4>相关阅读</h4><ul><li><a href="r1.html">全区召开安全生产会议</a></li><li><a href="r2.html">春季植树活动启动</a></li></ul></div>'
    parts = [
        dice.choice(
            (
                "",
                "<p>责任编辑：苗一舟</p>",
                '<div class="editor">[责任编辑：苗一舟]</div>',
                "<p>编辑：苗一舟　审核：白若溪</p>",
            )
        ),
        dice.choice(
            (
                "",
                "<div>【<a href='#'>打印本页</a>】【<a href='#'>关闭窗口</a>】</div>",
                "<div class=share>分享到：<a>微信</a><a>微博</a></div>",
                "<p>扫一扫在手机打开当前页</p>",
            )
        ),
        dice.choice(
            (
                "",
                '<div>上一篇：<a href="a.html">全区召开会议</a></div><div>下一篇：<a href="b.html">夏收进度过半</a></div>',
            )
        ),
        dice.choice(("", related)),
        dice.choice(
            (
                f'<div class="footer"><p>{COPYRIGHT}</p><p>地址：青禾区人民路1号 邮编：450000</p><p>豫ICP备10000000号</p></div>',
                f"<table width=100%><tr><td align=center>主办单位：青禾区人民政府办公室　承办：青禾区融媒体中心<br>{COPYRIGHT}</td></tr></table>",
                f"<footer><span>{COPYRIGHT}</span></footer>",
            )
        ),
    ]
    return "\n".join(parts)


def noise(dice: random.Random) -> str:
    """Scripts, styles, comments and hidden text."""
    return dice.choice(
        (
            f'<script>var t = "<p>{SECRET}</p>"; if (1 < 2) {{ document.write(t); }}</script>',
            f"<!-- <p>{SECRET}</p> -->",
            f'<div style="display:none">{SECRET}</div>',
            f"<div hidden><p>{SECRET}</p></div>",
            f"<style>p::after {{ content: '{SECRET}' }}</style>",
            f"<noscript>{SECRET}</noscript><template><p>{SECRET}</p></template>",
            f'<textarea style="display: none">{SECRET}</textarea>',
            f'<span style="font-size:0px">{SECRET}</span>',
        )
    )
