"""python -m evlf_train STAGE --data DIR --out DIR [...]; a stage whose output exists is skipped."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from .config import Config

# stage -> (module, function, minutes or None); modules are imported only when their stage runs
STAGES: dict[str, tuple[str, str, float | None]] = {
    "prepare": ("data", "prepare_stage", None),
    "nonmedical": ("nonmedical", "build", None),
    "disease": ("disease", "train", 38.0),
    "refine": ("disease", "refine", 25.0),
    "opinion": ("disease", "opinion", 60.0),
    "join": ("disease_pair", "join", None),
    "pixel": ("pixel", "train", 36.0),
    "export-encoders": ("export_encoders", "run", None),
    "precisions": ("precisions", "run", None),
    "calibrate": ("calibrate", "run", None),
    "stage1": ("stage1", "train", 40.0),
    "tune": ("stage1", "tune", 60.0),
    "grpo": ("grpo", "train", 30.0),
    "mixture": ("mixture_table", "show", None),
    "vqa-reach": ("vqa_reach", "show", None),
    "population": ("population", "run", None),
    "export": ("export_llm", "run", None),
}
# stages that train nothing that ships; "all" leaves them out
MEASURES: dict[str, tuple[str, str, float | None]] = {
    "compare": ("compare", "run", None),
    "transfer": ("transfer", "run", None),
    "grpo-shares": ("grpo_shares", "run", None),
}


def main() -> None:
    """Parse the command line and run one stage, or all in order; or write the report."""
    if sys.argv[1:2] == ["report"]:
        import_module(".report", __package__).main(sys.argv[2:])
        return
    p = argparse.ArgumentParser(prog="evlf_train")
    p.add_argument("stage", choices=[*STAGES, *MEASURES, "all"])
    p.add_argument("--data", type=Path, required=True, help="folder of the sets")
    p.add_argument("--out", type=Path, required=True, help="folder of this run")
    p.add_argument("--cache", type=Path, help="picture cache (default OUT/cache)")
    p.add_argument("--nonmedical", type=Path, help="non-medical set (default OUT/nonmedical)")
    p.add_argument("--debs", type=Path, help="folder with the unpacked Debian packages")
    p.add_argument("--encoders", type=Path, help="exported encoders for a stage 1 without checkpoints")
    p.add_argument("--minutes", type=float, help="wall-clock budget of a training stage")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=20261124)
    p.add_argument("--without", action="append", default=[], help="leave a set out; repeatable")
    p.add_argument("--part", choices=["specialist", "generalist", "prior", "detector"], help="of compare")
    p.add_argument("--only", help="one set of compare or transfer")
    p.add_argument("--seen", type=int, help="pictures that a comparison's network sees of a set")
    p.add_argument("--said", type=Path, help="what npm run eval -- --task diagnosis --said FILE wrote, for compare")
    p.add_argument("--results", type=Path, help="folder of result files (default OUT/results)")
    p.add_argument("--kinds", default="", help="NAME=WEIGHT,...: times their shares of the mixture")
    p.add_argument("--device", default="auto", choices=["auto", "cpu", "cuda"], help="of stage1, tune and grpo")
    p.add_argument("--examples", type=int, default=240, help="questions that grpo chooses; 240 are 1 %% of the pictures")
    p.add_argument("--cap", type=int, help="encode at most this many pictures of a set for stage1, tune and grpo")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    cfg = Config(
        a.data, a.out, a.cache or a.out / "cache", a.nonmedical or a.out / "nonmedical", a.seed,
        a.minutes, a.threads, frozenset(a.without), a.debs, a.encoders,
        a.part, a.only, a.seen, a.said, a.results,
        a.kinds, a.cap, a.device, a.examples,
    )  # fmt: skip
    for stage in STAGES if a.stage == "all" else [a.stage]:
        module, function, minutes = {**STAGES, **MEASURES}[stage]
        run = getattr(import_module(f".{module}", __package__), function)
        if minutes is None:
            run(cfg)
        else:
            run(cfg, a.minutes or minutes)


if __name__ == "__main__":
    main()
