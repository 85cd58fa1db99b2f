"""How many characters a second does one core turn into terms, beside jieba alone; and does it stay linear at the worst?

    python -m tests.benchmarks.tokenising [CHARACTERS]

Real paragraphs where the sets are at hand, made-up ones where not. Seconds are those of the processor, so that a busy
machine says the same. `linear` is, for text that jieba's dictionary has no words for, how much longer a character takes
in a text of half a million characters than in one of some thousands.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator

import jieba

from retrieval.text import tokens
from retrieval.text.fold import fold
from tests.benchmarks import corpus
from tests.benchmarks.paragraphs import EVAL

GOAL_PER_S = 400_000
MOST_GROWTH = 1.5
_SHORT, _LONG = 8_000, 512_000
_SETS = ("policy", "news", "wiki", "wiki_hant", "haystack")


def main() -> int:
    """Print one JSON object; 1 when a goal is missed."""
    n_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    texts = _texts(n_wanted)
    n = sum(map(len, texts))
    tokens.warm_up()
    jieba.initialize()
    rates = {
        "terms_per_s": n / _least_s(lambda: [tokens.terms(text) for text in texts]),
        "folding_per_s": n / _least_s(lambda: [fold(text) for text in texts]),
        "jieba_per_s": n / _least_s(lambda: [jieba.lcut(text) for text in texts]),
    }
    growth = {name: _growth(text) for name, text in _worst().items()}
    report = {"characters": n} | {name: round(rate) for name, rate in rates.items()} | {"linear": growth}
    print(json.dumps(report | {"goal_per_s": GOAL_PER_S, "goal_linear": MOST_GROWTH}))
    return int(rates["terms_per_s"] < GOAL_PER_S or max(growth.values()) > MOST_GROWTH)


def _texts(n_wanted: int) -> list[str]:
    """Paragraphs of about so many characters in all, as many of every set."""
    if not EVAL.is_dir():
        made = corpus.articles(n_wanted // 100)
        texts: Iterator[str] = ("".join(map("".join, one)) for article in made for one in article.paragraphs)
        return _first(texts, n_wanted)
    return [text for name in _SETS for text in _first(_of_set(name), n_wanted // len(_SETS))]


def _of_set(name: str) -> Iterator[str]:
    with (EVAL / name / "passages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _first(texts: Iterator[str], n_wanted: int) -> list[str]:
    """Texts from the beginning until there are so many characters."""
    found: list[str] = []
    n = 0
    for text in texts:
        found.append(text)
        n += len(text)
        if n >= n_wanted:
            break
    return found


def _worst() -> dict[str, str]:
    """Long texts without a word, a blank or a mark."""
    chance = random.Random(5)
    rare = [chr(code) for code in range(0x3400, 0x4DB5)]
    return {
        "rare characters": "".join(chance.choices(rare, k=_LONG)),
        "one character": "嗯" * _LONG,
        "digits": "".join(chance.choices("0123456789", k=_LONG)),
        "letters": "".join(chance.choices("abcdefghij", k=_LONG)),
        "names": "".join(chance.choices("王李张刘陈杨赵黄周吴", k=_LONG)),
    }


def _growth(text: str) -> float:
    pieces = [text[i : i + _SHORT] for i in range(0, len(text), _SHORT)]
    apart_s = _least_s(lambda: [tokens.terms(piece) for piece in pieces])
    return round(_least_s(lambda: tokens.terms(text)) / apart_s, 2)


def _least_s(do: Callable[[], object]) -> float:
    """The least of three times on the processor."""
    taken: list[float] = []
    for _ in range(3):
        start = time.process_time()
        do()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
