"""Which way imports may go, and which library belongs to whom.

The layer table is the drawing of the house, top floor first. Modules of one row never import one another;
a module imports from rows below its own only. `retrieval/__init__.py` is the public face: it may import
everything below it, and nobody below it may import the face.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Module

LAYERS = (
    ("bot",),
    ("retrieval.evaluation",),
    ("retrieval.ingest", "retrieval.answering"),
    ("retrieval.indexing",),
    ("retrieval.reading", "retrieval.store", "retrieval.engine"),
    ("retrieval.text",),
    ("retrieval.model", "retrieval.errors", "retrieval.codes"),
)
ROOMS = frozenset(room.removeprefix("retrieval.") for row in LAYERS[1:] for room in row)

OWNERS = {
    "telegram": ("bot/",),
    "jieba": ("retrieval/text/cutting.py",),
    "rank_bm25": ("retrieval/engine/",),
    "bm25s": ("retrieval/evaluation/peers.py",),
    "tantivy": ("retrieval/evaluation/peers.py",),
    "opencc": ("retrieval/text/fold.py",),
    "pypinyin": ("retrieval/engine/names.py",),
    "borax": ("retrieval/text/times/festivals.py",),
    "cn2an": ("retrieval/text/times/numerals.py",),
    "sqlalchemy": (
        "retrieval/store/",
        "retrieval/engine/postgres/",
        "bot/tables.py",
        "bot/inbox.py",
        "bot/leading.py",
        "bot/replicas.py",
        "bot/answers.py",
        "bot/chats.py",
        "bot/sent.py",
        "bot/turns.py",
        "bot/feedback.py",
        "bot/bans.py",
        "bot/personal.py",
        "bot/alerts/",
        "bot/watch/",
        "bot/migrations/",
    ),
    "alembic": ("retrieval/store/", "bot/tables.py", "bot/migrations/"),
    "pydantic_settings": ("bot/settings.py",),
    "typer": ("bot/cli", "bot/__main__.py"),
    "rich": ("bot/cli", "bot/sandbox/terminal.py"),
    "starlette": ("bot/",),
    "uvicorn": ("bot/",),
    "pypdfium2": ("retrieval/reading/pdf",),
    "docx": ("retrieval/reading/word.py",),
    "feedparser": ("retrieval/reading/feed.py",),
    "PIL": ("retrieval/reading/",),
    "rapidocr": ("retrieval/reading/ocr/recogniser.py",),
    "cv2": ("retrieval/reading/ocr/",),
    "prometheus_client": ("bot/metrics.py",),
    "httpx": ("bot/",),
    "asyncio": ("bot/",),
}


def imported(module: Module) -> Iterator[tuple[ast.stmt, str, str]]:
    """Yield `(statement, module, name)` for each thing imported; `name` is empty for `import module`."""
    package = module.name if module.is_package else module.name.rpartition(".")[0]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node, origin, alias.name) for alias in node.names)


def climbs(module: Module) -> list[str]:
    """Imports that go up, or across between two rooms of one floor."""
    here = _room(module.name)
    if here is None:
        return []
    return [
        module.at(node, f"{here} imports {there}")
        for node, origin, name in imported(module)
        if (there := _room(origin if name == "" else f"{origin}.{name}")) and there != here
        if _floor(there) >= _floor(here)
    ]


def bypasses_the_face(module: Module) -> list[str]:
    """Imports of `retrieval` from above by another way than `from retrieval import name`."""
    if not module.path.startswith("bot/"):
        return []
    return [
        module.at(node, f"reaches into {origin}")
        for node, origin, name in imported(module)
        if origin.startswith("retrieval.") or (origin == "retrieval" and name in ROOMS)
    ]


def looks_up_at_the_face(module: Module) -> list[str]:
    """Imports of the public face by a module that stands behind it."""
    if not module.path.startswith("retrieval/") or module.path == "retrieval/__init__.py":
        return []
    return [
        module.at(node, f"imports {name or origin} from the public face")
        for node, origin, name in imported(module)
        if origin == "retrieval" and name not in ROOMS
    ]


def borrows_a_library(module: Module) -> list[str]:
    """Imports of a library by another module than its owner."""
    return [
        module.at(node, f"imports {library}, which belongs to {', '.join(OWNERS[library])}")
        for node, origin, _ in imported(module)
        if (library := origin.partition(".")[0]) in OWNERS
        if not module.path.startswith(OWNERS[library])
    ]


def _room(name: str) -> str | None:
    """Return the room of the layer table that holds the module or name `name`."""
    return next((r for row in LAYERS for r in row if f"{name}.".startswith(f"{r}.")), None)


def _floor(room: str) -> int:
    """Return how high `room` stands: 0 is the cellar."""
    return next(n for n, row in enumerate(reversed(LAYERS)) if room in row)
