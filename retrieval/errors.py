"""What a caller cannot expect, as one tree. What a caller can expect is a value instead.

BulletinError
├── UsageError          a request that makes no sense: an unknown option value, a missing file
├── ReadingError        a source that cannot be opened at all (bad content never raises: see Problem)
├── LibraryError        the database cannot be opened, or refuses
│   ├── SchemaError     the database was made by a newer program
│   └── UnreachableError  the database is away or busy now; the same may work in a moment
└── SettingsError       a setting is missing or wrong

The class docstring is the default message. Messages are lower case and show the value that was wrong.
"""

from __future__ import annotations


class BulletinError(Exception):
    """the bulletin bot met an error"""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class UsageError(BulletinError):
    """the request makes no sense"""


class ReadingError(BulletinError):
    """the source cannot be opened"""


class LibraryError(BulletinError):
    """the database cannot be used"""


class SchemaError(LibraryError):
    """the database was made by a newer version of this program"""


class UnreachableError(LibraryError):
    """the database cannot be reached now"""


class SettingsError(BulletinError):
    """a setting is missing or wrong"""
