"""A set of pictures that are not medical: photographs, drawings, frames, and drawn pages.

Photographs and drawings come from five Debian packages, unpacked with `dpkg-deb -x` into a
folder outside the project (gnome-backgrounds, plasma-workspace-wallpapers,
tuxpaint-stamps-default, visp-images-data, openclipart-png); documents, windows, charts, noise
and textures are drawn here. Without the packages only the drawn part is made. The result has
the form of the other sets: images.tar, train.jsonl, val.jsonl. Whole sources and kinds are kept
for val.
"""

from __future__ import annotations

import io
import json
import random
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from .config import Config

SIDE = 288
WORDS = (
    "river table window paper morning yellow engine letter garden market season copper north "
    "bridge number silver summer planet farmer winter budget ticket travel invoice total address "
    "meeting report branch stone harbour music bottle carpet ladder orange blanket station"
).split()
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


def noise(rng: random.Random, w: int, h: int, cells: int) -> np.ndarray:
    """Smooth noise 0..1, [h,w]."""
    g = np.random.default_rng(rng.randrange(2**32)).random((cells + 1, cells + 1))
    small = Image.fromarray((g * 255).astype(np.uint8))
    return np.asarray(small.resize((w, h), Image.Resampling.BICUBIC), np.float32) / 255


def font(rng: random.Random, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def words(rng: random.Random, n: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(n))


def page(rng: random.Random) -> Image.Image:
    dark = rng.random() < 0.2
    ink, back = ((225,) * 3, (25,) * 3) if dark else ((20, 20, 30), (rng.randint(235, 255),) * 3)
    im = Image.new("RGB", (rng.choice((400, 500, 640)), rng.choice((400, 560, 640))), back)
    d = ImageDraw.Draw(im)
    y, size = 24, rng.randint(10, 22)
    d.text((24, y), words(rng, 3), fill=ink, font=font(rng, size * 2))
    y += size * 3
    while y < im.height - 30:
        if rng.random() < 0.12:
            y += size
        d.text((24, y), words(rng, rng.randint(3, 9)), fill=ink, font=font(rng, size))
        y += int(size * 1.4)
    return im.rotate(rng.uniform(-4, 4), fillcolor=back) if rng.random() < 0.3 else im


def form(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (520, 520), (252, 252, 250))
    d = ImageDraw.Draw(im)
    for row in range(rng.randint(6, 12)):
        y = 30 + row * 40
        d.text((20, y), words(rng, 2), fill=(30, 30, 30), font=font(rng, 15))
        d.rectangle((220, y - 4, 490, y + 24), outline=(90, 90, 90))
        if rng.random() < 0.6:
            d.text((228, y), words(rng, 2), fill=(20, 40, 120), font=font(rng, 14))
    return im


def table(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (560, 420), (255, 255, 255))
    d = ImageDraw.Draw(im)
    cols, rows = rng.randint(3, 6), rng.randint(6, 14)
    for i in range(rows):
        for j in range(cols):
            box = (j * 560 // cols, i * 420 // rows, (j + 1) * 560 // cols, (i + 1) * 420 // rows)
            d.rectangle(box, outline=(160, 160, 160), fill=(235, 240, 250) if i == 0 else None)
            text = rng.choice(WORDS) if j == 0 else str(rng.randint(1, 9999))
            d.text((box[0] + 6, box[1] + 6), text, fill=(20, 20, 20), font=font(rng, 13))
    return im


def window(rng: random.Random) -> Image.Image:
    base = rng.choice(((245, 245, 247), (32, 34, 38), (220, 228, 240)))
    im = Image.new("RGB", (640, 440), tuple(rng.randint(40, 200) for _ in range(3)))
    d = ImageDraw.Draw(im)
    for _ in range(rng.randint(1, 3)):
        x, y = rng.randint(0, 200), rng.randint(0, 120)
        w, h = rng.randint(250, 430), rng.randint(180, 310)
        d.rectangle((x, y, x + w, y + h), fill=base, outline=(120, 120, 120))
        d.rectangle((x, y, x + w, y + 26), fill=tuple(rng.randint(60, 220) for _ in range(3)))
        for k in range(3):
            d.ellipse((x + 8 + k * 18, y + 7, x + 20 + k * 18, y + 19), fill=(230, 90 + 60 * k, 80))
        ink = (230, 230, 230) if sum(base) < 300 else (30, 30, 30)
        for k in range(h // 30 - 1):
            d.text((x + 14, y + 36 + k * 28), words(rng, rng.randint(2, 5)), fill=ink, font=font(rng, 14))
        d.rounded_rectangle((x + w - 90, y + h - 36, x + w - 12, y + h - 10), 6, fill=(60, 120, 220))
    return im


def terminal(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (560, 400), (12, 14, 18))
    d = ImageDraw.Draw(im)
    for k in range(20):
        color = rng.choice(((120, 220, 120), (220, 220, 220), (220, 180, 90), (110, 160, 240)))
        d.text((10, 8 + k * 19), "$ " + words(rng, rng.randint(1, 8)), fill=color, font=font(rng, 14))
    return im


def chart(rng: random.Random) -> Image.Image:
    back = rng.choice(((255, 255, 255), (250, 248, 240), (28, 30, 36)))
    ink = (230, 230, 230) if sum(back) < 200 else (40, 40, 40)
    im = Image.new("RGB", (520, 400), back)
    d = ImageDraw.Draw(im)
    d.line((50, 20, 50, 360, 500, 360), fill=ink, width=2)
    d.text((150, 2), words(rng, 3), fill=ink, font=font(rng, 16))
    kind = rng.choice(("bars", "lines", "pie", "dots"))
    color = [tuple(rng.randint(30, 230) for _ in range(3)) for _ in range(8)]
    if kind == "bars":
        for i in range(rng.randint(4, 12)):
            d.rectangle((65 + i * 36, rng.randint(40, 340), 90 + i * 36, 359), fill=color[i % 8])
    elif kind == "lines":
        for c in range(rng.randint(1, 4)):
            y, pts = rng.randint(100, 300), []
            for x in range(50, 500, 15):
                y = min(355, max(30, y + rng.randint(-25, 25)))
                pts.append((x, y))
            d.line(pts, fill=color[c], width=3)
    elif kind == "dots":
        for _ in range(120):
            x, y = rng.gauss(270, 90), rng.gauss(190, 70)
            d.ellipse((x, y, x + 7, y + 7), fill=color[rng.randrange(3)])
    else:
        start = 0.0
        for c in range(6):
            end = start + rng.uniform(20, 100)
            d.pieslice((110, 40, 410, 340), start, min(360.0, end), fill=color[c])
            start = end
    return im


def static(rng: random.Random) -> Image.Image:
    g = np.random.default_rng(rng.randrange(2**32))
    shape = (256, 256) if rng.random() < 0.5 else (256, 256, 3)
    a = g.normal(rng.randint(60, 190), rng.randint(10, 90), shape).clip(0, 255).astype(np.uint8)
    im = Image.fromarray(a).convert("RGB")
    return im.filter(ImageFilter.GaussianBlur(rng.choice((0, 0, 1, 2))))


def gradient(rng: random.Random) -> Image.Image:
    t = noise(rng, 256, 256, rng.choice((1, 1, 2, 3)))[..., None]
    a, b = (np.array([rng.randint(0, 255) for _ in range(3)]) for _ in range(2))
    return Image.fromarray((a * t + b * (1 - t)).clip(0, 255).astype(np.uint8))


def flat(rng: random.Random) -> Image.Image:
    value = rng.choice((0, 255, rng.randint(0, 255)))
    color = (value,) * 3 if rng.random() < 0.5 else tuple(rng.randint(0, 255) for _ in range(3))
    return Image.new("RGB", (256, 256), color)


def texture(rng: random.Random) -> Image.Image:
    """Wood, cloth or cloud-like noise in one or two colours."""
    t = sum(noise(rng, 256, 256, c) / (i + 1) for i, c in enumerate((4, 9, 19, 40, 80)))
    kind = rng.choice(("cloud", "wood", "cloth"))
    if kind == "wood":
        x = np.linspace(0, rng.uniform(10, 40), 256)[None, :]
        t = np.sin(x + np.asarray(t) * 6) * 0.5 + 0.5
    elif kind == "cloth":
        x = np.arange(256)
        t = np.asarray(t) * 0.3 + 0.35 * ((x[None] // 4 + x[:, None] // 4) % 2)
    t = (np.asarray(t) - np.min(t)) / (np.ptp(t) + 1e-6)
    a, b = (np.array([rng.randint(0, 255) for _ in range(3)]) for _ in range(2))
    grey = rng.random() < 0.3
    out = a * t[..., None] + b * (1 - t[..., None])
    im = Image.fromarray(out.clip(0, 255).astype(np.uint8))
    return im.convert("L").convert("RGB") if grey else im


def blobs(rng: random.Random) -> Image.Image:
    """Soft shapes, some skin-coloured: no lesion and no organ."""
    skin = rng.random() < 0.5
    base = (rng.randint(170, 240), rng.randint(120, 190), rng.randint(90, 170)) if skin else tuple(
        rng.randint(0, 255) for _ in range(3)
    )
    im = Image.new("RGB", (256, 256), base)
    d = ImageDraw.Draw(im)
    for _ in range(rng.randint(3, 14)):
        x, y, r = rng.randint(0, 255), rng.randint(0, 255), rng.randint(10, 90)
        color = tuple(max(0, min(255, c + rng.randint(-70, 70))) for c in base)
        shape = d.ellipse if rng.random() < 0.6 else d.rectangle
        shape((x - r, y - r * rng.uniform(0.4, 1), x + r, y + r * 0.7), fill=color)
    return im.filter(ImageFilter.GaussianBlur(rng.uniform(1, 12)))


def calendar(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (420, 360), (255, 255, 255))
    d = ImageDraw.Draw(im)
    d.text((150, 10), words(rng, 1), fill=(180, 30, 30), font=font(rng, 26))
    for day in range(31):
        x, y = 10 + day % 7 * 58, 60 + day // 7 * 58
        d.rectangle((x, y, x + 54, y + 54), outline=(150, 150, 150))
        d.text((x + 6, y + 6), str(day + 1), fill=(40, 40, 40), font=font(rng, 16))
    return im


def street_map(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (400, 400), (236, 232, 222))
    d = ImageDraw.Draw(im)
    for _ in range(rng.randint(3, 6)):
        x, y = rng.randint(0, 400), rng.randint(0, 400)
        d.ellipse((x - 60, y - 40, x + 60, y + 40), fill=rng.choice(((170, 211, 223), (200, 230, 190))))
    for _ in range(rng.randint(8, 24)):
        ends = [rng.randint(-50, 450) for _ in range(4)]
        d.line(ends, fill=(200, 190, 170), width=9)
        d.line(ends, fill=(255, 255, 255), width=6)
    for _ in range(8):
        spot = (rng.randint(0, 350), rng.randint(0, 390))
        d.text(spot, rng.choice(WORDS), fill=(70, 70, 70), font=font(rng, 13))
    return im


def board(rng: random.Random) -> Image.Image:
    n = rng.randint(4, 16)
    a = (np.indices((n, n)).sum(0) % 2 * rng.randint(120, 255)).astype(np.uint8)
    im = Image.fromarray(a).resize((256, 256), Image.Resampling.NEAREST).convert("RGB")
    return im.rotate(rng.uniform(-40, 40))


def comic(rng: random.Random) -> Image.Image:
    im = Image.new("RGB", (420, 300), (255, 255, 255))
    d = ImageDraw.Draw(im)
    for k in range(3):
        color = tuple(rng.randint(120, 255) for _ in range(3))
        d.rectangle((5 + k * 138, 5, 135 + k * 138, 295), fill=color, outline=(0, 0, 0), width=3)
        d.ellipse((40 + k * 138, 140, 100 + k * 138, 200), fill=(250, 220, 190), outline=(0, 0, 0))
        d.line((70 + k * 138, 200, 70 + k * 138, 270), fill=(0, 0, 0), width=4)
        d.rounded_rectangle((15 + k * 138, 20, 125 + k * 138, 80), 12, fill=(255, 255, 255))
        d.text((22 + k * 138, 35), words(rng, 2), fill=(0, 0, 0), font=font(rng, 12))
    return im


Draw = Callable[[random.Random], Image.Image]
TRAIN_KINDS: tuple[tuple[Draw, int], ...] = (
    (page, 60), (form, 30), (window, 60), (chart, 70), (static, 40), (gradient, 40), (flat, 12),
    (texture, 70), (blobs, 90),
)  # fmt: skip
VAL_KINDS: tuple[tuple[Draw, int], ...] = (
    (table, 20), (terminal, 20), (calendar, 12), (street_map, 20), (board, 12), (comic, 16),
)  # fmt: skip


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


Made = tuple[str, str, str, Image.Image]  # split, source (group), kind, picture


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


def drawn(seed: int) -> list[Made]:
    """Pages, windows, charts, noise and textures."""
    made: list[Made] = []
    for split, kinds in (("train", TRAIN_KINDS), ("val", VAL_KINDS)):
        for draw, count in kinds:
            rng = random.Random(f"{seed}{draw.__name__}")
            for i in range(count):
                made.append((split, f"drawn {draw.__name__} {i}", draw.__name__, draw(rng)))
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
