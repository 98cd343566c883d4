"""Kinds of conversation without a reading of a medical picture: words, small talk, refusals."""

from __future__ import annotations

from . import mixture_turns as M
from . import mixture_words as W
from . import template as T
from .mixture_asking import question, untidy
from .mixture_labels import label_first
from .mixture_source import Source
from .mixture_talk import Talk


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


def not_medical(t: Talk, src: Source) -> None:
    if not src.none:
        return label_first(t, src)
    s = src.at(t.rng.choice(src.none), t.rng)
    text = t.pick(W.LOCATE, x=t.rng.choice(("tumour", "left lung", "cell", "lesion"))) if t.rng.random() < 0.3 else question(t, s)
    t.user(text.replace("not a medical image", t.rng.choice(("MRI", "X-ray", "skin", "medical"))), s)
    t.say(s, [(t.pick(W.NOT_MEDICAL_STEP), "image")], t.pick(W.NOT_MEDICAL), t.pick(W.SEND_MEDICAL))
    return None


def text_only(t: Talk, src: Source) -> None:
    """Small talk, other subjects, requests to refuse, emergencies, and questions without a picture."""
    rng, kind = t.rng, t.rng.choice(("small", "off", "off", "off", "unsafe", "emergency", "picture", "picture", "vqa"))
    s = src.at(rng.choice(src.all), rng) if kind in ("off", "unsafe") and rng.random() < 0.2 else None
    if kind == "small":
        asked = rng.choice(list(W.SMALL))
        t.user(asked)
        t.say(None, [("This is small talk; no tool is needed.", "none")], rng.choice(W.SMALL[asked]), t.pick(W.PURPOSE))
    elif kind == "off":
        M.off_topic(t, s)
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
