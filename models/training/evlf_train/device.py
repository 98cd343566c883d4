"""Where the language model runs: the two cores, or a graphics card where there is one."""

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


def on(value: Any, device: torch.device) -> Any:
    """A batch with all its tensors on the device; what is no tensor stays."""
    if isinstance(value, torch.Tensor):
        return value.to(device)
    if isinstance(value, dict):
        return {k: on(v, device) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(on(v, device) for v in value)
    return value
