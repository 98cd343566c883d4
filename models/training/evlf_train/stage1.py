"""Stage 1: connectors and LoRA learn our conversations; base language model and encoders frozen.

Negative log-likelihood of assistant content given pictures and everything said before. Two parts:
`warm` on invented features (no encoder needed), then `train` on the encoders' outputs. Both stop
at a wall-clock budget (cosine), write a checkpoint every two minutes and go on from it.
"""

from __future__ import annotations

import json
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import config as C
from . import data as D
from . import features as FT
from . import lora
from . import mixture as X
from . import mixture_source as MS
from .batches import batches, collate, prepare
from .device import choose
from .mixture_kinds import KINDS, raised
from .reader import Reader
from .stage1_eval import figures, losses

RATE_LORA, RATE_CONNECT = 6e-4, 1e-3
RATE_PIXEL = 1e-3  # of phi_pixel: little but boxes and questions needs it, so it has hardly been trained before them
TUNE_SLOWER = 0.6  # share of these rates where training goes on from the shipped files
LOSS_TALKS = 6  # val conversations of a kind whose loss is taken before and after; four times that of what is read off a picture
EARLY, EARLY_OFTENER = 0.6, 6.0  # for this share of a tuning boxes as text come so much oftener: phi_pixel is learned first
DROP_PIXELS = 0.4  # share of batches without pixel tokens (their positions stay)


def run(
    cfg: C.Config, reader: Reader, name: str, minutes: float, source: FT.Source, mixture: MS.Source,
    pixels: bool, floor: float = 0.02, rate: float = 1.0, early: float = 0.0,
) -> int:  # fmt: skip
    """Trains for `minutes` of wall clock into OUT/NAME.ckpt; goes on from it. Returns the steps.

    `early`: for this share of the time boxes as text come EARLY_OFTENER times as often as later.
    """
    pixel = reader.connect.pixel_parameters()
    own = {id(p) for p in pixel}
    parts = (
        {"params": [p for p in reader.lm.parameters() if p.requires_grad], "lr": RATE_LORA * rate},
        {"params": [p for p in reader.connect.parameters() if id(p) not in own], "lr": RATE_CONNECT * rate},
        {"params": pixel, "lr": RATE_PIXEL},
    )
    opt = torch.optim.AdamW(parts, weight_decay=0.01, betas=(0.9, 0.98))
    bases = [g["lr"] for g in opt.param_groups]
    path, done, step, seen = cfg.out / f"{name}.ckpt", 0.0, 0, 0
    if path.exists():
        ck = torch.load(path, weights_only=False)
        lora.load(reader.lm, ck["lora"])
        reader.connect.load_state_dict(ck["connect"])
        opt.load_state_dict(ck["opt"])
        done, step, seen = ck["done"], ck["step"], ck["seen"]
        log(cfg, f"{name}: goes on at step {step}, {done:.0f} s")
    rng = random.Random(cfg.seed + step)
    torch.manual_seed(cfg.seed + step)
    begin, saved = time.time() - done, time.time()
    losses, tokens, since = [], 0, time.time()
    queue: list[list[dict[str, Any]]] = []
    # without pixel tokens nothing can be read off a picture
    later = {k: v for k, v in raised(cfg.kinds).items() if pixels or not KINDS[k].pixels}
    first = {k: v * (EARLY_OFTENER if k == "box-text" else 1.0) for k, v in later.items()}
    total = minutes * 60
    while (done := time.time() - begin) < total:
        if not queue:
            shares = first if done < total * early else later
            samples = X.build(mixture, 512, cfg.seed + 7919 * (step + 1), shares)
            queue = batches(prepare(samples, reader.tok), rng)
        factor = min(1.0, (step + 1) / 40) * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * done / total)))
        for group, full in zip(opt.param_groups, bases, strict=True):
            group["lr"] = full * factor
        items = queue.pop()
        shown = pixels and (items[0]["pixels"] or rng.random() >= DROP_PIXELS)
        batch = collate(items, shown)
        loss = reader.loss(batch, source, shown)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in opt.param_groups for p in g["params"]], 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        seen += len(items)
        tokens += batch["ids"].numel()
        losses.append(float(loss.detach()))
        if step % 20 == 0:
            speed = tokens / (time.time() - since)
            log(cfg, f"{name}: step {step} {time.time() - begin:.0f}/{total:.0f}s loss {np.mean(losses[-20:]):.3f} samples {seen} {speed:.0f} tok/s")
            tokens, since = 0, time.time()
        if time.time() - saved > 120:
            save(path, reader, opt, time.time() - begin, step, seen)
            saved = time.time()
    save(path, reader, opt, done, step, seen)
    return step


