"""f_pixel: a dense map at stride 8 and a phrase-conditioned box head (the grounding tool).

EfficientNet-Lite0 from f_disease's weights, a feature pyramid to [b,96,S/8,S/8], then a head
conditioned on the phrase (feature-wise scale and shift) that gives, on a grid of stride 4, a
score (trained towards the overlap of its box with the truth) and a box as distances to the four
sides (FCOS style).
"""

from __future__ import annotations

import copy
import json
import math
import random
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import boxes as B
from . import config as C
from . import data as D
from .backbone import LEVELS, Lite0, pretrained
from .disease import follow, plain, recompress

WIDTH, FINE = 96, 48
PICTURES = 14  # pictures a batch, each with two phrases
SIZES = ((0.0, 192), (0.45, 256))  # share of the time -> training side
SIDE = 256  # inference side
SMALL = frozenset({"red blood cell", "white blood cell", "platelet", "cell nucleus"})


class Encoder(nn.Module):
    """[b,3,S,S] -> features [b,96,S/8,S/8] and features4 [b,24,S/4,S/4]."""

    def __init__(self, net: Lite0 | None = None) -> None:
        super().__init__()
        self.net = net if net is not None else Lite0()
        self.l8 = nn.Conv2d(LEVELS[8][1], WIDTH, 1)
        self.l16 = nn.Conv2d(LEVELS[16][1], WIDTH, 1)
        self.l32 = nn.Conv2d(LEVELS[32][1], WIDTH, 1)
        self.s16 = nn.Conv2d(WIDTH, WIDTH, 3, padding=1)
        self.s8 = nn.Conv2d(WIDTH, WIDTH, 3, padding=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        m = self.net.maps(x)
        up = F.interpolate(self.l32(m[32]), scale_factor=2.0)
        p16 = self.s16(F.relu(self.l16(m[16]) + up))
        p8 = self.s8(F.relu(self.l8(m[8]) + F.interpolate(p16, scale_factor=2.0)))
        return p8, m[4]


class Head(nn.Module):
    """(features, features4, phrase [b]) -> score logits [b,N] and boxes [b,N,4] (x1,y1,x2,y2)."""

    def __init__(self, phrases: int) -> None:
        super().__init__()
        self.embed8 = nn.Embedding(phrases, 2 * WIDTH)
        self.embed4 = nn.Embedding(phrases, 2 * FINE)
        for e in (self.embed8, self.embed4):
            nn.init.normal_(e.weight, std=0.3)
        self.tower = nn.Sequential(
            nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False),
            nn.BatchNorm2d(WIDTH, momentum=0.03),
            nn.ReLU(True),
        )
        self.down = nn.Conv2d(WIDTH, FINE, 1)
        self.lateral = nn.Conv2d(LEVELS[4][1], FINE, 1)
        self.fine = nn.Sequential(
            nn.Conv2d(FINE, FINE, 3, padding=1, bias=False),
            nn.BatchNorm2d(FINE, momentum=0.03),
            nn.ReLU(True),
        )
        self.out = nn.Conv2d(FINE, 5, 3, padding=1)
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)
        with torch.no_grad():
            self.out.bias[0] = -4.0

    def forward(self, f8: Tensor, f4: Tensor, phrase: Tensor) -> tuple[Tensor, Tensor]:
        g, b = self.embed8(phrase)[:, :, None, None].chunk(2, 1)
        y = self.tower(F.relu(f8 * (1 + g) + b))
        y = F.interpolate(self.down(y), scale_factor=2.0, mode="nearest") + self.lateral(f4)
        g, b = self.embed4(phrase)[:, :, None, None].chunk(2, 1)
        o = self.out(self.fine(F.relu(y * (1 + g) + b))).float()
        side = o.shape[-1]
        score = o[:, 0].flatten(1)
        reach = (o[:, 1:].clamp(-6, 4).exp() * 0.1).flatten(2)  # left, top, right, bottom
        c = (torch.arange(side, device=o.device, dtype=torch.float32) + 0.5) / side
        cx, cy = c.repeat(side), c.repeat_interleave(side)
        box = torch.stack(
            [cx - reach[:, 0], cy - reach[:, 1], cx + reach[:, 2], cy + reach[:, 3]], 2
        )
        return score, box


