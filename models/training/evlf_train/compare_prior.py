"""Answers without the picture: what the question alone, or the class counts alone, give.

Boxes: compare_prior_boxes.py. Questions: the most frequent training answer to the same question, else to questions of its topic
and kind (closed or open), else of all. Diagnosis: the most frequent training class. Measures of
answers are those of answers.py.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from . import config as C
from . import data as D
from .answers import closed_right, recall, token_f1, words
from .calibrate_shared import interval
from .compare_prior_boxes import prior as box_prior
from .compare_shared import label_figures, paired, shipped_folder, write_result
from .compare_shipped import shipped_outputs
from .compare_specialist import rows_of
from .disease_net import offsets
from .encode import from_files
from .external import External

Question = dict[str, str]


class Prior:
    """Most frequent answers of training questions, from the narrowest key that is known."""

    def __init__(self, questions: list[Question]) -> None:
        self.tables: list[dict[str, Counter[str]]] = [{}, {}, {}]
        for q in questions:
            for table, key in zip(self.tables, self.keys(q), strict=True):
                table.setdefault(key, Counter())[q["answer"].strip().lower()] += 1

    @staticmethod
    def keys(q: Question) -> tuple[str, str, str]:
        return " ".join(words(q["question"])), f"{q['topic']}|{q['kind']}", ""

    def answer(self, q: Question) -> tuple[str, int]:
        """The answer and which key gave it: 0 the question, 1 its topic and kind, 2 all."""
        for level, (table, key) in enumerate(zip(self.tables, self.keys(q), strict=True)):
            if key in table:
                # ties by the alphabet, so that the answer does not hang on the order of rows
                return min(table[key], key=lambda a, t=table[key]: (-t[a], a)), level  # type: ignore[misc]
        return "", 2


def questions_of(rows: list[D.Row]) -> list[tuple[D.Row, Question]]:
    return [(r, q) for r in rows for q in r["qa"]]


def answers(train: list[D.Row], val: list[D.Row]) -> dict[str, Any]:
    """Figures of the prior from train's questions on val's, and each question's score by row id."""
    prior = Prior([q for _, q in questions_of(train)])
    asked = questions_of(val)
    said = [prior.answer(q) for _, q in asked]
    table: dict[str, Any] = {"questions": len(asked), "sameQuestionKnown": sum(level == 0 for _, level in said)}
    for key, kind, score in (
        ("closed", "closed", closed_right), ("openRecall", "open", recall), ("tokenF1", "open", token_f1),
    ):  # fmt: skip
        at = [i for i, (_, q) in enumerate(asked) if q["kind"] == kind]
        if at:
            v = np.array([score(asked[i][1]["answer"], said[i][0]) for i in at])
            groups = [asked[i][0]["group"] for i in at]
            table[key] = interval(groups, lambda k, v=v: float(v[k].mean()))  # type: ignore[misc]
    # a reader that has another model's answers can pair them with these
    table["items"] = [
        [r["id"], r["qa"].index(q), q["kind"],
         round((closed_right if q["kind"] == "closed" else token_f1)(q["answer"], a), 4)]
        for (r, q), (a, _) in zip(asked, said, strict=True)
    ]  # fmt: skip
    return table


def diagnosis(cfg: C.Config) -> dict[str, Any]:
    """The most frequent class of each label set beside the shipped head."""
    folder = shipped_folder(cfg)
    enc = from_files(folder)
    sets: dict[str, Any] = {}
    for name, (a, b) in offsets(enc.lists).items():
        if cfg.only not in (None, name):
            continue
        labels = enc.lists[name]
        store = D.Store(cfg, pick=rows_of(name))
        most = Counter(r["labels"][0] for r in store.rows["train"]).most_common(1)[0][0]
        rows = [r for r in store.rows["val"] if r["labels"][0] in labels]
        out = shipped_outputs(cfg.out, folder, enc, store, rows, name)
        truth = np.array([labels.index(r["labels"][0]) for r in rows])
        guess = np.full_like(truth, labels.index(most))
        ours = out["label_logits"][:, a:b].argmax(1)
        groups = [r["group"] for r in rows]
        sets[name] = {
            "n": len(rows), "label": most, "prior": label_figures(groups, truth, [guess]),
            "shipped": label_figures(groups, truth, [ours]),
            "shippedMinusPrior": paired(groups, truth, [ours], [guess]),
        }  # fmt: skip
    return sets


def run(cfg: C.Config, _minutes: float) -> None:
    """Writes RESULTS/prior.json."""
    store = D.Store(cfg, pick=lambda _, rows: [r for r in rows if r["dataset"] == "vqa-rad"])
    train, val = store.rows["train"], store.rows["val"]
    boxed = D.Store(cfg, pick=lambda _, rows: [r for r in rows if r["boxes"]])
    med = External(cfg, "vqa-med-2019").rows
    own = {part: [r for r in med if r["part"] == part] for part in D.SPLITS}
    data = {
        "split": "val", "types": "topic and kind (closed or open) of the question",
        "vqa": {
            "vqa-rad": answers(train, val),
            "vqa-med-2019, from its own training part": answers(own["train"], own["val"]),
            "vqa-med-2019, from vqa-rad": answers(train, med),
        },
        "boxes": box_prior(boxed.rows["train"], boxed.rows["val"], cfg.seed),
        "diagnosis": diagnosis(cfg),
    }  # fmt: skip
    for name, t in data["vqa"].items():  # type: ignore[union-attr]
        print(name, {k: round(v["value"], 3) for k, v in t.items() if isinstance(v, dict)}, flush=True)
    print("boxes", {k: v for k, v in data["boxes"].items() if k != "phrases"}, flush=True)  # type: ignore[union-attr]
    write_result(cfg, "prior", data)
