"""The ONNX files answer like torch, at any batch size, and half-size weights change little."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from evlf_train import export_encoders as E  # noqa: E402
from evlf_train.backbone import pretrained  # noqa: E402
from evlf_train.disease_net import Disease  # noqa: E402
from evlf_train.pixel_net import Pixel  # noqa: E402

LISTS = {"brain-tumor": ["glioma", "no tumour"], "lung-ct": ["benign", "malignant", "normal"]}


def test_the_disease_file_gives_torch_outputs_at_another_batch_size(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = E.DiseaseOut(Disease(LISTS, pretrained())).eval()
    full, half = tmp_path / "a.onnx", tmp_path / "b.onnx"
    E.write(module, (torch.randn(1, 3, 64, 64),), full, (["image"], list(E.DISEASE_OUTPUTS)))
    E.halve(full, half)
    x = torch.randn(3, 3, 64, 64)
    assert E.gap(full, {"image": x.numpy()}, module(x)) < 1e-4
    assert 0 < E.gap(half, {"image": x.numpy()}, module(x)) < 0.02
    assert half.stat().st_size < 0.6 * full.stat().st_size
    wide, again = tmp_path / "c.onnx", tmp_path / "d.onnx"
    E.widen(half, wide)
    E.halve(wide, again)
    assert again.read_bytes() == half.read_bytes(), "the halves are kept as they are"
    assert wide.stat().st_size == pytest.approx(full.stat().st_size, rel=0.05)


def test_the_pixel_and_ground_files_give_torch_boxes(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = Pixel(pretrained()).eval()
    x = torch.randn(2, 3, 128, 128)
    f8, f4 = model.encoder(x)
    assert f8.shape == (2, 96, 16, 16) and f4.shape == (2, 24, 32, 32)
    path = tmp_path / "pixel.onnx"
    E.write(model.encoder, (x[:1],), path, (["image"], ["features", "features4"]))
    assert E.gap(path, {"image": x.numpy()}, (f8, f4)) < 1e-4
    ground = E.Ground(model.head).eval()
    ids = torch.tensor([3, 0])
    path = tmp_path / "ground.onnx"
    names = (["features", "features4", "phrase"], ["scores", "boxes"])
    E.write(ground, (f8[:1], f4[:1], ids[:1]), path, names)
    feeds = {"features": f8.detach().numpy(), "features4": f4.detach().numpy(), "phrase": ids.numpy()}
    assert E.ground_gap(path, feeds, ground(f8, f4, ids)) < 1e-3


def test_a_voted_box_lies_between_the_boxes_that_overlap_it() -> None:
    class Two(torch.nn.Module):
        def forward(self, *_: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            score = torch.full((1, E.Ground.KEPT), -20.0)
            score[0, :3] = torch.tensor([2.0, 2.0, 1.0])
            box = torch.zeros(1, E.Ground.KEPT, 4)
            box[0, 0] = torch.tensor([0.1, 0.1, 0.5, 0.5])
            box[0, 1] = torch.tensor([0.1, 0.1, 0.54, 0.5])
            box[0, 2] = torch.tensor([0.7, 0.7, 0.9, 0.9])
            return score, box

    _, box = E.Ground(Two())(torch.zeros(1), torch.zeros(1), torch.zeros(1))
    assert box[0, 0].tolist() == pytest.approx([0.1, 0.1, 0.52, 0.5], abs=1e-3)
    assert box[0, 2].tolist() == pytest.approx([0.7, 0.7, 0.9, 0.9], abs=1e-3)
