"""f_pixel on val: kept boxes, thresholds, and figures for each phrase and modality."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import torch

from . import boxes as B
from . import config as C
from . import data as D
from .device import mixed
from .disease_data import plain
from .pixel_net import SIDE, Pixel
from .pixel_pairs import square_boxes


@torch.no_grad()
def predict(
    model: Pixel, store: D.Store, pairs: list[tuple[D.Row, str]], size: int = SIDE
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each (row, phrase): kept boxes [k,4] of the square after suppression, scores [k]."""
    model.eval()
    by_row: dict[str, list[int]] = defaultdict(list)
    for i, (row, _) in enumerate(pairs):
        by_row[row["id"]].append(i)
    firsts = [v for v in by_row.values()]
    out: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros((0, 4)), np.zeros(0))] * len(pairs)
    for start in range(0, len(firsts), 32):
        chunk = firsts[start : start + 32]
        x = plain(store, [pairs[v[0]][0] for v in chunk], size)
        with mixed():
            f8, f4 = model.encoder(x)
        which = [(k, i) for k, v in enumerate(chunk) for i in v]
        for s in range(0, len(which), 32):
            part = which[s : s + 32]
            rows = torch.tensor([k for k, _ in part])
            ids = torch.tensor([C.PHRASES.index(pairs[i][1]) for _, i in part])
            with mixed():
                score, box = model.head(f8[rows], f4[rows], ids)
            for (_, i), sc, bx in zip(part, score.sigmoid().numpy(), box.numpy(), strict=True):
                top = np.argsort(-sc, kind="stable")[:200]
                top = top[(sc[top] >= 0.05) | (np.arange(len(top)) == 0)]
                b = bx[top].clip(0, 1)
                kept = B.nms(b, sc[top])
                out[i] = (b[kept], sc[top][kept])
    return out


def best_threshold(items: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[float, float]:
    """(threshold, F1) of the best F1@0.5 over (boxes, scores, truth) of a group."""
    scores, hits, total = [], [], 0
    for found, sc, truth in items:
        total += len(truth)
        scores += list(sc)
        hits += B.match(found, truth)
    order = np.argsort(-np.array(scores), kind="stable")
    tp = np.cumsum(np.array(hits, float)[order]) if len(order) else np.zeros(0)
    f1 = 2 * tp / (np.arange(1, len(tp) + 1) + total)
    if not len(f1):
        return 0.5, 0.0
    k = int(f1.argmax())
    return float(np.array(scores)[order][k]), float(f1[k])


def measure(
    pairs: list[tuple[D.Row, str]], found: list[tuple[np.ndarray, np.ndarray]]
) -> dict[str, Any]:
    """Per phrase|modality: top-box figures where one instance, F1@0.5 where several."""
    groups: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"one": [], "several": []})
    for (row, phrase), (b, s) in zip(pairs, found, strict=True):
        truth = np.array(square_boxes(row, phrase))
        g = groups[f"{phrase}|{row['modality']}"]
        if len(truth) == 1:
            g["one"].append(float(B.iou_matrix(b[:1], truth)[0, 0]))
        else:
            g["several"].append((b, s, truth))
    out: dict[str, Any] = {}
    for key, g in sorted(groups.items()):
        entry: dict[str, Any] = {"n": len(g["one"])}
        if g["one"]:
            entry["mIoU"] = float(np.mean(g["one"]))
            entry["acc50"] = float(np.mean([v >= 0.5 for v in g["one"]]))
        if g["several"]:
            entry["instances"] = sum(len(t) for _, _, t in g["several"])
            entry["threshold"], entry["f1"] = best_threshold(g["several"])
        out[key] = entry
    return out


def means(m: dict[str, Any]) -> dict[str, float]:
    """Means over one-instance groups (>= 20 pictures) and several-instance ones (>= 50)."""
    one = [v for v in m.values() if v["n"] >= 20]
    many = [v["f1"] for v in m.values() if v.get("instances", 0) >= 50]
    return {
        "mIoU": float(np.mean([v["mIoU"] for v in one])) if one else 0.0,
        "acc50": float(np.mean([v["acc50"] for v in one])) if one else 0.0,
        "f1": float(np.mean(many)) if many else 0.0,
    }


def report(m: dict[str, Any]) -> str:
    lines = []
    for k, v in m.items():
        text = f"  {k:36s} n={v['n']}"
        if "mIoU" in v:
            text += f" mIoU {v['mIoU']:.3f} acc50 {v['acc50']:.3f}"
        if "f1" in v:
            text += f" | several {v['instances']} F1 {v['f1']:.3f} at {v['threshold']:.2f}"
        lines.append(text)
    return "\n".join([*lines, f"  {means(m)}"])
