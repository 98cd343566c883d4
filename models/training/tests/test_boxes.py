"""Boxes survive the letterbox, zooms, turns and flips, and are matched one to one."""

import numpy as np
import pytest

from evlf_train import boxes as B


@pytest.mark.parametrize("size", [(200, 150), (150, 200), (256, 256), (288, 172)])
def test_letterbox_and_back_gives_the_same_box(size: tuple[int, int]) -> None:
    box = [0.1, 0.25, 0.6, 0.9]
    assert B.from_square(B.to_square(box, *size), *size) == pytest.approx(box)


def test_a_wide_picture_lies_in_the_middle_of_its_square() -> None:
    assert B.to_square([0, 0, 1, 1], 200, 100) == pytest.approx([0, 0.25, 1, 0.75])


def test_overlap_of_known_boxes() -> None:
    a = np.array([[0, 0, 1, 1], [0, 0, 0.5, 1]])
    got = B.iou_matrix(a, np.array([[0.5, 0, 1, 1]]))
    assert got[:, 0] == pytest.approx([0.5, 0.0])


def test_suppression_keeps_the_best_of_two_that_overlap_and_the_far_one() -> None:
    b = np.array([[0, 0, 0.4, 0.4], [0.02, 0, 0.42, 0.4], [0.6, 0.6, 0.9, 0.9]])
    assert B.nms(b, np.array([0.5, 0.9, 0.1])) == [1, 2]


def test_one_truth_is_hit_once() -> None:
    b = np.array([[0, 0, 0.4, 0.4], [0, 0, 0.4, 0.39]])
    assert B.match(b, b[:1]) == [True, False]


def test_matching_with_no_truth_finds_only_misses() -> None:
    assert B.match(np.array([[0, 0, 1, 1]]), np.zeros((0, 4))) == [False]


def test_a_flip_mirrors_the_box() -> None:
    theta = np.array([[-1, 0, 0], [0, 1, 0]], float)
    assert B.moved([0.1, 0.2, 0.3, 0.6], theta) == pytest.approx([0.7, 0.2, 0.9, 0.6])


def test_a_quarter_turn_four_times_is_no_turn() -> None:
    theta = np.array([[0, -1, 0], [1, 0, 0]], float)
    box = [0.1, 0.2, 0.3, 0.6]
    turned = box
    for _ in range(4):
        turned = B.moved(turned, theta)
    assert turned == pytest.approx(box)
    assert B.moved(box, theta) != pytest.approx(box)


def test_a_move_of_the_box_follows_the_pixels() -> None:
    torch = pytest.importorskip("torch")
    picture = torch.zeros(1, 1, 100, 100)
    picture[..., 20:60, 10:30] = 1
    theta = np.array([[0, -0.8, 0.1], [0.8, 0, -0.05]], np.float32)
    grid = torch.nn.functional.affine_grid(torch.tensor(theta)[None], [1, 1, 100, 100], align_corners=False)
    out = torch.nn.functional.grid_sample(picture, grid, align_corners=False)[0, 0] > 0.5
    ys, xs = np.where(out.numpy())
    seen = [xs.min() / 100, ys.min() / 100, (xs.max() + 1) / 100, (ys.max() + 1) / 100]
    inside = B.clipped(B.moved([0.1, 0.2, 0.3, 0.6], theta))
    assert inside == pytest.approx(seen, abs=0.011)


def test_a_box_that_is_mostly_outside_is_dropped_and_a_cut_one_is_clipped() -> None:
    assert B.clipped([-0.9, 0, 0.1, 1]) is None
    assert B.clipped([-0.1, 0.2, 0.3, 0.4]) == pytest.approx([0, 0.2, 0.3, 0.4])
