"""Stage 1: connectors and LoRA learn our conversations; base language model and encoders frozen.

Negative log-likelihood of assistant content given pictures and everything said before. Two parts:
`warm` on invented features (no encoder needed), then `train` on the encoders' outputs. Both stop
at a wall-clock budget (cosine), write a checkpoint every two minutes and go on from it.
"""

from __future__ import annotations

import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from . import data as D
from . import features as FT
from . import lora
from . import mixture as X
from . import template as T
from .connectors import DISEASE_TOKENS, IMAGE_TOKENS, PIXEL_TOKENS, Connectors
from .stage1_eval import figures

TOKENS = 1200  # padded tokens a step
RATE_LORA, RATE_CONNECT = 6e-4, 1e-3
DROP_PIXELS = 0.4  # share of batches without pixel tokens (their positions stay)
READING_WEIGHT = 3.0  # tokens of the reading line count more


class Reader(nn.Module):
    """The language model with LoRA and the connectors."""

    def __init__(self, base: Path, lists: dict[str, list[str]]) -> None:
        super().__init__()
        from transformers import LlamaForCausalLM

        lm = LlamaForCausalLM.from_pretrained(base, dtype=torch.float32)
        lm.config.use_cache = False
        self.tok = T.tokenizer(str(base / "tokenizer.json"))
        self.image = self.tok.token_to_id(T.IMAGE_TOKEN)
        self.connect = Connectors(sum(map(len, lists.values())), len(C.MODALITIES))
        table = lm.get_input_embeddings().weight.detach()
        names = [self.ids(f" {x}") for labels in lists.values() for x in labels]
        self.connect.start_from(names, [self.ids(f" {T.MODALITY_NAMES[m]}") for m in C.MODALITIES], table)
        self.lm = lora.wrap(lm)
        self.register_buffer("head", table.to(torch.bfloat16), persistent=False)

    def ids(self, text: str) -> list[int]:
        return self.tok.encode(text, add_special_tokens=False).ids

    def hidden(self, batch: dict[str, Any], source: FT.Source, pixels: bool) -> Tensor:
        """Last hidden states [b,t,576] of a batch made by `collate`."""
        x = self.lm.get_input_embeddings()(batch["ids"])
        if batch["pictures"]:
            f = source.take(batch["pictures"], pixels)
            if pixels and f.features is not None:
                tokens = self.connect(f.embedding, f.label_probs, f.modality_probs, f.features)
            else:
                tokens = self.connect.disease_tokens(f.embedding, f.label_probs, f.modality_probs)
            rows, cols = batch["at"]
            x = x.index_put((rows, cols), tokens.reshape(-1, x.shape[-1]).to(x.dtype))
        with torch.autocast("cpu", torch.bfloat16):
            return self.lm.model(
                inputs_embeds=x, attention_mask=batch["mask"], position_ids=batch["positions"]
            ).last_hidden_state

    def loss(self, batch: dict[str, Any], source: FT.Source, pixels: bool) -> Tensor:
        h = self.hidden(batch, source, pixels)
        rows, cols = batch["predict"]
        logits = F.linear(h[rows, cols].to(torch.bfloat16), self.head).float()
        each = F.cross_entropy(logits, batch["target"], reduction="none")
        return (each * batch["weight"]).sum() / batch["weight"].sum()


def line_weights(ids: list[int], mask: list[bool], tok: Any) -> list[float]:
    """READING_WEIGHT on the tokens of a "Reading:" line, 1 on the rest."""
    weights = [1.0] * len(ids)
    starts = [i for i in range(1, len(ids)) if mask[i] and not mask[i - 1]]
    for start in starts:
        text, i = "", start
        while i < len(ids) and mask[i] and i - start < 48:
            text += tok.decode([ids[i]], skip_special_tokens=False)
            if "Reading" in text:
                weights[i] = READING_WEIGHT
            if "Reading" in text and text.endswith("(image"):
                break
            i += 1
    return weights


@torch.no_grad()
def prepare(samples: list[X.Sample], tok: Any) -> list[dict[str, Any]]:
    """Tokenised samples with loss weights."""
    out = []
    for s in samples:
        e = T.encode(s.messages, tok)
        out.append(
            {"ids": e.ids, "mask": e.mask, "blocks": e.blocks, "kind": s.kind,
             "weight": line_weights(e.ids, e.mask, tok)}
        )  # fmt: skip
    return out


