"""The marks that newspaper publishing systems leave in their pages: Founder's comments, and gov portals' meta tags.

An article page says in one comment what it is, `<!--enpproperty <title>..</title><author>..</author>.. -->`, and
its body stands between `<!--enpcontent-->` and `<!--/enpcontent-->`, in `<founder-content>`, or in `#ozoom`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.reading.html.blocks import blocks_of
from retrieval.reading.html.markup import Comment, tokens_of
from retrieval.reading.html.tree import Tree, tree_of

_NAMES = r"(?:articleid|title|author|date|subtitle|introtitle|nodename|nodesearchname|nodeid|siteid|keyword|papername|pubdate)"
_FIELD = re.compile(rf"<({_NAMES})>(.*?)(?=</?{_NAMES}>|$)", re.DOTALL | re.IGNORECASE)
_PROPERTY = re.compile(r"\s*(?:enp|founder)-?property\b", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:enp|founder)-?content\b\s*(?!/)", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:/(?:enp|founder)-?content|(?:enp|founder)-?content\s*/)\s*$", re.IGNORECASE)
_BODY_NAMES = frozenset(("ozoom", "founder-content"))


@dataclass(frozen=True, slots=True)
class Markers:
    """What the marks of a page say; `body` is where its items begin and end, None without such marks."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    node: str = ""
    paper: str = ""
    body: tuple[int, int] | None = None


def markers_of(tree: Tree) -> Markers | None:
    """Return what the marks of a page say, or None when it has none."""
    said: dict[str, str] = {}
    for item in tree.items:
        if isinstance(item, Comment) and _PROPERTY.match(item.text):
            for name, words in _FIELD.findall(item.text):
                said.setdefault(name.lower(), _words(words))
    body = _between_comments(tree) or _named(tree)
    if not said and body is None:
        return None
    return Markers(
        title=said.get("title", ""),
        kicker=said.get("introtitle", ""),
        subtitle=said.get("subtitle", ""),
        author=said.get("author", ""),
        date=said.get("date") or said.get("pubdate", ""),
        node=said.get("nodename", ""),
        paper=said.get("papername", ""),
        body=body,
    )


def _between_comments(tree: Tree) -> tuple[int, int] | None:
    begin = None
    for at, item in enumerate(tree.items):
        if not isinstance(item, Comment):
            continue
        if begin is None and _BEGINS.match(item.text) and not _ENDS.match(item.text):
            begin = at + 1
        elif begin is not None and _ENDS.match(item.text):
            return (begin, at)
    return None if begin is None else (begin, len(tree.items))


def _named(tree: Tree) -> tuple[int, int] | None:
    """The innermost of the elements that hold bodies by their name."""
    for element in reversed(tree.elements):
        if element.tag in _BODY_NAMES or element.attributes.get("id", "").lower() in _BODY_NAMES:
            return (element.first, element.last)
    return None


def _words(marked: str) -> str:
    """The words of a field, which may hold markup and entities itself."""
    text = marked.replace("&lt;", "<").replace("&gt;", ">")
    return "".join(block.text for block in blocks_of(tree_of(tokens_of(text)))).strip()
