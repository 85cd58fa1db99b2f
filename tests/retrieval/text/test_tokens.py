from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import jieba
import pytest

from retrieval.text import tokens


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of its own, and a dictionary that is not loaded yet."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tokens, "_cutter", tokens._cutter.__wrapped__)  # type: ignore[attr-defined]
    return tmp_path


def kept_file(folder: Path) -> Path:
    return next(folder.rglob("jieba-*.txt"))


def test_the_kept_dictionary_is_jiebas_own(fresh: Path) -> None:
    """Made from jieba's file or read back from ours, the frequencies are the same."""
    own = jieba.Tokenizer()
    frequencies, total = own.gen_pfdict(own.get_dict_file())

    made, read = tokens._cutter(), tokens._cutter()

    assert (made.FREQ, made.total) == (read.FREQ, read.total) == (frequencies, total)


@pytest.mark.parametrize("damage", [b"", b"1\n2 3\n\xe4\xb8\x80", b"\xff\xfe", b"x\n1\n\xe4\xb8\x80"])
def test_a_damaged_dictionary_is_made_anew(fresh: Path, damage: bytes) -> None:
    """What cannot be read is replaced, and the cut is right."""
    tokens._cutter()
    kept_file(fresh).write_bytes(damage)

    assert tokens.words("防汛工作会议") == ["防汛", "工作", "会议"]
    assert kept_file(fresh).stat().st_size > 1_000_000


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no file owners here")
def test_a_folder_that_others_may_write_to_is_not_trusted(fresh: Path) -> None:
    """Nobody can plant a dictionary."""
    planted = fresh / f"bulletin-bot-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    (planted / f"jieba-{jieba.__version__}.txt").write_text("1\n1\n毒", encoding="utf-8")

    assert tokens.words("防汛工作会议") == ["防汛", "工作", "会议"]


def test_terms_are_words_and_pairs() -> None:
    """Words without stop words and punctuation, then the pairs of each run; width, case and script are one."""
    assert tokens.terms("防汛的ＡＢ５%，臺") == ["防汛", "ab5%", "台", "防汛", "汛的", "台"]


def test_the_words_of_a_text_lose_only_its_ends() -> None:
    """Joined, the words are the folded text but for the marks that end its sentences."""
    text = "会议强调，要聚焦经济运行。" * 80

    assert "".join(tokens.words(text)) == text.replace("，", ",").replace("。", "")


def test_a_long_run_of_unknown_characters_stays_quick() -> None:
    """jieba alone would take a quarter of an hour over this one."""
    begun_at = time.perf_counter()
    tokens.terms("龘靐齉爩" * 25_000)

    assert time.perf_counter() - begun_at < 30
