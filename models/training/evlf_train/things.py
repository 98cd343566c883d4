"""Which words of a question name what is searched or looked up: a linear tagger for the app's first step.

Trained on the questions of questions/train.jsonl that have a `thing`. A word's features are its neighbours,
its letters and the question's intent, hashed as in `intents`; the thing is the run of words with the
largest sum of scores. lib/vlm/intent computes the same.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .calibrate_shared import interval
from .intent_text import bucket, runs, sparse, tokens

WITH_THING = ("place", "presence", "word")
STRENGTH = 0.3
LEAST = -0.3  # a run of words with a smaller sum names nothing
WORD = re.compile(r"(?:[^\W_]|['\u2019])+|\?")


def split(text: str) -> list[tuple[int, int, str]]:
    """(start, end, token) of each word and question mark; "_" for a word of other letters."""
    return [(m.start(), m.end(), (tokens(m.group()) or ["_"])[0]) for m in WORD.finditer(text)]


def features(words: list[str], at: int, intent: str) -> dict[int, float]:
    """Buckets of one word in its place, each with the value 1."""

    def near(k: int) -> str:
        return "^" if at + k < 0 else "$" if at + k >= len(words) else words[at + k]

    names = [
        f"k {intent}", *(f"w{k} {near(k)}" for k in (-3, -2, -1, 0, 1, 2)),
        f"p {near(-1)} {near(0)}", f"n {near(0)} {near(1)}", f"q {near(-2)} {near(-1)}",
        f"r {near(1)} {near(2)}", f"s {intent} {near(-1)}", *(f"c {run}" for run in runs(near(0))),
    ]  # fmt: skip
    return {bucket(name): 1.0 for name in names}


def target(text: str, words: list[tuple[int, int, str]], thing: str) -> list[int]:
    """1 for each word of the thing, of both where it is "a | b"."""
    out = [0] * len(words)
    for part in thing.split(" | "):
        whole = re.search(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", text, re.IGNORECASE)
        begin = whole.start() if whole else text.lower().find(part.lower())
        for n, (start, end, _) in enumerate(words):
            if begin >= 0 and start >= begin and end <= begin + len(part):
                out[n] = 1
    return out


def named(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [r for r in rows if r["intent"] in WITH_THING and r.get("thing")]


def best_run(scores: list[float]) -> tuple[int, int]:
    """[start, end) of the run of words with the largest sum; the first of equals."""
    best, found, total, start = -np.inf, (0, 0), 0.0, 0
    for n, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, n
        total += score
        if total > best:
            best, found = total, (start, n + 1)
    return found


class Tagger:
    """The tagger as the app has it: weights in 8 bits with one scale."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        from sklearn.linear_model import LogisticRegression

        texts = [(r, split(r["q"])) for r in named(rows)]
        given = [features([w for *_, w in s], n, r["intent"]) for r, s in texts for n in range(len(s))]
        truth = [t for r, s in texts for t in target(r["q"], s, r["thing"])]
        model = LogisticRegression(C=STRENGTH, max_iter=300).fit(sparse(given), truth)
        self.bias = float(model.intercept_[0])
        self.scale = float(np.abs(model.coef_).max() / 127)
        self.codes = np.round(model.coef_[0] / self.scale).astype(np.int8)

    def thing(self, text: str, intent: str) -> str:
        """The words of a question that name its thing, as they stand in it; "" where none is likely to."""
        words = split(text)
        if not words:
            return ""
        given = sparse([features([w for *_, w in words], n, intent) for n in range(len(words))])
        scores = list(given @ (self.codes * self.scale) + self.bias)
        if max(scores) <= LEAST:
            return ""
        start, end = best_run(scores)
        return text[words[start][0] : words[end - 1][1]]


def measured(tagger: Tagger, rows: list[dict[str, str]]) -> dict[str, Any]:
    """Share of questions whose thing is found word by word, and share where at least a word of it is."""
    same, touched = [], []
    for r in named(rows):
        words = split(r["q"])
        truth = target(r["q"], words, r["thing"].split(" | ")[0])
        said = target(r["q"], words, tagger.thing(r["q"], r["intent"]))
        same.append(truth == said)
        touched.append(any(a and b for a, b in zip(truth, said, strict=True)))
    alone = [str(n) for n in range(len(same))]
    return {
        "thing": interval(alone, lambda k: float(np.array(same)[k].mean())),
        "partOfThing": interval(alone, lambda k: float(np.array(touched)[k].mean())),
    }
