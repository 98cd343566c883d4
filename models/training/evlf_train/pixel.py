"""Training of f_pixel: the loss, the loop on the wall clock, and the trained model's loader."""

from __future__ import annotations

import copy
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import config as C
from . import data as D
from .backbone import pretrained
from .device import mixed
from .disease import follow
from .pixel_measure import means, measure, predict, report
from .pixel_net import SIDE, Pixel
from .pixel_pairs import Pairs, batch, grid_target, needed, val_pairs
from .restore import fix_norms, shipped_pixel

SIZES = ((0.0, 192), (0.45, 256))  # share of the time -> training side
ON_SIZES = ((0.0, 256),)  # going on from the shipped files


def pair_iou(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of boxes [n,4] with boxes [n,4]."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (high - low).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - inter
    hull = torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])
    hull = hull.prod(1)
    iou = inter / union.clamp(min=1e-9)
    return iou, iou - (hull - union) / hull.clamp(min=1e-9)


def loss_of(score: Tensor, box: Tensor, found: list[list[list[float]]]) -> Tensor:
    """Quality focal loss on the score and GIoU on the boxes, each pair about equally heavy."""
    side = int(math.isqrt(score.shape[1]))
    targets = [grid_target(f, side) for f in found]
    pos = torch.from_numpy(np.stack([t[0] for t in targets]))
    tb = torch.from_numpy(np.stack([t[1] for t in targets]))
    ign = torch.from_numpy(np.stack([t[2] for t in targets]))
    wt = torch.from_numpy(np.stack([t[3] for t in targets]))
    aim = torch.zeros_like(score)
    regress = score.sum() * 0.0
    if bool(pos.any()):
        iou, giou = pair_iou(box[pos], tb[pos])
        aim[pos] = 0.25 + 0.75 * iou.detach()
        # a picture of many cells weighs by the root of their number
        many = torch.tensor([1 / math.sqrt(max(1, len(f))) for f in found])
        w = (wt * many[:, None])[pos]
        regress = ((1 - giou) * w).sum() / len(found)
    p = score.sigmoid()
    focal = (aim - p).abs().pow(2) * F.binary_cross_entropy_with_logits(score, aim, reduction="none")
    focal = focal * (~ign).float()
    size = pos.sum(1).clamp(min=12).float()
    return (focal.sum(1) / size).mean() * 4.0 + regress * 2.0


def beginning(cfg: C.Config) -> Pixel:
    """The shipped files' weights, else the disease encoder's first phase, else ImageNet's."""
    if cfg.encoders is not None:
        return shipped_pixel(cfg.encoders)
    net = pretrained()
    start_from = cfg.out / "disease.raw.pt"
    if start_from.exists():
        state = torch.load(start_from, weights_only=False)["model"]
        net.load_state_dict({k[4:]: v for k, v in state.items() if k.startswith("net.")})
    return Pixel(net)


def train(cfg: C.Config, minutes: float) -> None:
    """Train for `minutes` of wall clock (cosine), resuming from out/pixel.ckpt. Writes pixel.pt.

    Where `cfg.encoders` names a model folder, training goes on from its pixel.onnx and ground.onnx.
    """
    if (cfg.out / "pixel.pt").exists():
        print("pixel: pixel.pt exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(cfg.seed)
    rng = random.Random(cfg.seed)
    store = D.Store(cfg, pick=needed, hold=True)
    draw = Pairs(store.rows["train"], cfg.seed)
    on = cfg.encoders is not None
    model = beginning(cfg).to(memory_format=torch.channels_last)
    model.train()
    model.freeze_front()
    if on:
        fix_norms(model)
    body = [p for p in model.encoder.net.blocks.parameters() if p.requires_grad]
    names = dict(model.named_parameters())
    new = [p for n, p in names.items() if not n.startswith("encoder.net.")]
    rates, sizes = ((1.5e-4, 6e-4), ON_SIZES) if on else ((3e-4, 1.5e-3), SIZES)
    deep_from = 0.6 if on else SIZES[-1][0]
    opt = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": new, "lr": rates[1]}], weight_decay=0.01
    )
    ema = copy.deepcopy(model)
    done, step, seen = 0.0, 0, 0
    path = cfg.out / "pixel.ckpt"
    if path.exists():
        ck = torch.load(path, weights_only=False)
        model.load_state_dict(ck["model"])
        ema.load_state_dict(ck["ema"])
        opt.load_state_dict(ck["opt"])
        done, step = ck["done"], ck["step"]
        draw.rng = np.random.default_rng(cfg.seed + step)
        rng = random.Random(cfg.seed + step)
        print(f"resumed at step {step}, {done:.0f} s", flush=True)
    pairs = val_pairs(store.rows["val"])
    print("pictures with boxes", len(draw.positive), "hard", len(draw.hard), "val pairs",
          len(pairs), "from shipped files", on, flush=True)  # fmt: skip
    fixed = False
    began = time.time()
    start, saved, checked, losses = began - done, began, done > 0, []
    total = minutes * 60
    while (done := time.time() - start) < total:
        progress = done / total
        size = [s for at, s in sizes if progress >= at][-1]
        factor = min(1.0, (step + 1) / 80) * (0.5 * (1 + math.cos(math.pi * progress))) + 2e-3
        for group, rate in zip(opt.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        if progress >= deep_from and not fixed:
            fixed = True
            model.freeze_front(deep=True)
        picks = draw.draw()
        x, ids, found = batch(store, picks, size, rng)
        with mixed():
            f8, f4 = model.encoder(x)
            twice = torch.arange(len(picks)).repeat_interleave(2)
            score, box = model.head(f8[twice], f4[twice], ids.flatten())
        loss = loss_of(score.float(), box.float(), [f for per in found for f in per])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + new, 5.0)
        opt.step()
        opt.zero_grad()
        step += 1
        seen += len(picks)
        follow(ema, model, min(0.997, (1 + step) / (20 + step)))
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            print(
                f"step {step} {done:.0f}/{total:.0f}s side {size} loss {np.mean(losses[-50:]):.3f} "
                f"img/s {seen / (time.time() - began):.1f}",
                flush=True,
            )
        if time.time() - saved > 180:
            saved = time.time()
            state = {"model": model.state_dict(), "ema": ema.state_dict(), "opt": opt.state_dict()}
            temp = path.with_suffix(".tmp")
            torch.save({**state, "done": time.time() - start, "step": step}, temp)
            temp.replace(path)
        if progress > 0.45 and not checked:
            checked = True
            part = pairs[::4]
            print(report(measure(part, predict(ema, store, part))), flush=True)
            torch.set_num_threads(cfg.threads)
    torch.save({"model": ema.state_dict(), "image_size": SIDE, "steps": step, "minutes": minutes},
               cfg.out / "pixel.pt")  # fmt: skip
    m = measure(pairs, predict(ema, store, pairs))
    print(report(m), flush=True)
    (cfg.out / "pixel.val.json").write_text(json.dumps({"groups": m, "means": means(m)}, indent=1))


def load(out: Path) -> tuple[Pixel, dict[str, Any]]:
    """The trained model and what pixel.pt says besides."""
    ck = torch.load(out / "pixel.pt", weights_only=False)
    model = Pixel()
    model.load_state_dict(ck.pop("model"))
    return model.eval(), ck
