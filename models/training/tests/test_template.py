"""The strings of the specification, and loss on the model's own words alone."""

from pathlib import Path

import pytest

pytest.importorskip("tokenizers")

from evlf_train import template as T
from evlf_train.template import Message

FILE = Path(__file__).resolve().parents[3] / "models" / "evlf-mini" / "tokenizer.json"
needs_model = pytest.mark.skipif(not FILE.exists(), reason="models/evlf-mini/tokenizer.json is absent")


def test_tool_lines_read_as_specified() -> None:
    assert T.ground_found("right lung", ["upper left"]) == (
        "ground: found 1: [1] right lung, upper left; card lungs"
    )
    assert T.ground_nothing("bleeding") == "ground: found nothing for bleeding; card gi-bleeding"
    assert T.ground_unsupported("ligament", "xray", "chest") == (
        "ground: cannot look for ligament in X-ray; can look for left lung, right lung"
    )
    assert T.ground_unsupported("nodule", "ct", "chest").endswith("in CT; can look for nothing here")
    assert T.diagnose_labelled("brain-tumor", [("glioma", 0.914), ("meningioma", 0.06)]) == (
        "diagnose: head MRI set: glioma 0.91, meningioma 0.06; card glioma"
    )
    assert T.diagnose_not_applicable("ct", "chest") == (
        "diagnose: not applicable; CT, chest; can look for nothing here; card ct"
    )


def test_more_than_six_marks_are_counted() -> None:
    line = T.ground_found("red blood cell", ["upper left"] * 20, 3)
    assert "[3] red blood cell" in line and "[8] red blood cell" in line and "[9]" not in line
    assert "; and 14 more; card red-blood-cell" in line


def test_place_words_follow_the_centre() -> None:
    assert T.place_words((0.0, 0.0, 0.2, 0.2)) == "upper left"
    assert T.place_words((0.4, 0.4, 0.6, 0.6)) == "middle centre"
    assert T.place_words((0.7, 0.7, 1.0, 1.0)) == "lower right"


def test_a_call_with_a_forbidden_character_is_refused() -> None:
    assert T.tool_call("ground", "right lung") == (
        '<tool_call>{"name":"ground","arguments":{"phrase":"right lung"}}</tool_call>'
    )
    for bad in ('a"b', "a\\b", "a<b", "a\nb", "", "x" * 61):
        with pytest.raises(ValueError, match="not allowed"):
            T.tool_call("ground", bad)


def test_the_label_is_read_back_from_the_reading() -> None:
    for label in ("glioma", "actinic keratosis / intraepithelial carcinoma", "no tumour"):
        text = T.think([(T.reading("mri", "brain", label), "image")])
        assert T.read_label(text) == label
    assert T.read_label(T.think([(T.reading("ct", "chest", None), "image")])) is None
    assert T.read_label(T.think([(T.reading("none", "other", None), "image")])) is None


@needs_model
def test_loss_is_on_assistant_content_with_its_end() -> None:
    tok = T.tokenizer(str(FILE))
    said = ["<think>\n1. A set fits. (none)\n</think>\n" + T.tool_call("diagnose"), "Done [1]."]
    messages = [
        Message("system", "patient"), Message("user", "What is it?", ["a"]),
        Message("assistant", said[0]), Message("tool", "diagnose: not a supported image"),
        Message("assistant", said[1]),
    ]  # fmt: skip
    e = T.encode(messages, tok)
    learned = tok.decode([i for i, m in zip(e.ids, e.mask, strict=True) if m], skip_special_tokens=False)
    assert learned == f"{said[0]}{T.END}{said[1]}{T.END}"


@needs_model
def test_an_answer_read_off_the_picture_is_marked_and_may_be_all_that_is_learned() -> None:
    tok = T.tokenizer(str(FILE))
    m = Message("assistant", "<think>\n1. No tool. (image)\n</think>\nNot tested: left lung.", answer="left lung.")
    for only in (False, True):
        m.only_answer = only
        e = T.encode([Message("user", "Which?"), m], tok)
        told = [i for i, a in zip(e.ids, e.answers, strict=True) if a]
        learned = [i for i, a in zip(e.ids, e.mask, strict=True) if a]
        assert tok.decode(told, skip_special_tokens=False).strip() == f"left lung.{T.END}"
        assert (learned == told) == only and set(told) <= set(learned)


@needs_model
def test_picture_blocks_are_found_where_they_stand() -> None:
    tok = T.tokenizer(str(FILE))
    e = T.encode([Message("user", "two", ["a", "b"]), Message("user", "one", ["c"])], tok)
    image = tok.token_to_id(T.IMAGE_TOKEN)
    assert [p for _, p in e.blocks] == ["a", "b", "c"]
    for start, _ in e.blocks:
        assert e.ids[start : start + 68] == [image] * 68
        assert e.ids[start - 1] != image and e.ids[start + 68] != image
    assert e.ids.count(image) == 3 * 68


@needs_model
def test_a_longer_conversation_keeps_its_prefix() -> None:
    tok = T.tokenizer(str(FILE))
    first = [Message("system", "student"), Message("user", "a 1", ["x"])]
    assert T.encode([*first, Message("assistant", "b")], tok).ids[: len(T.encode(first, tok).ids)] == (
        T.encode(first, tok).ids
    )
