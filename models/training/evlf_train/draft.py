"""OUT/llm/draft.bin: messages of the model's kind, from which the app guesses its next tokens.

The model decides on every token itself; a right guess only saves a run. Our own words alone:
answers that quote a set's questions or boxes are left out.
"""

from __future__ import annotations

import numpy as np

from . import data as D
from . import mixture as X
from . import template as T
from .config import Config
from .mixture_source import Source

FILE = "draft.bin"
TALKS, TOKENS = 6000, 120_000


def messages(mixture: Source, tok: T.Tokenizer, seed: int) -> list[int]:
    """Ids of different messages, each closed by the end token; at most TOKENS."""
    shares = {k: v for k, v in X.SHARES.items() if k not in ("vqa", "box-text", "label-first")}
    ids: list[int] = []
    known: set[tuple[int, ...]] = set()
    end = tok.token_to_id(T.END)
    for sample in X.build(mixture, TALKS, seed, shares):
        encoded = T.encode(sample.messages, tok)
        message: list[int] = []
        for token, own in zip(encoded.ids, encoded.mask, strict=True):
            if not own:
                continue
            message.append(token)
            if token == end:
                if tuple(message) not in known and len(ids) + len(message) <= TOKENS:
                    known.add(tuple(message))
                    ids += message
                message = []
    return ids


def write(cfg: Config) -> None:
    """Writes the ids as unsigned 16-bit numbers, little-endian."""
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    mixture = Source(store.rows["train"], lists, "train", swap_share=1.0)
    folder = cfg.out / "llm"
    tok = T.tokenizer(str(folder / "tokenizer.json"))
    np.array(messages(mixture, tok, cfg.seed + 2), "<u2").tofile(folder / FILE)
