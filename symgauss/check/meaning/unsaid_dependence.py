r"""Names that may depend on what a derivative is taken by, although nobody says so.

A loss L, a normaliser Z and ``f(x)`` are no constants below ``\partial / \partial w``.  What holds
for them holds whether they depend on w or not.  At one point, a function of a number is as good as
any number times ``(1 + c w + b c^2 w^2)^2`` with any b and c, which has any value and any first two
derivatives; an array is as good as any array plus ``c w`` times another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation, parts_of
from symgauss.check.manners.letters import NOISE
from symgauss.check.manners.subscripts import subscripted
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.below_integrals import only_points
from symgauss.check.meaning.replacing import replaced
from symgauss.check.meaning.values import Value
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Density,
    Derivative,
    Gradient,
    Hessian,
    Indexed,
    IndexedSum,
    Jacobian,
    Named,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.kernel.unstated import named_laws
from symgauss.latex.naming import without_accent, without_bold

Unknown = Symbol | Indexed | Opaque | Density
Stated = Callable[[Unknown], bool]

DERIVATIVES = (Derivative, Gradient, Jacobian, Hessian)
_By = Derivative | Gradient | Jacobian | Hessian
_NAMES = re.compile(r"[A-Za-z]+(?:_\w+)?")
POINTS = frozenset("uvxyz")  #: letters of points in space: densities at others do not move
_TIMES = frozenset({"t", "s", "tau"})
SCALES = frozenset({"sigma", "tau", "lambda", "rho", "alpha", "gamma", "Sigma", "Lambda"})
_LOSSES = frozenset({"L", "J", "Q", "ell", "Lcal", "Jcal", "Qcal", "Fcal"})
_NORMALISERS = frozenset({"Z", "Zcal"})
_NUMBERS = _LOSSES | _NORMALISERS
_SQUARES = frozenset({"chi"})  #: sums of squares by their letter
_MEASURES = frozenset({"NLL", "RSS", "SSE", "MSE", "ELBO", "KL", "loss", "cost", "Phi", "Psi"})
_SUMS = frozenset({"S", "D"})  #: of squares, which no scale is in
_RESIDUALS = NOISE | {"e", "r"}
_PICKED = "entry"  #: the name of what picks an entry of a matrix


@dataclass(frozen=True, slots=True)
class Moving:
    """A question in which what may depend on the variable of a derivative does."""

    names: frozenset[str]  #: what may depend on it
    question: Question


def moving(
    question: Question,
    random: frozenset[str],
    typed: frozenset[str],
    stated: Stated,
    depends: Callable[[str, str], bool],
) -> Moving | None:
    """The question in which what may depend on a variable does; ``None`` if nothing may.

    ``random`` are names of random variables, ``typed`` those of which a document says what they
    are; ``stated`` tells whether it says what a function, a density or a mean is, and ``depends``
    whether words say that a name depends on another one.
    """
    sides = (question.lhs, question.rhs)
    found: dict[Unknown, dict[Variable, None]] = {}
    derivatives = [part for side in sides for part in subterms(side) if isinstance(part, _By)]
    by = {part.variable for part in derivatives}  # partial ones: the others stay as they are
    for part in derivatives:
        for unknown in (*_unsaid(part, random, typed), *_said_to_depend(part)):
            if not stated(unknown) and unknown not in by:
                found.setdefault(unknown, {})[part.variable] = None
        for name in free_symbols(part.body) - by - only_points(part.body):
            if depends(name.name, part.variable.name):
                found.setdefault(name, {})[part.variable] = None
    if not found:
        return None
    plain = [body for part in derivatives for body in _plain_body(part)]
    for part in derivatives:
        if any(part.variable in found.get(each, ()) for each in plain):
            for other in free_symbols(part.body) - by:
                if other.name not in random and not stated(other):
                    found.setdefault(other, {})[part.variable] = None
    numbers = {unknown: number for number, unknown in enumerate(found)}

    def put(term: Term) -> Term:
        if not isinstance(term, Unknown) or term not in found:
            return rebuild(term, put)
        moved: Term = term
        for variable in found[term]:
            moved = _moved(moved, term, variable, numbers[term])
        return moved

    moved = replace(question, lhs=put(question.lhs), rhs=put(question.rhs))
    return Moving(frozenset(map(_called, found)), moved)


def as_used(question: Question, used: tuple[Value, ...]) -> Question:
    """The question with the values that were used, in which more names may depend on something."""
    terms = (question.lhs, question.rhs, *(value.term for value in used))
    parts = (part for term in terms for part in subterms(term))
    by = {part.variable for part in parts if isinstance(part, DERIVATIVES)}
    values = tuple(v for v in used if v.key not in by)
    names = frozenset(v.key.name for v in values if isinstance(v.key, Symbol | Indexed))
    if not values:
        return question
    lhs, rhs = (replaced(side, values, names) for side in (question.lhs, question.rhs))
    return replace(question, lhs=lhs, rhs=rhs)


def _unsaid(derivative: _By, random: frozenset[str], typed: frozenset[str]) -> Iterator[Unknown]:
    """What may depend on the variable of a derivative, by custom."""
    body, variable = derivative.body, derivative.variable
    by = _letter(variable.name)
    is_point = by.lower() in POINTS or variable.name in random
    inside = free_symbols(body)
    customary = _letters_that_move(by, is_point=is_point, apart=variable not in inside)
    for part in subterms(body):
        if not isinstance(part, Unknown) or variable in free_symbols(part):
            continue
        if isinstance(part, Symbol | Indexed):
            if part not in inside:
                continue
            predicted = _is_prediction(part.name) and not is_point and by not in SCALES
            letter = _letter(part.name)
            if letter == "ell" and part not in _summands(body):
                continue  # a length, no likelihood
            if letter in _SUMS and part.shape.is_scalar and not is_point and by not in SCALES:
                yield part
                continue
            if not is_point and _may_be_added(part) and part in _summands(body):
                yield part
                continue
            is_array = not part.shape.is_scalar or part.name in typed
            if predicted or letter in (customary - _NUMBERS if is_array else customary):
                yield part
        elif is_point or (isinstance(part, Opaque) and part.name == _PICKED):
            continue
        elif isinstance(part, Density):
            if isinstance(part.law, Named):
                yield part
        elif is_expectation(part):
            if len(by) > 1 or variable not in inside:  # E[X] beside a is a number, beside mu none
                yield part
        elif density_of(part) is not None or by not in SCALES:
            yield part


def differentiated(term: Term) -> frozenset[str]:
    """Names by which a derivative is taken.

    Where the value of a name was put, as in f'(z) at m + s e, they are those of the value.
    """
    taken = [part.variable for part in subterms(term) if isinstance(part, _By)]
    names = (
        {each.name}
        if isinstance(each, Unknown) and not isinstance(each, Density)
        else {symbol.name for symbol in free_symbols(each)}
        for each in taken
    )
    return frozenset[str]().union(*names)


def names_below(sides: Iterable[Term], values: Callable[[str], Iterable[Term]]) -> frozenset[str]:
    """The names of which derivatives are taken, with those in the values that they may have."""
    todo = [part.body for side in sides for part in subterms(side) if isinstance(part, _By)]
    found: set[str] = set()
    while todo:
        body = todo.pop()
        functions = {part.name for part in subterms(body) if isinstance(part, Opaque)}
        for name in {symbol.name for symbol in free_symbols(body)} | functions:
            if name not in found:
                found.add(name)
                todo += values(name)
    return frozenset(found)


def _summands(body: Term) -> tuple[Term, ...]:
    """What is added up in a body, times numbers."""
    match body:
        case Sum(terms):
            return tuple(each for term in terms for each in _summands(term))
        case IndexedSum(inner):
            return _summands(inner)
        case Product((Rational(), *factors)) if len(factors) == 1:
            return _summands(factors[0])
        case Power(base, Rational()) if isinstance(base, Symbol) and base.name in _SQUARES:
            return (base,)
        case _:
            return (body,)


def _may_be_added(name: Symbol | Indexed) -> bool:
    """Whether a number that stands alone in a sum may be a function of anything: an energy E.

    Small letters, and C and K, are constants by custom; so are Greek ones.
    """
    if not isinstance(name, Symbol) or not name.shape.is_scalar:
        return False
    letter = _letter(name.name)
    if letter in _SQUARES or letter.endswith("cal"):
        return True
    if len(letter) > 1:
        return letter in _MEASURES
    return letter in "fgh" or (letter.isupper() and letter not in "CK")


def _letters_that_move(by: str, *, is_point: bool, apart: bool) -> frozenset[str]:
    """The letters that may depend on a variable, more of them where that stands ``apart``."""
    if is_point:
        return _LOSSES
    if not apart:
        return _NUMBERS
    return _NUMBERS | (POINTS if by in _TIMES else _RESIDUALS)


def _said_to_depend(derivative: _By) -> Iterator[Unknown]:
    r"""What a step itself takes to depend on the variable: L of ``dL/dw``, ``p_\theta``.

    Only where the line below is as good as any function.
    """
    body, variable = derivative.body, derivative.variable
    if _is_second(derivative) and not variable.shape.is_scalar:
        return
    names = subscripted(body, variable.name)
    if names & {name for part in subterms(body) for name in _averaged_over(part)}:
        return  # the law of an average moves, too
    inside = free_symbols(body)
    for part in subterms(body):
        if not isinstance(part, Unknown) or is_expectation(part):
            continue
        if isinstance(part, Symbol | Indexed) and part not in inside:
            continue
        is_general = variable.shape.is_scalar or _shape(part).is_scalar
        depends = part is body and density_of(part) is None and not isinstance(part, Density)
        apart = not free_symbols(variable) & free_symbols(part)
        if is_general and apart and (_called(part) in names or depends):
            yield part


def _plain_body(derivative: _By) -> Iterator[Symbol]:
    """The u of ``du/dt``, if it is any letter: what stands beside it may depend on t, too."""
    body = derivative.body
    if isinstance(body, Symbol) and "_" not in body.name and _letter(body.name) not in _NUMBERS:
        yield body


def _is_second(derivative: _By) -> bool:
    """Whether a derivative is, or has one in its body: a second one."""
    return isinstance(derivative, Hessian) or any(
        isinstance(part, _By) for part in subterms(derivative.body)
    )


def _averaged_over(part: Term) -> Iterator[str]:
    """The names of the laws of an average."""
    if isinstance(part, Opaque) and is_expectation(part):
        yield from _NAMES.findall(parts_of(part)[1])
    elif not isinstance(part, Density):
        for law in named_laws(part):
            yield law.name


def _is_prediction(name: str) -> bool:
    r"""Whether a name is that of a prediction: ``\hat y`` of data, by parameters."""
    stem = without_bold(name.partition("_")[0])
    return stem != without_accent(stem) and stem.endswith("hat") and _letter(name) in "fxyz"


def _letter(name: str) -> str:
    return without_accent(without_bold(name.partition("_")[0]))


def _moved(moved: Term, term: Unknown, variable: Variable, number: int) -> Term:
    """A term times or plus something that moves with a variable, as that term may."""
    along = _alike(term, f"{number} slope by {variable.name}", variable.shape)
    step: Term = Product((along, variable))
    if variable.shape.is_vector:
        step = Product((Transpose(along), variable))
    elif not variable.shape.is_scalar:
        step = Trace(Product((Transpose(along), variable)))
    shape = _shape(term)
    if not shape.is_scalar:
        other = _alike(term, f"{number} direction by {variable.name}", shape)
        return Sum((moved, Product((step, other))))
    bend = _alike(term, f"{number} bend by {variable.name}", SCALAR)
    curve = Sum((Rational(1), step, Product((bend, Power(step, Rational(2))))))
    return Product((moved, Power(curve, Rational(2))))


def _alike(term: Unknown, name: str, shape: Shape) -> Term:
    """A new name that depends on what the term depends on."""
    match term:
        case Indexed(_, indices):
            return Indexed(name, indices, shape)
        case Opaque(_, arguments) if not is_expectation(term):
            return Opaque(name, arguments, shape)
        case Density(Named(_, variables, given)):
            return Opaque(name, (*variables, *given), shape)
        case _:
            return Symbol(name, shape)


def _shape(term: Unknown) -> Shape:
    return SCALAR if isinstance(term, Density) else term.shape


def _called(term: Term) -> str:
    """The name by which a person speaks of it."""
    if isinstance(term, Density):
        return term.law.name if isinstance(term.law, Named) else "the density"
    density = density_of(term)
    if density is not None:
        return density.letter
    if is_expectation(term):
        return "the mean"
    return str(getattr(term, "name", "it")).split("|")[0]