def collate(items: list[dict[str, Any]], pixels: bool) -> dict[str, Any]:
    """Padded batch. Without pixels the 64 tokens are left out and their positions skipped."""
    seqs, pictures, rows, cols = [], [], [], []
    per = IMAGE_TOKENS if pixels else DISEASE_TOKENS
    for n, item in enumerate(items):
        keep = np.ones(len(item["ids"]), bool)
        for start, picture in item["blocks"]:
            pictures.append(picture)
            if not pixels:
                keep[start + DISEASE_TOKENS : start + DISEASE_TOKENS + PIXEL_TOKENS] = False
        where = np.flatnonzero(keep)
        for start, _ in item["blocks"]:
            first = int(np.searchsorted(where, start))
            rows += [n] * per
            cols += range(first, first + per)
        seqs.append(where)
    width = max(map(len, seqs))
    ids = torch.full((len(items), width), 2)
    mask = torch.zeros(len(items), width, dtype=torch.long)
    positions = torch.zeros(len(items), width, dtype=torch.long)
    predict_rows, predict_cols, target, weight = [], [], [], []
    for n, (item, where) in enumerate(zip(items, seqs, strict=True)):
        ids[n, : len(where)] = torch.tensor(item["ids"])[where]
        mask[n, : len(where)] = 1
        positions[n, : len(where)] = torch.from_numpy(where)
        learned = np.flatnonzero(np.array(item["mask"])[where])
        predict_rows += [n] * len(learned)
        predict_cols += (learned - 1).tolist()
        target += ids[n, learned].tolist()
        weight += [item["weight"][where[j]] for j in learned]
    return {
        "ids": ids, "mask": mask, "positions": positions, "pictures": pictures,
        "at": (torch.tensor(rows, dtype=torch.long), torch.tensor(cols, dtype=torch.long)),
        "predict": (torch.tensor(predict_rows), torch.tensor(predict_cols)),
        "target": torch.tensor(target), "weight": torch.tensor(weight),
    }  # fmt: skip


def batches(items: list[dict[str, Any]], rng: random.Random) -> list[list[dict[str, Any]]]:
    """Batches of about TOKENS tokens, of like length, in random order."""
    order = list(range(len(items)))
    rng.shuffle(order)
    out = []
    for start in range(0, len(order), 256):
        part = sorted(order[start : start + 256], key=lambda i: len(items[i]["ids"]))
        batch: list[dict[str, Any]] = []
        for i in part:
            if batch and (len(batch) + 1) * len(items[i]["ids"]) > TOKENS:
                out.append(batch)
                batch = []
            batch.append(items[i])
        out.append(batch)
    rng.shuffle(out)
    return out


def run(
    cfg: C.Config, reader: Reader, name: str, minutes: float, source: FT.Source, mixture: X.Source,
    pixels: bool, floor: float = 0.02,
) -> int:  # fmt: skip
    """Trains for `minutes` of wall clock into OUT/NAME.ckpt; goes on from it. Returns the steps."""
    parts = (
        {"params": [p for p in reader.lm.parameters() if p.requires_grad], "lr": RATE_LORA},
        {"params": list(reader.connect.parameters()), "lr": RATE_CONNECT},
    )
    opt = torch.optim.AdamW(parts, weight_decay=0.01, betas=(0.9, 0.98))
    bases = [g["lr"] for g in opt.param_groups]
    path, done, step, seen = cfg.out / f"{name}.ckpt", 0.0, 0, 0
    if path.exists():
        ck = torch.load(path, weights_only=False)
        lora.load(reader.lm, ck["lora"])
        reader.connect.load_state_dict(ck["connect"])
        opt.load_state_dict(ck["opt"])
        done, step, seen = ck["done"], ck["step"], ck["seen"]
        log(cfg, f"{name}: goes on at step {step}, {done:.0f} s")
    rng = random.Random(cfg.seed + step)
    torch.manual_seed(cfg.seed + step)
    begin, saved = time.time() - done, time.time()
    losses, tokens, since = [], 0, time.time()
    queue: list[list[dict[str, Any]]] = []
    total = minutes * 60
    while (done := time.time() - begin) < total:
        if not queue:
            samples = X.build(mixture, 512, cfg.seed + 7919 * (step + 1))
            queue = batches(prepare(samples, reader.tok), rng)
        factor = min(1.0, (step + 1) / 40) * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * done / total)))
        for group, rate in zip(opt.param_groups, bases, strict=True):
            group["lr"] = rate * factor
        items = queue.pop()
        shown = pixels and rng.random() >= DROP_PIXELS
        batch = collate(items, shown)
        loss = reader.loss(batch, source, shown)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in opt.param_groups for p in g["params"]], 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        seen += len(items)
        tokens += batch["ids"].numel()
        losses.append(float(loss.detach()))
        if step % 20 == 0:
            rate = tokens / (time.time() - since)
            log(cfg, f"{name}: step {step} {time.time() - begin:.0f}/{total:.0f}s loss {np.mean(losses[-20:]):.3f} samples {seen} {rate:.0f} tok/s")
            tokens, since = 0, time.time()
        if time.time() - saved > 120:
            save(path, reader, opt, time.time() - begin, step, seen)
            saved = time.time()
    save(path, reader, opt, done, step, seen)
    return step


