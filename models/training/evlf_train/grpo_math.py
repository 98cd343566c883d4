"""The arithmetic of GRPO (Shao et al. 2024): advantages in a group, clipped ratio, distance to the start.

Log-probabilities are of the tokens that were sampled, [n,t]; masks are true where a token was.
"""

from __future__ import annotations

import torch
from torch import Tensor

LEAST_SPREAD = 1e-4


def advantages(rewards: Tensor) -> Tensor:
    """[prompts, group] -> (reward - mean) / std of its group; 0 throughout a group without spread."""
    mean = rewards.mean(1, keepdim=True)
    std = rewards.std(1, correction=0, keepdim=True)
    return torch.where(std > LEAST_SPREAD, (rewards - mean) / std.clamp_min(LEAST_SPREAD), 0.0)


def zero_spread(rewards: Tensor) -> float:
    """Share of groups whose rewards are all alike; they teach nothing."""
    return float((rewards.std(1, correction=0) <= LEAST_SPREAD).float().mean())


def divergence(policy: Tensor, reference: Tensor) -> Tensor:
    """Schulman's k3 estimate of KL(policy || reference) for each token: exp(d) - d - 1, never below 0."""
    d = reference - policy
    return torch.exp(d) - d - 1


def objective(
    policy: Tensor, old: Tensor, reference: Tensor, advantage: Tensor, mask: Tensor, clip: float, weight: float
) -> tuple[Tensor, Tensor]:  # fmt: skip
    """(loss, mean divergence). Mean over the tokens of an answer, then over answers.

    advantage [n]; `old`: log-probabilities when the answers were sampled; `weight` of the divergence.
    """
    ratio = torch.exp(policy - old)
    each = torch.minimum(ratio * advantage[:, None], ratio.clamp(1 - clip, 1 + clip) * advantage[:, None])
    apart = divergence(policy, reference)
    count = mask.sum(1).clamp_min(1)
    loss = -((each - weight * apart) * mask).sum(1) / count
    return loss.mean(), ((apart * mask).sum(1) / count).mean()
