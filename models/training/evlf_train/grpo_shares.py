"""Data efficiency of stage 2: the same run with a part of its questions."""

from __future__ import annotations

import json
from dataclasses import replace

from . import grpo, lora
from .compare_shared import results_of, write_result
from .config import Config
from .grpo_choose import choose

SHARES = (20, 40, 60, 80)


def run(cfg: Config, s: grpo.Settings | None = None) -> None:
    """Val rewards after GRPO on 20, 40, 60 and 80 % of the questions of a run that is done.

    Each starts where that run started and sees a question as often as that run did. Writes
    OUT/grpo-SHARE as it goes and `efficiency` in RESULTS/grpo.json; a share that is done is kept.
    """
    s = s or grpo.Settings()
    whole = json.loads((results_of(cfg) / "grpo.json").read_text())
    reader, sides, _ = grpo.begin(cfg)
    start = lora.weights(reader.lm)
    chosen = choose(cfg, reader, *sides["train"], s.group, s.temperature)
    points = [{"share": 0, "figures": whole["before"]}]
    for share in SHARES:
        own = replace(cfg, out=cfg.out / f"grpo-{share}")
        own.out.mkdir(exist_ok=True)
        path = own.out / "grpo.json"
        if not path.exists():
            lora.load(reader.lm, start)
            tasks = {kind: first[: max(1, round(len(first) * share / 100))] for kind, first in chosen.items()}
            steps = round(whole["spent"]["steps"] * share / 100)
            path.write_text(json.dumps(grpo.run(own, reader, s, tasks, sides, steps=steps, before=whole["before"])))
        points.append({"share": share, "figures": json.loads(path.read_text())["after"]})
    points.append({"share": 100, "figures": whole["after"]})
    command = f"{whole['command'].partition('; ')[0]}; python -m evlf_train grpo-shares"
    write_result(cfg, "grpo", {**whole, "command": command, "efficiency": points})