def save(path: Path, reader: Reader, opt: Any, done: float, step: int, seen: int) -> None:
    state = {
        "lora": lora.weights(reader.lm), "connect": reader.connect.state_dict(),
        "opt": opt.state_dict(), "done": done, "step": step, "seen": seen,
    }  # fmt: skip
    temp = path.with_suffix(".tmp")
    torch.save(state, temp)
    temp.replace(path)


def log(cfg: C.Config, text: str) -> None:
    line = f"{time.strftime('%H:%M:%S')} {text}"
    print(line, flush=True)
    with (cfg.out / "stage1.log").open("a") as file:
        file.write(line + "\n")


def warm(cfg: C.Config, minutes: float) -> None:
    """Forms, tools and following the probabilities, on invented features. Writes warm.ckpt."""
    torch.set_num_threads(cfg.threads)
    torch.manual_seed(cfg.seed)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    reader = Reader(cfg.out / "base", lists)
    mixture = X.Source(store.rows["train"], lists, "train", swap_share=1.0)
    run(cfg, reader, "warm", minutes, FT.Invented(lists, cfg.seed), mixture, False, 0.5)


def train(cfg: C.Config, minutes: float) -> None:
    """Stage 1 on the encoders' outputs, after `warm` (which gets a third of the time if missing)."""
    if (cfg.out / "stage1.pt").exists():
        print("stage1: stage1.pt exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    if not (cfg.out / "warm.ckpt").exists():
        warm(cfg, minutes / 3)
        minutes *= 2 / 3
    pixels = (cfg.out / "pixel.pt").exists() or not (cfg.out / "disease.pt").exists()
    for split, cap in (("train", FT.CAP), ("val", 200)):
        FT.collect(cfg, store, split, FT.choose_rows(store.rows[split], cfg.seed, cap), pixels)
    torch.manual_seed(cfg.seed)
    reader = Reader(cfg.out / "base", lists)
    ck = torch.load(cfg.out / "warm.ckpt", weights_only=False)
    lora.load(reader.lm, ck["lora"])
    reader.connect.load_state_dict(ck["connect"])
    sides = {}
    for split, share in (("train", 0.35), ("val", 0.0)):
        kept = FT.Cached(cfg.out, split, lists, cfg.seed)
        head = X.gated(kept.label_logits, kept.gate_logits(), lists, 1.0, kept.rows)
        sides[split] = kept, X.Source(store.rows[split], lists, split, head, share, set(kept.place))

    kept, mixture = sides["train"]
    steps = run(cfg, reader, "stage1", minutes, kept, mixture, pixels)
    state = {"lora": lora.weights(reader.lm), "connect": reader.connect.state_dict(), "lists": lists}
    torch.save(state, cfg.out / "stage1.pt")
    kept, val = sides["val"]
    log(cfg, f"stage1 end, step {steps}: {figures(reader, kept, val, pixels, 10)}")
