"""Surnames, roles and bylines: who signed a report.

A byline is roles and names at the end of a text, as `记者 景静`, `（王一 李二）` or `本报记者 王一 文/图`. A name
set apart (`景　静`) is one name; names run together by justification are parted by their surnames.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.text.fold import fold

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎雷龙史黎贺陶毛段郝顾龚邵覃武钱戴严莫孔汤常温康施牛樊葛邢安齐伍庞颜倪庄"
    "聂章鲁岳翟申殷詹欧耿关焦兰俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成霍苗谷骆盛曲冉蓝路游靳管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤阳时穆农司古吉卓车项连芦麦褚娄窦戚岑党宫景费卜冷晏席卫米柏宗瞿全佟应臧邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄"
    "丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥郁南班储芮原栗燕楚文强来向万洪贝辛涂简裴展苟巴楼郗禹"
    "萧傅赖易乔翁闵鄢桂缪练揭盖屠井银奚雍花闻木郜衣蔺占帅虎植仉亓逄"
)
_DOUBLE_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 独孤".split()
)

_KIND = r"(?:本[报報]|本刊|本台)?(?:[见見][习習]|[实實][习習]|特[约約]|首席|[驻駐]站)?(?:全媒[体體]|融媒[体體]|文字|[摄攝]影)?"
ROLE = (
    rf"(?:{_KIND}[记記]者|(?:本[报報]|特[约約])?通[讯訊][员員]|[实實][习習]生|本[报報][评評][论論][员員]|特[约約]撰稿人?"
    r"|撰稿人?|撰文|采[写寫])"
)
_HAN = r"㐀-䶿一-鿿"
_BLANK = r"[ \t\u3000\xa0]"
_SIGNED = re.compile(
    rf"[（(]?{_BLANK}?[□■●◎○◆]?{_BLANK}?{ROLE}[\s:：]{{0,3}}[{_HAN}\s、，,/／:：]{{2,44}}{_BLANK}?[)）]?{_BLANK}?$"
)
_NAMED = re.compile(rf"[（(]{_BLANK}?[{_HAN}](?:[{_HAN}\s、]){{1,22}}[)）]{_BLANK}?$")
_BULLETED = re.compile(rf"[□■●◎○◆]{_BLANK}?[{_HAN}](?:[{_HAN}\s、]){{1,22}}$")
_BARE_NAMES = re.compile(rf"[{_HAN}]{{1,3}}(?:[ \u3000][{_HAN}]{{1,3}}){{1,4}}$")
_OFFICE = re.compile(
    rf"(?<=[（(])[{_HAN}]{{1,12}}(?:中心|报社|电视台|广播站|通讯站|[局院委办所社站台部])(?=[ \u3000])"
)
_ROLES = re.compile(ROLE)
_CREDITS = re.compile(r"文[/／、]?[图圖]|[图圖][/／、]?文|[摄攝]影[报報][道導]|文[并並][摄攝]|[摄攝]影")
_CREDIT = frozenset("文图圖摄攝")
_MARKS = re.compile(r"[（()）□■●◎○◆:：]")
_PARTS = re.compile(r"[\s、，,/／]+")
_ENDS = re.compile(rf"[。！？…!?][”’）》」』)]{{0,3}}{_BLANK}{{0,4}}")
_MAY_SIGN = re.compile(rf"[记記]者|通[讯訊]|[习習]生|[评評][论論]|撰[稿文]|采[写寫]|[□■●◎○◆]|[)）]{_BLANK}?$")
_LONGEST_BYLINE = 60
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline found in a text: where it starts there, its words as printed, and the names in it."""

    start: int
    text: str
    authors: tuple[str, ...]


def byline_at_end(text: str) -> Byline | None:
    """Return the byline that closes `text`: it is the whole of it, or follows the end of a sentence."""
    window_start = max(0, len(text) - _LONGEST_BYLINE)
    window = text[window_start:]
    if _MAY_SIGN.search(window) is None:
        return None
    for start in _candidates(window, window_start == 0):
        byline = _signed(window, start) or _named(window, start)
        if byline is not None:
            return Byline(window_start + byline.start, byline.text, byline.authors)
    return None


