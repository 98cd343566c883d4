"""Box arithmetic. A box is x1, y1, x2, y2 in fractions of the letterboxed square, unless said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Box = Sequence[float]


def to_square(box: Box, width: int, height: int) -> list[float]:
    """Fractions of a width x height picture -> fractions of its letterboxed square."""
    side = max(width, height)
    ox, oy = (side - width) / 2, (side - height) / 2
    return [
        (box[0] * width + ox) / side,
        (box[1] * height + oy) / side,
        (box[2] * width + ox) / side,
        (box[3] * height + oy) / side,
    ]


def from_square(box: Box, width: int, height: int) -> list[float]:
    """Fractions of the letterboxed square -> fractions of the picture, clipped to it."""
    side = max(width, height)
    ox, oy = (side - width) / 2, (side - height) / 2
    raw = [
        (box[0] * side - ox) / width,
        (box[1] * side - oy) / height,
        (box[2] * side - ox) / width,
        (box[3] * side - oy) / height,
    ]
    return [min(1.0, max(0.0, v)) for v in raw]


def iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Overlap (intersection over union) of every a [n,4] with every b [m,4] -> [n,m]."""
    a, b = np.asarray(a, float).reshape(-1, 4), np.asarray(b, float).reshape(-1, 4)
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.clip(high - low, 0, None).prod(2)
    area_a = np.clip(a[:, 2:] - a[:, :2], 0, None).prod(1)
    area_b = np.clip(b[:, 2:] - b[:, :2], 0, None).prod(1)
    union = area_a[:, None] + area_b[None] - inter
    return np.where(union > 0, inter / np.maximum(union, 1e-12), 0.0)


def nms(boxes: np.ndarray, scores: np.ndarray, limit: float = 0.45, most: int = 60) -> list[int]:
    """Greedy suppression: indexes of kept boxes, best score first (ties: lower index first)."""
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    for i in order:
        if len(kept) == most:
            break
        if not kept or iou_matrix(boxes[i], boxes[kept]).max() < limit:
            kept.append(int(i))
    return kept


def match(found: np.ndarray, truth: np.ndarray, limit: float = 0.5) -> list[bool]:
    """One-to-one matching in the order of `found` (best first): is each a hit?"""
    if len(found) == 0:
        return []
    over = iou_matrix(found, truth) if len(truth) else np.zeros((len(found), 0))
    free = np.ones(over.shape[1], bool)
    hits: list[bool] = []
    for row in over:
        row = np.where(free, row, -1.0)
        j = int(row.argmax()) if len(row) else -1
        good = j >= 0 and row[j] >= limit
        if good:
            free[j] = False
        hits.append(bool(good))
    return hits


def moved(box: Box, theta: np.ndarray) -> list[float]:
    """A box under an axis-parallel affine map given as output -> input coordinates in -1..1.

    theta is the [2,3] matrix of torch's affine_grid; turns by multiples of 90 degrees and flips
    are allowed, other turns are not. Returns the unclipped box in the output square.
    """
    linear, shift = theta[:, :2], theta[:, 2]
    corners = np.array([[box[0], box[1]], [box[2], box[3]]]) * 2 - 1
    out = (np.linalg.solve(linear, (corners - shift).T).T + 1) / 2
    low, high = out.min(0), out.max(0)
    return [float(low[0]), float(low[1]), float(high[0]), float(high[1])]


def clipped(box: Box, least: float = 0.35) -> list[float] | None:
    """The part inside the square; None if under `least` of its area is inside."""
    part = [max(0.0, box[0]), max(0.0, box[1]), min(1.0, box[2]), min(1.0, box[3])]
    if part[2] <= part[0] or part[3] <= part[1]:
        return None
    whole = (box[2] - box[0]) * (box[3] - box[1])
    inside = (part[2] - part[0]) * (part[3] - part[1])
    return part if inside >= least * whole else None
