"""What stands where in decoder.onnx and its data file: for those who write it and those who read it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .int4 import BLOCK

ADAPTER = "decoder.adapter.data"  # beside the decoder, where it has a LoRA

HEAD = "lm_head.MatMul.weight"


def places(path: Path) -> dict[str, dict[str, Any]]:
    """Offset, length and shape of each external initialiser of a decoder.onnx."""
    import onnx

    graph = onnx.load(str(path), load_external_data=False).graph
    found = {}
    for tensor in graph.initializer:
        where = {e.key: e.value for e in tensor.external_data}
        if "offset" in where:
            found[tensor.name] = {
                "offset": int(where["offset"]),
                "length": int(where["length"]),
                "shape": tuple(tensor.dims),
            }
    return found


def layer_names(layer: int) -> dict[str, list[str]]:
    """Initialiser prefix in the graph -> module names in the Hugging Face model, stacked in order."""
    at, here = f"model.layers.{layer}.", f"layers.{layer}."
    pairs = {f"{at}attn.qkv_proj.MatMul.weight": [f"{here}self_attn.{x}_proj" for x in "qkv"]}
    pairs[f"{at}attn.o_proj.MatMul.weight"] = [f"{here}self_attn.o_proj"]
    for x in ("gate", "up", "down"):
        pairs[f"{at}mlp.{x}_proj.MatMul.weight"] = [f"{here}mlp.{x}_proj"]
    return pairs


def embed_place(out: Path) -> dict[str, Any]:
    """The `embed` entry of model.json."""
    where = places(out / "decoder.onnx")
    return {
        "file": "decoder.onnx.data",
        "rows": where[f"{HEAD}_Q4"]["shape"][0],
        "blockSize": BLOCK,
        "bits": 4,
        "dataOffset": where[f"{HEAD}_Q4"]["offset"],
        "scalesOffset": where[f"{HEAD}_scales"]["offset"],
        "zeroPointsOffset": None,
        "scaleType": "float32",
    }


def take_off(graph: Any) -> None:
    """Removes an adapter's nodes and weights from a decoder's graph."""
    rest = [n for n in graph.node if not n.name.startswith("adapter.")]
    for node in rest:
        node.output[0] = node.output[0].removesuffix("/frozen")
    weights = [t for t in graph.initializer if not t.name.startswith("adapter.")]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(rest)
    graph.initializer.extend(weights)
