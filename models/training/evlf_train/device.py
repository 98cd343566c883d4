"""Where a model runs, the two cores or a graphics card where there is one, and in which numbers."""

from __future__ import annotations

from typing import Any

import torch


def choose(name: str) -> torch.device:
    """"cpu", "cuda", or the card where there is one for "auto". Raises ValueError for what is not there."""
    if name not in ("auto", "cpu", "cuda"):
        raise ValueError(f"--device takes auto, cpu or cuda, not {name!r}")
    if name == "cuda" and not torch.cuda.is_available():
        raise ValueError("there is no CUDA device")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def number(kind: str = "cpu") -> torch.dtype:
    """What products are computed in on a kind of device: bfloat16 where it multiplies that itself.

    A processor without such instructions takes several times longer for bfloat16 than for float32.
    """
    if kind != "cpu" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported():
        return torch.bfloat16
    return torch.float32


def mixed(kind: str = "cpu") -> torch.autocast:
    """Autocast to `number(kind)`; does nothing where that is float32."""
    return torch.autocast(kind, torch.bfloat16, enabled=number(kind) is torch.bfloat16)


def on(value: Any, device: torch.device) -> Any:
    """A batch with all its tensors on the device; what is no tensor stays."""
    if isinstance(value, torch.Tensor):
        return value.to(device)
    if isinstance(value, dict):
        return {k: on(v, device) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(on(v, device) for v in value)
    return value
