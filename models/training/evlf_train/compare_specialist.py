"""One EfficientNet-Lite0 a label set, beside the head of the shipped encoder.

A specialist starts from ImageNet, goes through the phases of joint training with their crops,
side, rates and frozen blocks, and sees as many pictures as joint training saw of its set. It is
never shown another set. What it says of val is kept in OUT/compare/specialist, so that a later
version of the shipped files is compared without training again.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import config as C
from . import data as D
from .backbone import pretrained
from .calibrate_shared import interval
from .compare_shared import (
    MEASURES, PHASES, Spent, enough, fit, joint_totals, label_figures, paired, seconds_of, seen_of,
    shipped_folder, split_budget, total_spent, write_result,
)  # fmt: skip
from .compare_shipped import shipped_outputs
from .device import mixed
from .disease import loss_of, side_at
from .disease_data import Sampler, augment
from .disease_measure import predict
from .disease_net import Disease, offsets
from .encode import from_files

SIDE = 192  # of the val pictures; joint training chose its side on val, a specialist does not
IN_MEAN = 100  # sets with fewer val pictures stand outside the means


def rows_of(name: str) -> Any:
    """`pick` of a Store that holds one label set's labelled pictures alone."""
    return lambda _split, rows: [r for r in rows if r["use_label"] == name]


def train_one(
    cfg: C.Config, store: D.Store, lists: dict[str, list[str]], budgets: dict[str, int], seconds: float
) -> tuple[Disease, list[Spent]]:
    """The specialist of the one set in `lists`. budgets: pictures by phase name."""
    torch.set_flush_denormal(True)
    torch.manual_seed(cfg.seed)
    rng = random.Random(cfg.seed)
    model = Disease(lists, pretrained())
    spent: list[Spent] = []
    clock = seconds_of(budgets, seconds / 60)
    for phase in PHASES:
        alone = replace(phase, negatives=0, none=0)
        sampler = Sampler(store.rows["train"], lists, cfg.seed, alone)
        model = model.to(memory_format=torch.channels_last)
        model.train()
        model.freeze_front()
        body = [p for p in model.net.parameters() if p.requires_grad]
        heads = [p for n, p in model.named_parameters() if not n.startswith("net.")]

        def step_loss(progress: float, model: Disease = model, sampler: Sampler = sampler, phase: Any = alone) -> Any:
            if progress > phase.deep_from:
                model.freeze_front(deep=True)
            rows = sampler.draw()
            x = augment(store, rows, side_at(phase, progress), rng, phase)
            with mixed():
                e = model.net(x)
            return loss_of(model.heads(e.float()), rows, lists), len(rows)

        parts = [(body, phase.rates[0]), (heads, phase.rates[1])]
        name = f"{next(iter(lists))} {phase.name}"
        ema, used = fit(model, parts, 0.02, 3.0, step_loss, budgets[phase.name], clock[phase.name], name)
        spent.append(used)
        # the next phase starts from the averaged weights, all of them free again
        model = Disease(lists)
        model.load_state_dict(ema.state_dict())
    return model, spent


def teach(cfg: C.Config, name: str, budgets: dict[str, int], seconds: float) -> None:
    """Trains the specialist of a set where it was not yet, and keeps what it says of val by row id."""
    path = cfg.out / "compare" / "specialist" / f"{name}.json"
    if path.exists():
        print(f"{name}: trained already, skipped", flush=True)
        return
    store = D.Store(cfg, pick=rows_of(name), hold=True)
    lists = D.label_lists(store.rows["train"])
    model, spent = train_one(cfg, store, lists, budgets, seconds)
    used = total_spent(spent)
    if not enough(used, name):
        return
    val = [r for r in store.rows["val"] if D.target(r, lists)]
    best = predict(model, store, val, SIDE)["label_logits"].argmax(1)
    made = {
        "labels": lists[name], "train": sum(D.target(r, lists) is not None for r in store.rows["train"]),
        "spent": used, "side": SIDE, "seed": cfg.seed,
        "said": {r["id"]: lists[name][b] for r, b in zip(val, best, strict=True)},
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made))


