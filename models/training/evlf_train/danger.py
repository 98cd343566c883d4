"""Whether a message tells of somebody in danger now: a head on what the language model makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from .calibrate_shared import interval

TENSE = ("urgency", "story", "feelings")
STRENGTH, FROM = 20.0, 0.6


def fit(rows: list[dict[str, Any]], about: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights [states] and bias that tell messages of somebody in danger now, from scaled states.

    A row without `emergency` tells of none, but where it asks how urgent something is or tells a story.
    """
    from sklearn.linear_model import LogisticRegression

    known = [n for n, r in enumerate(rows) if "emergency" in r or r["intent"] not in TENSE]
    truth = [bool(rows[n].get("emergency")) for n in known]
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(about[known], truth)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def measured(rows: list[dict[str, Any]], about: np.ndarray) -> dict[str, Any]:
    """Share of emergencies noticed and of near misses taken for one, by weights that never saw the writer."""
    names = sorted({r["writer"] for r in rows if "emergency" in r})
    noticed: list[tuple[bool, float]] = []
    for name in names:
        rest = [n for n, r in enumerate(rows) if r.get("writer") != name]
        weights, bias = fit([rows[n] for n in rest], about[rest])
        held = [n for n, r in enumerate(rows) if r.get("writer") == name and "emergency" in r]
        p = 1 / (1 + np.exp(-(about[held] @ weights + bias)))
        noticed += list(zip([rows[n]["emergency"] for n in held], p, strict=True))
    out = {}
    for key, kind in (("noticed", True), ("falseAlarms", False)):
        above = np.array([p >= FROM for truth, p in noticed if truth is kind])
        out[key] = interval([str(n) for n in range(len(above))], lambda k, a=above: float(a[k].mean()))
    return out
