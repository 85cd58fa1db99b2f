"""One file with everything: the database, as of one moment, and the kept originals. For SQLite.

The database is copied by SQLite itself while the bot goes on. Originals are only ever added, so those that are copied
after it are all it needs. The file is checked by reading it back before it takes its name.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bot.leading import lock_of
from retrieval import Database, LibraryError, UsageError

DATABASE = "database.sqlite3"
MANIFEST = "manifest.json"
FORMAT = 1
# Names in an archive are not to be trusted.
ORIGINAL = re.compile(r"originals/([0-9a-f]{2})/(\1[0-9a-f]{62})")
SET_ASIDE = ".before-restore"
CHUNK = 1 << 20
ADVICE = "use pg_dump and pg_restore, and copy DATA_DIR/originals; see Backups in the README"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds."""

    n_rows: int
    n_originals: int
    n_bytes: int


def back_up(database: Database, originals: Path, to: Path) -> Kept:
    """Write a backup and read it back; UsageError when the file is there already, LibraryError when it fails."""
    source = _file_of(database)
    if to.exists():
        raise UsageError(f"{to} is there already: a backup replaces nothing")
    unfinished = to.with_name(f"{to.name}.unfinished")
    with _translated(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(source, originals, unfinished)
            kept = check(unfinished)
            unfinished.replace(to)
        finally:
            unfinished.unlink(missing_ok=True)
    return kept


def check(path: Path) -> Kept:
    """What a backup holds, all of it read; LibraryError when anything is missing, damaged or not ours."""
    with _translated(path), zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        manifest = _manifest(archive)
        copy = Path(folder) / DATABASE
        for name, digest in manifest["files"].items():
            with archive.open(name) as packed:
                found = _copied(packed, copy if name == DATABASE else None)
            if found != digest:
                raise LibraryError(f"{path}: {name} is damaged")
        if _counts(copy) != manifest["rows"]:
            raise LibraryError(f"{path}: the database is not the one that was backed up")
        return Kept(sum(manifest["rows"].values()), len(manifest["files"]) - 1, path.stat().st_size)


def restore(database_url: str, originals: Path, path: Path, *, force: bool = False) -> Kept:
    """Put a backup in place; what stood there is set aside when `force`, else UsageError.

    LibraryError when the backup is damaged or a bot is running; nothing is changed then.
    """
    kept = check(path)
    with Database.open(database_url) as database:
        target = _file_of(database)
        is_filled = bool(_counts(target))
        lock = lock_of(database)
    if is_filled and not force:
        raise UsageError(
            f"{target} holds something already: --force sets it aside as {target.name}{SET_ASIDE}"
        )
    if not lock.acquire():
        raise LibraryError(f"{target} is in use: stop the bot first")
    try:
        with _translated(path), zipfile.ZipFile(path) as archive:
            _put(archive, target, originals)
    finally:
        lock.release()
    return kept


def _write(source: Path, originals: Path, to: Path) -> None:
    with (
        tempfile.TemporaryDirectory(dir=to.parent) as folder,
        zipfile.ZipFile(to, "w", allowZip64=True) as out,
    ):
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as still:
            live.backup(still, pages=1000)
            # One file, not a file and its log.
            still.execute("PRAGMA journal_mode = DELETE")
        out.write(copy, DATABASE, zipfile.ZIP_DEFLATED)
        files = {DATABASE: _digest(copy)}
        for file in sorted(originals.glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 64)):
            name = f"originals/{file.parent.name}/{file.name}"
            out.write(file, name, zipfile.ZIP_STORED)
            files[name] = file.name
        manifest = {"format": FORMAT, "files": files, "rows": _counts(copy)}
        out.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)


def _put(archive: zipfile.ZipFile, target: Path, originals: Path) -> None:
    """Originals first, then the database in one step, so that no moment has a database without its originals."""
    for name in _manifest(archive)["files"]:
        if found := ORIGINAL.fullmatch(name):
            place = originals / found[1] / found[2]
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                _extract(archive, name, place)
    unfinished = target.with_name(f"{target.name}.unfinished")
    _extract(archive, DATABASE, unfinished)
    for end in ("", "-wal", "-shm"):
        old = target.with_name(target.name + end)
        if old.exists():
            old.replace(old.with_name(target.name + SET_ASIDE + end))
    unfinished.replace(target)


def _extract(archive: zipfile.ZipFile, name: str, place: Path) -> None:
    unfinished = place.with_name(f"{place.name}.part")
    with archive.open(name) as packed:
        _copied(packed, unfinished)
    unfinished.replace(place)


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        names = set(manifest["files"])
        is_ours = manifest["format"] == FORMAT and DATABASE in names and isinstance(manifest["rows"], dict)
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(f"{archive.filename} is no backup of a bulletin bot") from error
    if not is_ours or not all(name == DATABASE or ORIGINAL.fullmatch(name) for name in names):
        raise LibraryError(f"{archive.filename} is no backup of this version of the bulletin bot")
    return manifest


def _copied(packed: IO[bytes], to: Path | None) -> str:
    """The digest of what is read, written to a file on the way."""
    digest = hashlib.sha256()
    with to.open("wb") if to else tempfile.TemporaryFile() as out:
        while chunk := packed.read(CHUNK):
            digest.update(chunk)
            if to:
                out.write(chunk)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counts(path: Path) -> dict[str, int]:
    """The rows of each table; LibraryError when the file is damaged. None in an empty database."""
    with closing(sqlite3.connect(path)) as database:
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise LibraryError(f"{path} is damaged: {sound}")
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        # Names of tables cannot be parameters; these are read from the database itself, and quoted.
        quoted = {name: name.replace('"', '""') for (name,) in names}
        counted = {name: f'SELECT count(*) FROM "{safe}"' for name, safe in quoted.items()}  # noqa: S608
        return {name: database.execute(statement).fetchone()[0] for name, statement in counted.items()}


def _file_of(database: Database) -> Path:
    if database.engine.dialect.name != "sqlite":
        raise UsageError(f"{database.name} is a server: {ADVICE}")
    return Path(database.engine.url.database or "")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (
        OSError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        sqlite3.Error,
        EOFError,
        RuntimeError,
    ) as error:
        raise LibraryError(f"{path}: {error}") from error