class Pixel(nn.Module):
    """Encoder and grounding head."""

    def __init__(self, net: Lite0 | None = None, phrases: int = len(C.PHRASES)) -> None:
        super().__init__()
        self.encoder = Encoder(net)
        self.head = Head(phrases)

    def freeze_front(self, deep: bool = False) -> None:
        """Stem and stride-4 blocks (deep: also stride 8): fixed weights, fixed batch norm."""
        for part in (self.encoder.net.stem, *self.encoder.net.blocks[: 5 if deep else 3]):
            part.eval()
            for p in part.parameters():
                p.requires_grad_(False)


BRAIN = frozenset({"brain", "head", "hippocampus"})
CELLS = frozenset({"red blood cell", "white blood cell", "platelet", "white blood cell nucleus",
                   "cell nucleus"})  # fmt: skip
OPTICAL = frozenset({"cfp", "oct", "dermatoscopy", "histopathology", "endoscopy", "blood_smear"})


def absent(row: D.Row, phrase: str) -> bool:
    """Do the row's labels, modality or anatomy prove that the phrase is not in the picture?

    An empty box list proves nothing. Where a thing could be there unboxed, the answer is False.
    """
    m, region, labels = row["modality"], row["anatomy"], row["labels"]
    if any(b["label"] == phrase for b in row["boxes"]):
        return False
    if m == "none":
        return True
    if phrase in CELLS:
        return m not in ("blood_smear", "histopathology")
    if phrase == "brain tumour":
        if row["dataset"] == "brain-atlas-mri":
            return True
        if row["use_label"] == "brain-tumor":
            return labels == ["no tumour"]
        known = region is not None and region not in BRAIN | {"head and neck", "other", "generalized"}
        return m in OPTICAL or (known and row["dataset"] not in ("medpix", "vqa-rad")) or (
            m == "xray" and region == "chest"
        )
    if phrase == "breast tumour":
        if row["use_label"] == "breast-ultrasound":
            return labels == ["normal"]
        return m in OPTICAL or m == "pet" or region in BRAIN
    if phrase in C.SIDED:
        return m in OPTICAL or m in ("pet", "ultrasound") or region in BRAIN
    if phrase == "skin lesion":
        return m not in ("dermatoscopy", "none")
    if phrase in ("anterior hippocampus", "posterior hippocampus"):
        return m in OPTICAL or m in ("xray", "ultrasound") or (m == "ct" and region == "lung")
    if phrase == "bleeding":
        if row["use_label"] == "capsule-endoscopy":
            return labels == ["no bleeding"]
        return m in ("xray", "ultrasound", "pet", "blood_smear", "oct")
    return False


def square_boxes(row: D.Row, phrase: str) -> list[list[float]]:
    """Boxes of a phrase in fractions of the letterboxed square."""
    w, h = row["width"], row["height"]
    return [B.to_square(b["box"], w, h) for b in row["boxes"] if b["label"] == phrase]


def present(row: D.Row) -> list[str]:
    """Trained phrases boxed in the row."""
    return [p for p in C.PHRASES if any(b["label"] == p for b in row["boxes"])]


def hard(row: D.Row, phrase: str) -> bool:
    """A negative of the phrase's own modality: no tumour, no bleeding, normal breast, atlas."""
    homes = {
        "brain tumour": "mri", "bleeding": "endoscopy", "breast tumour": "ultrasound",
    }  # fmt: skip
    return homes.get(phrase) == row["modality"] and absent(row, phrase)


