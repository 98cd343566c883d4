"""The frozen encoders as the language model's trainer sees them.

They come from a run's checkpoints (disease.pt, pixel.pt) or, where a run has none, from exported
ONNX files with their encoders.json (OUT/export, or the folder given as `shipped`), so that stage 1
can start from the encoders that ship.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from . import data as D
from . import disease_pair, pixel
from .device import mixed
from .disease_data import plain
from .disease_net import offsets
from .pixel_net import SIDE


@dataclass
class Encoders:
    """Both encoders as functions of a normalised batch [b,3,S,S].

    look: -> embedding, label_logits, gate_logits, modality_logits (and the rest); dense: ->
    features [b,96,32,32], or None where there is no pixel encoder. temperature: per label set.
    """

    look: Callable[[Tensor], dict[str, Tensor]]
    dense: Callable[[Tensor], Tensor] | None
    lists: dict[str, list[str]]
    disease_size: int
    pixel_size: int
    temperature: dict[str, float]


def load_encoders(out: Path, shipped: Path | None = None) -> Encoders:
    """The files of a model folder where one is given; else a run's checkpoints, else what it exported.

    A run that went on from shipped files may hold checkpoints of a part of the encoders only, so a
    folder that is named comes first. Raises FileNotFoundError where none is there.
    """
    if shipped is not None and (shipped / "encoders.json").exists():
        return from_files(shipped)
    if (out / "disease.pt").exists():
        return from_checkpoints(out)
    if (out / "export" / "encoders.json").exists():
        return from_files(out / "export")
    raise FileNotFoundError(f"no disease.pt in {out} and no encoders.json in {out / 'export'} or {shipped}")


def from_checkpoints(out: Path) -> Encoders:
    """disease.pt and, if it is there, pixel.pt."""
    fast = {"memory_format": torch.channels_last}
    loaded, meta = disease_pair.load(out)
    model = loaded.to(**fast)

    dense, size = None, SIDE
    if (out / "pixel.pt").exists():
        trained, info = pixel.load(out)
        pix, size = trained.to(**fast), info["image_size"]

        def dense(x: Tensor) -> Tensor:
            with mixed():
                return pix.encoder(x)[0].float()

    temperature = dict.fromkeys(meta["lists"], 1.0)
    if (out / "export" / "encoders.json").exists():
        temperature |= temperatures(out / "export")
    return Encoders(model.look, dense, meta["lists"], meta["image_size"], size, temperature)


def from_files(folder: Path) -> Encoders:
    """disease.onnx and pixel.onnx of `folder`, described by its encoders.json."""
    import onnxruntime as ort

    facts = json.loads((folder / "encoders.json").read_text())
    options = ort.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()

    def session(part: str) -> Any:
        return ort.InferenceSession(
            str(folder / facts[part]["file"]), options, providers=["CPUExecutionProvider"]
        )

    whole, maps = session("disease"), session("pixel")
    names = facts["disease"]["outputs"]

    def look(x: Tensor) -> dict[str, Tensor]:
        got = whole.run(names, {"image": x.contiguous().numpy()})
        return {k: torch.from_numpy(v) for k, v in zip(names, got, strict=True)}

    def dense(x: Tensor) -> Tensor:
        return torch.from_numpy(maps.run(["features"], {"image": x.contiguous().numpy()})[0])

    lists = {s["id"]: s["labels"] for s in facts["label_sets"]}
    sizes = facts["disease"]["image_size"], facts["pixel"]["image_size"]
    return Encoders(look, dense, lists, *sizes, temperatures(folder))


def temperatures(folder: Path) -> dict[str, float]:
    """Calibrated temperature of each label set."""
    facts = json.loads((folder / "encoders.json").read_text())
    return {s["id"]: s["temperature"] for s in facts["label_sets"]}


def probabilities(logits: np.ndarray, enc: Encoders) -> np.ndarray:
    """Softmax within each label set, temperature applied: [n,L] -> [n,L], order of label_logits."""
    out = np.zeros_like(logits)
    for name, (a, b) in offsets(enc.lists).items():
        z = logits[:, a:b] / enc.temperature[name]
        e = np.exp(z - z.max(1, keepdims=True))
        out[:, a:b] = e / e.sum(1, keepdims=True)
    return out


@torch.no_grad()
def encode(
    enc: Encoders, store: D.Store, rows: list[D.Row], features: bool = True, batch: int = 32
) -> dict[str, np.ndarray]:
    """Frozen outputs for rows of `store`.

    embeddings [n,1280] float32, label_probs [n,L], gates [n,S], modality_probs [n,12] and, if
    asked for and trained, features [n,96,32,32] float16 (about 0.2 MB a picture).
    """
    parts: dict[str, list[np.ndarray]] = {}

    def keep(key: str, value: Tensor) -> None:
        parts.setdefault(key, []).append(value.float().numpy())

    for i in range(0, len(rows), batch):
        chunk = rows[i : i + batch]
        o = enc.look(plain(store, chunk, enc.disease_size))
        keep("embeddings", o["embedding"])
        keep("label_logits", o["label_logits"])
        keep("gates", o["gate_logits"].sigmoid())
        keep("modality_probs", o["modality_logits"].softmax(1))
        if features and enc.dense is not None:
            f8 = enc.dense(plain(store, chunk, enc.pixel_size))
            parts.setdefault("features", []).append(f8.numpy().astype(np.float16))
    out = {k: np.concatenate(v) for k, v in parts.items()}
    out["label_probs"] = probabilities(out["label_logits"], enc)
    return out



