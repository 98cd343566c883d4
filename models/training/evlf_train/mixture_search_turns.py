"""Turns with the search tool: its call, its line, and what the model says of the marks."""

from __future__ import annotations

from . import mixture_words as W
from . import template as T
from .mixture_scene import Scene
from .mixture_talk import Talk, article, joined

PLACES = tuple(f"{r} {c}" for r in ("upper", "middle", "lower") for c in ("left", "centre", "right"))


def can_words(t: Talk, scene: Scene) -> str:
    can = T.supported(scene.modality, scene.region)
    return t.pick(W.CAN_LOOK, can=joined(list(can))) if can else t.pick(W.CAN_NOTHING)


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
