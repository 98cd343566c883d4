"""Boxes as text: the square, two digits, and what cannot be read."""

import pytest

from evlf_train import box_text as B


def test_a_box_of_a_wide_picture_is_told_on_its_square() -> None:
    # a picture twice as wide as high lies in the middle half of the square
    assert B.in_square([0, 0, 1, 1], 200, 100) == pytest.approx((0, 0.25, 1, 0.75))
    assert B.in_square([0, 0, 1, 1], 100, 200) == pytest.approx((0.25, 0, 0.75, 1))
    assert B.write((0.0, 0.25, 1.0, 0.75)) == "box 00 25 99 74"


def test_what_is_written_is_read_back_to_half_a_step() -> None:
    box = (0.123, 0.4, 0.777, 0.9)
    assert B.read("<think>\n1. Reading: CT, chest; no label set. (image)\n</think>\n" + B.write(box)) == pytest.approx(box, abs=0.5 / 99)


@pytest.mark.parametrize("text", ["", "box 1 2 3", "box 50 50 40 60", "box 1 2 3 400", "The box is 1 2 3 4", "box 10 10 20 20 and more"])
def test_what_is_no_box_is_not_read(text: str) -> None:
    assert B.read(text) is None


def test_overlap_is_one_for_itself_and_none_apart() -> None:
    a = (0.1, 0.1, 0.5, 0.5)
    assert B.overlap(a, a) == pytest.approx(1)
    assert B.overlap(a, (0.5, 0.5, 0.9, 0.9)) == 0
    assert B.overlap(a, (0.1, 0.1, 0.3, 0.5)) == pytest.approx(0.5)


def test_a_median_box_takes_the_number_with_half_on_each_side() -> None:
    m = B.Median()
    tens = [0.0, 0.4, 0.2, 0, 0, 0, 0, 0.4, 0, 0]
    assert m.digit(" ", tens) == 2
    assert m.digit(" 2", [0.3, 0, 0, 0, 0, 0.3, 0, 0, 0, 0.4]) == 5
    # the next number starts anew
    assert m.digit(" 25 ", [0.51, 0, 0, 0, 0, 0, 0, 0, 0, 0.49]) == 0


def test_the_far_sides_are_beyond_the_near_ones() -> None:
    assert all(B.fits(text) for text in (" ", " 1", " 10 9", " 10 20 1", " 10 20 30 40"))
    assert not any(B.fits(text) for text in ("x", "10", " 10 20 30 40.", " 10  ", " 99", " 10 20 0", " 10 20 10", " 10 29 11 29"))
