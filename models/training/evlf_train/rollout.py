"""Answers sampled in batches, and their log-probabilities: a group of answers shares its prompt.

Prompts of unlike length are padded on the left, answers on the right; the keys and values of a prompt
are computed once and repeated for its group, in sampling as in learning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from . import box_text as B
from . import features as FT
from . import grpo_tasks as G
from . import template as T
from .config import IMAGE_TOKENS
from .device import on
from .reader import Reader


@dataclass
class Prompts:
    """Left-padded: embeds [p,w,h], mask [p,w], positions [p,w]; tokens of each prompt [p]."""

    embeds: Tensor
    mask: Tensor
    positions: Tensor
    lengths: Tensor


@dataclass
class Answers:
    """Right-padded: ids [p*g,t] and mask; texts without the end token."""

    ids: Tensor
    mask: Tensor
    texts: list[str]


@torch.no_grad()
def read(reader: Reader, source: FT.Source, tasks: list[G.Task]) -> Prompts:
    """The prompts of tasks with the picture tokens of frozen connectors; at most one picture each."""
    device = reader.device
    rows = []
    for task in tasks:
        e = T.encode(task.messages, reader.tok)
        ids = e.ids + reader.ids(T.ASSISTANT_START) + reader.ids(task.begin)
        rows.append((ids, e.blocks))
    width = max(len(ids) for ids, _ in rows)
    ids = torch.full((len(rows), width), reader.tok.token_to_id(T.END))
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for n, (own, _) in enumerate(rows):
        ids[n, width - len(own) :] = torch.tensor(own)
        mask[n, width - len(own) :] = 1
    embeds = reader.lm.get_input_embeddings()(ids.to(device))
    shown = [(n, start + width - len(own), picture) for n, (own, blocks) in enumerate(rows) for start, picture in blocks]
    if shown:
        tokens = reader.picture_tokens(source, [picture for _, _, picture in shown])
        for (n, start, _), block in zip(shown, tokens, strict=True):
            embeds[n, start : start + IMAGE_TOKENS] = block.to(embeds.dtype)
    positions = (mask.cumsum(1) - 1).clamp_min(0)
    return Prompts(embeds, on(mask, device), on(positions, device), mask.sum(1).to(device))


def prefill(reader: Reader, prompts: Prompts, group: int) -> tuple[Any, Tensor]:
    """(keys and values repeated for the group, last hidden states [p*g,h])."""
    from transformers import DynamicCache

    cache = DynamicCache(config=reader.lm.config)
    with reader.autocast():
        h = reader.lm.model(
            inputs_embeds=prompts.embeds, attention_mask=prompts.mask, position_ids=prompts.positions,
            cache=cache, use_cache=True,
        ).last_hidden_state[:, -1]  # fmt: skip
    cache.batch_repeat_interleave(group)
    return cache, h.repeat_interleave(group, 0)


def go_on(reader: Reader, prompts: Prompts, cache: Any, group: int, ids: Tensor, before: Tensor) -> Tensor:
    """Hidden states [n,t,h] of `ids` [n,t] that follow; `before` [n,k]: mask of answer tokens so far."""
    mask = torch.cat([prompts.mask.repeat_interleave(group, 0), before, torch.ones_like(ids)], 1)
    at = prompts.lengths.repeat_interleave(group)[:, None] + before.shape[1]
    positions = at + torch.arange(ids.shape[1], device=ids.device)
    with reader.autocast():
        return reader.lm.model(
            inputs_embeds=reader.lm.get_input_embeddings()(ids), attention_mask=mask,
            position_ids=positions, cache=cache, use_cache=True,
        ).last_hidden_state  # fmt: skip


@torch.no_grad()
def sample(
    reader: Reader, prompts: Prompts, tasks: list[G.Task], group: int, temperature: float, draw: torch.Generator
) -> Answers:  # fmt: skip
    """`group` answers to each task in turn. `draw`: a generator on the CPU.

    temperature 0: the likeliest token, and of a box the median of each number, as the app's measurement has it.
    """
    end = reader.tok.token_to_id(T.END)
    cache, h = prefill(reader, prompts, group)
    count = len(tasks) * group
    every = [task for task in tasks for _ in range(group)]
    written: list[list[int]] = [[] for _ in range(count)]
    live = torch.ones(count, dtype=torch.bool)
    columns, masks = [], []
    digits = [reader.tok.token_to_id(str(n)) for n in range(10)]
    medians = [B.Median() for _ in every]
    for step in range(max(G.LONGEST[task.kind] for task in tasks)):
        logits = reader.logits(h).float().cpu()
        logits[:, reader.image] = -torch.inf
        if temperature == 0:
            ids = logits.argmax(1)
            for n in (n for n in live.nonzero()[:, 0].tolist() if every[n].kind == "box"):
                text = reader.tok.decode(written[n])
                may = [B.fits(f"{text}{digit}") for digit in range(10)]
                if any(may):
                    shares = torch.softmax(logits[n, digits], 0) * torch.tensor(may)
                    ids[n] = digits[medians[n].digit(text, (shares / shares.sum()).tolist())]
        else:
            ids = torch.multinomial(torch.softmax(logits / temperature, 1), 1, generator=draw)[:, 0]
        masks.append(live.clone())
        columns.append(torch.where(live, ids, end))
        for n in live.nonzero()[:, 0].tolist():
            token = int(ids[n])
            if token == end:
                live[n] = False
                continue
            written[n].append(token)
            done = step + 1 >= G.LONGEST[every[n].kind]
            if done or G.finished(every[n], reader.tok.decode(written[n], skip_special_tokens=False)):
                live[n] = False
        if not live.any():
            break
        before = torch.stack(masks, 1).long()[:, :-1].to(reader.device)
        h = go_on(reader, prompts, cache, group, columns[-1][:, None].to(reader.device), before)[:, 0]
    texts = [reader.tok.decode(ids, skip_special_tokens=False) for ids in written]
    ids, mask = torch.stack(columns, 1), torch.stack(masks, 1)
    return Answers(ids.to(reader.device), mask.to(reader.device), texts)


def log_probabilities(reader: Reader, prompts: Prompts, answers: Answers, group: int, temperature: float) -> Tensor:
    """[p*g,t] of the answers' tokens under the sampling temperature; 0 where there is none."""
    cache, first = prefill(reader, prompts, group)
    ids = answers.ids
    h = first[:, None]
    if ids.shape[1] > 1:
        none = torch.zeros(len(ids), 0, dtype=torch.long, device=ids.device)
        h = torch.cat([h, go_on(reader, prompts, cache, group, ids[:, :-1], none)], 1)
    picked = answers.mask
    logits = reader.logits(h[picked]).float() / (temperature or 1.0)
    out = torch.zeros(ids.shape, device=ids.device)
    return out.masked_scatter(picked, -F.cross_entropy(logits, ids[picked], reduction="none"))
