"""The same language model on features of everyday pictures, trained as stage 1 trains it.

The encoders are one ImageNet network that never saw a medical picture: its embedding, its maps at
stride 8 and 16, and a label head that knows nothing (every label equally likely). Connector and
LoRA are trained by stage 1's own loop on conversations that name the true label.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import config as C
from . import data as D
from . import features as FT
from . import lora, stage1
from . import mixture_source as MS
from . import mixture_words as W
from .backbone import LEVELS, pretrained
from .calibrate_shared import interval
from .compare_shared import shipped_folder, write_result
from .connectors import FEATURES
from .device import mixed
from .encode import Encoders, from_files
from .mixture_scene import Picture
from .pixel_net import SIDE
from .reader import Reader
from .stage1_eval import exact, first_turn

PER_SET = 60  # val pictures of a label set whose reading is checked
DISEASE_SIDE = 192


def everyday_encoders(lists: dict[str, list[str]], seed: int) -> Encoders:
    """One ImageNet network in the place of both encoders.

    features [b,96,S/8,S/8]: the 40 channels at stride 8 and a fixed random projection to 56 of the
    112 at stride 16. Logits of labels, gates, kind, region and plane are zeros.
    """
    net = pretrained().eval().to(memory_format=torch.channels_last)
    near, far = LEVELS[8][1], LEVELS[16][1]
    draw = torch.Generator().manual_seed(seed)
    mix = torch.randn(FEATURES - near, far, 1, 1, generator=draw) / far**0.5
    labels = sum(map(len, lists.values()))

    def look(x: Tensor) -> dict[str, Tensor]:
        with torch.no_grad(), mixed():
            e = net(x)
        widths = {"label": labels, "gate": len(lists), "modality": len(C.MODALITIES)}
        return {"embedding": e.float(), **{f"{k}_logits": torch.zeros(len(x), n) for k, n in widths.items()}}

    def dense(x: Tensor) -> Tensor:
        with torch.no_grad(), mixed():
            maps = net.maps(x)
        up = F.interpolate(F.conv2d(maps[16].float(), mix), scale_factor=2.0)
        return torch.cat([maps[8].float(), up], 1)

    return Encoders(look, dense, lists, DISEASE_SIDE, SIDE, dict.fromkeys(lists, 1.0))


class AsSeen(FT.Cached):
    """Encoder outputs as they are: what a scene would put over the label head's is left out."""

    def take(self, pictures: list[Picture], pixels: bool) -> FT.Batch:
        return super().take([replace(p, swap=None) for p in pictures], pixels)


def sides_of(
    cfg: C.Config, store: D.Store, lists: dict[str, list[str]]
) -> dict[str, tuple[FT.Cached, MS.Source]]:
    """Like stage1.read_sides, with conversations that name the true label and no swapped heads."""
    sides = {}
    for split in D.SPLITS:
        seen = AsSeen(cfg.out, split, lists, cfg.seed)
        sides[split] = seen, MS.Source(store.rows[split], lists, split, swap_share=0.0, only=set(seen.place))
    return sides


def readings(reader: Reader, side: tuple[FT.Cached, MS.Source]) -> list[tuple[str, str, str, bool]]:
    """(label set, row id, group, right?) of val pictures: would greedy decoding write the true reading?

    A reading is kind, region and label; the first trained instruction asks for it.
    """
    source, val = side
    reader.eval()
    rng = random.Random(5)
    picked, talks = [], []
    for name, per in val.labelled.items():
        pool = sorted(i for v in per.values() for i in v)
        for i in rng.sample(pool, min(PER_SET, len(pool))):
            scene = val.at(i, rng)
            row = val.rows[i]
            picked.append((name, row["id"], row["group"]))
            talks.append(first_turn(scene, W.DIAGNOSE_TRAIN[0].format(modality=scene.name)))
    right = exact(reader, source, talks, True)
    reader.train()
    return [(*p, r) for p, r in zip(picked, right, strict=True)]


