"""A LoRA beside the shipped 4-bit weights: two small products and a sum at each linear layer.

The decoder's data file stays as it is; the adapter is a second, small file that decoder.onnx
points at. y = W x + B (A x), A and B stored as float16.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import language
from .connectors import Connectors
from .connectors import export as export_connectors
from .decoder_file import ADAPTER, embed_place, layer_names, places, take_off


def stacked(state: dict[str, Tensor], modules: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(A^T [in, r*k], B^T [r*k, out]) of modules that the graph multiplies as one; B block by block."""
    down = [state[f"model.{m}.a"] for m in modules]
    up = [state[f"model.{m}.b"] for m in modules]
    a, b = torch.cat(down).T, torch.block_diag(*[u.T for u in up])
    return a.contiguous().numpy().astype(np.float16), b.contiguous().numpy().astype(np.float16)


def separated(folder: Path) -> dict[str, Tensor]:
    """The adapter of FOLDER's decoder as `lora.weights`; empty where it has none."""
    where = places(folder / "decoder.onnx")
    state: dict[str, Tensor] = {}
    if not (folder / ADAPTER).exists():
        return state
    raw = np.memmap(folder / ADAPTER, np.uint8, "r")

    def read(name: str) -> Tensor:
        place = where[name]
        part = raw[place["offset"] : place["offset"] + place["length"]]
        return torch.from_numpy(part.view(np.float16).reshape(place["shape"]).astype(np.float32)).T

    layer = 0
    while f"adapter.layers.{layer}.attn.qkv_proj.a.half" in where:
        for group, modules in layer_names(layer).items():
            at = f"adapter.{group.removeprefix('model.').removesuffix('.MatMul.weight')}"
            downs = read(f"{at}.a.half").chunk(len(modules))
            up, rank = read(f"{at}.b.half"), len(downs[0])
            sizes = [576, 192, 192] if len(modules) == 3 else [len(up)]
            for n, (module, part) in enumerate(zip(modules, up.split(sizes), strict=True)):
                state[f"model.{module}.a"] = downs[n].contiguous()
                state[f"model.{module}.b"] = part[:, n * rank : (n + 1) * rank].contiguous()
        layer += 1
    return state


def attach(folder: Path, state: dict[str, Tensor], out: Path) -> None:
    """Writes OUT/decoder.onnx and OUT/decoder.adapter.data from FOLDER's decoder.

    state: `lora.weights`. An adapter that the decoder has already is taken off first.
    """
    import onnx
    from onnx import TensorProto, helper

    model = onnx.load(str(folder / "decoder.onnx"), load_external_data=False)
    graph = model.graph
    take_off(graph)
    layers = max(int(n.name.split("layers.")[1].split("/")[0]) for n in graph.node if "/layers." in n.name)
    names = {k: v for i in range(layers) for k, v in layer_names(i).items()}
    nodes, casts = [], []
    with (out / ADAPTER).open("wb") as file:

        def store(name: str, values: np.ndarray) -> str:
            tensor = TensorProto(name=f"{name}.half", data_type=TensorProto.FLOAT16, dims=values.shape)
            tensor.data_location = TensorProto.EXTERNAL
            place = {"location": ADAPTER, "offset": str(file.tell()), "length": str(values.nbytes)}
            for key, value in place.items():
                tensor.external_data.add(key=key, value=value)
            file.write(values.tobytes())
            graph.initializer.append(tensor)
            casts.append(helper.make_node("Cast", [tensor.name], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
            return name

        for node in list(graph.node):
            nodes.append(node)
            group = node.input[1].removesuffix("_Q4") if node.op_type == "MatMulNBits" else ""
            if group not in names:
                continue
            a, b = stacked(state, names[group])
            at = f"adapter.{group.removeprefix('model.').removesuffix('.MatMul.weight')}"
            x, y = node.input[0], node.output[0]
            node.output[0] = f"{y}/frozen"
            nodes += [
                helper.make_node("MatMul", [x, store(f"{at}.a", a)], [f"{at}/low"], name=f"{at}/low"),
                helper.make_node("MatMul", [f"{at}/low", store(f"{at}.b", b)], [f"{at}/high"], name=f"{at}/high"),
                helper.make_node("Add", [f"{y}/frozen", f"{at}/high"], [y], name=f"{at}/sum"),
            ]
    del graph.node[:]
    graph.node.extend([*casts, *nodes])
    onnx.save(model, str(out / "decoder.onnx"))


def run(run_folder: Path, model: Path) -> None:
    """Writes RUN/llm from RUN/grpo.pt, else tune.pt, and the model folder's decoder, whose weights stay."""
    out = run_folder / "llm"
    out.mkdir(parents=True, exist_ok=True)
    stage = "grpo" if (run_folder / "grpo.pt").exists() else "tune"
    state = torch.load(run_folder / f"{stage}.pt", weights_only=False)
    shapes = state["connect"]
    connect = Connectors(shapes["from_labels.weight"].shape[1], shapes["from_modality.weight"].shape[1])
    connect.load_state_dict(shapes)
    gap = export_connectors(connect, out / "connectors.onnx")
    attach(model, state["lora"], out)
    language.build(out)
    for file in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(model / file, out / file)
    measured = run_folder / f"{stage}.json"
    told = {
        "embed": embed_place(out),
        "state": f"{stage}.pt",
        "connectorsGap": gap,
        "figures": json.loads(measured.read_text()) if measured.exists() else None,
        "commands": [f"python -m evlf_train {stage}", "python -m evlf_train.package"],
    }
    (out / "llm.json").write_text(json.dumps(told, indent=1))
    print(f"adapter attached; connectors differ by {gap:.2e}", flush=True)
