"""Files on disk become issues in the library: find -> read -> save. A zip file is a folder.

finding.py   which files are there, and their bytes
filing.py    a reading is saved under its bulletin, and reported
flow.py      many files: read by many, saved by one, in order

A source that names no bulletin is filed under the first of: the bulletin asked for; the one under which the
library holds this very file; the masthead's paper; the one under which the library held an older version of
the file; the Chinese words before the date in its name (青砚时报-2024-09-03-A01.txt); the nearest folder with
a Chinese name; `公报`.
"""

from retrieval.ingest.filing import FALLBACK_BULLETIN, IngestReport, Wishes, bring_up_to_date, ingest_reading
from retrieval.ingest.finding import LARGEST_FILE, find_sources, open_source
from retrieval.ingest.flow import ingest_file, ingest_files

__all__ = [
    "FALLBACK_BULLETIN",
    "LARGEST_FILE",
    "IngestReport",
    "Wishes",
    "bring_up_to_date",
    "find_sources",
    "ingest_file",
    "ingest_files",
    "ingest_reading",
    "open_source",
]