def byline_of(line: str) -> Byline | None:
    """Return the byline that makes up the whole of `line`, or None."""
    if len(line) > _LONGEST_BYLINE:
        return None
    byline = byline_at_end(line)
    return byline if byline is not None and not line[: byline.start].strip() else None


def are_names(line: str) -> bool:
    """Say whether `line` is two full names or more, parted by blanks, and nothing else."""
    if len(line) > _LONGEST_BYLINE or _BARE_NAMES.fullmatch(line) is None:
        return False
    names = authors_of(line)
    return len(names) > 1 and all(map(is_name, names))


def authors_of(byline: str) -> tuple[str, ...]:
    """Return the names in the words of a byline, in order; empty when any piece of it is no name."""
    bare = _CREDITS.sub(" ", _MARKS.sub(" ", _OFFICE.sub(" ", byline)))
    parts = _ROLES.sub("\n", bare).split("\n")
    names: list[str] = []
    for part in parts:
        pieces = [piece for piece in _PARTS.split(part) if piece]
        found = _names_in(pieces, has_role=len(parts) > 1)
        if found is None:
            return ()
        names += found
    return tuple(dict.fromkeys(names)) if len(names) <= _MOST_NAMES else ()


def _names_in(pieces: list[str], *, has_role: bool) -> list[str] | None:
    """Return the names that the pieces between two roles are; None when one of them is no name.

    After a role blanks may stand at wrong places, as where a name set apart follows one that ended its line.
    """
    names: list[str] = []
    for piece in _join_single(pieces):
        split = [] if piece in _CREDIT else split_names(piece)
        if not split and piece not in _CREDIT:
            return (_readings("".join(pieces)) or None) if has_role and len(pieces) > 1 else None
        names += split
    return names


def split_names(piece: str) -> list[str]:
    """Return `piece` as one name, or as the names run together in it; empty when it cannot be names."""
    if 2 <= len(piece) <= 3:
        return [piece]
    if len(piece) == 4 and fold(piece[:2]) in _DOUBLE_SURNAMES:
        return [piece]
    return _readings(piece) if len(piece) <= 18 else []


def is_name(piece: str) -> bool:
    """Say whether `piece` looks like a full name by its surname and length."""
    if not 2 <= len(piece) <= 4:
        return False
    piece = fold(piece)
    if piece[:2] in _DOUBLE_SURNAMES:
        return len(piece) > 2
    return len(piece) < 4 and piece[0] in SURNAMES


def _candidates(window: str, is_all: bool) -> list[int]:
    """The places where a byline may begin: after the end of a sentence, or at the very start."""
    ends = [match.end() for match in _ENDS.finditer(window)]
    return [0, *ends] if is_all else ends


def _signed(window: str, start: int) -> Byline | None:
    match = _SIGNED.match(window, start)
    if match is None:
        return None
    authors = authors_of(match.group())
    if not authors or (not _is_parted(match.group()) and not all(map(is_name, authors))):
        return None
    return Byline(start, match.group().strip(), authors)


def _named(window: str, start: int) -> Byline | None:
    match = _NAMED.match(window, start) or _BULLETED.match(window, start)
    if match is None:
        return None
    authors = authors_of(match.group())
    return Byline(start, match.group().strip(), authors) if authors and all(map(is_name, authors)) else None


def _is_parted(byline: str) -> bool:
    """A blank or colon after the role says that names follow; without it only surnames can say so."""
    role = _ROLES.search(byline)
    return role is not None and byline[role.end() : role.end() + 1] in (" ", "\u3000", "\xa0", ":", "：")


def _join_single(pieces: list[str]) -> list[str]:
    """Join the two halves of a name set apart: 景　静."""
    joined: list[str] = []
    for piece in pieces:
        if len(piece) == 1 and joined and len(joined[-1]) == 1:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _readings(piece: str) -> list[str]:
    """The reading of names run together that a surname allows at every cut, with the fewest names."""
    best: list[list[str] | None] = [[]] + [None] * len(piece)
    for end in range(2, len(piece) + 1):
        for length in (3, 2, 4):
            head = best[end - length] if end >= length else None
            if head is None or not is_name(piece[end - length : end]):
                continue
            known = best[end]
            if known is None or len(head) + 1 < len(known):
                best[end] = [*head, piece[end - length : end]]
    return best[len(piece)] or []
