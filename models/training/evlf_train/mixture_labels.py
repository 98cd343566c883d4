"""Kinds of conversation about what a picture shows: a label, what follows it, or none."""

from __future__ import annotations

from . import mixture_search_turns as S
from . import mixture_turns as M
from . import mixture_words as W
from . import template as T
from .mixture_asking import question, quick, show_and_where, untidy
from .mixture_scene import Scene
from .mixture_source import Source
from .mixture_talk import Talk, article


def start_label(t: Talk, s: Scene, asked: str | None = None) -> bool:
    text, quiz = quick(t, asked or question(t, s))
    t.user(untidy(text, t.rng), s)
    M.call_diagnose(t, s)
    return quiz


def label_first(t: Talk, src: Source) -> None:
    """Only the first message of the model: the reading and the call."""
    s = src.labelled_scene(t.rng) if t.rng.random() < 0.85 else src.other_scene(t.rng)
    start_label(t, s)
    t.messages.pop()


def label(t: Talk, src: Source) -> None:
    s = src.labelled_scene(t.rng)
    M.explain(t, s, start_label(t, s))


def label_mark(t: Talk, src: Source, both: bool = False) -> None:
    """Diagnose, then search for what goes with the label, then answer. `both`: asked for as well."""
    rng = t.rng
    names = [n for n in M.RELATED if n in src.labelled]
    s = None
    for _ in range(30):
        i = rng.choice(rng.choice(list(src.labelled[rng.choice(names)].values())))
        s = src.at(i, rng)
        if s.label_set in M.RELATED:
            break
    if s is None or s.label_set not in M.RELATED:
        return label(t, src)
    phrase = M.RELATED[s.label_set]
    quiz = start_label(t, s, show_and_where(t, s, article(phrase)) if both else None)
    outcome, ids, places = S.ground(t, s, phrase, phrase, W.WHY_RELATED)
    step, sentences = S.outcome_sentences(t, s, phrase, outcome, ids, places)
    M.explain(t, s, quiz, step, sentences)
    return None


def both(t: Talk, src: Source) -> None:
    """What it shows and where something is, in one question."""
    if t.rng.random() < 0.4:
        return label_mark(t, src, True)
    pools = {
        "lungs": src.lungs,
        "cells": src.boxed.get("white blood cell", []),
        "hippocampus": src.boxed.get("anterior hippocampus", []),
    }
    names = [name for name, pool in pools.items() if pool]
    name = "lungs" if "lungs" in names and t.rng.random() < 0.6 else t.rng.choice(names)
    s = src.at(t.rng.choice(pools[name]), t.rng)
    t.user(untidy(show_and_where(t, s, f"the {name}").replace("where is the lungs", "where are the lungs").replace("where is the cells", "where are the cells"), t.rng), s)
    M.call_diagnose(t, s)
    M.no_set(t, s) if s.label_set is None else M.explain(t, s)
    return None


def follow(t: Talk, src: Source) -> None:
    """A label, then one to three questions about it; the label tool is asked again where needed."""
    rng = t.rng
    s = src.labelled_scene(rng)
    M.explain(t, s, start_label(t, s))
    for _ in range(rng.choice((1, 1, 1, 2))):
        one_follow_up(t, s, src)


def one_follow_up(t: Talk, s: Scene, src: Source) -> None:
    rng, l = t.rng, s.label or ""
    kind = rng.choice(("sure", "cancer", "doctor", "word", "where", "disagree", "just", "unsupported", "off"))
    if kind == "off":
        M.off_topic(t, None)
    elif kind == "word":
        t.user(t.pick(W.WORD, x=l))
        M.lookup(t, s, l[:60], s.card, ("what", "ask"))
    elif kind == "where":
        phrase = M.RELATED.get(s.label_set or "")
        if phrase is None:
            x = rng.choice(W.UNSUPPORTED[s.modality])
            t.user(t.pick(W.LOCATE, x=x))
            S.locate(t, s, x, x, False)
        else:
            named = rng.random() < 0.5
            t.user(t.pick(W.LEADING if rng.random() < 0.5 else W.LOCATE, x=phrase) if named else t.pick(W.WHERE_FOLLOW))
            S.locate(t, s, phrase, phrase, False)
    elif kind == "unsupported":
        x = rng.choice(W.UNSUPPORTED[s.modality])
        t.user(t.pick(W.LEADING, x=x))
        S.locate(t, s, x, x, False)
    else:
        other = rng.choice([x for x in src.lists[s.label_set or ""] if x != l])
        text = {"sure": W.SURE, "cancer": W.CANCER, "doctor": W.DOCTOR, "disagree": W.DISAGREE, "just": W.JUST}[kind]
        t.user(t.pick(text, x=other))
        M.call_diagnose(t, s, "I ask the label set again.")
        said = {
            "sure": [t.pick(W.ANSWER_SURE, l=l), t.pick(W.NOT_SURE), "[[probability.what]]"],
            "cancer": [t.pick(W.ANSWER_CANCER), t.pick(W.LABEL, l=l, s=T.SET_NAMES[s.label_set or ""]), f"[[{s.card}.what]]"],
            "doctor": [],
            "disagree": [t.pick(W.ANSWER_DISAGREE, x=other, l=l), t.pick(W.UNSETTLED)],
            "just": M.label_sentences(t, s),
        }[kind]
        if l.startswith(M.NEGATIVE) and kind in ("sure", "cancer", "disagree"):
            said.append("That label does not rule anything out.")
        if kind == "doctor":
            said = [t.pick(W.NEXT_STEP[:3]), f"[[{s.card}.ask]]"]
        elif t.audience == "patient":
            said.append(f"[[{s.card}.ask]]")
        t.say(s, [M.after_label(t, s)], *said)


def change(t: Talk, src: Source) -> None:
    """A second picture comes in the same conversation."""
    first = src.labelled_scene(t.rng)
    t.user(untidy(question(t, first), t.rng), first)
    M.call_diagnose(t, first)
    M.explain(t, first)
    if t.rng.random() < 0.75:
        second = src.labelled_scene(t.rng)
        t.user(t.pick(("And this one?", "What about this picture?", "Now this one.", "Here is another picture.")), second)
        M.call_diagnose(t, second)
        M.explain(t, second)
    else:
        phrase = t.rng.choice(list(src.boxed))
        second = src.at(t.rng.choice(src.boxed[phrase]), t.rng)
        t.user(t.pick(W.LOCATE, x=phrase), second)
        S.locate(t, second, phrase, phrase)


def no_set(t: Talk, src: Source) -> None:
    for _ in range(20):
        s = src.other_scene(t.rng)
        if s.label_set is None:
            break
    t.user(untidy(question(t, s), t.rng), s)
    M.call_diagnose(t, s)
    M.no_set(t, s) if s.label_set is None else M.explain(t, s)
