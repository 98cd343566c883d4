"""f_pixel: a dense map at stride 8 and the phrase-conditioned box head (the grounding tool).

EfficientNet-Lite0 from f_disease's weights, a feature pyramid to [b,96,S/8,S/8], then a head
conditioned on the phrase (feature-wise scale and shift) that gives, on a grid of stride 4, a
score (trained towards the overlap of its box with the truth) and a box as distances to the four
sides (FCOS style).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from .backbone import LEVELS, Lite0

WIDTH, FINE = 96, 48
SIDE = 256  # inference side


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


class Widen(nn.Module):
    """A residual that looks two cells further; at first it changes nothing. [b,c,h,w] >= 0 -> the same."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=2, dilation=2)
        nn.init.zeros_(self.conv.weight)
        nn.init.zeros_(self.conv.bias)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.conv(x))


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
        self.wide = Widen(WIDTH)
        self.down = nn.Conv2d(WIDTH, FINE, 1)
        self.lateral = nn.Conv2d(LEVELS[4][1], FINE, 1)
        self.fine = nn.Sequential(
            nn.Conv2d(FINE, FINE, 3, padding=1, bias=False),
            nn.BatchNorm2d(FINE, momentum=0.03),
            nn.ReLU(True),
        )
        self.close = Widen(FINE)
        self.out = nn.Conv2d(FINE, 5, 3, padding=1)
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)
        with torch.no_grad():
            self.out.bias[0] = -4.0

    def forward(self, f8: Tensor, f4: Tensor, phrase: Tensor) -> tuple[Tensor, Tensor]:
        g, b = self.embed8(phrase)[:, :, None, None].chunk(2, 1)
        y = self.wide(self.tower(F.relu(f8 * (1 + g) + b)))
        y = F.interpolate(self.down(y), scale_factor=2.0, mode="nearest") + self.lateral(f4)
        g, b = self.embed4(phrase)[:, :, None, None].chunk(2, 1)
        o = self.out(self.close(self.fine(F.relu(y * (1 + g) + b)))).float()
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
