"""Training of f_disease, all diagnosis sets together, in two phases on the wall clock.

The stem and the blocks up to stride 4 keep their ImageNet weights, and in the second half of the
training the blocks up to stride 8 stay as they are too: on two cores a step is then half as dear.
"""

from __future__ import annotations

import copy
import json
import math
import random
import time
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from . import data as D
from .backbone import pretrained
from .device import mixed
from .disease_data import FIRST, LATER, OPINION, SECOND, Phase, Sampler, augment, gate_targets
from .disease_measure import measure, predict, report
from .disease_net import Disease, offsets
from .disease_pair import shipped as shipped_pair
from .restore import fix_norms


def loss_of(out: dict[str, Tensor], rows: list[D.Row], lists: dict[str, list[str]]) -> Tensor:
    """Sum of the five heads' losses over one batch."""
    spans = offsets(lists)
    names = list(lists)
    by_set: dict[str, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        t = D.target(row, lists)
        if t:
            by_set.setdefault(t[0], []).append((i, t[1]))
    total = out["label_logits"].sum() * 0.0
    for name in names:
        if name in by_set:
            idx, ys = zip(*by_set[name], strict=True)
            a, b = spans[name]
            part = out["label_logits"][list(idx), a:b]
            total = total + F.cross_entropy(
                part, torch.tensor(ys), label_smoothing=0.06, reduction="sum"
            )
    total = total / len(rows)
    modality = torch.tensor([C.MODALITIES.index(r["modality"]) for r in rows])
    y, w = gate_targets(rows, lists)
    gate = F.binary_cross_entropy_with_logits(out["gate_logits"], y, w, reduction="sum") / len(rows)
    reg = torch.tensor([r["region"] for r in rows])
    pl = torch.tensor([r["plane_id"] for r in rows])
    region = F.cross_entropy(out["region_logits"], reg, ignore_index=-1)
    # ignore_index with no target left would give nan
    known = (pl >= 0).any()
    plane = F.cross_entropy(out["plane_logits"], pl, ignore_index=-1) if known else total * 0
    return total + 0.2 * F.cross_entropy(out["modality_logits"], modality) + 0.3 * gate + 0.1 * (
        region + plane
    )


def side_at(phase: Phase, progress: float) -> int:
    return [s for start, s in phase.sizes if progress >= start][-1]


def train(cfg: C.Config, minutes: float) -> None:
    """First phase, then the inference side is chosen. Writes disease.raw.pt and disease.pt."""
    one_phase(cfg, minutes, FIRST)


def refine(cfg: C.Config, minutes: float) -> None:
    """Second phase from the first one's weights. Writes disease.raw2.pt and disease.pt anew."""
    one_phase(cfg, minutes, SECOND)


def opinion(cfg: C.Config, minutes: float) -> None:
    """Another encoder for the labels alone; goes on from the shipped one where `--encoders` has one.

    Writes opinion.raw.pt.
    """
    shipped = shipped_pair(cfg.encoders)[1] if cfg.encoders is not None else None
    one_phase(cfg, minutes, OPINION if shipped is None else LATER, shipped)


def one_phase(cfg: C.Config, minutes: float, phase: Phase, shipped: Disease | None = None) -> None:
    """Train for `minutes` of wall clock (cosine), resuming from the phase's checkpoint.

    `shipped`: the weights to start from, read back from a shipped file (their normalisations stay).
    """
    if (cfg.out / phase.result).exists():
        print(f"{phase.name}: {phase.result} exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    torch.set_flush_denormal(True)  # tiny gradients would slow the backward pass several times
    torch.manual_seed(cfg.seed)
    rng = random.Random(cfg.seed)
    store = D.Store(cfg, hold=True)
    lists = D.label_lists(store.rows["train"])
    sampler = Sampler(store.rows["train"], lists, cfg.seed, phase)
    print(
        "train", len(store.rows["train"]), "labelled", len(sampler.labelled), "other",
        len(sampler.other), "none", len(sampler.none), {k: len(v) for k, v in lists.items()},
        flush=True,
    )  # fmt: skip
    model = shipped or Disease(lists, pretrained())
    if model.lists != lists:
        raise ValueError("the shipped encoder has other label sets or labels; train one from the start")
    if phase.start:
        model.load_state_dict(torch.load(cfg.out / phase.start, weights_only=False)["model"])
    model = model.to(memory_format=torch.channels_last)
    model.train()
    if shipped is not None:
        fix_norms(model)
    if not phase.front:
        model.freeze_front()
    body = [p for p in model.net.parameters() if p.requires_grad]
    fixed = False
    heads = [p for n, p in model.named_parameters() if not n.startswith("net.")]
    rates = phase.rates
    opt = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], weight_decay=0.02
    )
    ema = copy.deepcopy(model)
    done, step = 0.0, 0
    path = cfg.out / f"{phase.name}.ckpt"
    if path.exists():
        ck = torch.load(path, weights_only=False)
        model.load_state_dict(ck["model"])
        ema.load_state_dict(ck["ema"])
        opt.load_state_dict(ck["opt"])
        done, step = ck["done"], ck["step"]
        sampler.rng = np.random.default_rng(cfg.seed + step)
        rng = random.Random(cfg.seed + step)
        print(f"resumed at step {step}, {done:.0f} s", flush=True)
    val = store.rows["val"]
    begun = time.time()
    start, losses, saved, checked = begun - done, [], begun, done > 0
    total = minutes * 60
    seen = 0
    while True:
        done = time.time() - start
        if done >= total:
            break
        progress = done / total
        factor = min(1.0, (step + 1) / 80) * (0.5 * (1 + math.cos(math.pi * progress))) + 2e-3
        for group, rate in zip(opt.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        if progress > phase.deep_from and not fixed:
            fixed = True
            model.freeze_front(deep=True)
        rows = sampler.draw()
        x = augment(store, rows, side_at(phase, progress), rng, phase)
        with mixed():
            e = model.net(x)
        loss = loss_of(model.heads(e.float()), rows, lists)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + heads, 3.0)
        opt.step()
        opt.zero_grad()
        step += 1
        seen += len(rows)
        follow(ema, model, min(0.997, (1 + step) / (20 + step)))
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            print(
                f"step {step} {time.time() - start:.0f}/{total:.0f}s side {side_at(phase, progress)} "
                f"loss {np.mean(losses[-50:]):.3f} img/s {seen / (time.time() - begun):.1f}",
                flush=True,
            )
        if time.time() - saved > 150:
            saved = time.time()
            state = {"model": model.state_dict(), "ema": ema.state_dict(), "opt": opt.state_dict()}
            temp = path.with_suffix(".tmp")
            torch.save({**state, "done": time.time() - start, "step": step, "lists": lists}, temp)
            temp.replace(path)
        if progress > 0.45 and not checked:
            checked = True
            part = val[:: 3]
            print(report(measure(predict(ema, store, part, 192), part, lists)), flush=True)
    torch.save(
        {"model": ema.state_dict(), "lists": lists, "steps": step, "minutes": minutes},
        cfg.out / phase.result,
    )
    if phase.result != OPINION.result:
        choose(cfg, ema, store, lists)


def follow(ema: nn.Module, model: nn.Module, keep: float) -> None:
    """Exponential moving average of weights; buffers too."""
    with torch.no_grad():
        old, new = list(ema.parameters()), list(model.parameters())
        torch._foreach_lerp_(old, new, 1 - keep)
        for a, b in zip(ema.buffers(), model.buffers(), strict=True):
            if a.is_floating_point():
                a.lerp_(b, 1 - keep)
            else:
                a.copy_(b)


def choose(cfg: C.Config, model: Disease, store: D.Store, lists: dict[str, list[str]]) -> None:
    """Pick the inference side on val and write disease.pt with its val figures."""
    val = store.rows["val"]
    best: tuple[float, int, dict[str, Any]] | None = None
    for size in (176, 192, 208, 224):
        m = measure(predict(model, store, val, size), val, lists)
        print(f"side {size}\n{report(m)}", flush=True)
        if best is None or m["meanMacroF1"] > best[0]:
            best = (m["meanMacroF1"], size, m)
    if best is None:
        return
    torch.save(
        {"model": model.state_dict(), "lists": lists, "image_size": best[1], "val": best[2]},
        cfg.out / "disease.pt",
    )
    (cfg.out / "disease.val.json").write_text(json.dumps(best[2], indent=1))
