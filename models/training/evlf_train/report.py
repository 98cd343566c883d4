"""Writes models/evlf-mini/REPORT.md from the data files beside it.

python -m evlf_train report [--model ../evlf-mini]

Reads MODEL/report/*.json and MODEL/model.json; draws MODEL/report/*.svg. A data file is
{"name": KIND, "command", "note"?, ...}; several files of one kind follow one another, by file name.
The kinds and their data stand in README.md. The same files give the same report, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import report_plots as P
from . import report_tables as T

Data = dict[str, Any]


class Plots:
    """Where plots go; `draw` draws one and gives the Markdown that shows it."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.folder, self.stem = folder, stem
        self.drawn: list[Path] = []

    def draw(self, name: str, title: str, plot: Callable[[Path], None]) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        file = self.folder / f"{self.stem}-{slug}.svg"
        plot(file)
        self.drawn.append(file)
        return f"![{title}](report/{file.name})"


def evaluation(data: Data, plots: Plots) -> list[str]:
    ev = data.get("eval", data)
    out = []
    if "data" in ev:
        out.append(f"Split {ev['data']['split']}, sets: {', '.join(ev['data']['sets'])}.")
    for name, part in ev.items():
        if not isinstance(part, dict) or name in ("model", "data"):
            continue
        out += [f"### {name}", T.section(part)]
        by_label = part.get("head", {}).get("labels", {})
        if by_label:
            out += ["By label, of the encoder's head; a predictive value holds for the mix of these pictures alone:",
                    T.section({"head": by_label})]  # fmt: skip
        binned = part.get("bins", {}) if name == "calibration" else {}
        for of, listed in {"all": binned.get("all", []), **binned.get("sets", {})}.items():
            if listed:
                title = f"Reliability: {of}"
                out += [plots.draw(f"reliability-{of}", title, lambda f, b=listed, t=title: P.reliability(b, t, f)),
                        T.bins(listed)]  # fmt: skip
    return out


def trials(data: Data, plots: Plots) -> list[str]:
    rows = {r["what"]: {**r.get("figures", {}), "mean": r.get("mean"), "kept": r["kept"]} for r in data["rows"]}
    return [T.matrix(rows, "what was tried")]


Pairs = dict[str, tuple[Data, Data]]


def pairs(node: Data, path: tuple[str, ...] = ()) -> Pairs:
    """By name of what is compared: the figure of each side, and the differences of sides, in one measure.

    The measure is macro-F1, mean IoU or F1, or the only one there is.
    """
    if "shipped" in node:
        pick = next((m for m in ("macroF1", "mIoU", "f1") if m in node["shipped"]), None)
        measured = {k: v for k, v in node.items() if isinstance(v, dict) and k != "spent"}
        figures = {k: v.get(pick) if pick else v for k, v in measured.items()}
        name = " / ".join(p for p in path if p not in ("sets", "phrases"))
        gaps = {k for k in figures if "Minus" in k}
        return {name: ({k: figures[k] for k in figures if k not in gaps}, {k: figures[k] for k in figures if k in gaps})}
    found: Pairs = {}
    for key, value in node.items():
        if isinstance(value, dict):
            found.update(pairs(value, (*path, key)))
    return found


def spent(node: Data, path: tuple[str, ...] = ()) -> dict[str, Data]:
    """What each training took, by name."""
    found = {" / ".join(p for p in path if p != "sets"): node["spent"]} if "spent" in node else {}
    for key, value in node.items():
        if isinstance(value, dict) and key != "spent":
            found.update(spent(value, (*path, key)))
    return found


def alone(node: Data) -> Data:
    """What stands beside nothing of the shipped model's."""
    kept = {k: alone(v) if isinstance(v, dict) and not T.is_figure(v) else v for k, v in node.items()}
    return {k: v for k, v in kept.items() if not (isinstance(v, dict) and ("shipped" in v or not v))}


