"""Files of pictures become grey pages: PNG, JPEG, TIFF of many pages, WebP, BMP, GIF, whatever their colours."""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from retrieval.model import Problem
from retrieval.reading.ocr.recogniser import Grey

# More than a broadsheet at 600 dpi; what is larger would be made smaller anyhow before it is read.
MOST_PIXELS = 150_000_000
_WORKING_PIXELS = 36_000_000
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    KeyError,
    struct.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of a picture file. `shrunk` is how many pixels of the file make one of `grey`."""

    grey: Grey
    shrunk: float = 1.0
    problem: Problem | None = None


class PictureFile:
    """A picture file and its pages, decoded one at a time; `n_pages` is how many can be found in it."""

    def __init__(self, content: bytes) -> None:
        self._image = Image.open(io.BytesIO(content))
        self.n_pages = _n_pages(self._image)

    def pages(self) -> Iterator[Picture | Problem]:
        """Yield each page, or why it could not be decoded; a page that ends too early is kept as far as it goes."""
        for number in range(self.n_pages):
            try:
                if number:
                    self._image.seek(number)
                width, height = self._image.size
                if width * height > MOST_PIXELS:
                    yield Problem("too_large", f"a picture of {width} x {height} pixels is too large to read")
                    continue
                yield _picture(self._image)
            except _DAMAGE as error:
                yield Problem("damaged", f"page {number + 1} of the picture cannot be decoded: {error}")


def open_picture(content: bytes) -> PictureFile | Problem:
    """Return the pages of a picture file, or why there are none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return PictureFile(content)
        except (UnidentifiedImageError, *_DAMAGE) as error:
            return Problem("damaged", f"the picture cannot be opened: {error}")


def _n_pages(image: Image.Image) -> int:
    n_found = 0
    while True:
        try:
            image.seek(n_found)
        except _DAMAGE:
            break
        n_found += 1
    if n_found > 1:
        image.seek(0)
    return max(1, n_found)


def _picture(image: Image.Image) -> Picture:
    longest = max(image.size)
    _draft(image)
    problem = _load(image)
    grey = _grey(ImageOps.exif_transpose(image))
    factor = math.ceil((grey.width * grey.height / _WORKING_PIXELS) ** 0.5)
    if factor > 1:
        grey = grey.reduce(factor)
    return Picture(np.array(grey, dtype=np.uint8), longest / max(grey.size), problem)


def _draft(image: Image.Image) -> None:
    """Have a photo that is far too large decoded small at once, where its format can."""
    share = (_WORKING_PIXELS / max(1, image.width * image.height)) ** 0.5
    if share < 1 and image.format == "JPEG":
        image.draft("L", (int(image.width * share), int(image.height * share)))


def _load(image: Image.Image) -> Problem | None:
    """Decode a picture; one that ends too early keeps what came before."""
    try:
        image.load()
    except OSError:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        return Problem("truncated", "the picture ends too early; what came before was read")
    return None


def _grey(image: Image.Image) -> Image.Image:
    """Print on white paper: what is transparent is paper, sixteen bits become eight."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float64)
        highest = 65535.0 if values.max() > 255 else 255.0
        return Image.fromarray((values / highest * 255).clip(0, 255).astype(np.uint8))
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("L")
    return image.convert("L")
