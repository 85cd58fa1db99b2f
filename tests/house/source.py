"""The modules of the tree, parsed. A rule is a function from one module to the breaches it found there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its posix path from the root of the tree, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Return its dotted name; a package is named without `__init__`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_package(self) -> bool:
        """Return whether this is the `__init__.py` of a folder."""
        return self.path.endswith("__init__.py")

    def at(self, node: ast.AST, what: str) -> str:
        """Return the breach `what` with the place of `node`."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"


Rule = Callable[[Module], list[str]]


def parse(path: str, text: str) -> Module:
    """Return the module that `text` would be at `path`."""
    return Module(path, text, ast.parse(text))


def modules(root: Path, *folders: str) -> Iterator[Module]:
    """Yield every module under the `folders` of the tree at `root`, in order of path."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield parse(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def breaches(rule: Rule, root: Path, *folders: str) -> list[str]:
    """Return what `rule` finds in the `folders` of the tree at `root`."""
    return [breach for module in modules(root, *folders) for breach in rule(module)]


def without_docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every node of `tree` except the strings that are docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr) and ast.get_docstring(node) is not None
    }
    return (node for node in ast.walk(tree) if id(node) not in docstrings)
