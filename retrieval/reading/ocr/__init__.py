"""Here is a picture of a page. What is printed on it, and where?

door.py          the way in: nothing behind it is loaded before it is needed, for its libraries are an extra
reading.py       a file of pictures -> a reading; a page without text -> a page for the layout
pictures.py      files of pictures -> grey pages
page.py          a grey page -> printed lines, rules, pictures:
  light.py         lit evenly
  perspective.py   its lines parallel again
  upright.py       turned upright, laid level, brought to the size that is read best
  finding.py       where lines are, strip by strip of the page
  ink.py           ink as a bitmap: letters, gutters, rules, pictures
  strips.py        found lines -> strips, one printed line of one column each
  recogniser.py    the models
  characters.py    what strips say -> characters with places
  missed.py        marks that the models passed over
headlines.py     headlines that a PDF draws as shapes
glyphs.py        printed lines -> glyphs on even lines, for the layout
placing.py       the way back from the layout to the picture
repair.py        marks that were misread beyond doubt
"""

from retrieval.reading.ocr.door import page_reader, read_picture
from retrieval.reading.ocr.placing import Seen

__all__ = ["Seen", "page_reader", "read_picture"]
