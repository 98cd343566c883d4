"""What the comparisons share: picture budgets, one training loop, figures and the result file."""

from __future__ import annotations

import copy
import hashlib
import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from . import config as C
from .calibrate_shared import interval
from .disease import follow
from .disease_data import BATCH, FIRST, SECOND, Phase

Figure = dict[str, float]
PHASES = (FIRST, SECOND)  # the phases that made one network of f_disease
# where a run does not hold a phase's weights: its minutes (README) at the speed, in pictures a
# second, that joint training printed on two cores
ASSUMED_MINUTES = {"disease": 38.0, "disease2": 14.0}
ASSUMED_SPEED = 52.0
LEAST_SEEN = 0.5  # share of its picture budget under which a training is not compared, nor kept


def joint_totals(out: Path) -> tuple[dict[str, int], str]:
    """Pictures of all kinds that joint training saw in each phase, and how that is known."""
    totals, told = {}, []
    for phase in PHASES:
        path = out / phase.result
        if path.exists():
            steps = int(torch.load(path, weights_only=False)["steps"])
            totals[phase.name] = steps * BATCH
            told.append(f"{phase.name}: {steps} steps of {BATCH} ({phase.result})")
        else:
            minutes = ASSUMED_MINUTES[phase.name]
            totals[phase.name] = round(minutes * 60 * ASSUMED_SPEED)
            told.append(f"{phase.name}: assumed, {minutes:g} minutes at {ASSUMED_SPEED:g} pictures a second")
    return totals, "; ".join(told)


def seen_of(name: str, phase: Phase, total: int, names: Sequence[str]) -> int:
    """Pictures of label set `name` among `total` of a phase, as its sampler draws them.

    The labelled part of a batch is shared out by the phase's shares, which are brought to a sum of
    one over `names`, the label sets that are trained together.
    """
    shares = {n: phase.shares.get(n, C.LABEL_SET_BY_ID[n].share) for n in names}
    labelled = (BATCH - phase.negatives - phase.none) / BATCH
    return round(total * labelled * shares[name] / sum(shares.values()))


def split_budget(seen: int, parts: dict[str, int]) -> dict[str, int]:
    """`seen` pictures shared out as `parts` are; rounding goes to the last part."""
    whole = sum(parts.values())
    out = {k: int(seen * v / whole) for k, v in parts.items()}
    out[list(parts)[-1]] += seen - sum(out.values())
    return out


def seconds_of(budgets: dict[str, int], minutes: float) -> dict[str, float]:
    """Wall clock of each part in seconds: `minutes` shared out by the picture budgets."""
    whole = sum(budgets.values())
    return {k: minutes * 60 * v / whole for k, v in budgets.items()}


@dataclass(frozen=True)
class Spent:
    """What one training used. ended: "pictures" or "minutes", whichever budget ran out first."""

    pictures: int
    budget: int
    steps: int
    seconds: float
    ended: str


def fit(
    model: nn.Module, parts: Sequence[tuple[list[nn.Parameter], float]], decay: float, clip: float,
    step_loss: Callable[[float], tuple[Tensor, int]], budget: int, seconds: float, name: str,
) -> tuple[nn.Module, Spent]:  # fmt: skip
    """Trains until `budget` pictures were seen or `seconds` are over; returns the averaged weights.

    parts: parameters with their peak learning rate. step_loss: progress 0..1 -> loss and the number
    of pictures in it. The schedule is the joint training's: short warm-up, then a cosine.
    """
    opt = torch.optim.AdamW([{"params": p, "lr": r} for p, r in parts], weight_decay=decay)
    every = [p for ps, _ in parts for p in ps]
    ema = copy.deepcopy(model)
    begun, seen, step, told = time.time(), 0, 0, 0
    warm = 80.0
    while True:
        spent = time.time() - begun
        progress = max(seen / budget, spent / seconds)
        if progress >= 1:
            break
        factor = min(1.0, (step + 1) / warm) * 0.5 * (1 + math.cos(math.pi * progress)) + 2e-3
        for group, (_, rate) in zip(opt.param_groups, parts, strict=True):
            group["lr"] = rate * factor
        loss, n = step_loss(progress)
        loss.backward()
        nn.utils.clip_grad_norm_(every, clip)
        opt.step()
        opt.zero_grad()
        step, seen = step + 1, seen + n
        if step == 1:
            # a small budget is not spent on warming up
            warm = min(80.0, max(1.0, budget / n / 8))
        follow(ema, model, min(0.997, (1 + step) / (20 + step)))
        if time.time() - told > 20:
            told = time.time()
            print(f"{name}: step {step} pictures {seen}/{budget} {told - begun:.0f}/{seconds:.0f}s "
                  f"loss {float(loss.detach()):.3f} img/s {seen / (told - begun):.1f}", flush=True)  # fmt: skip
    ended = "pictures" if seen >= budget else "minutes"
    return ema, Spent(seen, budget, step, round(time.time() - begun, 1), ended)


