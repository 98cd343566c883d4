"""f_disease: one EfficientNet-Lite0 for all diagnosis sets, trained together.

Heads on the embedding [b,1280]: label logits (one softmax a label set, concatenated), modality,
applicability gate (one sigmoid a label set), coarse region, plane. The stem and the blocks up
to stride 4 keep their ImageNet weights, and in the second half of the training the blocks up to
stride 8 stay as they are too: on two cores a step is then half as dear.
"""

from __future__ import annotations

import copy
import io
import json
import math
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from . import config as C
from . import data as D
from .backbone import EMBEDDING, Lite0, pretrained

BATCH = 32
SIZES = ((0.0, 192),)  # share of the time -> training side (160 is slower on this machine: odd maps)


@dataclass(frozen=True)
class Phase:
    """One training phase: where it starts, what it writes, how it draws and moves."""

    name: str  # checkpoint OUT/<name>.ckpt
    start: str | None  # file with the weights to start from; None: ImageNet
    result: str  # file with the averaged weights
    rates: tuple[float, float]  # peak learning rate of encoder and heads
    deep_from: float  # share of the time after which the stride-8 blocks stay fixed as well
    negatives: int  # of a batch: medical pictures of no label set
    none: int  # of a batch: pictures that are not medical
    zoom: tuple[float, float]  # share of the square's side that a crop shows
    shares: dict[str, float]  # label set -> share of the labelled part; else LabelSet.share


FIRST = Phase(
    "disease", None, "disease.raw.pt", (5e-4, 2e-3), 0.5, 4, 3, (0.72, 1.06), {}
)
# milder crops, fewer negatives, more of the sets that lag
SECOND = Phase(
    "disease2", "disease.raw.pt", "disease.raw2.pt", (4e-4, 8e-4), 2.0, 2, 2, (0.8, 1.05),
    {
        "brain-tumor": 0.15, "breast-ultrasound": 0.06, "brain-pet": 0.08, "fundus-disease": 0.15,
        "skin-lesion": 0.24, "lung-ct": 0.09, "chest-xray-pneumonia": 0.11,
        "lung-histopathology": 0.06, "capsule-endoscopy": 0.03, "white-blood-cell": 0.04,
    },
)  # fmt: skip
# pictures that may or may not be inside a set's population: weight of their gate loss
AMBIGUOUS = {
    ("brain-tumor-boxes", "brain-tumor"): 0.0,
    ("medpix", "brain-tumor"): 0.5,
    ("vqa-rad", "brain-tumor"): 0.5,
    ("deeplesion-mini", "lung-ct"): 0.5,
}


class Disease(nn.Module):
    """Encoder and heads. forward: [b,3,S,S] -> dict of embedding and logits."""

    def __init__(self, lists: dict[str, list[str]], net: Lite0 | None = None) -> None:
        super().__init__()
        self.lists = lists
        self.net = net if net is not None else Lite0()
        self.label = nn.Linear(EMBEDDING, sum(map(len, lists.values())))
        self.modality = nn.Linear(EMBEDDING, len(C.MODALITIES))
        self.gate = nn.Linear(EMBEDDING, len(lists))
        self.region = nn.Linear(EMBEDDING, len(C.REGIONS))
        self.plane = nn.Linear(EMBEDDING, len(C.PLANES))

    def heads(self, e: Tensor) -> dict[str, Tensor]:
        d = F.dropout(e, 0.25, self.training)
        return {
            "embedding": e,
            "label_logits": self.label(d),
            "modality_logits": self.modality(d),
            "gate_logits": self.gate(d),
            "region_logits": self.region(d),
            "plane_logits": self.plane(d),
        }

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return self.heads(self.net(x).float())

    def freeze_front(self, deep: bool = False) -> None:
        """Stem and stride-4 blocks (deep: also stride 8): fixed weights, fixed batch norm."""
        for part in (self.net.stem, *self.net.blocks[: 5 if deep else 3]):
            part.eval()
            for p in part.parameters():
                p.requires_grad_(False)


