"""What the language model reads and writes, string by string; equal to the app's transcript.

Each message is tokenised on its own and the ids are joined, so that a prefix never changes when
the conversation grows. Loss is taken on assistant content only, its <|im_end|> included.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from tokenizers import Tokenizer

from .config import IMAGE_TOKENS

START, END = "<|im_start|>", "<|im_end|>"
IMAGE_TOKEN = "<empty_output>"
ASSISTANT_START = f"{START}assistant\n"
AUDIENCES = ("patient", "student", "clinician")
TOOLS_MAX, NEW_TOKENS = 4, 320

# white space that both languages trim: JavaScript's String.prototype.trim
BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)

MODALITY_NAMES = {
    "xray": "X-ray", "ct": "CT", "mri": "MRI", "ultrasound": "ultrasound",
    "cfp": "fundus photograph", "oct": "OCT", "pet": "PET", "dermatoscopy": "dermatoscopy",
    "histopathology": "histopathology", "endoscopy": "capsule endoscopy",
    "blood_smear": "blood smear", "none": "not a medical image",
}  # fmt: skip
MODALITY_CARDS = {
    "xray": "xray", "ct": "ct", "mri": "mri", "ultrasound": "ultrasound",
    "cfp": "fundus-photograph", "oct": "oct", "pet": "pet", "dermatoscopy": "dermatoscopy",
    "histopathology": "histopathology", "endoscopy": "capsule-endoscopy",
    "blood_smear": "blood-smear",
}  # fmt: skip
SET_NAMES = {
    "brain-tumor": "head MRI", "breast-ultrasound": "breast ultrasound", "brain-pet": "brain PET",
    "fundus-disease": "fundus", "skin-lesion": "skin", "lung-ct": "lung CT",
    "chest-xray-pneumonia": "child chest X-ray", "lung-histopathology": "lung tissue",
    "capsule-endoscopy": "capsule endoscopy", "white-blood-cell": "white cell",
}  # fmt: skip
SET_MODALITY = {
    "brain-tumor": "mri", "breast-ultrasound": "ultrasound", "brain-pet": "pet",
    "fundus-disease": "cfp", "skin-lesion": "dermatoscopy", "lung-ct": "ct",
    "chest-xray-pneumonia": "xray", "lung-histopathology": "histopathology",
    "capsule-endoscopy": "endoscopy", "white-blood-cell": "blood_smear",
}  # fmt: skip
SET_REGION = {
    "brain-tumor": "brain", "breast-ultrasound": "breast", "brain-pet": "brain",
    "fundus-disease": "retina", "skin-lesion": "skin", "lung-ct": "chest",
    "chest-xray-pneumonia": "chest", "lung-histopathology": "lung tissue",
    "capsule-endoscopy": "gastrointestinal tract", "white-blood-cell": "blood",
}  # fmt: skip
LABEL_CARDS: dict[str, dict[str, str]] = {
    "brain-tumor": {
        "glioma": "glioma", "meningioma": "meningioma", "pituitary tumour": "pituitary-tumour",
        "no tumour": "no-tumour",
    },
    "breast-ultrasound": {
        "benign tumour": "breast-benign-tumour", "malignant tumour": "breast-malignant-tumour",
        "normal": "breast-normal",
    },
    "brain-pet": {
        "alzheimer's disease": "alzheimers-pet",
        "no evidence of alzheimer's disease": "no-alzheimers-pet",
    },
    "fundus-disease": {
        "diabetic retinopathy": "diabetic-retinopathy", "glaucoma": "glaucoma",
        "cataract": "cataract", "normal": "fundus-normal",
    },
    "skin-lesion": {
        "melanocytic nevus": "melanocytic-nevus", "melanoma": "melanoma",
        "benign keratosis": "benign-keratosis", "basal cell carcinoma": "basal-cell-carcinoma",
        "actinic keratosis / intraepithelial carcinoma": "actinic-keratosis",
        "vascular lesion": "vascular-lesion", "dermatofibroma": "dermatofibroma",
    },
    "lung-ct": {
        "malignant": "lung-ct-malignant", "benign": "lung-ct-benign", "normal": "lung-ct-normal",
    },
    "chest-xray-pneumonia": {
        "bacterial pneumonia": "bacterial-pneumonia", "viral pneumonia": "viral-pneumonia",
        "normal": "chest-film-normal",
    },
    "lung-histopathology": {
        "lung adenocarcinoma": "lung-adenocarcinoma",
        "lung squamous cell carcinoma": "lung-squamous-cell-carcinoma",
        "benign lung tissue": "benign-lung-tissue",
    },
    "capsule-endoscopy": {"bleeding": "gi-bleeding", "no bleeding": "no-gi-bleeding"},
    "white-blood-cell": {
        "neutrophil": "neutrophil", "lymphocyte": "lymphocyte", "monocyte": "monocyte",
        "eosinophil": "eosinophil",
    },
}  # fmt: skip
PHRASE_CARDS = {
    "left lung": "lungs", "right lung": "lungs", "red blood cell": "red-blood-cell",
    "white blood cell": "white-blood-cell", "white blood cell nucleus": "white-blood-cell",
    "platelet": "platelet", "cell nucleus": "cell-nucleus", "anterior hippocampus": "hippocampus",
    "posterior hippocampus": "hippocampus", "skin lesion": "skin-lesion",
    "brain tumour": "brain-tumour", "breast tumour": "breast-tumour", "bleeding": "gi-bleeding",
}  # fmt: skip
# phrases trained in each modality, in the order of their ids
SUPPORTED = {
    "blood_smear": ("red blood cell", "white blood cell", "platelet", "white blood cell nucleus"),
    "mri": ("brain tumour", "anterior hippocampus", "posterior hippocampus"),
    "ultrasound": ("breast tumour",),
    "xray": ("left lung", "right lung"),
    "dermatoscopy": ("skin lesion",),
    "endoscopy": ("bleeding",),
    "histopathology": ("cell nucleus",),
}  # fmt: skip

# body regions where a phrase can lie; a picture surely of another region is not searched for it
PHRASE_REGIONS = {
    "left lung": ("chest", "heart and vessels"), "right lung": ("chest", "heart and vessels"),
    "brain tumour": ("brain", "hippocampus", "head and neck"),
    "anterior hippocampus": ("brain", "hippocampus"),
    "posterior hippocampus": ("brain", "hippocampus"),
}  # fmt: skip


def supported(modality: str, region: str) -> tuple[str, ...]:
    """Phrases that can be looked for in a picture of this kind and region, in order."""
    phrases = SUPPORTED.get(modality, ())
    return tuple(p for p in phrases if region in PHRASE_REGIONS.get(p, (region,)))


@dataclass
class Message:
    """role system (text: the audience), user, assistant or tool. `pictures` only for user.

    `answer`: the end of an assistant's text that counts more in training; `only_answer`: the rest not at all.
    """

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    pictures: list[Any] = field(default_factory=list)
    learn: bool = True
    answer: str = ""
    only_answer: bool = False


def special_tokens(tokenizer_json: Path) -> list[str]:
    """The added tokens' strings, in the order of tokenizer.json."""
    return [t["content"] for t in json.loads(tokenizer_json.read_text())["added_tokens"]]


