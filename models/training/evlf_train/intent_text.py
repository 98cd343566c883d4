"""Words of a question as `intents` and `things` count them; lib/vlm/intent/features.ts is the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import numpy as np

BUCKETS = 1 << 15
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+|\?")
APOSTROPHES = re.compile("[\u2018\u2019`\u00b4]")


def tokens(text: str) -> list[str]:
    """Lower-case words without accents, "0" for a number, and question marks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    found = TOKEN.findall(APOSTROPHES.sub("'", plain.lower()))
    return ["0" if x[0].isdigit() else x for x in found]


def bucket(name: str) -> int:
    """FNV-1a of 32 bits, modulo BUCKETS. `name` is ASCII."""
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value % BUCKETS


def runs(word: str) -> list[str]:
    """Runs of 3 to 5 letters of a word with its beginning and end."""
    closed = f"<{word}>"
    return [closed[i : i + n] for n in (3, 4, 5) for i in range(len(closed) - n + 1)]


def sparse(rows: list[dict[int, float]]) -> Any:
    """[rows, BUCKETS]."""
    from scipy.sparse import csr_matrix

    values = [v for row in rows for v in row.values()]
    columns = [k for row in rows for k in row]
    starts = np.cumsum([0, *map(len, rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), BUCKETS))
