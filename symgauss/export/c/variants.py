"""The float64 and the float32 variant of code: written once, for float64."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "helpers" / "c"
FILES = ("lanes.c", "functions.c", "matrices.c", "factors.c")

_MATH = "sqrt|expm1|exp|log1p|log|pow|fabs|tgamma|lgamma|erfc|erf|sin|cos|tanh"  # of math.h
_FLOAT32 = (
    (re.compile(r"_f64\b"), "_f32"),
    (re.compile(r"\bdouble\b"), "float"),
    (re.compile(r"\bint64_t\b"), "int32_t"),
    (re.compile(r"(?<![\w.])(\d+\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+)(?![\w.])"), r"\1f"),
    (re.compile(rf"(?<![\w.])({_MATH})\("), r"\1f("),
)
_NAME = re.compile(r"\b(\w+_f(?:64|32))\b")
_DEFINED = re.compile(r"^static (?:INLINE )?\w+ (\w+)\(", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def float32(text: str) -> str:
    """The float32 variant of float64 code; comments stay as they are."""
    parts: list[str] = []
    place = 0
    for comment in _COMMENT.finditer(text):
        parts += [_changed(text[place : comment.start()]), comment[0]]
        place = comment.end()
    return "".join([*parts, _changed(text[place:])])


def _changed(text: str) -> str:
    for pattern, new in _FLOAT32:
        text = pattern.sub(new, text)
    return text


@cache
def _blocks() -> tuple[str, Mapping[str, str]]:
    """The types that stand in front of all, and the text of each function by its name."""
    types: list[str] = []
    written: dict[str, str] = {}
    for file in FILES:
        text = (FOLDER / file).read_text(encoding="utf-8")
        for block in re.split(r"\n\n(?=static|/\*|#)", text.split("\n\n", 1)[1].rstrip()):
            found = _DEFINED.search(block)
            if found is None:
                types.append(block)
            else:
                written[found[1]] = block
    made = dict(written)
    for name, block in written.items():
        other = name.replace("_f64", "_f32")
        if name.endswith("_f64") and other not in written:
            made[other] = float32(block)
    order = {n.replace("_f32", "_f64"): i for i, n in enumerate(written) if n.endswith("_f64")}
    names = sorted(made, key=lambda n: (order[n.replace("_f32", "_f64")], n.endswith("_f32")))
    return "\n\n".join(types), {name: made[name] for name in names}


def types(kinds: Iterable[str]) -> str:
    """The types of lanes, for the kinds ``f64`` and ``f32``."""
    text, _ = _blocks()
    return "\n\n".join(text if kind == "f64" else float32(text) for kind in kinds)


def helpers(text: str) -> list[str]:
    """The functions that a text uses, with what they use, each behind what it uses."""
    _, known = _blocks()
    found: set[str] = set()
    todo = [name for name in _NAME.findall(text) if name in known]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [n for n in _NAME.findall(known[name]) if n in known and n != name]
    return [known[name] for name in known if name in found]
