"""What the bulletins say. Nobody here knows Telegram, and nothing is async.

GROUND    text/         where does a word, a sentence, a date begin and end?
1st FLOOR reading/      here is a file, give me an Issue
          store/        where is it kept, and what is new?
          engine/       here are terms: which passages?
2nd FLOOR indexing.py   library -> engine
          ingest/       find -> read -> save
          answering/    analyse -> search -> quote, or an honest abstention
          evaluation/   run -> judge
CELLAR    model/ errors.py     the words everyone shares
          codes.py             terms as numbers, from the store to the engine

This is the public face: `bot` imports from here and from nowhere else.
"""

from retrieval.answering import Watch, ask, day_of, parse_search, search
from retrieval.errors import (
    BulletinError,
    LibraryError,
    ReadingError,
    SchemaError,
    SettingsError,
    UnreachableError,
    UsageError,
)
from retrieval.evaluation import evaluate, missing_peers
from retrieval.indexing import Current
from retrieval.ingest import (
    IngestReport,
    Wishes,
    find_sources,
    ingest_file,
    ingest_files,
    ingest_reading,
    open_source,
)
from retrieval.model import (
    Abstention,
    Answer,
    Article,
    ArticleHead,
    Citation,
    Days,
    Elsewhere,
    Excerpt,
    Issue,
    News,
    NewsArticle,
    PrintedDate,
    PrintedPlace,
    Problem,
    Query,
    Quote,
    Reading,
    Saved,
    Search,
    Source,
    Span,
    StoredArticle,
    StoredParagraph,
)
from retrieval.reading import as_json, links_in, read, show
from retrieval.reading.archive import is_archive, sources_in
from retrieval.reading.isolation import Readers
from retrieval.store import Counts, Database, Library, Move, Moved, Originals, migrate
from retrieval.text.fold import fold
from retrieval.text.tokens import fingerprint, terms, warm_up

__all__ = [
    "Abstention",
    "Answer",
    "Article",
    "ArticleHead",
    "BulletinError",
    "Citation",
    "Counts",
    "Current",
    "Database",
    "Days",
    "Elsewhere",
    "Excerpt",
    "IngestReport",
    "Issue",
    "Library",
    "LibraryError",
    "Move",
    "Moved",
    "News",
    "NewsArticle",
    "Originals",
    "PrintedDate",
    "PrintedPlace",
    "Problem",
    "Query",
    "Quote",
    "Readers",
    "Reading",
    "ReadingError",
    "Saved",
    "SchemaError",
    "Search",
    "SettingsError",
    "Source",
    "Span",
    "StoredArticle",
    "StoredParagraph",
    "UnreachableError",
    "UsageError",
    "Watch",
    "Wishes",
    "as_json",
    "ask",
    "day_of",
    "evaluate",
    "find_sources",
    "fingerprint",
    "fold",
    "ingest_file",
    "ingest_files",
    "ingest_reading",
    "is_archive",
    "links_in",
    "migrate",
    "missing_peers",
    "open_source",
    "parse_search",
    "read",
    "search",
    "show",
    "sources_in",
    "terms",
    "warm_up",
]
