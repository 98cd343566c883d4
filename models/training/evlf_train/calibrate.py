"""Thresholds, temperatures and figures on val, from the exported files; writes encoders.json.

Everything is measured through onnxruntime on OUT/export/*.onnx. Figures that depend on a fitted
number (ECE, false alarms, F1) are cross-fitted: fitted on one half of the groups, measured on the
other. Intervals are 95 % by bootstrap over groups.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import boxes as B
from . import config as C
from . import data as D
from . import disease, pixel
from .disease import gate_targets, offsets, plain
from .export_encoders import DISEASE_OUTPUTS, hash_fold

UNTESTED_UNDER = 20  # val pictures below which a confidence is not given
FALSE_ALARMS = 0.08


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def fit_temperature(z: np.ndarray, y: np.ndarray) -> float:
    """Temperature in 0.3..5 with the least negative log-likelihood of y under softmax(z/t)."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(5.0), 80))

    def nll(t: float) -> float:
        return float(-np.log(softmax(z / t)[np.arange(len(y)), y] + 1e-12).mean())

    return float(min(grid, key=nll))


def ece(p: np.ndarray, y: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error of the top label, equal-width bins."""
    top, hit = p.max(1), p.argmax(1) == y
    which = np.minimum((top * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        m = which == b
        if m.any():
            total += m.mean() * abs(top[m].mean() - hit[m].mean())
    return float(total)


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


def disease_outputs(
    cfg: C.Config, store: D.Store, rows: list[D.Row], size: int
) -> dict[str, np.ndarray]:
    """Outputs of disease.onnx for rows."""
    session = Session(cfg.out / "export" / "disease.onnx", cfg.threads)
    parts: dict[str, list[np.ndarray]] = {k: [] for k in DISEASE_OUTPUTS}
    for i in range(0, len(rows), 32):
        x = plain(store, rows[i : i + 32], size).contiguous().numpy()
        for k, v in session.run({"image": x}).items():
            parts[k].append(v)
    return {k: np.concatenate(v) for k, v in parts.items()}


def label_sets(
    rows: list[D.Row], out: dict[str, np.ndarray], lists: dict[str, list[str]], train: list[D.Row]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Entries of encoders.json for the label sets, and the means."""
    from sklearn.metrics import f1_score

    y_gate, w_gate = gate_targets(rows, lists)
    y_gate, w_gate = y_gate.numpy() > 0, w_gate.numpy()
    none = np.array([r["modality"] == "none" for r in rows])
    own = {s.dataset: s.id for s in C.LABEL_SETS}
    home_less = np.array([own.get(r["dataset"]) not in lists for r in rows])
    entries = []
    for j, (name, (a, b)) in enumerate(offsets(lists).items()):
        idx = np.array(
            [i for i, r in enumerate(rows) if (D.target(r, lists) or ("", 0))[0] == name]
        )
        y = np.array([(D.target(rows[i], lists) or ("", 0))[1] for i in idx])
        z = out["label_logits"][idx, a:b]
        groups = [rows[i]["group"] for i in idx]
        fold = np.array([hash_fold(g) for g in groups])
        p = np.zeros_like(z)
        for f in (0, 1):
            if (fold == f).any() and (fold != f).any():
                p[fold == f] = softmax(z[fold == f] / fit_temperature(z[fold != f], y[fold != f]))
            else:
                p[fold == f] = softmax(z[fold == f])
        guess = z.argmax(1)

        def macro(k: np.ndarray, y: np.ndarray = y, guess: np.ndarray = guess) -> float:
            return float(f1_score(y[k], guess[k], average="macro", labels=np.unique(y[k])))

        gate = 1 / (1 + np.exp(-out["gate_logits"][:, j]))
        inside = y_gate[:, j]
        doubt = ~inside & (w_gate[:, j] < 1.0) & home_less & ~none & ambiguous(rows, name)
        outside = ~inside & ~doubt
        entries.append(
            {
                "id": name,
                "labels": lists[name],
                "offset": a,
                "temperature": fit_temperature(z, y),
                "gate_threshold": gate_threshold(gate, inside, outside),
                "population": C.LABEL_SET_BY_ID[name].population,
                "view": C.LABEL_SET_BY_ID[name].view,
                "dataset": C.LABEL_SET_BY_ID[name].dataset,
                "train": count(train, name, lists),
                "val": len(idx),
                "figures": {
                    "accuracy": interval(
                        groups,
                        lambda k, y=y, g=guess: float((y[k] == g[k]).mean()),  # type: ignore[misc]
                    ),
                    "macroF1": interval(groups, macro),
                    "ece": {"value": ece(p, y), "n": len(y)},
                },
            }
        )
    figures = gate_figures(rows, out, entries, lists)
    big = [e for e in entries if e["val"] >= 100]
    figures["macroF1"] = float(np.mean([e["figures"]["macroF1"]["value"] for e in big]))
    figures["accuracy"] = float(np.mean([e["figures"]["accuracy"]["value"] for e in big]))
    figures["ece"] = float(np.mean([e["figures"]["ece"]["value"] for e in big]))
    figures["sets"] = [e["id"] for e in big]
    return entries, figures


def ambiguous(rows: list[D.Row], name: str) -> np.ndarray:
    """Pictures that may or may not be inside a set's population (left out of its figures)."""
    return np.array(
        [
            (r["dataset"], name) in disease.AMBIGUOUS
            and r["anatomy"] in ("brain", "head", "lung", "chest")
            for r in rows
        ]
    )


def count(rows: list[D.Row], name: str, lists: dict[str, list[str]]) -> int:
    return sum((D.target(r, lists) or ("", 0))[0] == name for r in rows)


def gate_threshold(gate: np.ndarray, inside: np.ndarray, outside: np.ndarray) -> float:
    """Threshold that loses few inside pictures and lets few outside ones in (these weigh more)."""
    best, value = 0.5, -1.0
    for t in np.linspace(0.05, 0.95, 91):
        score = float((gate[inside] >= t).mean() - 3 * (gate[outside] >= t).mean())
        score -= 0.01 * abs(t - 0.5)
        if score > value:
            best, value = float(t), score
    return round(best, 3)


def gate_figures(
    rows: list[D.Row], out: dict[str, np.ndarray], entries: list[dict[str, Any]],
    lists: dict[str, list[str]],
) -> dict[str, Any]:  # fmt: skip
    """How often a picture of no label set's collection gets a label, and the other way round."""
    t = np.array([e["gate_threshold"] for e in entries])
    gate = 1 / (1 + np.exp(-out["gate_logits"])) >= t
    own = {s.dataset: s.id for s in C.LABEL_SETS}
    names = list(lists)
    home = [own.get(r["dataset"]) for r in rows]
    unsure = np.array([h not in lists for h in home])
    doubt = np.any([ambiguous(rows, n) for n in names], 0) & unsure
    outside = unsure & ~doubt
    inside = ~unsure
    right = np.array([h in lists and gate[i, names.index(str(h))] for i, h in enumerate(home)])
    wrong = np.array(
        [gate[i].sum() - (h in lists and gate[i, names.index(str(h))]) > 0 for i, h in enumerate(home)]
    )
    per = defaultdict(list)
    for i, r in enumerate(rows):
        if unsure[i]:
            per[f"{r['dataset']}{' (in doubt)' if doubt[i] else ''}"].append(bool(gate[i].any()))
    return {
        "labelledOutside": {"value": float(gate.any(1)[outside].mean()), "n": int(outside.sum())},
        "wrongSet": {"value": float(wrong[inside].mean()), "n": int(inside.sum())},
        "insideRefused": {"value": float(1 - right[inside].mean()), "n": int(inside.sum())},
        "labelledByDataset": {
            k: {"value": float(np.mean(v)), "n": len(v)} for k, v in sorted(per.items())
        },
    }


def none_figures(rows: list[D.Row], out: dict[str, np.ndarray]) -> dict[str, Any]:
    """Modality temperature, the threshold of "not medical", and its error rates."""
    z = out["modality_logits"]
    y = np.array([C.MODALITIES.index(r["modality"]) for r in rows])
    t = fit_temperature(z, y)
    k = C.MODALITIES.index("none")
    p = softmax(z / t)[:, k]
    none = y == k
    best, value = 0.5, -9.0
    for c in np.linspace(0.05, 0.95, 91):
        if none.any():
            score = (p[none] >= c).mean() - 3 * (p[~none] >= c).mean() - 0.02 * abs(c - 0.5)
            if score > value:
                best, value = float(c), float(score)
    return {
        "temperature": t,
        "none_threshold": round(best, 3),
        "figures": {
            "modalityAccuracy": {"value": float((z.argmax(1) == y)[~none].mean()), "n": int((~none).sum())},
            "medicalRefused": {"value": float((p[~none] >= best).mean()), "n": int((~none).sum())},
            "nonMedicalRefused": {
                "value": float((p[none] >= best).mean()) if none.any() else 0.0,
                "n": int(none.sum()),
            },
        },
    }


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
    return [r for r in rows if r["modality"] == modality and pixel.absent(r, phrase)]


Item = tuple[D.Row, np.ndarray, np.ndarray, np.ndarray]  # row, boxes, scores, truth


def pick_threshold(
    single: bool, items: list[Item], empty: list[np.ndarray], foreign: list[np.ndarray]
) -> float:
    """Several: best F1@0.5. One: most right top boxes, with false alarms held under the limit.

    `empty`: scores in pictures of the modality that prove the phrase absent; `foreign`: in
    pictures of other modalities. The worse of the two rates counts.
    """
    if not single:
        return pixel.best_threshold([(b, s, t) for _, b, s, t in items])[0]
    tops = np.array([s[0] if len(s) else 0.0 for _, _, s, _ in items])
    good = np.array([len(b) > 0 and B.iou_matrix(b[:1], t).max() >= 0.5 for _, b, _, t in items])
    kinds = [np.array([s[0] if len(s) else 0.0 for s in part]) for part in (empty, foreign)]
    best, value = 0.3, -9.0
    for t in np.linspace(0.08, 0.8, 73):
        rate = max(float((a >= t).mean()) if len(a) else 0.0 for a in kinds)
        score = float((good & (tops >= t)).mean() - 0.3 * (~good & (tops >= t)).mean()) - 1.5 * rate
        score -= 10.0 * max(0.0, rate - FALSE_ALARMS * 0.8) + 0.02 * float(t)
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
                 empty_rows: list[D.Row], foreign: list[np.ndarray], train: int) -> dict[str, Any]:  # fmt: skip
    """Threshold, confidence map and val figures of one phrase in one modality."""
    single = phrase in C.SINGLE
    threshold = pick_threshold(single, items, empty, foreign)
    fold = np.array([hash_fold(r["group"]) for r, _, _, _ in items])
    e_fold = np.array([hash_fold(r["group"]) for r in empty_rows])
    cut = np.full(len(items), threshold)
    e_cut = np.full(len(empty), threshold)
    for f in (0, 1):
        rest = [items[i] for i in np.flatnonzero(fold != f)]
        if len(rest) >= 5 and (fold == f).any():
            t = pick_threshold(single, rest, [empty[i] for i in np.flatnonzero(e_fold != f)], foreign)
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
    pairs = pixel.val_pairs(rows)
    groups = sorted({(p, r["modality"]) for r, p in pairs})
    away: list[tuple[D.Row, str]] = [
        (r, p) for p, m in groups for r in negatives(rows, p, m)[:160]
    ]
    # other modalities: what the tool answers with "not supported", measured all the same
    rng = np.random.default_rng(3)
    foreign = []
    for p, m in groups:
        pool = [r for r in rows if r["modality"] != m and pixel.absent(r, p)]
        foreign += [(pool[i], p) for i in rng.choice(len(pool), min(24, len(pool)), replace=False)]
    found = ground_outputs(cfg, store, [*pairs, *away, *foreign], size)
    entries: dict[str, dict[str, Any]] = {
        p: {"phrase": p, "id": i, "sided": p in C.SIDED, "modalities": []}
        for i, p in enumerate(C.PHRASES)
    }
    n = len(pairs)
    for phrase, modality in groups:
        items: list[Item] = [
            (r, *found[i], np.array(pixel.square_boxes(r, p)))
            for i, (r, p) in enumerate(pairs)
            if p == phrase and r["modality"] == modality
        ]
        marks = [
            n + i for i, (r, p) in enumerate(away) if p == phrase and r["modality"] == modality
        ]
        empty = [found[i][1] for i in marks]
        empty_rows = [away[i - n][0] for i in marks]
        train = sum(
            phrase in pixel.present(r) for r in store.rows["train"] if r["modality"] == modality
        )
        others = [
            found[n + len(away) + i][1] for i, (_, p) in enumerate(foreign) if p == phrase
        ]
        entry = phrase_entry(phrase, modality, items, empty, empty_rows, others, train)
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


