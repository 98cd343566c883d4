"""Reads exported encoders back as torch modules, so that training can go on from the files that ship.

The exporter folded each normalisation into its convolution. Read back, the convolution has the
folded weights and its normalisation is the identity but for the bias; it must stay fixed
(`fix_norms`), for statistics of a batch would undo the folding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from .pixel_net import Pixel


def module_path(node: str) -> str:
    """Name of an ONNX node -> name of the module that made it ("/a/a.0/Conv" -> "a.0")."""
    parts = node.strip("/").split("/")[:-1]
    kept = [p for p, after in zip(parts, [*parts[1:], ""], strict=True) if not after.startswith(f"{p}.")]
    return ".".join(kept)


def tensors(path: Path) -> tuple[dict[str, Tensor], list[Any]]:
    """Initialisers of a file by the name that nodes use, float32, and its nodes."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    got = {
        t.name.removesuffix(".half"): torch.from_numpy(numpy_helper.to_array(t).astype(np.float32))
        for t in graph.initializer
    }
    return got, list(graph.node)


def restore(model: nn.Module, path: Path, prefix: str = "") -> None:
    """Loads a file's convolutions (folded), embeddings and linear layers into `model`.

    `prefix` stands before module names in the file; where some have it, the others belong to another
    model of the same file. Raises KeyError where a module of the file is not in the model.
    """
    got, nodes = tensors(path)
    convolutions = [(module_path(node.name), node) for node in nodes if node.op_type == "Conv"]
    if any(name.startswith(prefix) for name, _ in convolutions):
        convolutions = [(name, node) for name, node in convolutions if name.startswith(prefix)]
    modules = dict(model.named_modules())
    named = dict(model.named_parameters())
    with torch.no_grad():
        for key, value in got.items():
            name = key.removeprefix(prefix)
            if name in named:
                named[name].copy_(value.view_as(named[name]))
        for full, node in convolutions:
            name = full.removeprefix(prefix)
            # `Lite0.maps` is called past `forward`, so its part of the name is missing there
            name = name if name in modules else f"net.{name}"
            conv = modules[name]
            conv.weight.copy_(got[node.input[1]])
            bias = got[node.input[2]]
            if conv.bias is not None:
                conv.bias.copy_(bias)
                continue
            stem, _, number = name.rpartition(".")
            identity(modules[f"{stem}.{int(number) + 1}"], bias)


def identity(norm: nn.BatchNorm2d, bias: Tensor) -> None:
    """Makes a normalisation add `bias` and do nothing else, as long as it is not in training."""
    norm.weight.fill_(1.0)
    norm.bias.copy_(bias)
    norm.running_mean.zero_()
    norm.running_var.fill_(1.0 - norm.eps)


def fix_norms(model: nn.Module) -> None:
    """Every normalisation keeps its statistics; its scale and bias may still be trained."""
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eval()


def shipped_pixel(folder: Path) -> Pixel:
    """pixel.onnx and ground.onnx of a model folder as the module that they came from."""
    model = Pixel()
    restore(model.encoder, folder / "pixel.onnx")
    restore(model.head, folder / "ground.onnx", "head.")
    return model
