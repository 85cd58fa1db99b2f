"""`bulletin-bot backup` and `bulletin-bot restore`: everything in one file, and back."""

from __future__ import annotations

from pathlib import Path

from bot import backup, settings
from retrieval import Database


def back_up(path: Path) -> None:
    """Write a backup, and say what it holds."""
    loaded = settings.load()
    with Database.open(loaded.database_url) as database:
        kept = backup.back_up(database, loaded.originals_dir, path)
    print(f"{path}: {_told(kept)}, read back and found whole")


def restore(path: Path, *, force: bool) -> None:
    """Put a backup in place, and say what it held."""
    loaded = settings.load()
    kept = backup.restore(loaded.database_url, loaded.originals_dir, path, force=force)
    print(f"restored from {path}: {_told(kept)}; the index is made anew at the next start")


def _told(kept: backup.Kept) -> str:
    return f"{kept.n_rows} rows, {kept.n_originals} original files, {kept.n_bytes / 1e6:.1f} MB"
