"""Greedy figures of stage 1 from forward passes alone.

A line is what greedy decoding would write if and only if each of its tokens is the argmax given
the ones before, so teacher forcing measures it exactly.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F

from . import mixture as X
from . import mixture_source as MS
from . import mixture_turns as M
from . import mixture_words as W
from .batches import READING_WEIGHT, batches, collate, prepare
from .mixture_kinds import KINDS
from .mixture_scene import Picture, Scene
from .mixture_talk import Talk

if TYPE_CHECKING:
    from .features import Source
    from .reader import Reader


@torch.no_grad()
def exact(reader: Reader, source: Source, talks: list[Talk], pixels: bool) -> list[bool]:
    """Whether greedy decoding writes the reading line of each first message as it stands."""
    samples = [X.Sample("eval", t.messages[:3]) for t in talks]
    items = prepare(samples, reader.tok)
    out: list[bool] = []
    for i in range(0, len(items), 12):
        part = items[i : i + 12]
        batch = collate(part, pixels)
        h = reader.hidden(batch, source, pixels)
        rows, cols = batch["predict"]
        best = reader.logits(h[rows, cols]).argmax(1).cpu()
        right = (best == batch["target"]) | (batch["weight"] < READING_WEIGHT)
        out += [bool(right[rows == n].all()) for n in range(len(part))]
    return out


def first_turn(s: Scene, text: str, seed: int = 0) -> Talk:
    talk = Talk(random.Random(seed), "patient")
    talk.user(text, s)
    M.call_diagnose(talk, s)
    return talk


def figures(reader: Reader, source: Source, val: MS.Source, pixels: bool, per_set: int) -> dict[str, Any]:
    """Share of readings that name the head's label, that name the truth, and of whole forms."""
    reader.eval()
    rng = random.Random(5)
    scenes: list[Scene] = []
    truths: list[str] = []
    for per in val.labelled.values():
        pool = sorted(i for v in per.values() for i in v if val.may(i))
        for i in rng.sample(pool, min(per_set, len(pool))):
            s = val.at(i, rng)
            if s.label_set:
                scenes.append(s)
                truths.append(val.rows[i]["labels"][0])
    base = [first_turn(s, W.DIAGNOSE_TRAIN[0].format(modality=s.name)) for s in scenes]
    other = [
        first_turn(s, rng.choice(W.DIAGNOSE_HELD_OUT).format(modality=s.name)) for s in scenes
    ]
    follows = exact(reader, source, base, pixels)
    held = exact(reader, source, other, pixels)
    head = np.array([s.label == t for s, t in zip(scenes, truths, strict=True)])
    follow = np.array(follows)
    reader.train()
    return {
        "n": len(scenes),
        "followsHead": round(float(follow.mean()), 3),
        "followsHeadHeldOutPhrasing": round(float(np.mean(held)), 3),
        "head": round(float(head.mean()), 3),
        "llm (lower bound)": round(float((head & follow).mean()), 3),
    }


@torch.no_grad()
def losses(reader: Reader, source: Source, mixture: MS.Source, count: int, kinds: tuple[str, ...] = ()) -> dict[str, dict[str, float]]:
    """Mean negative log-likelihood in nats a token of each kind, over a fixed draw with pixel tokens.

    "all": of everything learned; "answer": of the answers that count more, where a kind has them.
    """
    reader.eval()
    shares = {k: 4.0 if KINDS[k].pixels else 1.0 for k in (kinds or KINDS)}
    total = round(count * sum(shares.values()))
    sums: dict[str, list[float]] = {}
    for batch in batches(prepare(X.build(mixture, total, 11, shares), reader.tok), random.Random(11)):
        b = collate(batch, True)
        h = reader.hidden(b, source, True)
        rows, cols = b["predict"]
        logits = reader.logits(h[rows, cols]).float().cpu()
        each = F.cross_entropy(logits, b["target"], reduction="none")
        for n, item in enumerate(batch):
            own = rows == n
            answer = own & b["answer"]
            row = sums.setdefault(item["kind"], [0.0, 0.0, 0.0, 0.0])
            for i, part in ((0, own), (2, answer)):
                row[i] += float(each[part].sum())
                row[i + 1] += int(part.sum())
    reader.train()
    return {
        kind: {"all": round(a / n, 3), **({"answer": round(b / m, 3)} if m else {})}
        for kind, (a, n, b, m) in sorted(sums.items())
        if n
    }


__all__ = ["Picture", "exact", "figures", "losses"]
