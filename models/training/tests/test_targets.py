"""Gates, absence and grid targets say what the labels say, and no more."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from evlf_train import config as C  # noqa: E402
from evlf_train import data as D  # noqa: E402
from evlf_train.disease_data import gate_targets, view_matrix  # noqa: E402
from evlf_train.pixel import loss_of  # noqa: E402
from evlf_train.pixel_measure import best_threshold  # noqa: E402
from evlf_train.pixel_net import WIDTH, Head  # noqa: E402
from evlf_train.pixel_pairs import absent, grid_target, window  # noqa: E402

LISTS = {"brain-tumor": ["glioma", "no tumour"], "chest-xray-pneumonia": ["normal", "viral pneumonia"]}


def row(dataset: str, modality: str, anatomy: str | None, **more: Any) -> dict[str, Any]:
    base = {
        "id": "x", "dataset": dataset, "modality": modality, "anatomy": anatomy, "plane": None,
        "label_set": None, "labels": [], "boxes": [], "width": 100, "height": 100,
    }  # fmt: skip
    return D.prepare({**base, **more})


def test_an_adult_chest_film_is_outside_the_childhood_set_with_full_weight() -> None:
    y, w = gate_targets([row("covid-cxr", "xray", "chest")], LISTS)
    assert y[0, 1] == 0 and w[0, 1] == 1


def test_a_brain_picture_with_tumour_boxes_but_no_type_says_nothing_to_the_gate() -> None:
    y, w = gate_targets([row("brain-tumor-boxes", "mri", "brain")], LISTS)
    assert w[0, 0] == 0
    y, w = gate_targets([row("medpix", "mri", "brain")], LISTS)
    assert y[0, 0] == 0 and w[0, 0] == pytest.approx(0.5)


def test_an_own_picture_is_inside_its_set_only() -> None:
    r = row("brain-tumor-mri", "mri", "brain", label_set="brain-tumor", labels=["glioma"])
    y, _ = gate_targets([r], LISTS)
    assert y.tolist() == [[1.0, 0.0]]


def test_an_empty_box_list_proves_nothing() -> None:
    r = row("brain-tumor-mri", "mri", "brain", label_set="brain-tumor", labels=["glioma"])
    assert not absent(r, "brain tumour")
    r = row("busi", "ultrasound", "breast", label_set="breast-ultrasound", labels=["benign tumour"])
    assert not absent(r, "breast tumour")
    assert not absent(row("kermany-cxr", "xray", "chest"), "left lung")
    assert not absent(row("medpix", "mri", "brain"), "brain tumour")
    assert not absent(row("white-blood-cells", "blood_smear", "blood"), "red blood cell")


def test_labels_prove_absence() -> None:
    r = row("brain-tumor-mri", "mri", "brain", label_set="brain-tumor", labels=["no tumour"])
    assert absent(r, "brain tumour")
    r = row("wce-bleeding", "endoscopy", "gastrointestinal tract", label_set="capsule-endoscopy",
            labels=["no bleeding"])  # fmt: skip
    assert absent(r, "bleeding")
    assert absent(row("brain-atlas-mri", "mri", "brain"), "brain tumour")
    assert all(absent(row("nonmedical", "none", None), p) for p in C.PHRASES)


def test_a_boxed_phrase_is_never_absent() -> None:
    for phrase in C.PHRASES:
        boxed = row("x", "none", None, boxes=[{"label": phrase, "box": [0, 0, 1, 1]}])
        assert not absent(boxed, phrase)


def test_sided_phrases_are_never_mirrored() -> None:
    import random

    rng = random.Random(0)
    r = row("covid-cxr", "xray", "chest")
    for _ in range(200):
        theta = window(r, ["left lung", "right lung"], rng)
        assert theta[0, 0] > 0 and theta[1, 1] > 0


def test_the_chest_film_of_the_disease_encoder_is_never_mirrored() -> None:
    import random

    rng = random.Random(0)
    r = row("kermany-cxr", "xray", "chest")
    assert all(view_matrix(r, rng)[0][0] > 0 for _ in range(200))


def test_the_smaller_of_two_boxes_owns_the_shared_centre_and_weights_sum_to_one() -> None:
    big, small = [0.1, 0.1, 0.9, 0.9], [0.45, 0.45, 0.55, 0.55]
    positive, box, ignore, weight = grid_target([big, small], 64)
    centre = 32 * 64 + 32
    assert positive[centre] and box[centre] == pytest.approx(small)
    assert weight.sum() == pytest.approx(2.0)
    assert not (positive & ignore).any()


def test_an_empty_picture_has_no_positive_cell() -> None:
    positive, _, ignore, weight = grid_target([], 64)
    assert not positive.any() and not ignore.any() and weight.sum() == 0


def test_a_perfect_prediction_costs_less_than_a_shifted_one() -> None:
    truth = [[[0.25, 0.25, 0.75, 0.75]]]
    positive, box, _, _ = grid_target(truth[0], 16)
    score = torch.where(torch.tensor(positive), 6.0, -6.0)[None]
    good = torch.tensor(np.where(positive[:, None], box, 0.5))[None].float()
    shifted = good + 0.1
    assert loss_of(score, good, truth) < loss_of(score, shifted, truth)
    wrong = torch.full_like(score, 6.0)
    assert loss_of(score, good, truth) < loss_of(wrong, good, truth)


def test_the_head_decodes_distances_around_the_cell_centre() -> None:
    head = Head(2).eval()
    with torch.no_grad():
        head.out.weight.zero_()
        head.out.bias.zero_()
    _, box = head(torch.zeros(1, WIDTH, 4, 4), torch.zeros(1, 24, 8, 8), torch.tensor([1]))
    assert box.shape == (1, 64, 4)
    assert box[0, 0].tolist() == pytest.approx([0.0625 - 0.1, 0.0625 - 0.1, 0.1625, 0.1625])


def test_best_threshold_finds_the_cut_between_right_and_wrong() -> None:
    b = np.array([[0, 0, 0.2, 0.2], [0.5, 0.5, 0.7, 0.7]])
    cut, f1 = best_threshold([(b, np.array([0.9, 0.2]), b[:1])])
    assert cut == pytest.approx(0.9) and f1 == pytest.approx(1.0)