def sanitise(text: str, specials: list[str]) -> str:
    """Outside text made harmless: it can never hold a special token."""
    clean = unicodedata.normalize("NFC", text).replace("\r", "")
    clean = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", clean).strip(BLANKS)
    for token in specials:
        clean = clean.replace(token, f"{token[:1]} {token[1:]}")
    return clean


def render(message: Message, image_tokens: int = IMAGE_TOKENS) -> str:
    """The string of one message, special tokens spelled out."""
    if message.role == "system":
        return f"{START}system\nReader: {message.text}.{END}\n"
    if message.role == "user":
        block = f"{IMAGE_TOKEN * image_tokens}\n" * len(message.pictures)
        return f"{START}user\n{block}{message.text}{END}\n"
    return f"{START}{message.role}\n{message.text}{END}\n"


@lru_cache(maxsize=4)
def tokenizer(path: str) -> Tokenizer:
    """The base model's tokenizer from a tokenizer.json."""
    return Tokenizer.from_file(path)


@dataclass
class Encoded:
    """ids, a loss mask and a mark on answers, of the same length; where each picture's block starts."""

    ids: list[int]
    mask: list[bool]
    blocks: list[tuple[int, Any]]
    answers: list[bool] = field(default_factory=list)


def encode(messages: list[Message], tok: Tokenizer) -> Encoded:
    """Ids of a conversation with the loss mask (True: this id is learned)."""
    image = tok.token_to_id(IMAGE_TOKEN)
    end = tok.token_to_id(END)
    head = len(tok.encode(ASSISTANT_START, add_special_tokens=False).ids)
    out = Encoded([], [], [])
    for message in messages:
        text = render(message)
        encoding = tok.encode(text, add_special_tokens=False)
        ids, start = encoding.ids, len(out.ids)
        learned = answers = [False] * len(ids)
        if message.role == "assistant" and message.learn:
            last = len(ids) - 1 - ids[::-1].index(end)
            learned = [head <= i <= last for i in range(len(ids))]
            if message.answer:
                begin = len(text) - len(f"{message.answer}{END}\n")
                answers = [i <= last and to > begin for i, (_, to) in enumerate(encoding.offsets)]
            learned = answers if message.only_answer else learned
        seen = 0
        if message.pictures:
            first = ids.index(image)
            for picture in message.pictures:
                out.blocks.append((start + first + seen, picture))
                seen += ids[first + seen :].index(image) + IMAGE_TOKENS + len("\n")
        out.ids += ids
        out.mask += learned
        out.answers += answers
    return out


