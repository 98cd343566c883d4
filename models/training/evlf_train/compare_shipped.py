"""What the shipped disease encoder says of pictures, kept on disk until its files change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from . import data as D
from .compare_shared import stamp
from .disease_data import plain
from .encode import Encoders

BATCH = 16


@torch.no_grad()
def outputs(
    look: Callable[[torch.Tensor], dict[str, torch.Tensor]], album: D.Album, rows: list[D.Row], side: int
) -> dict[str, np.ndarray]:
    """Every output of an encoder for rows, float32, plus `ids`."""
    parts: dict[str, list[np.ndarray]] = {}
    for i in range(0, len(rows), BATCH):
        for k, v in look(plain(album, rows[i : i + BATCH], side)).items():
            parts.setdefault(k, []).append(v.float().numpy())
    return {"ids": np.array([r["id"] for r in rows]), **{k: np.concatenate(v) for k, v in parts.items()}}


def kept(path: Path, make: Callable[[], dict[str, np.ndarray]], rows: list[D.Row]) -> dict[str, np.ndarray]:
    """The arrays of `path`, made anew where the file is missing or was made for other rows."""
    if path.exists():
        got = dict(np.load(path))
        if got["ids"].tolist() == [r["id"] for r in rows]:
            return got
    got = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **got)
    return got


def shipped_outputs(
    out: Path, folder: Path, enc: Encoders, album: D.Album, rows: list[D.Row], name: str
) -> dict[str, np.ndarray]:
    """Outputs of the disease.onnx in `folder` for rows; kept in OUT/compare under its content's stamp."""
    mark = stamp(folder / "disease.onnx", folder / "encoders.json")
    path = out / "compare" / f"disease-{mark}" / f"{name}.npz"
    return kept(path, lambda: outputs(enc.look, album, rows, enc.disease_size), rows)
