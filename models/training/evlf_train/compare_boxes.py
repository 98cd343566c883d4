"""Boxes of the shipped tool and of other grounding heads on the same pictures, and their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import boxes as B
from . import config as C
from . import data as D
from .calibrate_shared import Session, interval
from .device import mixed
from .disease_data import plain
from .export_encoders import Ground, hash_fold
from .pixel_measure import best_threshold
from .pixel_net import Pixel
from .pixel_pairs import square_boxes

Pair = tuple[D.Row, str]
Found = tuple[np.ndarray, np.ndarray]  # boxes [k,4] of the square, scores [k], best first
# pictures [b,3,S,S] -> what the head takes; then (that, which pictures, phrase ids) -> scores, boxes
Encode = Callable[[torch.Tensor], Any]
Head = Callable[[Any, list[int], np.ndarray], tuple[np.ndarray, np.ndarray]]
CHUNK = 8


def shipped_tool(folder: Path, threads: int) -> tuple[Encode, Head]:
    """pixel.onnx and ground.onnx of a model folder."""
    enc, ground = Session(folder / "pixel.onnx", threads), Session(folder / "ground.onnx", threads)

    def head(f: Any, which: list[int], phrase: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        o = ground.run({"features": f["features"][which], "features4": f["features4"][which], "phrase": phrase})
        return o["scores"], o["boxes"]

    return lambda x: enc.run({"image": x.contiguous().numpy()}), head


def trained_tool(model: Pixel) -> tuple[Encode, Head]:
    """A model in training's form; its boxes are voted as those of ground.onnx are."""
    model.eval()
    ground = Ground(model.head)

    def encode(x: torch.Tensor) -> Any:
        with mixed():
            return model.encoder(x)

    def head(f: Any, which: list[int], phrase: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        score, box = ground(f[0][which].float(), f[1][which].float(), torch.from_numpy(phrase))
        return score.numpy(), box.numpy()

    return encode, head


@torch.no_grad()
def find(tool: tuple[Encode, Head], album: D.Album, pairs: list[Pair], size: int) -> list[Found]:
    """Kept boxes and scores of each (row, phrase), as the app keeps them."""
    encode, head = tool
    by_row: dict[str, list[int]] = defaultdict(list)
    for i, (row, _) in enumerate(pairs):
        by_row[row["id"]].append(i)
    lists = list(by_row.values())
    result: list[Found] = [(np.zeros((0, 4)), np.zeros(0))] * len(pairs)
    for start in range(0, len(lists), CHUNK):
        chunk = lists[start : start + CHUNK]
        f = encode(plain(album, [pairs[v[0]][0] for v in chunk], size))
        which = [(k, i) for k, v in enumerate(chunk) for i in v]
        ids = np.array([C.PHRASES.index(pairs[i][1]) for _, i in which], np.int64)
        for (_, i), s, b in zip(which, *head(f, [k for k, _ in which], ids), strict=True):
            top = np.argsort(-s, kind="stable")[:600]
            top = top[(s[top] >= 0.05) | (np.arange(len(top)) == 0)]
            keep = B.nms(b[top], s[top])
            result[i] = (b[top][keep], s[top][keep])
    return result


def truths(pairs: list[Pair]) -> list[np.ndarray]:
    """True boxes [m,4] of the square."""
    return [np.array(square_boxes(r, p)) for r, p in pairs]


def halves(pairs: list[Pair], found: list[Found]) -> np.ndarray:
    """Thresholds [n] with the best F1 on the other half of the groups."""
    truth = truths(pairs)
    fold = np.array([hash_fold(r["group"]) for r, _ in pairs])
    cut = np.full(len(pairs), 0.3)
    for f in (0, 1):
        rest = [(*found[i], truth[i]) for i in np.flatnonzero(fold != f)]
        if rest:
            cut[fold == f] = best_threshold(rest)[0]
    return cut


def counts(found: list[Found], truth: list[np.ndarray], cut: np.ndarray) -> np.ndarray:
    """[3,n]: hits, false boxes and missed ones of each picture at its threshold."""
    out = np.zeros((3, len(found)))
    for i, ((b, s), t) in enumerate(zip(found, truth, strict=True)):
        hits = B.match(b[s >= cut[i]], t)
        out[:, i] = sum(hits), len(hits) - sum(hits), len(t) - sum(hits)
    return out


def f1(c: np.ndarray) -> float:
    """F1 of counts [3,k] taken together."""
    tp, fp, fn = c.sum(1)
    return float(2 * tp / max(1.0, 2 * tp + fp + fn))


def box_figures(pairs: list[Pair], sides: dict[str, tuple[list[Found], np.ndarray]]) -> dict[str, Any]:
    """Figures of one phrase in one modality for each side, and the first side minus the others.

    sides: name -> found boxes and thresholds [n]. mIoU and acc50 are of the best-scored box where
    a picture holds one instance, F1 at an overlap of 0.5 where it holds several.
    """
    truth, groups = truths(pairs), [r["group"] for r, _ in pairs]
    one = np.array([i for i, t in enumerate(truth) if len(t) == 1], int)
    many = np.array([i for i, t in enumerate(truth) if len(t) > 1], int)
    out: dict[str, Any] = {"n": len(pairs), "instances": sum(map(len, truth))}
    measured: dict[str, dict[str, tuple[list[str], Callable[[np.ndarray], float]]]] = {}
    for name, (found, cut) in sides.items():
        mine = measured.setdefault(name, {})
        if len(one):
            g = [groups[i] for i in one]
            top = np.array([B.iou_matrix(found[i][0][:1], truth[i]).max() if len(found[i][0]) else 0.0 for i in one])
            mine["mIoU"] = (g, lambda k, v=top: float(v[k].mean()))  # type: ignore[misc]
            mine["acc50"] = (g, lambda k, v=top: float((v[k] >= 0.5).mean()))  # type: ignore[misc]
        if len(many):
            c = counts([found[i] for i in many], [truth[i] for i in many], cut[many])
            mine["f1"] = ([groups[i] for i in many], lambda k, c=c: f1(c[:, k]))  # type: ignore[misc]
    first, *others = measured
    for name, per in measured.items():
        out[name] = {key: interval(g, f) for key, (g, f) in per.items()}
    for name in others:
        out[f"{first}Minus{name[0].upper()}{name[1:]}"] = {
            key: interval(g, lambda k, f=f, h=measured[name][key][1]: f(k) - h(k))  # type: ignore[misc]
            for key, (g, f) in measured[first].items()
        }
    return out


def by_phrase(pairs: list[Pair]) -> dict[str, list[int]]:
    """Indexes of pairs by "phrase|modality"."""
    out: dict[str, list[int]] = defaultdict(list)
    for i, (row, phrase) in enumerate(pairs):
        out[f"{phrase}|{row['modality']}"].append(i)
    return dict(sorted(out.items()))
