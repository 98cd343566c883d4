"""The base language model: a GGUF file -> OUT/base, a Hugging Face folder with int4 embeddings.

The tied embedding is replaced by its own int4 values before any training, so that training sees
what serving reads, and quantising it again changes nothing. The tokenizer gets back the digit
splitting that the GGUF file names ("smollm") but its conversion loses.

python -m evlf_train.base FOLDER_WITH_THE_GGUF FILE.gguf OUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

from .int4 import requantise

TOKENIZER_CONFIG = {
    "add_prefix_space": False, "bos_token": "<|im_start|>", "clean_up_tokenization_spaces": False,
    "eos_token": "<|im_end|>", "model_max_length": 2048, "pad_token": "<|im_end|>",
    "tokenizer_class": "GPT2Tokenizer", "unk_token": "<|endoftext|>",
}  # fmt: skip


def split_digits(tokenizer_json: Path) -> None:
    """Every numeral on its own, before the byte-level rule. Done once."""
    table = json.loads(tokenizer_json.read_text())
    rule = table["pre_tokenizer"]
    if rule["type"] == "ByteLevel":
        digits = {
            "type": "Split", "pattern": {"Regex": "\\p{N}"}, "behavior": "Isolated", "invert": False,
        }  # fmt: skip
        table["pre_tokenizer"] = {"type": "Sequence", "pretokenizers": [digits, rule]}
        tokenizer_json.write_text(json.dumps(table, ensure_ascii=False))


def build(folder: Path, file: str, out: Path) -> None:
    """Reads the GGUF file and writes OUT/base."""
    from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

    base = out / "base"
    source = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32)
    drop = ("quantization_config", "_name_or_path")
    config = {k: v for k, v in source.config.to_dict().items() if k not in drop}
    model = LlamaForCausalLM(LlamaConfig(**config))
    model.load_state_dict(source.state_dict(), strict=False)
    model.tie_weights()
    table = model.get_input_embeddings().weight.data
    table.copy_(requantise(table))
    model.save_pretrained(base)
    AutoTokenizer.from_pretrained(folder, gguf_file=file).save_pretrained(base)
    split_digits(base / "tokenizer.json")
    (base / "tokenizer_config.json").write_text(json.dumps(TOKENIZER_CONFIG, indent=2))


if __name__ == "__main__":
    build(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
