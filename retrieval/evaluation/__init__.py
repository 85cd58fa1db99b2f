"""How good are the answers, and how much better than the naive way? Run, then judge.

sets.py       question sets: passages, questions, the answers that count
naive.py      what to beat: BM25 over jieba's words; the shape of a system: question -> ranked passages with excerpts
systems.py    ours, with its second look and without
peers.py      bm25s, tantivy and SQLite FTS5 over the same terms, with their own snippets
judge.py      the figures: R@k, MRR@10, excerpt@1, excerpt@3
running.py    evaluate: sets -> figures of each system, in one run
"""

from retrieval.evaluation.peers import missing as missing_peers
from retrieval.evaluation.running import evaluate

__all__ = ["evaluate", "missing_peers"]