def offsets(lists: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    """Slice of label_logits of each set."""
    out, n = {}, 0
    for name, labels in lists.items():
        out[name] = (n, n + len(labels))
        n += len(labels)
    return out


def recompress(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """One more JPEG step, or a smaller size and back: uint8 [h,w,3] -> the same shape."""
    image = Image.fromarray(picture)
    side = image.size
    if rng.random() < 0.5:
        small = rng.randint(128, 256)
        image = image.resize((small, small), rng.choice(list(Image.Resampling)[:6]))
        image = image.resize(side, rng.choice(list(Image.Resampling)[:6]))
    if rng.random() < 0.7:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=rng.randint(45, 92))
        image = Image.open(buffer).convert("RGB")
    return np.asarray(image)


def view_matrix(
    row: D.Row, rng: random.Random, zooms: tuple[float, float] = FIRST.zoom
) -> list[list[float]]:
    """Random crop, turn and flip as an affine map of output to input coordinates (-1..1)."""
    m = row["modality"]
    zoom = rng.uniform(*zooms) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.1, 0.1))
    sx, sy = zoom * stretch, zoom / stretch
    tx = rng.uniform(-1, 1) * max(0.05, 1 - zoom) * 0.9
    ty = rng.uniform(-1, 1) * max(0.05, 1 - zoom) * 0.9
    angle = rng.uniform(-0.17, 0.17) if rng.random() < 0.5 else 0.0
    if m in C.TURNS:
        angle += rng.randint(0, 3) * math.pi / 2
    flip = -1.0 if m in C.FLIPS and rng.random() < 0.5 else 1.0
    c, s = math.cos(angle), math.sin(angle)
    return [[c * sx * flip, -s * sy, tx], [s * sx * flip, c * sy, ty]]


def augment(
    store: D.Store, rows: list[D.Row], size: int, rng: random.Random,
    zooms: tuple[float, float] = FIRST.zoom,
) -> Tensor:  # fmt: skip
    """Training batch [b,3,size,size], normalised, channels last."""
    pics = []
    for row in rows:
        a = store.get(row)
        pics.append(torch.from_numpy(np.array(recompress(a, rng) if rng.random() < 0.2 else a)))
    x = torch.stack(pics).permute(0, 3, 1, 2).float()
    b = len(rows)
    theta = torch.tensor([view_matrix(r, rng, zooms) for r in rows])
    grid = F.affine_grid(theta, [b, 3, size, size], align_corners=False)
    if rng.random() < 0.5:  # a softer resize filter for the whole batch
        x = F.avg_pool2d(x, 2, 1)
    x = F.grid_sample(x, grid, align_corners=False)
    gain = torch.tensor([rng.uniform(0.8, 1.2) for _ in range(b)]).view(b, 1, 1, 1)
    shift = torch.tensor([rng.uniform(-18, 18) for _ in range(b)]).view(b, 1, 1, 1)
    tint = torch.ones(b, 3, 1, 1)
    for i, row in enumerate(rows):
        if row["modality"] in C.TURNS or row["modality"] in ("cfp", "none"):
            tint[i] = torch.tensor([rng.uniform(0.93, 1.07) for _ in range(3)]).view(3, 1, 1)
    # the black frame of the letterbox stays black: the shift is faded out where the picture is
    x = x * gain * tint + shift * (x > 2).float()
    if rng.random() < 0.25:
        x = x + torch.randn_like(x) * rng.uniform(1, 6)
    x = (x.clamp(0, 255) - C.MEAN) / C.SCALE
    return x.contiguous(memory_format=torch.channels_last)


def plain(store: D.Store, rows: list[D.Row], size: int) -> Tensor:
    """Canonical batch for inference [b,3,size,size]: antialiased resize of the letterbox."""
    x = torch.from_numpy(np.stack([store.get(r) for r in rows])).permute(0, 3, 1, 2).float()
    x = F.interpolate(x, size=(size, size), mode="bilinear", antialias=True, align_corners=False)
    x = (x.clamp(0, 255) - C.MEAN) / C.SCALE
    return x.contiguous(memory_format=torch.channels_last)