class Pairs:
    """Draws pictures with two (phrase, boxes) each."""

    def __init__(self, rows: list[D.Row], seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.positive = [r for r in rows if present(r)]
        groups = Counter((p, r["dataset"]) for r in self.positive for p in present(r))
        lift = {"cell nucleus": 2.2, "bleeding": 1.5, "brain tumour": 1.5, "red blood cell": 1.3,
                "breast tumour": 1.4, "skin lesion": 0.7}  # fmt: skip
        w = np.array(
            [
                max(lift.get(p, 1.0) / math.sqrt(groups[(p, r["dataset"])]) for p in present(r))
                for r in self.positive
            ]
        )
        self.weights = w / w.sum()
        self.hard = [(r, p) for r in rows for p in ("brain tumour", "bleeding", "breast tumour")
                     if hard(r, p)]  # fmt: skip
        counts = Counter((r["dataset"], p) for r, p in self.hard)
        w = np.array([1 / math.sqrt(counts[(r["dataset"], p)]) for r, p in self.hard])
        self.hard_weights = w / w.sum()
        other = [r for r in rows if not present(r)]
        sets = Counter(r["dataset"] for r in other)
        self.other = other
        w = np.array([1 / math.sqrt(sets[r["dataset"]]) for r in other])
        self.other_weights = w / w.sum()

    def negative(self, row: D.Row) -> str | None:
        options = [p for p in C.PHRASES if absent(row, p)]
        return str(self.rng.choice(options)) if options else None

    def draw(self) -> list[tuple[D.Row, list[str]]]:
        """PICTURES entries of (row, two phrases)."""
        out: list[tuple[D.Row, list[str]]] = []
        n_hard, n_other = 2, 1
        for i in self.rng.choice(len(self.positive), PICTURES - n_hard - n_other, p=self.weights):
            row = self.positive[i]
            have = present(row)
            self.rng.shuffle(have)
            second = have[1] if len(have) > 1 and self.rng.random() < 0.75 else self.negative(row)
            out.append((row, [have[0], second or have[-1]]))
        for i in self.rng.choice(len(self.hard), n_hard, p=self.hard_weights):
            row, phrase = self.hard[i]
            out.append((row, [phrase, self.negative(row) or phrase]))
        for i in self.rng.choice(len(self.other), n_other, p=self.other_weights):
            row = self.other[i]
            a = self.negative(row)
            if a:
                out.append((row, [a, self.negative(row) or a]))
        return out


def window(row: D.Row, phrases: list[str], rng: random.Random) -> np.ndarray:
    """Random zoom, shift, quarter turn and flip: [2,3] map of output to input (-1..1)."""
    small = any(p in SMALL for p in phrases) and row["dataset"] in ("blood-cells", "dsb-nuclei")
    if small:
        zoom = rng.uniform(0.4, 1.05)
    else:
        zoom = rng.uniform(0.72, 1.12) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.12, 0.12))
    sx, sy = zoom * stretch, zoom / stretch
    room = max(0.08, 1 - zoom) * 0.95
    tx, ty = rng.uniform(-room, room), rng.uniform(-room, room)
    k = rng.randint(0, 3) if row["modality"] in C.TURNS else 0
    sided = any(p in C.SIDED for p in phrases) or row["modality"] == "xray"
    flip = -1 if not sided and rng.random() < 0.5 else 1
    c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[k]
    return np.array([[c * sx * flip, -s * sy, tx], [s * sx * flip, c * sy, ty]], np.float32)


