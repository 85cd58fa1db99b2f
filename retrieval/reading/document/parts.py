"""What a line of a document is for, by its words: captions, credits, page furniture, signatures."""

from __future__ import annotations

import re

from retrieval.reading.clues import dateline_end, is_terminal
from retrieval.reading.document.block import Block
from retrieval.text.names import ROLE, authors_of, byline_of, is_name

_HAN = r"㐀-䶿一-鿿"
_BLANK = r"[ \t\u3000\xa0]"
_PRINTED_IN = re.compile(r"^[（(]?《[^》]{2,14}》\s*[（(]?\s*(?:19|20)\d\d[年-]")
# What the page says to its visitor, and what it says of the text.
_FURNITURE = re.compile(
    r"^[【\[（(「『<《·•●■▪▶>»\s]*(?:打印|关闭|收藏|字号|字体|大中小|大$|中$|小$|分享|转发|点赞|扫一扫|扫码|微信扫|用微信|手机(?:扫|看|版|查看)|返回"
    r"|上一[篇条页版期]|下一[篇条页版期]|上[篇页]|下[篇页]|前一[篇版]|后一[篇版]|朗读|听新闻|放大|缩小|默认|回到顶部|TOP$|更多|目录$|全文$"
    r"|网站(?:地图|声明|标识)|版权(?:所有|声明)|主办(?:单位)?[:：]|承办(?:单位)?[:：]|协办(?:单位)?[:：]|技术支持|(?:[\u4e00-\u9fff]ICP|ICP)备|[\u4e00-\u9fff]公网安备|备案号"
    r"|Copyright|©|联系我们|关于我们|设为首页|加入收藏|首页(?:$|[\s>》/|｜-])|您?(?:现在|当前)?(?:的)?(?:所在)?位置|当前(?:的)?位置|友情链接"
    r"|浏览(?:次数|量)|阅读(?:次数|量|数)?[:：]|点击(?:数|率|量|次数)|访问量|今天是|欢迎(?:您|访问|光临)|标签[:：]|关键[词字][:：]|分类[:：]|栏目[:：]"
    r"|免责声明|举报|评论|发表评论|网友评论|我要(?:评论|纠错)|纠错|下载(?:本版|PDF|客户端)|PDF(?:版|下载)|本版(?:责编|编辑|PDF)|版面(?:导航|概览|目录)|标题导航"
    r"|地址[:：]|邮编[:：]|邮箱[:：]|E-?mail|传真[:：]|新闻热线|无障碍|适老|繁體|繁体|English|登录|注册|搜索)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^[【\[（(\s]*(?:(?:本[期版篇]?|网站|值班|执行|新媒体|文字)?(?:责任)?(?:编辑|责编|美编|校对|审核|复审|终审|初审|审校|编审|监制|总监制|主编|编校|值班主任|值班编委|签发|制作|统筹|策划|录入|审签|一审|二审|三审)"
    r"|[一二三]审[一二三]校)[^，。；：:]{0,12}[:：]"
)
_FACT = re.compile(
    r"^[【\[（(\s]*(?:(?:信息|文章|稿件|新闻|内容)?(?:来源|稿源|出处)|(?:发布|发表|更新|成文|印发|创建|录入|刊发|出版|编辑|公开)?(?:时间|日期)|发布(?:机构|人|单位|部门)|信息(?:索引号|分类)|索引号"
    r"|发文(?:机关|字号)|有效性|主题词|作者|版次|版面|第[A-D]?\d{1,2}版)\s*[:：]"
)
_STOP = re.compile(
    r"^[【\[（(\s]*(?:相关(?:阅读|链接|文章|新闻|报道|信息|推荐|专题|稿件|附件下载)|延伸阅读|推荐(?:阅读|文章|新闻)|(?:热门|热点|新闻|今日)(?:文章|新闻|推荐|排行|聚焦|排行榜)?$|猜你喜欢|大家都在看|最新(?:文章|新闻|资讯)"
    r"|上一[篇条]|下一[篇条]|网友评论|评论区?|为您推荐|精彩(?:推荐|图片)|编辑推荐|更多(?:新闻|内容|精彩)|阅读排行|点击排行|本版(?:其他|其它)?(?:新闻|文章))"
)
_PHOTO = re.compile(
    rf"(?:(?:本报|见习|实习|特约)?(?:记者|通讯员|摄影)[:：/／]?{_BLANK}{{0,3}}[{_HAN}]{{1,4}}(?:[{_HAN}{_BLANK[1:-1]}、]{{0,10}}){_BLANK}?(?:摄影报道|摄影|摄|供图|文/图|文／图|图)"
    rf"|[{_HAN}{_BLANK[1:-1]}、]{{2,12}}{_BLANK}?(?:摄影报道|摄|供图)|(?:图片|供图|图源|摄影|图)[:：/／][^，。；]{{2,16}})[）)]?[。]?$"
)
_SHOWS = re.compile(
    r"^[（(【▲△▼●■]{0,2}(?:图(?:为|①|②|③|④|一|二|三|四|\d{1,2}|[:：])|上图|下图|左图|右图|资料图|效果图|示意图)"
)
_LONGEST_CAPTION = 120
_LONGEST_BYLINE = 60
_DUTY = re.compile(rf"本[报報][讯訊]|[{_HAN}]{{0,8}}(?:融媒体?|全媒体|新媒体|[报網网台])?{ROLE}|报道|报导")
_SIGNED = re.compile(
    rf"^[（(【\s■□●◎]*(?:(?:文图|图文|文|图|撰文|撰稿|供稿|来稿|作者|摄影|文字|编写|{_DUTY.pattern})\s*[/／:：|｜]?\s*){{1,3}}"
    rf"(?P<names>[{_HAN}][{_HAN}\s、，,/／:：|｜()（）]{{1,40}})[）)】\s]*$"
)
_NAMES_FIRST = re.compile(
    rf"^[{_HAN}]{{2,4}}(?:[\s、][{_HAN}]{{2,4}})*\s*[/／]\s*(?:文|图|摄)(?:[\s/／图摄影文{_HAN}]*)$"
)
_LABELS = re.compile(
    rf"文图|图文|撰文|撰稿|供稿|来稿|作者|摄影|文字|编写|(?<![{_HAN}])[文图摄](?=[/／:：\s]|$)|[/／:：|｜()（）【】■□●◎]"
)
_NO_AUTHOR = re.compile(r"(?:责任)?编辑|责编|审核|校对|来源|监制")
_BODY = re.compile(
    r"(?:局|部|委|中心|办|办公室|社|镇|街道|院|校|学|队|会|公司|站|报|台|网|厅|处|所|馆|区|县|市|乡|村|支行|集团|媒体|融媒)$"
)
_ASIDE = re.compile(
    r"[（(][^（()）]{0,20}(?:局|部|委|中心|办|社|镇|街道|院|校|队|会|公司|站|报|台|网|厅|处|所|馆|区|县|市)[)）]"
)


