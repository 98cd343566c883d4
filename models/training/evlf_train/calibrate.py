"""Thresholds, temperatures and figures on val, from the exported files; writes encoders.json.

Everything is measured through onnxruntime on OUT/export/*.onnx. Figures that depend on a fitted
number (ECE, false alarms, F1) are cross-fitted: fitted on one half of the groups, measured on the
other. Intervals are 95 % by bootstrap over groups.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from . import config as C
from . import data as D
from . import disease_pair, pixel
from .calibrate_ground import phrases
from .calibrate_labels import disease_outputs, label_sets, none_figures
from .export_encoders import DISEASE_OUTPUTS


def run(cfg: C.Config) -> None:
    """Write OUT/export/encoders.json; skipped when it is newer than the files it describes."""
    folder = cfg.out / "export"
    target = folder / "encoders.json"
    files = [folder / f for f in ("disease.onnx", "pixel.onnx", "ground.onnx")]
    made = [f for f in files if f.exists()]
    if target.exists() and all(f.stat().st_mtime <= target.stat().st_mtime for f in made):
        print("calibrate: encoders.json is newer than the files, skipped", flush=True)
        return
    store = D.Store(cfg)
    meta = disease_pair.load(cfg.out)[1]
    lists, size = meta["lists"], meta["image_size"]
    rows = store.rows["val"]
    out = disease_outputs(cfg, store, rows, size)
    entries, figures = label_sets(rows, out, lists, store.rows["train"])
    none = none_figures(rows, out)
    table: dict[str, Any] = {
        "disease": {
            "file": "disease.onnx", "image_size": size, "outputs": list(DISEASE_OUTPUTS),
            "opinion": meta["opinion"],
        },  # fmt: skip
        "mean": C.MEAN,
        "scale": C.SCALE,
        "image": "RGB, letterboxed centred on black to a square, (x - mean) / scale, [b,3,S,S]",
        "label_sets": entries,
        "modalities": list(C.MODALITIES),
        "modality_temperature": none["temperature"],
        "none_threshold": none["none_threshold"],
        "regions": list(C.REGIONS),
        "planes": list(C.PLANES),
        "figures": {"diagnosis": figures, "modality": none["figures"]},
        "split": "val",
        "command": "python -m evlf_train " + " ".join(Path(a).name for a in sys.argv[1:]),
    }
    if files[2].exists():
        side = pixel.load(cfg.out)[1]["image_size"]
        table["pixel"] = {"file": "pixel.onnx", "image_size": side, "outputs": ["features", "features4"]}
        table["ground"] = {
            "file": "ground.onnx", "boxes": 1024, "nms_iou": 0.45, "most_boxes": 60,
            "inputs": ["features", "features4", "phrase"], "outputs": ["scores", "boxes"],
        }  # fmt: skip
        table["phrases"], table["figures"]["grounding"] = phrases(cfg, store, side)
    elif cfg.encoders is not None:  # boxes were not trained: what the shipped files were measured with stands
        kept = json.loads((cfg.encoders / "encoders.json").read_text())
        table |= {k: kept[k] for k in ("pixel", "ground", "phrases")}
        table["figures"]["grounding"] = kept["figures"]["grounding"]
    target.write_text(json.dumps(table, indent=1))
    print(json.dumps({k: v for k, v in table["figures"].items()}, indent=1), flush=True)
