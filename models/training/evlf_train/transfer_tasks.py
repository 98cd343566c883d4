"""What is classified on external sets, and how test part and shots are drawn. No network here."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import config as C
from . import data as D

KS = (4, 8, 16, 32, 64)
SEEDS = (1, 2, 3, 4, 5)
TEST = 0.4  # share of a class's groups that is only tested on
SPLIT_SEED = 20261125

# findings of covid-cxr -> the label of the chest film set that they would be. Fungal, lipoid and
# unspecified ones are neither bacterial nor viral, so they are left out.
CHEST = {
    "covid-19 pneumonia": "viral pneumonia", "sars pneumonia": "viral pneumonia",
    "influenza pneumonia": "viral pneumonia", "varicella pneumonia": "viral pneumonia",
    "bacterial pneumonia": "bacterial pneumonia", "no finding": "normal",
}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One closed question about the pictures of one set.

    field: "label", or the row's key that holds the class. zero: class -> the name that an existing
    head has for it (`head`: a label set's id, "modality" or "plane"), where one has.
    """

    id: str
    dataset: str
    field: str
    classes: tuple[str, ...]
    note: str
    head: str | None = None
    zero: tuple[str, ...] = ()

    def of(self, row: D.Row) -> int | None:
        """The row's class number; None where it has none of the classes."""
        if self.field == "label":
            value = row["labels"][0] if len(row["labels"]) == 1 else None
        else:
            value = row[self.field]
        return self.classes.index(value) if value in self.classes else None


ONE_SLIDE = (
    "each disease of this set is one sitting, most likely one slide: stain and light alone tell the "
    "classes apart, and test fields come from the same slides; nothing is said about the diseases"
)
TASKS = (
    Task(
        "kind", "vqa-med-2019", "modality", ("ct", "mri"), "CT or MRI", "modality", ("ct", "mri")
    ),
    Task(
        "plane", "vqa-med-2019", "plane", ("axial", "coronal", "sagittal"), "plane of the slice",
        "plane", ("axial", "coronal", "sagittal"),
    ),
    Task(
        "organ", "vqa-med-2019", "anatomy",
        ("head", "abdomen", "musculoskeletal", "chest", "spine", "genitourinary tract"),
        "part of the body, six of ten; the others have too few cases",
    ),
    Task(
        "finding-two", "covid-cxr", "label", ("covid-19 pneumonia", "bacterial pneumonia"),
        "adult films; classes come from different sources, and the films (not their findings) taught "
        "kinds, gates and lung boxes", "chest-xray-pneumonia", ("viral pneumonia", "bacterial pneumonia"),
    ),
    Task(
        "finding-five", "covid-cxr", "label",
        ("covid-19 pneumonia", "bacterial pneumonia", "sars pneumonia", "pneumocystis pneumonia", "no finding"),
        "as above; few patients in four of the classes",
    ),
    Task(
        "red-cell-five", "chula-rbc", "label",
        ("hereditary elliptocytosis", "hereditary spherocytosis", "iron deficiency anaemia",
         "megaloblastic anaemia", "thalassaemia"), ONE_SLIDE,
    ),
    Task(
        "red-cell-four", "chula-rbc", "label",
        ("hereditary elliptocytosis", "iron deficiency anaemia", "megaloblastic anaemia", "thalassaemia"),
        f"without the class of ten fields; {ONE_SLIDE}",
    ),
)  # fmt: skip


def test_groups(classes: list[int], groups: list[str], share: float = TEST, seed: int = SPLIT_SEED) -> set[str]:
    """Groups that are only tested on: `share` of the groups of every class, two at least.

    A group with several classes counts for its most frequent one.
    """
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for c, g in zip(classes, groups, strict=True):
        votes[g][c] += 1
    by_class: dict[int, list[str]] = defaultdict(list)
    for g in sorted(votes):
        by_class[votes[g].most_common(1)[0][0]].append(g)
    rng = np.random.default_rng(seed)
    out: set[str] = set()
    for c in sorted(by_class):
        own = by_class[c]
        take = min(len(own), max(2, round(share * len(own))))
        out |= {own[i] for i in rng.permutation(len(own))[:take]}
    return out


def shots(classes: list[int], groups: list[str], k: int, seed: int) -> list[int] | None:
    """Indexes of k pictures of every class, as many groups of it as possible; None where it has fewer.

    The draw of a smaller k is part of that of a larger one.
    """
    picked: list[int] = []
    for c in sorted(set(classes)):
        rng = np.random.default_rng([seed, c])
        of_group: dict[str, list[int]] = defaultdict(list)
        for i, (value, g) in enumerate(zip(classes, groups, strict=True)):
            if value == c:
                of_group[g].append(i)
        names = sorted(of_group)
        queues = [list(rng.permutation(of_group[names[j]])) for j in rng.permutation(len(names))]
        rounds = [q[r] for r in range(max(map(len, queues))) for q in queues if r < len(q)]
        if len(rounds) < k:
            return None
        picked += [int(i) for i in rounds[:k]]
    return picked


def learn(x: np.ndarray, y: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Classes [m] that a logistic regression on shots x [n,e], y [n] gives to test [m,e].

    Embeddings are brought to length one; the penalty is fixed (C = 10), chosen on nothing.
    """
    from sklearn.linear_model import LogisticRegression

    def unit(v: np.ndarray) -> np.ndarray:
        return v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-9)

    return LogisticRegression(C=10.0, max_iter=2000).fit(unit(x), y).predict(unit(test))


def split(task: Task, rows: list[D.Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row indexes of the shots' pool and of the test part, and the class number of every row (-1: none)."""
    classes = np.array([-1 if (c := task.of(r)) is None else c for r in rows])
    inside = np.flatnonzero(classes >= 0)
    held = test_groups(classes[inside].tolist(), [rows[i]["group"] for i in inside])
    is_test = np.array([rows[i]["group"] in held for i in inside], bool)
    return inside[~is_test], inside[is_test], classes


def zero_logits(task: Task, out: dict[str, np.ndarray], facts: dict[str, Any]) -> np.ndarray | None:
    """[n, classes]: logits of the head that knows the task's classes, or None. facts: encoders.json."""
    if task.head is None:
        return None
    if task.head == "modality":
        return out["modality_logits"][:, [facts["modalities"].index(z) for z in task.zero]]
    if task.head == "plane":
        return out["plane_logits"][:, [facts["planes"].index(z) for z in task.zero]]
    entry = next((s for s in facts["label_sets"] if s["id"] == task.head), None)
    if entry is None or not set(task.zero) <= set(entry["labels"]):
        return None
    return out["label_logits"][:, [entry["offset"] + entry["labels"].index(z) for z in task.zero]]


def region_of(row: D.Row) -> str | None:
    """Coarse region of a row, None where it says nothing."""
    return C.REGIONS[row["region"]] if row["region"] >= 0 else None
