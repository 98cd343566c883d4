"""What the app shows as measured is what was measured, and the rest of model.json stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evlf_train import figures

MODEL = Path(__file__).resolve().parents[2] / "evlf-mini" / "model.json"
FAILURES = Path(__file__).resolve().parents[1] / "known-failures.json"


def evaluation(text: str) -> dict:
    card = json.loads(text)
    return {
        "model": {"name": card["name"], "version": card["version"], "sha256": "0"},
        "data": {"split": "val", "sets": ["made-up"]},
        "calibration": {"ece": {"value": 0.1, "n": 3, "low": 0.0, "high": 0.2}},
    }


def test_the_shipped_card_takes_both_parts_and_nothing_else_changes() -> None:
    text = MODEL.read_text()
    told = json.loads(FAILURES.read_text())
    after = figures.merged(text, evaluation(text), told)
    before, table = json.loads(text), json.loads(after)
    assert table.pop("measured") == evaluation(text)
    assert table.pop("knownFailures") == told
    for part in ("measured", "knownFailures"):
        before.pop(part, None)
    assert list(table) == list(before)
    assert figures.written(table) == figures.written(before)


def test_a_second_time_replaces_the_first() -> None:
    text = MODEL.read_text()
    told = [{"modality": None, "text": "It fails."}]
    once = figures.merged(text, evaluation(text), told)
    assert figures.merged(once, evaluation(text), told) == once


def test_an_evaluation_of_another_version_is_refused() -> None:
    text = MODEL.read_text()
    other = evaluation(text)
    other["model"]["version"] = "0.0.0"
    with pytest.raises(ValueError, match="0.0.0"):
        figures.merged(text, other, json.loads(FAILURES.read_text()))


@pytest.mark.parametrize("bad", [[], {}, [{"modality": "x", "text": "a"}], [{"text": "a"}]])
def test_failures_of_another_form_or_an_unknown_kind_are_refused(bad: object) -> None:
    text = MODEL.read_text()
    with pytest.raises(ValueError):
        figures.merged(text, evaluation(text), bad)


def test_a_card_in_another_format_is_refused_before_its_numbers_change() -> None:
    text = MODEL.read_text()
    with pytest.raises(ValueError, match="form"):
        figures.merged(text.replace("\n ", "\n  ", 1), evaluation(text), [])


def test_the_card_shows_what_was_measured_between_its_marks_and_nothing_that_was_not() -> None:
    from evlf_train.brief import BEGIN, END, placed

    card = (MODEL.parent / "CARD.md").read_text()
    after = placed(card, evaluation(MODEL.read_text()))
    inside = after[after.index(BEGIN) : after.index(END)]
    assert "| calibration error, all sets together | 0.100 (0.000 to 0.200), n 3 |" in inside
    assert "vqa-rad" not in inside
    assert after.startswith(card[: card.index(BEGIN)]) and after.endswith(card[card.index(END) :])
    with pytest.raises(ValueError, match="marks"):
        placed("no marks", evaluation(MODEL.read_text()))
