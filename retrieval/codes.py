"""Terms as numbers: how the store hands many texts to the engine without making a million strings."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import overload


class CodedTerms(Sequence[str]):
    """Terms as numbers into a table that many texts share: four bytes a term, little-endian; strings when asked for.

    `table` gives the term of a number. Equal to any sequence of the same terms.
    """

    __slots__ = ("codes", "table")

    def __init__(self, codes: bytes, table: Sequence[str] | Mapping[int, str]) -> None:
        self.codes = codes
        self.table = table

    def __len__(self) -> int:
        return len(self.codes) // 4

    def __iter__(self) -> Iterator[str]:
        return map(self.table.__getitem__, struct.unpack(f"<{len(self)}I", self.codes))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.codes)

    def __repr__(self) -> str:
        return repr(tuple(self))
