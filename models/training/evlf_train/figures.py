"""Puts an evaluation and the known failures into model.json, for the app to show, and its table into CARD.md.

python -m evlf_train.figures --eval FILE --failures FILE --model ../evlf-mini

FILE of --eval is what `npm run eval -- --out FILE` wrote for the files in this folder; that of
--failures is a list of {modality: id or null, text}. Nothing else in model.json changes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from .brief import placed

MEASURED, FAILURES = "measured", "knownFailures"


def written(table: dict[str, Any]) -> str:
    """model.json as `package` writes it."""
    return json.dumps(table, indent=1) + "\n"


def checked(failures: Any, modalities: list[str]) -> list[dict[str, Any]]:
    """The list of failures. Raises ValueError where it has another form or an unknown kind of picture."""
    if not isinstance(failures, list) or not failures:
        raise ValueError("the failures are a list of {modality, text}, and not empty")
    for one in failures:
        if not isinstance(one, dict) or set(one) != {"modality", "text"} or not one["text"]:
            raise ValueError(f"a failure is {{modality, text}}, not {one!r}")
        if one["modality"] is not None and one["modality"] not in modalities:
            raise ValueError(f"no kind of picture {one['modality']!r}; known: {', '.join(modalities)}")
    return failures


def merged(text: str, evaluation: dict[str, Any], failures: Any) -> str:
    """model.json's text with both parts in it, at the places that they had, or at the end.

    Raises ValueError where the text is not as `package` writes it (its numbers or spaces would
    change), or the evaluation is of another model or version.
    """
    table = json.loads(text)
    if written(table) != text:
        raise ValueError("model.json is not in the form that evlf_train.package writes")
    model = evaluation.get("model", {})
    wanted = {k: table[k] for k in ("name", "version")}
    if {k: model.get(k) for k in wanted} != wanted:
        raise ValueError(f"the evaluation is of {model.get('name')} {model.get('version')}, not {wanted}")
    table[MEASURED] = evaluation
    table[FAILURES] = checked(failures, table["modalities"])
    return written(table)


def main() -> None:
    p = argparse.ArgumentParser(prog="evlf_train.figures")
    p.add_argument("--eval", type=Path, required=True, help="what npm run eval --out wrote")
    p.add_argument("--failures", type=Path, required=True, help="known-failures.json")
    p.add_argument("--model", type=Path, required=True, help="folder of the app's model")
    a = p.parse_args()
    file = a.model / "model.json"
    evaluation, failures = json.loads(a.eval.read_text()), json.loads(a.failures.read_text())
    file.write_text(merged(file.read_text(), evaluation, failures))
    card = a.model / "CARD.md"
    card.write_text(placed(card.read_text(), evaluation))
    print(f"{file}: {len(failures)} known failures, figures of split {evaluation['data']['split']}")


if __name__ == "__main__":
    main()
