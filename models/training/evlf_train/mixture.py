"""The stage 1 mixture: conversations of our own words over the training pictures, seeded.

`build(store, ...)` gives samples; every sample is a list of messages and a kind. External sets
never appear: the store does not hold them.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from . import template as T
from .mixture_kinds import KINDS, SHARES
from .mixture_source import Source
from .mixture_talk import Talk
from .template import Message


@dataclass
class Sample:
    kind: str
    messages: list[Message]


def build(src: Source, count: int, seed: int, shares: dict[str, float] | None = None) -> list[Sample]:
    """`count` samples; the same arguments give the same samples."""
    rng = random.Random(seed)
    shares = shares or SHARES
    kinds = rng.choices(list(shares), list(shares.values()), k=count)
    samples = []
    for kind in kinds:
        audience = "patient" if kind == "label-first" and rng.random() < 0.5 else rng.choice(T.AUDIENCES)
        talk = Talk(random.Random(rng.random()), audience)
        KINDS[kind].fill(talk, src)
        samples.append(Sample(kind, talk.messages))
    return samples


def tally(samples: list[Sample]) -> dict[str, int]:
    return dict(Counter(s.kind for s in samples))
