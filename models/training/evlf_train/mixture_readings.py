"""Kinds of conversation in which the model itself reads the answer off the picture, with no tool."""

from __future__ import annotations

import re

from . import box_text as B
from . import mixture_words as W
from .mixture_asking import asked_for, untidy
from .mixture_labels import label_first
from .mixture_source import Source
from .mixture_talk import Talk

# a question after a place or a thing is for the search tool where there is one
SEARCHES = re.compile(r"(where|is there|are there|do you see|can you see|show|locate)\b", re.I)


def vqa(t: Talk, src: Source) -> None:
    """Questions with short answers read off the picture, no two of one topic.

    Questions of one topic are often the same in other words, and an earlier answer would give
    the later one away. Where a question is after a place or a thing, only the answer is learned: in
    the app the search tool comes first, and nothing here may teach the model to pass it by.
    """
    if not src.questions:
        return label_first(t, src)
    s = src.at(t.rng.choice(src.questions), t.rng)
    topics: dict[str, list[dict[str, str]]] = {}
    for pair in s.qa:
        topics.setdefault(pair.get("topic") or "", []).append(pair)
    asked = t.rng.sample(sorted(topics), min(len(topics), t.rng.choice((1, 2, 3))))
    for n, topic in enumerate(asked):
        pair = t.rng.choice(topics[topic])
        t.user(pair["question"], s if n == 0 else None)
        answer = str(pair["answer"]).strip().rstrip(".")
        answer = answer.lower() if pair["kind"] == "closed" else answer
        t.say(s, [(t.pick(W.VQA_STEP), "image")], W.VQA_FORM.format(a=answer))
        t.messages[-1].answer = f"{answer}."
        t.messages[-1].only_answer = SEARCHES.match(pair["question"].strip()) is not None
    return None


def box_text(t: Talk, src: Source) -> None:
    """The box of the only instance of a phrase, as four numbers; the reading, then the box.

    Boxes as the set has them: nothing moved, nothing mirrored.
    """
    names = list(src.single)
    if not names:
        return label_first(t, src)
    phrase = t.rng.choices(names, [len(src.single[x]) ** 0.5 for x in names])[0]
    i = t.rng.choice(src.single[phrase])
    row, s = src.rows[i], src.at(i, t.rng)
    box = next(b["box"] for b in row["boxes"] if b["label"] == phrase)
    asked = asked_for(phrase, t.rng) if t.rng.random() < 0.5 else phrase
    t.user(untidy(t.pick(W.BOX_TRAIN, phrase=asked), t.rng), s)
    said = B.write(B.in_square(box, row["width"], row["height"]))
    t.say(s, [], said)
    t.messages[-1].answer = said
    return None
