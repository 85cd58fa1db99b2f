from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text import tokens
from retrieval.text.cutting import Cutter, load_dictionary

EVAL = Path(__file__).parents[4] / "shared" / "eval"
SAMPLES = Path(__file__).parents[3] / "bot" / "sandbox" / "bulletins"
# Words, unknown characters, single characters, figures, punctuation of all the kinds that jieba tells apart.
PIECES = list(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可龘靐齉㐀㐁豈，。：“” \t_%+#&.-"
) + "防汛 会议 中华人民共和国 樊惠林 郑好融 3.5% 2024 a.b-c GB18030 \r\n 台风海芙 竹溪路".split(" ")
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@cache
def ours() -> Cutter:
    return tokens._cutter()


@cache
def theirs() -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.FREQ, made.total = load_dictionary()
    made.initialized = True
    return made


def assert_same_cut(text: str) -> None:
    assert list(ours().words(text)) == theirs().lcut(text)


@given(SENTENCES)
@settings(deadline=None, max_examples=400)
def test_any_mixture_is_cut_as_jieba_cuts_it(sentence: str) -> None:
    """Words known and unknown, figures, blanks and punctuation in any order."""
    assert_same_cut(sentence)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    """Whatever Unicode holds."""
    assert_same_cut(text)


def test_bulletins_are_cut_as_jieba_cuts_them() -> None:
    """Every line of the sample bulletins."""
    for page in sorted(SAMPLES.glob("*.txt")):
        for line in page.read_bytes().decode("utf-8", "replace").splitlines():
            assert_same_cut(line)


@pytest.mark.parametrize("name", ["policy", "news", "wiki", "wiki_hant", "haystack"])
def test_real_texts_are_cut_as_jieba_cuts_them(name: str) -> None:
    """A hundred paragraphs of each question set."""
    if not EVAL.is_dir():
        pytest.skip(f"{EVAL} is not here")
    for text in _texts(EVAL / name / "passages.jsonl"):
        assert_same_cut(text)


@pytest.mark.parametrize("run", ["㐀", "的", "豈", "一二", "a", "1.", "，", "龘的"])
def test_time_grows_with_the_length_alone(run: str) -> None:
    """A hundred thousand characters in a row, known or unknown, take no longer each than a few do.

    jieba's own search takes a hundred times longer a character here; ten times leaves room for a busy machine.
    """
    short, long = run * 400, run * (100_000 // len(run))
    tokens.terms(short)
    per_short = min(_seconds(short) for _ in range(5)) / len(short)

    assert _seconds(long) / len(long) < 10 * per_short + 1e-6


def test_an_unknown_run_takes_linear_time_in_one_cut() -> None:
    """The cutter itself is linear: nothing depends on texts being cut into pieces first."""
    list(ours().words("的" * 50_000))
    started = time.process_time()
    list(ours().words("的" * 50_000))

    assert time.process_time() - started < 5e-5 * 50_000


def _texts(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 23 == 0 and number < 2300:
                yield json.loads(line)["text"]


def _seconds(text: str) -> float:
    started = time.process_time()
    tokens.terms(text)
    return time.process_time() - started
