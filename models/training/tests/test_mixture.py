"""The mixture says only what it may: specified forms, no facts, no held-out picture or phrasing."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tokenizers")
pytest.importorskip("torch")

from evlf_train import config as C
from evlf_train import data as D
from evlf_train import mixture as X
from evlf_train import mixture_source as MS
from evlf_train import mixture_words as W
from evlf_train import template as T

ROOT = Path(__file__).resolve().parents[3]
STEP = re.compile(
    r"^\d+\. \S.* \((?:image|none|diagnose|ground|lookup|box \d+|boxes \d+(?:, \d+)*|card [a-z0-9-]+)\)$"
)
BOXED = {
    "blood-cells": ("blood_smear", "blood", "red blood cell"), "covid-cxr": ("xray", "chest", "left lung"),
    "dsb-nuclei": ("histopathology", None, "cell nucleus"), "hippocampus-mri": ("mri", "hippocampus", "anterior hippocampus"),
}  # fmt: skip
LISTS = {
    "brain-tumor": ["glioma", "meningioma", "no tumour"], "skin-lesion": ["melanocytic nevus", "melanoma"],
    "white-blood-cell": ["lymphocyte", "neutrophil"], "capsule-endoscopy": ["bleeding", "no bleeding"],
    "breast-ultrasound": ["benign tumour", "normal"],
}  # fmt: skip
OWN = {s.id: s.dataset for s in C.LABEL_SETS}


def row(dataset: str, n: int, **more: Any) -> dict[str, Any]:
    base = {
        "id": f"{dataset}-{n}", "dataset": dataset, "image": f"{n}.jpg", "modality": "ct", "anatomy": "chest",
        "plane": "axial", "label_set": None, "labels": [], "boxes": [], "qa": [], "group": str(n), "source": "",
    }  # fmt: skip
    return D.prepare({**base, **more})


def invented_rows() -> list[dict[str, Any]]:
    rows = []
    for name, labels in LISTS.items():
        for label in labels:
            m = T.SET_MODALITY[name]
            rows += [row(OWN[name], n, modality=m, anatomy="brain", label_set=name, labels=[label]) for n in range(4)]
    for dataset, (m, anatomy, phrase) in BOXED.items():
        boxes = [{"label": phrase, "box": [0.1, 0.1, 0.3, 0.3]}, {"label": phrase, "box": [0.6, 0.6, 0.9, 0.9]}]
        rows += [row(dataset, n, modality=m, anatomy=anatomy, boxes=boxes[: 1 + n % 2]) for n in range(4)]
    qa = [{"question": "Is it big?", "answer": "Yes", "kind": "closed", "topic": "size"}]
    rows += [row("vqa-rad", n, qa=qa) for n in range(3)] + [row("medpix", n) for n in range(3)]
    return [*rows, *(row("nonmedical", n, modality="none", anatomy=None) for n in range(3))]


@pytest.fixture(scope="module")
def samples() -> list[X.Sample]:
    return X.build(MS.Source(invented_rows(), LISTS, "train"), 700, 5)


def said(samples: list[X.Sample]) -> list[str]:
    return [m.text for s in samples for m in s.messages if m.role == "assistant"]


def test_every_kind_appears_and_the_seed_decides(samples: list[X.Sample]) -> None:
    assert set(X.tally(samples)) == set(X.SHARES)
    again = X.build(MS.Source(invented_rows(), LISTS, "train"), 700, 5)
    assert [m.text for s in samples for m in s.messages] == [m.text for s in again for m in s.messages]


def test_every_step_has_the_form_that_the_app_lets_through(samples: list[X.Sample]) -> None:
    for text in said(samples):
        head, _, _ = text.partition("\n</think>\n")
        assert head.startswith("<think>\n")
        for line in head.split("\n")[1:]:
            assert STEP.match(line), line


def test_step_numbers_run_on_through_a_turn(samples: list[X.Sample]) -> None:
    for s in samples:
        wanted = 1
        for m in s.messages:
            if m.role == "user":
                wanted = 1
            if m.role == "assistant":
                for n in re.findall(r"^(\d+)\. ", m.text.partition("\n</think>")[0], re.M):
                    assert int(n) == wanted
                    wanted += 1


def test_a_new_picture_is_read_first(samples: list[X.Sample]) -> None:
    for s in samples:
        for m, after in zip(s.messages, s.messages[1:], strict=False):
            if m.role == "user" and m.pictures:
                assert after.text.startswith("<think>\n1. Reading: ")


def test_numbers_come_from_a_tool_line(samples: list[X.Sample]) -> None:
    for s in samples:
        line = ""
        for m in s.messages:
            if m.role == "tool":
                line += m.text
            if m.role == "assistant" and s.kind not in ("vqa", "text"):
                answer = re.sub(r"\[\[.*?\]\]", "", m.text.partition("</think>\n")[2])
                for number in re.findall(r"\d+(?:\.\d+)?", answer.partition("<tool_call>")[0]):
                    assert number in line


def test_calls_follow_the_grammar_and_slots_name_real_sections(samples: list[X.Sample]) -> None:
    call = re.compile(
        r'^\{"name":"(?:diagnose","arguments":\{\}\}|ground","arguments":\{"phrase":"[^"\\<\n]{1,60}"\}\}'
        r'|lookup","arguments":\{"term":"[^"\\<\n]{1,60}"\}\})$'
    )
    for text in said(samples):
        for found in re.findall(r"<tool_call>(.*?)</tool_call>", text):
            assert call.match(found), found
        for section in re.findall(r"\[\[[a-z-]+\.([a-z]+)\]\]", text):
            assert section in ("what", "exam", "words", "ask")


def test_a_label_that_names_nothing_never_soothes(samples: list[X.Sample]) -> None:
    seen = 0
    for text in said(samples):
        answer = text.partition("</think>\n")[2]
        if re.search(r"\blabel(?: that fits best| for this picture)? is (?:still )?(?:no |normal)", answer):
            seen += 1
            assert "not rule anything out" in answer, answer
    assert seen > 5


def test_the_apps_figures_are_measured_with_these_phrasings() -> None:
    told = json.loads((ROOT / "tests" / "fixtures" / "phrasings.json").read_text())
    assert told == {"trained": list(W.DIAGNOSE_TRAIN), "heldOut": list(W.DIAGNOSE_HELD_OUT)}


def test_held_out_phrasings_are_not_trained(samples: list[X.Sample]) -> None:
    held = {p.split("{")[0].strip().lower() for p in W.DIAGNOSE_HELD_OUT if len(p.split("{")[0]) > 8}
    asked = [m.text.lower() for s in samples for m in s.messages if m.role == "user"]
    assert len(W.DIAGNOSE_TRAIN) == len(W.DIAGNOSE_HELD_OUT) == 10
    assert not set(W.DIAGNOSE_TRAIN) & set(W.DIAGNOSE_HELD_OUT)
    assert [a for a in asked if any(a.startswith(h) for h in held)] == []


def test_patients_get_a_next_step_after_a_label(samples: list[X.Sample]) -> None:
    for s in samples:
        if s.kind == "label" and s.messages[0].text == "patient":
            assert s.messages[-1].text.rstrip().endswith(".ask]]")


def test_only_pictures_with_encoder_outputs_are_used() -> None:
    rows = invented_rows()
    only = {i for i in range(len(rows)) if i % 2 == 0}
    built = X.build(MS.Source(rows, LISTS, "train", only=only), 300, 9)
    used = {p.index for s in built for m in s.messages for p in m.pictures}
    assert used and used <= only


def test_invented_probabilities_put_the_wanted_label_first() -> None:
    from evlf_train.mixture_scene import invented

    rng = random.Random(3)
    for _ in range(200):
        ranked = invented(["a", "b", "c"], "b", rng)
        assert ranked[0][0] == "b" and abs(sum(p for _, p in ranked) - 1) < 1e-6
