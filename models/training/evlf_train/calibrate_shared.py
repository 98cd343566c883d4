"""What both halves of the calibration use: an exported file as a function, bootstrap intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np


def interval(
    groups: list[str], figure: Callable[[np.ndarray], float], rounds: int = 300, seed: int = 1
) -> dict[str, float]:
    """Value of figure(all indexes) with its 95 % interval by bootstrap over groups."""
    by: dict[str, list[int]] = defaultdict(list)
    for i, g in enumerate(groups):
        by[g].append(i)
    keys = list(by)
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(rounds):
        picked = rng.integers(0, len(keys), len(keys))
        draws.append(figure(np.concatenate([by[keys[k]] for k in picked])))
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    value = figure(np.arange(len(groups)))
    return {"value": value, "n": len(groups), "low": float(low), "high": float(high)}


class Session:
    """One ONNX file: run(feeds) -> outputs by name."""

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.s = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.names = [o.name for o in self.s.get_outputs()]

    def run(self, feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return dict(zip(self.names, self.s.run(None, feeds), strict=True))
