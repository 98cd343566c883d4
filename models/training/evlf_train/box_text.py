"""Boxes as text: whole numbers of the letterboxed square, written and read back."""

from __future__ import annotations

import re

Corners = tuple[float, float, float, float]


def in_square(box: list[float], width: int, height: int) -> Corners:
    """Corners in fractions of a picture -> fractions of the black square that it is centred on."""
    side = max(width, height)
    x1, y1, x2, y2 = box
    left, top = (side - width) / 2, (side - height) / 2
    return (x1 * width + left) / side, (y1 * height + top) / side, (x2 * width + left) / side, (y2 * height + top) / side


def write(square: Corners) -> str:
    """Corners in fractions of the square -> "box x1 y1 x2 y2", each 00 to 99 of its side.

    Always two digits, so that the first of them always means tens.
    """
    return "box " + " ".join(f"{min(99, max(0, round(v * 99))):02d}" for v in square)


def read(text: str) -> Corners | None:
    """The box of an answer of that form, after its reasoning, in fractions of the square, or None."""
    said = text.rpartition("</think>")[2].strip()
    found = re.fullmatch(r"box (\d\d?) (\d\d?) (\d\d?) (\d\d?)\.?", said)
    if found is None:
        return None
    x1, y1, x2, y2 = (int(v) / 99 for v in found.groups())
    return (x1, y1, x2, y2) if x2 > x1 and y2 > y1 else None


def overlap(a: Corners, b: Corners) -> float:
    """Intersection over union of two boxes in one frame."""
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    areas = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return w * h / (areas - w * h)