def run(cfg: C.Config) -> None:
    """Write OUT/export/encoders.json; skipped when it is newer than the files it describes."""
    folder = cfg.out / "export"
    target = folder / "encoders.json"
    files = [folder / f for f in ("disease.onnx", "pixel.onnx", "ground.onnx")]
    if target.exists() and all(f.stat().st_mtime <= target.stat().st_mtime for f in files):
        print("calibrate: encoders.json is newer than the files, skipped", flush=True)
        return
    store = D.Store(cfg)
    lists = disease.load(cfg.out)[1]["lists"]
    size = disease.load(cfg.out)[1]["image_size"]
    rows = store.rows["val"]
    out = disease_outputs(cfg, store, rows, size)
    entries, figures = label_sets(rows, out, lists, store.rows["train"])
    none = none_figures(rows, out)
    table: dict[str, Any] = {
        "disease": {"file": "disease.onnx", "image_size": size, "outputs": list(DISEASE_OUTPUTS)},
        "mean": C.MEAN,
        "scale": C.SCALE,
        "image": "RGB, letterboxed centred on black to a square, (x - mean) / scale, [b,3,S,S]",
        "label_sets": entries,
        "modalities": list(C.MODALITIES),
        "modality_temperature": none["temperature"],
        "none_threshold": none["none_threshold"],
        "regions": list(C.REGIONS),
        "planes": list(C.PLANES),
        "figures": {"diagnosis": figures, "modality": none["figures"]},
        "split": "val",
        "command": "python -m evlf_train " + " ".join(Path(a).name for a in sys.argv[1:]),
    }
    if files[2].exists():
        side = pixel.load(cfg.out)[1]["image_size"]
        table["pixel"] = {"file": "pixel.onnx", "image_size": side, "outputs": ["features", "features4"]}
        table["ground"] = {
            "file": "ground.onnx", "boxes": 1024, "nms_iou": 0.45, "most_boxes": 60,
            "inputs": ["features", "features4", "phrase"], "outputs": ["scores", "boxes"],
        }  # fmt: skip
        table["phrases"], table["figures"]["grounding"] = phrases(cfg, store, side)
    target.write_text(json.dumps(table, indent=1))
    print(json.dumps({k: v for k, v in table["figures"].items()}, indent=1), flush=True)
