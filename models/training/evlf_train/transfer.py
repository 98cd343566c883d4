"""External sets: what the shipped encoders say untrained, and what a few examples add.

Everything is read from the exported files in --encoders, so a later version is measured by the
same command. Encoder outputs are kept in OUT/transfer under a stamp of the files. Fine-tuning a
network on the shots is left out: with 4 to 64 pictures a class it would be another comparison.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import config as C
from .backbone import pretrained
from .calibrate_shared import interval
from .compare_shared import accuracy, label_figures, paired, shipped_folder, stamp, told, write_result
from .compare_shipped import kept, outputs
from .encode import Encoders, from_files
from .external import SETS, External
from .transfer_ground import ground
from .transfer_tasks import CHEST, KS, SEEDS, TASKS, Task, learn, region_of, shots, split, zero_logits


LEAST = 20  # test pictures of unseen cases under which they get no figure of their own


def run(cfg: C.Config) -> None:
    """Writes RESULTS/transfer.json."""
    torch.set_num_threads(cfg.threads)
    folder = shipped_folder(cfg)
    enc = from_files(folder)
    facts = json.loads((folder / "encoders.json").read_text())
    data: dict[str, Any] = {
        "encoder": stamp(folder / "disease.onnx"), "side": enc.disease_size,
        "classifier": "logistic regression (C = 10) on frozen embeddings of length one",
        "shots": list(KS), "seeds": list(SEEDS),
        "leftOut": "fine-tuning on the shots",
        "pictures": "train and val parts of each set; 40 % of the groups of each class are only tested on",
        "unseen": "pictures of cases and patients that taught the encoders nothing: of many cases of "
        "vqa-med-2019, medpix holds other slices that taught kind, region and plane, and the train part of covid-cxr "
        "taught kinds, gates and lung boxes (not its findings)",
        "gateOpen": "gates alone; the app asks the distance to a set's population as well",
        "zeroShot": {}, "fewShot": {},
    }  # fmt: skip
    for name in [s for s in SETS if cfg.only in (None, s)]:
        external = External(cfg, name)
        ours, plain = embeddings(cfg, folder, enc, external)
        data["zeroShot"][name] = zero_shot(external, ours, facts)
        print(name, len(external.rows), told(data["zeroShot"][name]), flush=True)
        for task in (t for t in TASKS if t.dataset == name):
            data["fewShot"][task.id] = few_shot(task, external, ours, plain, facts)
    data["grounding"] = ground(cfg, folder, facts)
    write_result(cfg, "transfer", data)


def embeddings(
    cfg: C.Config, folder: Path, enc: Encoders, external: External
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """All outputs of the shipped encoder, and the embeddings [n,1280] of the ImageNet network."""
    mark = stamp(folder / "disease.onnx", folder / "encoders.json")
    home, rows, side = cfg.out / "transfer", external.rows, enc.disease_size
    file = f"{external.name}.npz"
    ours = kept(home / f"disease-{mark}" / file, lambda: outputs(enc.look, external, rows, side), rows)

    def everyday() -> dict[str, np.ndarray]:
        net = pretrained().eval().to(memory_format=torch.channels_last)
        return outputs(lambda x: {"embedding": net(x)}, external, rows, side)

    plain = kept(home / f"imagenet-{side}" / file, everyday, rows)
    return ours, plain["embedding"]


def zero_shot(external: External, out: dict[str, np.ndarray], facts: dict[str, Any]) -> dict[str, Any]:
    """Heads as they are: kind of picture, gates, and what else the set's rows can tell.

    `onUnseen`: the same over the pictures of cases and patients that taught nothing, where some did.
    """
    rows = external.rows
    groups = [r["group"] for r in rows]
    gate = 1 / (1 + np.exp(-out["gate_logits"]))
    opened = gate >= np.array([s["gate_threshold"] for s in facts["label_sets"]])

    def said(head: str, names: list[str]) -> np.ndarray:
        return np.array([names[i] for i in out[f"{head}_logits"].argmax(1)])

    def against(said: np.ndarray, truth: list[str | None]) -> tuple[np.ndarray, np.ndarray]:
        return said == np.array([str(t) for t in truth]), np.array([t is not None for t in truth])

    every = np.ones(len(rows), bool)
    kind = said("modality", facts["modalities"])
    hits = {
        "kind": against(kind, [r["modality"] for r in rows]), "calledNotMedical": (kind == "none", every),
        "gateOpen": (opened.any(1), every),
    }  # fmt: skip
    for j, entry in enumerate(facts["label_sets"]):
        if opened[:, j].any():
            hits[f"gateOpen {entry['id']}"] = opened[:, j], every
    if external.name == "vqa-med-2019":
        planes = [r["plane"] if r["plane"] in ("axial", "coronal", "sagittal") else None for r in rows]
        hits["plane"] = against(said("plane", facts["planes"]), planes)
        hits["region"] = against(said("region", facts["regions"]), [region_of(r) for r in rows])

    def shares(among: np.ndarray) -> dict[str, Any]:
        table: dict[str, Any] = {"n": int(among.sum())}
        for key, (hit, known) in hits.items():
            at = np.flatnonzero(among & known)
            if len(at):
                table[key] = interval([groups[i] for i in at], lambda k, v=hit[at]: float(v[k].mean()))  # type: ignore[misc]
        return table

    fresh = np.array([r["unseen"] for r in rows])
    table = shares(every)
    if not fresh.all():
        table["onUnseen"] = shares(fresh)
    if external.name == "covid-cxr":
        table["chest-xray-pneumonia"] = chest(external, out, facts, opened)
    return table


def chest(
    external: External, out: dict[str, np.ndarray], facts: dict[str, Any], opened: np.ndarray
) -> dict[str, Any] | None:
    """The label set of small children's films on adults' films, its gate not asked."""
    names = [s["id"] for s in facts["label_sets"]]
    if "chest-xray-pneumonia" not in names:
        return None
    j = names.index("chest-xray-pneumonia")
    entry = facts["label_sets"][j]
    rows = external.rows
    at = np.array([i for i, r in enumerate(rows) if len(r["labels"]) == 1 and r["labels"][0] in CHEST])
    truth = np.array([entry["labels"].index(CHEST[rows[i]["labels"][0]]) for i in at])
    a = entry["offset"]
    guess = out["label_logits"][at, a : a + len(entry["labels"])].argmax(1)
    groups = [rows[i]["group"] for i in at]
    most = np.full_like(truth, np.bincount(truth).argmax())
    return {
        "n": len(at), "classes": {k: int((truth == i).sum()) for i, k in enumerate(entry["labels"])},
        "population": entry["population"],
        "head": label_figures(groups, truth, [guess]), "mostFrequent": label_figures(groups, truth, [most]),
        "headMinusMostFrequent": paired(groups, truth, [guess], [most]),
        "gateOpen": interval(groups, lambda k: float(opened[at, j][k].mean())),
    }  # fmt: skip


def few_shot(
    task: Task, external: External, ours: dict[str, np.ndarray], plain: np.ndarray, facts: dict[str, Any]
) -> dict[str, Any]:
    """Figures of one task for every k that each of its classes allows."""
    rows = external.rows
    pool, test, classes = split(task, rows)
    y = classes[test]
    groups = [rows[i]["group"] for i in test]
    table: dict[str, Any] = {
        "dataset": task.dataset, "note": task.note, "classes": list(task.classes),
        "pool": {c: int((classes[pool] == i).sum()) for i, c in enumerate(task.classes)},
        "test": {c: int((y == i).sum()) for i, c in enumerate(task.classes)},
        "testUnseen": sum(rows[i]["unseen"] for i in test),
        "mostFrequent": label_figures(groups, y, [np.full_like(y, np.bincount(y).argmax())]),
        "k": {},
    }  # fmt: skip
    zero = zero_logits(task, ours, facts)
    if zero is not None:
        said = label_figures(groups, y, [zero[test].argmax(1)])
        table["zeroShot"] = {"head": task.head, "names": list(task.zero), **said}
    for k in KS:
        drawn = [shots(classes[pool].tolist(), [rows[i]["group"] for i in pool], k, seed) for seed in SEEDS]
        sets = [pool[d] for d in drawn if d is not None]
        if len(sets) < len(SEEDS):
            continue
        guess = {
            name: [learn(e[s], classes[s], e[test]) for s in sets]
            for name, e in (("ours", ours["embedding"]), ("imagenet", plain))
        }
        table["k"][str(k)] = {
            **{name: label_figures(groups, y, g) for name, g in guess.items()},
            "oursMinusImagenet": paired(groups, y, guess["ours"], guess["imagenet"]),
            "accuracyBySeed": {name: [round(accuracy(y, g), 4) for g in gs] for name, gs in guess.items()},
        }
        fresh = np.array([i for i, t in enumerate(test) if rows[t]["unseen"]], int)
        if LEAST <= len(fresh) < len(test):
            sides = ([g[fresh] for g in guess[name]] for name in ("ours", "imagenet"))
            table["k"][str(k)]["oursMinusImagenetUnseen"] = paired([groups[i] for i in fresh], y[fresh], *sides)
    table["kLeftOut"] = [k for k in KS if str(k) not in table["k"]]
    print(" ", task.id, len(test), {k: told(v) for k, v in table["k"].items()}, flush=True)
    return table
