"""Where does a word, a sentence, a date begin and end?

radicals.py    radicals that stand for characters
fold.py        one spelling for width, case and script; offsets never move
sentences.py   sentences as spans that tile their text
clauses.py     clauses and pieces: where a quotation may begin and end
dates.py       dates as a bulletin prints them
times/         when people mean: 上周五, 去年三月, 近三个月
names.py       surnames, roles, bylines
joins.py       does a text go on where another breaks off?
cutting.py     jieba's cut, in linear time
likeness.py    are two texts the same report?
tokens.py      the terms of a text: jieba words and Han bigrams
"""
