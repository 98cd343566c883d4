"""Stage 2, GRPO: the language model's LoRA learns from rewards of its own sampled answers.

Goes on from OUT/tune.pt, or from the shipped files where there is none (`--encoders` both times).
Base, encoders and connectors stay as they are. Writes OUT/grpo.ckpt as it goes, OUT/grpo.pt in the form of
tune.pt, RESULTS/grpo.json (settings, what it took, curves, val rewards before and after) and a line a step
in OUT/grpo.log.jsonl. grpo_shares does the same with a part of the questions.
"""

from __future__ import annotations

import json
import math
import random
import resource
import time
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch

from . import data as D
from . import features as FT
from . import grpo_math as M
from . import grpo_tasks as G
from . import lora
from . import mixture_source as MS
from . import rollout as R
from .calibrate_shared import interval
from .compare_shared import told
from .compare_shared import write_result
from .config import Config
from .device import choose as device_of
from .grpo_choose import choose, rewards_of
from .reader import Reader
from .stage1 import log, weights


@dataclass(frozen=True)
class Settings:
    """What a run is; `prompts` questions a step, `micro` of them at once, `updates` on each sampling."""

    group: int = 8
    prompts: int = 6
    micro: int = 2
    updates: int = 2
    clip: float = 0.2
    kl: float = 0.04
    temperature: float = 1.0
    rate: float = 1e-4
    warm: int = 5
    norm: float = 1.0
    val: int = 120


def part(prompts: R.Prompts, answers: R.Answers, start: int, stop: int, group: int) -> tuple[R.Prompts, R.Answers]:
    p = R.Prompts(*(x[start:stop] for x in (prompts.embeds, prompts.mask, prompts.positions, prompts.lengths)))
    rows = slice(start * group, stop * group)
    return p, R.Answers(answers.ids[rows], answers.mask[rows], answers.texts[rows])


def learn(
    reader: Reader, opt: torch.optim.Optimizer, start: dict[str, torch.Tensor], prompts: R.Prompts,
    answers: R.Answers, rewards: torch.Tensor, s: Settings,
) -> dict[str, float]:  # fmt: skip
    """The updates of one sampling; gives the mean divergence from the start, before the last update."""
    pieces = [part(prompts, answers, n, n + s.micro, s.group) for n in range(0, len(rewards), s.micro)]
    advantage = M.advantages(rewards).to(reader.device).flatten()

    def score(piece: tuple[R.Prompts, R.Answers]) -> torch.Tensor:
        return R.log_probabilities(reader, *piece, s.group, s.temperature)

    with torch.no_grad():
        now = lora.weights(reader.lm)
        lora.load(reader.lm, start)
        reference = [score(piece) for piece in pieces]
        lora.load(reader.lm, now)
        old = [score(piece) for piece in pieces]
    apart = 0.0
    for _ in range(s.updates):
        apart = 0.0
        for n, piece in enumerate(pieces):
            share = len(piece[0].lengths) / len(rewards)
            own = advantage[n * s.micro * s.group :][: len(piece[1].ids)]
            loss, far = M.objective(score(piece), old[n], reference[n], own, piece[1].mask, s.clip, s.kl)
            (loss * share).backward()
            apart += float(far.detach()) * share
        torch.nn.utils.clip_grad_norm_(lora_parameters(reader), s.norm)
        opt.step()
        opt.zero_grad(set_to_none=True)
    return {"kl": apart}


def lora_parameters(reader: Reader) -> list[torch.nn.Parameter]:
    return [p for p in reader.lm.parameters() if p.requires_grad]


def means(tasks: list[G.Task], rewards: torch.Tensor) -> dict[str, float]:
    """Mean reward of each kind."""
    return {
        kind: round(float(rewards[[n for n, t in enumerate(tasks) if t.kind == kind]].mean()), 4)
        for kind in G.KINDS
        if any(t.kind == kind for t in tasks)
    }


@torch.no_grad()
def measure(reader: Reader, source: FT.Source, src: MS.Source, s: Settings) -> dict[str, dict[str, float]]:
    """Mean reward of greedy answers to a fixed draw of val questions, strata in turn, with its interval."""
    reader.eval()
    out: dict[str, dict[str, float]] = {}
    for kind in G.KINDS:
        tasks = G.candidates(src, kind, random.Random(3))[: s.val]
        rewards = []
        for n in range(0, len(tasks), 12):
            some = tasks[n : n + 12]
            got = R.sample(reader, R.read(reader, source, some), some, 1, 0.0, torch.Generator())
            rewards.append(rewards_of(some, got.texts, 1))
        if rewards:
            all_of = torch.cat(rewards).flatten().numpy()
            out[kind] = interval([task.group for task in tasks], lambda k, r=all_of: float(np.mean(r[k])))
    reader.train()
    return out


def queue_of(tasks: dict[str, list[G.Task]], seed: int, step: int, prompts: int) -> list[G.Task]:
    """The questions of one step: kinds alike, each kind's list in a new order whenever it is through."""
    kinds = [k for k in G.KINDS if tasks[k]]
    out = []
    for n in range(prompts):
        kind, turn = kinds[n % len(kinds)], n // len(kinds)
        per = (prompts - kinds.index(kind) + len(kinds) - 1) // len(kinds)
        at = step * per + turn
        order = list(range(len(tasks[kind])))
        random.Random(f"{seed} {kind} {at // len(order)}").shuffle(order)
        out.append(tasks[kind][order[at % len(order)]])
    return out


