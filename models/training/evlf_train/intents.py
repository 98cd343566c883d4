"""What a person wants with a message: a linear classifier over its words, for the app's first step.

python -m evlf_train.intents --model models/evlf-mini

Trained on questions/train.jsonl, measured on questions/test.jsonl (another writer, never trained on);
the strength of the penalty is chosen on a fifth of the training questions. `things` says which words
name what is searched or looked up. Writes intents.json into the model folder and, where there is a
model.json, its sha256 into that. Features of a message, each once, its vector at length 1: words, pairs
and triples of neighbours (with the beginning and the end), and runs of 3 to 5 letters within a word,
hashed (FNV-1a, 32 bits) into BUCKETS. lib/vlm/intent computes the same.
"""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from . import things
from .calibrate_shared import interval
from .files import described
from .intent_text import BUCKETS, bucket, runs, sparse, tokens

FILE = "intents.json"
QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
WEIGHTS = {"words": 1.0, "pairs": 1.0, "triples": 0.7, "letters": 0.45}
STRENGTHS = (10.0, 20.0, 40.0, 80.0)
SURE = 0.5  # the app follows a wish from this probability on (of messages held out of training, 0.75 of those from here to 0.6 are right)


def features(text: str) -> dict[int, float]:
    """Bucket -> value of a message; the vector has length 1."""
    words = tokens(text)
    around = ["^", *words, "$"]
    out: dict[int, float] = {}

    def add(name: str, value: float) -> None:
        at = bucket(name)
        out[at] = max(out.get(at, 0.0), value)

    for w in words:
        add(f"w {w}", WEIGHTS["words"])
    for pair in zip(around, around[1:]):
        add(f"b {' '.join(pair)}", WEIGHTS["pairs"])
    for triple in zip(around, around[1:], around[2:]):
        add(f"t {' '.join(triple)}", WEIGHTS["triples"])
    for w in words:
        for run in runs(w):
            add(f"c {run}", WEIGHTS["letters"])
    length = sum(v * v for v in out.values()) ** 0.5
    return {k: v / length for k, v in out.items()}


def matrix(texts: list[str]) -> Any:
    """[texts, BUCKETS], sparse."""
    return sparse([features(t) for t in texts])


def read(split: str) -> list[dict[str, str]]:
    """The questions of a split: q, intent and, where one is named, thing."""
    lines = (QUESTIONS / f"{split}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def fit(rows: list[dict[str, str]], strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
    return model.fit(matrix([r["q"] for r in rows]), [r["intent"] for r in rows])


def chosen_strength(rows: list[dict[str, str]], seed: int = 0) -> float:
    """The penalty with the likeliest truth on a fifth of the rows, trained on the others."""
    order = np.random.default_rng(seed).permutation(len(rows))
    held, rest = order[: len(rows) // 5], order[len(rows) // 5 :]
    x = matrix([rows[i]["q"] for i in held])
    best: tuple[float, float] = (-np.inf, STRENGTHS[0])
    for strength in STRENGTHS:
        model = fit([rows[i] for i in rest], strength)
        place = {name: n for n, name in enumerate(model.classes_)}
        truth = [place[rows[i]["intent"]] for i in held]
        p = model.predict_proba(x)
        score = float(np.log(p[np.arange(len(held)), truth]).mean())
        right = float((p.argmax(1) == truth).mean())
        print(f"strength {strength:g}: mean log-likelihood {score:.3f}, right {right:.3f}, n {len(held)}", flush=True)
        best = max(best, (score, strength))
    return best[1]


class Table:
    """The classifier as the app has it: weights in 8 bits with a scale for each intent."""

    def __init__(self, model: Any) -> None:
        self.intents = [str(c) for c in model.classes_]
        self.bias = model.intercept_.astype(np.float64)
        self.scale = np.abs(model.coef_).max(1) / 127
        self.codes = np.round(model.coef_ / self.scale[:, None]).astype(np.int8)

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """[texts, intents]."""
        z = matrix(texts) @ (self.codes.T * self.scale) + self.bias
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)


def measured(table: Table, rows: list[dict[str, str]]) -> dict[str, Any]:
    """Share right of all, share that is sure, share right of those that are, with 95 % intervals."""
    p = table.probabilities([r["q"] for r in rows])
    right = np.array([table.intents[n] for n in p.argmax(1)]) == np.array([r["intent"] for r in rows])
    sure = p.max(1) >= SURE
    alone = [str(n) for n in range(len(rows))]
    picked = np.flatnonzero(sure)
    return {
        "right": interval(alone, lambda k: float(right[k].mean())),
        "sure": interval(alone, lambda k: float(sure[k].mean())),
        "rightOfSure": interval([alone[n] for n in picked], lambda k: float(right[picked][k].mean())),
    }


def write(folder: Path) -> dict[str, Any]:
    """Trains, measures, writes intents.json and its entry in model.json; gives the figures."""
    rows, test = read("train"), read("test")
    strength = chosen_strength(rows)
    table = Table(fit(rows, strength))
    tagger = things.Tagger(rows)
    figures = {**measured(table, test), **things.measured(tagger, test)}
    shown = test[:: len(test) // 24]
    p = table.probabilities([r["q"] for r in shown])
    data = {
        "buckets": BUCKETS, "weights": WEIGHTS, "sure": SURE, "intents": table.intents,
        "bias": [round(float(b), 6) for b in table.bias], "scale": [float(f"{s:.6g}") for s in table.scale],
        "table": base64.b64encode(table.codes.tobytes()).decode(),
        "thing": {"bias": round(tagger.bias, 6), "scale": float(f"{tagger.scale:.6g}"),
                  "table": base64.b64encode(tagger.codes.tobytes()).decode()},
        "trained": {"questions": len(rows), "strength": strength}, "test": figures,
        "examples": [
            {"q": r["q"], "intent": table.intents[int(row.argmax())], "probability": round(float(row.max()), 4),
             "thing": tagger.thing(r["q"], "place")}
            for r, row in zip(shown, p, strict=True)
        ],
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n")
    told = folder / "model.json"
    if told.exists():
        card = json.loads(told.read_text())
        card["files"]["intents"] = described(path)
        told.write_text(json.dumps(card, indent=1) + "\n")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="evlf_train.intents")
    parser.add_argument("--model", type=Path, required=True, help="the model folder")
    print(json.dumps(write(parser.parse_args().model)))


if __name__ == "__main__":
    main()
