"""Turns with the label tool and the cards: steps, calls, tool lines and answers."""

from __future__ import annotations

from . import mixture_words as W
from . import template as T
from .mixture_asking import untidy
from .mixture_scene import Scene
from .mixture_search_turns import can_words, search_each
from .mixture_talk import Talk

# what can be looked for beside a label
RELATED = {
    "brain-tumor": "brain tumour", "breast-ultrasound": "breast tumour",
    "skin-lesion": "skin lesion", "capsule-endoscopy": "bleeding",
    "white-blood-cell": "white blood cell nucleus",
}  # fmt: skip
NEGATIVE = ("no ", "normal", "benign lung tissue")
# what is looked for where no label set fits: (modality, region) -> phrases
STRUCTURES: dict[tuple[str, str], tuple[str, ...]] = {
    ("xray", "chest"): ("left lung", "right lung"),
    ("blood_smear", "blood"): ("white blood cell", "red blood cell"),
    ("mri", "hippocampus"): ("anterior hippocampus", "posterior hippocampus"),
    ("mri", "brain"): ("brain tumour",),
    ("histopathology", "lung tissue"): ("cell nucleus",),
    ("histopathology", "other"): ("cell nucleus",),
}


def call_diagnose(t: Talk, scene: Scene, why: str | None = None) -> None:
    pool = W.WHY_ONE if scene.label_set else W.WHY_NO_SET
    t.call(scene, [(why or t.pick(pool), "none")], "diagnose", None, scene.diagnose_line())


def label_sentences(t: Talk, scene: Scene) -> list[str]:
    """What the set says, by audience. Only after a diagnose line."""
    (l, p), *rest = scene.ranked
    s = T.SET_NAMES[scene.label_set or ""]
    negative = l.startswith(NEGATIVE)
    if t.audience == "clinician":
        l2, p2 = rest[0]
        words = {"l": l, "L": l[0].upper() + l[1:], "p": f"{p:.2f}", "s": s, "l2": l2, "p2": f"{p2:.2f}"}
        out = [t.pick(W.CLINICIAN_LABEL, **words)]
        return [*out, "That label does not rule anything out."] if negative else out
    out = [t.pick(W.LOOKED, s=s)]
    out.append(t.pick(W.LABEL_NEGATIVE if negative else W.LABEL, l=l, s=s))
    return out


def after_label(t: Talk, scene: Scene) -> tuple[str, str]:
    """The step after a diagnose line."""
    text = t.pick(W.AFTER_LABEL, s=T.SET_NAMES[scene.label_set or ""], l=scene.label or "")
    return text[0].upper() + text[1:], "diagnose"


def explain(
    t: Talk,
    scene: Scene,
    asked: bool = True,
    step: tuple[str, str] | None = None,
    marks: list[str] | None = None,
) -> None:
    """The answer after a diagnose line, or after a ground line with its step and sentences."""
    steps = [step or after_label(t, scene)]
    parts = [*t.lead(W.STUDENT_LABEL, asked), *label_sentences(t, scene), *(marks or [])]
    parts.append(f"[[{scene.card}.what]]")
    if t.audience != "clinician":
        parts.append(t.pick(W.CAUTION))
    t.say(scene, steps, *parts, *t.ask(scene.card))


def no_set(t: Talk, scene: Scene) -> None:
    """The answer after "not applicable"; what is known to lie in such a picture is looked for."""
    card = scene.card
    phrases = STRUCTURES.get((scene.modality, scene.region), ())
    if phrases:
        sentences, last = search_each(t, scene, phrases, W.WHY_STRUCTURE, (t.pick(W.AFTER_NOT), "diagnose"))
        parts = [*t.lead(W.STUDENT_LOOK, True), t.pick(W.NO_SET), *sentences]
        told = T.PHRASE_CARDS[phrases[0]]
        t.say(scene, [last], *parts, f"[[{told}.what]]", *t.ask(told))
        return
    parts = [*t.lead(W.STUDENT_LABEL, True), t.pick(W.NO_SET), can_words(t, scene), f"[[{card}.exam]]"]
    t.say(scene, [(t.pick(W.AFTER_NOT), "diagnose")], *parts, *t.ask(card))


def next_visit(t: Talk) -> None:
    """What to ask a doctor, after an answer that named no label: the card of what was spoken of."""
    if t.scene is None:
        return
    t.user(t.pick(W.DOCTOR))
    card = t.card or T.MODALITY_CARDS[t.scene.modality]
    t.say(t.scene, [(t.pick(W.WHY_VISIT), "none")], t.pick(W.NEXT_STEP[:3]), f"[[{card}.ask]]")


def lookup(t: Talk, scene: Scene | None, term: str, card: str | None, sections: tuple[str, ...] = ()) -> None:
    """A word is asked for: look it up and answer with the passage."""
    why = [(t.pick(W.WHY_WORD, x=term), "none")]
    if card is None:
        t.call(scene, why, "lookup", term, f"lookup: no source for {term}")
        t.say(scene, [("No card speaks of it.", "lookup")], t.pick(W.NO_SOURCE, x=term), t.pick(W.PURPOSE))
        return
    found = [f"{card}.{s}" for s in sections]
    others = [c for _, c, _ in W.TERMS if c != card]
    while len(found) < 3 and t.rng.random() < 0.6:
        found.append(f"{t.rng.choice(others)}.what")
    t.call(scene, why, "lookup", term, f"lookup: {', '.join(dict.fromkeys(found))}")
    parts = [f"[[{found[0]}]]"]
    if "words" in sections and t.rng.random() < 0.5:
        parts.append(f"[[{card}.words]]")
    t.say(scene, [(t.pick(W.AFTER_LOOKUP, c=card), f"card {card}")], *parts, *t.ask(card))


def off_topic(t: Talk, s: Scene | None) -> None:
    t.user(untidy(t.pick(W.OFF_TOPIC), t.rng), s)
    why = [("This is not about a medical picture; no tool is needed.", "none")]
    t.say(s, why, t.pick(W.OFF_LEAD), t.pick(W.PURPOSE))
