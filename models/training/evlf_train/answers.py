"""Answers compared word by word, as scripts/eval/metrics.ts does it."""

from __future__ import annotations

import re
from collections import Counter

ARTICLES = frozenset({"a", "an", "the"})


def words(text: str) -> list[str]:
    """Lower case, no punctuation, no articles."""
    return [w for w in re.findall(r"[^\W_]+", text.lower()) if w not in ARTICLES]


def shared(truth: list[str], said: list[str]) -> int:
    return sum((Counter(truth) & Counter(said)).values())


def recall(truth: str, said: str) -> float:
    """Share of the true answer's words that stand in what was said."""
    wanted = words(truth)
    return shared(wanted, words(said)) / len(wanted) if wanted else 0.0


def token_f1(truth: str, said: str) -> float:
    """F1 of the words said against the true answer's (SQuAD)."""
    wanted, given = words(truth), words(said)
    both = shared(wanted, given)
    return 2 * both / (len(wanted) + len(given)) if both else 0.0


def closed_right(truth: str, said: str) -> bool:
    """For yes or no the first yes or no said; else the true words standing together in what was said."""
    wanted, given = words(truth), words(said)
    if wanted in (["yes"], ["no"]):
        return next((w for w in given if w in ("yes", "no")), None) == wanted[0]
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(given)} "
