"""Where does a word, a sentence, a date begin and end?

fold.py        one spelling for width, case and script; offsets never move
sentences.py   sentences and clauses as spans that tile their text
dates.py       dates as a bulletin prints them
names.py       surnames, roles, bylines
tokens.py      the terms of a text: jieba words and Han bigrams
"""
