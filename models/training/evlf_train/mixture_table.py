"""Prints what the shares of the mixture come to: conversations, tokens, learned tokens."""

from __future__ import annotations

from . import config as C
from . import data as D
from . import mixture as X
from . import template as T
from .mixture_kinds import raised
from .mixture_source import Source

TALKS = 1500


def show(cfg: C.Config) -> None:
    """A line for each kind, of TALKS conversations with the run's `--kinds`. Needs OUT/base."""
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    tok = T.tokenizer(str(cfg.out / "base" / "tokenizer.json"))
    samples = X.build(Source(store.rows["train"], lists, "train"), TALKS, cfg.seed, raised(cfg.kinds))
    rows: dict[str, list[int]] = {}
    for s in samples:
        e = T.encode(s.messages, tok)
        row = rows.setdefault(s.kind, [0, 0, 0])
        for i, n in enumerate((1, len(e.ids), sum(e.mask))):
            row[i] += n
    sums = [sum(row[i] for row in rows.values()) for i in range(3)]
    print(f"{'kind':12} conversations   tokens  learned", flush=True)
    for kind in raised(cfg.kinds):
        if kind in rows:
            shares = [n / total for n, total in zip(rows[kind], sums, strict=True)]
            print(f"{kind:12} {shares[0]:13.1%} {shares[1]:8.1%} {shares[2]:8.1%}", flush=True)
