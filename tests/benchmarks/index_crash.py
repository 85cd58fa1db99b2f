"""kill -9 while issues are added, merged and saved, again and again: does the index answer correctly each time?

    python -m tests.benchmarks.index_crash [POINTS] [SEED]

After each kill the next start is compared with an index made from the library alone: passages, scores and order. The
same folder is used throughout, so that damage of any kind would add up.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.retrieval.crashing import faults, kept_revision, killed

LONGEST_S = 1.0


def main() -> int:
    """Print one line a fault and the sum; 1 if there was any fault."""
    n_points = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(sys.argv[2] if len(sys.argv) > 2 else "crash")
    n_wrong = n_kept = revision = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for point in range(n_points):
            after_s = chance.uniform(0, LONGEST_S)
            killed(folder, f"{chance.random()}", after_s)
            revision = kept_revision(folder)
            n_kept += revision > 0
            found = faults(folder)
            n_wrong += bool(found)
            for fault in found:
                print(f"point {point}, killed after {after_s:.3f} s: {fault}")
    print(
        f"{n_points} kills, {n_wrong} wrong starts; {n_kept} found an index on disk, the last at revision {revision}"
    )
    return int(n_wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
