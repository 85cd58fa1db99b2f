"""Does the house still stand as it was drawn? The invariants of its design, checked over the source itself.

source.py        the modules of the tree, parsed
imports.py       which way imports may go, and which library belongs to whom
shape.py         how long, how documented, and what must stay absent
words.py         where markup and words for people may stand
tracked.py       what may be committed
test_*.py        each rule holds for the tree, and each rule fails on a planted breach
"""
