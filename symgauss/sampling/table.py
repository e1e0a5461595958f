"""A check as a table: for each result, each quantity at its worst entry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import floor, isfinite, log10
from statistics import NormalDist

from symgauss.kernel.sizes import size
from symgauss.kernel.terms import Dimension
from symgauss.notation.unicode import print_term, text_width
from symgauss.sampling.results import Quantity, SampleCheck

_HEAD = ("derived", "sampled", "std. error", "z")
_NUMBERS = (11, 11, 11, 7)
_ENTRY, _PLACE = 7, 3
_NARROWEST, _LEAST_LABEL = 76, 12
REFUSED = "✗"


def text_of(check: SampleCheck, width: int = 100, *, verbose: bool = False) -> str:
    """The whole report within a width; ``verbose`` shows every instance."""
    return "\n".join(lines_of(check, width, verbose=verbose)) + "\n"


def lines_of(check: SampleCheck, width: int = 100, *, verbose: bool = False) -> Iterator[str]:
    """The lines of the report."""
    width = max(width, _NARROWEST)
    yield from textwrap.wrap(check.title, width)
    yield "═" * min(width, text_width(check.title))
    if check.quantities:
        yield from textwrap.wrap(_set_up(check), width)
        yield from textwrap.wrap(_instances(check), width, subsequent_indent="  ")
    ordered = sorted(check.quantities, key=lambda q: q.result)
    longest = max((text_width(q.label) for q in ordered), default=0)
    room = max(_LEAST_LABEL, width - 4 - _ENTRY - _PLACE - sum(_NUMBERS) - 3)
    room = min(room, max(_LEAST_LABEL, longest))
    for result, group in groupby(ordered, key=lambda q: q.result):
        yield ""
        members = list(group)
        yield _cut(f"({result}) {members[0].formula}", width)
        yield from _row(("", "entry", "in"), _HEAD, room, "")
        for quantity in _worst(members, verbose=verbose):
            yield from _quantity(quantity, room)
    if check.skipped:
        yield ""
    for skipped in check.skipped:
        text = f"({skipped.result}) not sampled: {skipped.reason}"
        yield from textwrap.wrap(text, width, subsequent_indent="    ")
    yield ""
    yield from textwrap.wrap(verdict(check), width)


def _set_up(check: SampleCheck) -> str:
    count = len(check.instances)
    plural = "" if count == 1 else "s"
    draws = (
        f"{check.draws:,} draws at each of {count}" if count > 1 else f"{check.draws:,} draws at 1"
    )
    return f"{draws} instance{plural} of the parameters, seed {check.seed}"


def _instances(check: SampleCheck) -> str:
    """Which sizes each instance has."""
    texts = [f"{i.number + 1}: {_sizes(i.sizes)}" for i in check.instances if i.sizes]
    return "; ".join(texts)


def _sizes(sizes: dict[str, int]) -> str:
    return ", ".join(f"{print_term(Dimension(size(n)))} = {k}" for n, k in sizes.items())


def verdict(check: SampleCheck) -> str:
    """One line: accepted, refused, or nothing to sample."""
    done = sum(instance.draws for instance in check.instances)
    end = f"; interrupted after {done:,} draws" if check.interrupted else ""
    if not check.quantities:
        return f"nothing to sample: no result speaks about random variables{end}"
    worst = check.worst
    largest = abs(worst.z) if worst else 0.0
    count = len(check.quantities)
    allowed = -NormalDist().inv_cdf(check.level / (2 * count))
    scores = f"largest |z| {_score(largest)}, refused above {allowed:.2f}"
    level = f"family-wise level {check.level:g}"
    if check.accepted:
        return f"accepted: {count} quantities, {scores} ({level}){end}"
    wrong = [quantity for quantity in check.quantities if quantity.refused]
    results = ", ".join(f"({n})" for n in dict.fromkeys(q.result for q in wrong))
    return f"refused: {results}: {len(wrong)} of {count} quantities, {scores} ({level}){end}"


def _worst(members: Sequence[Quantity], *, verbose: bool) -> Iterator[Quantity]:
    """Each quantity of a result at its largest score."""
    groups: dict[tuple[str, int], list[Quantity]] = {}
    for each in members:
        groups.setdefault((each.label, each.instance if verbose else 0), []).append(each)
    for group in groups.values():
        yield max(group, key=lambda q: abs(q.z))


def _quantity(quantity: Quantity, room: int) -> list[str]:
    entry = f"[{','.join(map(str, quantity.entry))}]" if quantity.entry else ""
    mark = REFUSED if quantity.refused else ""
    names = (quantity.label, entry, str(quantity.instance + 1))
    return _row(names, numbers(quantity), room, mark)


def _row(names: tuple[str, str, str], values: Sequence[str], room: int, mark: str) -> list[str]:
    """One line, or two where the name of the quantity leaves no room for the numbers."""
    first = [f"    {names[0]}"] if text_width(names[0]) > room else []
    label = _padded("" if first else names[0], room)
    place = _padded(names[1], _ENTRY) + _padded(names[2], _PLACE)
    cells = "".join(" " * (w - len(v)) + v for v, w in zip(values, _NUMBERS, strict=True))
    return [*first, f"    {label} {place}{cells} {mark}".rstrip()]


def numbers(quantity: Quantity) -> tuple[str, str, str, str]:
    """Derived, sampled, standard error and score, to two digits of the standard error."""
    error = quantity.standard_error
    shown = [quantity.derived, quantity.sampled, error]
    if not all(isfinite(value) for value in shown):
        texts = [f"{value:.4g}" for value in shown]
        return texts[0], texts[1], texts[2], _score(quantity.z)
    negligible = 1e-9 * max(abs(quantity.derived), 1e-3)
    if error <= negligible:
        return _plain(quantity.derived, 5), _plain(quantity.sampled, 5), "0", _score(quantity.z)
    places = 1 - floor(log10(error))
    largest = max(abs(value) for value in shown)
    if not 0 <= places <= 7 or largest >= 1e6:
        texts = [f"{value:.3e}" for value in shown]
    else:
        texts = [_signed(f"{value:.{places}f}") for value in shown]
    return texts[0], texts[1], texts[2], _score(quantity.z)


def _plain(value: float, digits: int) -> str:
    return _signed(f"{value:.{digits}g}")


def _score(z: float) -> str:
    return _signed(f"{z:.2f}" if abs(z) < 1000 else f"{z:.0e}") if isfinite(z) else "∞"


def _signed(text: str) -> str:
    """A true minus sign; zero has none."""
    if text.startswith("-") and not text.strip("-0."):
        return text[1:]
    return text.replace("-", "−")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - text_width(text))


def _cut(text: str, width: int) -> str:
    if text_width(text) <= width:
        return text
    while text_width(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def html_of(check: SampleCheck) -> str:
    """A table for a notebook."""
    heads = "".join(f"<th>{escape(head)}</th>" for head in ("quantity", "entry", *_HEAD))
    rows: list[str] = []
    ordered = sorted(check.quantities, key=lambda q: q.result)
    for result, group in groupby(ordered, key=lambda q: q.result):
        members = list(group)
        formula = escape(f"({result}) {members[0].formula}")
        rows.append(f'<tr><td colspan="6" style="text-align:left"><b>{formula}</b></td></tr>')
        for quantity in _worst(members, verbose=False):
            entry = ",".join(map(str, quantity.entry))
            cells = [quantity.label, entry, *numbers(quantity)]
            colour = ' style="color:#b00"' if quantity.refused else ""
            body = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            rows.append(f"<tr{colour}>{body}</tr>")
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"{table if rows else ''}<p>{escape(verdict(check))}</p>"
