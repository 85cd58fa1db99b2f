"""Here are terms: which passages?

READING ORDER
parameters.py   the numbers of the ranking, with the papers they come from
arrays.py       columns that grow, counts by key, runs of indices: the array tools used below
vocabulary.py   term <-> number, and which short terms hold a character
segment.py      an immutable run of postings: made from tokens, merged, looked up
bm25.py         rank_bm25's Okapi over segments: same scores, another storage
collection.py   documents that come and go, and the live statistics over them
shelf.py        the tokens of what is indexed, to be counted again when something goes
writer.py       passages and articles in step, one revision after another
topk.py         the best k without scoring every posting
snapshot.py     one revision, searched
local.py        LocalEngine: apply changes, swap the snapshot, search
names.py        which name of the vocabulary a misspelt one sounds like
plain.py        rank_bm25's Okapi as it is: the peer to measure against
sentences.py    which sentence of a paragraph: rank_bm25's BM25Plus over its own sentences

THEORY OF OPERATION
Only raw counts are stored. N, document frequencies and the mean length move with every change, so every weight is
worked out at query time, for the postings of the query's terms alone; that is what makes a change cost no more than
its own size, and scores those of a fresh `BM25Okapi` at every revision. A search reads one immutable snapshot.
"""

from retrieval.engine.local import LocalEngine
from retrieval.engine.names import Names
from retrieval.engine.parameters import Parameters
from retrieval.engine.plain import okapi_scores
from retrieval.engine.sentences import sentence_scores

__all__ = ["LocalEngine", "Names", "Parameters", "okapi_scores", "sentence_scores"]