def is_furniture(block: Block) -> bool:
    """Say whether the line is the page's own: tools, navigation, credits, and what is said of the text."""
    text = block.text
    if len(text) > 160 or (len(text) > 60 and is_terminal(text)):
        return False
    if _FURNITURE.match(text) or _CREDIT.match(text) or (_PRINTED_IN.match(text) and len(text) <= 50):
        return True
    return says_fact(text)


def says_fact(text: str) -> bool:
    """Say whether a line says where, when or by whom a text was published."""
    return len(text) <= 100 and _FACT.match(text) is not None and not is_terminal(text)


def ends_text(block: Block) -> bool:
    """Say whether only other things follow: related pages, comments."""
    return len(block.text) <= 30 and _STOP.match(block.text) is not None


def is_caption(block: Block) -> bool:
    """Say whether the block tells what a picture shows, or who took it."""
    text = block.text
    if block.is_caption:
        return True
    if len(text) > _LONGEST_CAPTION or dateline_end(text):
        return False
    if _SHOWS.match(text):
        return True
    photo = _PHOTO.search(text)
    if photo is None:
        return False
    if photo.start() == 0:
        return "文" not in photo.group() or "摄" in photo.group()
    return text[photo.start() - 1] in "。！？”）(（) \u3000\xa0" and (
        block.after_picture or "文" not in photo.group()
    )


def is_picture_note(block: Block) -> bool:
    """Say whether a block right after a picture is set as its caption: centred, short, no sentence of a report."""
    return (
        block.after_picture
        and block.is_centred
        and block.heading is None
        and len(block.text) <= 60
        and not is_terminal(block.text)
    )


def signature(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the byline that makes up a whole line, as printed, and the names in it; None when it is none."""
    if len(text) > _LONGEST_BYLINE:
        return None
    byline = byline_of(text)
    if byline is not None:
        return byline.text, names_in(text) or byline.authors
    if _SIGNED.match(text) is None and _NAMES_FIRST.match(text) is None:
        return None
    names = names_in(text)
    return (text, names) if names else None


def names_in(words: str) -> tuple[str, ...]:
    """Return the names in words that are known to say who wrote: 作者：, 文/ 图/, or names alone."""
    words = _NO_AUTHOR.split(words, maxsplit=1)[0]
    if len(words) > _LONGEST_BYLINE:
        return ()
    bare = _LABELS.sub(" ", _DUTY.sub(" ", _ASIDE.sub(" ", words)))
    pieces = [piece for piece in re.split(r"[\s、，,]+", bare) if piece and not _is_body(piece)]
    names = authors_of(" ".join(pieces)) if pieces else ()
    if all(map(is_name, names)):
        return names
    # A label in front vouches for names that no list of surnames knows.
    return names if bare.strip() != words.strip() or len(names) == 1 else ()


def _is_body(piece: str) -> bool:
    """Say whether a word names an office rather than a person."""
    return _BODY.search(piece) is not None and not is_name(piece)