def prompt_ids(messages: list[Message], tok: Tokenizer) -> list[int]:
    """Ids of a conversation, ready for the model to write its message."""
    return encode(messages, tok).ids + tok.encode(ASSISTANT_START, add_special_tokens=False).ids


def tool_call(name: str, argument: str | None = None) -> str:
    """The exact text of a call. Raises ValueError for an argument that the grammar forbids."""
    if name == "diagnose":
        return '<tool_call>{"name":"diagnose","arguments":{}}</tool_call>'
    key = {"ground": "phrase", "lookup": "term"}[name]
    if argument is None or not 1 <= len(argument) <= 60 or re.search(r'["\\<\n]', argument):
        raise ValueError(f"not allowed: {argument!r}")
    return f'<tool_call>{{"name":"{name}","arguments":{{"{key}":"{argument}"}}}}</tool_call>'


def place_words(box: tuple[float, float, float, float]) -> str:
    """Words for the centre of (x1, y1, x2, y2) in fractions of the picture."""
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    row = "upper" if cy < 0.4 else "lower" if cy > 0.6 else "middle"
    column = "left" if cx < 0.4 else "right" if cx > 0.6 else "centre"
    return f"{row} {column}"


def ground_found(phrase: str, places: list[str], first_id: int = 1) -> str:
    """`places`: words of each mark, best first."""
    marks = [f"[{first_id + i}] {phrase}, {p}" for i, p in enumerate(places[:6])]
    more = f"; and {len(places) - 6} more" if len(places) > 6 else ""
    card = f"; card {PHRASE_CARDS[phrase]}" if phrase in PHRASE_CARDS else ""
    return f"ground: found {len(places)}: {'; '.join(marks)}{more}{card}"


def ground_nothing(phrase: str) -> str:
    card = f"; card {PHRASE_CARDS[phrase]}" if phrase in PHRASE_CARDS else ""
    return f"ground: found nothing for {phrase}{card}"


def can_look_for(modality: str, region: str) -> str:
    return ", ".join(supported(modality, region)) or "nothing here"


def ground_unsupported(phrase: str, modality: str, region: str) -> str:
    name = MODALITY_NAMES[modality]
    can = can_look_for(modality, region)
    return f"ground: cannot look for {phrase} in {name}; can look for {can}"


def diagnose_labelled(label_set: str, ranked: list[tuple[str, float]]) -> str:
    """ranked: (label, probability), best first; the two best are told."""
    two = ", ".join(f"{label} {p:.2f}" for label, p in ranked[:2])
    return f"diagnose: {SET_NAMES[label_set]} set: {two}; card {LABEL_CARDS[label_set][ranked[0][0]]}"


def diagnose_not_applicable(modality: str, region: str) -> str:
    return (
        f"diagnose: not applicable; {MODALITY_NAMES[modality]}, {region}; "
        f"can look for {can_look_for(modality, region)}; card {MODALITY_CARDS[modality]}"
    )


def reading(modality: str, region: str, label: str | None) -> str:
    """The sentence of the first step after a new picture."""
    if modality == "none":
        return "Reading: not a medical image."
    if label is None:
        return f"Reading: {MODALITY_NAMES[modality]}, {region}; no label set."
    return f"Reading: {MODALITY_NAMES[modality]}, {region}: {label}."


def read_label(text: str) -> str | None:
    """The label that the reading step of an assistant message names, or None."""
    found = re.search(r"Reading: [^\n]*?(?:, [^:;\n]*): ([^\n]*?)\.(?: \(image\))?\s*$", text, re.M)
    return found.group(1) if found else None


def think(steps: list[tuple[str, str]], first: int = 1) -> str:
    """steps: (sentence with its full stop, evidence)."""
    lines = [f"{first + i}. {s} ({e})" for i, (s, e) in enumerate(steps)]
    return "<think>\n" + "\n".join(lines) + "\n</think>\n"
