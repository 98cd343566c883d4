"""Label sets, gates and modality of encoders.json: temperatures, thresholds and figures on val."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from . import config as C
from . import data as D
from .calibrate_shared import Session, interval
from .disease_data import AMBIGUOUS, gate_targets, plain
from .disease_net import offsets
from .export_encoders import DISEASE_OUTPUTS, hash_fold


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
            (r["dataset"], name) in AMBIGUOUS
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
