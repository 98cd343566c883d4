"""The non-medical set has the form of the others, and val holds kinds unseen in training."""

import json
from pathlib import Path

import pytest

from evlf_train import data as D
from evlf_train import nonmedical as N
from evlf_train import nonmedical_drawn
from evlf_train.config import STORE, Config


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, dict[str, list[D.Row]]]:
    root = tmp_path_factory.mktemp("set")
    (root / "data").mkdir()
    cfg = Config(root / "data", root / "out", root / "cache", root / "nonmedical")
    nonmedical_drawn.TRAIN_KINDS = tuple((d, 2) for d, _ in nonmedical_drawn.TRAIN_KINDS)
    nonmedical_drawn.VAL_KINDS = tuple((d, 2) for d, _ in nonmedical_drawn.VAL_KINDS)
    N.build(cfg)
    return cfg, {s: D.read_rows(cfg.nonmedical, s) for s in D.SPLITS}


def test_rows_are_of_modality_none(built: tuple[Config, dict[str, list[D.Row]]]) -> None:
    rows = [r for part in built[1].values() for r in part]
    assert rows and all(r["modality"] == "none" and not r["boxes"] for r in rows)


def test_val_holds_only_kinds_that_training_never_saw(
    built: tuple[Config, dict[str, list[D.Row]]],
) -> None:
    kinds = {s: {r["group"].split()[1] for r in part} for s, part in built[1].items()}
    assert kinds["train"] and kinds["val"] and not kinds["train"] & kinds["val"]


def test_the_store_reads_it_like_any_set(built: tuple[Config, dict[str, list[D.Row]]]) -> None:
    store = D.Store(built[0])
    assert len(store.rows["train"]) == len(built[1]["train"])
    assert store.get(store.rows["train"][0]).shape == (STORE, STORE, 3)


def test_the_same_seed_draws_the_same_pictures() -> None:
    a, b = nonmedical_drawn.drawn(5)[0][3], nonmedical_drawn.drawn(5)[0][3]
    assert a.tobytes() == b.tobytes()


def test_building_twice_changes_nothing(built: tuple[Config, dict[str, list[D.Row]]]) -> None:
    before = (built[0].nonmedical / "images.tar").stat().st_mtime_ns
    N.build(built[0])
    assert (built[0].nonmedical / "images.tar").stat().st_mtime_ns == before
    assert json.loads((built[0].nonmedical / "val.jsonl").read_text().splitlines()[0])["id"]


def test_doubtful_folders_are_named(tmp_path: Path) -> None:
    assert all(word == word.lower() for word in N.DOUBTFUL)
