"""A set of pictures that are not medical: photographs, drawings, frames, and drawn pages.

Photographs and drawings come from five Debian packages, unpacked with `dpkg-deb -x` into a
folder outside the project (gnome-backgrounds, plasma-workspace-wallpapers,
tuxpaint-stamps-default, visp-images-data, openclipart-png); documents, windows, charts, noise
and textures are drawn by nonmedical_drawn. Without the packages only the drawn part is made. The
result has the form of the other sets: images.tar, train.jsonl, val.jsonl. Whole sources and kinds
are kept for val.
"""

from __future__ import annotations

import io
import json
import random
import tarfile
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .config import Config
from .nonmedical_drawn import Made, drawn

SIDE = 288
# folders of a package whose drawings could pass for a medical picture
DOUBTFUL = ("medic", "anatom", "health", "body", "skull", "bone", "cell", "x-ray", "xray", "hospital")
VAL_STAMPS = ("vehicles", "food", "town")
VAL_CLIPART = ("transportation", "buildings", "office", "recreation")
VAL_FRAMES = ("Klimt", "Solvay", "warp", "ellipse-1", "faces", "line")


def crop(picture: Image.Image, rng: random.Random) -> Image.Image:
    """A random part of 25 to 100 % of the picture's shorter side."""
    w, h = picture.size
    side = int(min(w, h) * rng.uniform(0.25, 1.0))
    wide = min(w, int(side * rng.choice((1.0, 1.0, 1.33, 1.6))))
    x, y = rng.randint(0, w - wide), rng.randint(0, h - side)
    return picture.crop((x, y, x + wide, y + side))