def compared(data: Data, plots: Plots) -> list[str]:
    """What one part of `compare` wrote."""
    words = [f"{k}: {v}" for k, v in data.items() if isinstance(v, str) and k not in ("name", "command", "note")]
    out = [f"### {data['name']}", *(["; ".join(words) + "."] if words else [])]
    found = pairs(data)
    if found:
        label = data.get("measure", "macro-F1, mean IoU or F1")
        rows = {name: {**beside, **gaps} for name, (beside, gaps) in found.items()}
        out += [T.matrix(rows, label),
                plots.draw("sides", f"{data['name']} beside the shipped model",
                           lambda f: P.intervals({k: v for k, (v, _) in found.items()}, label, f))]  # fmt: skip
    trained = spent(data)
    if trained:
        out += ["What the trainings took:", T.matrix(trained, "training")]
    for name, part in data.items():
        rest = alone(part) if isinstance(part, dict) and "shipped" not in part else {}
        if any(isinstance(v, dict) for v in rest.values()) and name != "sets":
            out += [f"#### {name}", T.section(rest)]
    return out


def transfer(data: Data, plots: Plots) -> list[str]:
    zero = {
        k: {m: f for m, f in v.items() if isinstance(f, dict) and "value" in f}
        for k, v in data.get("zeroShot", {}).items()
    }
    out = ["### Without any example", T.matrix(zero, "set")] if zero else []
    for name, few in data.get("fewShot", {}).items():
        rows: dict[str, Data] = {}
        lines: dict[str, list[tuple[float, float, float, float]]] = {}
        for k, methods in few["k"].items():
            for method in ("ours", "imagenet", "oursMinusImagenet"):
                figure = methods.get(method, {}).get("macroF1")
                if figure is None:
                    continue
                rows.setdefault(method, {})[f"k = {k}"] = figure
                if method != "oursMinusImagenet":
                    point = (float(k), figure["value"], figure["low"], figure["high"])
                    lines.setdefault(method, []).append(point)
        title = f"{few['dataset']}: {few['note']}"
        plot = plots.draw(name, title, lambda f, x=lines, t=title: P.curves(x, "examples a class", "macro-F1", t, f))
        out += [f"### {title}", f"{data['classifier']}; {len(data['seeds'])} seeds.", T.matrix(rows, "macro-F1"), plot]
    sets = data.get("grounding", {}).get("sets", {})
    boxes = {f"{d}: {p}": v.get("shipped", {}) for d, parts in sets.items() for p, v in parts.get("all", {}).items()}
    out += ["### Boxes of the tool", T.matrix(boxes, "set and phrase")] if boxes else []
    own = {d: parts["val"] for d, parts in sets.items() if "val" in parts}
    beside = {name: {**sides, **gaps} for name, (sides, gaps) in pairs(own).items()}
    if beside:
        taken = spent({d: {"spent": parts["spent"]} for d, parts in sets.items() if "spent" in parts})
        out += ["### Beside a head trained on that set alone", T.matrix(beside, "val pictures of the set: mean IoU or F1"),
                T.matrix(taken, "training")]  # fmt: skip
    return out


def grpo(data: Data, plots: Plots) -> list[str]:
    facts = {k: data[k] for k in ("settings", "questions", "spent") if k in data}
    out, steps = [T.section(facts)] if facts else [], data.get("steps", [])
    kinds = dict.fromkeys(k for s in steps for k in s.get("reward", {}))
    groups = {
        "reward": {k: [(s["step"], s["reward"][k]) for s in steps if k in s.get("reward", {})] for k in kinds},
        **{k: {k: [(s["step"], s[k]) for s in steps if s.get(k) is not None]} for k in ("kl", "length", "zeroSpread")},
    }
    words = {"reward": "reward", "kl": "KL to the first policy", "length": "tokens an answer",
             "zeroSpread": "share of groups without spread"}  # fmt: skip
    for name, given in groups.items():
        lines = {k: [(x, y, y, y) for x, y in points] for k, points in given.items() if points}
        if lines:
            label = words[name]
            out.append(plots.draw(name, label, lambda f, a=lines, t=label: P.curves(a, "step", t, "", f)))
    if "before" in data and "after" in data:
        names = dict.fromkeys([*data["before"], *data["after"]])
        rows = {k: {"before": data["before"].get(k), "after": data["after"].get(k)} for k in names}
        out += ["### Before and after", T.matrix(rows, "measure")]
    if data.get("efficiency"):
        points = data["efficiency"]
        rows = {f"{p['share']} %": p["figures"] for p in points}
        lines = {}
        for p in points:
            for k, figure in p["figures"].items():
                v = P.number(figure)
                if v is not None:
                    ends = figure if isinstance(figure, dict) and figure.get("low") is not None else {"low": v, "high": v}
                    lines.setdefault(k, []).append((p["share"], v, ends["low"], ends["high"]))
        out += ["### Data efficiency", T.matrix(rows, "share of the data"),
                plots.draw("efficiency", "Data efficiency",
                           lambda f: P.curves(lines, "share of the data, %", "figure", "", f))]  # fmt: skip
    return out


