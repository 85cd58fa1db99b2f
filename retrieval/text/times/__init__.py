"""When do people mean? Words such as 上周五 or 去年三月 -> a first and a last day.

numerals.py   digits, 十八, 二〇二四, 半
period.py     a run of whole days, and the ways to make one
festivals.py  days that have a name, by the sun and by the moon
phrases.py    one phrase at a place: the parts a time is said in
relative.py   phrases that count from today: 前天, 上周五, 近三个月
calendar.py   phrases that name years, quarters, months and days
lunar.py      phrases of the moon's calendar: 正月初八, 农历七月十五
seasons.py    今夏, 入冬以来, 十四五期间
numeric.py    phrases of digits alone: 2024-07-18, 8.15, 2024Q3
english.py    last Friday, July 18, 2024, two weeks ago
namesakes.py  what only looks like a time: 国庆路, 二月河, 3月龄
mentions.py   all phrases of a text; from ... to ..., lists, since, until

Weeks begin on Monday. What leaves its year open means the latest that has begun by today.
"""

from retrieval.text.times.mentions import Mention, mentions
from retrieval.text.times.numerals import number
from retrieval.text.times.period import Period

__all__ = ["Mention", "Period", "mentions", "number"]