class Sampler:
    """Draws batches: labelled pictures by set share and 1/sqrt(class), negatives, not medical."""

    def __init__(
        self, rows: list[D.Row], lists: dict[str, list[str]], seed: int, phase: Phase = FIRST
    ) -> None:
        self.phase = phase
        self.rng = np.random.default_rng(seed)
        classes = Counter(t for t in (D.target(r, lists) for r in rows) if t)
        self.labelled, weights = [], []
        per_set: dict[str, list[float]] = {}
        for row in rows:
            t = D.target(row, lists)
            if t:
                self.labelled.append(row)
                per_set.setdefault(t[0], []).append(1 / math.sqrt(classes[t]))
        totals = {k: sum(v) for k, v in per_set.items()}
        for row in self.labelled:
            t = D.target(row, lists)
            if t:
                share = phase.shares.get(t[0], C.LABEL_SET_BY_ID[t[0]].share)
                weights.append(share / math.sqrt(classes[t]) / totals[t[0]])
        self.weights = np.array(weights) / sum(weights)
        self.none = [r for r in rows if r["modality"] == "none"]
        self.other = [r for r in rows if not D.target(r, lists) and r["modality"] != "none"]
        sets = Counter((r["dataset"], r["modality"]) for r in self.other)
        w = np.array([1 / math.sqrt(sets[(r["dataset"], r["modality"])]) for r in self.other])
        self.other_weights = w / w.sum()

    def draw(self) -> list[D.Row]:
        none = self.phase.none if self.none else 0
        n = BATCH - self.phase.negatives - none
        rows = [self.labelled[i] for i in self.rng.choice(len(self.labelled), n, p=self.weights)]
        picks = self.rng.choice(len(self.other), self.phase.negatives, p=self.other_weights)
        rows += [self.other[i] for i in picks]
        rows += [self.none[i] for i in self.rng.choice(len(self.none), none)] if none else []
        return rows


def gate_targets(rows: list[D.Row], lists: dict[str, list[str]]) -> tuple[Tensor, Tensor]:
    """Applicability targets and weights, both [b,S].

    A picture of a set's own collection is inside, everything else outside; weights are larger
    where the modality is the same, and 0 or a half where AMBIGUOUS says so.
    """
    names = list(lists)
    own = {s.dataset: s.id for s in C.LABEL_SETS}
    modality = {
        "brain-tumor": "mri", "breast-ultrasound": "ultrasound", "brain-pet": "pet",
        "fundus-disease": "cfp", "skin-lesion": "dermatoscopy", "lung-ct": "ct",
        "chest-xray-pneumonia": "xray", "lung-histopathology": "histopathology",
        "capsule-endoscopy": "endoscopy", "white-blood-cell": "blood_smear",
    }  # fmt: skip
    y, w = torch.zeros(len(rows), len(names)), torch.full((len(rows), len(names)), 0.3)
    for i, row in enumerate(rows):
        for j, name in enumerate(names):
            if modality[name] == row["modality"]:
                w[i, j] = 1.0
                doubt = AMBIGUOUS.get((row["dataset"], name))
                if doubt is not None and row["anatomy"] in ("brain", "head", "lung", "chest"):
                    w[i, j] = doubt
        inside = own.get(row["dataset"])
        if inside in lists:
            y[i, names.index(inside)] = 1.0
            w[i, names.index(inside)] = 1.0
    return y, w


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


@torch.no_grad()
def predict(model: Disease, store: D.Store, rows: list[D.Row], size: int) -> dict[str, np.ndarray]:
    """All outputs for rows, as float32 arrays."""
    model.eval()
    parts: dict[str, list[np.ndarray]] = {}
    for i in range(0, len(rows), 64):
        x = plain(store, rows[i : i + 64], size)
        with torch.autocast("cpu", torch.bfloat16):
            e = model.net(x)
        for k, v in model.heads(e.float()).items():
            parts.setdefault(k, []).append(v.float().numpy())
    return {k: np.concatenate(v) for k, v in parts.items()}


