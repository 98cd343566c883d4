"""One grounding head a set of boxes, beside the shipped tool.

A head of its own starts from ImageNet (joint training started from f_disease), is trained on the
pictures and phrases of one set alone, with joint training's moves, sides and rates, and sees as
many pictures as joint training drew of that set.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import config as C
from . import data as D
from . import pixel
from .backbone import pretrained
from .compare_boxes import Found, Pair, box_figures, by_phrase, find, halves, shipped_tool, trained_tool
from .compare_shared import ASSUMED_SPEED, Spent, enough, fit, seconds_of, shipped_folder, stamp, write_result
from .device import mixed
from .pixel_net import SIDE, Pixel
from .pixel_pairs import PICTURES, Pairs, absent, batch, needed, present, val_pairs

ASSUMED_MINUTES = 36.0  # of joint training (README), where a run holds no pixel.pt


class OwnPairs(Pairs):
    """Draws of one set: its own phrases alone, and no picture of a kind that it does not have."""

    def __init__(self, rows: list[D.Row], seed: int) -> None:
        super().__init__(rows, seed)
        self.phrases = sorted({p for r in self.positive for p in present(r)})
        self.hard = [(r, p) for r, p in self.hard if p in self.phrases]

    def negative(self, row: D.Row) -> str | None:
        options = [p for p in self.phrases if absent(row, p)]
        return str(self.rng.choice(options)) if options else None

    def draw(self) -> list[tuple[D.Row, list[str]]]:
        """PICTURES entries of (row, two phrases); two of them are hard negatives where there are any."""
        out: list[tuple[D.Row, list[str]]] = []
        hard = 2 if self.hard else 0
        for i in self.rng.choice(len(self.positive), PICTURES - hard, p=self.weights):
            row = self.positive[i]
            have = present(row)
            self.rng.shuffle(have)
            second = have[1] if len(have) > 1 and self.rng.random() < 0.75 else self.negative(row)
            out.append((row, [have[0], second or have[-1]]))
        for i in self.rng.integers(0, len(self.hard), hard) if hard else ():
            row, phrase = self.hard[i]
            out.append((row, [phrase, self.negative(row) or phrase]))
        return out


def train_on(
    album: D.Album, rows: list[D.Row], budget: int, seconds: float, seed: int, name: str
) -> tuple[Pixel, Spent]:
    """A grounding head from ImageNet, trained on the boxes of `rows` alone. Writes nothing."""
    torch.set_flush_denormal(True)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    draw = OwnPairs(rows, seed)
    model = Pixel(pretrained()).to(memory_format=torch.channels_last)
    model.train()
    model.freeze_front()
    body = [p for p in model.encoder.net.blocks.parameters() if p.requires_grad]
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder.net.")]

    def step_loss(progress: float) -> tuple[torch.Tensor, int]:
        size = [s for at, s in pixel.SIZES if progress >= at][-1]
        if progress >= pixel.SIZES[-1][0]:
            model.freeze_front(deep=True)
        picks = draw.draw()
        x, ids, found = batch(album, picks, size, rng)
        with mixed():
            f8, f4 = model.encoder(x)
            twice = torch.arange(len(picks)).repeat_interleave(2)
            score, box = model.head(f8[twice], f4[twice], ids.flatten())
        return pixel.loss_of(score.float(), box.float(), [f for per in found for f in per]), len(picks)

    ema, spent = fit(model, [(body, 3e-4), (new, 1.5e-3)], 0.01, 5.0, step_loss, budget, seconds, name)
    return ema, spent  # type: ignore[return-value]


def share_of(draw: Pairs, dataset: str) -> float:
    """Share of joint training's pictures that come from a set, as `Pairs.draw` picks them."""

    def part(rows: list[D.Row], weights: np.ndarray) -> float:
        return float(sum(w for r, w in zip(rows, weights, strict=True) if r["dataset"] == dataset))

    boxed = part(draw.positive, draw.weights)
    hard = part([r for r, _ in draw.hard], draw.hard_weights)
    other = part(draw.other, draw.other_weights)
    return ((PICTURES - 3) * boxed + 2 * hard + other) / PICTURES


