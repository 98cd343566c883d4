"""The table of the mixture: what each kind of conversation is, and how large its share is.

`python -m evlf_train mixture` prints what the shares come to in tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import mixture_labels as L
from . import mixture_plain as P
from . import mixture_readings as R
from . import mixture_searches as F
from .mixture_source import Source
from .mixture_talk import Talk


@dataclass(frozen=True)
class Kind:
    """`fill` makes one conversation; `share` of all conversations, before it is scaled to a sum of 1.

    `pixels`: the pixel tokens are always given, for the answer lies in them. `drop`: this share of
    them is blanked in training, anew each time.
    """

    fill: Callable[[Talk, Source], None]
    share: float
    pixels: bool = False
    drop: float = 0.0


# fmt: off
KINDS: dict[str, Kind] = {
    "label-first": Kind(L.label_first, 0.17),
    "label":       Kind(L.label,       0.11),
    "label-mark":  Kind(L.label_mark,  0.05),
    "locate":      Kind(F.locate,      0.09),
    "unsupported": Kind(F.unsupported, 0.08),
    "lungs":       Kind(F.lungs,       0.03),
    "follow":      Kind(L.follow,      0.07),
    "change":      Kind(L.change,      0.01),
    "lookup":      Kind(P.lookup,      0.03),
    "no-set":      Kind(L.no_set,      0.05),
    "both":        Kind(L.both,        0.04),
    "next-visit":  Kind(F.next_visit,  0.04),
    "not-medical": Kind(P.not_medical, 0.02),
    "text":        Kind(P.text_only,   0.05),
    "vqa":         Kind(R.vqa,         0.20, pixels=True, drop=0.25),
    "box-text":    Kind(R.box_text,    0.14, pixels=True),
}
# fmt: on
SHARES = {name: kind.share for name, kind in KINDS.items()}


def raised(text: str) -> dict[str, float]:
    """Shares of a run out of "NAME=WEIGHT,...": the table's, each named one times its weight.

    Raises ValueError for a name that the table lacks or a weight that is no number from 0 on.
    """
    shares = dict(SHARES)
    for part in filter(None, text.split(",")):
        name, _, weight = part.partition("=")
        if name not in shares:
            raise ValueError(f"no kind {name!r}; there are {', '.join(shares)}")
        if not weight.replace(".", "", 1).isdigit():
            raise ValueError(f"{name} needs a weight from 0 on, not {weight!r}")
        shares[name] = KINDS[name].share * float(weight)
    return shares
