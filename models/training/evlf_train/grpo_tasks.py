"""What stage 2 asks, how an answer is rewarded, and out of which questions it learns.

A task is a conversation, the text that the model's message begins with, and the truth. Where the app
would call a tool the message begins with what such answers were trained with, so that nothing here
rewards the model for passing a tool by.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from . import answers as A
from . import box_text as B
from . import mixture_words as W
from . import template as T
from .mixture_source import Source
from .template import Message

KINDS = ("diagnosis", "box", "answer")
LEAST_OVERLAP = 0.1
VQA_OPENING = W.VQA_FORM.partition(" {a}")[0]
# tokens after the beginning
LONGEST = {"diagnosis": 40, "box": 14, "answer": 16}
BOX_END = 12  # four times a space and two digits


@dataclass
class Task:
    """`stratum`: label, phrase or topic, for the balance. `group`: whose picture. `square`: the true box in the letterbox."""

    kind: str
    messages: list[Message]
    begin: str
    truth: str
    stratum: str
    group: str
    square: B.Corners | None = None
    spread: float = field(default=0.0)


def opening(src: Source, i: int, text: str, rng: random.Random) -> tuple[list[Message], str]:
    """(the conversation up to a question about row i, the reading that the head stands for)."""
    s = src.at(i, rng)
    return [Message("system", rng.choice(T.AUDIENCES)), Message("user", text, [s.picture])], s.reading


def diagnosis(src: Source, i: int, rng: random.Random) -> Task:
    """The reading step after a question for a label; the truth is the set's, not the head's."""
    row = src.rows[i]
    text = rng.choice(W.DIAGNOSE_TRAIN).format(modality=T.MODALITY_NAMES[row["modality"]])
    messages, _ = opening(src, i, text, rng)
    label_set, label = row["use_label"], row["labels"][0]
    return Task("diagnosis", messages, "", T.reading(row["modality"], T.SET_REGION[label_set], label), f"{label_set}|{label}", row["group"])


def box(src: Source, i: int, phrase: str, rng: random.Random) -> Task:
    row = src.rows[i]
    messages, reading = opening(src, i, rng.choice(W.BOX_TRAIN).format(phrase=phrase), rng)
    corners = next(b["box"] for b in row["boxes"] if b["label"] == phrase)
    square = B.in_square(corners, row["width"], row["height"])
    return Task("box", messages, T.think([(reading, "image")]) + "box", B.write(square), phrase, row["group"], square)


def answer(src: Source, i: int, pair: dict[str, Any], rng: random.Random) -> Task:
    messages, reading = opening(src, i, pair["question"], rng)
    begin = T.think([(reading, "image"), (W.VQA_STEP[0], "image")]) + VQA_OPENING
    return Task("answer", messages, begin, str(pair["answer"]).strip().rstrip("."), pair.get("topic") or "", src.rows[i]["group"])


def reward(task: Task, said: str) -> float:
    """0 to 1 for what was written after the beginning.

    diagnosis: 1 if the reading step stands as it should with the right kind of picture and label.
    box: overlap with the true box, 0 below LEAST_OVERLAP. answer: token F1.
    """
    text = task.begin + said
    if task.kind == "diagnosis":
        return float(text.split("\n")[:2] == ["<think>", f"1. {task.truth} (image)"])
    if task.kind == "box":
        found = B.read(text)
        overlap = B.overlap(found, task.square) if found and task.square else 0.0
        return overlap if overlap >= LEAST_OVERLAP else 0.0
    return A.token_f1(task.truth, said.strip().split("\n")[0])


def finished(task: Task, said: str) -> bool:
    """Whether nothing that follows could change the reward."""
    if task.kind == "diagnosis":
        return said.count("\n") >= 2
    return task.kind == "box" and len(said) >= BOX_END


def candidates(src: Source, kind: str, rng: random.Random) -> list[Task]:
    """All questions of one kind that the source can ask, in an order that takes strata in turn."""
    if kind == "diagnosis":
        per = {f"{n}|{x}": [(i,) for i in rows] for n, labels in src.labelled.items() for x, rows in labels.items()}
    elif kind == "box":
        per = {phrase: [(i, phrase) for i in rows] for phrase, rows in src.single.items()}
    else:
        per = {}
        for i in src.questions:
            for pair in src.rows[i]["qa"]:
                if pair["kind"] != "closed":
                    per.setdefault(pair.get("topic") or "", []).append((i, pair))
    make = {"diagnosis": diagnosis, "box": box, "answer": answer}[kind]
    for rows in per.values():
        rng.shuffle(rows)
    turns = max(map(len, per.values()), default=0)
    return [make(src, *rows[n], rng) for n in range(turns) for rows in per.values() if n < len(rows)]
