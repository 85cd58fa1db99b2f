"""Tables come and go by revisions, and the revisions make what tables.py says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from retrieval.errors import SchemaError
from retrieval.store import Database, Library, migrate
from retrieval.store.library import MIGRATIONS
from retrieval.store.tables import VERSION_TABLE, metadata
from tests.retrieval.store.pages import reading, save, terms

# One paragraph, as a program with revision 0001 saved it. PostgreSQL gives the next ids from its sequences.
OLD_PARAGRAPH = (
    "INSERT INTO paragraphs (article_id, position, text, sentences, runs, terms, saved_revision, "
    "analysed_revision) VALUES (1, {position}, 'old words', '[9]', '[]', 'old', 1, 1)"
)
OLD_LIBRARY = (
    "INSERT INTO issues (bulletin, identity, shelved_at) VALUES ('p', 'x', '2024-09-03 00:00:00')",
    "INSERT INTO sources (issue_id, name, origin, sha256, problems, saved_at) "
    "VALUES (1, 'x', '', 's', '[]', '2024-09-03 00:00:00')",
    "INSERT INTO articles (issue_id, source_id, page_order, position, title, is_title_derived, authors, lead, "
    "title_terms, digest, saved_revision) VALUES (1, 1, '', 0, 'title', false, '[]', '', 'title', 'd', 1)",
    # Seven times one paragraph, so that the last id is remembered by more than the rows that are left.
    *(OLD_PARAGRAPH.format(position=position) for position in range(7)),
    "DELETE FROM paragraphs WHERE id < 7",
    "UPDATE library SET revision = 1, fingerprint = 'before'",
)


def test_the_revisions_make_the_tables(library: Library) -> None:
    """Nothing in tables.py differs from what the revisions made."""
    with library.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})

        assert compare_metadata(context, metadata) == []


def test_down_and_up_again(library: Library) -> None:
    """Going down leaves no table but the one that counts revisions, whatever the tables held."""
    save(library, reading("a.txt", ("one", ["a"])))
    save(library, reading("a.txt", ("two", ["b"])))
    with library.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    migrate(library.database.engine, MIGRATIONS, VERSION_TABLE, "base")

    assert set(sa.inspect(library.database.engine).get_table_names()) == {VERSION_TABLE}
    migrate(library.database.engine, MIGRATIONS, VERSION_TABLE)
    assert save(library, reading("a.txt", ("one", ["a"]))).revision == 1


def test_foreign_keys_are_on_again_after_a_migration(library: Library) -> None:
    """The connection that migrated enforces them like any other."""
    orphan = sa.text(
        "INSERT INTO sources (issue_id, name, origin, sha256, problems, saved_at) "
        "VALUES (77, '', '', '', '', '2024-09-03 00:00:00')"
    )
    for _ in range(3):
        with pytest.raises(Exception, match=r"(?i)foreign key"), library.database.write() as connection:
            connection.execute(orphan)


def test_a_newer_program_was_here(database_url: str) -> None:
    """The message names the database and the revision this program does not know."""
    with Library.open(database_url) as library, library.database.write() as connection:
        version = sa.table(VERSION_TABLE, sa.column("version_num"))
        connection.execute(version.update().values(version_num="9999"))

    with pytest.raises(SchemaError, match="9999"):
        Library.open(database_url)


def test_two_programs_start_at_once(database_url: str) -> None:
    """One of them makes the tables, both go on."""
    Database.open(database_url).close()

    def start(_: int) -> int:
        with Library.open(database_url) as library:
            return library.revision()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [0, 0, 0, 0]


def test_revision_files_begin_with_their_number() -> None:
    """`migrate` knows the newest revision by its file name."""
    for path in (MIGRATIONS / "versions").glob("[0-9]*.py"):
        number = path.name.partition("_")[0]

        assert f'revision = "{number}"' in path.read_text(encoding="utf-8")


def test_an_older_library_is_analysed_anew(database_url: str) -> None:
    """Revision 0001 kept terms as text; after the update articles are still there and count as stale."""
    database = Database.open(database_url)
    migrate(database.engine, MIGRATIONS, VERSION_TABLE, "0001")
    with database.write() as connection:
        for statement in OLD_LIBRARY:
            connection.execute(sa.text(statement))
    database.close()

    with Library.open(database_url) as library:
        assert library.is_stale("plain")
        assert library.changes_since(0).added[0].terms == ()
        library.reanalyse(terms, "plain")
        assert library.changes_since(1).removed == (7,)
        assert library.changes_since(0).added[0].terms == ("old", "words")
        assert save(library, reading("a.txt", ("one", ["a"]))).status == "new"
        assert library.changes_since(2).added[0].id == 8
