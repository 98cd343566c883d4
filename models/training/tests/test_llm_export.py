"""int4 round trips, GPTQ beats rounding, and files that match torch."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from evlf_train import export_llm as X
from evlf_train import int4 as I
from evlf_train import package as P
from evlf_train.connectors import Connectors, pixel_shuffle

MODEL = Path(__file__).resolve().parents[3] / "models" / "evlf-mini"


def test_quantising_twice_changes_nothing() -> None:
    torch.manual_seed(0)
    once = I.requantise(torch.randn(24, 192))
    assert torch.equal(I.requantise(once), once)


def test_packed_nibbles_read_back_to_the_dequantised_rows(tmp_path: Path) -> None:
    torch.manual_seed(1)
    weight = torch.randn(10, 128)
    q, scale = I.quantise(weight)
    (tmp_path / "d").write_bytes(I.pack(q).tobytes() + scale.numpy().astype("<f4").tobytes())
    place = {"file": "d", "blockSize": 64, "dataOffset": 0, "scalesOffset": 10 * 64}
    rows = X.read_rows(tmp_path, place, [9, 3], 128)
    assert np.array_equal(rows, I.dequantise(q, scale)[[9, 3]].numpy())


def test_gptq_keeps_outputs_closer_than_rounding() -> None:
    torch.manual_seed(2)
    mix = torch.randn(128, 128) * 0.3 + torch.eye(128)
    x, weight = torch.randn(600, 128) @ mix, torch.randn(32, 128)
    wanted = x @ weight.T
    rounded = (x @ I.requantise(weight).T - wanted).square().mean()
    ours = (x @ I.dequantise(*I.gptq(weight, x.T @ x / 600)).T - wanted).square().mean()
    assert ours < 0.8 * rounded


def test_pixel_tokens_keep_their_place() -> None:
    features = torch.zeros(1, 96, 32, 32)
    features[0, 5, 9, 30] = 1.0
    hit = pixel_shuffle(features)[0].abs().sum(1).nonzero().flatten().tolist()
    assert hit == [2 * 8 + 7]


def test_a_label_is_readable_from_the_first_step_on() -> None:
    table = torch.randn(50, 576)
    model = Connectors(3, 2)
    model.start_from([[1, 2], [3], [4]], [[5], [6]], list(range(10, 20)), table)
    with torch.no_grad():
        probs = torch.tensor([[0.0, 1.0, 0.0]])
        path = model.from_labels(probs).view(4, 576)
    assert torch.allclose(path[2], table[3], atol=1e-5)


def test_a_pixel_token_is_as_long_whatever_it_holds_and_begins_with_the_digits_of_its_place() -> None:
    table = torch.randn(50, 576)
    table[10:20] *= 0.1
    model = Connectors(3, 2)
    model.start_from([[1], [2], [3]], [[4], [5]], list(range(10, 20)), table)
    with torch.no_grad():
        held = [model.pixel_tokens(torch.randn(1, 96, 32, 32) * size)[0] - model.place for size in (1.0, 1000.0)]
    for rows in held:
        assert torch.allclose(rows.square().mean(1).sqrt(), torch.full((64,), 0.134), rtol=1e-3)
    # the last column's middle is at 94 of 100, the first row's at 6
    place = model.place.detach()[7]
    nearest = torch.nn.functional.cosine_similarity(place[None], table[10:20])
    assert int(nearest.argmax()) == 9
    turned = torch.nn.functional.cosine_similarity(place[None], table[10:20].roll(288, 1))
    assert int(turned.argmax()) == 0


def test_connectors_file_gives_what_torch_gives(tmp_path: Path) -> None:
    from evlf_train.connectors import export

    assert export(Connectors(5, 3), tmp_path / "c.onnx") < 0.02


def test_too_few_pictures_are_called_untested() -> None:
    assert P.strength({"n": 12, "missed": 0.1}) == "untested"
    assert P.strength({"n": 40, "missed": {"value": 0.1}})["missed"] == 0.1
    assert P.confidence("untested") == "untested"


@pytest.mark.skipif(not (MODEL / "decoder.onnx.data").exists(), reason="decoder files are absent")
def test_the_embedding_rows_lie_where_model_json_says() -> None:
    import json

    place = X.embed_place(MODEL)
    assert json.loads((MODEL / "model.json").read_text())["llm"]["embed"] == place
    rows = X.read_rows(MODEL, place, [0, 49151], 576)
    assert np.isfinite(rows).all() and 0.01 < np.abs(rows).mean() < 1