def disguise(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Sometimes grey, inverted, dark-framed or round, so that these alone mean nothing."""
    if rng.random() < 0.35:
        picture = ImageOps.autocontrast(picture.convert("L")).convert("RGB")
        if rng.random() < 0.2:
            picture = ImageOps.invert(picture)
        if rng.random() < 0.3:
            picture = ImageOps.posterize(picture, rng.randint(3, 6))
    kind = rng.random()
    if kind < 0.12:
        edge = int(min(picture.size) * rng.uniform(0.05, 0.25))
        picture = ImageOps.expand(picture, edge, (0, 0, 0))
    elif kind < 0.24:
        mask = Image.new("L", picture.size, 0)
        w, h = picture.size
        m = rng.uniform(0.0, 0.12)
        ImageDraw.Draw(mask).ellipse((w * m, h * m, w * (1 - m), h * (1 - m)), fill=255)
        if rng.random() < 0.5:
            mask = mask.filter(ImageFilter.GaussianBlur(max(w, h) * 0.04))
        picture = ImageChops.multiply(picture, mask.convert("RGB"))
    return picture


def photographs(debs: Path) -> list[tuple[str, Path]]:
    """(source, file): one file for each wallpaper and variant."""
    found: dict[str, Path] = {}
    roots = ("gnome-backgrounds/usr/share/backgrounds", "plasma-workspace-wallpapers/usr/share/wallpapers")
    for root in roots:
        for path in sorted((debs / root).rglob("*")):
            if path.suffix.lower() not in (".jpg", ".png", ".webp") or "screenshot" in path.name:
                continue
            parts = path.relative_to(debs / root).parts
            name = path.stem if parts[0] == "gnome" else f"{parts[0]}-{parts[-2]}"
            best = found.get(name)
            if best is None or abs(path.stat().st_size - 900_000) < abs(best.stat().st_size - 900_000):
                found[name] = path
    return sorted(found.items())


def pasted(path: Path, rng: random.Random, backs: list[Image.Image]) -> Image.Image:
    """A drawing or stamp with alpha on white, a colour, or a piece of a photograph."""
    stamp = Image.open(path).convert("RGBA")
    stamp.thumbnail((400, 400))
    kind = rng.random()
    size = (int(stamp.width * rng.uniform(1, 1.6)), int(stamp.height * rng.uniform(1, 1.6)))
    if kind < 0.5 or not backs:
        back = Image.new("RGB", size, (255, 255, 255))
    elif kind < 0.75:
        back = Image.new("RGB", size, tuple(rng.randint(0, 255) for _ in range(3)))
    else:
        back = crop(rng.choice(backs), rng).resize(size)
    spot = (rng.randint(0, size[0] - stamp.width), rng.randint(0, size[1] - stamp.height))
    back.paste(stamp, spot, stamp)
    return back


def from_packages(debs: Path, seed: int) -> list[Made]:
    """Crops and pastes out of the unpacked packages."""
    made: list[Made] = []
    backs: list[Image.Image] = []
    for name, path in photographs(debs):
        rng = random.Random(seed ^ zlib.crc32(name.encode()))
        family = name.split("-")[0]
        split = "val" if zlib.crc32(family.encode()) % 5 == 0 else "train"
        picture = Image.open(path).convert("RGB")
        picture.thumbnail((1600, 1600))
        if split == "train":
            backs.append(picture)
        for _ in range(12):
            made.append((split, f"wallpaper {family}", "photograph", disguise(crop(picture, rng), rng)))
    for package, root, vals, n_train, n_val, kind in (
        ("tuxpaint-stamps-default", "usr/share/tuxpaint/stamps", VAL_STAMPS, 360, 80, "stamp"),
        ("openclipart-png", "usr/share/openclipart/png", VAL_CLIPART, 300, 80, "drawing"),
        ("visp-images-data", "usr/share/visp-images-data/ViSP-images", VAL_FRAMES, 90, 40, "frame"),
    ):
        base = debs / package / root
        files = [
            p
            for p in sorted(base.rglob("*"))
            if p.suffix.lower() in (".png", ".jpg", ".pgm", ".ppm")
            and not any(d in str(p.relative_to(base)).lower() for d in DOUBTFUL)
        ]
        for split, count in (("train", n_train), ("val", n_val)):
            mine = [f for f in files if (f.relative_to(base).parts[0] in vals) == (split == "val")]
            rng = random.Random(f"{seed}{package}{split}")
            for f in rng.sample(mine, min(count, len(mine))):
                try:
                    if kind == "frame":
                        picture = disguise(crop(Image.open(f).convert("RGB"), rng), rng)
                    else:
                        picture = pasted(f, rng, backs if split == "train" else [])
                        if rng.random() < 0.2:
                            picture = disguise(picture, rng)
                except (OSError, ValueError):
                    continue
                made.append((split, f"{package} {f.relative_to(base).parent}", kind, picture))
    return made


def row_of(index: int, made: Made, size: tuple[int, int]) -> dict[str, Any]:
    """A row in the form of the other sets."""
    name = f"nonmedical-{index:05d}"
    return {
        "id": name, "dataset": "nonmedical", "image": f"{name}.jpg", "width": size[0],
        "height": size[1], "modality": "none", "anatomy": None, "plane": None, "label_set": None,
        "labels": [], "boxes": [], "qa": [], "caption": None, "group": made[1],
        "source": f"{made[1]} ({made[2]})",
    }  # fmt: skip


def build(cfg: Config) -> None:
    """Write images.tar, train.jsonl and val.jsonl to cfg.nonmedical; skipped when there."""
    folder = cfg.nonmedical
    if (folder / "images.tar").exists():
        print("nonmedical: images.tar exists, skipped", flush=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    made = drawn(cfg.seed)
    if cfg.debs and cfg.debs.exists():
        made += from_packages(cfg.debs, cfg.seed)
    rows: dict[str, list[dict[str, Any]]] = {"train": [], "val": []}
    temp = folder / "images.tar.part"
    with tarfile.open(temp, "w") as archive:
        for index, item in enumerate(made):
            picture = item[3].convert("RGB")
            picture.thumbnail((SIDE, SIDE), Image.Resampling.BICUBIC)
            if min(picture.size) < 8:
                continue
            row = row_of(index, item, picture.size)
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=88)
            info = tarfile.TarInfo(row["image"])
            info.size = buffer.tell()
            buffer.seek(0)
            archive.addfile(info, buffer)
            rows[item[0]].append(row)
    for split, items in rows.items():
        (folder / f"{split}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in items))
    temp.replace(folder / "images.tar")
    print("nonmedical:", {k: len(v) for k, v in rows.items()}, flush=True)
