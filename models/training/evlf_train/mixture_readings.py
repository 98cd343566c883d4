"""Kinds of conversation in which the model itself reads the answer off the picture, with no tool."""

from __future__ import annotations

import re

from . import mixture_words as W
from .mixture_labels import label_first
from .mixture_source import Source
from .mixture_talk import Talk

SEARCHES = re.compile(r"(where|is there|are there|do you see|can you see|show|locate)\b", re.I)


def vqa(t: Talk, src: Source) -> None:
    """Questions with short answers read off the picture."""
    for _ in range(20):
        s = src.at(t.rng.choice(src.questions), t.rng)
        # a question after a place or a thing is for the search tool, not for a guess
        qa = [pair for pair in s.qa if not SEARCHES.match(pair["question"].strip())]
        if qa:
            break
    else:
        return label_first(t, src)
    pairs = t.rng.sample(qa, min(len(qa), t.rng.choice((2, 3, 4))))
    for n, pair in enumerate(pairs):
        t.user(pair["question"], s if n == 0 else None)
        answer = pair["answer"].strip().rstrip(".")
        answer = answer.lower() if pair["kind"] == "closed" else answer
        t.say(s, [(t.pick(W.VQA_STEP), "image")], W.VQA_FORM.format(a=answer))
    return None
