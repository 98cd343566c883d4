"""LoRA of rank 16 on every linear layer of the decoder; the base stays frozen, in what the device is fast in."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .device import number

RANK = 16


class Lora(nn.Module):
    """base(x) + (x A^T) B^T with A, B in float32; B starts at zero."""

    def __init__(self, base: nn.Linear, rank: int = RANK) -> None:
        super().__init__()
        self.register_buffer("weight", base.weight.detach().to(number()), persistent=False)
        self.a = nn.Parameter(torch.randn(rank, base.in_features) / rank)
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(weight.dtype)
        low = F.linear(F.linear(x, self.a.to(x.dtype)), self.b.to(x.dtype))
        return F.linear(x, weight.to(x.dtype)) + low

    def delta(self) -> Tensor:
        """What merging adds to the base weight, float32 [out,in]."""
        return self.b.detach().float() @ self.a.detach().float()


def wrap(model: nn.Module) -> nn.Module:
    """Puts a Lora in the place of every linear layer but lm_head. Freezes the rest."""
    for p in model.parameters():
        p.requires_grad_(False)

    def walk(module: nn.Module) -> None:
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear) and name != "lm_head":
                setattr(module, name, Lora(child))
            else:
                walk(child)

    walk(model)
    return model


def weights(model: nn.Module) -> dict[str, Tensor]:
    """The trained tensors by name."""
    return {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}


def load(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Copies trained tensors in. Raises KeyError where one is missing."""
    with torch.no_grad():
        for n, p in model.named_parameters():
            if p.requires_grad:
                p.copy_(state[n])


def merge(base: Path, state: dict[str, Tensor], out: Path) -> None:
    """Writes a Hugging Face folder with the LoRA added to the float32 base weights."""
    from transformers import LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(base, dtype=torch.float32)
    with torch.no_grad():
        for name, module in model.named_modules():
            if isinstance(module, nn.Linear) and f"{name}.a" in state:
                module.weight += state[f"{name}.b"].float() @ state[f"{name}.a"].float()
    model.save_pretrained(out)
