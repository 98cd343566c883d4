"""The mean of the weights of runs that went on from one another; measures it as a run is measured.

python -m evlf_train.average --data DATA --out OUT --encoders MODEL RUN RUN [...]

Writes OUT/tune.pt and OUT/tune.json; OUT holds the collected encoder outputs and the base model.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from . import data as D
from . import lora
from .config import Config
from .reader import Reader
from .stage1 import read_sides
from .stage1_eval import figures


def mean(states: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of LoRA and connector weights. Raises KeyError where runs differ in their tensors."""
    out: dict[str, Any] = {"lists": states[0]["lists"]}
    for part in ("lora", "connect"):
        keys = states[0][part].keys()
        out[part] = {k: torch.stack([s[part][k].float() for s in states]).mean(0) for k in keys}
    return out


def main() -> None:
    p = argparse.ArgumentParser(prog="evlf_train.average")
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--encoders", type=Path, required=True, help="the model folder that the runs went on from")
    p.add_argument("runs", type=Path, nargs="+")
    a = p.parse_args()
    cfg = Config(a.data, a.out, a.out / "cache", a.out / "nonmedical", encoders=a.encoders)
    state = mean([torch.load(run / "tune.pt", weights_only=False) for run in a.runs])
    store, lists = D.Store(cfg), state["lists"]
    reader = Reader(cfg.out / "base", lists, a.encoders)
    lora.load(reader.lm, state["lora"])
    reader.connect.load_state_dict(state["connect"])
    told = {"meanOf": len(a.runs), **figures(reader, *read_sides(cfg, store, lists)["val"], True, 20)}
    torch.save(state, cfg.out / "tune.pt")
    (cfg.out / "tune.json").write_text(json.dumps(told, indent=1))
    print(told, flush=True)


if __name__ == "__main__":
    main()
