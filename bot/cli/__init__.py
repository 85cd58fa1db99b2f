"""How are the bulletins read, saved and asked from a terminal?

commands.py     the command `bulletin-bot`: its commands, options and exit codes
output.py       one JSON object, or lines for people
reading.py      read: pages in, articles out
ingesting.py    ingest: files and folders into the library
following.py    how far an ingest is: bars, or lines
reports.py      what became of the files: a table, or JSON
asking.py       ask, search, latest: what the library says
evaluating.py   evaluate: our figures beside the naive way's
moving.py       migrate: everything from SQLite to PostgreSQL
doctor.py       doctor: is everything in place, and if not, what to do?
surroundings.py what else doctor looks at
keeping.py      backup, restore: everything in one file, and back
unit.py         systemd-unit: a service that may touch nothing but its data
__main__.py     the same command without its script: python -m bot.cli
"""

from bot.cli.commands import main

__all__ = ["main"]
