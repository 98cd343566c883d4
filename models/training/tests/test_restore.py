"""Exported encoders read back are the encoders that were exported, and a pair is its two members."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs torch")
onnx = pytest.importorskip("onnx", reason="needs onnx")

from evlf_train.disease_net import Disease  # noqa: E402
from evlf_train.disease_pair import Pair, mean, shipped, shrink  # noqa: E402
from evlf_train.export_encoders import DISEASE_OUTPUTS, DiseaseOut, write  # noqa: E402
from evlf_train.restore import fix_norms, module_path, restore  # noqa: E402

LISTS = {"a": ["x", "y"], "b": ["u", "v", "w"]}


def lived(model: torch.nn.Module) -> torch.nn.Module:
    """Normalisations with statistics of their own, so that folding has something to fold."""
    for part in model.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.1)
            part.running_var.uniform_(0.5, 1.5)
            part.weight.data.uniform_(0.5, 1.5)
            part.bias.data.normal_(0, 0.1)
    return model.eval()


def test_the_name_of_a_node_leads_to_its_module() -> None:
    assert module_path("/stem/stem.0/Conv") == "stem.0"
    assert module_path("/blocks.3/depth/depth.0/Conv") == "blocks.3.depth.0"
    assert module_path("/l32/Conv") == "l32"


def test_an_encoder_read_back_gives_the_same_outputs(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = lived(Disease(LISTS))
    x = torch.randn(2, 3, 64, 64)
    write(DiseaseOut(model), (x,), tmp_path / "d.onnx", (["image"], list(DISEASE_OUTPUTS)))
    other = Disease(LISTS)
    restore(other, tmp_path / "d.onnx", "model.")
    other.train()
    fix_norms(other)
    with torch.no_grad():
        a, b = model.net(x), other.net(x)
    assert torch.allclose(a, b, atol=1e-3 * float(a.abs().max()))
    assert torch.equal(model.label.weight, other.label.weight)


def test_a_pair_weighs_label_scores_and_keeps_the_rest_of_the_first() -> None:
    torch.manual_seed(2)
    first, other = lived(Disease(LISTS)), lived(Disease(LISTS))
    x = torch.randn(1, 3, 96, 96)
    pair = Pair(first, 64, other, 96, 0.7).eval()
    with torch.no_grad():
        small = torch.nn.functional.interpolate(x, size=(64, 64), mode="bilinear", antialias=True)
        a, b, both = first(small), other(x), pair(x)
    assert torch.allclose(both["label_logits"], 0.3 * a["label_logits"] + 0.7 * b["label_logits"], atol=1e-4)
    assert torch.allclose(both["embedding"], a["embedding"], atol=1e-4)


def test_a_shipped_pair_comes_back_as_its_two_members(tmp_path: Path) -> None:
    torch.manual_seed(3)
    first, other = lived(Disease(LISTS)), lived(Disease(LISTS))
    x = torch.randn(1, 3, 64, 64)
    write(DiseaseOut(Pair(first, 64, other, 64, 0.7).eval()), (x,), tmp_path / "disease.onnx", (["image"], list(DISEASE_OUTPUTS)))
    facts = {
        "label_sets": [{"id": k, "labels": v} for k, v in LISTS.items()],
        "disease": {"file": "disease.onnx", "image_size": 64, "opinion": 0.7},
    }
    (tmp_path / "encoders.json").write_text(json.dumps(facts))
    a, b, side = shipped(tmp_path)
    assert side == 64 and b is not None
    with torch.no_grad():
        for read, was in ((a, first), (b, other)):
            got, want = read(x)["label_logits"], was(x)["label_logits"]
            assert torch.allclose(got, want, atol=2e-2 * float(want.abs().max()))


def test_the_mean_of_an_encoder_with_itself_is_itself() -> None:
    model = lived(Disease(LISTS))
    x = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.allclose(mean(model, model, 0.5)(x)["label_logits"], model(x)["label_logits"], atol=1e-5)


def test_the_resize_is_a_weighted_mean() -> None:
    assert torch.allclose(shrink(224, 192).sum(1), torch.ones(192), atol=1e-5)
