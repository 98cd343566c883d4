"""Batches of stage 1: what is padded, skipped and learned; LoRA starts as the base model."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from torch import nn

from evlf_train import batches as B
from evlf_train import features as FT
from evlf_train import lora
from evlf_train.device import number
from evlf_train.mixture_scene import Picture
from evlf_train.reader import LOOKING_LAYERS, astray
from evlf_train.stage1 import collate


def item(length: int, block: int | None) -> dict[str, object]:
    mask = [i >= length - 4 for i in range(length)]
    blocks = [] if block is None else [(block, Picture("train", 0))]
    return {"ids": list(range(100, 100 + length)), "mask": mask, "blocks": blocks, "weight": [1.0] * length, "kind": "x"}


def test_without_pixels_their_positions_stay_empty() -> None:
    batch = collate([item(90, 5)], False)
    assert batch["ids"].shape == (1, 90 - 64)
    positions = batch["positions"][0].tolist()
    assert positions[8] == 8 and positions[9] == 73 and positions[-1] == 89
    assert batch["at"][1].tolist() == [5, 6, 7, 8]


def test_each_learned_id_is_predicted_from_the_one_before() -> None:
    batch = collate([item(20, None), item(12, None)], True)
    rows, cols = batch["predict"]
    assert torch.equal(batch["ids"][rows, cols + 1], batch["target"])
    assert len(batch["target"]) == 8
    assert batch["mask"].sum().item() == 32


def test_lora_starts_as_the_base_layer_and_learns_only_itself() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(32, 16, bias=False))
    x = torch.randn(4, 32)
    before = nn.functional.linear(x, model[0].weight.to(number()).float())
    lora.wrap(model)
    assert torch.allclose(model(x), before)
    assert sorted(lora.weights(model)) == ["0.a", "0.b"]


def test_label_probabilities_are_sharpened_softmax_times_gate() -> None:
    import numpy as np

    lists = {"one": ["a", "b"], "two": ["c", "d", "e"]}
    out = FT.set_softmax(np.array([[0, 0, 0.01, 0, 0]]), np.array([[1.0, 0.5]]), lists)
    # the same numbers stand in the app's test
    assert np.allclose(out, [[0.5, 0.5, 0.288058, 0.105971, 0.105971]], atol=1e-5)


def test_a_swapped_label_leads_the_probabilities() -> None:
    lists = {"one": ["a", "b"], "two": ["c", "d", "e"]}
    source = FT.Invented(lists, 1)
    picture = Picture("train", 0, ("two", [("d", 0.7), ("c", 0.2), ("e", 0.1)]), "mri")
    batch = source.take([picture] * 5, False)
    assert (batch.label_probs.argmax(1) == 3).all()
    assert batch.features is None


def test_pictures_that_the_answer_lies_in_get_their_pixel_tokens_in_batches_of_their_own() -> None:
    import random

    from evlf_train.batches import batches

    items = [{**item(30 + n, None), "pixels": n % 3 == 0} for n in range(60)]
    made = batches(items, random.Random(0))
    assert sum(map(len, made)) == 60
    assert all(len({bool(i["pixels"]) for i in batch}) == 1 for batch in made)


def test_blanking_takes_pixel_tokens_alone_and_only_where_asked() -> None:
    from evlf_train.reader import blanked

    torch.manual_seed(0)
    out = blanked(torch.ones(2, 68, 8), torch.tensor([0.5, 0.0]))
    assert (out[:, :4] == 1).all() and (out[1] == 1).all()
    gone = int((out[0, 4:, 0] == 0).sum())
    assert 15 < gone < 49


def test_a_digit_is_read_from_the_cells_that_its_edge_runs_through() -> None:
    left, top, right, bottom = ([n for n, own in enumerate(cells) if own] for cells in B.edge_cells([13, 24, 49, 62]))
    # columns 1 to 3, rows 1 to 4 of eight
    assert left == [9, 17, 25, 33] and right == [11, 19, 27, 35]
    assert top == [9, 10, 11] and bottom == [33, 34, 35]


def test_attention_on_the_edge_costs_nothing_and_elsewhere_it_does() -> None:
    looks = torch.tensor([[0, 2, 1], [1, 3, 0]])
    cells = torch.zeros(2, 64, dtype=torch.bool)
    cells[0, 5], cells[1, 63] = True, True
    on = torch.zeros(2, 9, 70, 70)
    on[0, :, 2, 6], on[1, :, 3, 63] = 1.0, 1.0
    off = torch.zeros(2, 9, 70, 70)
    off[..., 69] = 1.0
    layers = max(LOOKING_LAYERS) + 1
    assert float(astray((on,) * layers, looks, cells)) == pytest.approx(0, abs=1e-3)
    assert float(astray((off,) * layers, looks, cells)) > 5
