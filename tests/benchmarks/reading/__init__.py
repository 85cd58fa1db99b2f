"""How well and how fast is a bulletin read? One command prints what was promised beside what was seen, peers too.

    python -m tests.benchmarks.reading [--seeds a,b] [--pages N] [--copies N] [--rows text,speed,...]

READING ORDER
table.py       a row: input, figure, what was seen, the goal, the peers' figures; and how rows are printed
material.py    what all groups share: the pages that seeds make, each set made once
scoring.py     a folder of pages and a reader -> the scorer's figures
readers.py     ours and the peers: each takes the path of a page and gives the form that the scorer reads
wordings.py    articles in other people's words: no 本报讯, no byline, other bylines
text.py        rows: the page it all starts from, its copies, spoiled text of new pages, other wordings
web.py         rows: newspaper and portal pages, Word documents, feeds
skins/         made-up articles in the clothes of many sites
pdf.py         rows: PDFs with a text layer, files out of order, pages in doubt
sentences.py   rows: sentences join to their paragraph, and end where they should
invariants.py  rows: no character lost, added or moved; every sentence leads back to its source
scans.py       rows: pages as pictures, clean and poor; needs the extra `ocr`
outlined.py    rows: headlines drawn as shapes; needs it too
speed.py       rows: pages a second
bad.py         row: files that are broken, huge or hostile
groups.py      the table of groups; a new group is a module with `rows(material)` and one line there

Generator, scorer and prototypes are those of ../shared/ingest; pages are made for the run and thrown away. The extra
`test` holds what they need of Python, the extra `bench` trafilatura; fonts and Chromium are of the system, and the
README of ../shared/ingest says which.
"""

from tests.benchmarks.reading.material import INGEST, set_again
from tests.benchmarks.reading.scoring import figures_of_seed, score

__all__ = ["INGEST", "figures_of_seed", "score", "set_again"]
