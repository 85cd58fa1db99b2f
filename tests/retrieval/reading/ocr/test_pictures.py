"""Files of pictures are decoded to shades of grey, whatever their format and colours."""

from __future__ import annotations

import io

import pytest

pytest.importorskip("cv2", reason='pictures are read with the extra: pip install -e ".[ocr]"')
pytest.importorskip("rapidocr", reason='pictures are read with the extra: pip install -e ".[ocr]"')

import numpy as np
from PIL import Image

from retrieval.model import Problem
from retrieval.reading.ocr.pictures import Picture, open_picture

SIZE = (90, 60)


def drawn() -> Image.Image:
    """White paper with a black bar in its upper left quarter."""
    picture = Image.new("RGB", SIZE, "white")
    picture.paste("black", (5, 5, 40, 15))
    return picture


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def pages_of(content: bytes) -> list[Picture | Problem]:
    file = open_picture(content)
    return [file] if isinstance(file, Problem) else list(file.pages())


def sixteen_bits() -> bytes:
    grey = np.asarray(drawn().convert("L"), np.uint16) * 257
    return saved(Image.fromarray(grey), "PNG")


def see_through() -> bytes:
    clear = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (5, 5, 40, 15))
    return saved(clear, "PNG")


FORMS = {
    "png": saved(drawn(), "PNG"),
    "jpeg": saved(drawn(), "JPEG", quality=95),
    "cmyk": saved(drawn().convert("CMYK"), "JPEG", quality=95),
    "webp": saved(drawn(), "WEBP", lossless=True),
    "bmp": saved(drawn(), "BMP"),
    "gif": saved(drawn().convert("P"), "GIF"),
    "one bit": saved(drawn().convert("1"), "PNG"),
    "sixteen bits": sixteen_bits(),
    "transparent": see_through(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_every_kind_of_picture_is_the_same_grey(content: bytes) -> None:
    """Print is dark and paper white, in any format and mode; what is transparent is paper."""
    (picture,) = pages_of(content)
    assert isinstance(picture, Picture)

    want = np.asarray(drawn().convert("L"), int)
    assert picture.grey.shape == want.shape
    assert np.abs(picture.grey.astype(int) - want).mean() < 3


def test_a_photo_is_turned_as_its_camera_says() -> None:
    """The orientation a camera wrote is obeyed."""
    exif = Image.Exif()
    exif[274] = 6
    (picture,) = pages_of(saved(drawn(), "JPEG", exif=exif))
    assert isinstance(picture, Picture)

    assert picture.grey.shape == (SIZE[0], SIZE[1])


@pytest.mark.parametrize("form", ["png", "jpeg", "bmp", "webp"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_picture_cut_off_is_named_and_what_is_there_is_kept(form: str, share: float) -> None:
    """A picture that ends too early never raises: it is read as far as it goes, or named as damaged."""
    content = FORMS[form]
    (found,) = pages_of(content[: int(len(content) * share)])

    problem = found if isinstance(found, Problem) else found.problem
    assert problem is None or problem.code in ("damaged", "truncated")
    assert problem is not None or form in ("png", "jpeg")


def test_a_picture_too_large_is_refused_before_it_is_decoded() -> None:
    """A small file that would unfold to billions of pixels is refused by its header."""
    bomb = bytearray(saved(Image.new("1", (64, 64)), "BMP"))
    bomb[18:26] = (60000).to_bytes(4, "little") + (60000).to_bytes(4, "little")
    (found,) = pages_of(bytes(bomb))

    assert isinstance(found, Problem)
    assert found.code in ("too_large", "damaged")
