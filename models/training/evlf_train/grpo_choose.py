"""Which questions stage 2 learns from: those that the policy gets neither always right nor always wrong."""

from __future__ import annotations

import json
import random

import torch

from . import features as FT
from . import grpo_tasks as G
from . import rollout as R
from .config import Config
from .mixture_source import Source
from .reader import Reader

ROUND = 6  # questions sampled together
TRIES = 10  # candidates looked at for each one that is wanted, at most
ALWAYS = 0.95  # a mean reward from here on leaves nothing to learn


def useful(rewards: torch.Tensor) -> torch.Tensor:
    """[prompts, group] -> whether each group differs within itself and is not nearly always right."""
    return (rewards.std(1, correction=0) > 1e-3) & (rewards.mean(1) < ALWAYS)


def rewards_of(tasks: list[G.Task], texts: list[str], group: int) -> torch.Tensor:
    """[prompts, group]."""
    every = [task for task in tasks for _ in range(group)]
    return torch.tensor([G.reward(t, s) for t, s in zip(every, texts, strict=True)]).view(len(tasks), group)


def choose(
    cfg: Config, reader: Reader, source: FT.Source, src: Source, group: int, temperature: float
) -> dict[str, list[G.Task]]:  # fmt: skip
    """Up to a third of `cfg.examples` of each kind, strata in turn; kept in OUT/grpo.data.json.

    The first part of each list is as balanced as the whole, so that a smaller share is its beginning.
    """
    path = cfg.out / "grpo.data.json"
    pools = {kind: G.candidates(src, kind, random.Random(cfg.seed)) for kind in G.KINDS}
    if path.exists():
        kept = json.loads(path.read_text())["chosen"]
        return {kind: [pools[kind][i] for i in kept[kind]] for kind in G.KINDS}
    wanted = -(-cfg.examples // len(G.KINDS))
    draw = torch.Generator().manual_seed(cfg.seed)
    chosen: dict[str, list[int]] = {}
    looked: dict[str, int] = {}
    reader.eval()
    for kind, pool in pools.items():
        chosen[kind], at = [], 0
        while len(chosen[kind]) < wanted and at < min(len(pool), TRIES * wanted):
            tasks = pool[at : at + ROUND]
            prompts = R.read(reader, source, tasks)
            got = R.sample(reader, prompts, tasks, group, temperature, draw)
            fit = useful(rewards_of(tasks, got.texts, group)).tolist()
            chosen[kind] += [at + n for n, ok in enumerate(fit) if ok][: wanted - len(chosen[kind])]
            at += len(tasks)
        looked[kind] = at
        print(f"grpo: {kind}: {len(chosen[kind])} chosen of {looked[kind]} looked at, {len(pool)} there", flush=True)
    reader.train()
    path.write_text(json.dumps({"chosen": chosen, "lookedAt": looked, "there": {k: len(v) for k, v in pools.items()}}))
    return {kind: [pools[kind][i] for i in chosen[kind]] for kind in G.KINDS}
