"""What is kept, and how it comes to be: a cache of the library, made anew when it was made by other rules."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

metadata = sa.MetaData()

# One row. Whoever changes the index locks it first. `rules` is what the index was made by; spreads are packed tallies.
# The means are those that bounds were made for.
states = sa.Table(
    "index_state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("n_terms", sa.Integer, nullable=False),
    sa.Column("n_numbers", sa.Integer, nullable=False),
    sa.Column("n_passages", sa.BigInteger, nullable=False),
    sa.Column("passages_length", sa.BigInteger, nullable=False),
    sa.Column("passages_spread", sa.LargeBinary, nullable=False),
    sa.Column("n_articles", sa.BigInteger, nullable=False),
    sa.Column("articles_length", sa.BigInteger, nullable=False),
    sa.Column("articles_spread", sa.LargeBinary, nullable=False),
    sa.Column("passage_mean", sa.Float, nullable=False),
    sa.Column("article_mean", sa.Float, nullable=False),
)

# A term, numbered from 0, and how many living passages and articles hold it.
terms = sa.Table(
    "index_terms",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("term", sa.Text(collation="C"), nullable=False, unique=True),
    sa.Column("in_passages", sa.Integer, nullable=False),
    sa.Column("in_articles", sa.Integer, nullable=False),
)

# A living article: the ids and lengths of its passages, eight bytes each, and its tokens as numbers of terms, four
# bytes each, the bodies of its passages one after another.
articles = sa.Table(
    "index_articles",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("passage_ids", sa.LargeBinary, nullable=False),
    sa.Column("lengths", sa.LargeBinary, nullable=False),
    sa.Column("title", sa.LargeBinary, nullable=False),
    sa.Column("bodies", sa.LargeBinary, nullable=False),
)

# Which article a passage stands in. `document` is for the extension: its tokens and its title's as coded words.
passages = sa.Table(
    "index_passages",
    metadata,
    sa.Column("passage_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False, index=True),
    sa.Column("document", sa.Text),
)

# Articles that were written together: numbers from `first` on, `size` of them, the dead included.
chunks = sa.Table(
    "index_chunks",
    metadata,
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("size", sa.Integer, nullable=False),
)

# The articles of a chunk that hold a term; each as its place in the chunk << 16 | bound in passages << 8 | in article.
postings = sa.Table(
    "index_postings",
    metadata,
    sa.Column("term", sa.Integer, nullable=False, index=True),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("packed", ARRAY(sa.Integer), nullable=False),
)


def make(connection: sa.Connection) -> None:
    """Make the tables that are not there yet, one process at a time."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(0x62756C69)))
    metadata.create_all(connection)


def clear(connection: sa.Connection, rules: str) -> None:
    """Drop everything and begin an empty index by these rules; the lock on the state is held.

    Articles are numbered on from where they were, so that no reader takes the new index for the one it knows.
    """
    n_numbers = connection.scalar(sa.select(states.c.n_numbers)) or 0
    metadata.drop_all(connection, tables=[table for table in metadata.sorted_tables if table is not states])
    metadata.create_all(connection)
    # Numbers hardly shrink, and each search would have to unpack them.
    connection.execute(sa.text("ALTER TABLE index_articles ALTER COLUMN bodies SET STORAGE EXTERNAL"))
    connection.execute(sa.delete(states))
    empty = dict.fromkeys((column.name for column in states.columns), 0)
    nothing = {
        "id": 1,
        "rules": rules,
        "n_numbers": n_numbers,
        "passages_spread": b"",
        "articles_spread": b"",
    }
    connection.execute(sa.insert(states).values(**(empty | nothing)))
