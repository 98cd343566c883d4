"""Kinds of conversation about where something is: found, not found, or not to be looked for."""

from __future__ import annotations

from . import mixture_search_turns as S
from . import mixture_turns as M
from . import mixture_words as W
from . import template as T
from .mixture_asking import asked_for, quick, untidy
from .mixture_labels import no_set
from .mixture_source import Source
from .mixture_talk import Talk


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
    S.locate(t, s, phrase, asked, quiz)
    if rng.random() < 0.2:
        more = rng.choice([x for x in T.supported(s.modality, s.region) if x != phrase] or [phrase])
        t.user(t.pick(W.OTHER_SIDE[1:], x=more))
        S.locate(t, s, more, more, False)


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
    S.locate(t, s, x, x)


def lungs(t: Talk, src: Source) -> None:
    """Adult chest films: one lung, the other, or both by two searches."""
    rng = t.rng
    s = src.at(rng.choice(src.lungs), rng)
    first, second = rng.sample(["left lung", "right lung"], 2)
    if rng.random() < 0.5:
        t.user(untidy(t.pick(W.LOCATE, x=first), rng), s)
        S.locate(t, s, first, first)
        if rng.random() < 0.7:
            t.user(t.pick((f"and the {second.split()[0]} one?", *W.OTHER_SIDE[1:]), x=second))
            S.locate(t, s, second, second, False)
        return
    t.user(untidy(t.pick(W.BOTH_LUNGS), rng), s)
    sentences, step = S.search_each(t, s, ("left lung", "right lung"), W.WHY_LOOK)
    t.say(s, [step], *t.lead(W.STUDENT_LOOK, True), *sentences, "[[left-and-right.what]]", *t.ask("lungs"))


def next_visit(t: Talk, src: Source) -> None:
    """Any turn without a label, then what to ask the doctor."""
    t.rng.choice((locate, unsupported, lungs, no_set))(t, src)
    M.next_visit(t)
