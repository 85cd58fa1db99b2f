"""Where is it kept, and what is new?

library.py      the whole library behind one class: save, look up, follow what changed
database.py     one database, SQLite or PostgreSQL: read and write transactions, errors translated
migrate.py      bring tables to the newest revision, at start
moving.py       all rows of one database into another, resumable
move.py         a whole library on its way from SQLite to PostgreSQL
tables.py       the tables
saving.py       file one reading: new, unchanged, corrected or refused
shelving.py     write the articles of a source
repeats.py      which articles are the same report
originals.py    the files whose pages can be shown
reanalysis.py   make all terms anew when the analyser has changed
matching.py     which article of a corrected page is which article of the former one
lookups.py      the statements that read
news.py         what was published, for those who tell people about it
rows.py         values <-> rows
marks.py        is this the library that an index was made from?
vocabulary.py   terms kept once, texts as the numbers of their terms
migrations/     the revisions, only ever appended
"""

from retrieval.store.database import Database
from retrieval.store.library import Library
from retrieval.store.lookups import Counts, Filed
from retrieval.store.migrate import migrate
from retrieval.store.move import Move
from retrieval.store.moving import Moved
from retrieval.store.originals import Originals

__all__ = ["Counts", "Database", "Filed", "Library", "Move", "Moved", "Originals", "migrate"]