def grid_target(
    found: list[list[float]], side: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cells of a side x side grid: positive [N], box [N,4], ignore [N], weight [N].

    A cell is positive near the centre of the smallest box that claims it; cells in the inner
    part of a box that are not positive are ignored by the score. The weights of one box sum to 1.
    """
    c = (np.arange(side) + 0.5) / side
    cx, cy = np.tile(c, side), np.repeat(c, side)
    n = side * side
    owner, area = np.full(n, -1), np.full(n, 9.0)
    ignore = np.zeros(n, bool)
    for i, (x1, y1, x2, y2) in enumerate(found):
        mx, my, w, h = (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1
        hw = max(min(w * 0.25, 4.0 / side), 0.55 / side)
        hh = max(min(h * 0.25, 4.0 / side), 0.55 / side)
        core = (np.abs(cx - mx) <= hw) & (np.abs(cy - my) <= hh) & (w * h < area)
        owner[core], area[core] = i, w * h
        ignore |= (np.abs(cx - mx) <= w * 0.3) & (np.abs(cy - my) <= h * 0.3)
    positive = owner >= 0
    box = np.zeros((n, 4), np.float32)
    weight = np.zeros(n, np.float32)
    if positive.any():
        box[positive] = np.array(found, np.float32)[owner[positive]]
        counts = np.bincount(owner[positive], minlength=len(found))
        weight[positive] = 1.0 / counts[owner[positive]]
    return positive, box, ignore & ~positive, weight


def batch(
    store: D.Store, picks: list[tuple[D.Row, list[str]]], size: int, rng: random.Random
) -> tuple[Tensor, Tensor, list[list[list[list[float]]]]]:
    """Pictures [b,3,S,S], phrase ids [b,2] and, for each, the boxes after the move."""
    thetas = np.stack([window(r, ps, rng) for r, ps in picks])
    pics = [recompress(store.get(r), rng) if rng.random() < 0.15 else store.get(r) for r, _ in picks]
    x = torch.from_numpy(np.stack(pics)).permute(0, 3, 1, 2).float()
    grid = F.affine_grid(torch.from_numpy(thetas), [len(picks), 3, size, size], align_corners=False)
    if rng.random() < 0.3:
        x = F.avg_pool2d(x, 2, 1)
    x = F.grid_sample(x, grid, align_corners=False)
    b = len(picks)
    gain = torch.tensor([rng.uniform(0.8, 1.2) for _ in range(b)]).view(b, 1, 1, 1)
    shift = torch.tensor([rng.uniform(-18, 18) for _ in range(b)]).view(b, 1, 1, 1)
    x = x * gain + shift * (x > 2).float()
    x = ((x.clamp(0, 255) - C.MEAN) / C.SCALE).contiguous(memory_format=torch.channels_last)
    ids = torch.tensor([[C.PHRASES.index(p) for p in ps] for _, ps in picks])
    moved = []
    for (row, ps), theta in zip(picks, thetas, strict=True):
        per = []
        for p in ps:
            parts = [B.clipped(B.moved(q, theta)) for q in square_boxes(row, p)]
            per.append([q for q in parts if q])
        moved.append(per)
    return x, ids, moved


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


@torch.no_grad()
def predict(
    model: Pixel, store: D.Store, pairs: list[tuple[D.Row, str]], size: int = SIDE
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each (row, phrase): kept boxes [k,4] of the square after suppression, scores [k]."""
    model.eval()
    by_row: dict[str, list[int]] = defaultdict(list)
    for i, (row, _) in enumerate(pairs):
        by_row[row["id"]].append(i)
    firsts = [v for v in by_row.values()]
    out: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros((0, 4)), np.zeros(0))] * len(pairs)
    for start in range(0, len(firsts), 32):
        chunk = firsts[start : start + 32]
        x = plain(store, [pairs[v[0]][0] for v in chunk], size)
        with torch.autocast("cpu", torch.bfloat16):
            f8, f4 = model.encoder(x)
        which = [(k, i) for k, v in enumerate(chunk) for i in v]
        for s in range(0, len(which), 32):
            part = which[s : s + 32]
            rows = torch.tensor([k for k, _ in part])
            ids = torch.tensor([C.PHRASES.index(pairs[i][1]) for _, i in part])
            with torch.autocast("cpu", torch.bfloat16):
                score, box = model.head(f8[rows], f4[rows], ids)
            for (_, i), sc, bx in zip(part, score.sigmoid().numpy(), box.numpy(), strict=True):
                top = np.argsort(-sc, kind="stable")[:200]
                top = top[(sc[top] >= 0.05) | (np.arange(len(top)) == 0)]
                b = bx[top].clip(0, 1)
                kept = B.nms(b, sc[top])
                out[i] = (b[kept], sc[top][kept])
    return out


def needed(split: str, rows: list[D.Row]) -> list[D.Row]:
    """Rows the head is trained on: boxed ones, hard negatives, and 250 others a set."""
    if split == "val":
        return [r for r in rows if present(r)]
    rng = random.Random(7)
    kept = [r for r in rows if present(r) or any(hard(r, p) for p in C.PHRASES)]
    mine = {id(r) for r in kept}
    other: dict[str, list[D.Row]] = defaultdict(list)
    for r in rows:
        if id(r) not in mine and any(absent(r, p) for p in C.PHRASES):
            other[r["dataset"]].append(r)
    for name in sorted(other):
        kept += rng.sample(other[name], min(250, len(other[name])))
    return kept


def val_pairs(rows: list[D.Row]) -> list[tuple[D.Row, str]]:
    """Every boxed (row, phrase)."""
    return [(r, p) for r in rows for p in present(r)]


