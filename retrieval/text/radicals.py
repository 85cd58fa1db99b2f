"""Radicals told as such, where a page prints the character: fonts share one glyph between the two, and a file made
from the glyphs may name the wrong one, 青 as ⻘.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# A radical and its character, in turn: Unicode's EquivalentUnifiedIdeograph for the block CJK Radicals Supplement.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母"
    "⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_KANGXI = range(0x2F00, 0x2FD6)


@cache
def character_of() -> dict[int, int]:
    """Return the code point of the character that each radical looks like."""
    table = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in _KANGXI}
    return table | dict(zip(map(ord, _SUPPLEMENT[::2]), map(ord, _SUPPLEMENT[1::2]), strict=True))
