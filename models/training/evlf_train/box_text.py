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


def quantile(shares: list[float], share: float) -> tuple[int, float]:
    """First digit up to which `share` of all is given, and how much of that digit's own share it takes."""
    below, last = 0.0, (0, 1.0)
    for digit, own in enumerate(shares):
        if own <= 0:
            continue
        last = digit, (share - below) / own
        if below + own >= share:
            break
        below += own
    return last[0], min(1.0, last[1])


class Median:
    """Picks the digits of one box, so that each number is the median of what the model gives it.

    The likeliest number is no better guess of a place than its likeliest first digit is.
    """

    def __init__(self) -> None:
        self.within = 0.5

    def digit(self, text: str, shares: list[float]) -> int:
        """The digit that goes on after `text` (" 12 3"); shares [10], those that do not fit 0."""
        digit, self.within = quantile(shares, 0.5 if text.endswith(" ") else self.within)
        return digit


def fits(text: str) -> bool:
    """Whether " x1 y1 x2 y2" can begin so: two digits each, the far sides beyond the near ones."""
    if not re.fullmatch(r"( \d\d){0,3}( \d{0,2})?", text) or "99" in (text[1:3], text[4:6]):
        return False
    far = ((text[7:9], text[1:3]), (text[10:12], text[4:6]))
    return all(not a or int(a.ljust(2, "9")) > int(b) for a, b in far)


def overlap(a: Corners, b: Corners) -> float:
    """Intersection over union of two boxes in one frame."""
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    areas = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return w * h / (areas - w * h)
