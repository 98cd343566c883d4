"""No held-out picture reaches training, and labels that are external stay unused."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from evlf_train import config as C
from evlf_train import data as D


def make_row(dataset: str, number: int, **more: Any) -> dict[str, Any]:
    row = {
        "id": f"{dataset}-{number:03d}", "dataset": dataset, "image": f"{dataset}-{number:03d}.jpg",
        "width": 60, "height": 40, "modality": "ct", "anatomy": "chest", "plane": "axial",
        "label_set": None, "labels": [], "boxes": [], "qa": [], "caption": None,
        "group": f"g{number}", "source": f"{dataset}/{number}.png",
    }  # fmt: skip
    return {**row, **more}


def picture(seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 255, (5, 7, 3)).astype(np.uint8)
    return Image.fromarray(noise).resize((60, 40), Image.Resampling.BICUBIC)


def write_set(root: Path, name: str, rows: list[dict[str, Any]], seeds: list[int]) -> None:
    folder = root / name
    folder.mkdir()
    (folder / "train.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    (folder / "val.jsonl").write_text("")
    with tarfile.open(folder / "images.tar", "w") as archive:
        for row, seed in zip(rows, seeds, strict=True):
            buffer = io.BytesIO()
            picture(seed).save(buffer, "PNG")
            info = tarfile.TarInfo(row["image"])
            info.size = buffer.tell()
            buffer.seek(0)
            archive.addfile(info, buffer)


def config(root: Path, **more: Any) -> C.Config:
    return C.Config(root / "data", root / "out", root / "cache", root / "none", **more)


@pytest.fixture
def store(tmp_path: Path) -> D.Store:
    data = tmp_path / "data"
    data.mkdir()
    for i, name in enumerate(sorted(C.EXTERNAL | C.EXCLUDED)):
        number = "synpic777" if name == "vqa-med-2019" else f"synpic{i}"
        write_set(data, name, [make_row(name, 1, id=f"{name}-{number}")], [100 + i])
    med = [
        make_row("medpix", 1, source="MedPix-2-0/images/MPX1_synpic777.png"),
        make_row("medpix", 2, source="MedPix-2-0/images/MPX1338_synpic27420.png"),
        make_row("medpix", 3, source="MedPix-2-0/images/MPX3_synpic3.png"),
        make_row("medpix", 4, source="MedPix-2-0/images/MPX4_synpic4.png"),
    ]
    same = 100 + sorted(C.EXTERNAL | C.EXCLUDED).index("vqa-med-2019")
    write_set(data, "medpix", med, [1, 2, 3, same])
    covid = make_row("covid-cxr", 1, label_set="chest-xray-findings", labels=["covid-19 pneumonia"])
    write_set(data, "covid-cxr", [covid], [9])
    return D.Store(config(tmp_path))


def test_no_external_or_excluded_set_is_in_training(store: D.Store) -> None:
    seen = {r["dataset"] for r in store.rows["train"]}
    assert seen == {"medpix", "covid-cxr"}
    assert not seen & (C.EXTERNAL | C.EXCLUDED)


def test_medpix_repeats_are_dropped_by_number_by_list_and_by_likeness(store: D.Store) -> None:
    left = [r["id"] for r in store.rows["train"] if r["dataset"] == "medpix"]
    assert left == ["medpix-003"]


def test_the_covid_findings_are_never_a_label(store: D.Store) -> None:
    row = next(r for r in store.rows["train"] if r["dataset"] == "covid-cxr")
    assert row["use_label"] is None
    assert D.target(row, {"chest-xray-findings": ["covid-19 pneumonia"]}) is None


def test_a_set_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    write_set(tmp_path / "data", "busi", [make_row("busi", 1)], [1])
    kept = D.Store(config(tmp_path, without=frozenset({"busi"})))
    assert kept.rows["train"] == []


def test_a_picture_is_letterboxed_in_the_middle(store: D.Store) -> None:
    a = store.get(next(r for r in store.rows["train"] if r["id"] == "medpix-003"))
    assert a.shape == (C.STORE, C.STORE, 3)
    edge = C.STORE // 6 - 1
    assert a[:edge].max() == 0 and a[-edge:].max() == 0 and a[C.STORE // 2].max() > 0


def test_rare_classes_are_dropped() -> None:
    rows = [
        D.prepare(make_row("white-blood-cells", i, label_set="white-blood-cell", labels=[label]))
        for i, label in enumerate(["neutrophil"] * 30 + ["monocyte"] * 20 + ["basophil"] * 2)
    ]
    assert D.label_lists(rows) == {"white-blood-cell": ["monocyte", "neutrophil"]}
    assert D.target(rows[-1], D.label_lists(rows)) is None


def test_region_and_plane_of_rows() -> None:
    tissue = D.prepare(make_row("lc25000-lung", 1, modality="histopathology", anatomy="lung"))
    assert C.REGIONS[tissue["region"]] == "lung tissue"
    unknown = D.prepare(make_row("brain-tumor-mri", 1, modality="mri", anatomy="brain", plane=None))
    assert unknown["plane_id"] == -1 and C.REGIONS[unknown["region"]] == "brain"


REAL = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.mark.skipif(not (REAL / "medpix").exists(), reason="../shared/data is not here")
def test_in_the_real_sets_no_synpic_of_an_external_set_is_left() -> None:
    external = [r for s in D.SPLITS for r in D.read_rows(REAL / "vqa-med-2019", s)]
    numbers = {D.synpic(r["id"]) for r in external}
    rows = [r for s in D.SPLITS for r in D.read_rows(REAL / "medpix", s)]
    left = [r for r in rows if not D.held_out(external, [], r, None)]
    assert len(rows) - len(left) >= 197
    assert not {D.synpic(r["source"]) for r in left} & numbers
    assert not {Path(r["source"]).name for r in left} & C.MEDPIX_IN_VQA_RAD_TEST
