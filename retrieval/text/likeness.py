"""Are two texts the same report? Signatures find what may be; a comparison word by word decides.

A signature is the MinHash of a text's runs of four characters (Broder 1997), cut into bands of two values: texts
of which half the runs are the same share a band with a chance of 0.99, and texts that share nothing hardly ever do.
Reports made from one template differ in little but names and numbers, and these are what tells them apart: a name,
a number or a place that was exchanged makes another report, an exchanged ordinary word does not.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.text.fold import fold
from retrieval.text.names import SURNAMES, is_name
from retrieval.text.tokens import frequency, words

_RUN = 4
_BANDS = 16
_LEAST_LENGTH = 40
_MOST_LENGTH = 3_000
_LEAST_SHARED = 0.85
_LEAST_SIZE = 0.5
_LEAST_PAIRS = 0.75
_MOST_CHANGED = 0.1
_COMMON = 200
_KNOWN = 20
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\d|^[〇零一二两三四五六七八九十百千万亿]+$|^[〇零一二两三四五六七八九十百千万亿]{2,}|^[二两三四五六七八九十百千]\w$"
)
_OPENS_NAME = frozenset("“‘《")
_PLACE = re.compile(
    r"(?:社区|街道|[镇乡村区县市州省路街巷局院厂站桥湖河山园港湾寺里沟城庄店坡]|小学|中学|大学|学校|幼儿园|公司|集团|医院|银行|公园|广场|小区"
    r"|中心|酒店|商场|水库|委员会|协会)$"
)

Words = Sequence[str]


def signature(text: str) -> tuple[int, ...]:
    """Return the bands of a text, signed integers of 64 bits; none when it is too short to be told from others."""
    bare = _MARKS.sub("", fold(text[:_MOST_LENGTH]))
    if len(bare) < _LEAST_LENGTH:
        return ()
    runs = {bare[i : i + _RUN] for i in range(len(bare) - _RUN + 1)}
    hashes = np.fromiter((zlib.crc32(run.encode()) for run in runs), np.uint64, len(runs))
    least = [int(((hashes * a + b) >> np.uint64(32)).min()) for a, b in _permutations()]
    values = (f"{n}:{first}:{second}" for n, (first, second) in enumerate(list(pairwise(least))[::2]))
    return tuple(int.from_bytes(blake2b(v.encode(), digest_size=8).digest(), signed=True) for v in values)


def is_same_report(one: str, other: str) -> bool:
    """Say whether two texts are one report, though lines were set anew, and a few words changed or left out."""
    bare = [_BLANKS.sub("", text) for text in (one, other)]
    texts = [text[:_MOST_LENGTH] for text in bare]
    if min(map(len, bare)) < _LEAST_SIZE * max(map(len, bare)) or not _may_be_same(*map(fold, texts)):
        return False
    left, right = map(words, texts)
    shorter = min(_size(left), _size(right))
    if not shorter:
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shared = sum(_size(left[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    if shared < _LEAST_SHARED * shorter:
        return False
    n_changed = 0
    lost: list[str] = []
    gained: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        lost += left[a:b]
        gained += right[c:d]
        if kind == "replace":
            n_changed += _size(left[a:b])
            if _is_telling(left, a, b) or _is_telling(right, c, d):
                return False
    if n_changed > _MOST_CHANGED * shorter:
        return False
    return not (any(map(_NUMBER.search, lost)) and any(map(_NUMBER.search, gained)))


def _may_be_same(one: str, other: str) -> bool:
    """Say whether two folded texts share their numbers and most of their pairs of characters: quickly told."""
    numbers, others = Counter(_DIGITS.findall(one)), Counter(_DIGITS.findall(other))
    if numbers - others and others - numbers:
        return False
    pairs, more = _pairs(one), _pairs(other)
    return (pairs & more).total() >= _LEAST_PAIRS * min(pairs.total(), more.total())


@lru_cache(maxsize=16)
def _pairs(folded: str) -> Counter[tuple[str, str]]:
    """How often each pair of characters stands in a text; one text is compared with several."""
    return Counter(pairwise(folded))


def _is_telling(words: Words, start: int, end: int) -> bool:
    """Say whether words that were exchanged tell reports apart: a number, a name, a place, what is in quotes."""
    piece = words[start:end]
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if any(_NUMBER.search(word) for word in piece):
        return True
    if before in _OPENS_NAME or (before in SURNAMES and len(before) == 1 and _size(piece) <= 2):
        return True
    joined = "".join(piece)
    if _PLACE.match(after) or (len(joined) > 1 and _PLACE.search(joined)):
        return True
    if is_name(joined) and frequency(joined) < _COMMON:
        return True
    is_composed = len(piece) > 1 and any(len(word) == 1 for word in piece)
    return is_composed or any(map(_is_no_word, piece))


def _is_no_word(word: str) -> bool:
    """Say whether the dictionary hardly knows the word, so that it may be a name."""
    return len(word) > 1 and word.isalnum() and frequency(word) < (_KNOWN if len(word) < _RUN else 1)


def _size(words: Words) -> int:
    return sum(len(word) for word in words if word.isalnum())


def _permutations() -> Iterator[tuple[np.uint64, np.uint64]]:
    """Multiply-shift hash functions, the same in every process."""
    dice = random.Random("likeness")  # noqa: S311  # no secret: the values must be the same for ever
    for _ in range(2 * _BANDS):
        yield np.uint64(dice.getrandbits(64) | 1), np.uint64(dice.getrandbits(64))


Hashes = npt.NDArray[np.uint64]
