"""The drawn pictures of the non-medical set: documents, windows, charts, noise and textures."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = (
    "river table window paper morning yellow engine letter garden market season copper north "
    "bridge number silver summer planet farmer winter budget ticket travel invoice total address "
    "meeting report branch stone harbour music bottle carpet ladder orange blanket station"
).split()


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
Made = tuple[str, str, str, Image.Image]  # split, source (group), kind, picture


def drawn(seed: int) -> list[Made]:
    """Pages, windows, charts, noise and textures."""
    made: list[Made] = []
    for split, kinds in (("train", TRAIN_KINDS), ("val", VAL_KINDS)):
        for draw, count in kinds:
            rng = random.Random(f"{seed}{draw.__name__}")
            for i in range(count):
                made.append((split, f"drawn {draw.__name__} {i}", draw.__name__, draw(rng)))
    return made
