"""How long a thing may be, how it is documented, and what must stay absent."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import Module

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40

# The last resort for an update, and the loop that delivers alerts.
CATCH_ALL = ("bot/application.py", "bot/alerts/delivery.py")

COPIERS = frozenset("list dict set bytearray OrderedDict".split())
CONTAINERS = COPIERS | frozenset(
    "defaultdict deque Counter ChainMap count Queue SimpleQueue ContextVar Event "
    "WeakKeyDictionary WeakValueDictionary WeakSet".split()
)
MUTATORS = frozenset("append extend insert add update setdefault pop popitem remove discard clear".split())
CLOCKS = frozenset(("now", "utcnow", "today"))

# Saving stamps an issue with the time it came in; nothing is decided by that stamp.
MAY_READ_THE_CLOCK = ("retrieval/store/library.py",)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_too_long(module: Module) -> list[str]:
    """A file of more than 300 lines, or a function of more than 40."""
    n_lines = module.text.count("\n")
    files = [f"{module.path}:1 has {n_lines} lines"] if n_lines > MAX_FILE_LINES else []
    return files + [
        module.at(node, f"{node.name} has {n} lines")
        for node in ast.walk(module.tree)
        if isinstance(node, Function)
        if (n := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]


def is_async(module: Module) -> list[str]:
    """Anything asynchronous."""
    kinds = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    return [module.at(node, type(node).__name__) for node in ast.walk(module.tree) if isinstance(node, kinds)]


def keeps_state(module: Module) -> list[str]:
    """Mutable state at module level: `global`, a container made to be filled, or a table that is changed.

    A table is a literal with something in it, named in capitals, that nobody in its module changes.
    """
    names = {target.id: value for target, value in _assigned(module.tree)}
    return [
        *(module.at(n, "global statement") for n in ast.walk(module.tree) if isinstance(n, ast.Global)),
        *(
            module.at(v, f"{name} is made to be filled")
            for name, v in names.items()
            if _is_filled_later(name, v)
        ),
        *(module.at(n, f"{name} is changed") for n, name in _changed(module.tree) if name in names),
    ]


def catches_everything(module: Module) -> list[str]:
    """`except Exception`, or wider, elsewhere than in the two places that must survive anything."""
    wide = [
        module.at(node, "catches everything")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None
        or {"Exception", "BaseException"} & {getattr(n, "id", "") for n in ast.walk(node.type)}
    ]
    return wide[1:] if module.path in CATCH_ALL else wide


def reads_the_clock(module: Module) -> list[str]:
    """A call of `now()`, `today()` or `time.time()`: where time decides, `now` is an argument."""
    if module.path in MAY_READ_THE_CLOCK:
        return []
    return [
        module.at(node, f"calls {ast.unparse(node.func)}()")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CLOCKS or ast.unparse(node.func) == "time.time"
    ]


def lacks_a_docstring(module: Module) -> list[str]:
    """A public module, class, function or method without a docstring."""
    bare = [] if ast.get_docstring(module.tree) else [f"{module.path}:1 the module has no docstring"]
    return bare + [
        module.at(node, f"{node.name} has no docstring")
        for node in _public(module.tree.body)
        if not ast.get_docstring(node)
    ]


def tests_in_silence(module: Module) -> list[str]:
    """A test without a docstring that states what is true, one that mocks, or one that sleeps."""
    silent = [
        module.at(node, f"{node.name} states nothing")
        for node in ast.walk(module.tree)
        if isinstance(node, Function) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    mocks = [
        module.at(node, "mocks")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and "unittest" in ast.unparse(node)
    ]
    sleeps = [
        module.at(node, "sleeps")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep")
    ]
    return silent + mocks + sleeps


def unlisted_files(folder: Path) -> list[str]:
    """Modules and packages in `folder` or below that the chapter of their own folder does not name.

    Migrations are appended by number, so their folders need no list.
    """
    return [
        f"{chapter.relative_to(folder.parent)} does not list {name}"
        for chapter in sorted(folder.rglob("__init__.py"))
        if "migrations" not in chapter.parts
        for name in _beside(chapter)
        if name not in (ast.get_docstring(ast.parse(chapter.read_text(encoding="utf-8"))) or "")
    ]


def _beside(chapter: Path) -> list[str]:
    files = [path.name for path in chapter.parent.glob("*.py") if path != chapter]
    folders = [f"{path.parent.name}/" for path in chapter.parent.glob("*/__init__.py")]
    return sorted(files + folders)


def _public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef) and not _is_protocol(node):
                yield from _public(node.body)


def _is_protocol(node: ast.ClassDef) -> bool:
    """Return whether the class is a protocol: what its members give is told where they are given."""
    return any(ast.unparse(base).startswith(("Protocol", "typing.Protocol")) for base in node.bases)


def _assigned(tree: ast.Module) -> Iterator[tuple[ast.Name, ast.expr]]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        yield from ((t, value) for t in targets if isinstance(t, ast.Name) and value is not None)


def _is_filled_later(name: str, value: ast.expr) -> bool:
    if name.startswith("__"):
        return False
    if isinstance(value, ast.Call):
        called = ast.unparse(value.func).rpartition(".")[2]
        is_copied_table = called in COPIERS and bool(value.args) and name.isupper()
        return called in CONTAINERS and not is_copied_table
    if isinstance(value, ast.List | ast.Set | ast.Dict):
        is_empty = not (value.keys if isinstance(value, ast.Dict) else value.elts)
        return is_empty or not name.isupper()
    return isinstance(value, ast.ListComp | ast.SetComp | ast.DictComp) and not name.isupper()


def _changed(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield each statement that changes what a plain name holds, with that name."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)) or (
            isinstance(node, ast.Attribute) and node.attr in MUTATORS
        ):
            yield node, getattr(node.value, "id", "")
