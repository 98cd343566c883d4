"""Exports the language model of a run and puts all files into the app's model folder.

python -m evlf_train.package --data DATA --out OUT --cache CACHE --nonmedical SET --model models/evlf-mini

One command: merge, quantise, copy, model.json with sizes and sha256. OUT/llm is made anew unless
--keep is given; the encoders come from OUT/export, or are those that lie in the model folder. A
run that trained no language model (none of grpo.pt, tune.pt and stage1.pt) leaves the folder's own as it is.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from . import adapter, draft, intents, population
from . import template as T
from .config import IMAGE_TOKENS, READING_TEMPERATURE
from .decoder_file import ADAPTER
from .files import described

ENCODERS = {"disease": "disease.onnx", "pixel": "pixel.onnx", "ground": "ground.onnx"}
POPULATION = {"population": population.FILE}
LANGUAGE = {
    "connectors": "connectors.onnx", "decoder": "decoder.onnx", "decoderData": "decoder.onnx.data",
    "adapter": ADAPTER, "language": "language.onnx",
    "languageUnsigned": "language.unsigned.onnx", "languagePlan": "language.json", "draft": "draft.bin",
    "tokenizer": "tokenizer.json", "tokenizerConfig": "tokenizer_config.json",
}  # fmt: skip
INTENTS = {"intents": intents.FILE}
OPTIONAL = ("adapter", "intents")  # the latter is trained on what this makes, and adds itself
LARGEST_FILE, LARGEST_FOLDER = 95_000_000, 160_000_000


def value(figure: Any) -> float | None:
    """The number of a figure, which may be {value, n, low, high}, or None."""
    if isinstance(figure, dict):
        figure = figure.get("value")
    return float(figure) if isinstance(figure, (int, float)) else None


def strength(val: Any) -> Any:
    """The `strength` of a phrase in a modality; "untested" under 20 pictures."""
    if not isinstance(val, dict) or val.get("n", 0) < 20:
        return "untested"
    names = {"iou": "iou", "acc50": "acc50", "f1": "f1", "missed": "missed", "falseAlarm": "false_alarm"}
    return {"n": int(val["n"]), **{k: value(val.get(v)) for k, v in names.items()}}


def confidence(points: Any) -> Any:
    """Rising (score, precision) points, or "untested"."""
    if isinstance(points, dict):
        points = points.get("points", "untested")
    if not isinstance(points, list) or not points:
        return "untested"
    return [[float(a), float(b)] for a, b in points]


def label_set(entry: dict[str, Any], farthest: float) -> dict[str, Any]:
    return {
        "id": entry["id"], "name": T.SET_NAMES[entry["id"]], "labels": entry["labels"],
        "offset": entry["offset"], "temperature": entry.get("temperature", 1.0),
        "gateThreshold": entry.get("gate_threshold", 0.5), "farthest": farthest, "population": entry["population"],
        "view": entry["view"],
        "counts": {"train": entry.get("train", 0), "val": entry.get("val", 0)},
        "cards": [T.LABEL_CARDS[entry["id"]][x] for x in entry["labels"]],
    }  # fmt: skip


def phrase(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "phrase": entry["phrase"], "id": entry["id"], "card": T.PHRASE_CARDS.get(entry["phrase"]),
        "regions": list(T.PHRASE_REGIONS[entry["phrase"]]) if entry["phrase"] in T.PHRASE_REGIONS else None,
        "modalities": [
            {"modality": m["modality"], "threshold": m["threshold"], "single": m["single"],
             "strength": strength(m.get("val")), "confidence": confidence(m.get("confidence"))}
            for m in entry.get("modalities", [])
        ],
    }  # fmt: skip


def card(
    encoders: dict[str, Any], facts: dict[str, Any], llm: dict[str, Any], folder: Path, version: str
) -> dict[str, Any]:
    """model.json as the app's registry reads it. Raises FileNotFoundError for a missing file.

    facts: population.json.
    """
    files = {
        k: described(folder / f)
        for k, f in {**ENCODERS, **POPULATION, **LANGUAGE, **INTENTS}.items()
        if k not in OPTIONAL or (folder / f).exists()
    }
    tok = T.tokenizer(str(folder / "tokenizer.json"))
    return {
        "name": "evlf-mini", "version": version, "files": files,
        "image": {
            "diseaseSize": encoders["disease"]["image_size"],
            "pixelSize": encoders["pixel"]["image_size"],
            "mean": encoders["mean"], "scale": encoders["scale"],
        },
        "llm": {
            "layers": 30, "kvHeads": 3, "headDim": 64, "hidden": 576, "vocab": 49152,
            "context": 2048, "imageTokenId": tok.token_to_id(T.IMAGE_TOKEN),
            "imageTokens": IMAGE_TOKENS, "eosId": tok.token_to_id(T.END), "embed": llm["embed"],
        },
        "noneThreshold": encoders["none_threshold"],
        "modalities": encoders["modalities"],
        "modalityTemperature": encoders["modality_temperature"],
        "readingTemperature": READING_TEMPERATURE,
        "regions": encoders["regions"], "planes": encoders["planes"],
        "labelSets": [label_set(e, facts["farthest"][e["id"]]) for e in encoders["label_sets"]],
        "phrases": [phrase(p) for p in encoders.get("phrases", [])],
        "calibration": {
            "split": encoders.get("split"),
            "sets": {e["id"]: e.get("figures") for e in encoders["label_sets"]},
        },
        "figures": {**encoders.get("figures", {}), "openGates": facts["openOnVal"], "languageModel": llm.get("figures")},
        "commands": [encoders.get("command"), *llm.get("commands", [])],
    }  # fmt: skip


def standing(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What llm.json and population.json said when the folder's model.json was written."""
    table = json.loads((folder / "model.json").read_text())
    figures = table["figures"]
    llm = {"embed": table["llm"]["embed"], "figures": figures["languageModel"], "commands": table["commands"][1:]}
    farthest = {s["id"]: s["farthest"] for s in table["labelSets"]}
    return llm, {"farthest": farthest, "openOnVal": figures["openGates"]}


