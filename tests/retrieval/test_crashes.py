from __future__ import annotations

from pathlib import Path

from tests.retrieval.crashing import faults, killed


def test_a_killed_process_leaves_a_sound_index(tmp_path: Path) -> None:
    """Killed at three moments of adding, merging and saving, the next start answers as the library says."""
    for seed, after_s in (("a", 0.0), ("b", 0.13), ("c", 0.4)):
        killed(tmp_path, seed, after_s)

        assert faults(tmp_path) == []
