r"""Constants in the variable of a density that may hide what depends on its parameters.

In ``\log p(x | m, s) = -(x - m)^2 / 2 s^2 + C`` the C is free of x, but not of s: it is the
logarithm of the normaliser.  So is the c of ``f(x) = c e^{..}`` that is called a normalising
constant.  Below a derivative by a parameter it is a constant where the parameter only moves the
variable, as m does in ``x - m``, or where something free of the variable shows how the density
depends on the parameter, as in ``- \log s + C``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from symgauss.check.manners.densities import named_law
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES, POINTS, SCALES
from symgauss.check.meaning.values import Value
from symgauss.kernel.terms import (
    Function,
    Indexed,
    Opaque,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import children, subterms
from symgauss.latex.naming import without_bold

_CONSTANTS = frozenset({"C", "c", "K", "k", "const", "cst"})
_LOG_DENSITY = re.compile(r"^[^=$]{1,40}=[^=$]{0,40}\\(?:log|ln)\s*[pqf]\b")
_LONGEST = 120  #: characters of the first two sides of a chain
_KIND = (
    r"(?:log(?:arithmic)?[ -]?)?(?:(?:normali[sz]\w*|integration|proportionality)"
    r" (?:constants?|factors?|terms?|coefficients?)|normali[sz]ers?|partition function)"
)
_CALLED = re.compile(
    rf"\$([^$]{{1,12}})\$,? (?:is|denotes|be|as|being|for) (?:the |an? |some )?(?:\w+ )?{_KIND}"
    rf"|{_KIND},? \$([^$=]{{1,12}})[$=]",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def called_normalisers(text: str) -> frozenset[str]:
    """The names that a document calls constants of a normalisation or of an integration."""
    text = text.replace(r"\(", "$").replace(r"\)", "$")
    found = (match[1] or match[2] for match in _CALLED.finditer(" ".join(text.split())))
    return frozenset(re.sub(r"[\\{}\s]", "", name) for name in found)


def hidden_normaliser(
    sides: Iterable[Term], known: Iterable[Value], text: str, valued: frozenset[str]
) -> str:
    """What may hide something below a derivative, in words; empty if nothing does.

    ``known`` are the values that were put in, ``text`` is the document and ``valued`` are the names
    of which it says what they are.
    """
    derivatives = [p for side in sides for p in subterms(side) if isinstance(p, DERIVATIVES)]
    if not derivatives:
        return ""
    called = called_normalisers(text)
    bodies = [(frozenset[str](), part.body, called) for part in derivatives]
    for value in known:
        law = None if isinstance(value.key, str) else named_law(value.key)
        if law is not None:
            names = frozenset(_stem(each) for each in law.variables)
            bodies.append((names, value.term, called | _CONSTANTS))
        elif isinstance(value.key, Opaque):
            # of f(x, s), x is the variable; a likelihood of s has none
            names = frozenset(_stem(each) for each in _variables(value.key.arguments[0]))
            if _is_log_density(text, value):
                bodies.append((frozenset(), value.term, called | _CONSTANTS))
                continue
            is_density = isinstance(value.term, Function) and bool(names & POINTS)
            bodies.append((names, value.term, called | (_CONSTANTS if is_density else called)))
    for part in derivatives:
        for points, body, letters in bodies:
            detail = _hidden(part.variable, points, body, letters - valued)
            if detail:
                return detail
    return ""


def _is_log_density(text: str, value: Value) -> bool:
    r"""Whether a chain gives a value: ``\ell(s) = \log p(x | s) = ..``."""
    return _LOG_DENSITY.search(text[value.position : value.position + _LONGEST]) is not None


def _hidden(by: Variable, points: frozenset[str], body: Term, letters: frozenset[str]) -> str:
    present = frozenset(_stem(each) for each in _variables(body)) - {_stem(by)}
    if _stem(by) in SCALES and points & POINTS:
        points -= {_stem(by)}  # the s of ``p(x; s)``
    if _stem(by) in points or not _has(body, by):
        return ""
    points = points & present or present & POINTS
    if not points:
        return ""
    parts, stems = list(_parts(body)), {letter.partition("_")[0] for letter in letters}
    for part in parts:
        if _has(part, by) or _has_points(part, points):
            continue
        inside = {_stem(each) for each in _variables(part)}
        constants = {name for name in inside if name.partition("_")[0] in stems}
        shown = any(_has(p, by) and not _has_points(p, points) for p in parts if p is not part)
        if constants and not shown and not _only_moves(body, by, points):
            return f"{min(constants)} may depend on {by.name}"
    return ""


def _parts(term: Term) -> Iterator[Term]:
    """The factors of a density, and the summands of its logarithm."""
    match term:
        case Product(factors):
            for factor in factors:
                yield from _parts(factor)
        case Function("exp", argument):
            yield from _summands(argument)
        case Function("log", argument):
            yield from _parts(argument)
        case Sum():
            yield from _summands(term)
        case _:
            yield term


def _summands(term: Term) -> Iterator[Term]:
    """What is added up, also in ``-(a + b)``."""
    match term:
        case Sum(terms):
            for each in terms:
                yield from _summands(each)
        case Product((Rational(), inner)):
            yield from _summands(inner)
        case _:
            yield term


def _only_moves(body: Term, by: Variable, points: frozenset[str]) -> bool:
    """Whether a parameter stands in one sum only, beside a variable that stands nowhere else."""
    found: set[Term] = set()

    def moves(term: Term) -> bool:
        if isinstance(term, Sum) and _has(term, by):
            bare = [each for each in term.terms if _is_point(each, points)]
            others = [each for each in term.terms if not _is_point(each, points)]
            if bare and not any(_has_points(each, points) for each in others):
                found.add(term)
                return True
        if isinstance(term, Symbol | Indexed):
            return _stem(term) != _stem(by) and _stem(term) not in points
        return all(map(moves, children(term)))

    return moves(body) and len(found) == 1


def _is_point(term: Term, points: frozenset[str]) -> bool:
    if isinstance(term, Product) and len(term.factors) == 1 + 1:
        number, rest = term.factors
        return isinstance(number, Rational) and _is_point(rest, points)
    return isinstance(term, Symbol | Indexed) and _stem(term) in points


def _has(term: Term, by: Variable) -> bool:
    return any(_stem(each) == _stem(by) for each in _variables(term))


def _has_points(term: Term, points: frozenset[str]) -> bool:
    return any(_stem(each) in points for each in _variables(term))


def _variables(term: Term) -> Iterator[Variable]:
    return (part for part in subterms(term) if isinstance(part, Symbol | Indexed))


def _stem(variable: Variable) -> str:
    """The name of a family for its members."""
    name = without_bold(variable.name)
    return name if isinstance(variable, Symbol) else name.partition("_")[0]
