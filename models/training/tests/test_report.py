"""The report shows what its data files say, names their commands, and is the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the plots need matplotlib (requirements.txt)")
from evlf_train import report as R  # noqa: E402


def fig(value: float) -> dict[str, Any]:
    return {"value": value, "n": 50, "low": value - 0.1, "high": value + 0.1}


BINS = [{"low": 0.8, "high": 0.9, "n": 30, "confidence": 0.85, "accuracy": 0.7},
        {"low": 0.9, "high": 1.0, "n": 0, "confidence": None, "accuracy": None}]  # fmt: skip
DATA: dict[str, dict[str, Any]] = {
    "eval": {"eval": {"model": {"name": "m"}, "data": {"split": "val", "sets": ["a"]},
                      "diagnosis": {"head": {"mean": {"accuracy": fig(0.625)}}},
                      "grounding": {"tool": {"phrases": {"spot|mri": {"missed": fig(0.375)}}}},
                      "calibration": {"ece": fig(0.1), "bins": {"all": BINS, "sets": {"made-up set": BINS}}}}},
    "trials": {"rows": [{"what": "wider", "figures": {"a": 0.5}, "mean": 0.512, "kept": False}]},
    "specialist": {"side": 192, "assumption": "as many pictures", "sets": {"a": {
        "n": 50, "spent": {"pictures": 1200, "budget": 1200}, "specialist": {"macroF1": fig(0.6)},
        "shipped": {"macroF1": fig(0.7)}, "shippedMinusSpecialist": {"macroF1": fig(0.1)}}}},
    "generalist": {"measure": "share right", "all": {
        "generalist": fig(0.4), "shipped": fig(0.8), "shippedMinusGeneralist": fig(0.4)}},
    "detector": {"sets": {"b": {"phrases": {"spot|mri": {
        "n": 50, "detector": {"acc50": fig(0.3), "mIoU": fig(0.45)}, "shipped": {"acc50": fig(0.3), "mIoU": fig(0.55)}}}}}},
    "prior": {"types": "topic", "vqa": {"one": {"closed": fig(0.51)}}},
    "transfer": {
        "classifier": "probe", "seeds": [1, 2],
        "grounding": {"sets": {"near": {
            "all": {"spot|ct": {"shipped": {"mIoU": fig(0.71)}}}, "spent": {"pictures": 77},
            "val": {"spot|ct": {"n": 4, "shipped": {"mIoU": fig(0.71)}, "detector": {"mIoU": fig(0.92)}}}}}},
        "zeroShot": {"far": {"n": 9, "kind": {"value": 0.25, "n": 9, "low": 0.1, "high": 0.4}}},
        "fewShot": {"kind": {"dataset": "far", "note": "one or two", "k": {
            "4": {"ours": {"macroF1": {"value": 0.5, "n": 9, "low": 0.4, "high": 0.6}}},
            "8": {"ours": {"macroF1": {"value": 0.75, "n": 9, "low": 0.7, "high": 0.8}}},
        }}},
    },
    "grpo": {"steps": [{"step": i, "reward": {"label": i / 4}, "kl": 0.01 * i, "length": 40, "zeroSpread": 0.5} for i in range(4)],
             "before": {"macro-F1": fig(0.5)}, "after": {"macro-F1": fig(0.625)},
             "efficiency": [{"share": s, "figures": {"macro-F1": fig(s / 200)}} for s in (20, 100)]},
    "export": {"rows": [
        {"precision": "fp32", "bytes": 12345678, "quality": fig(0.9)},
        {"part": "disease", "precision": "int8", "bytes": 11, "sets": {"brain-tumor": 0.4375}},
        {"part": "pixel", "precision": "int8", "bytes": 12},
    ]},
    "hours": {"parts": {"disease": 90, "pixel": 30}},
}  # fmt: skip


def folder(tmp_path: Path, kinds: list[str]) -> Path:
    (tmp_path / "report").mkdir()
    (tmp_path / "model.json").write_text(json.dumps({"name": "made-up", "version": "1"}))
    for kind in kinds:
        data = {"name": kind, "command": f"make {kind}", "note": f"Note on {kind}.", **DATA[kind]}
        (tmp_path / "report" / f"{kind}.json").write_text(json.dumps(data))
    return tmp_path


def test_every_kind_stands_with_its_command_its_note_and_its_numbers(tmp_path: Path) -> None:
    text = R.report(folder(tmp_path, list(DATA)))
    for kind in DATA:
        assert f"`make {kind}`" in text
        assert f"Note on {kind}." in text
    assert "not measured yet" not in text.lower()
    for said in ("0.625 (0.525 to 0.725), n 50", "spot\\|mri", "0.512", "12,345,678", "0.500 (0.400 to 0.600)",
                 "| sum | 120 | 2.0 |", "| near / spot\\|ct | 0.710 (0.610 to 0.810), n 50 | 0.920 (0.820 to 1.020), n 50 |", "| near | 77 |",
                 "| a | 0.600 (0.500 to 0.700), n 50 | 0.700 (0.600 to 0.800), n 50 | 0.100", "0.600 (0.500 to 0.700), n 50", "assumption: as many pictures."):  # fmt: skip
        assert said in text


def test_every_plot_that_is_shown_exists_and_none_is_left_over(tmp_path: Path) -> None:
    model = folder(tmp_path, list(DATA))
    (model / "report" / "old.svg").write_text("<svg/>")
    text = R.report(model)
    shown = {line.split("](report/")[1].rstrip(")") for line in text.splitlines() if line.startswith("![")}
    assert shown == {f.name for f in (model / "report").glob("*.svg")}
    assert "eval-reliability-made-up-set.svg" in shown
    assert {"grpo-reward.svg", "grpo-kl.svg", "grpo-length.svg", "grpo-zerospread.svg", "grpo-efficiency.svg"} <= shown


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    model = folder(tmp_path, list(DATA))
    first = R.report(model)
    drawn = {f.name: f.read_bytes() for f in (model / "report").glob("*.svg")}
    assert R.report(model) == first
    assert {f.name: f.read_bytes() for f in (model / "report").glob("*.svg")} == drawn
    assert all(b"<text" in svg and b"dc:date" not in svg for svg in drawn.values())


def test_what_has_no_data_is_not_measured_yet(tmp_path: Path) -> None:
    text = R.report(folder(tmp_path, ["hours"]))
    assert text.count("Not measured yet.") == len(R.KINDS) - 1


def test_what_compare_writes_is_shown_side_by_side() -> None:
    beside = {"specialist": fig(0.6), "shipped": fig(0.7)}
    assert R.pairs(DATA["specialist"]) == {"a": (beside, {"shippedMinusSpecialist": fig(0.1)})}
    assert R.spent(DATA["specialist"]) == {"a": {"pictures": 1200, "budget": 1200}}
    both = {"generalist": fig(0.4), "shipped": fig(0.8)}
    assert R.pairs(DATA["generalist"]) == {"all": (both, {"shippedMinusGeneralist": fig(0.4)})}
    assert R.pairs(DATA["detector"]) == {"b / spot|mri": ({"detector": fig(0.45), "shipped": fig(0.55)}, {})}
    assert R.pairs(DATA["prior"]) == {} and R.alone(DATA["prior"]) == DATA["prior"]


def test_a_card_with_an_evaluation_is_reported_without_a_file(tmp_path: Path) -> None:
    model = folder(tmp_path, [])
    (model / "model.json").write_text(json.dumps({"name": "x", "version": "1", "measured": DATA["eval"]["eval"]}))
    assert "0.625 (0.525 to 0.725)" in R.report(model)


def test_a_file_without_a_command_is_refused_by_name(tmp_path: Path) -> None:
    model = folder(tmp_path, [])
    (model / "report" / "loose.json").write_text(json.dumps({"name": "hours", "parts": {}}))
    with pytest.raises(ValueError, match="loose.json"):
        R.report(model)
