"""Single turns of a conversation: the model's steps, tool calls, the tool lines and the answer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from . import mixture_words as W
from . import template as T
from .mixture_scene import Scene
from .template import Message

# wordings of the person
PEOPLE = (
    W.DIAGNOSE_TRAIN, W.DIAGNOSE_SHORT, W.LOCATE, W.LEADING, W.COUNT, W.BOTH_LUNGS, W.OTHER_SIDE,
    W.OTHER_SIDE[1:], W.SURE, W.CANCER, W.DOCTOR, W.WORD, W.JUST, W.DISAGREE, W.WHERE_FOLLOW,
    W.OFF_TOPIC, W.UNSAFE, W.EMERGENCY, W.ASK_TERM, W.SHOW_AND_WHERE, W.STUDENT_LABEL, W.STUDENT_LOOK,
)
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


def article(thing: str) -> str:
    if thing in ("left lung", "right lung", "bleeding") or thing.endswith("hippocampus"):
        return thing if thing == "bleeding" else f"the {thing}"
    return ("an " if thing[0].lower() in "aeiou" else "a ") + thing


def joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


@dataclass
class Talk:
    """Builds one conversation. `fresh`: the next first step must be the reading.

    `scene` is the last picture, `card` the card that the last answer about it closed with.
    """

    rng: random.Random
    audience: str
    messages: list[Message] = field(default_factory=list)
    fresh: bool = False
    step: int = 1
    marks: int = 0
    scene: Scene | None = None
    card: str | None = None

    def __post_init__(self) -> None:
        self.messages.append(Message("system", self.audience))

    def pick(self, pool: tuple[str, ...], **words: str) -> str:
        """People's wordings evenly; the model's own lean to the first, so that greedy is at home."""
        even = pool in PEOPLE or self.rng.random() < 0.4
        return (self.rng.choice(pool) if even else pool[0]).format(**words)

    def user(self, text: str, scene: Scene | None = None) -> None:
        """The person's message; with `scene` it brings a new picture."""
        self.messages.append(Message("user", text, [scene.picture] if scene else []))
        self.fresh = self.fresh or scene is not None
        if scene is not None:
            self.scene, self.card = scene, None
        self.step, self.marks = 1, 0

    def think(self, scene: Scene | None, steps: list[tuple[str, str]]) -> str:
        if self.fresh and scene is not None:
            steps = [(scene.reading, "image"), *steps]
            self.fresh = False
        text = T.think(steps, self.step)
        self.step += len(steps)
        return text

    def call(self, scene: Scene | None, steps: list[tuple[str, str]], name: str, argument: str | None, line: str) -> None:
        """Steps, a tool call, and the tool's line."""
        self.messages.append(Message("assistant", self.think(scene, steps) + T.tool_call(name, argument)))
        self.messages.append(Message("tool", line))

    def say(self, scene: Scene | None, steps: list[tuple[str, str]], *sentences: str) -> None:
        """Steps and the answer. An empty sentence is left out; "\\n\\n" stands for itself."""
        text = ""
        for s in sentences:
            if s == "\n\n":
                text = text.rstrip() + s
            elif s:
                text += s + " "
        self.messages.append(Message("assistant", self.think(scene, steps) + text.strip()))

    def lead(self, pool: tuple[str, ...], wanted: bool) -> list[str]:
        """The student's question, unless the person wants the answer at once."""
        return [self.pick(pool), "\n\n"] if self.audience == "student" and wanted else []

    def ask(self, card: str) -> list[str]:
        """What closes an answer: the next step for patients, sometimes for students."""
        self.card = card
        if self.audience == "patient":
            return [self.pick(W.NEXT_STEP), f"[[{card}.ask]]"]
        if self.audience == "student" and self.rng.random() < 0.3:
            return [f"[[{card}.ask]]"]
        return []


def can_words(t: Talk, scene: Scene) -> str:
    can = T.supported(scene.modality, scene.region)
    return t.pick(W.CAN_LOOK, can=joined(list(can))) if can else t.pick(W.CAN_NOTHING)


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


def ground(
    t: Talk, scene: Scene, phrase: str, asked: str, why: tuple[str, ...] = W.WHY_LOOK,
    before: list[tuple[str, str]] | None = None,
) -> tuple[str, list[int], list[str]]:  # fmt: skip
    """Calls ground for what the person wrote. Returns (outcome, mark ids, place words).

    `before`: steps ahead of the reason.
    """
    first = t.marks + 1
    can = T.supported(scene.modality, scene.region)
    if scene.modality == "none":
        line, outcome, places = "ground: not a supported image", "unusable", []
    elif phrase not in can:
        line, outcome, places = T.ground_unsupported(phrase, scene.modality, scene.region), "unsupported", []
    else:
        places = [T.place_words(b) for b in scene.boxes.get(phrase, [])]
        # the line now and then disagrees with the picture: the answer follows the line
        if t.rng.random() < 0.12:
            places = [] if places else [t.rng.choice(PLACES)]
        elif places and t.rng.random() < 0.12:
            places = [t.rng.choice(PLACES) for _ in places]
        outcome = "found" if places else "nothing"
        line = T.ground_found(phrase, places, first) if places else T.ground_nothing(phrase)
    t.call(scene, [*(before or []), (t.pick(why, x=asked), "none")], "ground", asked, line)
    t.marks += len(places)
    return outcome, list(range(first, first + len(places))), places


