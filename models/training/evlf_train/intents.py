"""What a person wants with a message: a linear classifier, for the app's first step.

python -m evlf_train.intents --model models/evlf-mini --prepared runs/prepared

Trained on questions/train.jsonl, measured on questions/test.jsonl (another writer, never trained on)
and, writer by writer, on the conversations among the training questions by a classifier that was
trained without that writer; the latter also chooses the strength of the penalty. `things` says which
words name what is searched or looked up. Writes intents.json into the model folder and, where there is
a model.json, its sha256 into that.

Features of a message, each once, at length 1: words, pairs and triples of neighbours (with the
beginning and the end), and runs of 3 to 5 letters within a word, hashed (FNV-1a, 32 bits) into BUCKETS;
and what the shipped language model makes of it after the message before (`states`). lib/vlm/intent
computes the same.
"""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from . import danger, states, things
from .calibrate_shared import interval
from .files import described
from .intent_text import BUCKETS, bucket, runs, sparse, tokens

FILE = "intents.json"
QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
WEIGHTS = {"words": 1.0, "pairs": 1.0, "triples": 0.7, "letters": 0.45}
STRENGTHS = (10.0, 20.0, 40.0)
LENGTH = 0.8  # of the language model's states beside the words, on average
ROUNDS = 120
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


def mark_before(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose conversation goes on get the message before as `before`; others keep none."""
    last: dict[tuple[Any, Any], str] = {}
    out = []
    for r in rows:
        at = (r.get("writer"), r.get("talk"))
        before = r.get("before", last.get(at, "") if "talk" in r else "")
        out.append({**r, "before": before})
        last[at] = r["q"]
    return out


class Model:
    """Multinomial logistic regression over words and states: weights, bias and the states' scaling."""

    def __init__(self, rows: list[dict[str, Any]], heard: np.ndarray, strength: float) -> None:
        """`heard`: [rows, states]. The penalty is 1 / (2 * strength * rows) on each squared weight."""
        self.classes = sorted({r["intent"] for r in rows})
        self.middle = heard.mean(0)
        self.spread = LENGTH / heard.shape[1] ** 0.5 / (heard.std(0) + 1e-6)
        place = {name: n for n, name in enumerate(self.classes)}
        truth = [place[r["intent"]] for r in rows]
        words, self.used = narrowed(matrix([r["q"] for r in rows]))
        self.words, self.states, self.bias = descend(
            words, (heard - self.middle) * self.spread, truth, len(self.classes), strength
        )

    def word_weights(self) -> np.ndarray:
        """[BUCKETS, intents]."""
        out = np.zeros((BUCKETS, len(self.classes)), np.float32)
        out[self.used] = self.words
        return out


def narrowed(x: Any) -> tuple[Any, np.ndarray]:
    """The columns of a sparse matrix that hold anything, and which they are."""
    used = np.unique(x.indices)
    return x[:, used].tocsr(), used


def descend(words: Any, about: np.ndarray, truth: list[int], intents: int, strength: float) -> list[np.ndarray]:
    """Weights of words and states and the bias with the least penalised loss, by L-BFGS."""
    import torch

    def of(m: Any) -> Any:
        parts = (torch.from_numpy(v.copy()) for v in (m.indptr, m.indices, m.data.astype(np.float32)))
        return torch.sparse_csr_tensor(*parts, m.shape)

    x, turned = of(words), of(words.T.tocsr())

    class Product(torch.autograd.Function):
        @staticmethod
        def forward(_: Any, w: Any) -> Any:
            return x @ w

        @staticmethod
        def backward(_: Any, grad: Any) -> Any:
            return turned @ grad.contiguous()

    y, goal = torch.from_numpy(about.astype(np.float32)), torch.tensor(truth)
    sizes = ((words.shape[1], intents), (about.shape[1], intents), (intents,))
    w, u, bias = params = [torch.zeros(size, requires_grad=True) for size in sizes]
    search = torch.optim.LBFGS(
        params, max_iter=ROUNDS, history_size=12, line_search_fn="strong_wolfe", tolerance_grad=1e-4
    )

    def loss() -> Any:
        search.zero_grad()
        penalty = ((w**2).sum() + (u**2).sum()) / (2 * strength * len(truth))
        value = torch.nn.functional.cross_entropy(bias + Product.apply(w) + y @ u, goal) + penalty
        value.backward()
        return value

    search.step(loss)
    return [p.detach().numpy() for p in params]


def without_each_writer(rows: list[dict[str, Any]], heard: np.ndarray, strength: float) -> list[tuple[int, np.ndarray]]:
    """(row, probabilities) of every row of a writer, by a classifier trained without that writer."""
    out = []
    writers = [r.get("writer", 0) for r in rows]
    for writer in sorted(set(writers) - {0}):
        held = [n for n, name in enumerate(writers) if name == writer]
        rest = [n for n, name in enumerate(writers) if name != writer]
        table = Table(Model([rows[n] for n in rest], heard[rest], strength))
        p = table.probabilities([rows[n]["q"] for n in held], heard[held])
        out += list(zip(held, p, strict=True))
    return out


def chosen_strength(rows: list[dict[str, Any]], heard: np.ndarray) -> tuple[float, dict[str, Any]]:
    """The penalty with the likeliest truth on writers that were not trained on, and the figures there."""
    best: tuple[float, float, dict[str, Any]] = (-np.inf, STRENGTHS[0], {})
    intents = sorted({r["intent"] for r in rows})
    for strength in STRENGTHS:
        told = without_each_writer(rows, heard, strength)
        p = np.stack([q for _, q in told])
        of = [rows[n] for n, _ in told]
        likely = np.log(np.maximum(p[np.arange(len(of)), [intents.index(r["intent"]) for r in of]], 1e-9)).mean()
        figures = shares(p, intents, of, [f"{r['writer']} {r['talk']}" for r in of])
        print(f"strength {strength:g}: mean log-likelihood {likely:.3f}, {json.dumps(figures)}", flush=True)
        if likely > best[0]:
            best = (float(likely), strength, figures)
    return best[1], best[2]


class Table:
    """The classifier as the app has it: weights in 8 bits with a scale for each intent."""

    def __init__(self, model: Model) -> None:
        self.intents = model.classes
        self.bias = model.bias.astype(np.float64)
        self.middle, self.spread = model.middle.astype(np.float32), model.spread.astype(np.float32)
        self.codes, self.scale = eighths(model.word_weights())
        self.state_codes, self.state_scale = eighths(model.states)

    def probabilities(self, texts: list[str], heard: np.ndarray) -> np.ndarray:
        """[texts, intents]."""
        about = (heard - self.middle) * self.spread
        z = matrix(texts) @ (self.codes.T * self.scale) + about @ (self.state_codes.T * self.state_scale) + self.bias
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)


