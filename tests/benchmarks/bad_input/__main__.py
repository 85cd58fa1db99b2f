"""Run the cases and print a line each; exit with 1 when one failed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tests.benchmarks.bad_input import markup, packed, pdfs, places, texts
from tests.benchmarks.bad_input.case import Case
from tests.benchmarks.bad_input.trial import Outcome, tried

WALL_S, MEMORY_MIB = 30.0, 1536.0


def every_case() -> Iterator[Case]:
    """Yield all cases."""
    for module in (texts, markup, packed, pdfs, places):
        yield from module.cases()


def line_of(case: Case, outcome: Outcome) -> str:
    """What is printed of a case."""
    verdict = "FAIL " + "; ".join(outcome.faults) if outcome.faults else "pass"
    figures = f"{outcome.seconds:5.1f} s {outcome.mebibytes:6.0f} MiB"
    return f"{case.name:48s} {figures}  {outcome.told}  {verdict}"


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="cases whose name holds these words")
    parser.add_argument("--wall", type=float, default=WALL_S, help="seconds a case may take")
    parser.add_argument("--memory", type=float, default=MEMORY_MIB, help="MiB a case may take")
    arguments = parser.parse_args()
    n_cases = n_passed = 0
    for case in every_case():
        if arguments.only not in case.name:
            continue
        outcome = tried(case, arguments.wall, arguments.memory)
        n_cases += 1
        n_passed += not outcome.faults
        print(line_of(case, outcome), flush=True)
    print(f"{n_passed} of {n_cases} cases passed")
    sys.exit(n_passed != n_cases)


if __name__ == "__main__":
    main()
