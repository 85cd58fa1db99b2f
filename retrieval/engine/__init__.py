"""Here are terms: which passages?

READING ORDER
parameters.py   the numbers of the ranking, with the papers they come from
arrays.py       counts by key, runs of indices: the array tools used below
words.py        a list of words that is searched without being loaded
vocabulary.py   term <-> number, and which short terms hold a character
shelf.py        articles, titles and passages, token by token
bm25.py         rank_bm25's Okapi over live statistics: same weights, another storage
segment.py      an immutable run of articles: a shelf and its postings
sorting.py      the tokens of a shelf, sorted on all processors
posting.py      a shelf -> its postings: tokens counted, bounds worked out
part.py         a segment with its dead, and the terms of a shelf counted
loose.py        what came lately: no postings, read by every search
state.py        all of an index but its words
merging.py      which segments to make one of
frequencies.py  in how many passages and articles a term is, for the writer
writer.py       the one who changes the index, one revision after another
lookup.py       a query against one revision: weights, and where the postings are
lists.py        those postings, laid end to end, but for the longest
topk.py         the best k without scoring every passage
scoring.py      exact scores, row by row
snapshot.py     one revision, searched
files.py        files of arrays: whole or not at all, checked, mapped
journal.py      small changes on disk, until all is written again
archive.py      the index on disk, a cache of the library
postgres/       PostgresEngine: the same index inside the library's own database
local.py        LocalEngine: apply changes, swap the snapshot, search, save
protocol.py     what every engine offers
names.py        which name of the vocabulary a misspelt one sounds like
plain.py        rank_bm25's Okapi as it is: the peer to measure against
sentences.py    which sentence of a paragraph: rank_bm25's BM25Plus over its own sentences

THEORY OF OPERATION
Nothing that is stored depends on how many documents there are. N, document frequencies and mean lengths move with
every change, so every weight is worked out at query time, from counts; that is what makes a change cost no more than
its own size, and scores those of a fresh `BM25Okapi` at every revision. A posting stands for an article and bounds
what a term can add to any of its passages; the rows behind it, which say how often each passage holds the term, are
read for the few articles that bounds let through. What is added lies loose until it is enough for a segment, and no
change does anything for a term it does not hold. A search reads one immutable snapshot; changes, merges and savings make new ones beside it.
"""

from retrieval.engine.local import LocalEngine
from retrieval.engine.names import Names
from retrieval.engine.parameters import Parameters
from retrieval.engine.plain import okapi_scores
from retrieval.engine.protocol import Engine
from retrieval.engine.sentences import Sentences, sentence_scores

__all__ = ["Engine", "LocalEngine", "Names", "Parameters", "Sentences", "okapi_scores", "sentence_scores"]
