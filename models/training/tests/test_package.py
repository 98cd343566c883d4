"""Packaging a run that trained only some parts leaves the others as they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch")
pytest.importorskip("tokenizers", reason="needs tokenizers")

MODEL = Path(__file__).parents[2] / "evlf-mini"


def test_a_run_without_anything_new_gives_the_same_model_json(tmp_path: Path) -> None:
    from evlf_train.package import package

    if not (MODEL / "model.json").exists():
        pytest.skip("models/evlf-mini has no model.json")
    folder = tmp_path / "model"
    folder.mkdir()
    for path in MODEL.iterdir():
        if path.suffix == ".json":
            shutil.copy(path, folder)
        elif path.is_file():
            (folder / path.name).symlink_to(path)
    before = json.loads((folder / "model.json").read_text())
    after = package(tmp_path / "run", folder, before["version"])
    for part in ("measured", "knownFailures"):
        before.pop(part, None)
        after.pop(part, None)
    assert json.loads(json.dumps(after)) == before
