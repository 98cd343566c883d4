"""The shipped tokenizer.json splits text as the base model's own tokenizer does."""

import json
from pathlib import Path

import pytest

pytest.importorskip("tokenizers")
from make_fixtures import reference, strings

from evlf_train import template as T

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "models" / "evlf-mini" / "tokenizer.json"
FIXTURE = ROOT / "tests" / "fixtures" / "tokenizer.json"
needs_model = pytest.mark.skipif(not FILE.exists(), reason="models/evlf-mini/tokenizer.json is absent")


@needs_model
def test_thousand_strings_get_the_base_models_ids() -> None:
    tok = T.tokenizer(str(FILE))
    pairs = json.loads(FIXTURE.read_text())["strings"]
    assert len(pairs) == 1000
    wrong = [s for s, ids in pairs if tok.encode(s, add_special_tokens=False).ids != ids]
    assert wrong == []


@needs_model
def test_the_fixture_is_what_the_published_rules_give() -> None:
    tok = reference(FILE)
    pairs = json.loads(FIXTURE.read_text())["strings"]
    assert [s for s, _ in pairs] == strings(1000)
    assert all(tok.encode(s, add_special_tokens=False).ids == ids for s, ids in pairs)


@needs_model
def test_digits_stand_alone_even_after_blanks() -> None:
    tok = T.tokenizer(str(FILE))
    pieces = tok.encode("a  12", add_special_tokens=False).tokens
    assert pieces[-2:] == ["1", "2"] and len(pieces) == 4
