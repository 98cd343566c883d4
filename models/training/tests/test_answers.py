"""Answers are compared as the app's own measure compares them."""

import pytest

from evlf_train import answers as A


def test_articles_case_and_stops_do_not_count() -> None:
    assert A.words("The left lung, an X-ray.") == ["left", "lung", "x", "ray"]


def test_recall_and_f1_count_each_word_as_often_as_both_have_it() -> None:
    assert A.recall("left lung", "in the left left side") == pytest.approx(0.5)
    assert A.token_f1("left lung", "left lung base") == pytest.approx(0.8)
    assert A.token_f1("left lung", "") == A.recall("", "x") == 0


def test_a_closed_answer_is_its_first_yes_or_no_or_the_words_together() -> None:
    assert A.closed_right("Yes", "yes, but no") and not A.closed_right("no", "yes, or no")
    assert not A.closed_right("yes", "perhaps")
    assert A.closed_right("T2 weighted", "it is T2 weighted.") and not A.closed_right("T2 weighted", "weighted T2")
