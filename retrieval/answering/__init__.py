"""Here is a question: which words of the bulletins answer it?

questions.py    what a question asks for, and which of its words only ask
answers.py      what an answer looks like, by the kind of question
analyse.py      a question -> a Query
signs.py        what speaks for a paragraph, beside its score
among.py        what speaks for a paragraph beside the others
ranking.py      the second look: the likeliest articles, then the likeliest paragraph of each
weights.py      how much each sign counts, fitted: read from ranking.json
clues.py        what tells that a clause answers
fitted.py       how much each clue weighs
excerpt.py      which words of a paragraph may answer
people.py       who is named, and which of them is meant
organisations.py  which organisation is named
reference.py    whom and what the small words of an excerpt mean
highlight.py    which words of an excerpt are marked
answer_words.py which run of words is the answer itself, by the clues of word_clues.py; weights in answer_words.json
unheard.py      what of a question nobody wrote
abstention.py   enough to answer, or better to say no?
choosing.py     which quotes, in which order
recency.py      of answers that differ by their day, the newest first
asking.py       the flow: analyse -> search -> quote, or abstain
timing.py       when a question asks about
conditions.py   what a search may ask for besides words
searching.py    every place where words stand
watching.py     questions that wait: asked of new paragraphs alone
"""

from retrieval.answering.asking import answer, ask
from retrieval.answering.conditions import day_of, parse_search
from retrieval.answering.searching import search
from retrieval.answering.watching import Watch

__all__ = ["Watch", "answer", "ask", "day_of", "parse_search", "search"]
