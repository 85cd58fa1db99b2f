"""Documents that know their paragraphs: web pages, Word files, entries of feeds.

READING ORDER
block.py      a block: one paragraph as the document has it, and how it is set
parts.py      which part does a block play: caption, credit, byline, note, heading, prose?
front.py      the bulletin's own lines
sections.py   where an article begins in a document that holds several
reports.py    blocks -> articles; one document may hold several
"""