def collect(cfg: C.Config, store: D.Store, splits: tuple[str, ...], enc: Encoders) -> None:
    """Encoder outputs of the rows that stage 1 would take, into the folder of `cfg`."""
    cfg.out.mkdir(parents=True, exist_ok=True)
    for split in splits:
        cap = FT.CAP if split == "train" else 200
        FT.collect(cfg, store, split, FT.choose_rows(store.rows[split], cfg.seed, cap), True, enc)


def run(cfg: C.Config, minutes: float) -> None:
    """Trains OUT/compare/generalist (stage 1's files) and writes RESULTS/generalist.json.

    Needs OUT/base. A third of the time goes to invented features, as in stage 1.
    """
    folder = shipped_folder(cfg)
    shipped = from_files(folder)
    store = D.Store(cfg)
    lists = shipped.lists
    own = replace(cfg, out=cfg.out / "compare" / "generalist")
    collect(own, store, D.SPLITS, everyday_encoders(lists, cfg.seed))
    sides = sides_of(own, store, lists)
    reader = Reader(cfg.out / "base", lists)
    if not (own.out / "generalist.pt").exists():
        torch.manual_seed(cfg.seed)
        invented = MS.Source(store.rows["train"], lists, "train", swap_share=1.0)
        stage1.run(own, reader, "warm", minutes / 3, FT.Invented(lists, cfg.seed), invented, False, 0.5)
        stage1.learn(own, reader, "generalist", minutes * 2 / 3, store, lists, True, sides=sides)
    trained = torch.load(own.out / "generalist.pt", weights_only=False)
    lora.load(reader.lm, trained["lora"])
    reader.connect.load_state_dict(trained["connect"])
    theirs = replace(cfg, out=cfg.out / "compare" / f"shipped-{shipped_mark(folder)}")
    collect(theirs, store, ("val",), shipped)
    seen = AsSeen(theirs.out, "val", lists, cfg.seed)
    target = MS.Source(store.rows["val"], lists, "val", swap_share=0.0, only=set(seen.place))
    generalist = readings(reader, sides["val"])
    ours = readings(Reader(cfg.out / "base", lists, folder), (seen, target))
    data = {
        "split": "val", "minutes": minutes, "features": "ImageNet, every label equally likely",
        "assumption": "minutes of wall clock on the same cores; the first third on invented features",
        "measure": "share of readings that greedy decoding writes as the truth: kind, region and label",
        **figures(generalist, ours),
    }  # fmt: skip
    write_result(cfg, "generalist", data)


def shipped_mark(folder: Path) -> str:
    """Stamp of the encoders' files."""
    from .compare_shared import stamp

    return stamp(folder / "disease.onnx", folder / "pixel.onnx", folder / "encoders.json")


def figures(
    generalist: list[tuple[str, str, str, bool]], shipped: list[tuple[str, str, str, bool]]
) -> dict[str, Any]:
    """Share of right readings of both by label set and over all, paired by row.

    Raises ValueError where the two were not asked about the same pictures.
    """
    if [x[:3] for x in generalist] != [x[:3] for x in shipped]:
        raise ValueError("the two sides were asked about different pictures")

    def table(at: list[int]) -> dict[str, Any]:
        groups = [f"{generalist[i][0]} {generalist[i][2]}" for i in at]
        a = np.array([float(generalist[i][3]) for i in at])
        b = np.array([float(shipped[i][3]) for i in at])
        return {
            "generalist": interval(groups, lambda k: float(a[k].mean())),
            "shipped": interval(groups, lambda k: float(b[k].mean())),
            "shippedMinusGeneralist": interval(groups, lambda k: float((b - a)[k].mean())),
        }

    names = list(dict.fromkeys(x[0] for x in generalist))
    sets = {n: table([i for i, x in enumerate(generalist) if x[0] == n]) for n in names}
    return {"sets": sets, "all": table(list(range(len(generalist))))}
