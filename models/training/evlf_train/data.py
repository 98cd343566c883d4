"""Rows and pictures: what may be trained on, and a picture cache in uint8.

`load_rows` is the only door to the sets: it drops every held-out picture, so no trainer can
see one. Pictures are letterboxed (centred on black) to a STORE x STORE square and kept in one
.npy file a set.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PIL import Image

from . import config as C

Row = dict[str, Any]


class Album(Protocol):
    """Gives the picture of a row: uint8 [STORE, STORE, 3]."""

    def get(self, row: Row) -> np.ndarray: ...


SPLITS = ("train", "val")


def letterbox(picture: Image.Image, side: int, resample: int = Image.Resampling.BICUBIC) -> Image.Image:
    """RGB, centred on a black square of `side` pixels, shape kept."""
    picture = picture.convert("RGB")
    w, h = picture.size
    scale = side / max(w, h)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    square = Image.new("RGB", (side, side))
    square.paste(picture.resize(size, resample), ((side - size[0]) // 2, (side - size[1]) // 2))
    return square


def dhash(picture: Image.Image) -> int:
    """64-bit difference hash of the whole picture."""
    small = np.asarray(picture.convert("L").resize((9, 8), Image.Resampling.BILINEAR), np.int16)
    bits = (small[:, 1:] > small[:, :-1]).flatten()
    return int("".join("1" if b else "0" for b in bits), 2)


def synpic(text: str) -> str | None:
    """The MedPix picture number in an id or a file name, e.g. "synpic12143"."""
    found = re.search(r"synpic\d+", text)
    return found.group(0) if found else None


def read_rows(folder: Path, split: str) -> list[Row]:
    """Rows of one set and split as they stand in the file. Missing file: no rows."""
    path = folder / f"{split}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


class Pictures:
    """Letterboxed pictures of one set: `get(image) -> uint8 [STORE, STORE, 3]`, and dHashes."""

    def __init__(self, folder: Path, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        name = folder.name
        self.index_path, self.array_path = cache / f"{name}.json", cache / f"{name}.npy"
        tar = folder / "images.tar"
        stamp = f"{tar.stat().st_size}"
        index = json.loads(self.index_path.read_text()) if self.index_path.exists() else {}
        if index.get("stamp") != stamp:
            index = self._build(tar, stamp)
        self.place: dict[str, int] = index["place"]
        self.hash: dict[str, int] = index["hash"]
        self.array = np.load(self.array_path, mmap_mode="r")

    def hold(self, images: list[str]) -> None:
        """Copy these pictures into memory and forget the file (a mapped file may be evicted)."""
        spots = [self.place[image] for image in images]
        held = np.empty((len(spots), C.STORE, C.STORE, 3), np.uint8)
        order = sorted(range(len(spots)), key=spots.__getitem__)
        for i, k in enumerate(order):
            held[i] = self.array[spots[k]]
        self.place = {images[k]: i for i, k in enumerate(order)}
        self.array = held

    def _build(self, tar: Path, stamp: str) -> dict[str, Any]:
        place: dict[str, int] = {}
        hashes: dict[str, int] = {}
        stack: list[np.ndarray] = []
        with tarfile.open(tar) as archive:
            for member in archive:
                if not member.isfile():
                    continue
                name = Path(member.name).name
                source = archive.extractfile(member)
                if source is None:
                    continue
                picture = Image.open(io.BytesIO(source.read())).convert("RGB")
                place[name] = len(stack)
                hashes[name] = dhash(picture)
                stack.append(np.asarray(letterbox(picture, C.STORE)))
        np.save(self.array_path, np.stack(stack))
        index = {"stamp": stamp, "place": place, "hash": hashes}
        self.index_path.write_text(json.dumps(index))
        return index

    def get(self, image: str) -> np.ndarray:
        return self.array[self.place[image]]


def held_out(rows_external: list[Row], hashes: list[int], row: Row, row_hash: int | None) -> bool:
    """True if a MedPix or vqa-rad row repeats a picture of an external set or a vqa-rad test one."""
    if Path(row["source"]).name in C.MEDPIX_IN_VQA_RAD_TEST:
        return True
    number = synpic(row["source"]) or synpic(row["id"])
    if number and any(synpic(r["id"]) == number for r in rows_external):
        return True
    if row_hash is None:
        return False
    return any((row_hash ^ h).bit_count() <= 4 for h in hashes)


class Store:
    """All rows that may be trained on or chosen on, and their pictures.

    rows["train"], rows["val"]: rows with three keys added: `use_label` (the label set if its
    labels are trained, else None), `region`, `plane_id`.
    """

    def __init__(
        self,
        cfg: C.Config,
        splits: tuple[str, ...] = SPLITS,
        pick: Callable[[str, list[Row]], list[Row]] | None = None,
        hold: bool = False,
    ) -> None:
        """`pick(split, rows)` may leave rows out. `hold`: kept rows' pictures go into memory
        (0.25 MB each) for random access over and over; else they are read from the mapped file."""
        self.cfg = cfg
        self.pictures: dict[str, Pictures] = {}
        folders = [p for p in sorted(cfg.data.iterdir()) if (p / "images.tar").exists()]
        if (cfg.nonmedical / "images.tar").exists():
            folders.append(cfg.nonmedical)
        kept = [f for f in folders if allowed(f.name) and f.name not in cfg.without]
        for folder in kept:
            self.pictures[folder.name] = Pictures(folder, cfg.cache)
        external, hashes = self._external(cfg)
        self.rows: dict[str, list[Row]] = {}
        for split in splits:
            rows = [r for f in kept for r in read_rows(f, split)]
            self.rows[split] = [
                prepare(r)
                for r in rows
                if r["dataset"] not in ("medpix", "vqa-rad")
                or not held_out(
                    external, hashes, r, self.pictures[r["dataset"]].hash.get(r["image"])
                )
            ]
            if pick:
                self.rows[split] = pick(split, self.rows[split])
        if not hold:
            return
        wanted: dict[str, list[str]] = {name: [] for name in self.pictures}
        for row in (r for part in self.rows.values() for r in part):
            wanted[row["dataset"]].append(row["image"])
        for name, images in wanted.items():
            self.pictures[name].hold(images)

    @staticmethod
    def _external(cfg: C.Config) -> tuple[list[Row], list[int]]:
        folder = cfg.data / "vqa-med-2019"
        rows = [r for s in SPLITS for r in read_rows(folder, s)]
        if not rows:
            return [], []
        # the pictures of the external set are hashed, never shown to a network
        hashes = Pictures(folder, cfg.cache / "external-hashes").hash
        return rows, [hashes[r["image"]] for r in rows]

    def get(self, row: Row) -> np.ndarray:
        """uint8 [STORE, STORE, 3]."""
        return self.pictures[row["dataset"]].get(row["image"])


def allowed(dataset: str) -> bool:
    """May any row of this set be seen in training?"""
    return dataset not in C.EXTERNAL and dataset not in C.EXCLUDED


def prepare(row: Row) -> Row:
    """The row with its trained label set, coarse region and plane."""
    trained = row["label_set"] in C.LABEL_SET_BY_ID and row["dataset"] not in C.LABELS_UNUSED
    row["use_label"] = row["label_set"] if trained and len(row["labels"]) == 1 else None
    row["region"] = region(row)
    row["plane_id"] = plane(row)
    return row


def region(row: Row) -> int:
    """Index into REGIONS; -1 where the row says nothing."""
    if row["modality"] == "none":
        return C.REGIONS.index("other")
    if row["anatomy"] is None:
        return -1
    if row["modality"] == "histopathology" and row["anatomy"] == "lung":
        return C.REGIONS.index("lung tissue")
    return C.REGIONS.index(C.ANATOMY_REGION.get(row["anatomy"], "other"))


def plane(row: Row) -> int:
    """Index into PLANES; -1 for a slice whose plane is not stated."""
    if row["plane"]:
        return C.PLANES.index(row["plane"]) if row["plane"] in C.PLANES else 4
    return -1 if row["modality"] in ("mri", "ct", "pet", "xray") else 4


def label_lists(train: list[Row]) -> dict[str, list[str]]:
    """Labels of each set in a fixed order (alphabet); classes under MIN_CLASS pictures dropped."""
    counts: dict[str, dict[str, int]] = {s.id: {} for s in C.LABEL_SETS}
    for row in train:
        if row["use_label"]:
            per = counts[row["use_label"]]
            per[row["labels"][0]] = per.get(row["labels"][0], 0) + 1
    lists = {k: sorted(a for a, n in v.items() if n >= C.MIN_CLASS) for k, v in counts.items()}
    return {k: v for k, v in lists.items() if len(v) >= 2}


def target(row: Row, lists: dict[str, list[str]]) -> tuple[str, int] | None:
    """(label set, label index) or None."""
    labels = lists.get(row["use_label"] or "")
    if not labels or row["labels"][0] not in labels:
        return None
    return row["use_label"], labels.index(row["labels"][0])


def prepare_stage(cfg: C.Config) -> None:
    """Build the picture cache and print what may be trained on."""
    store = Store(cfg)
    for split, rows in store.rows.items():
        counts: dict[str, int] = {}
        for row in rows:
            counts[row["dataset"]] = counts.get(row["dataset"], 0) + 1
        print(split, len(rows), counts, flush=True)
