"""What a message is after: words and buckets, the tagger, and questions that are never trained on."""

import math

import pytest

pytest.importorskip("numpy")

from evlf_train import intent_text as X
from evlf_train import intents as I
from evlf_train import things as T


def test_words_lose_case_accents_and_numbers() -> None:
    assert X.tokens("Où est-ce? It\u2019s 42 mm") == ["ou", "est", "ce", "?", "it's", "0", "mm"]
    assert X.tokens("…") == []


def test_a_message_has_length_one_and_one_without_words_none() -> None:
    values = I.features("where is it, where?").values()
    assert math.isclose(sum(v * v for v in values), 1.0)
    assert list(I.features("").values()) == [pytest.approx(1.0)]


def test_the_thing_is_the_run_with_the_largest_sum() -> None:
    assert T.best_run([-1, 2, -0.5, 2, -3, 1]) == (1, 4)
    assert T.best_run([-2, -1, -3]) == (1, 2)
    words = T.split("Is there fluid in the lungs?")
    assert T.target("Is there fluid in the lungs?", words, "fluid | lungs") == [0, 0, 1, 0, 0, 1, 0]


def test_no_test_question_is_trained_on_and_every_thing_stands_in_its_question() -> None:
    train, test = I.read("train"), I.read("test")
    plain = {" ".join(r["q"].lower().split()) for r in train}
    assert len(plain) == len(train) > 6000 and len(test) == 360
    assert not plain & {" ".join(r["q"].lower().split()) for r in test}
    # "story" is newer than the test messages, which have none
    assert {r["intent"] for r in train} - {r["intent"] for r in test} == {"story"}
    for r in T.named([*train, *test]):
        assert all(part in r["q"] for part in r["thing"].split(" | "))


def test_a_small_classifier_learns_and_its_eight_bits_say_the_same() -> None:
    pytest.importorskip("sklearn")
    rows = [{"q": f"{a} {b}", "intent": i} for a, i in (("where is the", "place"), ("how sure of the", "sure"), ("what is a", "word")) for b in ("lung", "mole", "cell", "box")]
    model = I.fit(rows, 40.0)
    table = I.Table(model)
    texts = ["where is the eye", "how sure of the eye", "what is a eye"]
    assert [table.intents[n] for n in table.probabilities(texts).argmax(1)] == ["place", "sure", "word"]
    assert abs(table.probabilities(texts) - model.predict_proba(I.matrix(texts))).max() < 0.02
