"""The rows of a split by what conversations can use them for, and what the encoder says of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import template as T
from .mixture_scene import Picture, Ranked, Scene, scene

# sets whose pictures get no label
WITHOUT_LABELS = (
    "medpix", "covid-cxr", "vqa-rad", "oct-small", "brain-atlas-mri", "deeplesion-mini",
    "hippocampus-mri", "blood-cells", "dsb-nuclei",
)  # fmt: skip


@dataclass
class Source:
    """Rows of a split by what they can be used for, and what the encoder says of them."""

    rows: list[dict[str, Any]]
    lists: dict[str, list[str]]
    split: str
    head: Callable[[int], tuple[str | None, Ranked] | None] = lambda _: None
    swap_share: float = 0.35
    only: set[int] | None = None

    def may(self, i: int) -> bool:
        """Whether row i may be used (its encoder outputs are at hand)."""
        return self.only is None or i in self.only

    def __post_init__(self) -> None:
        def where(test: Callable[[dict[str, Any]], bool]) -> list[int]:
            return [i for i, r in enumerate(self.rows) if self.may(i) and test(r)]

        self.labelled: dict[str, dict[str, list[int]]] = {}
        for i, r in enumerate(self.rows):
            labels = self.lists.get(r["use_label"] or "")
            if labels and r["labels"][0] in labels and self.may(i):
                self.labelled.setdefault(r["use_label"], {}).setdefault(r["labels"][0], []).append(i)
        self.boxed: dict[str, list[int]] = {}
        self.single: dict[str, list[int]] = {}
        for i, r in enumerate(self.rows):
            counts = Counter(b["label"] for b in r["boxes"])
            # in a fixed order: that of a set would change from one process to the next
            for phrase in sorted(counts):
                if phrase in T.SUPPORTED.get(r["modality"], ()) and self.may(i):
                    self.boxed.setdefault(phrase, []).append(i)
                    if counts[phrase] == 1:
                        self.single.setdefault(phrase, []).append(i)
        self.lungs = where(lambda r: r["dataset"] == "covid-cxr" and len(r["boxes"]) > 0)
        self.questions = where(lambda r: len(r["qa"]) > 0)
        self.other = where(lambda r: r["dataset"] in ("medpix", "vqa-rad", "oct-small", "covid-cxr", "brain-atlas-mri", "deeplesion-mini"))
        self.outside: dict[str, list[int]] = {}
        for name in WITHOUT_LABELS:
            rows = where(lambda r, name=name: r["dataset"] == name)  # type: ignore[misc]
            if rows:
                self.outside[name] = rows
        self.none = where(lambda r: r["modality"] == "none")
        self.kinds: dict[str, list[int]] = {}
        for i, r in enumerate(self.rows):
            if self.may(i):
                self.kinds.setdefault(r["modality"], []).append(i)
        self.all = [i for v in self.kinds.values() for i in v]

    def at(self, i: int, rng: random.Random) -> Scene:
        return scene(self.rows[i], Picture(self.split, i), self.lists, rng, self.head(i), self.swap_share)

    def other_scene(self, rng: random.Random) -> Scene:
        """A picture of a set without labels, each set alike."""
        weights = [len(rows) ** 0.5 for rows in self.outside.values()]
        return self.at(rng.choice(rng.choices(list(self.outside.values()), weights)[0]), rng)

    def labelled_row(self, rng: random.Random) -> int:
        """A set by the root of its size, then a label likewise."""
        names = list(self.labelled)
        sizes = [sum(len(v) for v in self.labelled[n].values()) ** 0.5 for n in names]
        per = self.labelled[rng.choices(names, sizes)[0]]
        labels = list(per)
        return rng.choice(per[rng.choices(labels, [len(per[x]) ** 0.5 for x in labels])[0]])

    def labelled_scene(self, rng: random.Random) -> Scene:
        for _ in range(20):
            s = self.at(self.labelled_row(rng), rng)
            if s.label_set:
                return s
        raise ValueError("the gates let no picture through")


def gated(label_logits: np.ndarray, gate_logits: np.ndarray, lists: dict[str, list[str]], heat: float = 1.0, rows: np.ndarray | None = None) -> Callable[[int], tuple[str | None, Ranked] | None]:
    """What the head says of a row, at a temperature, as `Source.head`; rows it does not know: None."""
    known = {int(r): i for i, r in enumerate(rows)} if rows is not None else None

    def head(index: int) -> tuple[str | None, Ranked] | None:
        at = index if known is None else known.get(index)
        if at is None:
            return None
        best = int(gate_logits[at].argmax())
        if gate_logits[at, best] <= 0:
            return None, []
        name = list(lists)[best]
        start = sum(len(lists[k]) for k in list(lists)[:best])
        z = label_logits[at, start : start + len(lists[name])] / heat
        p = np.exp(z - z.max())
        p /= p.sum()
        return name, sorted(zip(lists[name], p.tolist(), strict=True), key=lambda pair: -pair[1])

    return head
