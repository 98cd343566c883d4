"""decoder.onnx -> prefill.onnx and prefill.json: the same network for many rows at once.

Reading a prompt is fastest with 8-bit integer products (AMX, VNNI). Weights: int8, one scale for
each output; inputs: uint8 around 128, one scale for each row, so that a row's result does not
depend on its neighbours. The weights are not stored: the app makes them once from the decoder's
4-bit values and the adapter, as prefill.json says, into prefill.data.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .adapter import DATA as ADAPTER
from .adapter import take_off
from .export_llm import places

DATA = "prefill.data"
ALIGN = 4096


class Layout:
    """Places in prefill.data, one after the other, and how to fill them."""

    def __init__(self) -> None:
        self.size = 0
        self.copies: list[dict[str, int]] = []
        self.merges: list[dict[str, Any]] = []

    def take(self, length: int) -> int:
        offset = -(-self.size // ALIGN) * ALIGN
        self.size = offset + length
        return offset


def external(name: str, kind: int, dims: tuple[int, ...], offset: int, length: int) -> Any:
    from onnx import TensorProto

    tensor = TensorProto(name=name, data_type=kind, dims=dims)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": DATA, "offset": str(offset), "length": str(length)}.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


def quantised_rows(x: str) -> tuple[list[Any], str, str]:
    """Nodes that turn x [1,t,k] into uint8 around 128, with the largest size of each row."""
    from onnx import TensorProto, helper

    p = f"{x}/row"
    nodes = [
        helper.make_node("Abs", [x], [f"{p}.abs"]),
        helper.make_node("ReduceMax", [f"{p}.abs", "last_axis"], [f"{p}.top"], keepdims=1),
        helper.make_node("Add", [f"{p}.top", "tiny"], [f"{p}.size"]),
        helper.make_node("Div", ["top_int8", f"{p}.size"], [f"{p}.factor"]),
        helper.make_node("Mul", [x, f"{p}.factor"], [f"{p}.scaled"]),
        helper.make_node("Add", [f"{p}.scaled", "middle"], [f"{p}.moved"]),
        # the cast cuts off: 128.5 + v rounds v
        helper.make_node("Cast", [f"{p}.moved"], [f"{p}.int"], to=TensorProto.UINT8),
    ]
    return nodes, f"{p}.int", f"{p}.size"


def build(folder: Path) -> None:
    """Writes FOLDER/prefill.onnx and prefill.json from its decoder.onnx."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(folder / "decoder.onnx"), load_external_data=False)
    graph, where, layout = model.graph, places(folder / "decoder.onnx"), Layout()
    initialisers = {t.name: t for t in graph.initializer}
    kept: dict[str, Any] = {
        name: numpy_helper.from_array(values, name)
        for name, values in (
            ("last_axis", np.array([-1], np.int64)), ("tiny", np.float32(1e-9)),
            ("top_int8", np.float32(127)), ("middle", np.float32(128.5)), ("zero", np.uint8(128)),
        )
    }  # fmt: skip
    take_off(graph)
    nodes: list[Any] = []
    rows: dict[str, tuple[str, str]] = {}
    for node in graph.node:
        name = node.input[1].removesuffix("_Q4") if node.op_type == "MatMulNBits" else ""
        if not name.startswith("model.layers."):
            nodes.append(node)
            continue
        sizes = {a.name: a.i for a in node.attribute}
        n, k, block = sizes["N"], sizes["K"], sizes["block_size"]
        x, y = node.input[0], node.output[0]
        if x not in rows:
            made, integers, size = quantised_rows(x)
            nodes += made
            rows[x] = integers, size
        at, at_scale = layout.take(n * k), layout.take(n * 4)
        kept[f"{name}.int8"] = external(f"{name}.int8", TensorProto.INT8, (k, n), at, n * k)
        kept[f"{name}.scale"] = external(f"{name}.scale", TensorProto.FLOAT, (n,), at_scale, n * 4)
        adapter = f"adapter.{name.removeprefix('model.').removesuffix('.MatMul.weight')}"
        low = where.get(f"{adapter}.a.half")
        layout.merges.append({
            "rows": n, "columns": k, "block": block,
            "values": where[f"{name}_Q4"]["offset"], "scales": where[f"{name}_scales"]["offset"],
            "rank": low["shape"][1] if low else 0,
            "down": low["offset"] if low else 0,
            "up": where[f"{adapter}.b.half"]["offset"] if low else 0,
            "to": at, "toScales": at_scale,
        })  # fmt: skip
        integers, size = rows[x]
        nodes += [
            helper.make_node("MatMulInteger", [integers, f"{name}.int8", "zero"], [f"{y}/int"]),
            helper.make_node("Cast", [f"{y}/int"], [f"{y}/float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{y}/float", size], [f"{y}/sized"]),
            helper.make_node("Mul", [f"{y}/sized", f"{name}.scale"], [y]),
        ]
    used = {name for node in nodes for name in node.input}
    for name in sorted(used & where.keys()):
        tensor, place = initialisers[name], where[name]
        at = layout.take(place["length"])
        layout.copies.append({"from": place["offset"], "length": place["length"], "to": at})
        kept[name] = external(name, tensor.data_type, place["shape"], at, place["length"])
    for name in sorted(used & (initialisers.keys() - where.keys())):
        kept[name] = initialisers[name]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept.values())
    graph.node.extend(nodes)
    onnx.save(model, str(folder / "prefill.onnx"))
    adapted = any(m["rank"] for m in layout.merges)
    told = {"size": layout.size, "adapter": ADAPTER if adapted else None, "copies": layout.copies, "merges": layout.merges}
    (folder / "prefill.json").write_text(json.dumps(told) + "\n")