def train(cfg: Config, minutes: float, s: Settings | None = None) -> None:
    """GRPO for `minutes` of wall clock, the choice of questions not counted; goes on from OUT/grpo.ckpt."""
    s = s or Settings()
    if (cfg.out / "grpo.pt").exists():
        print("grpo: grpo.pt exists, skipped", flush=True)
        return
    reader, sides, lists = begin(cfg)
    tasks = choose(cfg, reader, *sides["train"], s.group, s.temperature)
    made = run(cfg, reader, s, tasks, sides, minutes=minutes)
    torch.save({**weights(reader), "lists": lists}, cfg.out / "grpo.pt")
    write_result(cfg, "grpo", {"settings": asdict(s), **made})
    log(cfg, f"grpo end: {made['spent']} before {told(made['before'])} after {told(made['after'])}")


def begin(cfg: Config) -> tuple[Reader, dict[str, tuple[FT.Cached, MS.Source]], dict[str, list[str]]]:
    """(the policy that stage 2 starts from, what it can be asked of train and val, label lists)."""
    if cfg.encoders is None:
        raise ValueError("grpo needs --encoders, the folder of the shipped model")
    torch.set_num_threads(cfg.threads)
    torch.manual_seed(cfg.seed)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    FT.collect_both(cfg, store, True)
    reader = Reader(cfg.out / "base", lists, cfg.encoders)
    if (cfg.out / "tune.pt").exists():
        first = torch.load(cfg.out / "tune.pt", weights_only=False)
        lora.load(reader.lm, first["lora"])
        reader.connect.load_state_dict(first["connect"])
    reader.to(device_of(cfg.device)).connect.requires_grad_(False)
    sides = {}
    for split in ("train", "val"):
        kept = FT.Cached(cfg.out, split, lists, cfg.seed)
        head = MS.gated(kept.label_logits, kept.gate_logits(), lists, 1.0, kept.rows)
        sides[split] = kept, MS.Source(store.rows[split], lists, split, head, 0.0, set(kept.place))
    return reader, sides, lists


def run(
    cfg: Config, reader: Reader, s: Settings, tasks: dict[str, list[G.Task]],
    sides: dict[str, tuple[FT.Cached, MS.Source]], minutes: float = math.inf, steps: float = math.inf,
    before: dict[str, dict[str, float]] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The steps, until `minutes` or `steps` are over; gives what RESULTS/grpo.json holds of them."""
    start = lora.weights(reader.lm)
    opt = torch.optim.AdamW(lora_parameters(reader), lr=s.rate, weight_decay=0.0, betas=(0.9, 0.99))
    state: dict[str, Any] = {"step": 0, "done": 0.0, "before": before}
    path = cfg.out / "grpo.ckpt"
    if path.exists():
        state = torch.load(path, weights_only=False)
        lora.load(reader.lm, state["lora"])
        opt.load_state_dict(state["opt"])
        log(cfg, f"grpo: goes on at step {state['step']}, {state['done']:.0f} s")
    before = state["before"] or measure(reader, *sides["val"], s)
    step, begun, saved = state["step"], time.time() - state["done"], time.time()
    reader.train()
    while (done := time.time() - begun) < minutes * 60 and step < steps and any(tasks.values()):
        for group in opt.param_groups:
            group["lr"] = s.rate * min(1.0, (step + 1) / s.warm)
        some = queue_of(tasks, cfg.seed, step, s.prompts)
        draw = torch.Generator().manual_seed(cfg.seed + step)
        prompts = R.read(reader, sides["train"][0], some)
        answers = R.sample(reader, prompts, some, s.group, s.temperature, draw)
        rewards = rewards_of(some, answers.texts, s.group)
        facts = learn(reader, opt, start, prompts, answers, rewards, s)
        step += 1
        line = {
            "step": step, "seconds": round(time.time() - begun), "reward": means(some, rewards), "kl": round(facts["kl"], 5),
            "length": round(float(answers.mask.sum(1).float().mean()), 2), "zeroSpread": round(M.zero_spread(rewards), 3),
        }  # fmt: skip
        print(json.dumps(line), flush=True)
        with (cfg.out / "grpo.log.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")
        if time.time() - saved > 120:
            save(path, reader, opt, step, time.time() - begun, before)
            saved = time.time()
    save(path, reader, opt, step, done, before)
    after = measure(reader, *sides["val"], s)
    spent = {
        "steps": step, "seconds": round(done), "device": str(reader.device),
        "memoryMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    lines = (cfg.out / "grpo.log.jsonl").read_text().splitlines() if step else []
    return {
        "questions": {k: len(v) for k, v in tasks.items()}, "spent": spent,
        "steps": [json.loads(line) for line in lines], "before": before, "after": after,
    }  # fmt: skip


def save(path: Any, reader: Reader, opt: Any, step: int, done: float, before: dict[str, dict[str, float]]) -> None:
    state = {**weights(reader), "opt": opt.state_dict(), "step": step, "done": done, "before": before}
    temp = path.with_suffix(".tmp")
    torch.save(state, temp)
    temp.replace(path)
