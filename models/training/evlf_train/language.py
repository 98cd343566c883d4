"""decoder.onnx -> language.onnx and language.json: the network as the app runs it.

8-bit integer products (AMX, VNNI) read a prompt fastest, and a few rows cost hardly more than one.
Weights: int8, one scale for each output; inputs: uint8 around 128, one scale for each row, so that
a row's result does not depend on its neighbours. The weights are not stored: the app makes them
once from the decoder's 4-bit values and the adapter, as language.json says, into language.data.

x86 processors without VNNI add such products of unsigned and signed bytes in 16 bits and cut off what
does not fit. For them there is language.unsigned.onnx: the same network with 128 added to every weight.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .decoder_file import ADAPTER, places, take_off

DATA, UNSIGNED = "language.data", "language.unsigned.onnx"
ALIGN = 4096
# inputs with a few very large values: 8 bits alone would cost most of the precision
FINE = {"qkv_proj": 30, "down_proj": 10}  # in this many of the first layers


class Layout:
    """Places in language.data, one after the other, and how to fill them."""

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


class Rows:
    """A product's input x [1,t,k] as uint8 around 128 with one scale for each row.

    `fine` holds what rounding left, in steps of a 254th; made for those inputs that ask for it.
    `owed`: a scale for each row that x has yet to be multiplied with.
    """

    def __init__(self, x: str, fine: bool, owed: str | None = None) -> None:
        from onnx import helper

        p = f"{x}/row"
        self.scale, self.coarse, self.fine = f"{p}.scale", f"{p}.int", f"{p}.fine" if fine else None
        self.nodes = [
            helper.make_node("Abs", [x], [f"{p}.abs"]),
            helper.make_node("ReduceMax", [f"{p}.abs", "last_axis"], [f"{p}.top"], keepdims=1),
            helper.make_node("Mul", [f"{p}.top", "step"], [self.scale]),
            helper.make_node("Reshape", [f"{p}.scale", "flat"], [f"{p}.scales"]),
            helper.make_node("QuantizeLinear", [x, f"{p}.scales", "middles"], [self.coarse], axis=1),
        ]
        if owed is not None:
            self.scale = f"{p}.whole"
            self.nodes.append(helper.make_node("Mul", [f"{p}.scale", owed], [self.scale]))
        if fine:
            self.nodes += [
                helper.make_node("DequantizeLinear", [self.coarse, f"{p}.scales", "middles"], [f"{p}.near"], axis=1),
                helper.make_node("Sub", [x, f"{p}.near"], [f"{p}.rest"]),
                helper.make_node("Mul", [f"{p}.scales", "finer"], [f"{p}.steps"]),
                helper.make_node("QuantizeLinear", [f"{p}.rest", f"{p}.steps", "middles"], [f"{p}.fine"], axis=1),
            ]

    def product(self, weight: str, y: str, scaled: bool = True) -> list[Any]:
        """Nodes of y = x W; not `scaled`: without the rows' scale, which y then owes."""
        from onnx import helper

        def times(integers: str, factor: str, out: str) -> Any:
            given = [integers, f"{weight}.int8", factor, f"{weight}.scale", "middle"]
            return helper.make_node("MatMulIntegerToFloat", given, [out], domain="com.microsoft")

        rows = f"{y}/row" if scaled else y
        last = [helper.make_node("Mul", [rows, self.scale], [y])] if scaled else []
        if self.fine is None:
            return [times(self.coarse, "one", rows), *last]
        return [
            times(self.coarse, "one", f"{y}/coarse"),
            times(self.fine, "finer", f"{y}/fine"),
            helper.make_node("Add", [f"{y}/coarse", f"{y}/fine"], [rows]),
            *last,
        ]


def wanted_rows(graph: Any) -> None:
    """Logits of the rows that the input `wanted` [n] names, in place of the last row's."""
    from onnx import TensorProto, helper

    gather = next(n for n in graph.node if n.op_type == "Gather" and "prune" in n.output[0])
    lift = next(n for n in graph.node if n.op_type == "Unsqueeze" and n.input[0] == gather.output[0])
    head = next(n for n in graph.node if n.output[0] == "logits")
    head.input[0] = gather.output[0]
    last = next(n for n in graph.node if gather.input[1] in n.output)
    gather.input[1] = "wanted"
    for node in (lift, last):
        graph.node.remove(node)
    # the shape that was true of one row
    told = [v for v in graph.value_info if v.name != gather.output[0]]
    del graph.value_info[:]
    graph.value_info.extend(told)
    graph.input.append(helper.make_tensor_value_info("wanted", TensorProto.INT64, ["rows"]))
    for output in graph.output:
        if output.name == "logits":
            output.type.tensor_type.shape.dim[1].dim_param = "rows"


def unsigned(folder: Path) -> None:
    """Writes FOLDER/language.unsigned.onnx from its language.onnx: weights are uint8 around 128."""
    import onnx
    from onnx import TensorProto

    model = onnx.load(str(folder / "language.onnx"), load_external_data=False)
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.INT8:
            tensor.data_type = TensorProto.UINT8
    for node in model.graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            node.input.append("middle")
    onnx.save(model, str(folder / UNSIGNED))


def build(folder: Path) -> None:
    """Writes FOLDER/language.onnx, its unsigned twin and language.json from its decoder.onnx."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(folder / "decoder.onnx"), load_external_data=False)
    graph, where, layout = model.graph, places(folder / "decoder.onnx"), Layout()
    initialisers = {t.name: t for t in graph.initializer}
    kept: dict[str, Any] = {
        name: numpy_helper.from_array(values, name)
        for name, values in (
            ("last_axis", np.array([-1], np.int64)), ("flat", np.array([-1], np.int64)),
            ("step", np.float32(1 / 127)), ("one", np.float32(1)), ("finer", np.float32(1 / 254)),
            ("middle", np.uint8(128)),
        )
    }  # fmt: skip
    take_off(graph)
    wanted_rows(graph)
    nodes: list[Any] = [
        helper.make_node("Shape", ["inputs_embeds"], ["rows"], start=1, end=2),
        helper.make_node("Expand", ["middle", "rows"], ["middles"]),
    ]
    rows: dict[str, Rows] = {}
    owed: dict[int, str] = {}
    for node in graph.node:
        name = node.input[1].removesuffix("_Q4") if node.op_type == "MatMulNBits" else ""
        if not name.startswith("model.layers."):
            nodes.append(node)
            continue
        sizes = {a.name: a.i for a in node.attribute}
        n, k, block = sizes["N"], sizes["K"], sizes["block_size"]
        x, y = node.input[0], node.output[0]
        if x not in rows:
            layer = int(name.split(".")[2])
            fine = any(part in name and layer < first for part, first in FINE.items())
            rows[x] = Rows(x, fine, owed.get(layer) if "down_proj" in name else None)
            nodes += rows[x].nodes
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
        # silu(gate) * up goes straight into the next product: one multiplication for both scales
        later = "up_proj" in name
        if later:
            owed[int(name.split(".")[2])] = rows[x].scale
        nodes += rows[x].product(name, y, not later)
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
    onnx.save(model, str(folder / "language.onnx"))
    unsigned(folder)
    adapted = any(m["rank"] for m in layout.merges)
    told = {"size": layout.size, "adapter": ADAPTER if adapted else None, "copies": layout.copies, "merges": layout.merges}
    (folder / "language.json").write_text(json.dumps(told) + "\n")
