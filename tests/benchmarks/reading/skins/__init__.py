"""Articles in the clothes of many sites: the same words in a hundred kinds of page, each with its truth.

READING ORDER
reports.py    made-up articles, and where each prints its byline
dressing.py   how words become HTML: entities, indents, inline tags, line ends, captions
founder.py    article pages of digital newspapers, with the marks of their publishing system, old and new
portal.py     article pages of portals: every part of the page is diced
furniture.py  what stands around an article: navigation, sidebars, footers, scripts, hidden text
word.py       Word documents: one article or several, with styles and without
feeds.py      RSS, Atom and JSON feeds
making.py     a folder of such files with their truths
"""
