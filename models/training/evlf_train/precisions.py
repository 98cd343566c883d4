"""Encoders in several precisions: size, time a picture, and every mean beside float32.

Reads OUT/export/*.fp32.onnx, or with --encoders the files that ship, whose float32 weights are the stored
halves; writes OUT/precisions/ with export.json. "half" stores weights as float16 and computes in float32; "int8" is static quantisation of weights (a scale for each
channel) and activations (a scale for each tensor, from TRAIN pictures).
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import config as C
from . import data as D
from . import disease_pair
from . import encode as EN
from .calibrate_shared import Session
from .disease_data import plain
from .disease_measure import measure
from .export_encoders import halve, widen
from .pixel_measure import means
from .pixel_measure import measure as measure_boxes
from .pixel_net import SIDE
from .pixel_pairs import val_pairs

CALIBRATION = 160  # training pictures that fix the scales of activations
KINDS = ("fp32", "half", "int8")


def calibration_batches(store: D.Store, side: int) -> Iterator[dict[str, np.ndarray]]:
    """Training pictures, spread over all sets by a fixed draw."""
    rows = store.rows["train"]
    picks = np.random.default_rng(5).choice(len(rows), CALIBRATION, replace=False)
    for i in picks:
        yield {"image": plain(store, [rows[i]], side).contiguous().numpy()}


def quantise(source: Path, target: Path, batches: Iterator[dict[str, np.ndarray]], keep: list[str]) -> None:
    """Static int8 of the convolutions of `source`; nodes named in `keep` stay float."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Reader(CalibrationDataReader):
        def get_next(self) -> dict[str, np.ndarray] | None:
            return next(batches, None)

    ready = target.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_static(
        str(ready), str(target), Reader(), quant_format=QuantFormat.QDQ, per_channel=True,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
        op_types_to_quantize=["Conv"], nodes_to_exclude=keep,
    )  # fmt: skip
    ready.unlink()


def milliseconds(path: Path, feed: dict[str, np.ndarray], threads: int, rounds: int = 25) -> float:
    """Median time of one run with a batch of one."""
    session = Session(path, threads)
    session.run(feed)
    times = []
    for _ in range(rounds):
        at = time.perf_counter()
        session.run(feed)
        times.append(1000 * (time.perf_counter() - at))
    return float(np.median(times))


def made(cfg: C.Config, store: D.Store, part: str, side: int) -> dict[str, Path]:
    """The file of each precision; those that are not there are written."""
    folder = cfg.out / "precisions"
    folder.mkdir(exist_ok=True)
    full = cfg.out / "export" / f"{part}.fp32.onnx"
    files = {k: folder / f"{part}.{k}.onnx" for k in KINDS}
    files["fp32"] = full
    if not files["half"].exists():
        halve(full, files["half"])
    if not files["int8"].exists():
        quantise(full, files["int8"], calibration_batches(store, side), stems(full))
    return files


def stems(path: Path) -> list[str]:
    """The first convolution of each encoder: its input is the picture, which 8 bits read badly twice."""
    import onnx

    return [n.name for n in onnx.load(str(path)).graph.node if n.op_type == "Conv" and "/stem" in n.name]


def from_shipped(cfg: C.Config) -> None:
    """Puts what ships into OUT/export as if it had been exported there; leaves what is there."""
    folder = cfg.out / "export"
    folder.mkdir(exist_ok=True)
    for part in ("disease", "pixel", "ground"):
        file = folder / f"{part}.onnx"
        if not file.exists():
            shutil.copy(cfg.encoders / file.name, file)  # type: ignore[operator]
            widen(file, folder / f"{part}.fp32.onnx")


def described(cfg: C.Config) -> tuple[dict[str, list[str]], int]:
    """Label lists and the side of the pictures of f_disease."""
    if cfg.encoders:
        enc = EN.from_files(cfg.encoders)
        return enc.lists, enc.disease_size
    facts = disease_pair.load(cfg.out)[1]
    return facts["lists"], facts["image_size"]


def labels(cfg: C.Config, store: D.Store) -> list[dict[str, Any]]:
    """Rows of the table for disease.onnx."""
    lists, side = described(cfg)
    val = [r for r in store.rows["val"] if D.target(r, lists)]
    table = []
    for kind, path in made(cfg, store, "disease", side).items():
        session = Session(path, cfg.threads)
        parts: dict[str, list[np.ndarray]] = {}
        for i in range(0, len(val), 32):
            for k, v in session.run({"image": plain(store, val[i : i + 32], side).contiguous().numpy()}).items():
                parts.setdefault(k, []).append(v)
        got = {k: np.concatenate(v) for k, v in parts.items()}
        m = measure(got, val, lists)
        table.append({
            "part": "disease", "precision": kind, "bytes": path.stat().st_size,
            "ms": milliseconds(path, {"image": plain(store, val[:1], side).contiguous().numpy()}, cfg.threads),
            "meanMacroF1": m["meanMacroF1"], "insideRefused": m["insideRefused"], "n": len(val),
            "sets": {k: v["macroF1"] for k, v in m["sets"].items()},
        })  # fmt: skip
        print(table[-1], flush=True)
    return table


def boxes(cfg: C.Config, store: D.Store) -> list[dict[str, Any]]:
    """Rows of the table for pixel.onnx, the head in the precision that ships."""
    from . import calibrate_ground

    pairs = val_pairs(store.rows["val"])
    table = []
    files = made(cfg, store, "pixel", SIDE)
    shipped = (cfg.out / "export" / "pixel.onnx").read_bytes()
    try:
        for kind, path in files.items():
            (cfg.out / "export" / "pixel.onnx").write_bytes(path.read_bytes())
            found = calibrate_ground.ground_outputs(cfg, store, pairs, SIDE)
            m = means(measure_boxes(pairs, found))
            feed = {"image": plain(store, [pairs[0][0]], SIDE).contiguous().numpy()}
            table.append({
                "part": "pixel", "precision": kind, "bytes": path.stat().st_size,
                "ms": milliseconds(path, feed, cfg.threads), "n": len(pairs), **m,
            })  # fmt: skip
            print(table[-1], flush=True)
    finally:
        (cfg.out / "export" / "pixel.onnx").write_bytes(shipped)
    return table


def run(cfg: C.Config) -> None:
    """Print and write OUT/precisions/export.json."""
    torch.set_num_threads(cfg.threads)
    if cfg.encoders:
        from_shipped(cfg)
    store = D.Store(cfg)
    rows = [*labels(cfg, store), *boxes(cfg, store)]
    report = {"name": "export", "command": "python -m evlf_train precisions", "rows": rows}
    (cfg.out / "precisions" / "export.json").write_text(json.dumps(report, indent=1))


