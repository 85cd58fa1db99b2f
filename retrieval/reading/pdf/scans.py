"""Pages of a PDF that are pictures of their text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_LEAST_COVER = 0.5
_DEEPEST = 3


def is_scan(page: pdfium.PdfPage) -> bool:
    """Say whether pictures cover half of the page or more."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        covered = max(covered, (right - left) * (top - bottom))
    return bool(covered > _LEAST_COVER * width * height)


def rendered(page: pdfium.PdfPage, scale: float) -> npt.NDArray[np.uint8]:
    """Return the page as a viewer shows it, in shades of grey, with `scale` pixels a point."""
    bitmap = page.render(scale=scale, grayscale=True, rev_byteorder=False)
    try:
        pixels = bitmap.to_numpy()
        grey: npt.NDArray[np.uint8] = np.array(pixels if pixels.ndim == 2 else pixels[:, :, 0])
        return grey
    finally:
        bitmap.close()
