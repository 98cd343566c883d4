"""The encoders that ship are as good a start for stage 1 as a run's checkpoints."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

MODEL = Path(__file__).parents[2] / "evlf-mini"


def shipped() -> Path:
    if not (MODEL / "encoders.json").exists() or not (MODEL / "disease.onnx").exists():
        pytest.skip("the encoders' files are not in models/evlf-mini")
    return MODEL


def test_a_run_takes_the_encoders_of_the_folder_that_is_named(tmp_path: Path) -> None:
    from evlf_train.encode import load_encoders

    folder = shipped()
    facts = json.loads((folder / "encoders.json").read_text())
    (tmp_path / "disease.pt").write_text("the part of the encoders that this run trained")
    enc = load_encoders(tmp_path, folder)
    out = enc.look(torch.zeros(2, 3, enc.disease_size, enc.disease_size))
    labels = sum(len(s["labels"]) for s in facts["label_sets"])
    assert out["embedding"].shape == (2, 1280)
    assert out["label_logits"].shape == (2, labels)
    assert out["gate_logits"].shape == (2, len(facts["label_sets"]))
    assert np.isfinite(out["label_logits"].numpy()).all()
    assert enc.dense is not None
    assert enc.dense(torch.zeros(1, 3, enc.pixel_size, enc.pixel_size)).shape == (1, 96, 32, 32)


def test_neither_checkpoints_nor_files_is_said(tmp_path: Path) -> None:
    from evlf_train.encode import load_encoders

    with pytest.raises(FileNotFoundError, match="no disease.pt"):
        load_encoders(tmp_path)
