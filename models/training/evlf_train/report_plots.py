"""Plots of the report as SVG text that is the same for the same numbers.

Fonts stay text, ids come from a fixed salt and no date is written, so a file changes only with what
it shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

COLOURS = ("#0F6E84", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
STYLE = {
    "svg.hashsalt": "evlf", "svg.fonttype": "none", "font.size": 9, "font.family": "sans-serif",
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#E4E4E0",
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS), "figure.facecolor": "white", "legend.frameon": False,
}  # fmt: skip


def number(figure: Any) -> float | None:
    """The value of a figure, or of a plain number; None for anything else."""
    value = figure.get("value") if isinstance(figure, dict) else figure
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _save(fig: Any, file: Path) -> None:
    fig.tight_layout()
    fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(fig)


def reliability(bins: list[dict[str, Any]], title: str, file: Path) -> None:
    """Probability given against share right; the area of a dot grows with its pictures."""
    held = [b for b in bins if b["n"] and b.get("confidence") is not None]
    most = max((b["n"] for b in held), default=1)
    with plt.rc_context(STYLE):
        fig, ax = plt.subplots(figsize=(3.6, 3.6))
        ax.plot([0, 1], [0, 1], color="#5B626B", linestyle="--", linewidth=1)
        ax.scatter(
            [b["confidence"] for b in held], [b["accuracy"] for b in held],
            s=[20 + 120 * b["n"] / most for b in held], alpha=0.6,
        )  # fmt: skip
        ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability given", ylabel="share right", title=title)
        _save(fig, file)


def intervals(sets: dict[str, dict[str, Any]], xlabel: str, file: Path) -> None:
    """One line a set, one dot a method with its interval."""
    methods = list(dict.fromkeys(m for figures in sets.values() for m in figures))
    names = list(sets)
    with plt.rc_context(STYLE):
        fig, ax = plt.subplots(figsize=(6.4, 0.8 + 0.16 * len(methods) * len(names)))
        for k, method in enumerate(methods):
            rows = [(i, sets[s][method]) for i, s in enumerate(names) if number(sets[s].get(method)) is not None]
            at = [i + 0.7 * (k + 0.5) / len(methods) - 0.35 for i, _ in rows]
            values = [number(f) or 0.0 for _, f in rows]
            ends = [f if isinstance(f, dict) and f.get("low") is not None else None for _, f in rows]
            spread = [
                [max(0.0, v - e["low"]) if e else 0.0 for v, e in zip(values, ends, strict=True)],
                [max(0.0, e["high"] - v) if e else 0.0 for v, e in zip(values, ends, strict=True)],
            ]
            ax.errorbar(values, at, xerr=spread, fmt="o", markersize=4, linewidth=1, label=method)
        ax.set_yticks(range(len(names)), names)
        ax.invert_yaxis()
        ax.set_xlabel(xlabel)
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
        _save(fig, file)


def curves(
    lines: dict[str, list[tuple[float, float, float, float]]], xlabel: str, ylabel: str, title: str, file: Path
) -> None:
    """Lines by name; a point is (x, value, low, high), low = high = value where there is no spread."""
    with plt.rc_context(STYLE):
        fig, ax = plt.subplots(figsize=(5.2, 3.2))
        for name, points in lines.items():
            x, value, low, high = zip(*sorted(points), strict=True)
            ax.plot(x, value, marker="o" if len(x) < 20 else None, markersize=4, linewidth=1.4, label=name)
            if low != high:
                ax.fill_between(x, low, high, alpha=0.18, linewidth=0)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
        if len(lines) > 1:
            ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
        _save(fig, file)