def eighths(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[features, intents] -> int8 [intents, features] and a scale for each intent."""
    scale = np.abs(weights).max(0) / 127 + 1e-12
    return np.round(weights / scale).astype(np.int8).T.copy(), scale


def shares(p: np.ndarray, intents: list[str], rows: list[dict[str, Any]], groups: list[str]) -> dict[str, Any]:
    """Share right of all, share that is sure, share right of those that are, with 95 % intervals by group."""
    right = np.array([intents[n] for n in p.argmax(1)]) == np.array([r["intent"] for r in rows])
    sure = p.max(1) >= SURE
    picked = np.flatnonzero(sure)
    return {
        "right": interval(groups, lambda k: float(right[k].mean())),
        "sure": interval(groups, lambda k: float(sure[k].mean())),
        "rightOfSure": interval([groups[n] for n in picked], lambda k: float(right[picked][k].mean())),
    }


def write(folder: Path, prepared: Path, threads: int = 1) -> dict[str, Any]:
    """Trains, measures, writes intents.json and its entry in model.json; gives the figures."""
    rows, test = mark_before(read("train")), mark_before(read("test"))
    heard = states.remembered([*rows, *test], folder, prepared, threads)
    heard, heard_test = heard[: len(rows)], heard[len(rows) :]
    strength, others = chosen_strength(rows, heard)
    table = Table(Model(rows, heard, strength))
    tagger = things.Tagger(rows)
    about = (heard - table.middle) * table.spread
    alarm, base = danger.fit(rows, about)
    emergency = danger.measured(rows, about)
    p = table.probabilities([r["q"] for r in test], heard_test)
    alone = [str(n) for n in range(len(test))]
    figures = {**shares(p, table.intents, test, alone), **things.measured(tagger, test)}
    step = len(test) // 24
    later = [n for n, r in enumerate(rows) if r["before"]][:: max(1, sum(bool(r["before"]) for r in rows) // 8)]
    shown = [*((r, q) for r, q in zip(test[::step], p[::step], strict=True)),
             *((rows[n], table.probabilities([rows[n]["q"]], heard[n : n + 1])[0]) for n in later)]  # fmt: skip
    data = {
        "buckets": BUCKETS, "weights": WEIGHTS, "sure": SURE, "intents": table.intents,
        "bias": [round(float(b), 6) for b in table.bias], "scale": rounded(table.scale), "table": packed(table.codes),
        "states": {
            "layers": list(states.LAYERS), "longest": states.LONGEST, "before": states.BEFORE,
            "middle": packed(table.middle), "spread": packed(table.spread),
            "table": packed(table.state_codes), "scale": rounded(table.state_scale),
        },
        "emergency": {"weights": packed(alarm), "bias": round(base, 6), "from": danger.FROM, "otherWriters": emergency},
        "thing": {"bias": round(tagger.bias, 6), "scale": float(f"{tagger.scale:.6g}"), "table": packed(tagger.codes)},
        "trained": {"questions": len(rows), "strength": strength}, "test": figures, "otherWriters": others,
        "examples": [
            {"q": r["q"], "before": r["before"], "intent": table.intents[int(q.argmax())],
             "probability": round(float(q.max()), 4), "thing": tagger.thing(r["q"], "place")}
            for r, q in shown
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
    return {"test": figures, "otherWriters": others, "emergency": emergency}


def packed(values: np.ndarray) -> str:
    """The bytes of an array, row by row, base64."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def rounded(values: np.ndarray) -> list[float]:
    return [float(f"{v:.6g}") for v in values]


def main() -> None:
    parser = argparse.ArgumentParser(prog="evlf_train.intents")
    parser.add_argument("--model", type=Path, required=True, help="the model folder")
    parser.add_argument("--prepared", type=Path, required=True, help="a folder for language.data")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    print(json.dumps(write(args.model, args.prepared, args.threads)))


if __name__ == "__main__":
    main()
