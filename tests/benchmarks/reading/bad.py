"""Row: what becomes of files that are broken, huge or hostile; the cases are those of tests.benchmarks.bad_input."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.bad_input.__main__ import MEMORY_MIB, WALL_S, every_case, line_of
from tests.benchmarks.bad_input.trial import tried
from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.table import Row


def rows(material: Material) -> Iterator[Row]:
    """Yield the share of cases that pass; those that do not are printed."""
    n_cases = n_passed = 0
    for case in every_case():
        outcome = tried(case, WALL_S, MEMORY_MIB)
        n_cases += 1
        n_passed += not outcome.faults
        if outcome.faults:
            print(f"  {line_of(case, outcome)}", flush=True)
    yield Row(f"bad input, {n_cases} cases", "passed", n_passed / n_cases, 1.0)
