"""Symmetric 4-bit weights as MatMulNBits stores them: rounding, GPTQ, packing.

One float32 scale for BLOCK weights, no zero points: value = (nibble - 8) * scale, low nibble first.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

BLOCK = 64


def scales_of(weight: Tensor, block: int = BLOCK) -> Tensor:
    """[out,in] -> [out,in/block]: the weight of largest size in a block maps to -8."""
    v = weight.float().view(weight.shape[0], -1, block)
    largest = v.gather(-1, v.abs().argmax(-1, keepdim=True)).squeeze(-1)
    scale = largest / -8
    return torch.where(scale.abs() < 1e-9, torch.full_like(scale, 1e-9), scale)


def quantise(weight: Tensor, block: int = BLOCK) -> tuple[Tensor, Tensor]:
    """Round to nearest. Returns (integers -8..7 [out,in] int8, scales [out,in/block] float32)."""
    scale = scales_of(weight, block)
    v = weight.float().view(weight.shape[0], -1, block) / scale[..., None]
    return v.round().clamp(-8, 7).to(torch.int8).view(weight.shape), scale


def dequantise(q: Tensor, scale: Tensor, block: int = BLOCK) -> Tensor:
    """The weights that serving multiplies with, float32 [out,in]."""
    return (q.float().view(q.shape[0], -1, block) * scale[..., None]).view(q.shape)


def requantise(weight: Tensor, block: int = BLOCK) -> Tensor:
    """dequantise(quantise(weight)): rounding a second time changes nothing."""
    return dequantise(*quantise(weight, block), block)


def pack(q: Tensor) -> np.ndarray:
    """int8 -8..7 [out,in] -> uint8 [out,in/2] with 8 added, low nibble first."""
    u = (q.to(torch.int16) + 8).to(torch.uint8).numpy()
    return (u[:, 0::2] | (u[:, 1::2] << 4)).astype(np.uint8)


def gptq(weight: Tensor, hessian: Tensor, block: int = BLOCK, damp: float = 0.01) -> tuple[Tensor, Tensor]:
    """GPTQ with a symmetric scale for each block of inputs, chosen as the block is reached.

    weight [out,in]; hessian [in,in] = mean of x x^T over calibration inputs. Returns as `quantise`.
    """
    w = weight.clone().float()
    out, size = w.shape
    h = hessian.clone().double()
    h += torch.eye(size, dtype=torch.float64) * (damp * h.diagonal().mean() + 1e-8)
    upper = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(h)), upper=True).float()
    q = torch.zeros(out, size, dtype=torch.int8)
    scale = torch.zeros(out, size // block)
    for start in range(0, size, block):
        end = start + block
        s = best_scale(w[:, start:end], upper.diagonal()[start:end])
        scale[:, start // block] = s
        errors = torch.zeros(out, block)
        for j in range(block):
            column = w[:, start + j]
            n = (column / s).round().clamp(-8, 7)
            q[:, start + j] = n.to(torch.int8)
            error = (column - n * s) / upper[start + j, start + j]
            w[:, start + j : end] -= error[:, None] * upper[start + j, start + j : end][None]
            errors[:, j] = error
        w[:, end:] -= errors @ upper[start:end, end:]
    return q, scale


def best_scale(part: Tensor, diagonal: Tensor) -> Tensor:
    """[out,block] -> [out]: of some scales near the largest weight's, the one of least weighted error."""
    base = scales_of(part, part.shape[1]).squeeze(-1)
    weight = (1 / diagonal.square())[None]
    best, least = base, torch.full_like(base, float("inf"))
    for sign in (1.0, -1.0):
        for factor in (1.14, 1.07, 1.0, 0.93, 0.86, 0.79):
            s = base * factor * sign
            n = (part / s[:, None]).round().clamp(-8, 7)
            error = ((part - n * s[:, None]).square() * weight).sum(1)
            best = torch.where(error < least, s, best)
            least = torch.minimum(error, least)
    return best
