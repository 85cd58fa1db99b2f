"""A folder of files in many skins, each with its truth."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.reading.material import read_json
from tests.benchmarks.reading.skins import furniture
from tests.benchmarks.reading.skins.dressing import CAPTIONS
from tests.benchmarks.reading.skins.feeds import feed_file
from tests.benchmarks.reading.skins.founder import founder_page
from tests.benchmarks.reading.skins.portal import portal_page
from tests.benchmarks.reading.skins.reports import PAPERS, SECTIONS, Report, day_of, reports
from tests.benchmarks.reading.skins.word import word_file

TRUTH = ".truth.json"
Made = tuple[str, bytes, dict[str, Any]]


def make(kind: str, seed: str, n: int, folder: Path) -> Path:
    """Fill `folder` with `n` files of a kind and their truths, once, and return it."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    for number in range(n):
        dice = random.Random(f"{kind}-{seed}-{number}")
        ending, content, truth = KINDS[kind](dice)
        (folder / f"p{number:03d}{ending}").write_bytes(content)
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (folder / f"p{number:03d}{TRUTH}").write_text(text, encoding="utf-8")
    return folder


def made(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each file of a folder with its truth."""
    for truth in sorted(folder.glob(f"*{TRUTH}")):
        stem = truth.name.removesuffix(TRUTH)
        yield next(path for path in folder.glob(f"{stem}.*") if path != truth), read_json(truth)


def truth_of(found: list[Report], paper: str, label: str | None) -> dict[str, Any]:
    """Return the truth of a file in the scorer's form."""
    page = {"paper": paper, "issue_date": found[0].published_on.isoformat(), "page_label": label}
    return {
        "page": page,
        "articles": [report.truth for report in found],
        "other": [*furniture.OTHERS, *(caption for caption in CAPTIONS if len(caption) > 6)],
    }


def encoded(page: str, dice: random.Random) -> bytes:
    """Return a page in the encoding it declares, or in any when it declares none."""
    if "charset=gb" in page:
        return page.encode("gb18030")
    if "charset" in page:
        return page.encode("utf-8")
    return page.encode(dice.choice(("utf-8", "gb18030", "utf-8-sig")))


def _founder(dice: random.Random) -> Made:
    paper, label = dice.choice(PAPERS), f"{dice.choice('ABC')}{dice.randint(1, 16):02d}"
    report = reports(dice, 1, day_of(dice))[0]
    page = founder_page(dice, report, paper, label, dice.choice(SECTIONS))
    return ".htm", encoded(page, dice), truth_of([report], paper, label)


def _portal(dice: random.Random) -> Made:
    paper = dice.choice(PAPERS)
    report = reports(dice, 1, day_of(dice))[0]
    return ".html", encoded(portal_page(dice, report, paper), dice), truth_of([report], paper, None)


def _word(dice: random.Random) -> Made:
    paper = dice.choice(PAPERS)
    label = f"A{dice.randint(1, 16):02d}" if dice.random() < 0.5 else None
    found = reports(dice, dice.choice((1, 1, 2, 4)), day_of(dice))
    return ".docx", word_file(dice, found, paper, label), truth_of(found, paper, label)


def _feed(dice: random.Random) -> Made:
    paper = dice.choice(PAPERS)
    found = reports(dice, dice.randint(1, 5), day_of(dice))
    feed = feed_file(dice, found, paper)
    is_gb = feed[:60].lower().find('encoding="gb') > 0
    return ".xml", feed.encode("gb18030" if is_gb else "utf-8"), truth_of(found, paper, None)


KINDS: dict[str, Callable[[random.Random], Made]] = {
    "founder": _founder,
    "portal": _portal,
    "word": _word,
    "feed": _feed,
}
