"""What is said about a step: the message, the counterexample, how it is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from symgauss.check.checked import CheckedStep
from symgauss.kernel.verdict import Answer, Counterexample, Evidence, EvidenceKind, Value
from symgauss.notation.names import GREEK, parse_name
from symgauss.notation.spelling import spell
from symgauss.notation.unicode import WRITER

_DIFFER = {
    "=": "the two sides differ",
    "<": "the left side is not less",
    ">": "the left side is not greater",
    "\\le": "the left side is greater",
    "\\leq": "the left side is greater",
    "\\ge": "the left side is less",
    "\\geq": "the left side is less",
    "\\propto": "the two sides are not proportional",
}
_LONGEST_NUMBER = 14  #: characters of a number in a message
_OF_LAWS = {"probabilities", "weights"}
_MOST_POINTS = 8  #: of a law that are shown


def message(step: CheckedStep) -> str:
    """What is wrong, or not known, in one line."""
    verdict = step.verdict
    detail = verdict.detail
    if verdict.counterexample is not None and detail.startswith("at "):
        detail = ""  # the counterexample says it
    detail = in_words(detail)
    match verdict.answer:
        case Answer.FAILS:
            differ = _DIFFER.get(step.relation, "the relation does not hold")
            return detail or step.difference or differ
        case Answer.UNKNOWN:
            return detail or "not decided"
        case Answer.DEFINITION:
            return detail or "introduces or restates a name"
        case Answer.HOLDS:
            return evidence_text(verdict.evidence) if verdict.evidence else detail


_OPEN_SHAPE = re.compile(r"[?#]\d+ x [?#]\d+")
_OPEN_SIZE = re.compile(r"[?#]\d+")
_ENGLISH = frozenset({"what", "that", "chat"})  #: no letters with a hat
_KERNEL_NAME = re.compile(
    r"(?<![\\\w'])[A-Za-z]+(?:_[\w|#*-]+)?(?!\w| (?:law|function|distribution))"
)


def in_words(detail: str) -> str:
    """A detail with names as a person writes them, and without the marks of open sizes."""
    detail = _OPEN_SHAPE.sub("an open shape", detail)
    detail = _OPEN_SIZE.sub("?", detail)
    return _KERNEL_NAME.sub(lambda match: _as_name(match[0]), detail)


def _as_name(word: str) -> str:
    """A word of a message, if it is a letter with accents and indices, as that; else as it is."""
    try:
        name = parse_name(word)
    except ValueError:
        return word
    letter = (len(name.base) == 1 and word not in _ENGLISH) or name.base in GREEK
    return name_text(word) if letter else word


def heading(step: CheckedStep) -> str:
    """``fails``, ``unknown (missing-context)``."""
    reason = step.verdict.reason
    return f"{step.verdict.answer} ({reason})" if reason else str(step.verdict.answer)


def evidence_text(evidence: Evidence) -> str:
    """``exact, 2⁻¹⁸³, n = 32`` or ``numeric, 75 digits``."""
    parts = [str(evidence.kind)]
    if evidence.kind is EvidenceKind.EXACT and evidence.log2_error is not None:
        digits = str(-ceil(evidence.log2_error)).translate(_SUPERSCRIPTS)
        parts.append(f"2⁻{digits}")
    if evidence.kind is EvidenceKind.NUMERIC and evidence.digits is not None:
        parts.append(f"{evidence.digits} digits")
    parts += _equations(evidence.sizes)
    return ", ".join(parts)


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def counterexample_text(counterexample: Counterexample) -> str:
    """``n = 1, μ = 2: left side 4, right side 1/4``."""
    values = [*_equations(counterexample.sizes), *_points(counterexample.values)]
    sides = f"left side {_value(counterexample.lhs)}, right side {_value(counterexample.rhs)}"
    return f"{', '.join(values)}: {sides}" if values else sides


def _points(values: Mapping[str, Value]) -> list[str]:
    """The values; those of a law that is drawn point by point in one row: ``X = (1, 2, 2, 3)``."""
    plain = {n: value for n, value in values.items() if " " not in n and n not in _OF_LAWS}
    found = _equations(plain)
    for name, value in values.items():
        kind, _, law = name.partition(" of ")
        if kind == "values":
            odds = values.get(f"probabilities of {law}")
            each = f", each with probability {odds[0][0]}" if isinstance(odds, list) else ""
            found.append(f"{name_text(law)} = {_row(value)}{each}")
        elif " " in name and kind != "probabilities":
            shown = f"= {_number(value)}" if isinstance(value, str) else _row(value)
            found.append(f"{in_words(name)} {shown}")
        elif name == "probabilities" and isinstance(value, list):
            found.append(f"each outcome with probability {value[0][0]}")
        elif name == "weights":
            found.append(f"weights {_row(value)}")
    return found


def _row(value: Value) -> str:
    """Values of a variable one after the other; those of a vector in brackets."""
    if isinstance(value, str):
        return f"({_number(value)})"
    if len(value) == 1:
        shown = [_number(entry) for entry in value[0]]
    else:
        shown = ["[" + ", ".join(map(_number, row)) + "]" for row in value]
    more = ["…"] if len(shown) > _MOST_POINTS else []
    return f"({', '.join([*shown[:_MOST_POINTS], *more])})"


def _equations(values: Mapping[str, Value] | Mapping[str, int]) -> list[str]:
    return [f"{name_text(name)} = {_value(value)}" for name, value in values.items()]


def name_text(name: str) -> str:
    """A name of the kernel as a person writes it: ``Σ̃₁₂`` for ``Sigmatilde_12``."""
    plain = name.rstrip("'")
    try:
        return WRITER.write(spell(plain).layout) + name[len(plain) :]
    except ValueError:
        return name


def _value(value: Value | int) -> str:
    if isinstance(value, list):
        rows = ("[" + ", ".join(_number(entry) for entry in row) + "]" for row in value)
        return "[" + ", ".join(rows) + "]"
    return _number(str(value))


def _number(text: str) -> str:
    """A decimal number with the digits that a person looks at; fractions as they are."""
    mantissa, mark, exponent = text.partition("e")
    if len(text) <= _LONGEST_NUMBER or "." not in mantissa:
        return text
    kept = mantissa[: max(_LONGEST_NUMBER - len(mark + exponent) - 1, mantissa.index(".") + 3)]
    return f"{kept.rstrip('.')}…{mark}{exponent}"
