"""f_disease on val: outputs for rows, figures for each label set, the modality and the gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from . import config as C
from . import data as D
from .disease_data import gate_targets, plain
from .disease_net import Disease, offsets

if TYPE_CHECKING:
    from .disease_pair import Pair


@torch.no_grad()
def predict(model: Disease | Pair, store: D.Store, rows: list[D.Row], size: int) -> dict[str, np.ndarray]:
    """All outputs for rows, as float32 arrays."""
    model.eval()
    parts: dict[str, list[np.ndarray]] = {}
    for i in range(0, len(rows), 64):
        x = plain(store, rows[i : i + 64], size)
        for k, v in model.look(x).items():
            parts.setdefault(k, []).append(v.float().numpy())
    return {k: np.concatenate(v) for k, v in parts.items()}


def measure(out: dict[str, np.ndarray], rows: list[D.Row], lists: dict[str, list[str]]) -> dict[str, Any]:
    """Accuracy and macro-F1 a set, modality accuracy, none and gate rates."""
    from sklearn.metrics import accuracy_score, f1_score

    spans, names = offsets(lists), list(lists)
    sets: dict[str, Any] = {}
    for name in names:
        pairs = []
        for i, row in enumerate(rows):
            t = D.target(row, lists)
            if t and t[0] == name:
                a, b = spans[name]
                pairs.append((t[1], int(out["label_logits"][i, a:b].argmax())))
        if pairs:
            y, p = zip(*pairs, strict=True)
            sets[name] = {
                "n": len(y),
                "accuracy": float(accuracy_score(y, p)),
                "macroF1": float(f1_score(y, p, average="macro")),
            }
    mod = out["modality_logits"].argmax(1)
    truth = np.array([C.MODALITIES.index(r["modality"]) for r in rows])
    none = C.MODALITIES.index("none")
    medical = truth != none
    big = [v["macroF1"] for v in sets.values() if v["n"] >= 100]
    y, w = gate_targets(rows, lists)
    gate = out["gate_logits"] > 0
    inside = y.numpy().max(1) > 0
    sure = (w.numpy() >= 1.0).any(1) | (truth == none)
    outside = ~inside & sure
    result: dict[str, Any] = {
        "sets": sets,
        "meanMacroF1": float(np.mean(big)) if big else 0.0,
        "meanAll": float(np.mean([v["macroF1"] for v in sets.values()])),
        "modality": float((mod == truth)[medical].mean()),
        "medicalCalledNone": float((mod == none)[medical].mean()),
        "insideRefused": float((~(gate & (y.numpy() > 0)).any(1))[inside].mean()),
        "labelledOutside": float(gate.any(1)[outside].mean()) if outside.any() else 0.0,
    }
    if (~medical).any():
        result["noneCalledNone"] = float((mod == none)[~medical].mean())
    return result


def report(m: dict[str, Any]) -> str:
    lines = [
        f"  {k:22s} n={v['n']} acc {v['accuracy']:.3f} F1 {v['macroF1']:.3f}"
        for k, v in m["sets"].items()
    ]
    rest = {k: round(v, 4) for k, v in m.items() if k != "sets"}
    return "\n".join([*lines, f"  {rest}"])
