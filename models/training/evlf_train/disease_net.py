"""f_disease's network: one EfficientNet-Lite0 for all diagnosis sets.

Heads on the embedding [b,1280]: label logits (one softmax a label set, concatenated), modality,
applicability gate (one sigmoid a label set), coarse region, plane.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from .backbone import EMBEDDING, Lite0
from .device import mixed


class Disease(nn.Module):
    """Encoder and heads. forward: [b,3,S,S] -> dict of embedding and logits."""

    def __init__(self, lists: dict[str, list[str]], net: Lite0 | None = None) -> None:
        super().__init__()
        self.lists = lists
        self.net = net if net is not None else Lite0()
        self.label = nn.Linear(EMBEDDING, sum(map(len, lists.values())))
        self.modality = nn.Linear(EMBEDDING, len(C.MODALITIES))
        self.gate = nn.Linear(EMBEDDING, len(lists))
        self.region = nn.Linear(EMBEDDING, len(C.REGIONS))
        self.plane = nn.Linear(EMBEDDING, len(C.PLANES))

    def heads(self, e: Tensor) -> dict[str, Tensor]:
        d = F.dropout(e, 0.25, self.training)
        return {
            "embedding": e,
            "label_logits": self.label(d),
            "modality_logits": self.modality(d),
            "gate_logits": self.gate(d),
            "region_logits": self.region(d),
            "plane_logits": self.plane(d),
        }

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return self.heads(self.net(x).float())

    def look(self, x: Tensor) -> dict[str, Tensor]:
        """As forward, the convolutions in bfloat16."""
        with mixed():
            e = self.net(x)
        return self.heads(e.float())

    def freeze_front(self, deep: bool = False) -> None:
        """Stem and stride-4 blocks (deep: also stride 8): fixed weights, fixed batch norm."""
        for part in (self.net.stem, *self.net.blocks[: 5 if deep else 3]):
            part.eval()
            for p in part.parameters():
                p.requires_grad_(False)


def offsets(lists: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    """Slice of label_logits of each set."""
    out, n = {}, 0
    for name, labels in lists.items():
        out[name] = (n, n + len(labels))
        n += len(labels)
    return out
