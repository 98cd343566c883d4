"""The shipped model beside simpler ones on the same val pictures, one part at a time.

specialist: one network a label set; detector: one grounding head a set of boxes; generalist: the
same language model on features of everyday pictures; prior: answers without the picture.
"""

from __future__ import annotations

from importlib import import_module

import torch

from . import config as C

# part -> (module, default minutes)
PARTS: dict[str, tuple[str, float]] = {
    "specialist": ("compare_specialist", 40.0),
    "detector": ("compare_detector", 40.0),
    "generalist": ("compare_generalist", 60.0),
    "prior": ("compare_prior", 1.0),
}


def run(cfg: C.Config) -> None:
    """Runs `cfg.part`, or every part; a set whose training is done is only measured again."""
    torch.set_num_threads(cfg.threads)
    for part in [cfg.part] if cfg.part else PARTS:
        module, minutes = PARTS[part]
        import_module(f".{module}", __package__).run(cfg, cfg.minutes or minutes)
