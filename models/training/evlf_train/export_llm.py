"""A Hugging Face folder of the merged language model -> decoder.onnx (+ .data), int4.

The graph comes from onnxruntime-genai's builder (GroupQueryAttention, MatMulNBits, `inputs_embeds`
in, logits of the last position out). The int4 values are then written over with our own: GPTQ for
the linear layers if calibration statistics are given, plain rounding for the tied embedding, whose
rows serve as the input embeddings too. Symmetric int4, one float32 scale for 64 weights, no zero
points: value = (nibble - 8) * scale, low nibble first.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from .decoder_file import HEAD, embed_place, layer_names, places
from .int4 import BLOCK, gptq, pack, quantise

CONTEXT = 2048


def build(hf: Path, out: Path) -> None:
    """Runs the builder into `out` as decoder.onnx and decoder.onnx.data. Raises if it fails."""
    work = out / "build"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    options = (
        f"exclude_embeds=true accuracy_level=4 block_size={BLOCK} is_symmetric=true "
        "prune_lm_head=true filename=decoder.onnx"
    )
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", str(hf), "-o"]
    command += [str(work), "-p", "int4", "-e", "cpu", "-c", str(work / "cache")]
    command += ["--extra_options", *options.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    for name in ("decoder.onnx", "decoder.onnx.data"):
        shutil.move(work / name, out / name)
    shutil.rmtree(work)


def overwrite(out: Path, quantised: dict[str, tuple[Tensor, Tensor]]) -> None:
    """Writes (integers, scales) of each named weight over decoder.onnx.data, sizes unchanged."""
    where = places(out / "decoder.onnx")
    with (out / "decoder.onnx.data").open("r+b") as file:
        for name, (q, scale) in quantised.items():
            for key, values in (("_Q4", pack(q)), ("_scales", scale.numpy().astype("<f4"))):
                place, data = where[name + key], values.tobytes()
                if place["length"] != len(data):
                    raise ValueError(f"{name}{key}: {len(data)} bytes for {place['length']}")
                file.seek(place["offset"])
                file.write(data)


def read_rows(out: Path, place: dict[str, Any], ids: list[int], hidden: int) -> np.ndarray:
    """Dequantised embedding rows, read from the data file as the engine reads them."""
    rows = np.zeros((len(ids), hidden), np.float32)
    half, blocks = hidden // 2, hidden // place["blockSize"]
    with (out / place["file"]).open("rb") as file:
        for i, row in enumerate(ids):
            file.seek(place["dataOffset"] + row * half)
            packed = np.frombuffer(file.read(half), np.uint8)
            file.seek(place["scalesOffset"] + row * blocks * 4)
            scale = np.frombuffer(file.read(blocks * 4), "<f4")
            nibbles = np.stack([packed & 15, packed >> 4], 1).reshape(-1).astype(np.float32) - 8
            rows[i] = nibbles * scale.repeat(place["blockSize"])
    return rows


def set_context(hf: Path) -> None:
    """The rotary tables are stored for this many positions."""
    path = hf / "config.json"
    config = json.loads(path.read_text())
    config["max_position_embeddings"] = CONTEXT
    path.write_text(json.dumps(config, indent=2))


def export(hf: Path, out: Path, hessians: dict[str, Tensor] | None = None) -> dict[str, Any]:
    """Builds and quantises; returns the embed place. hessians: module name -> [in,in]."""
    from transformers import LlamaForCausalLM

    out.mkdir(parents=True, exist_ok=True)
    set_context(hf)
    build(hf, out)
    model = LlamaForCausalLM.from_pretrained(hf, dtype=torch.float32)
    modules = dict(model.model.named_modules())
    quantised = {HEAD: quantise(model.get_input_embeddings().weight.detach())}
    for layer in range(model.config.num_hidden_layers):
        for name, parts in layer_names(layer).items():
            weight = torch.cat([modules[p].weight.detach() for p in parts])
            h = (hessians or {}).get(parts[0])
            quantised[name] = quantise(weight) if h is None else gptq(weight, h)
    overwrite(out, quantised)
    return embed_place(out)


def best_state(out: Path) -> tuple[dict[str, Any], str]:
    """The latest trained state of a run: stage1.pt, else a checkpoint. Raises FileNotFoundError."""
    for name in ("stage1.pt", "stage1.ckpt", "warm.ckpt"):
        if (out / name).exists():
            return torch.load(out / name, weights_only=False), name
    raise FileNotFoundError(f"no stage1.pt, stage1.ckpt or warm.ckpt in {out}")


@torch.no_grad()
def hessians_of(hf: Path, batches: list[list[list[int]]], embeds: Any) -> dict[str, Tensor]:
    """Mean x x^T of the inputs of each group of linear layers, by module name.

    batches: lists of id lists; embeds(ids [b,t]) -> input embeddings, pictures put in.
    """
    from transformers import LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(hf, dtype=torch.bfloat16)
    sums: dict[str, Tensor] = {}
    counts: dict[str, int] = {}
    mask: dict[str, Tensor] = {}

    def watch(name: str) -> Any:
        def hook(_: Any, args: tuple[Tensor, ...]) -> None:
            x = args[0][mask["now"]].float()
            sums[name] = sums.get(name, torch.zeros(x.shape[1], x.shape[1])) + x.T @ x
            counts[name] = counts.get(name, 0) + len(x)

        return hook

    for name, module in model.model.named_modules():
        if name.endswith(("q_proj", "o_proj", "gate_proj", "up_proj", "down_proj")):
            module.register_forward_pre_hook(watch(name))
    for part in batches:
        width = max(map(len, part))
        ids = torch.full((len(part), width), 2)
        mask["now"] = torch.zeros(len(part), width, dtype=torch.bool)
        for i, row in enumerate(part):
            ids[i, : len(row)] = torch.tensor(row)
            mask["now"][i, : len(row)] = True
        x = embeds(ids).to(torch.bfloat16)
        model.model(inputs_embeds=x, attention_mask=mask["now"].long())
    return {k: v / counts[k] for k, v in sums.items()}


def calibration(cfg: Any, connect: Any, lists: dict[str, list[str]], hf: Path) -> dict[str, Tensor]:
    """GPTQ statistics from conversations of the mixture, on encoder outputs if they are cached."""
    from . import data as D
    from . import features as FT
    from . import mixture as X
    from .mixture_source import Source, gated
    from . import template as T

    store = D.Store(cfg)
    tok = T.tokenizer(str(hf / "tokenizer.json"))
    image = tok.token_to_id(T.IMAGE_TOKEN)
    cached = (cfg.out / "stage1.train.npz").exists()
    if cached:
        kept = FT.Cached(cfg.out, "train", lists, 3)
        head = gated(kept.label_logits, kept.gate_logits(), lists, 1.0, kept.rows)
        mixture = Source(store.rows["train"], lists, "train", head, 0.35, set(kept.place))
        source: Any = kept
    else:
        source = FT.Invented(lists, 3)
        mixture = Source(store.rows["train"], lists, "train", swap_share=1.0)
    encoded = [T.encode(s.messages, tok) for s in X.build(mixture, 56, cfg.seed + 1)]
    encoded.sort(key=lambda e: len(e.ids))
    parts = [encoded[i : i + 8] for i in range(0, len(encoded), 8)]
    from transformers import LlamaForCausalLM

    table = LlamaForCausalLM.from_pretrained(hf, dtype=torch.float32).get_input_embeddings().weight
    pictures = iter([[p for e in part for _, p in e.blocks] for part in parts])

    def embeds(ids: Tensor) -> Tensor:
        x = table[ids].clone()
        now = next(pictures)
        if now:
            f = source.take(now, True)
            maps = f.features if f.features is not None else torch.zeros(len(now), 96, 32, 32)
            tokens = connect(f.embedding, f.label_probs, f.modality_probs, maps)
            x[ids == image] = tokens.reshape(-1, x.shape[-1])
        return x

    return hessians_of(hf, [[e.ids for e in part] for part in parts], embeds)


def run(cfg: Any) -> None:
    """Merges, quantises and writes OUT/llm: decoder, connectors, tokenizer, llm.json."""
    from . import language, lora
    from .connectors import Connectors
    from .connectors import export as export_connectors

    torch.set_num_threads(cfg.threads)
    base, hf, out = cfg.out / "base", cfg.out / "hf", cfg.out / "llm"
    state, name = best_state(cfg.out)
    hf.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    lora.merge(base, state["lora"], hf)
    for file in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(base / file, hf / file)
        shutil.copy(base / file, out / file)
    shapes = state["connect"]
    connect = Connectors(shapes["from_labels.weight"].shape[1], shapes["from_modality.weight"].shape[1])
    connect.load_state_dict(shapes)
    connect.eval()
    gap = export_connectors(connect, out / "connectors.onnx")
    from . import data as D

    lists = state.get("lists") or D.label_lists(D.Store(cfg).rows["train"])
    with torch.no_grad():
        stats = calibration(cfg, connect, lists, hf)
    place = export(hf, out, stats)
    language.build(out)
    (out / "llm.json").write_text(
        json.dumps({"embed": place, "state": name, "connectorsGap": gap}, indent=1)
    )
    print(f"exported {name}; connectors differ by {gap:.2e}", flush=True)
