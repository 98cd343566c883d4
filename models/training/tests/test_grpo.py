"""Stage 2: the arithmetic, the rewards, the choice of questions, and a run on a small random model."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from test_mixture import LISTS, invented_rows, row

from evlf_train import features as FT
from evlf_train import grpo, grpo_choose, grpo_shares
from evlf_train import grpo_math as M
from evlf_train import grpo_tasks as G
from evlf_train import lora
from evlf_train import rollout as R
from evlf_train.compare_shared import write_result
from evlf_train.config import Config
from evlf_train.mixture_source import Source

TOKENIZER = Path(__file__).resolve().parents[3] / "models" / "evlf-mini" / "tokenizer.json"
needs_model = pytest.mark.skipif(not TOKENIZER.exists(), reason="models/evlf-mini/tokenizer.json is absent")


def test_advantages_are_centred_and_scaled_in_their_group() -> None:
    a = M.advantages(torch.tensor([[0.0, 1.0, 0.0, 1.0], [0.2, 0.4, 0.6, 0.8]]))
    assert torch.allclose(a.mean(1), torch.zeros(2), atol=1e-6)
    assert torch.allclose(a.std(1, correction=0), torch.ones(2), atol=1e-4)
    assert a[0].tolist() == pytest.approx([-1, 1, -1, 1])


def test_a_group_without_spread_teaches_nothing() -> None:
    rewards = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    assert (M.advantages(rewards)[:2] == 0).all()
    assert M.zero_spread(rewards) == pytest.approx(2 / 3)


def test_the_divergence_is_never_below_zero_and_zero_for_itself() -> None:
    torch.manual_seed(0)
    p, q = torch.randn(50, 7), torch.randn(50, 7)
    assert (M.divergence(p, q) >= 0).all()
    assert torch.equal(M.divergence(p, p), torch.zeros_like(p))


def test_beyond_the_clip_a_gain_gives_no_gradient_and_a_loss_still_does() -> None:
    mask = torch.ones(1, 1, dtype=torch.bool)
    for advantage, moved, taught in ((1.0, 0.5, False), (1.0, -0.5, True), (-1.0, -0.5, False), (-1.0, 0.5, True)):
        policy = torch.full((1, 1), moved, requires_grad=True)
        still = torch.zeros(1, 1)
        loss, _ = M.objective(policy, still, policy.detach(), torch.tensor([advantage]), mask, 0.2, 0.0)
        loss.backward()
        assert (policy.grad is not None and float(policy.grad.abs()) > 0) == taught


def test_padding_counts_nowhere() -> None:
    policy = torch.tensor([[-1.0, -9.0]])
    mask = torch.tensor([[True, False]])
    loss, apart = M.objective(policy, torch.tensor([[-1.0, -1.0]]), torch.tensor([[-1.0, -1.0]]), torch.ones(1), mask, 0.2, 0.1)
    assert float(loss) == pytest.approx(-1) and float(apart) == 0


def tasks_of(kind: str) -> list[G.Task]:
    qa = [{"question": "Which side?", "answer": "Left lung", "kind": "open", "topic": "position"}]
    rows = [*invented_rows(), row("vqa-rad", 9, qa=qa)]
    return G.candidates(Source(rows, LISTS, "train", swap_share=0.0), kind, random.Random(0))


def test_a_diagnosis_is_right_with_its_label_in_the_form_alone() -> None:
    task = next(t for t in tasks_of("diagnosis") if t.stratum == "brain-tumor|glioma")
    right = "<think>\n1. Reading: MRI, brain: glioma. (image)\n"
    assert G.reward(task, right) == 1 and G.finished(task, right)
    assert G.reward(task, right.replace("glioma", "meningioma")) == 0
    assert G.reward(task, "glioma") == 0 and G.reward(task, right.replace("MRI", "CT")) == 0


def test_a_box_earns_its_overlap_and_nothing_below_a_tenth() -> None:
    task = tasks_of("box")[0]
    said = task.truth.removeprefix("box")
    assert G.reward(task, said) > 0.85 and G.finished(task, said)
    assert G.reward(task, " 90 90 99 99") == 0 and G.reward(task, " 10 30 30") == 0
    assert G.reward(task, " 00 00 99 99") == 0


def test_an_open_answer_earns_the_words_it_shares() -> None:
    (task,) = tasks_of("answer")
    assert task.begin.endswith("not tested:")
    assert G.reward(task, " left lung.") == 1
    assert G.reward(task, " left side.") == pytest.approx(0.5)
    assert G.reward(task, " no.") == 0


def test_questions_always_right_or_never_are_left_out() -> None:
    rewards = torch.tensor([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.98, 1.0]])
    assert grpo_choose.useful(rewards).tolist() == [False, False, True, False]


def test_strata_take_turns_so_that_a_part_is_balanced() -> None:
    first = [t.stratum for t in tasks_of("diagnosis")]
    count = len(set(first))
    assert len(set(first[:count])) == count


def test_a_step_asks_every_kind_and_each_question_before_one_again() -> None:
    tasks = {k: tasks_of(k) for k in G.KINDS}
    asked = [grpo.queue_of(tasks, 1, step, 6) for step in range(20)]
    assert all({t.kind for t in some} == set(G.KINDS) for some in asked)
    boxes = [id(t) for some in asked for t in some if t.kind == "box"]
    assert len(set(boxes[: len(tasks["box"])])) == len(tasks["box"])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, grpo.Reader]:
    """A random language model of one layer with our tokenizer."""
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    torch.set_num_threads(1)
    out = tmp_path_factory.mktemp("grpo")
    shape = LlamaConfig(
        vocab_size=49152, hidden_size=576, intermediate_size=64, num_hidden_layers=2, num_attention_heads=9,
        num_key_value_heads=3, tie_word_embeddings=True,
    )  # fmt: skip
    LlamaForCausalLM(shape).save_pretrained(out / "base")
    shutil.copy(TOKENIZER, out / "base" / "tokenizer.json")
    cfg = Config(out, out, out, out, seed=3, threads=1, device="cpu", examples=6)
    return cfg, grpo.Reader(out / "base", LISTS)


@needs_model
def test_sampled_answers_have_the_same_log_probabilities_alone_as_in_their_group(small: tuple[Config, grpo.Reader]) -> None:
    """Padding, the shared prompt and the cache change nothing beyond what bfloat16 rounds."""
    _, reader = small
    source = FT.Invented(LISTS, 1)
    tasks = [tasks_of("box")[0], tasks_of("answer")[0]]
    prompts = R.read(reader, source, tasks)
    got = R.sample(reader, prompts, tasks, 3, 1.0, torch.Generator().manual_seed(0))
    assert len(got.texts) == 6 and got.mask[:, 0].all()
    with torch.no_grad():
        together = R.log_probabilities(reader, prompts, got, 3, 1.0)
        for n in range(2):
            length = int(prompts.lengths[n])
            alone = R.Prompts(prompts.embeds[n : n + 1, -length:], prompts.mask[n : n + 1, -length:], prompts.positions[n : n + 1, -length:], prompts.lengths[n : n + 1])
            one = R.Answers(got.ids[3 * n : 3 * n + 1], got.mask[3 * n : 3 * n + 1], got.texts[3 * n : 3 * n + 1])
            assert torch.allclose(R.log_probabilities(reader, alone, one, 1, 1.0)[0], together[3 * n], atol=0.15)
    assert (together[~got.mask] == 0).all() and (together[got.mask] < 0).all()


Sides = dict[str, tuple[FT.Source, Source]]


@pytest.fixture
def asked(small: tuple[Config, grpo.Reader], monkeypatch: pytest.MonkeyPatch) -> tuple[Sides, dict[str, list[G.Task]]]:
    """Two questions of each kind. A random model earns nothing: letters of its choice do here."""
    qa = [{"question": "Which side?", "answer": "Left lung", "kind": "open", "topic": "position"}]
    src = Source([*invented_rows(), row("vqa-rad", 9, qa=qa)], LISTS, "train", swap_share=0.0)
    source = FT.Invented(LISTS, 1)
    monkeypatch.setattr(G, "reward", lambda task, said: float(len(set(said)) % 7) / 7)
    small[1].connect.requires_grad_(False)
    tasks = {k: G.candidates(src, k, random.Random(0))[:2] for k in G.KINDS}
    return {"train": (source, src), "val": (source, src)}, tasks


SHORT = grpo.Settings(group=2, prompts=3, updates=1, val=2, warm=1)


@needs_model
def test_a_run_learns_with_its_lora_alone_goes_on_and_says_what_it_did(
    small: tuple[Config, grpo.Reader], asked: tuple[Sides, dict[str, list[G.Task]]]
) -> None:
    cfg, reader = small
    sides, tasks = asked
    base = reader.lm.model.layers[0].mlp.up_proj.weight.clone()
    before = lora.weights(reader.lm)
    first = grpo.run(cfg, reader, SHORT, tasks, sides, minutes=0.02)
    lora.load(reader.lm, before)
    told = grpo.run(cfg, reader, replace(SHORT), tasks, sides, minutes=first["spent"]["seconds"] / 60 + 0.05)
    lines = [json.loads(line) for line in (cfg.out / "grpo.log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == list(range(1, len(lines) + 1)) and told["spent"]["steps"] == len(lines) > first["spent"]["steps"] > 0 and told["steps"] == lines
    assert lines[0]["kl"] == pytest.approx(0, abs=1e-3) and all(line["kl"] >= 0 for line in lines)
    assert set(lines[0]["reward"]) == set(G.KINDS) and told["before"] == first["before"]
    after = lora.weights(reader.lm)
    assert any(not torch.equal(after[k], before[k]) for k in before)
    assert torch.equal(base, reader.lm.model.layers[0].mlp.up_proj.weight)
    lora.load(reader.lm, before)


@needs_model
def test_shares_start_alike_see_a_question_as_often_and_stand_beside_the_whole(
    small: tuple[Config, grpo.Reader], asked: tuple[Sides, dict[str, list[G.Task]]],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    cfg, reader = replace(small[0], out=tmp_path), small[1]
    sides, tasks = asked
    before = lora.weights(reader.lm)
    whole = grpo.run(cfg, reader, SHORT, tasks, sides, steps=5)
    write_result(cfg, "grpo", whole)
    lora.load(reader.lm, before)
    monkeypatch.setattr(grpo, "begin", lambda cfg: (reader, sides, LISTS))
    monkeypatch.setattr(grpo_shares, "choose", lambda *given: tasks)
    grpo_shares.run(cfg, SHORT)
    told = json.loads((tmp_path / "results" / "grpo.json").read_text())
    assert [point["share"] for point in told["efficiency"]] == [0, 20, 40, 60, 80, 100]
    assert told["efficiency"][0]["figures"] == whole["before"] and told["efficiency"][5]["figures"] == whole["after"]
    for share, steps in ((20, 1), (40, 2), (60, 3), (80, 4)):
        part = json.loads((tmp_path / f"grpo-{share}" / "grpo.json").read_text())
        assert part["spent"]["steps"] == steps and part["before"] == whole["before"]
        assert part["steps"][0]["kl"] == pytest.approx(0, abs=1e-3)
        assert part["questions"] == {k: max(1, round(len(all_of) * share / 100)) for k, all_of in tasks.items()}
    lora.load(reader.lm, before)
