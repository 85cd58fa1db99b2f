"""The models that find lines of print and read them; the one file that knows rapidocr.

rapidocr reads one picture a call. Two strips side by side, one thread each, take half the time that two threads on
one strip take, and no padding is computed as in batches. Tiles are large: one at a time, on two threads, they take
half the memory and no more time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

Grey = NDArray[np.uint8]
Quads = NDArray[np.float32]

_LONGEST = 8000
_CORES = 2
_THINNEST = 96
_MOST_ASPECT = 0.1
_PARAMS = {
    "Global.log_level": "error",
    "Global.max_side_len": _LONGEST,
    "Global.use_cls": False,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_THREADS = "EngineConfig.onnxruntime.intra_op_num_threads"


@dataclass(frozen=True, slots=True)
class Words:
    """What a strip of print says. `centres` are shares of its width, `confidences` 0 to 1, one a character."""

    text: str
    centres: tuple[float, ...]
    confidences: tuple[float, ...]


class Recogniser:
    """Finds and reads with models that are loaded once a process, about 200 MB with their libraries.

    `beat` is called again and again while it works.
    """

    def __init__(self, beat: Callable[[], None] = lambda: None) -> None:
        self._beat = beat

    def find(self, tiles: Iterable[Grey]) -> Iterator[Quads]:
        """Yield for each tile the corners of its lines, (n, 4, 2), clockwise from the upper left."""
        for tile in tiles:
            yield _found(tile)
            self._beat()

    def read(self, strips: Iterable[Grey]) -> Iterator[Words]:
        """Yield for each strip of one line what it says."""
        pending = iter(strips)
        with ThreadPoolExecutor(_CORES) as threads:
            while chunk := list(islice(pending, 4 * _CORES)):
                yield from threads.map(_read, chunk)
                self._beat()


@cache
def _finder() -> Any:
    return RapidOCR(params=_PARAMS | {"Global.use_rec": False, _THREADS: _CORES})


@cache
def _reader() -> Any:
    return RapidOCR(params=_PARAMS | {"Global.use_det": False, "Global.return_word_box": True, _THREADS: 1})


def _found(tile: Grey) -> Quads:
    boxes = getattr(_finder()(_coloured(_broad_enough(tile))), "boxes", None)
    return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)


def _broad_enough(tile: Grey) -> Grey:
    """The tile with white to its right or below it, when it is so thin that the model would blow it up without bound.

    The model enlarges a picture until its shorter side is 736 pixels, however long the other one becomes.
    """
    height, width = tile.shape
    least = max(_THINNEST, math.ceil(_MOST_ASPECT * max(height, width)))
    if min(height, width) >= least:
        return tile
    broad: Grey = np.full((max(height, least), max(width, least)), 255, np.uint8)
    broad[:height, :width] = tile
    return broad


def _read(strip: Grey) -> Words:
    said = _reader()(_coloured(strip))
    if not getattr(said, "txts", None) or not said.word_results or said.word_results[0] is None:
        return Words("", (), ())
    return _words(said.txts[0], said.word_results[0])


def _words(text: str, info: Any) -> Words:
    """Flatten rapidocr's groups: its columns leave blanks out, its confidences do not."""
    columns = [column for group in info.word_cols for column in group]
    sure = [share for character, share in zip(text, info.confs, strict=False) if not character.isspace()]
    bare = "".join(text.split())
    if not bare or len(columns) != len(bare) or len(sure) != len(bare):
        return Words("", (), ())
    return Words(bare, tuple((column + 0.5) / info.line_txt_len for column in columns), tuple(sure))


def _coloured(grey: Grey) -> Grey:
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
