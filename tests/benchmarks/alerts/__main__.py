"""One line of JSON a part, and exit code 1 when one misses its goal.

python -m tests.benchmarks.alerts [planning] [rate] [sharing] [kills]
"""

from __future__ import annotations

import json
import logging
import sys

from tests.benchmarks.alerts import kills, planning, rate, sharing

PARTS = {
    "planning": planning.measure,
    "rate": rate.measure,
    "sharing": sharing.measure,
    "kills": kills.measure,
}


def main() -> int:
    """Measure the named parts, or all."""
    # The sandbox's server complains of each line the weather cuts.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    is_ok = True
    for name in sys.argv[1:] or PARTS:
        report = PARTS[name]()
        is_ok &= report["ok"]
        print(json.dumps({"part": name, **report}), flush=True)
    return 0 if is_ok else 1


if __name__ == "__main__":
    sys.exit(main())
