"""Numbers as Markdown: figures with intervals, tables, sections of an evaluation."""

from __future__ import annotations

from typing import Any

Rows = list[list[str]]


def is_figure(x: Any) -> bool:
    """Is this {value, n, low, high}?"""
    return isinstance(x, dict) and "value" in x and not isinstance(x["value"], (dict, list))


def shown(x: Any) -> str:
    """A figure with interval and n, a number, yes or no, or text; a dash for what is not there."""
    if x is None:
        return "-"
    if isinstance(x, bool):
        return "yes" if x else "no"
    if isinstance(x, int):
        return f"{x:,}"
    if isinstance(x, float):
        return f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.3f}"
    if not is_figure(x):
        return cell(str(x))
    low, high, n = x.get("low"), x.get("high"), x.get("n")
    ends = "" if low is None or high is None else f" ({shown(float(low))} to {shown(float(high))})"
    value = "-" if x["value"] is None else shown(float(x["value"]))
    return f"{value}{ends}" + ("" if n is None else f", n {n:,}")


def cell(text: str) -> str:
    """Text that does not end a table's cell or line."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head: list[str], rows: Rows) -> str:
    """A Markdown table; heads and cells are taken as they are."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def matrix(rows: dict[str, dict[str, Any]], first: str) -> str:
    """Rows by name, columns in the order in which they first appear."""
    columns = list(dict.fromkeys(c for row in rows.values() for c in row))
    body = [[cell(name), *(shown(row.get(c)) for c in columns)] for name, row in rows.items()]
    return table([first, *map(cell, columns)], body)


APART = ("bins", "labels")  # parts of an evaluation that have tables of their own


def _leaves(x: dict[str, Any], path: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, Any]]:
    """Groups of figures or numbers that stand side by side, by their path."""
    here = {k: v for k, v in x.items() if not isinstance(v, (dict, list)) or is_figure(v)}
    found = {path: here} if here else {}
    for key, value in x.items():
        if isinstance(value, dict) and not is_figure(value) and key not in APART:
            found.update(_leaves(value, (*path, key)))
    return found


def section(part: dict[str, Any]) -> str:
    """All figures of one part of an evaluation as one table."""
    return matrix({" / ".join(p) or "all": row for p, row in _leaves(part, ()).items()}, "of")


def bins(listed: list[dict[str, Any]]) -> str:
    """A reliability plot as a table."""
    body = [
        [f"{b['low']:.2f} to {b['high']:.2f}", shown(b["n"]), shown(b.get("confidence")), shown(b.get("accuracy"))]
        for b in listed
        if b["n"]
    ]
    return table(["given", "pictures", "mean given", "share right"], body)
