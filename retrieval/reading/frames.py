"""Values between two processes: a length of 8 bytes, then a pickle of nothing but our own words."""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_LONGEST = 2**30
_OTHERS = frozenset((("datetime", "date"),))


class _WordsOnly(pickle.Unpickler):
    """A process that read a hostile file may send anything; only values of `retrieval.model` are made of it."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class, or refuse it."""
        if module.startswith("retrieval.model.") or (module, name) in _OTHERS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a frame")


def send(stream: IO[bytes], frame: tuple[Any, ...]) -> None:
    """Write one frame; OSError when nobody listens any more."""
    pickled = pickle.dumps(frame)
    stream.write(_LENGTH.pack(len(pickled)))
    stream.write(pickled)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Any, ...] | None:
    """Read one frame; None when the stream has ended, within a frame too, or is no stream of frames."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    pickled = stream.read(length) if length <= _LONGEST else b""
    if len(pickled) < length:
        return None
    try:
        frame: tuple[Any, ...] = _WordsOnly(io.BytesIO(pickled)).load()
    except pickle.UnpicklingError:
        return None
    return frame
