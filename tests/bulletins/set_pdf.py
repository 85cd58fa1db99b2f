"""Print the sample that comes as a PDF, as a newspaper would: `python -m tests.bulletins.set_pdf`.

The font is AR PL SungtiL GB (Debian: fonts-arphic-gbsn00lp), whose licence lets it be embedded and passed on; only the
characters of the page are. Headlines are the same font with an outline of its colour. Without the font nothing can be
printed, and the tests read the page that was.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.bulletins.pages import PAGES, PRINTED
from tests.bulletins.set_pages import lines_of, width_em

FONT_FILE = Path("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf")
FONT = "Sung"
EM, PITCH, GUTTER, MARGIN = 9.5, 15.5, 18.0, 42.0
N_EMS = 17
COLUMN = N_EMS * EM
WIDTH = 2 * MARGIN + 3 * COLUMN + 2 * GUTTER
HEIGHT = 640.0
_PICTURE_HEIGHT = 118.0
_SHADE = 0.86


def main() -> None:
    """Print every page of `printed/`."""
    pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))
    for path in sorted(PRINTED.glob("*.json")):
        canvas = Canvas(str(PAGES / f"{path.stem}.pdf"), pagesize=(WIDTH, HEIGHT), invariant=1)
        _page(canvas, json.loads(path.read_text(encoding="utf-8")))
        canvas.save()


def _page(canvas: Canvas, page: dict[str, Any]) -> None:
    label, day, section, paper = page["strip"]
    _words(canvas, label, MARGIN, 50, 20, is_bold=True)
    _words(canvas, section, MARGIN + 52, 50, 13)
    _words(canvas, day, WIDTH / 2 - width_em(day) * 4.5, 50, 9)
    _words(canvas, paper, WIDTH - MARGIN - 4 * 18, 50, 18, is_bold=True)
    _rule(canvas, MARGIN, 60, WIDTH - MARGIN, 60, 1.2)
    lead, left, right = page["articles"]
    below = _article(canvas, lead, MARGIN, 92, 3) + 12
    _rule(canvas, MARGIN, below, WIDTH - MARGIN, below, 0.5)
    _article(canvas, left, MARGIN, below + 34, 2)
    x = MARGIN + 2 * (COLUMN + GUTTER)
    _rule(canvas, x - GUTTER / 2, below + 12, x - GUTTER / 2, HEIGHT - MARGIN, 0.5)
    end = _article(canvas, right, x, below + 34, 1, size=14)
    _picture(canvas, x, end + 4, page["caption"])


def _article(
    canvas: Canvas, article: dict[str, Any], x: float, y: float, n_columns: int, size: float = 22
) -> float:
    """Set an article from its kicker's or headline's baseline on; return where it ends."""
    width = n_columns * COLUMN + (n_columns - 1) * GUTTER
    if article["kicker"]:
        _words(canvas, article["kicker"], x + (width - width_em(article["kicker"]) * 12) / 2, y, 12)
        y += 30
    _words(
        canvas, article["title"], x + (width - width_em(article["title"]) * size) / 2, y, size, is_bold=True
    )
    lines = list(lines_of(article | {"byline_form": "own"}, N_EMS))
    n_rows = -(-(len(lines) + 1) // n_columns)
    top = y + 28
    for k, line in enumerate(lines):
        left = x + (k // n_rows) * (COLUMN + GUTTER) + (2 * EM if line.is_first else 0.0)
        # A line that goes on is set to the edge of its column.
        gap = 0.0 if line.is_last else line.left_em * EM / max(1, len(line.text) - 1)
        _words(canvas, line.text, left, top + k % n_rows * PITCH, EM, spacing=gap)
    k = len(lines)
    byline = article["byline"]
    right = x + (k // n_rows) * (COLUMN + GUTTER) + COLUMN - width_em(byline) * EM
    _words(canvas, byline, right, top + k % n_rows * PITCH, EM)
    return top + n_rows * PITCH


def _picture(canvas: Canvas, x: float, y: float, caption: str) -> None:
    """A drawing in greys: water, reeds, and a hide on four posts."""
    canvas.saveState()
    canvas.translate(x, HEIGHT - y - _PICTURE_HEIGHT)
    canvas.setFillGray(_SHADE)
    canvas.rect(0, 0, COLUMN, _PICTURE_HEIGHT, stroke=0, fill=1)
    canvas.setFillGray(0.7)
    canvas.rect(0, 0, COLUMN, 38, stroke=0, fill=1)
    canvas.setFillGray(0.35)
    for post in (62, 78, 100, 116):
        canvas.rect(post, 24, 3, 36, stroke=0, fill=1)
    canvas.rect(56, 58, 70, 28, stroke=0, fill=1)
    roof = canvas.beginPath()
    roof.moveTo(48, 86)
    roof.lineTo(91, 106)
    roof.lineTo(134, 86)
    roof.close()
    canvas.drawPath(roof, stroke=0, fill=1)
    canvas.setFillGray(_SHADE)
    for hole in (64, 84, 104):
        canvas.rect(hole, 70, 13, 6, stroke=0, fill=1)
    canvas.setStrokeGray(0.45)
    for k in range(14):
        canvas.line(6 + 3 * k, 18, 4 + 3.2 * k, 44 + (k * 7) % 13)
    canvas.restoreState()
    _words(canvas, caption, x, y + _PICTURE_HEIGHT + 13, 8)


def _words(
    canvas: Canvas, text: str, x: float, y: float, size: float, *, is_bold: bool = False, spacing: float = 0.0
) -> None:
    words = canvas.beginText(x, HEIGHT - y)
    words.setFont(FONT, size)
    words.setCharSpace(spacing)
    if is_bold:
        canvas.setLineWidth(size / 36)
    words.setTextRenderMode(2 if is_bold else 0)
    words.textOut(text)
    canvas.drawText(words)


def _rule(canvas: Canvas, x: float, y: float, right: float, bottom: float, width: float) -> None:
    canvas.setLineWidth(width)
    canvas.line(x, HEIGHT - y, right, HEIGHT - bottom)


if __name__ == "__main__":
    main()
