"""A page of a digital newspaper or of a portal: what it says, without what is around it.

READING ORDER
charset.py    bytes -> text
markup.py     text -> tags, texts and comments, every character knowing where it stood
tree.py       which tag stands in which
blocks.py     the visible text as blocks
markers.py    the marks that newspaper systems leave: what they say outranks all below
head.py       what the head of a page says
body.py       where the text stands, when no mark says so
facts.py      day, source and author, from the lines around the text
titles.py     title, kicker, subtitle
page.py       all of it together: an article page
fragment.py   a piece of a page in something else
listing.py    pages that only list articles
reading.py    a page's bytes -> a reading
"""

from retrieval.reading.html.reading import read_page

__all__ = ["read_page"]