def best_threshold(items: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[float, float]:
    """(threshold, F1) of the best F1@0.5 over (boxes, scores, truth) of a group."""
    scores, hits, total = [], [], 0
    for found, sc, truth in items:
        total += len(truth)
        scores += list(sc)
        hits += B.match(found, truth)
    order = np.argsort(-np.array(scores), kind="stable")
    tp = np.cumsum(np.array(hits, float)[order]) if len(order) else np.zeros(0)
    f1 = 2 * tp / (np.arange(1, len(tp) + 1) + total)
    if not len(f1):
        return 0.5, 0.0
    k = int(f1.argmax())
    return float(np.array(scores)[order][k]), float(f1[k])


def measure(
    pairs: list[tuple[D.Row, str]], found: list[tuple[np.ndarray, np.ndarray]]
) -> dict[str, Any]:
    """Per phrase|modality: top-box figures where one instance, F1@0.5 where several."""
    groups: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"one": [], "several": []})
    for (row, phrase), (b, s) in zip(pairs, found, strict=True):
        truth = np.array(square_boxes(row, phrase))
        g = groups[f"{phrase}|{row['modality']}"]
        if len(truth) == 1:
            g["one"].append(float(B.iou_matrix(b[:1], truth)[0, 0]))
        else:
            g["several"].append((b, s, truth))
    out: dict[str, Any] = {}
    for key, g in sorted(groups.items()):
        entry: dict[str, Any] = {"n": len(g["one"])}
        if g["one"]:
            entry["mIoU"] = float(np.mean(g["one"]))
            entry["acc50"] = float(np.mean([v >= 0.5 for v in g["one"]]))
        if g["several"]:
            entry["instances"] = sum(len(t) for _, _, t in g["several"])
            entry["threshold"], entry["f1"] = best_threshold(g["several"])
        out[key] = entry
    return out


def means(m: dict[str, Any]) -> dict[str, float]:
    """Means over one-instance groups (>= 20 pictures) and several-instance ones (>= 50)."""
    one = [v for v in m.values() if v["n"] >= 20]
    many = [v["f1"] for v in m.values() if v.get("instances", 0) >= 50]
    return {
        "mIoU": float(np.mean([v["mIoU"] for v in one])) if one else 0.0,
        "acc50": float(np.mean([v["acc50"] for v in one])) if one else 0.0,
        "f1": float(np.mean(many)) if many else 0.0,
    }


def report(m: dict[str, Any]) -> str:
    lines = []
    for k, v in m.items():
        text = f"  {k:36s} n={v['n']}"
        if "mIoU" in v:
            text += f" mIoU {v['mIoU']:.3f} acc50 {v['acc50']:.3f}"
        if "f1" in v:
            text += f" | several {v['instances']} F1 {v['f1']:.3f} at {v['threshold']:.2f}"
        lines.append(text)
    return "\n".join([*lines, f"  {means(m)}"])


def train(cfg: C.Config, minutes: float) -> None:
    """Train for `minutes` of wall clock (cosine), resuming from out/pixel.ckpt. Writes pixel.pt."""
    if (cfg.out / "pixel.pt").exists():
        print("pixel: pixel.pt exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(cfg.seed)
    rng = random.Random(cfg.seed)
    store = D.Store(cfg, pick=needed, hold=True)
    draw = Pairs(store.rows["train"], cfg.seed)
    net = pretrained()
    start_from = cfg.out / "disease.raw.pt"
    if start_from.exists():
        state = torch.load(start_from, weights_only=False)["model"]
        net.load_state_dict({k[4:]: v for k, v in state.items() if k.startswith("net.")})
    model = Pixel(net).to(memory_format=torch.channels_last)
    model.train()
    model.freeze_front()
    body = [p for p in model.encoder.net.blocks.parameters() if p.requires_grad]
    names = dict(model.named_parameters())
    new = [p for n, p in names.items() if not n.startswith("encoder.net.")]
    rates = (3e-4, 1.5e-3)
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
          len(pairs), "start", start_from.exists(), flush=True)  # fmt: skip
    fixed = False
    began = time.time()
    start, saved, checked, losses = began - done, began, done > 0, []
    total = minutes * 60
    while (done := time.time() - start) < total:
        progress = done / total
        size = [s for at, s in SIZES if progress >= at][-1]
        factor = min(1.0, (step + 1) / 80) * (0.5 * (1 + math.cos(math.pi * progress))) + 2e-3
        for group, rate in zip(opt.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        if progress >= SIZES[-1][0] and not fixed:
            fixed = True
            model.freeze_front(deep=True)
        picks = draw.draw()
        x, ids, found = batch(store, picks, size, rng)
        with torch.autocast("cpu", torch.bfloat16):
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
