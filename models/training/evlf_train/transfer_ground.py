"""Boxes on external sets: the shipped tool as it is, beside a head trained on that set alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from . import config as C
from .compare_boxes import Found, Pair, box_figures, by_phrase, find, shipped_tool, trained_tool, truths
from .compare_detector import read, save, train_on
from .compare_shared import enough, stamp, told
from .external import External
from .pixel_measure import best_threshold
from .pixel_net import SIDE
from .pixel_pairs import val_pairs

BOXED = ("draaslan", "lung-masks")
WITHOUT_BOXES = {"chula-rbc": "the set has no boxes", "vqa-med-2019": "the set has no boxes"}
# of the head trained on one set; --minutes and --seen change them, --minutes 0 leaves the head out
MINUTES, PICTURES = 6.0, 6000


def ground(cfg: C.Config, folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Per set: the tool on all pictures (`all`), and tool and own head on the val part (`val`)."""
    sets = {name: one(cfg, folder, facts, name) for name in BOXED if cfg.only in (None, name)}
    return {
        "thresholds": "of the tool: encoders.json; of the own head: best F1 on its training pictures",
        "notMeasured": WITHOUT_BOXES, "sets": sets,
    }  # fmt: skip


def one(cfg: C.Config, folder: Path, facts: dict[str, Any], name: str) -> dict[str, Any]:
    """Figures of one set by "phrase|modality"."""
    external = External(cfg, name)
    pairs = val_pairs(external.rows)
    home = cfg.out / "transfer"
    ours = home / f"ground-{stamp(folder / 'pixel.onnx', folder / 'ground.onnx')}" / f"{name}.json"
    if not ours.exists():
        save(ours, pairs, find(shipped_tool(folder, cfg.threads), external, pairs, facts["pixel"]["image_size"]), {})
    own = home / f"detector-{cfg.seen or PICTURES}" / f"{name}.json"
    if not own.exists():
        alone_head(cfg, external, pairs, own)
    tool, alone = read(ours, pairs), read(own, pairs) if own.exists() else None
    table: dict[str, Any] = {"all": {}, "val": {}}
    if alone:
        table["spent"] = json.loads(own.read_text())["spent"]
    for key, at in by_phrase(pairs).items():
        val = [i for i in at if pairs[i][0]["part"] == "val"]
        train = [i for i in at if pairs[i][0]["part"] == "train"]
        shipped = tool_threshold(facts, key)

        def side(found: list[Found], cut: float, part: list[int]) -> tuple[list[Found], np.ndarray]:
            return [found[i] for i in part], np.full(len(part), cut)

        table["all"][key] = box_figures([pairs[i] for i in at], {"shipped": side(tool, shipped, at)})
        both = {"shipped": side(tool, shipped, val)}
        if alone:
            both["detector"] = side(alone, own_threshold(pairs, alone, train), val)
        table["val"][key] = box_figures([pairs[i] for i in val], both)
        print(" ", name, key, told({p: table[p][key] for p in ("all", "val")}), flush=True)
    return table


def alone_head(cfg: C.Config, external: External, pairs: list[Pair], path: Path) -> None:
    """Trains a head on the set's train part and keeps its boxes, if there was time enough."""
    minutes = MINUTES if cfg.minutes is None else cfg.minutes
    if minutes <= 0:
        return
    train = [r for r in external.rows if r["part"] == "train"]
    model, spent = train_on(external, train, cfg.seen or PICTURES, minutes * 60, cfg.seed, external.name)
    if enough(asdict(spent), external.name):
        save(path, pairs, find(trained_tool(model), external, pairs, SIDE), asdict(spent))


def tool_threshold(facts: dict[str, Any], key: str) -> float:
    """Threshold of "phrase|modality" in encoders.json. Raises KeyError where it has none."""
    phrase, modality = key.split("|")
    for entry in facts["phrases"]:
        for m in entry["modalities"]:
            if (entry["phrase"], m["modality"]) == (phrase, modality):
                return float(m["threshold"])
    raise KeyError(key)


def own_threshold(pairs: list[Pair], found: list[Found], train: list[int]) -> float:
    """Threshold with the best F1 on training pictures."""
    truth = truths([pairs[i] for i in train])
    return best_threshold([(*found[i], t) for i, t in zip(train, truth, strict=True)])[0]
