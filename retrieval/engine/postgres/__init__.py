"""The index inside PostgreSQL: for libraries past one process's memory, and for many processes.

READING ORDER
tables.py      what is kept, and how it comes to be
entry.py       an article as numbers, and what its postings say
state.py       counts of the whole index, and one revision of it as a reader knows it
writing.py     changes -> rows, counted
rows.py        the statements of whoever changes the index
reading.py     frequencies, bounds and articles, asked of the database
scoring.py     exact scores of some articles' passages
extension.py   the extension pg_textsearch, where it is and is new enough
engine.py      PostgresEngine

THEORY OF OPERATION
The tables are a cache of the library beside it, like the files of the local index: they are made anew when they were
made by other rules. Whoever finds the library ahead takes the lock on the one row of `index_state` and brings the
tables to its revision in one transaction, so all processes search the same index, each in one transaction that sees
one revision.

A search has two steps. The database bounds what each article could score, by the rows of the query's terms alone
(plain SQL over postings), or proposes the best passages (the extension). Then the articles with the
largest bounds are read, and their passages are scored exactly, until no bound that is left reaches the k-th best. Over
plain SQL the result is that of `BM25Okapi`, to the last passage; with the extension it is exact among what was proposed.

A posting is an article that holds a term, with two bounds in eight bits each: of the term's saturation in any of its
passages, and in the article. Weights stay out of it, for they move with every change. Saturation moves only with the
mean lengths, at most as much as these have grown since the bounds were made, so searches widen the bounds by that.
Numbers of articles are given once; who is gone keeps its postings until its chunk is written anew.
"""

from retrieval.engine.postgres.engine import PostgresEngine

__all__ = ["PostgresEngine"]
