"""The language model with LoRA and connectors, as stage 1 trains it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from . import features as FT
from . import lora
from . import template as T
from .adapter import separated
from .config import DISEASE_TOKENS, PIXEL_TOKENS
from .connectors import Connectors
from .device import mixed, number, on
from .mixture_scene import Picture
from .shipped import connectors, decoder_weights


# heads that read a box as text off the picture, and how much their attention counts beside the loss
LOOKING_LAYERS, LOOKING_HEADS, LOOKING_WEIGHT = (10, 14, 18, 22), slice(0, 3), 0.2
SHORT = 256  # tokens of a row below which plain attention trains faster than fused


def blanked(tokens: Tensor, share: Tensor) -> Tensor:
    """Picture tokens [n,68,h] with that share of each picture's pixel tokens set to zero. share [n]."""
    kept = torch.rand(len(tokens), PIXEL_TOKENS, device=tokens.device) >= share[:, None]
    first, rest = tokens[:, :DISEASE_TOKENS], tokens[:, DISEASE_TOKENS:]
    return torch.cat([first, rest * kept[..., None]], 1)


def astray(attentions: tuple[Tensor, ...], looks: Tensor, cells: Tensor) -> Tensor:
    """Mean negative log of the attention that the looking heads give the cells of the edge they write down.

    attentions: of each layer [b,heads,t,t]; looks [n,3]: row, column, first pixel token; cells [n,64] bool.
    """
    rows, cols, first = looks.T
    keys = first[:, None] + torch.arange(PIXEL_TOKENS, device=first.device)
    heads = [attentions[n][rows, LOOKING_HEADS, cols].float() for n in LOOKING_LAYERS]
    own = torch.stack([h.gather(2, keys[:, None].expand(-1, h.shape[1], -1)) for h in heads], 1)
    mass = (own * cells[:, None, None]).sum(-1)
    return -(mass + 1e-4).log().mean()


class Reader(nn.Module):
    """The language model with LoRA and the connectors.

    `shipped`: a model folder whose decoder and connectors take the place of the base's; the LoRA is
    then trained on the quantised weights that the app multiplies with.
    """

    def __init__(self, base: Path, lists: dict[str, list[str]], shipped: Path | None = None) -> None:
        super().__init__()
        from transformers import LlamaForCausalLM

        lm = LlamaForCausalLM.from_pretrained(base, dtype=torch.float32)
        lm.config.use_cache = False
        if shipped is not None:
            lm.load_state_dict(decoder_weights(shipped))
        self.tok = T.tokenizer(str(base / "tokenizer.json"))
        self.image = self.tok.token_to_id(T.IMAGE_TOKEN)
        self.connect = Connectors(sum(map(len, lists.values())), len(C.MODALITIES))
        table = lm.get_input_embeddings().weight.detach()
        names = [self.ids(f" {x}") for labels in lists.values() for x in labels]
        if shipped is not None:
            self.connect = connectors(shipped / "connectors.onnx")
        else:
            kinds = [self.ids(f" {T.MODALITY_NAMES[m]}") for m in C.MODALITIES]
            self.connect.start_from(names, kinds, [self.ids(str(n))[0] for n in range(10)], table)
        self.lm = lora.wrap(lm)
        if shipped is not None and (kept := separated(shipped)):
            lora.load(self.lm, kept)
        self.register_buffer("head", table.to(number()), persistent=False)

    def ids(self, text: str) -> list[int]:
        return self.tok.encode(text, add_special_tokens=False).ids

    @property
    def device(self) -> torch.device:
        return self.head.device

    def autocast(self) -> Any:
        """Products in what the model's device is fast in."""
        return mixed(self.device.type)

    def logits(self, h: Tensor) -> Tensor:
        """Hidden states [n,576] -> scores of the vocabulary [n,v]."""
        return F.linear(h.to(self.head.dtype), self.head)

    def picture_tokens(self, source: FT.Source, pictures: list[Picture]) -> Tensor:
        """[n,68,576] of pictures with their pixel tokens."""
        f = on(vars(source.take(pictures, True)), self.device)
        return self.connect(f["embedding"], f["label_probs"], f["modality_probs"], f["features"])

    def hidden(self, batch: dict[str, Any], source: FT.Source, pixels: bool) -> Tensor:
        """Last hidden states [b,t,576] of a batch made by `collate`."""
        return self.run(batch, source, pixels, False).last_hidden_state

    def run(self, batch: dict[str, Any], source: FT.Source, pixels: bool, attentions: bool) -> Any:
        """The decoder's output on a batch made by `collate`; `attentions` only of short rows on a CPU."""
        batch = on(batch, self.device)
        x = self.lm.get_input_embeddings()(batch["ids"])
        if batch["pictures"]:
            f = on(vars(source.take(batch["pictures"], pixels)), self.device)
            whole = f["embedding"], f["label_probs"], f["modality_probs"]
            if pixels and f["features"] is not None:
                tokens = self.connect(*whole, f["features"])
                if self.training and bool(batch["drop"].any()):
                    tokens = blanked(tokens, batch["drop"])
            else:
                tokens = self.connect.disease_tokens(*whole)
            rows, cols = batch["at"]
            x = x.index_put((rows, cols), tokens.reshape(-1, x.shape[-1]).to(x.dtype))
        # on a CPU the backward pass of the fused attention is slow where rows are short
        plain = x.device.type == "cpu" and x.shape[1] < SHORT
        self.lm.model.config._attn_implementation = "eager" if plain else "sdpa"
        with self.autocast():
            return self.lm.model(
                inputs_embeds=x, attention_mask=batch["mask"], position_ids=batch["positions"],
                output_attentions=attentions and plain,
            )  # fmt: skip

    def loss(self, batch: dict[str, Any], source: FT.Source, pixels: bool) -> Tensor:
        ran = self.run(batch, source, pixels, len(batch["looks"]) > 0)
        h = ran.last_hidden_state
        rows, cols = batch["predict"]
        batch = on(batch, self.device)
        logits = self.logits(h[rows, cols]).float()
        each = F.cross_entropy(logits, batch["target"], reduction="none")
        loss = (each * batch["weight"]).sum() / batch["weight"].sum()
        if ran.attentions:
            loss = loss + LOOKING_WEIGHT * astray(ran.attentions, batch["looks"], batch["cells"])
        return loss
