"""The card's own table of figures, out of an evaluation; REPORT.md has all of them."""

from __future__ import annotations

from typing import Any

from .report_tables import shown, table

BEGIN, END = "<!-- figures: written by evlf_train.figures -->", "<!-- end of figures -->"

# (what, path in the evaluation)
ROWS = (
    ("label by the encoder, mean macro-F1 of the sets with 100 pictures and more", "diagnosis head mean macroF1"),
    ("label as the language model says it, the same mean", "diagnosis llm mean macroF1"),
    ("one instance marked: mean overlap", "grounding tool single mIoU"),
    ("one instance marked: overlap of a half or more", "grounding tool single acc50"),
    ("several instances marked: F1 at an overlap of a half", "grounding tool several f1"),
    ("nothing given where the phrase is there", "grounding tool mean missed"),
    ("a box given where the label proves the phrase absent", "grounding tool mean falseAlarm"),
    ("boxes that the language model writes as numbers: mean overlap", "grounding text single mIoU"),
    ("calibration error, all sets together", "calibration ece"),
    ("pictures that are not medical refused", "refusal nonMedicalRefused"),
    ("medical pictures refused", "refusal medicalRefused"),
    ("a label outside its population", "applicability labelledOutside"),
    ("no label inside it", "applicability unlabelledInside"),
    ("a sided lung box on a mirrored film", "applicability mirrored given"),
    ("right label by the encoder, 300 pictures as they are", "robustness clean accuracy"),
    ("the same, JPEG quality 20", "robustness jpeg20 accuracy"),
    ("the same, lighter", "robustness lighter accuracy"),
    ("the same, turned by 10 degrees", "robustness turned accuracy"),
    ("the same, inside a screenshot's border", "robustness screenshot accuracy"),
    ("inside a screenshot's border: a label is given at all", "robustness screenshot given"),
    ("the marked thing filled with its surround: the label changes", "evidence label changed"),
    ("as much filled elsewhere: the label changes", "evidence label changedControl"),
    ("the marked thing filled: the box changes", "evidence box changed"),
    ("as much filled elsewhere: the box changes", "evidence box changedControl"),
    ("tool calls that are valid", "tools valid"),
    ("the right tool with the right argument", "tools right"),
    ("a tool called where none was needed", "tools needless"),
    ("reasoning: the evidence of a step exists", "reasoning evidenceExists"),
    ("reasoning: a step agrees with the truth where that is known", "reasoning evidenceAgrees"),
    ("reasoning: the label said is not the one that the steps put first", "reasoning contradicts"),
    ("ten phrasings never trained on: the base phrasing's label", "phrasings agreement"),
    ("scripted conversations in which every check holds", "talks all"),
    ("the same of other writers, after mends", "otherTalks all"),
    ("the same of another writer, after whose failures nothing was mended", "unseenTalks all"),
    ("questions in people's own words: the first call is the one they want", "ownWords served"),
    ("closed questions of vqa-rad: right", "vqa vqa-rad closed"),
    ("the same with an average picture in its place", "vqa vqa-rad prior closed"),
    ("open questions of vqa-rad: recall", "vqa vqa-rad openRecall"),
    ("the same with an average picture in its place", "vqa vqa-rad prior openRecall"),
)


def at(evaluation: dict[str, Any], path: str) -> Any:
    """What stands at a path of names, or None."""
    here: Any = evaluation
    for name in path.split(" "):
        here = here.get(name) if isinstance(here, dict) else None
    return here


def brief(evaluation: dict[str, Any]) -> str:
    """Two tables: labels by set, and the rest. What was not measured has no row."""
    sides = {side: at(evaluation, f"diagnosis {side} sets") or {} for side in ("head", "llm")}
    head = ["label set", *(name for side, name in (("head", "encoder"), ("llm", "language model")) if sides[side])]
    sets = [
        [name, *(shown(at(sides[side], f"{name} macroF1")) for side in ("head", "llm") if sides[side])]
        for name in sides["head"]
    ]
    rest = [[what, shown(figure)] for what, path in ROWS if (figure := at(evaluation, path)) is not None]
    parts = [f"Macro-F1 by label set:\n\n{table(head, sets)}"] if sets else []
    return "\n\n".join([*parts, table(["what", "figure"], rest)])


def placed(card: str, evaluation: dict[str, Any]) -> str:
    """The card with the tables between its marks. Raises ValueError where a mark is missing."""
    start, end = card.find(BEGIN), card.find(END)
    if start < 0 or end < start:
        raise ValueError(f"the card lacks its marks {BEGIN} and {END}")
    return f"{card[: start + len(BEGIN)]}\n\n{brief(evaluation)}\n\n{card[end:]}"