def export(data: Data, plots: Plots) -> list[str]:
    named = {" ".join(filter(None, (r.get("part"), r["precision"]))): r for r in data["rows"]}
    rows = {k: {m: v for m, v in r.items() if m not in ("part", "precision", "sets")} for k, r in named.items()}
    sets = {k: r["sets"] for k, r in named.items() if "sets" in r}
    return [T.matrix(rows, "precision"), *([T.matrix(sets, "macro-F1 by label set")] if sets else [])]


def hours(data: Data, plots: Plots) -> list[str]:
    parts = data["parts"]
    body = [[T.cell(k), T.shown(v), f"{v / 60:.1f}"] for k, v in [*parts.items(), ("sum", sum(parts.values()))]]
    return [T.table(["part", "minutes", "hours"], body)]


KINDS: dict[str, tuple[str, Callable[[Data, Plots], list[str]]]] = {
    "eval": ("Evaluation", evaluation),
    "trials": ("What was tried", trials),
    "compare": ("Beside other models", compared),
    "transfer": ("Transfer: zero-shot and few-shot", transfer),
    "grpo": ("Stage 2: GRPO", grpo),
    "export": ("Export: size, speed and quality by precision", export),
    "hours": ("Hours", hours),
}


# the parts of `compare`, each with a file of its own
OTHERS = ("prior", "specialist", "detector", "generalist")


def kind_of(data: Data) -> str:
    """The section of the report that a data file belongs to."""
    return "compare" if data.get("name") in OTHERS else str(data.get("name"))


def read(folder: Path) -> list[tuple[str, Data]]:
    """(file stem, data) of every data file. Raises ValueError for one without a known name or a command."""
    found = []
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text())
        if kind_of(data) not in KINDS or not data.get("command"):
            names = (*(k for k in KINDS if k != "compare"), *OTHERS)
            raise ValueError(f"{file.name}: needs a command and a name out of {', '.join(names)}")
        found.append((file.stem, data))
    return found


def report(model: Path) -> str:
    """Draws the plots and gives the report's text; plots that no data file made before are removed."""
    card = json.loads((model / "model.json").read_text())
    folder = model / "report"
    files = read(folder)
    if "measured" in card and not any(d["name"] == "eval" for _, d in files):
        split = card["measured"].get("data", {}).get("split", "val")
        command = f"npm run eval -- --data DIR --split {split} --task all --out FILE"
        files.append(("measured", {"name": "eval", "command": command, "eval": card["measured"]}))
    out = [f"# {card['name']} {card['version']}: report",
           "Every table and plot with the command that made it. Written by `python -m evlf_train report` from "
           "`report/*.json` and `model.json`; not to be edited. In brackets: 95 % intervals, unless said otherwise."]  # fmt: skip
    drawn: set[Path] = set()
    for kind, (title, write) in KINDS.items():
        out.append(f"## {title}")
        own = [(stem, data) for stem, data in files if kind_of(data) == kind]
        if not own:
            out.append("Not measured yet.")
        for stem, data in own:
            folder.mkdir(exist_ok=True)
            plots = Plots(folder, stem)
            out += [f"`{data['command']}`", *([data["note"]] if data.get("note") else []), *write(data, plots)]
            drawn |= set(plots.drawn)
    for old in set(folder.glob("*.svg")) - drawn:
        old.unlink()
    return "\n\n".join(out) + "\n"


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser(prog="evlf_train report")
    p.add_argument("--model", type=Path, default=Path("../evlf-mini"), help="folder of the app's model")
    a = p.parse_args(argv)
    target = a.model / "REPORT.md"
    target.write_text(report(a.model))
    print(f"{target}: {len(list((a.model / 'report').glob('*.svg')))} plots")


if __name__ == "__main__":
    main()
