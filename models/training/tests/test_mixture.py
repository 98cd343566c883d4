"""The mixture says only what it may: specified forms, no facts, no held-out picture or phrasing."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tokenizers")
pytest.importorskip("torch")

from evlf_train import config as C
from evlf_train import data as D
from evlf_train import mixture as X
from evlf_train import mixture_kinds as MK
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
        "width": 200, "height": 100,
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
            if m.role == "assistant" and s.kind not in ("vqa", "box-text", "text"):
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


def test_boxes_as_text_are_true_numbers_of_the_square_and_of_single_instances(samples: list[X.Sample]) -> None:
    boxes = [s.messages[-1] for s in samples if s.kind == "box-text"]
    assert len(boxes) > 30
    for m in boxes:
        # 0.1 to 0.3 of a picture of 200 x 100 on its square
        assert m.text.endswith("\n</think>\nbox 10 30 30 40") and m.answer == "box 10 30 30 40"
    rows = MS.Source(invented_rows(), LISTS, "train")
    for phrase, places in rows.single.items():
        assert all(sum(b["label"] == phrase for b in rows.rows[i]["boxes"]) == 1 for i in places)


def test_wordings_for_boxes_that_measure_are_not_trained(samples: list[X.Sample]) -> None:
    assert len(W.BOX_TRAIN) == len(W.BOX_HELD_OUT) == 10 and not set(W.BOX_TRAIN) & set(W.BOX_HELD_OUT)
    asked = {m.text.lower() for s in samples for m in s.messages if m.role == "user"}
    held = [re.compile(re.escape(p.lower()).replace(r"\{phrase\}", ".*") + r"\W*") for p in W.BOX_HELD_OUT]
    assert [a for a in asked if any(h.fullmatch(a) for h in held)] == []


def test_a_question_after_a_thing_teaches_its_answer_and_not_the_way_past_the_search() -> None:
    qa = [{"question": q, "answer": "Yes", "kind": "closed", "topic": q} for q in ("Is there a mass?", "Is it big?")]
    built = X.build(MS.Source([row("vqa-rad", 0, qa=qa)], {}, "train"), 60, 4, {"vqa": 1.0})
    seen = set()
    for s in built:
        for asked, said in zip(s.messages[1::2], s.messages[2::2], strict=True):
            assert said.only_answer == (asked.text == "Is there a mass?")
            assert said.answer == "yes." and said.text.endswith("not tested: yes.")
            seen.add(said.only_answer)
    assert seen == {True, False}


def test_shares_are_raised_by_name_and_a_wrong_name_is_refused() -> None:
    shares = MK.raised("vqa=2,box-text=0")
    assert shares["vqa"] == 2 * MK.SHARES["vqa"] and shares["box-text"] == 0 and shares["label"] == MK.SHARES["label"]
    assert MK.raised("") == MK.SHARES
    for wrong in ("vqq=1", "vqa", "vqa=-1"):
        with pytest.raises(ValueError):
            MK.raised(wrong)


def test_two_processes_build_the_same_mixture() -> None:
    """Texts hash differently in each process; the order of a set must decide nothing."""
    code = (
        "import sys; sys.path[:0] = [%r, %r]\n"
        "import test_mixture as M; from evlf_train import mixture as X, mixture_source as S\n"
        "boxes = [{'label': p, 'box': [0, 0, 0.5, 0.5]} for p in ('red blood cell', 'white blood cell', 'platelet')]\n"
        "rows = [M.row('blood-cells', n, modality='blood_smear', anatomy='blood', boxes=boxes) for n in range(3)]\n"
        "talks = X.build(S.Source(rows, {}, 'train'), 60, 1, {'box-text': 1.0})\n"
        "print([m.text for s in talks for m in s.messages])"
    ) % (str(Path(__file__).parent), str(Path(__file__).parents[1]))
    told = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(told) == 1


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
