"""The terms of a text: jieba's words and, beside them, the bigrams of every run of Han characters.

Words carry meaning, bigrams repair what the cut breaks: the cut depends on context (梁晓东/任局长 becomes
梁晓东任/局长), and a reader may type any part of a name. Text is folded first, and cut sentence by sentence, at most
`_LONGEST_CUT` characters at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from operator import add
from pathlib import Path

from retrieval.text.cutting import Cutter, load_dictionary
from retrieval.text.fold import fold

_RULES = "1"
_LONGEST_CUT = 400
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+")
_WORD = re.compile(r"\w")
_PIECE = re.compile(rf"[^。！？!?；;\n]{{1,{_LONGEST_CUT}}}")
_STOP = frozenset(
    "的 了 和 是 在 有 与 及 或 等 对 为 被 把 将 也 都 而 就 并 其 该 此 这 那 之 于 由 从 向 以 所 个 吗 呢 吧 啊 呀 着 过 地 得 "
    "还 又 很 更 最 中 上 下 内 外 里 会 能 可 可以 应 要 需 需要 我 你 他 她 它 我们 你们 他们 一个 一种 以及 因为 所以 但 但是 "
    "如果 则 即 且".split()
)


def terms(text: str) -> list[str]:
    """Return the terms of `text`: its words without stop words, then the bigrams of its Han runs."""
    folded = fold(text)
    return [word for word in _cut(folded) if is_term(word)] + bigrams(folded)


def words(text: str) -> list[str]:
    """Return jieba's words of `text`, folded, in order; joined they are the folded text without its sentence ends."""
    return [word for piece in _PIECE.findall(fold(text)) for word in _cutter().words_lately(piece)]


def raw_words(text: str) -> list[str]:
    """Return jieba's words of `text` as it stands, punctuation included: what a naive program would index."""
    return [word for piece in _PIECE.findall(text) for word in _cutter().cut(piece)]


def bigrams(folded: str) -> list[str]:
    """Return the overlapping pairs of every Han run of a folded text; a run of one character is itself."""
    pairs: list[str] = []
    for run in _HAN.findall(folded):
        pairs += map(add, run, run[1:]) if len(run) > 1 else (run,)
    return pairs


def is_term(word: str) -> bool:
    """Say whether a folded word is worth indexing: it holds a letter or digit and is no stop word."""
    return word not in _STOP and _WORD.search(word) is not None


def is_known(word: str) -> bool:
    """Say whether jieba's dictionary lists the folded word."""
    return bool(_cutter().FREQ.get(word))


def frequency(word: str) -> int:
    """Return how often jieba's dictionary saw the folded word; 0 when it does not list it."""
    return _cutter().FREQ.get(word) or 0


def fingerprint() -> str:
    """Name what decides the terms of a text; terms made under another fingerprint must be made anew."""
    parts = f"{_RULES} jieba {version('jieba')} opencc {version('OpenCC')} {' '.join(sorted(_STOP))}"
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def warm_up() -> None:
    """Load the dictionary now rather than at the first question."""
    _cutter()


def _cut(folded: str) -> Iterator[str]:
    cutter = _cutter()
    for piece in _PIECE.findall(folded):
        yield from cutter.words(piece)


@cache
def _cutter() -> Cutter:
    """jieba over its own dictionary, loaded in our way: its cache file trusts whoever wrote it, and loads slowly."""
    return Cutter(*_frequencies())


def _frequencies() -> tuple[dict[str, int], int]:
    """The dictionary's words with their frequencies, and the sum; made once, then read from a plain text file."""
    file = _private_folder() / f"jieba-{version('jieba')}.txt"
    with suppress(OSError, ValueError):
        total, counts, words = file.read_text(encoding="utf-8").split("\n")
        return dict(zip(words.split(" "), map(int, counts.split(" ")), strict=True)), int(total)
    frequencies, n = load_dictionary()
    lines = (str(n), " ".join(map(str, frequencies.values())), " ".join(frequencies))
    with suppress(OSError):
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_text("\n".join(lines), encoding="utf-8")
        unfinished.replace(file)
    return frequencies, n


def _private_folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"bulletin-bot-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.stat()
    is_ours = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    if is_ours and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return folder
    return Path(tempfile.mkdtemp(prefix="bulletin-bot-"))
