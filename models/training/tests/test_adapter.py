"""An adapter on the shipped decoder can be read back, changed and taken off; the plan is whole."""

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from evlf_train import adapter, language  # noqa: E402
from evlf_train.decoder_file import layer_names, places  # noqa: E402

SHIPPED = Path(__file__).parents[2] / "evlf-mini"
SIZES = {"q": (576, 576), "k": (576, 192), "v": (576, 192), "o": (576, 576)}
SIZES |= {"gate": (576, 1536), "up": (576, 1536), "down": (1536, 576)}
pytestmark = pytest.mark.skipif(not (SHIPPED / "decoder.onnx").exists(), reason="no shipped model")


def invented(seed: int, rank: int = 2) -> dict[str, torch.Tensor]:
    """Weights as `lora.weights` gives them, exact in half precision."""
    make = torch.Generator().manual_seed(seed)
    state = {}
    for layer in range(30):
        for module in (m for group in layer_names(layer).values() for m in group):
            size, out = SIZES[module.rsplit(".", 1)[1].removesuffix("_proj")]
            for key, shape in (("a", (rank, size)), ("b", (out, rank))):
                state[f"model.{module}.{key}"] = torch.randint(-8, 8, shape, generator=make) / 16
    return state


def test_an_adapter_is_read_back_as_it_was_and_replaced_by_the_next(tmp_path: Path) -> None:
    first, second = invented(1), invented(2)
    adapter.attach(SHIPPED, first, tmp_path)
    nodes = len(onnx.load(str(tmp_path / "decoder.onnx"), load_external_data=False).graph.node)
    back = adapter.separated(tmp_path)
    assert back.keys() == first.keys()
    assert all(torch.equal(back[k], first[k]) for k in first)
    adapter.attach(tmp_path, second, tmp_path)
    graph = onnx.load(str(tmp_path / "decoder.onnx"), load_external_data=False).graph
    assert len(graph.node) == nodes
    assert all(torch.equal(v, second[k]) for k, v in adapter.separated(tmp_path).items())


def test_taken_off_the_graph_is_the_one_without(tmp_path: Path) -> None:
    adapter.attach(SHIPPED, invented(3), tmp_path)
    graph = onnx.load(str(tmp_path / "decoder.onnx"), load_external_data=False).graph
    adapter.take_off(graph)
    outputs = {name for node in graph.node for name in node.output} | {i.name for i in graph.input}
    weights = {t.name for t in graph.initializer}
    assert not any(name.startswith("adapter.") for name in outputs | weights)
    assert all(name in outputs | weights | {""} for node in graph.node for name in node.input)


def test_the_plan_fills_every_weight_of_the_language_graph_once(tmp_path: Path) -> None:
    adapter.attach(SHIPPED, invented(4), tmp_path)
    language.build(tmp_path)
    plan = json.loads((tmp_path / "language.json").read_text())
    spans = [(c["to"], c["length"]) for c in plan["copies"]]
    for m in plan["merges"]:
        spans += [(m["to"], m["rows"] * m["columns"]), (m["toScales"], m["rows"] * 4)]
    wanted = [(p["offset"], p["length"]) for p in places(tmp_path / "language.onnx").values()]
    assert sorted(spans) == sorted(wanted)
    ends = [0, *(a + n for a, n in sorted(spans))]
    assert all(at >= end for (at, _), end in zip(sorted(spans), ends, strict=False))
    assert ends[-1] == plan["size"]
    assert {m["rank"] for m in plan["merges"]} == {2, 6}