def enough(spent: dict[str, Any], name: str) -> bool:
    """Was enough of the budget seen for a comparison? Says so where not (a machine that was busy)."""
    if spent["pictures"] >= LEAST_SEEN * spent["budget"]:
        return True
    print(f"{name}: saw only {spent['pictures']} of {spent['budget']} pictures, not kept", flush=True)
    return False


def total_spent(parts: Sequence[Spent]) -> dict[str, Any]:
    """The sum of several trainings of one network."""
    late = any(p.ended == "minutes" for p in parts)
    whole = Spent(
        sum(p.pictures for p in parts), sum(p.budget for p in parts), sum(p.steps for p in parts),
        round(sum(p.seconds for p in parts), 1), "minutes" if late else "pictures",
    )  # fmt: skip
    return asdict(whole)


def accuracy(truth: np.ndarray, guess: np.ndarray) -> float:
    """Share of right labels."""
    return float((truth == guess).mean())


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """Mean F1 over the classes (non-negative numbers) that are true of some picture."""
    size = int(max(truth.max(), guess.max())) + 1
    true, said = np.bincount(truth, minlength=size), np.bincount(guess, minlength=size)
    hit = np.bincount(truth[truth == guess], minlength=size)
    there = true > 0
    return float((2 * hit[there] / (true[there] + said[there])).mean())


MEASURES: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {"accuracy": accuracy, "macroF1": macro_f1}


def label_figures(groups: list[str], truth: np.ndarray, guesses: Sequence[np.ndarray]) -> dict[str, Figure]:
    """Accuracy and macro-F1 with intervals, each the mean over `guesses` (one, or one a seed)."""
    return {
        key: interval(groups, lambda k, f=f: float(np.mean([f(truth[k], g[k]) for g in guesses])))  # type: ignore[misc]
        for key, f in MEASURES.items()
    }


def paired(
    groups: list[str], truth: np.ndarray, first: Sequence[np.ndarray], second: Sequence[np.ndarray]
) -> dict[str, Figure]:
    """`first` minus `second` on the same pictures; every bootstrap draw is used for both."""

    def gap(f: Callable[[np.ndarray, np.ndarray], float], k: np.ndarray) -> float:
        a, b = ([f(truth[k], g[k]) for g in side] for side in (first, second))
        return float(np.mean(a) - np.mean(b))

    return {key: interval(groups, lambda k, f=f: gap(f, k)) for key, f in MEASURES.items()}  # type: ignore[misc]


def shipped_folder(cfg: C.Config) -> Path:
    """The model folder to compare with. Raises ValueError where none was given."""
    if cfg.encoders is None:
        raise ValueError("give --encoders, the folder of the shipped model")
    return cfg.encoders


def stamp(*files: Path) -> str:
    """Twelve hex digits that change with the content of any of `files`."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def results_of(cfg: C.Config) -> Path:
    """RESULTS."""
    return cfg.results or cfg.out / "results"


def write_result(cfg: C.Config, name: str, data: dict[str, Any]) -> Path:
    """RESULTS/NAME.json with the name, the command that made it and the data."""
    folder = results_of(cfg)
    folder.mkdir(parents=True, exist_ok=True)
    command = "python -m evlf_train " + " ".join(Path(a).name for a in sys.argv[1:])
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"name": name, "command": command, **data}, indent=1) + "\n")
    print(f"{name}: {path}", flush=True)
    return path


def told(table: dict[str, Any]) -> dict[str, Any]:
    """The values alone, rounded, for the log."""
    out: dict[str, Any] = {}
    for key, v in table.items():
        if isinstance(v, dict):
            out[key] = round(v["value"], 3) if "value" in v else told(v)
    return out
