"""A target under atheris, which is led by what of our code an input reaches: python -m tests.fuzz.guided TARGET ..."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["bot", "retrieval"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run until the time is over, or something breaks."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
