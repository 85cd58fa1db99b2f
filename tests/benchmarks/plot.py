"""The benchmark of the index as a picture: milliseconds a question, and until one more paragraph is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

_COLOURS = {"ours": "#c0392b"}


def plot(results: dict[int, dict[str, Any]], file: Path) -> None:
    """Draw one line a system over the sizes, both axes logarithmic, and write a PNG."""
    systems = list(dict.fromkeys(name for figures in results.values() for name in figures))
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), dpi=100, sharex=True)
    for axis, field, title in zip(
        axes,
        ("p50_ms", "add_ms"),
        ("a question (median), ms", "one more paragraph, until found, ms"),
        strict=True,
    ):
        for name in systems:
            sizes = [size for size in results if name in results[size]]
            values = [getattr(results[size][name], field) for size in sizes]
            width = 2.4 if name == "ours" else 1.2
            axis.plot(
                sizes, values, marker="o", markersize=3, linewidth=width, label=name, color=_COLOURS.get(name)
            )
        axis.set(xscale="log", yscale="log", title=title, xlabel="paragraphs")
        axis.grid(alpha=0.3)
    axes[0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file)
