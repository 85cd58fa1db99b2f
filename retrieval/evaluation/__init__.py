"""How good are the answers, and how much better than the naive way? Run, then judge.

sets.py       question sets: passages, questions, the answers that count
systems.py    ours and the naive peer, behind one shape: question -> ranked passages with excerpts
judge.py      the figures: R@k, MRR@10, excerpt@1, excerpt@3
running.py    evaluate: sets -> figures of each system, in one run
"""

from retrieval.evaluation.running import evaluate

__all__ = ["evaluate"]
