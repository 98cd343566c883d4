"""Reads the shipped language model back: the values that serving multiplies with, as torch weights.

Training that goes on from the shipped files learns on the quantised weights themselves, so that
nothing is lost between training and serving.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from .connectors import Connectors
from .decoder_file import HEAD, layer_names, places
from .int4 import dequantise


def unpack(packed: np.ndarray) -> Tensor:
    """uint8 [out,in/2], low nibble first, 8 added -> int8 -8..7 [out,in]."""
    nibbles = np.stack([packed & 15, packed >> 4], -1).reshape(len(packed), -1)
    return torch.from_numpy(nibbles.astype(np.int8) - 8)


def decoder_weights(folder: Path) -> dict[str, Tensor]:
    """decoder.onnx -> state dict of transformers' LlamaForCausalLM, float32."""
    where = places(folder / "decoder.onnx")
    raw = np.memmap(folder / "decoder.onnx.data", np.uint8, "r")

    def read(name: str, dtype: Any = np.float32) -> np.ndarray:
        place = where[name]
        part = raw[place["offset"] : place["offset"] + place["length"]]
        return part.view(dtype).reshape(place["shape"])

    def matrix(name: str) -> Tensor:
        q = unpack(read(f"{name}_Q4", np.uint8).reshape(where[f"{name}_Q4"]["shape"][0], -1))
        return dequantise(q, torch.from_numpy(read(f"{name}_scales").reshape(len(q), -1).copy()))

    state = {"model.embed_tokens.weight": matrix(HEAD)}
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    layers = max(int(n.split(".")[2]) for n in where if n.startswith("model.layers."))
    for layer in range(layers):
        for name, modules in layer_names(layer).items():
            rows = [576, 192, 192] if len(modules) == 3 else [-1]
            stacked = matrix(name)
            parts = stacked.split(rows) if len(modules) == 3 else [stacked]
            for module, part in zip(modules, parts, strict=True):
                state[f"model.{module}.weight"] = part
        for norm in ("input_layernorm", "post_attention_layernorm"):
            key = f"model.layers.{layer}.{norm}.weight"
            state[key] = torch.from_numpy(read(key).copy())
    last = f"model.layers.{layers}.final_norm_layernorm.weight"
    state["model.norm.weight"] = torch.from_numpy(read(last).copy())
    return state


def connectors(path: Path) -> Connectors:
    """connectors.onnx -> the module, float32."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    got = {
        t.name.removesuffix("_half"): torch.from_numpy(numpy_helper.to_array(t).astype(np.float32))
        for t in graph.initializer
    }
    model = Connectors(got["from_labels.weight"].shape[1], 12)
    state = model.state_dict()
    # the exporter stores matrices of three-dimensional products without name, inputs first
    nameless = {tuple(v.shape): v for k, v in got.items() if k.startswith("onnx::MatMul")}
    for key, tensor in state.items():
        if key in got:
            state[key] = got[key]
        elif tensor.dim() == 2 and tuple(tensor.shape[::-1]) in nameless:
            state[key] = nameless[tuple(tensor.shape[::-1])].T.contiguous()
        else:
            twin = next((n.input[0] for n in graph.node if n.op_type == "Identity" and key in n.output), None)
            if twin is None:
                raise KeyError(f"{key} is not in {path}")
            state[key] = got[twin]
    model.load_state_dict(state)
    return model
