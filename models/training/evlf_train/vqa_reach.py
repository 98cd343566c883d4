"""What is within reach for questions about pictures: priors from words alone, and linear probes.

Fitted on the train questions, told on val's; nothing is chosen on val. A language model that reads the
frozen encoders' outputs can hardly do better than the probes on the same outputs and as few questions.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from . import answers as A
from . import config as C
from . import data as D
from . import features as FT

AXES = 48  # of the picture's features, after standardising
STRENGTH = 1.0  # inverse of the penalty on a probe's weights
COARSE = 4  # the map is averaged to COARSE x COARSE places

Asked = dict[str, Any]


def asked(store: D.Store, split: str, kept: FT.Cached) -> list[Asked]:
    """Every question of a picture whose encoder outputs are at hand."""
    return [
        {"i": i, "q": pair["question"], "a": str(pair["answer"]).lower().strip().rstrip("."), "kind": pair["kind"],
         "topic": pair.get("topic") or ""}
        for i, row in enumerate(store.rows[split])
        if i in kept.place
        for pair in row["qa"]
    ]  # fmt: skip


def stem(question: str, count: int) -> str:
    return " ".join(A.words(question)[:count])


def most_frequent(train: list[Asked], question: Asked) -> str:
    """The commonest train answer of the same kind: of the longest beginning known, else of the topic."""
    for count in (4, 3, 2, 1):
        same = [t["a"] for t in train if t["kind"] == question["kind"] and stem(t["q"], count) == stem(question["q"], count)]
        if len(same) >= 5:
            return Counter(same).most_common(1)[0][0]
    same = [t["a"] for t in train if t["kind"] == question["kind"]]
    return Counter(same).most_common(1)[0][0]


def pictures(kept: FT.Cached, rows: list[Asked]) -> np.ndarray:
    """[n, embedding + modality + coarse map] of each question's picture."""
    at = [kept.place[r["i"]] for r in rows]
    parts = [kept.embedding[at], kept.modality[at]]
    if kept.features is not None:
        maps = kept.features[at].astype(np.float32)
        n, c, h, w = maps.shape
        parts.append(maps.reshape(n, c, COARSE, h // COARSE, COARSE, w // COARSE).mean((3, 5)).reshape(n, -1))
    return np.concatenate(parts, 1).astype(np.float32)


def show(cfg: C.Config) -> None:
    """Prints the figures. Needs the encoder outputs that `tune` collects in OUT."""
    from sklearn.decomposition import PCA
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    kept = {s: FT.Cached(cfg.out, s, lists, cfg.seed) for s in ("train", "val")}
    rows = {s: asked(store, s, kept[s]) for s in kept}
    print(f"questions: train {len(rows['train'])}, val {len(rows['val'])}", flush=True)
    closed = {s: [r for r in rows[s] if r["kind"] == "closed"] for s in rows}
    opened = {s: [r for r in rows[s] if r["kind"] != "closed"] for s in rows}
    prior = [A.closed_right(r["a"], most_frequent(rows["train"], r)) for r in closed["val"]]
    print(f"closed, commonest answer by the question's beginning: {np.mean(prior):.3f} (n {len(prior)})", flush=True)
    said = [(r["a"], most_frequent(rows["train"], r)) for r in opened["val"]]
    print(
        f"open, commonest answer by the question's beginning: recall {np.mean([A.recall(*p) for p in said]):.3f}"
        f" F1 {np.mean([A.token_f1(*p) for p in said]):.3f} (n {len(said)})",
        flush=True,
    )
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit([r["q"] for r in rows["train"]])
    scale = StandardScaler().fit(pictures(kept["train"], rows["train"]))
    axes = PCA(AXES, whiten=True, random_state=0).fit(scale.transform(pictures(kept["train"], rows["train"])))

    def inputs(split: str, some: list[Asked]) -> dict[str, np.ndarray]:
        text = words.transform([r["q"] for r in some]).toarray()
        seen = axes.transform(scale.transform(pictures(kept[split], some))) / AXES**0.5
        return {"text": text, "picture": seen}

    yes_no = {s: [r for r in closed[s] if r["a"] in ("yes", "no")] for s in closed}
    got = {s: inputs(s, yes_no[s]) for s in yes_no}
    top = np.argsort(-got["train"]["text"].mean(0))[:40]
    truth = {s: np.array([r["a"] == "yes" for r in yes_no[s]]) for s in yes_no}
    lost = len(closed["val"]) - len(yes_no["val"])
    for name in ("text", "picture", "text and picture", "text, picture and products"):
        x = {}
        for s, one in got.items():
            # which axis of the picture matters depends on what is asked
            product = (one["text"][:, top, None] * one["picture"][:, None]).reshape(len(one["text"]), -1)
            x[s] = {
                "text": one["text"], "picture": one["picture"],
                "text and picture": np.concatenate([one["text"], one["picture"]], 1),
                "text, picture and products": np.concatenate([one["text"], one["picture"], product], 1),
            }[name]  # fmt: skip
        probe = LogisticRegression(C=STRENGTH, max_iter=2000).fit(x["train"], truth["train"])
        right = (probe.predict(x["val"]) == truth["val"]).sum()
        print(f"closed, linear probe on {name}: {right / len(yes_no['val']):.3f} of yes or no, {right / len(closed['val']):.3f} with the other {lost} lost", flush=True)
    nearest(words, axes.transform(scale.transform(pictures(kept["train"], opened["train"]))), axes.transform(scale.transform(pictures(kept["val"], opened["val"]))), opened)


def nearest(words: Any, train: np.ndarray, val: np.ndarray, opened: dict[str, list[Asked]]) -> None:
    """Open questions: the answer of the train question most like it, by words and by picture."""
    text = {s: words.transform([r["q"] for r in opened[s]]).toarray() for s in opened}
    unit = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in (train, val)]
    for weight in (0.0, 0.3, 1.0):
        like = text["val"] @ text["train"].T + weight * unit[1] @ unit[0].T
        said = [(r["a"], opened["train"][j]["a"]) for r, j in zip(opened["val"], like.argmax(1), strict=True)]
        print(
            f"open, answer of the nearest question, picture weighted {weight}: recall {np.mean([A.recall(*p) for p in said]):.3f}"
            f" F1 {np.mean([A.token_f1(*p) for p in said]):.3f}",
            flush=True,
        )
