"""How people ask: which wording, how tidily, and under which name."""

from __future__ import annotations

import random
import re

from . import mixture_words as W
from .mixture_scene import Scene
from .mixture_talk import Talk


def question(t: Talk, s: Scene, pools: tuple[tuple[str, ...], ...] = (W.DIAGNOSE_TRAIN, W.DIAGNOSE_SHORT)) -> str:
    rng = t.rng
    if rng.random() < 0.3:
        return W.DIAGNOSE_TRAIN[0].format(modality=s.name)
    return t.pick(pools[0] if rng.random() < 0.7 else pools[1], modality=s.name)


def untidy(text: str, rng: random.Random) -> str:
    """Some people write without capitals or stops."""
    if rng.random() < 0.12:
        text = text[0].lower() + text[1:]
    if rng.random() < 0.1:
        text = text.rstrip(".?")
    return text


def quick(t: Talk, text: str) -> tuple[str, bool]:
    """(text, whether a student still gets the question back)."""
    if t.audience == "student" and t.rng.random() < 0.15:
        return f"{text} {t.pick(W.JUST)}", False
    return text, True


def show_and_where(t: Talk, s: Scene, thing: str) -> str:
    thing = re.sub("^an? ", "the ", thing)
    return t.pick(W.SHOW_AND_WHERE, modality=s.name, x=thing)


def asked_for(phrase: str, rng: random.Random) -> str:
    other = W.SYNONYMS.get(phrase, ())
    return rng.choice(other) if other and rng.random() < 0.3 else phrase
