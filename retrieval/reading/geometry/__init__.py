"""Here are characters with their places. Which articles do they make?

glyphs.py      a page as characters with boxes, whatever it was read from
rows.py        characters -> printed lines
rivers.py      lines that white parts though they run on, joined
gutters.py     lines that run across a gutter, cut where columns are known to begin
wording.py     the words of lines, with the blanks that the page shows
parts.py       text, headlines, small print, the page's own lines
heads.py       headlines, with the lines set around them
columns.py     lines below one another, between the same edges
openings.py    which columns may open the article below a headline?
ends.py        how columns begin and end, in words
places.py      where columns stand to each other
matching.py    the best one-to-one matching of a table of gains
order.py       which column continues which, and which headline opens which
orphans.py     text cut at one place and begun at another, put together
paragraphs.py  an article's lines -> paragraphs, cross-heads, bylines
promotion.py   headlines set no larger than text
headline.py    kicker, title, subtitle and byline of a headline
holes.py       are words missing from inside a paragraph?
doubt.py       is the order of a page certain?
page.py        all of it: a page of characters -> its articles
"""

from retrieval.reading.geometry.glyphs import Glyph, PageGlyphs
from retrieval.reading.geometry.page import read_pages

__all__ = ["Glyph", "PageGlyphs", "read_pages"]
