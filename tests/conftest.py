"""What every test shares: the same examples in every run, so that a check is red for the change that broke it.

`HYPOTHESIS_PROFILE=explore pytest` looks for new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