def measure(out: dict[str, np.ndarray], rows: list[D.Row], lists: dict[str, list[str]]) -> dict[str, Any]:
    """Accuracy and macro-F1 a set, modality accuracy, none and gate rates."""
    from sklearn.metrics import accuracy_score, f1_score

    spans, names = offsets(lists), list(lists)
    sets: dict[str, Any] = {}
    for name in names:
        pairs = []
        for i, row in enumerate(rows):
            t = D.target(row, lists)
            if t and t[0] == name:
                a, b = spans[name]
                pairs.append((t[1], int(out["label_logits"][i, a:b].argmax())))
        if pairs:
            y, p = zip(*pairs, strict=True)
            sets[name] = {
                "n": len(y),
                "accuracy": float(accuracy_score(y, p)),
                "macroF1": float(f1_score(y, p, average="macro")),
            }
    mod = out["modality_logits"].argmax(1)
    truth = np.array([C.MODALITIES.index(r["modality"]) for r in rows])
    none = C.MODALITIES.index("none")
    medical = truth != none
    big = [v["macroF1"] for v in sets.values() if v["n"] >= 100]
    y, w = gate_targets(rows, lists)
    gate = out["gate_logits"] > 0
    inside = y.numpy().max(1) > 0
    sure = (w.numpy() >= 1.0).any(1) | (truth == none)
    outside = ~inside & sure
    result: dict[str, Any] = {
        "sets": sets,
        "meanMacroF1": float(np.mean(big)) if big else 0.0,
        "meanAll": float(np.mean([v["macroF1"] for v in sets.values()])),
        "modality": float((mod == truth)[medical].mean()),
        "medicalCalledNone": float((mod == none)[medical].mean()),
        "insideRefused": float((~(gate & (y.numpy() > 0)).any(1))[inside].mean()),
        "labelledOutside": float(gate.any(1)[outside].mean()) if outside.any() else 0.0,
    }
    if (~medical).any():
        result["noneCalledNone"] = float((mod == none)[~medical].mean())
    return result


def report(m: dict[str, Any]) -> str:
    lines = [
        f"  {k:22s} n={v['n']} acc {v['accuracy']:.3f} F1 {v['macroF1']:.3f}"
        for k, v in m["sets"].items()
    ]
    rest = {k: round(v, 4) for k, v in m.items() if k != "sets"}
    return "\n".join([*lines, f"  {rest}"])


def side_at(progress: float) -> int:
    return [s for start, s in SIZES if progress >= start][-1]


def train(cfg: C.Config, minutes: float) -> None:
    """First phase, then the inference side is chosen. Writes disease.raw.pt and disease.pt."""
    one_phase(cfg, minutes, FIRST)


def refine(cfg: C.Config, minutes: float) -> None:
    """Second phase from the first one's weights. Writes disease.raw2.pt and disease.pt anew."""
    one_phase(cfg, minutes, SECOND)


def one_phase(cfg: C.Config, minutes: float, phase: Phase) -> None:
    """Train for `minutes` of wall clock (cosine), resuming from the phase's checkpoint."""
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
    model = Disease(lists, pretrained())
    if phase.start:
        model.load_state_dict(torch.load(cfg.out / phase.start, weights_only=False)["model"])
    model = model.to(memory_format=torch.channels_last)
    model.train()
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
        x = augment(store, rows, side_at(progress), rng, phase.zoom)
        with torch.autocast("cpu", torch.bfloat16):
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
                f"step {step} {time.time() - start:.0f}/{total:.0f}s side {side_at(progress)} "
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


def load(out: Path) -> tuple[Disease, dict[str, Any]]:
    """The trained encoder and what disease.pt says besides (lists, image_size, val)."""
    ck = torch.load(out / "disease.pt", weights_only=False)
    model = Disease(ck["lists"])
    model.load_state_dict(ck.pop("model"))
    return model.eval(), ck
