"""What a model's folder says of a file of its own; without anything that needs torch."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any


def described(path: Path) -> dict[str, Any]:
    """{path, sha256, bytes} of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return {"path": path.name, "sha256": digest.hexdigest(), "bytes": path.stat().st_size}
