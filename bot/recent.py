"""What was found lately: people type on, turn pages, and many ask the same, so nothing is looked for twice.

A revision of the library is part of each key, so what is found is as new as the library itself. What a person may see
is part of the key too: two people share what was found only when both search the same bulletins.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
MAX_KEPT = 256


class Recent(Generic[T]):
    """The `MAX_KEPT` values used last; threads may share it. It may be lost at any time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The value of `key`, found now when it is not at hand."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = find()
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return value
