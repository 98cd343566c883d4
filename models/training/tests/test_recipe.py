"""The recipe goes on where a sitting ended, counts every part's minutes and stops at what fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from evlf_train.recipe import UNFINISHED, Part, Progress, follow, parts

WRITE = "import sys,pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
# counts up in a file for ever, as a training stage with its checkpoint does, until it has 4
COUNT = (
    "import sys,time,pathlib\n"
    "c,d=map(pathlib.Path,sys.argv[1:])\n"
    "n=int(c.read_text()) if c.exists() else 0\n"
    "while n<4:\n time.sleep(0.4); n+=1; c.write_text(str(n))\n"
    "d.write_text('done')"
)


def writes(out: Path, name: str) -> Part:
    return Part(name, ("-c", WRITE, "{out}/" + name, "x"), out / name)


def test_a_part_that_a_sitting_cut_off_goes_on_in_the_next(tmp_path: Path) -> None:
    long = Part("long", ("-c", COUNT, "{out}/count", "{out}/long"), tmp_path / "long")
    todo, places = [writes(tmp_path, "a"), long, writes(tmp_path, "b")], {"out": str(tmp_path)}
    assert follow(todo, Progress(tmp_path / "recipe.json"), places, 1.5) == UNFINISHED
    count = int((tmp_path / "count").read_text())
    assert 0 < count < 4 and not (tmp_path / "b").exists()
    assert follow(todo, Progress(tmp_path / "recipe.json"), places, 60) == 0
    assert (tmp_path / "b").exists()
    told = Progress(tmp_path / "recipe.json")
    assert [name for name in told.table] == ["a", "long", "b"]
    assert float(told.table["long"]["minutes"]) * 60 > 1.5, "both sittings count"


def test_what_is_done_is_not_run_again_and_what_was_lost_is(tmp_path: Path) -> None:
    part, places = writes(tmp_path, "a"), {"out": str(tmp_path)}
    assert follow([part], Progress(tmp_path / "recipe.json"), places, 60) == 0
    part.makes.write_text("kept")
    assert follow([part], Progress(tmp_path / "recipe.json"), places, 60) == 0
    assert part.makes.read_text() == "kept"
    part.makes.unlink()
    assert follow([part], Progress(tmp_path / "recipe.json"), places, 60) == 0
    assert part.makes.read_text() == "x"


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "pass"])
def test_a_part_that_fails_or_makes_nothing_ends_it(tmp_path: Path, code: str) -> None:
    bad = Part("bad", ("-c", code), tmp_path / "bad")
    todo = [bad, writes(tmp_path, "b")]
    assert follow(todo, Progress(tmp_path / "recipe.json"), {"out": str(tmp_path)}, 60) in (1, 3)
    assert not (tmp_path / "b").exists()


def test_every_stage_that_ships_is_a_part(tmp_path: Path) -> None:
    from evlf_train.__main__ import STAGES

    named = {part.name for part in parts(tmp_path, tmp_path, None, 1.0)}
    left_out = set(STAGES) - named
    assert left_out == {"mixture", "vqa-reach", "precisions", "export"}, "tables, measures; export is package's"
