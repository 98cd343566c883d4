"""What a message is after: words and buckets, the tagger, and questions that are never trained on."""

import math

import pytest

np = pytest.importorskip("numpy")

from evlf_train import intent_text as X
from evlf_train import intents as I
from evlf_train import states as S
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


def test_a_message_of_a_conversation_has_the_one_before_it() -> None:
    rows = [
        {"q": "a"},
        {"q": "b", "writer": 1, "talk": 1},
        {"q": "c", "writer": 1, "talk": 1},
        {"q": "d", "writer": 2, "talk": 1},
    ]
    assert [r["before"] for r in I.mark_before(rows)] == ["", "", "b", ""]
    assert len({r["writer"] for r in I.read("train") if "writer" in r}) > 1


def test_states_are_pooled_over_the_message_alone() -> None:
    values = np.zeros((2, 4, 3), np.float32)  # two heads, four tokens, of which the last two are the message's
    values[:, 0] = 100
    values[0, 2], values[0, 3], values[1, 3] = 1, 3, 4
    assert S.pooled(values, 2).tolist() == [2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4]


def small() -> tuple[list[dict[str, str]], np.ndarray]:
    """Rows whose wish their words tell, but for the last two, which only their states tell apart."""
    rows = [
        {"q": f"{a} {b}", "intent": i}
        for a, i in (("where is the", "place"), ("how sure of the", "sure"), ("what is a", "word"))
        for b in ("lung", "mole", "cell", "box")
    ]
    rows += [{"q": "and now", "intent": "place"}, {"q": "and now", "intent": "sure"}]
    heard = np.zeros((len(rows), 5), np.float32)
    heard[-2, 1], heard[-1, 1] = 3, -3
    return rows, heard


def test_a_small_classifier_learns_from_words_and_states_and_its_eight_bits_say_the_same() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    rows, heard = small()
    model = I.Model(rows, heard, 40.0)
    table = I.Table(model)
    texts = ["where is the eye", "how sure of the eye", "what is a eye", "and now", "and now"]
    about = np.concatenate([np.zeros((3, 5), np.float32), heard[-2:]])
    p = table.probabilities(texts, about)
    assert [table.intents[n] for n in p.argmax(1)] == ["place", "sure", "word", "place", "sure"]
    words = I.matrix(texts) @ model.word_weights()
    z = words + ((about - model.middle) * model.spread) @ model.states + model.bias
    e = np.exp(z - z.max(1, keepdims=True))
    assert abs(p - e / e.sum(1, keepdims=True)).max() < 0.02


def test_a_writer_is_measured_by_a_classifier_that_never_saw_the_writer() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    rows, heard = small()
    named = [{**r, "writer": 1 + n % 2, "talk": n} for n, r in enumerate(rows)]
    strange = {"q": "zebra", "intent": "place", "writer": 3, "talk": 9}
    told = I.without_each_writer([*named, strange], np.concatenate([heard, heard[:1]]), 20.0)
    assert sorted(n for n, _ in told) == list(range(len(rows) + 1))
    assert all(abs(p.sum() - 1) < 1e-6 for _, p in told)
    # nobody else says "zebra", so its wish is a guess
    assert dict(told)[len(rows)].max() < 0.6