def run(cfg: C.Config, minutes: float) -> None:
    """Trains what is missing and writes RESULTS/specialist.json for every set that has been trained."""
    folder = shipped_folder(cfg)
    enc = from_files(folder)
    totals, assumption = joint_totals(cfg.out)
    names = list(enc.lists)
    parts = {n: {p.name: seen_of(n, p, totals[p.name], names) for p in PHASES} for n in names}
    if cfg.seen:
        parts = {n: split_budget(cfg.seen, b) for n, b in parts.items()}
        assumption = "given on the command line for each set"
    chosen = [n for n in names if cfg.only in (None, n)]
    clock = seconds_of({n: sum(parts[n].values()) for n in chosen}, minutes)
    for name in chosen:
        teach(cfg, name, parts[name], clock[name])
    write(cfg, folder, names, assumption)


def write(cfg: C.Config, folder: Path, names: list[str], assumption: str) -> None:
    """Compares every trained specialist with the files in `folder` on the same val pictures."""
    enc = from_files(folder)
    spans = offsets(enc.lists)
    told = json.loads(cfg.said.read_text()) if cfg.said else None
    sets: dict[str, Any] = {}
    sides: dict[str, Any] = {}
    for name in names:
        path = cfg.out / "compare" / "specialist" / f"{name}.json"
        if not path.exists():
            continue
        made = json.loads(path.read_text())
        store = D.Store(cfg, ("val",), rows_of(name))
        rows = [r for r in store.rows["val"] if r["id"] in made["said"]]
        out = shipped_outputs(cfg.out, folder, enc, store, rows, name)
        labels = enc.lists[name]
        a, b = spans[name]
        truth = np.array([labels.index(r["labels"][0]) for r in rows])
        guesses = {
            "specialist": numbers([made["said"][r["id"]] for r in rows], labels),
            "shipped": out["label_logits"][:, a:b].argmax(1),
            **({"languageModel": numbers([told[r["id"]] for r in rows], labels)} if told else {}),
        }
        groups = [r["group"] for r in rows]
        sides[name] = (groups, truth, guesses)
        sets[name] = {
            "n": len(rows), "train": made["train"], "spent": made["spent"],
            **{k: label_figures(groups, truth, [v]) for k, v in guesses.items()},
            **{f"{k}MinusSpecialist": paired(groups, truth, [v], [guesses["specialist"]])
               for k, v in guesses.items() if k != "specialist"},
        }  # fmt: skip
        short = {k: round(sets[name][k]["macroF1"]["value"], 3) for k in guesses}
        print(name, len(rows), short, made["spent"], flush=True)
    data = {"split": "val", "side": SIDE, "assumption": assumption, "sets": sets, "mean": mean_of(sides)}
    write_result(cfg, "specialist", data)


def numbers(said: list[str | None], labels: list[str]) -> np.ndarray:
    """Each label's place in its list; one past the last where none of them was said."""
    return np.array([labels.index(x) if x in labels else len(labels) for x in said])


def mean_of(sides: dict[str, Any]) -> dict[str, Any] | None:
    """Means over sets of IN_MEAN val pictures or more; groups are drawn over all sets at once.

    sides: set -> (groups, truth, guesses by who made them), the specialist's among them.
    """
    big = {k: v for k, v in sides.items() if len(v[1]) >= IN_MEAN}
    if not big:
        return None
    groups = [f"{name} {g}" for name, (gs, *_) in big.items() for g in gs]
    where = np.concatenate([np.full(len(v[1]), i) for i, v in enumerate(big.values())])
    truth = np.concatenate([v[1] for v in big.values()])
    who = list(next(iter(big.values()))[2])
    guesses = {k: np.concatenate([v[2][k] for v in big.values()]) for k in who}

    def over(f: Any, guess: np.ndarray, k: np.ndarray) -> float:
        per = [k[where[k] == i] for i in range(len(big))]
        return float(np.mean([f(truth[p], guess[p]) for p in per if len(p)]))

    def figures(value: Any) -> dict[str, Any]:
        return {key: interval(groups, lambda k, f=f: value(f, k)) for key, f in MEASURES.items()}  # type: ignore[misc]

    out: dict[str, Any] = {"sets": list(big)}
    for k, guess in guesses.items():
        out[k] = figures(lambda f, at, g=guess: over(f, g, at))  # type: ignore[misc]
    alone = guesses["specialist"]
    for k, guess in guesses.items():
        if k != "specialist":
            out[f"{k}MinusSpecialist"] = figures(
                lambda f, at, g=guess: over(f, g, at) - over(f, alone, at)  # type: ignore[misc]
            )
    return out
