"""Phrases of encoders.json: thresholds, confidence maps and figures on val, for each modality."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from . import boxes as B
from . import config as C
from . import data as D
from .calibrate_shared import Session, interval
from .disease_data import plain
from .export_encoders import hash_fold
from .pixel_measure import best_threshold
from .pixel_pairs import absent, present, square_boxes, val_pairs

UNTESTED_UNDER = 20  # val pictures below which a confidence is not given
FALSE_ALARMS = 0.08
Item = tuple[D.Row, np.ndarray, np.ndarray, np.ndarray]  # row, boxes, scores, truth


def ground_outputs(
    cfg: C.Config, store: D.Store, pairs: list[tuple[D.Row, str]], size: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Kept boxes and scores of each (row, phrase) through pixel.onnx and ground.onnx."""
    enc = Session(cfg.out / "export" / "pixel.onnx", cfg.threads)
    head = Session(cfg.out / "export" / "ground.onnx", cfg.threads)
    by_row: dict[str, list[int]] = defaultdict(list)
    for i, (row, _) in enumerate(pairs):
        by_row[row["id"]].append(i)
    lists = list(by_row.values())
    result: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros((0, 4)), np.zeros(0))] * len(pairs)
    for start in range(0, len(lists), 16):
        chunk = lists[start : start + 16]
        x = plain(store, [pairs[v[0]][0] for v in chunk], size).contiguous().numpy()
        f = enc.run({"image": x})
        which = [(k, i) for k, v in enumerate(chunk) for i in v]
        for s in range(0, len(which), 16):
            part = which[s : s + 16]
            rows = [k for k, _ in part]
            o = head.run(
                {
                    "features": f["features"][rows],
                    "features4": f["features4"][rows],
                    "phrase": np.array([C.PHRASES.index(pairs[i][1]) for _, i in part], np.int64),
                }
            )
            for (_, i), sc, bx in zip(part, o["scores"], o["boxes"], strict=True):
                top = np.argsort(-sc, kind="stable")[:600]
                top = top[(sc[top] >= 0.05) | (np.arange(len(top)) == 0)]
                kept = B.nms(bx[top], sc[top])
                result[i] = (bx[top][kept], sc[top][kept])
    return result


def negatives(rows: list[D.Row], phrase: str, modality: str) -> list[D.Row]:
    """Pictures of the modality whose labels prove the phrase absent."""
    return [r for r in rows if r["modality"] == modality and absent(r, phrase)]


def pick_threshold(single: bool, items: list[Item], empty: list[np.ndarray]) -> float:
    """Several: best F1@0.5. One: most right top boxes. False alarms are held under the limit.

    `empty`: scores in pictures of the modality that prove the phrase absent. In other modalities
    the tool does not look at all, so their scores decide nothing.
    """
    tops = np.array([s[0] if len(s) else 0.0 for s in empty])

    def alarms(t: float) -> float:
        return float((tops >= t).mean()) if len(tops) else 0.0

    if not single:
        t = best_threshold([(b, s, truth) for _, b, s, truth in items])[0]
        while alarms(t) > FALSE_ALARMS * 0.8:
            t += 0.01
        return t
    first = np.array([s[0] if len(s) else 0.0 for _, _, s, _ in items])
    good = np.array([len(b) > 0 and B.iou_matrix(b[:1], t).max() >= 0.5 for _, b, _, t in items])
    best, value = 0.3, -9.0
    for t in np.linspace(0.05, 0.8, 76):
        rate = alarms(float(t))
        score = float((good & (first >= t)).mean() - 0.2 * (~good & (first >= t)).mean()) - 0.5 * rate
        score -= 10.0 * max(0.0, rate - FALSE_ALARMS * 0.8) + 0.005 * float(t)
        if score > value:
            best, value = float(t), score
    return best


def at_threshold(single: bool, threshold: float, b: np.ndarray, s: np.ndarray) -> np.ndarray:
    keep = b[s >= threshold]
    return keep[:1] if single else keep


def confidence(items: list[Item], empty: list[np.ndarray], single: bool) -> Any:
    """[[score, share of boxes with IoU >= 0.5 at about that score], ...], rising; or "untested"."""
    if len(items) < UNTESTED_UNDER:
        return "untested"
    from sklearn.isotonic import IsotonicRegression

    scores: list[float] = []
    hits: list[float] = []
    for _, b, s, t in items:
        b, s = (b[:1], s[:1]) if single else (b, s)
        scores += [float(v) for v in s]
        hits += [float(h) for h in B.match(b, t)]
    for s in empty:
        take = s[:1] if single else s
        scores += [float(v) for v in take]
        hits += [0.0] * len(take)
    x, y = np.array(scores), np.array(hits)
    # two pseudo boxes at each end keep 0 and 1 out of the map
    fit = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(
        np.concatenate([x, [0.0, 1.0]]), np.concatenate([y, [0.0, 1.0]])
    )
    knots = np.quantile(x, np.linspace(0, 1, 11))
    knots = np.unique(np.round(np.concatenate([[0.05], knots]), 3))
    return [[float(k), round(float(v), 3)] for k, v in zip(knots, fit.predict(knots), strict=True)]


