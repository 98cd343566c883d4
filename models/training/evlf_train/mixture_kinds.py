"""One function for each kind of conversation of the mixture; each fills a Talk."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from . import mixture_turns as M
from . import mixture_words as W
from . import template as T
from .mixture_scene import Scene
from .mixture_source import Source
from .mixture_turns import Talk


SEARCHES = re.compile(r"(where|is there|are there|do you see|can you see|show|locate)\b", re.I)


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
    quiz = start_label(t, s, show_and_where(t, s, M.article(phrase)) if both else None)
    outcome, ids, places = M.ground(t, s, phrase, phrase, W.WHY_RELATED)
    step, sentences = M.outcome_sentences(t, s, phrase, outcome, ids, places)
    M.explain(t, s, quiz, step, sentences)
    return None


def show_and_where(t: Talk, s: Scene, thing: str) -> str:
    thing = re.sub("^an? ", "the ", thing)
    return t.pick(W.SHOW_AND_WHERE, modality=s.name, x=thing)


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


def next_visit(t: Talk, src: Source) -> None:
    """Any turn without a label, then what to ask the doctor."""
    t.rng.choice((locate, unsupported, lungs, no_set))(t, src)
    M.next_visit(t)


def asked_for(phrase: str, rng: random.Random) -> str:
    other = W.SYNONYMS.get(phrase, ())
    return rng.choice(other) if other and rng.random() < 0.3 else phrase


def locate(t: Talk, src: Source) -> None:
    rng = t.rng
    phrase = rng.choice(list(src.boxed))
    if rng.random() < 0.15:
        phrase = rng.choice(("bleeding", "brain tumour", "breast tumour"))
        pool = [i for n, per in src.labelled.items() if M.RELATED.get(n) == phrase for x, v in per.items() if x.startswith(M.NEGATIVE) for i in v]
        s = src.at(rng.choice(pool or src.boxed[phrase]), rng)
    else:
        s = src.at(rng.choice(src.boxed[phrase]), rng)
    asked = asked_for(phrase, rng)
    several = len(s.boxes.get(phrase, ())) > 1 and phrase not in ("bleeding",)
    text, quiz = quick(t, t.pick(W.COUNT if several and rng.random() < 0.7 else W.LOCATE, x=asked))
    t.user(untidy(text, rng), s)
    M.locate(t, s, phrase, asked, quiz)
    if rng.random() < 0.2:
        more = rng.choice([x for x in T.supported(s.modality, s.region) if x != phrase] or [phrase])
        t.user(t.pick(W.OTHER_SIDE[1:], x=more))
        M.locate(t, s, more, more, False)


def unsupported(t: Talk, src: Source) -> None:
    """A phrase that no search covers, or one of another kind of picture; often leading."""
    rng = t.rng
    kind = rng.choice(list(W.UNSUPPORTED))
    s = src.at(rng.choice(src.kinds.get(kind) or src.other), rng)
    draw = rng.random()
    if draw < 0.25:
        can = T.supported(s.modality, s.region)
        pool = [p for ps in T.SUPPORTED.values() for p in ps if p not in can]
    elif draw < 0.6:
        pool = list(W.FINDINGS)
    else:
        pool = [*W.UNSUPPORTED.get(s.modality, ("fracture",))]
    x = rng.choice(pool)
    t.user(untidy(t.pick(W.LEADING if rng.random() < 0.5 else W.LOCATE, x=x), rng), s)
    M.locate(t, s, x, x)


def lungs(t: Talk, src: Source) -> None:
    """Adult chest films: one lung, the other, or both by two searches."""
    rng = t.rng
    s = src.at(rng.choice(src.lungs), rng)
    first, second = rng.sample(["left lung", "right lung"], 2)
    if rng.random() < 0.5:
        t.user(untidy(t.pick(W.LOCATE, x=first), rng), s)
        M.locate(t, s, first, first)
        if rng.random() < 0.7:
            t.user(t.pick((f"and the {second.split()[0]} one?", *W.OTHER_SIDE[1:]), x=second))
            M.locate(t, s, second, second, False)
        return
    t.user(untidy(t.pick(W.BOTH_LUNGS), rng), s)
    sentences, step = M.search_each(t, s, ("left lung", "right lung"), W.WHY_LOOK)
    t.say(s, [step], *t.lead(W.STUDENT_LOOK, True), *sentences, "[[left-and-right.what]]", *t.ask("lungs"))


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
        off_topic(t, None)
    elif kind == "word":
        t.user(t.pick(W.WORD, x=l))
        M.lookup(t, s, l[:60], s.card, ("what", "ask"))
    elif kind == "where":
        phrase = M.RELATED.get(s.label_set or "")
        if phrase is None:
            x = rng.choice(W.UNSUPPORTED[s.modality])
            t.user(t.pick(W.LOCATE, x=x))
            M.locate(t, s, x, x, False)
        else:
            named = rng.random() < 0.5
            t.user(t.pick(W.LEADING if rng.random() < 0.5 else W.LOCATE, x=phrase) if named else t.pick(W.WHERE_FOLLOW))
            M.locate(t, s, phrase, phrase, False)
    elif kind == "unsupported":
        x = rng.choice(W.UNSUPPORTED[s.modality])
        t.user(t.pick(W.LEADING, x=x))
        M.locate(t, s, x, x, False)
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
        M.locate(t, second, phrase, phrase)


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


def lookup(t: Talk, src: Source) -> None:
    s = None
    if t.rng.random() < 0.35:
        s = src.at(t.rng.choice(src.all), t.rng)
    if t.rng.random() < 0.75:
        term, card, sections = t.rng.choice(W.TERMS)
    else:
        term, card, sections = t.rng.choice(W.UNKNOWN_TERMS), None, ()
    t.user(untidy(t.pick(W.ASK_TERM, x=term), t.rng), s)
    M.lookup(t, s, term, card, sections)


def no_set(t: Talk, src: Source) -> None:
    for _ in range(20):
        s = src.other_scene(t.rng)
        if s.label_set is None:
            break
    t.user(untidy(question(t, s), t.rng), s)
    M.call_diagnose(t, s)
    M.no_set(t, s) if s.label_set is None else M.explain(t, s)


def not_medical(t: Talk, src: Source) -> None:
    if not src.none:
        return label_first(t, src)
    s = src.at(t.rng.choice(src.none), t.rng)
    text = t.pick(W.LOCATE, x=t.rng.choice(("tumour", "left lung", "cell", "lesion"))) if t.rng.random() < 0.3 else question(t, s)
    t.user(text.replace("not a medical image", t.rng.choice(("MRI", "X-ray", "skin", "medical"))), s)
    t.say(s, [(t.pick(W.NOT_MEDICAL_STEP), "image")], t.pick(W.NOT_MEDICAL), t.pick(W.SEND_MEDICAL))
    return None


def off_topic(t: Talk, s: Scene | None) -> None:
    t.user(untidy(t.pick(W.OFF_TOPIC), t.rng), s)
    why = [("This is not about a medical picture; no tool is needed.", "none")]
    t.say(s, why, t.pick(W.OFF_LEAD), t.pick(W.PURPOSE))


def text_only(t: Talk, src: Source) -> None:
    """Small talk, other subjects, requests to refuse, emergencies, and questions without a picture."""
    rng, kind = t.rng, t.rng.choice(("small", "off", "off", "off", "unsafe", "emergency", "picture", "picture", "vqa"))
    s = src.at(rng.choice(src.all), rng) if kind in ("off", "unsafe") and rng.random() < 0.2 else None
    if kind == "small":
        asked = rng.choice(list(W.SMALL))
        t.user(asked)
        t.say(None, [("This is small talk; no tool is needed.", "none")], rng.choice(W.SMALL[asked]), t.pick(W.PURPOSE))
    elif kind == "off":
        off_topic(t, s)
    elif kind == "unsafe":
        t.user(untidy(t.pick(W.UNSAFE), rng), s)
        t.say(s, [("This is not for me to do.", "none")], t.pick(W.UNSAFE_ANSWER))
    elif kind == "emergency":
        t.user(untidy(t.pick(W.EMERGENCY), rng))
        t.say(None, [("This may be an emergency; help comes first.", "none")], t.pick(W.EMERGENCY_ANSWER))
    else:
        name = rng.choice([n for m, n in T.MODALITY_NAMES.items() if m != "none"])
        asked = t.pick(W.DIAGNOSE_TRAIN, modality=name) if rng.random() < 0.5 else t.pick(W.LOCATE, x=rng.choice(list(T.PHRASE_CARDS)))
        if kind == "vqa" and src.questions:
            asked = rng.choice(src.rows[rng.choice(src.questions)]["qa"])["question"]
        t.user(asked)
        t.say(None, [("There is no picture in this chat.", "none")], t.pick(W.NO_PICTURE), t.pick(W.ADD_PICTURE))


KINDS: dict[str, Callable[[Talk, Source], None]] = {
    "label-first": label_first, "label": label, "label-mark": label_mark, "locate": locate,
    "unsupported": unsupported, "lungs": lungs, "follow": follow, "change": change, "vqa": vqa,
    "lookup": lookup, "both": both, "next-visit": next_visit, "no-set": no_set, "not-medical": not_medical, "text": text_only,
}  # fmt: skip