def weights(reader: Reader) -> dict[str, dict[str, torch.Tensor]]:
    """What is trained, on the CPU, as checkpoints and `package` have it."""
    parts = {"lora": lora.weights(reader.lm), "connect": reader.connect.state_dict()}
    return {name: {k: v.detach().cpu() for k, v in part.items()} for name, part in parts.items()}


def save(path: Path, reader: Reader, opt: Any, done: float, step: int, seen: int) -> None:
    state = {
        **weights(reader),
        "opt": opt.state_dict(), "done": done, "step": step, "seen": seen,
    }  # fmt: skip
    temp = path.with_suffix(".tmp")
    torch.save(state, temp)
    temp.replace(path)


def log(cfg: C.Config, text: str) -> None:
    line = f"{time.strftime('%H:%M:%S')} {text}"
    print(line, flush=True)
    with (cfg.out / "stage1.log").open("a") as file:
        file.write(line + "\n")


def warm(cfg: C.Config, minutes: float) -> None:
    """Forms, tools and following the probabilities, on invented features. Writes warm.ckpt."""
    torch.set_num_threads(cfg.threads)
    torch.manual_seed(cfg.seed)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    reader = Reader(cfg.out / "base", lists).to(choose(cfg.device))
    mixture = MS.Source(store.rows["train"], lists, "train", swap_share=1.0)
    run(cfg, reader, "warm", minutes, FT.Invented(lists, cfg.seed), mixture, False, 0.5)


def train(cfg: C.Config, minutes: float) -> None:
    """Stage 1 on the encoders' outputs, after `warm` (which gets a third of the time if missing)."""
    if (cfg.out / "stage1.pt").exists():
        print("stage1: stage1.pt exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    if not (cfg.out / "warm.ckpt").exists():
        warm(cfg, minutes / 3)
        minutes *= 2 / 3
    pixels = (cfg.out / "pixel.pt").exists() or not (cfg.out / "disease.pt").exists()
    FT.collect_both(cfg, store, pixels)
    torch.manual_seed(cfg.seed)
    reader = Reader(cfg.out / "base", lists).to(choose(cfg.device))
    ck = torch.load(cfg.out / "warm.ckpt", weights_only=False)
    lora.load(reader.lm, ck["lora"])
    reader.connect.load_state_dict(ck["connect"])
    learn(cfg, reader, "stage1", minutes, store, lists, pixels)


def tune(cfg: C.Config, minutes: float) -> None:
    """Goes on from the shipped model folder (`--encoders`): a new LoRA on its quantised weights."""
    if (cfg.out / "tune.pt").exists():
        print("tune: tune.pt exists, skipped", flush=True)
        return
    if cfg.encoders is None:
        raise ValueError("tune needs --encoders, the folder of the shipped model")
    torch.set_num_threads(cfg.threads)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    FT.collect_both(cfg, store, True)
    torch.manual_seed(cfg.seed)
    reader = Reader(cfg.out / "base", lists, cfg.encoders).to(choose(cfg.device))
    learn(cfg, reader, "tune", minutes, store, lists, True, TUNE_SLOWER, early=EARLY)


def read_sides(
    cfg: C.Config, store: D.Store, lists: dict[str, list[str]]
) -> dict[str, tuple[FT.Cached, MS.Source]]:
    """The collected encoder outputs of both splits, and what conversations can be made of them."""
    sides = {}
    for split, share in (("train", 0.35), ("val", 0.0)):
        kept = FT.Cached(cfg.out, split, lists, cfg.seed)
        head = MS.gated(kept.label_logits, kept.gate_logits(), lists, 1.0, kept.rows)
        sides[split] = kept, MS.Source(store.rows[split], lists, split, head, share, set(kept.place))
    return sides


def learn(
    cfg: C.Config, reader: Reader, name: str, minutes: float, store: D.Store,
    lists: dict[str, list[str]], pixels: bool, rate: float = 1.0,
    sides: dict[str, tuple[FT.Cached, MS.Source]] | None = None, early: float = 0.0,
) -> None:  # fmt: skip
    """Trains on the collected encoder outputs (or on `sides`); writes OUT/NAME.pt and val's figures."""
    sides = sides or read_sides(cfg, store, lists)
    kept, mixture = sides["train"]
    before = losses(reader, *sides["val"], LOSS_TALKS) if pixels else {}
    log(cfg, f"{name}: val losses before {before}")
    steps = run(cfg, reader, name, minutes, kept, mixture, pixels, rate=rate, early=early)
    after = losses(reader, *sides["val"], LOSS_TALKS) if pixels else {}
    torch.save({**weights(reader), "lists": lists}, cfg.out / f"{name}.pt")
    told = {"steps": steps, "kinds": cfg.kinds, "lossesBefore": before, "lossesAfter": after, **figures(reader, *sides["val"], pixels, 20)}
    (cfg.out / f"{name}.json").write_text(json.dumps(told, indent=1))
    log(cfg, f"{name} end: {told}")