def phrase_entry(phrase: str, modality: str, items: list[Item], empty: list[np.ndarray],
                 empty_rows: list[D.Row], train: int) -> dict[str, Any]:  # fmt: skip
    """Threshold, confidence map and val figures of one phrase in one modality."""
    single = phrase in C.SINGLE
    threshold = pick_threshold(single, items, empty)
    fold = np.array([hash_fold(r["group"]) for r, _, _, _ in items])
    e_fold = np.array([hash_fold(r["group"]) for r in empty_rows])
    cut = np.full(len(items), threshold)
    e_cut = np.full(len(empty), threshold)
    for f in (0, 1):
        rest = [items[i] for i in np.flatnonzero(fold != f)]
        if len(rest) >= 5 and (fold == f).any():
            t = pick_threshold(single, rest, [empty[i] for i in np.flatnonzero(e_fold != f)])
            cut[fold == f] = t
            if len(empty):
                e_cut[e_fold == f] = t
    groups = [r["group"] for r, _, _, _ in items]
    alone = [i for i, it in enumerate(items) if len(it[3]) == 1]
    several = [i for i, it in enumerate(items) if len(it[3]) > 1]
    top = np.array([float(B.iou_matrix(it[1][:1], it[3]).max()) if len(it[1]) else 0.0 for it in items])
    tp, fp, fn = (np.zeros(len(items)) for _ in range(3))
    for i, (_, b, s, t) in enumerate(items):
        hits = B.match(at_threshold(single, cut[i], b, s), t)
        tp[i], fp[i] = sum(hits), len(hits) - sum(hits)
        fn[i] = len(t) - sum(hits)

    def f1(k: np.ndarray) -> float:
        return float(2 * tp[k].sum() / max(1.0, (2 * tp[k] + fp[k] + fn[k]).sum()))

    val: dict[str, Any] = {"n": len(items), "instances": int((tp + fn).sum())}
    if alone:
        g = [groups[i] for i in alone]
        v = top[alone]
        val["single"] = len(alone)
        val["iou"] = interval(g, lambda k: float(v[k].mean()))
        val["acc50"] = interval(g, lambda k: float((v[k] >= 0.5).mean()))
    if several:
        g = [groups[i] for i in several]
        where = np.array(several)
        val["several"] = int((tp + fn)[where].sum())
        val["f1"] = interval(g, lambda k: f1(where[k]))
    val["missed"] = interval(groups, lambda k: float(fn[k].sum() / max(1.0, (tp + fn)[k].sum())))
    alarm = np.array([len(s) > 0 and s[0] >= c for s, c in zip(empty, e_cut, strict=True)])
    val["false_alarm"] = (
        interval([r["group"] for r in empty_rows], lambda k: float(alarm[k].mean()))
        if len(alarm)
        else "untested"
    )
    return {
        "modality": modality,
        "threshold": round(threshold, 4),
        "single": single,
        "train": train,
        "val": val,
        "confidence": confidence(items, empty, single),
    }


def phrases(cfg: C.Config, store: D.Store, size: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Entries of encoders.json for the phrases, and the means."""
    rows = store.rows["val"]
    pairs = val_pairs(rows)
    groups = sorted({(p, r["modality"]) for r, p in pairs})
    away: list[tuple[D.Row, str]] = [
        (r, p) for p, m in groups for r in negatives(rows, p, m)[:160]
    ]
    # other modalities: what the tool answers with "not supported", measured all the same
    rng = np.random.default_rng(3)
    foreign = []
    for p, m in groups:
        pool = [r for r in rows if r["modality"] != m and absent(r, p)]
        foreign += [(pool[i], p) for i in rng.choice(len(pool), min(24, len(pool)), replace=False)]
    found = ground_outputs(cfg, store, [*pairs, *away, *foreign], size)
    entries: dict[str, dict[str, Any]] = {
        p: {"phrase": p, "id": i, "sided": p in C.SIDED, "modalities": []}
        for i, p in enumerate(C.PHRASES)
    }
    n = len(pairs)
    for phrase, modality in groups:
        items: list[Item] = [
            (r, *found[i], np.array(square_boxes(r, p)))
            for i, (r, p) in enumerate(pairs)
            if p == phrase and r["modality"] == modality
        ]
        marks = [
            n + i for i, (r, p) in enumerate(away) if p == phrase and r["modality"] == modality
        ]
        empty = [found[i][1] for i in marks]
        empty_rows = [away[i - n][0] for i in marks]
        train = sum(
            phrase in present(r) for r in store.rows["train"] if r["modality"] == modality
        )
        others = [
            found[n + len(away) + i][1] for i, (_, p) in enumerate(foreign) if p == phrase
        ]
        entry = phrase_entry(phrase, modality, items, empty, empty_rows, train)
        entry["val"]["false_alarm_other_modality"] = {
            "value": float(np.mean([len(s) > 0 and s[0] >= entry["threshold"] for s in others])),
            "n": len(others),
        }
        entries[phrase]["modalities"].append(entry)
    flat = [m for e in entries.values() for m in e["modalities"]]
    one = [m["val"] for m in flat if m["val"].get("single", 0) >= 20]
    many = [m["val"] for m in flat if m["val"].get("several", 0) >= 50]
    alarms = [m["val"]["false_alarm"] for m in flat if isinstance(m["val"]["false_alarm"], dict)]
    means = {
        "mIoU": float(np.mean([v["iou"]["value"] for v in one])) if one else 0.0,
        "acc50": float(np.mean([v["acc50"]["value"] for v in one])) if one else 0.0,
        "groupsOne": len(one),
        "f1": float(np.mean([v["f1"]["value"] for v in many])) if many else 0.0,
        "groupsSeveral": len(many),
        "falseAlarm": float(np.mean([a["value"] for a in alarms])) if alarms else 0.0,
        "falseAlarmOtherModality": float(
            np.mean([m["val"]["false_alarm_other_modality"]["value"] for m in flat])
        ),
    }
    return list(entries.values()), means
