"""Is the library whole? Looked at with plain SQLite, by nobody who wrote it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any


def faults_of(database: Path, said: dict[str, Any] | None) -> list[str]:
    """Return what is wrong with a library after a command that said this."""
    if not database.exists():
        return ["the library is gone"]
    with sqlite3.connect(database) as connection:
        checks = {
            "the file is damaged": "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check != 'ok'",
            "a row points nowhere": "SELECT count(*) FROM pragma_foreign_key_check",
            "a source without articles": "SELECT count(*) FROM sources WHERE id NOT IN (SELECT source_id FROM articles)",
            "an issue without sources": "SELECT count(*) FROM issues WHERE id NOT IN (SELECT issue_id FROM sources)",
            "an article without paragraphs": "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM paragraphs)",
            "a paragraph without terms": "SELECT count(*) FROM paragraphs WHERE length(terms) = 0 AND length(text) > 30",
            "the page that was there before": "SELECT count(*) = 0 FROM articles WHERE title LIKE '%老消息%'",
        }
        faults = [name for name, query in checks.items() if connection.execute(query).fetchone()[0]]
        (n_sources,) = connection.execute("SELECT count(*) FROM sources").fetchone()
    if said is not None:
        n_saved = sum(file["status"] in ("new",) for file in said["files"])
        if n_sources != n_saved + 1:
            faults.append(f"{n_saved} sources were said to be saved, {n_sources - 1} are there")
    return faults
