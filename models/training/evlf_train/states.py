"""What the shipped language model makes of a message: features for the classifier of wishes.

For each layer of LAYERS, of the attention's values (every head's, side by side): their mean over the
message's tokens with its end, and those of its end. The message stands alone or after the one before
it; no picture, nothing written. lib/vlm/evlf/message-states.ts computes the same.

Runs language.onnx beside language.data, which is made from the shipped files as language.json says
(the app does so on its first start, lib/vlm/evlf/prepared-weights.ts): the same 8-bit products.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

DATA = "language.data"
LAYERS = (12, 16, 20)
LONGEST, BEFORE = 160, 48  # tokens that are read of a message from its beginning, and of the one before from its end
USER, END = "<|im_start|>user\n", "<|im_end|>"


def pooled(values: np.ndarray, start: int) -> np.ndarray:
    """[heads, tokens, size] of a layer -> [2 * heads * size]: the mean from `start` on, and the last."""
    rows = values.transpose(1, 0, 2).reshape(values.shape[1], -1)
    return np.concatenate([rows[start:].mean(0), rows[-1]])


class Listener:
    """The language model of a model folder, read for its inner values; `prepared` holds or gets language.data."""

    def __init__(self, model: Path, prepared: Path, threads: int = 1) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        prepare(model, prepared)
        card = json.loads((model / "model.json").read_text())
        self.llm = card["llm"]
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_mem_pattern = False
        self.session = ort.InferenceSession(
            str(prepared / "language.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.table = input_rows(model, self.llm)
        empty = np.zeros((1, self.llm["kvHeads"], 0, self.llm["headDim"]), np.float32)
        kinds = ("key", "value")
        self.past = {f"past_key_values.{n}.{k}": empty for n in range(self.llm["layers"]) for k in kinds}

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def states(self, message: str, before: str) -> np.ndarray:
        """[2 * LAYERS * heads * size] of a message after the one before it ("" where it is the first)."""
        words = self.ids(message.strip())[:LONGEST] or self.ids(" ")
        earlier = self.ids(before.strip())[-BEFORE:] if before.strip() else []
        head = self.ids(USER)
        if earlier:
            head = [*head, *earlier, *self.ids(f"{END}\n{USER}")]
        ids = [*head, *words, *self.ids(END)]
        feeds = {
            **self.past, "inputs_embeds": self.table[ids][None],
            "attention_mask": np.ones((1, len(ids)), np.int64), "wanted": np.array([len(ids) - 1], np.int64),
        }  # fmt: skip
        values = self.session.run([f"present.{n}.value" for n in LAYERS], feeds)
        return np.concatenate([pooled(v[0], len(head)) for v in values])


def prepare(model: Path, folder: Path) -> None:
    """Writes language.onnx and language.data of a model folder into `folder`, where they are missing."""
    plan = json.loads((model / "language.json").read_text())
    target = folder / DATA
    if target.exists() and target.stat().st_size == plan["size"]:
        return
    folder.mkdir(parents=True, exist_ok=True)
    card = json.loads((model / "model.json").read_text())
    data = (model / card["files"]["decoderData"]["path"]).read_bytes()
    low = (model / plan["adapter"]).read_bytes() if plan["adapter"] else b""
    out = np.zeros(plan["size"], np.uint8)

    def put(at: int, values: np.ndarray) -> None:
        raw = np.frombuffer(np.ascontiguousarray(values).tobytes(), np.uint8)
        out[at : at + len(raw)] = raw

    for one in plan["copies"]:
        put(one["to"], np.frombuffer(data, np.uint8, one["length"], one["from"]))
    for one in plan["merges"]:
        values, scales = merged(one, data, low)
        put(one["to"], values)
        put(one["toScales"], scales)
    target.write_bytes(out.tobytes())
    shutil.copy(model / card["files"]["language"]["path"], folder / "language.onnx")


def merged(one: dict[str, int], data: bytes, low: bytes) -> tuple[np.ndarray, np.ndarray]:
    """A weight of 4 bits with its adapter -> int8 [columns, rows] and float32 [rows] scales."""
    rows, columns, rank = one["rows"], one["columns"], one["rank"]
    packed = np.frombuffer(data, np.uint8, rows * columns // 2, one["values"])
    scales = np.frombuffer(data, np.float32, rows * columns // one["block"], one["scales"])
    values = np.stack([packed & 15, packed >> 4], -1).reshape(-1, one["block"]).astype(np.float32) - 8
    weight = (values * scales[:, None]).reshape(rows, columns)
    if rank and low:
        down = np.frombuffer(low, np.float16, columns * rank, one["down"]).reshape(columns, rank)
        up = np.frombuffer(low, np.float16, rank * rows, one["up"]).reshape(rank, rows)
        weight = weight + up.astype(np.float32).T @ down.astype(np.float32).T
    top = np.maximum(np.abs(weight).max(1), 1e-12)
    return np.round(weight * (127 / top)[:, None]).astype(np.int8).T, (top / 127).astype(np.float32)


def input_rows(model: Path, llm: dict[str, Any]) -> np.ndarray:
    """[vocab, hidden]: rows of the input embedding from the output layer's 4-bit values (tied)."""
    place, hidden = llm["embed"], llm["hidden"]
    if place["bits"] != 4 or place["zeroPointsOffset"] is not None:
        raise ValueError("the embedding is not of 4 bits around 8")
    data = (model / place["file"]).read_bytes()
    rows, block = place["rows"], place["blockSize"]
    blocks = -(-hidden // block)
    packed = np.frombuffer(data, np.uint8, rows * blocks * block // 2, place["dataOffset"])
    scales = np.frombuffer(data, np.float32, rows * blocks, place["scalesOffset"])
    values = np.stack([packed & 15, packed >> 4], -1).reshape(rows * blocks, block).astype(np.float32) - 8
    return (values * scales[:, None]).reshape(rows, -1)[:, :hidden]


def remembered(
    rows: list[dict[str, str]], model: Path, prepared: Path, threads: int = 1, file: str = "states.npz"
) -> np.ndarray:
    """[rows, states] of rows with `q` and, where one came before, `before`.

    What was computed is kept in PREPARED/`file`, so that only new messages are read.
    """
    path = prepared / file
    known: dict[str, np.ndarray] = {}
    if path.exists():
        held = np.load(path)
        known = dict(zip(held["keys"].tolist(), held["states"], strict=True))
    form = json.dumps([LAYERS, LONGEST, BEFORE])
    keys = [hashlib.sha256(json.dumps([form, r["q"], r.get("before", "")]).encode()).hexdigest() for r in rows]
    missing = {k: r for k, r in zip(keys, rows, strict=True) if k not in known}
    if missing:
        listener = Listener(model, prepared, threads)
        for n, (key, row) in enumerate(missing.items()):
            known[key] = listener.states(row["q"], row.get("before", "")).astype(np.float32)
            if n % 1000 == 0:
                print(f"{n} of {len(missing)} messages read", flush=True)
        np.savez(path, keys=np.array(list(known)), states=np.stack(list(known.values())))
    return np.stack([known[k] for k in keys])
