"""One function for each kind of conversation of the mixture; each fills a Talk."""

from __future__ import annotations

from collections.abc import Callable

from . import mixture_labels as L
from . import mixture_plain as P
from . import mixture_readings as R
from . import mixture_searches as F
from .mixture_source import Source
from .mixture_talk import Talk

KINDS: dict[str, Callable[[Talk, Source], None]] = {
    "label-first": L.label_first, "label": L.label, "label-mark": L.label_mark, "locate": F.locate,
    "unsupported": F.unsupported, "lungs": F.lungs, "follow": L.follow, "change": L.change, "vqa": R.vqa,
    "lookup": P.lookup, "both": L.both, "next-visit": F.next_visit, "no-set": L.no_set, "not-medical": P.not_medical, "text": P.text_only,
}  # fmt: skip