def package(out: Path, folder: Path, version: str = "0.1.0") -> dict[str, Any]:
    """Copies OUT/export and OUT/llm into `folder` and writes model.json.

    Raises ValueError where a file or the whole is larger than a Git host takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source, names in ((out / "export", ENCODERS), (out, POPULATION), (out / "llm", LANGUAGE)):
        for name in names.values():
            if (source / name).exists():
                shutil.copy(source / name, folder / name)
    told = out / "export" / "encoders.json"
    encoders = json.loads((told if told.exists() else folder / "encoders.json").read_text())
    made, learnt = out / "llm" / "llm.json", out / population.FACTS
    llm, facts = (None, None) if made.exists() and learnt.exists() else standing(folder)
    llm = json.loads(made.read_text()) if made.exists() else llm
    facts = json.loads(learnt.read_text()) if learnt.exists() else facts
    table = card(encoders, facts, llm, folder, version)
    sizes = {k: f["bytes"] for k, f in table["files"].items()}
    if max(sizes.values()) > LARGEST_FILE or sum(sizes.values()) > LARGEST_FOLDER:
        raise ValueError(f"too large: {sizes}")
    (folder / "model.json").write_text(json.dumps(table, indent=1) + "\n")
    return table


def main() -> None:
    from .config import Config
    from .export_llm import run

    p = argparse.ArgumentParser(prog="evlf_train.package")
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--cache", type=Path)
    p.add_argument("--nonmedical", type=Path)
    p.add_argument("--model", type=Path, required=True, help="folder of the app's model")
    p.add_argument("--version", default="0.1.0")
    p.add_argument("--keep", action="store_true", help="use OUT/llm as it is")
    a = p.parse_args()
    trained = any((a.out / name).exists() for name in ("grpo.pt", "tune.pt", "stage1.pt"))
    if trained and not (a.keep and (a.out / "llm" / "llm.json").exists()):
        cache, nonmedical = a.cache or a.out / "cache", a.nonmedical or a.out / "nonmedical"
        cfg = Config(a.data, a.out, cache, nonmedical)
        if any((a.out / f"{stage}.pt").exists() for stage in ("tune", "grpo")):
            adapter.run(a.out, a.model)
        else:
            (a.model / ADAPTER).unlink(missing_ok=True)
            run(cfg)
        draft.write(cfg)
    done = package(a.out, a.model, a.version)
    total = sum(f["bytes"] for f in done["files"].values())
    print(f"{total / 1e6:.1f} MB in {len(done['files'])} files")


if __name__ == "__main__":
    main()