PLACES = tuple(f"{r} {c}" for r in ("upper", "middle", "lower") for c in ("left", "centre", "right"))


def mark_sentences(t: Talk, phrase: str, ids: list[int], places: list[str]) -> list[str]:
    if len(ids) == 1:
        text = t.pick(W.FOUND_ONE, a=article(phrase), x=phrase, i=str(ids[0]), p=places[0])
    else:
        items = [f"{phrase} [{i}], {p}" for i, p in zip(ids[:6], places[:6], strict=True)]
        more = f"; and {len(ids) - 6} more" if len(ids) > 6 else ""
        text = t.pick(W.FOUND_MANY, a=phrase, n=str(len(ids)), list="; ".join(items) + more)
    return [text, t.pick(W.PICTURE_SIDES)]


def step_found(t: Talk, phrase: str, ids: list[int], places: list[str]) -> tuple[str, str]:
    if len(ids) == 1:
        return t.pick(W.AFTER_FOUND_ONE, x=phrase, p=places[0]), f"box {ids[0]}"
    shown = ", ".join(str(i) for i in ids[:6])
    return t.pick(W.AFTER_FOUND_MANY, x=phrase, n=str(len(ids))), f"boxes {shown}"


def search_each(
    t: Talk, scene: Scene, phrases: tuple[str, ...], why: tuple[str, ...], before: tuple[str, str] | None = None
) -> tuple[list[str], tuple[str, str]]:
    """A search for each phrase, each result told in a step before the next call.

    Returns (the sentences of all results, the step that tells the last). `before`: a step that
    comes ahead of the first call.
    """
    lead = [before] if before else []
    items: list[str] = []
    sentences: list[str] = []
    count = 0
    for n, phrase in enumerate(phrases):
        reason = why if n == 0 else W.WHY_NEXT
        outcome, ids, places = ground(t, scene, phrase, phrase, reason, lead)
        step, said = outcome_sentences(t, scene, phrase, outcome, ids, places)
        if outcome == "found":
            count += len(ids)
            items += [f"{phrase} [{i}], {p}" for i, p in zip(ids[:6], places[:6], strict=True)]
            if len(ids) > 6:
                items.append(f"and {len(ids) - 6} more")
        else:
            sentences += said
        lead = [step]
    if len(items) == 1:
        sentences = [t.pick(W.FOUND_EACH[2:], list=items[0]), t.pick(W.PICTURE_SIDES), *sentences]
    elif items:
        sentences = [t.pick(W.FOUND_EACH, n=str(count), list="; ".join(items)), t.pick(W.PICTURE_SIDES), *sentences]
    return sentences, lead[0]


def outcome_sentences(t: Talk, scene: Scene, phrase: str, outcome: str, ids: list[int], places: list[str]) -> tuple[tuple[str, str], list[str]]:
    """(the step, the sentences) for one ground result."""
    if outcome == "found":
        return step_found(t, phrase, ids, places), mark_sentences(t, phrase, ids, places)
    if outcome == "nothing":
        step = (t.pick(W.AFTER_NOTHING, x=phrase), "ground")
        return step, [t.pick(W.NOTHING, x=phrase), t.pick(W.NOT_ABSENT)]
    step = (t.pick(W.AFTER_UNSUPPORTED, x=phrase), "ground")
    words = {"x": phrase, "X": phrase[0].upper() + phrase[1:], "m": scene.name}
    return step, [t.pick(W.CANNOT, **words), can_words(t, scene), t.pick(W.SAYS_NOTHING)]


def locate(t: Talk, scene: Scene, phrase: str, asked: str, quiz: bool = True) -> None:
    """Search and answer."""
    outcome, ids, places = ground(t, scene, phrase, asked)
    step, sentences = outcome_sentences(t, scene, phrase, outcome, ids, places)
    parts = [*t.lead(W.STUDENT_LOOK, quiz and outcome == "found"), *sentences]
    card = T.PHRASE_CARDS.get(phrase) if outcome in ("found", "nothing") else None
    if card and t.rng.random() < (0.3 if t.audience == "clinician" else 0.7):
        parts.append(f"[[{card}.what]]")
    t.say(scene, [step], *parts, *t.ask(card or T.MODALITY_CARDS[scene.modality]))


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
