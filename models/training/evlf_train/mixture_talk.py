"""One conversation in the making: whose turn it is, what was shown, and how sentences are picked."""

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
    W.BOX_TRAIN, W.OFF_TOPIC, W.UNSAFE, W.EMERGENCY, W.ASK_TERM, W.SHOW_AND_WHERE, W.STUDENT_LABEL, W.STUDENT_LOOK,
)


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
