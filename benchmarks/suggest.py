"""Errors planted in steps of the corpus that hold, and what the first suggestion makes of them.

Usage: ``python benchmarks/suggest.py [FOLDER] [--each N] [--seed N] [--only PREFIX]``.  The errors
are planted by this script, not by the edits that suggestions are made of.  A suggestion is right
where it undoes the error; one that makes the step hold in another way is counted apart.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus import DEFAULT, documents

from symgauss.check.checked import Asked
from symgauss.check.document import check_text
from symgauss.check.edits import with_child
from symgauss.check.suggesting import remedy
from symgauss.kernel.judge import judge
from symgauss.kernel.terms import (
    Determinant,
    Function,
    Indexed,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import bound_variables, children, subterms
from symgauss.kernel.verdict import Answer

SECONDS = 2.0


def errors(term: Term, symbols: tuple[Symbol | Indexed, ...]) -> Iterator[tuple[str, Term]]:
    """The term with one error in one place, and the kind of the error."""
    yield from errors_here(term, symbols)
    for position, child in enumerate(children(term)):
        if child in bound_variables(term):
            continue
        for kind, changed in errors(child, symbols):
            yield kind, with_child(term, position, changed)


def errors_here(term: Term, symbols: tuple[Symbol | Indexed, ...]) -> Iterator[tuple[str, Term]]:
    """Errors of the node itself."""
    match term:
        case Sum(terms):
            for i, part in enumerate(terms):
                before, after = terms[:i], terms[i + 1 :]
                yield "sign", Sum((*before, Product((Rational(-1), part)), *after))
                yield "factor", Sum((*before, Product((Rational(2), part)), *after))
                yield "factor", Sum((*before, Product((Rational(1, 2), part)), *after))
                if len(terms) > 1:
                    yield "dropped", terms[1 - i] if len(terms) == 2 else Sum((*before, *after))
        case Product(factors):
            for i in range(len(factors) - 1):
                swapped = (*factors[:i], factors[i + 1], factors[i], *factors[i + 2 :])
                yield "order", Product(swapped)
        case Rational(p, q):
            yield "factor", Rational(2 * p, q)
            yield "sign", Rational(-p, q)
        case Transpose(inner) | Inverse(inner):
            yield type(term).__name__.lower(), inner
        case Function(_, inner) | Determinant(inner):
            yield "function", inner
        case Power(base, exponent):
            kind = "inverse" if exponent == Rational(-1) else "power"
            yield kind, base
        case Symbol(_, shape) | Indexed(_, _, shape):
            for other in symbols:
                if other != term and other.shape == shape:
                    yield "symbol", other
        case _:
            return


def main() -> None:
    """Plant errors and count what is suggested."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--each", type=int, default=2, help="errors planted in each step")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="", help="start of file names")
    options = arguments.parse_args()
    if not options.folder.is_dir():
        print(f"skipped: there is no corpus at {options.folder}")
        return
    rng = random.Random(options.seed)
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    times: list[float] = []
    for path in documents(options.folder):
        if not path.name.startswith(options.only):
            continue
        found = check_text(path.read_text(encoding="utf-8"), str(path), seed=1)
        for step in found.steps:
            if step.verdict.answer is Answer.HOLDS and step.asked is not None:
                for kind, outcome, taken in planted(step.asked, options.each, rng):
                    total[outcome] += 1
                    kinds.setdefault(kind, Counter())[outcome] += 1
                    times.append(taken)
    planted_errors = sum(total.values()) or 1
    print(f"{planted_errors} errors planted")
    for outcome, count in total.most_common():
        print(f"{count:>7} {count / planted_errors:6.1%} {outcome}")
    for kind, counts in sorted(kinds.items()):
        print(f"  {kind:10} " + ", ".join(f"{n} {outcome}" for outcome, n in counts.most_common()))
    times.sort()
    print(f"median {1000 * times[len(times) // 2]:.0f} ms, longest {times[-1]:.1f} s")


def planted(asked: Asked, each: int, rng: random.Random) -> Iterator[tuple[str, str, float]]:
    """Kind, outcome and seconds for some errors that the kernel refutes."""
    parts = [part for side in (asked.lhs, asked.rhs) for part in subterms(side)]
    symbols = tuple(dict.fromkeys(p for p in parts if isinstance(p, Symbol | Indexed)))
    choices = list(errors(asked.rhs, symbols))
    rng.shuffle(choices)
    done = 0
    for kind, wrong in choices[: 4 * each]:
        if done == each:
            return
        question = (asked.lhs, asked.relation, wrong, asked.context)
        try:
            verdict = judge(*question, seed=rng.getrandbits(32), seconds=SECONDS)
        except (TypeError, LookupError, AttributeError, RuntimeError):
            continue
        if verdict.answer is not Answer.FAILS:
            continue
        done += 1
        begun = time.perf_counter()
        found = remedy(Asked(*question), wrong, (asked.lhs,), seed=1)
        taken = time.perf_counter() - begun
        if found.rhs is None:
            yield kind, "nothing suggested", taken
        elif undoes(found.rhs, asked, rng):
            yield kind, "right", taken
        else:
            yield kind, "holds in another way", taken


def undoes(rhs: Term, asked: Asked, rng: random.Random) -> bool:
    """Whether the right side is the original one, perhaps written in another way."""
    if rhs == asked.rhs:
        return True
    verdict = judge(
        rhs, asked.relation, asked.rhs, asked.context, seed=rng.getrandbits(32), readable=False
    )
    return verdict.answer is Answer.HOLDS


if __name__ == "__main__":
    main()