def budgets_of(cfg: C.Config) -> tuple[dict[str, int], str]:
    """Pictures of each set with trained phrases that joint training saw, and how that is known."""
    rows = D.Store(cfg, ("train",), needed).rows["train"]
    path = cfg.out / "pixel.pt"
    if path.exists():
        steps = int(torch.load(path, weights_only=False)["steps"])
        total, told = steps * PICTURES, f"{steps} steps of {PICTURES} (pixel.pt)"
    else:
        total = round(ASSUMED_MINUTES * 60 * ASSUMED_SPEED)
        told = f"assumed, {ASSUMED_MINUTES:g} minutes at {ASSUMED_SPEED:g} pictures a second"
    draw = Pairs(rows, cfg.seed)
    names = sorted({r["dataset"] for r in draw.positive})
    if cfg.seen:
        return dict.fromkeys(names, cfg.seen), "given on the command line for each set"
    return {n: round(total * share_of(draw, n)) for n in names}, told


def save(path: Path, pairs: list[Pair], found: list[Found], spent: dict[str, Any]) -> None:
    """Boxes by row id and phrase, so that a later version is compared without training again."""
    table = [[r["id"], p, b.tolist(), s.tolist()] for (r, p), (b, s) in zip(pairs, found, strict=True)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"spent": spent, "found": table}))


def read(path: Path, pairs: list[Pair]) -> list[Found]:
    """The boxes that `save` wrote, in the order of pairs. Raises KeyError where one is missing."""
    kept = json.loads(path.read_text())["found"]
    table = {(i, p): (np.array(b).reshape(-1, 4), np.array(s)) for i, p, b, s in kept}
    return [table[(r["id"], p)] for r, p in pairs]


def rows_of(name: str) -> Any:
    """`pick` of a Store that holds one set's rows as far as a grounding head needs them."""
    return lambda split, rows: [r for r in needed(split, rows) if r["dataset"] == name]


def run(cfg: C.Config, minutes: float) -> None:
    """Trains what is missing and writes RESULTS/detector.json for every set that has been trained."""
    folder = shipped_folder(cfg)
    budgets, assumption = budgets_of(cfg)
    chosen = {n: b for n, b in budgets.items() if cfg.only in (None, n)}
    clock = seconds_of(chosen, minutes) if chosen else {}
    side = json.loads((folder / "encoders.json").read_text())["pixel"]["image_size"]
    mark = stamp(folder / "pixel.onnx", folder / "ground.onnx")
    sets: dict[str, Any] = {}
    for name in budgets:
        alone = cfg.out / "compare" / "detector" / f"{name}.json"
        if not alone.exists() and name not in chosen:
            continue
        store = D.Store(cfg, pick=rows_of(name))
        pairs = val_pairs(store.rows["val"])
        if alone.exists():
            print(f"{name}: trained already, skipped", flush=True)
        else:
            model, spent = train_on(store, store.rows["train"], budgets[name], clock[name], cfg.seed, name)
            if not enough(asdict(spent), name):
                continue
            save(alone, pairs, find(trained_tool(model), store, pairs, SIDE), asdict(spent))
        ours = cfg.out / "compare" / f"ground-{mark}" / f"{name}.json"
        if not ours.exists():
            save(ours, pairs, find(shipped_tool(folder, cfg.threads), store, pairs, side), {})
        sides = {"shipped": read(ours, pairs), "detector": read(alone, pairs)}
        phrases = {}
        for key, at in by_phrase(pairs).items():
            part = [pairs[i] for i in at]
            both = {k: [v[i] for i in at] for k, v in sides.items()}
            phrases[key] = box_figures(part, {k: (v, halves(part, v)) for k, v in both.items()})
        sets[name] = {"spent": json.loads(alone.read_text())["spent"], "phrases": phrases}
        print(name, {k: {s: {m: round(f["value"], 3) for m, f in v[s].items()} for s in sides}
                     for k, v in phrases.items()}, flush=True)  # fmt: skip
    data = {"split": "val", "side": SIDE, "assumption": assumption,
            "thresholds": "best F1 on the other half of the groups, for both", "sets": sets}  # fmt: skip
    write_result(cfg, "detector", data)
