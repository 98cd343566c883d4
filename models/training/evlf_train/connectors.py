"""phi_disease and phi_pixel: encoder outputs -> 68 tokens in the language model's embedding space.

Four disease tokens come from the whole-picture embedding (an MLP) plus a linear path from the
label and modality probabilities; the path starts at the token embeddings of the labels' names, so
the language model can read a label from the first step of training on. Sixty-four pixel tokens are
the dense map after a 4x4 pixel shuffle (no pooling), row major. Each is brought to the length of a text
token, so that its place, added after that, stays visible beside what it holds; the place starts at the
token embeddings of the digits that a box is written with.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from .config import DISEASE_TOKENS, GRID, PIXEL_TOKENS

BLOCK = 4
EMBED, FEATURES, INNER = 1280, 96, 384
TEXT_RMS = 0.134  # of the base model's token embeddings


def pixel_shuffle(features: Tensor) -> Tensor:
    """[b,96,32,32] -> [b,64,1536]: each token holds its 4x4 block, tokens row major."""
    b, c, h, w = features.shape
    x = features.reshape(b, c, h // BLOCK, BLOCK, w // BLOCK, BLOCK)
    return x.permute(0, 2, 4, 1, 3, 5).reshape(b, (h // BLOCK) * (w // BLOCK), c * BLOCK * BLOCK)


def places(digits: Tensor | None, hidden: int) -> Tensor:
    """[64,hidden]: a code of each pixel token's row and column, of half the length of a text token and more.

    Sines and cosines of both, and, where the digits' token embeddings [10,hidden] are given, that of the tens
    of the column's middle as it is and of the row's with its axes turned by half their number.
    """
    middle = (torch.arange(GRID) + 0.5) / GRID
    waves = middle[:, None] * torch.pi / 2 * 16 ** torch.linspace(0, 1, hidden // 4)
    code = torch.cat([waves.sin(), waves.cos()], 1) * TEXT_RMS / 2
    row, column = code[:, None].expand(-1, GRID, -1), code[None].expand(GRID, -1, -1)
    out = torch.cat([column, row], 2)
    if digits is not None:
        tens = digits[(middle * 10).long()]
        out = out + 0.6 * (tens[None] + tens.roll(hidden // 2, 1)[:, None])
    return out.reshape(PIXEL_TOKENS, hidden).contiguous()


class Connectors(nn.Module):
    """(embedding [b,1280], label_probs [b,L], modality_probs [b,M], features [b,96,32,32]) -> [b,68,hidden]."""

    def __init__(self, labels: int, modalities: int, hidden: int = 576) -> None:
        super().__init__()
        self.hidden = hidden
        self.embed_norm = nn.LayerNorm(EMBED)
        self.disease = nn.Sequential(
            nn.Linear(EMBED, INNER), nn.GELU(), nn.Linear(INNER, DISEASE_TOKENS * hidden)
        )
        self.from_labels = nn.Linear(labels, DISEASE_TOKENS * hidden)
        self.from_modality = nn.Linear(modalities, DISEASE_TOKENS * hidden, bias=False)
        self.pixel_norm = nn.LayerNorm(FEATURES * BLOCK * BLOCK)
        self.pixel = nn.Sequential(
            nn.Linear(FEATURES * BLOCK * BLOCK, INNER), nn.GELU(), nn.Linear(INNER, hidden)
        )
        self.pixel_gain = nn.Parameter(torch.full((hidden,), TEXT_RMS))
        self.place = nn.Parameter(places(None, hidden))
        with torch.no_grad():
            self.disease[2].weight.mul_(0.1)
            for layer in (self.disease[2], self.pixel[2]):
                layer.bias.zero_()

    def start_from(
        self, label_names: list[list[int]], modality_names: list[list[int]], digits: list[int], table: Tensor
    ) -> None:
        """Initialises the linear paths and the places from token embeddings.

        label_names, modality_names: token ids of each name; digits: those of 0 to 9; table: [vocab, hidden].
        Token 0 carries the modality, 1 the mean of the label's tokens, 2 its first, 3 its last.
        """
        with torch.no_grad():
            self.from_labels.weight.zero_()
            self.from_labels.bias.zero_()
            self.from_modality.weight.zero_()
            h = self.hidden
            for i, ids in enumerate(label_names):
                rows = table[ids]
                for token, value in ((1, rows.mean(0)), (2, rows[0]), (3, rows[-1])):
                    self.from_labels.weight[token * h : (token + 1) * h, i] = value
            for i, ids in enumerate(modality_names):
                self.from_modality.weight[:h, i] = table[ids].mean(0)
            self.place.copy_(places(table[digits], h))

    def disease_tokens(self, embedding: Tensor, label_probs: Tensor, modality_probs: Tensor) -> Tensor:
        """[b,4,hidden]."""
        x = self.disease(self.embed_norm(embedding))
        x = x + self.from_labels(label_probs) + self.from_modality(modality_probs)
        return x.view(-1, DISEASE_TOKENS, self.hidden)

    def pixel_tokens(self, features: Tensor) -> Tensor:
        """[b,64,hidden]."""
        x = self.pixel(self.pixel_norm(pixel_shuffle(features)))
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6) * self.pixel_gain + self.place

    def pixel_parameters(self) -> list[nn.Parameter]:
        """What phi_pixel alone is made of."""
        return [*self.pixel_norm.parameters(), *self.pixel.parameters(), self.pixel_gain, self.place]

    def forward(
        self, embedding: Tensor, label_probs: Tensor, modality_probs: Tensor, features: Tensor
    ) -> Tensor:
        disease = self.disease_tokens(embedding, label_probs, modality_probs)
        return torch.cat([disease, self.pixel_tokens(features)], 1)


def export(model: Connectors, path: Path) -> float:
    """Writes connectors.onnx with weights stored as float16 (computed in float32).

    Returns the largest absolute difference from torch on random inputs, relative to the output's
    standard deviation.
    """
    import numpy as np
    import onnx
    import onnxruntime as ort

    model = model.float().eval()
    labels, modalities = model.from_labels.in_features, model.from_modality.in_features
    torch.manual_seed(0)
    inputs = (
        torch.randn(2, EMBED),
        torch.rand(2, labels),
        torch.rand(2, modalities),
        torch.randn(2, FEATURES, GRID * BLOCK, GRID * BLOCK),
    )
    names = ["embedding", "label_probs", "modality_probs", "features"]
    torch.onnx.export(
        model,
        inputs,
        str(path),
        input_names=names,
        output_names=["image_tokens"],
        dynamic_axes={n: {0: "b"} for n in [*names, "image_tokens"]},
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(str(path))
    halve(graph)
    onnx.save(graph, str(path))
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feeds = {n: x.numpy() for n, x in zip(names, inputs, strict=True)}
    got = session.run(None, feeds)[0]
    with torch.no_grad():
        want = model(*inputs).numpy()
    return float(np.abs(got - want).max() / want.std())


def halve(graph: object) -> None:
    """Stores every large float32 initialiser as float16 with a Cast back before its use."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    proto = graph.graph  # type: ignore[attr-defined]
    casts = []
    for tensor in list(proto.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 1024:
            continue
        small = numpy_helper.from_array(values.astype(np.float16), f"{tensor.name}_half")
        casts.append(helper.make_node("Cast", [small.name], [tensor.name], to=TensorProto.FLOAT))
        proto.initializer.remove(tensor)
        proto.initializer.append(small)
    nodes = list(proto.node)
    del proto.node[:]
    proto.node.extend([*casts, *nodes])
