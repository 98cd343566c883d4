"""Conversations -> padded batches with loss weights."""

from __future__ import annotations

import random
import re
from typing import Any

import numpy as np
import torch

from . import mixture as X
from . import template as T
from .config import DISEASE_TOKENS, GRID, IMAGE_TOKENS, PIXEL_TOKENS
from .mixture_kinds import KINDS

TOKENS = 2000  # padded tokens a step
READING_WEIGHT = 3.0  # tokens of the reading line and of answers read off the picture count more


def line_weights(ids: list[int], mask: list[bool], tok: Any) -> list[float]:
    """READING_WEIGHT on the tokens of a "Reading:" line, 1 on the rest."""
    weights = [1.0] * len(ids)
    starts = [i for i in range(1, len(ids)) if mask[i] and not mask[i - 1]]
    for start in starts:
        text, i = "", start
        while i < len(ids) and mask[i] and i - start < 48:
            text += tok.decode([ids[i]], skip_special_tokens=False)
            if "Reading" in text:
                weights[i] = READING_WEIGHT
            if "Reading" in text and text.endswith("(image"):
                break
            i += 1
    return weights


def edge_cells(numbers: list[int]) -> list[list[bool]]:
    """x1 y1 x2 y2 of 0 to 99 -> of each number, the cells of the grid that its edge of the box runs through."""
    x1, y1, x2, y2 = (n * GRID // 100 for n in numbers)
    edges = ((x1, y1, x1, y2), (x1, y1, x2, y1), (x2, y1, x2, y2), (x1, y2, x2, y2))
    return [[a <= n % GRID <= c and b <= n // GRID <= d for n in range(PIXEL_TOKENS)] for a, b, c, d in edges]


def looks(ids: list[int], answers: list[bool], tok: Any) -> list[tuple[int, list[bool]]]:
    """(place of a digit of a box as text, the pixel tokens that it is read from), for each of its digits."""
    places = [i for i, answer in enumerate(answers) if answer]
    said = tok.decode([ids[i] for i in places], skip_special_tokens=False)
    numbers = re.match(r"box (\d\d) (\d\d) (\d\d) (\d\d)", said)
    if numbers is None or tok.decode([ids[i] for i in places[:13]], skip_special_tokens=False) != numbers[0]:
        raise ValueError(f"no box of 13 tokens: {said!r}")
    cells = edge_cells([int(n) for n in numbers.groups()])
    return [(places[2 + 3 * n + digit], own) for n, own in enumerate(cells) for digit in (0, 1)]


@torch.no_grad()
def prepare(samples: list[X.Sample], tok: Any) -> list[dict[str, Any]]:
    """Tokenised samples with loss weights, and what their kind asks of the pixel tokens."""
    out = []
    for s in samples:
        e = T.encode(s.messages, tok)
        weight = line_weights(e.ids, e.mask, tok)
        weight = [READING_WEIGHT if answer else w for w, answer in zip(weight, e.answers, strict=True)]
        kind = KINDS.get(s.kind)
        out.append(
            {"ids": e.ids, "mask": e.mask, "blocks": e.blocks, "kind": s.kind, "weight": weight, "answers": e.answers,
             "pixels": kind is not None and kind.pixels, "drop": kind.drop if kind else 0.0,
             "looks": looks(e.ids, e.answers, tok) if s.kind == "box-text" and any(e.answers) else []}
        )  # fmt: skip
    return out


def collate(items: list[dict[str, Any]], pixels: bool) -> dict[str, Any]:
    """Padded batch. Without pixels the 64 tokens are left out and their positions skipped."""
    seqs, pictures, drops, rows, cols = [], [], [], [], []
    per = IMAGE_TOKENS if pixels else DISEASE_TOKENS
    for n, item in enumerate(items):
        keep = np.ones(len(item["ids"]), bool)
        for start, picture in item["blocks"]:
            pictures.append(picture)
            drops.append(item.get("drop", 0.0))
            if not pixels:
                keep[start + DISEASE_TOKENS : start + DISEASE_TOKENS + PIXEL_TOKENS] = False
        where = np.flatnonzero(keep)
        for start, _ in item["blocks"]:
            first = int(np.searchsorted(where, start))
            rows += [n] * per
            cols += range(first, first + per)
        seqs.append(where)
    width = max(map(len, seqs))
    ids = torch.full((len(items), width), 2)
    mask = torch.zeros(len(items), width, dtype=torch.long)
    positions = torch.zeros(len(items), width, dtype=torch.long)
    predict_rows, predict_cols, target, weight, answer = [], [], [], [], []
    looks: list[tuple[int, int, int]] = []  # row, column that writes the digit, column of the first pixel token
    cells: list[list[bool]] = []
    for n, (item, where) in enumerate(zip(items, seqs, strict=True)):
        ids[n, : len(where)] = torch.tensor(item["ids"])[where]
        mask[n, : len(where)] = 1
        positions[n, : len(where)] = torch.from_numpy(where)
        learned = np.flatnonzero(np.array(item["mask"])[where])
        predict_rows += [n] * len(learned)
        predict_cols += (learned - 1).tolist()
        target += ids[n, learned].tolist()
        weight += [item["weight"][where[j]] for j in learned]
        if pixels and item.get("looks"):
            first = item["blocks"][0][0] + DISEASE_TOKENS
            looks += [(n, at - 1, first) for at, _ in item["looks"]]
            cells += [own for _, own in item["looks"]]
        answers = item.get("answers")
        answer += [bool(answers and answers[where[j]]) for j in learned]
    return {
        "ids": ids, "mask": mask, "positions": positions, "pictures": pictures,
        "drop": torch.tensor(drops), "kinds": [item["kind"] for item in items],
        "at": (torch.tensor(rows, dtype=torch.long), torch.tensor(cols, dtype=torch.long)),
        "predict": (torch.tensor(predict_rows), torch.tensor(predict_cols)),
        "target": torch.tensor(target), "weight": torch.tensor(weight),
        "answer": torch.tensor(answer, dtype=torch.bool),
        "looks": torch.tensor(looks), "cells": torch.tensor(cells),
    }  # fmt: skip


def batches(items: list[dict[str, Any]], rng: random.Random) -> list[list[dict[str, Any]]]:
    """Batches of about TOKENS tokens, of like length, in random order.

    Items that need the pixel tokens share no batch with the others.
    """
    order = list(range(len(items)))
    rng.shuffle(order)
    out = []
    parts = [[i for i in order if bool(items[i].get("pixels")) == need] for need in (False, True)]
    pieces = [part[start : start + 256] for part in parts for start in range(0, len(part), 256)]
    for piece in pieces:
        part = sorted(piece, key=lambda i: len(items[i]["ids"]))
        batch: list[dict[str, Any]] = []
        for i in part:
            if batch and (len(batch) + 1) * len(items[i]["ids"]) > TOKENS:
                out.append(batch)
                batch = []
            batch.append(items[i])
        out.append(batch)
    rng.shuffle(out)
    return out
