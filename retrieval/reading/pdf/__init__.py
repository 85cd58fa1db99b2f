"""Here is a PDF with a text layer. What is printed on its pages, and where?

document.py    bytes -> a document, or why it cannot be opened
frame.py       how a page of the file is laid upright
characters.py  the characters of a page with their places, one by one
drawings.py    rules, frames, pictures, letters drawn as shapes
vertical.py    pages of vertical lines, laid level
scans.py       pages that are pictures of their text
pages.py       a document -> a reading, page by page
picture.py     a page as a picture
"""

from retrieval.reading.pdf.pages import read_pdf
from retrieval.reading.pdf.picture import render_page

__all__ = ["read_pdf", "render_page"]
