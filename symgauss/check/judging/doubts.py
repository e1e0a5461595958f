"""Reasons why a refuted step may still be right: what the document may know and we do not.

A step *fails* only if nothing here applies; false alarms are worse than misses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symgauss.check.checked import Asked
from symgauss.check.inference.atoms import shown_name
from symgauss.check.manners.densities import DENSITY
from symgauss.check.manners.expectations import is_expectation, random_names
from symgauss.check.manners.subscripts import subscripted
from symgauss.check.meaning.constants import is_noise
from symgauss.kernel.names import AVERAGES, relevant_terms
from symgauss.kernel.partitions import partitions
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import ONE, Shape
from symgauss.kernel.terms import (
    Derivative,
    Dimension,
    Gradient,
    Hessian,
    Identity,
    Indexed,
    IndexedSum,
    Integral,
    Jacobian,
    Kronecker,
    Ones,
    Opaque,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import (
    Answer,
    Evidence,
    EvidenceKind,
    Reason,
    ShapeConflict,
    Verdict,
)

_ORDERS = {
    RelationKind.LESS,
    RelationKind.LESS_EQUAL,
    RelationKind.GREATER,
    RelationKind.GREATER_EQUAL,
}
_ACCENTS = ("bar", "hat", "tilde", "check")
#: Letters that are sizes where arrays stand beside them.
_SIZES = frozenset("nmpdkvqrNMDKT")
DEPENDS = "nothing says how"  #: in the detail of a verdict on a derivative
_DECIMAL = re.compile(r"-?\d+\.(\d+)")

_missing = Verdict.missing_context


@dataclass(frozen=True)
class Facts:
    """What a document says that is no value: equations, shapes, words."""

    stated: frozenset[str] = frozenset()  #: names whose shape stands in a set or a partition
    told: frozenset[str] = frozenset()  #: also in prose, and what follows, such as y of ``y = A x``
    typed: frozenset[str] = frozenset()  #: these, and those of which prose says what they are
    valued: frozenset[str] = frozenset()  #: names that have a value
    dimensions: frozenset[str] = frozenset()  #: sizes that the document names
    constraints: tuple[tuple[int, frozenset[str]], ...] = ()  #: place and names of equations
    independent: bool = False  #: whether independence is spoken of
    apart: frozenset[str] = frozenset()  #: names that are independent, and of which no more is said
    settled: frozenset[str] = frozenset()  #: opaque names of which stated laws say what they are
    restricted: Mapping[str, str] = field(default_factory=dict)  #: names, and the word for it
    numbered: int | None = None  #: from where on the text says of a size that it is some number
    lines: frozenset[str] = frozenset()  #: names that run over a line: integrated between bounds
    unwritten: frozenset[str] = frozenset()  #: in no formula but below derivatives

    def at(self, place: int) -> Facts:
        """What is said for a place: "In one dimension, (display)" is not for what stands above."""
        below = self.numbered is not None and self.numbered > place
        return replace(self, numbered=None) if below else self


def doubt(
    verdict: Verdict,
    sides: tuple[Term, Term],
    kind: RelationKind,
    facts: Facts,
    defined: frozenset[str] = frozenset(),
) -> Verdict:
    """The verdict, or ``unknown`` where the document may say why the step is right.

    ``defined`` are names in the places of which their definitions were put.
    """
    if verdict.answer is Answer.HOLDS or verdict.answer is Answer.FAILS:
        mistyped = _array_notation(sides, facts)
        if mistyped:
            several = "," in mistyped
            what = "are written like arrays" if several else "is written like an array"
            detail = (
                f"{mistyped} {what}, and nothing says what {'they are' if several else 'it is'}"
            )
            return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
    if verdict.answer is not Answer.FAILS:
        return verdict
    if verdict.shape_conflict is not None:
        return _shape(verdict, sides, facts)
    parts = [part for side in sides for part in subterms(side)]
    for part in parts:
        if isinstance(part, Integral) and part.variable.name in facts.lines:
            name, shape = part.variable.name, part.variable.shape
            if not shape.is_scalar:
                detail = f"{name} is a vector elsewhere, and runs between two numbers here"
                return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
        if isinstance(part, Ones) and _is_open(part.shape):
            detail = "nothing says how long a vector of ones is"
            return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
        known = facts.settled | defined
        if isinstance(part, Opaque) and not (is_expectation(part) or part.name in known):
            return _missing(f"nothing says what {shown_name(part.name)} is")
    if kind in _ORDERS:
        return _missing("a condition, or not true for all values")
    names = {symbol.name for side in sides for symbol in free_symbols(side)}
    accented = sorted(n for n in names if _is_accented(n) and n not in facts.valued)
    if accented:
        return _missing(f"nothing says what {_listed(accented)}")
    if any(isinstance(part, AVERAGES) or is_expectation(part) for part in parts):
        primed = sorted(n for n in names if n.endswith("prime") and n not in facts.valued)
        if primed:  # it may be another draw
            return _missing(f"nothing says what {_listed(list(map(shown_name, primed)))}")
    related = _recursive(parts)
    if related and related not in defined:
        return _missing(f"the members of {related} may be related to each other")
    averaged = random_names(*sides) & names
    if facts.independent and averaged and not averaged <= facts.apart:
        return _missing("it does not hold for every law; it may follow from independence")
    return _sized(verdict, parts, facts)


def _sized(verdict: Verdict, parts: list[Term], facts: Facts) -> Verdict:
    """The verdict, unless nothing says how numbers are related to the sizes of arrays."""
    uncounted = _uncounted(parts, facts.typed)
    if uncounted:
        detail = f"nothing says that {uncounted} has as many entries as the sum has terms"
        return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
    numbers = {d for p in parts if isinstance(p, Dimension) for d in p.size.dimensions}
    if len(numbers) > 1 and verdict.shape_conflict is None:
        detail = f"nothing says how {', '.join(sorted(numbers))} are related"
        return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
    sizes = _sizes_of(parts)
    scalars = _outside_indices(parts) & _SIZES
    counting = [p.size for p in parts if isinstance(p, Dimension | Identity)]
    counts = {name for each in counting for name in each.dimensions} - sizes
    if facts.numbered is not None and sizes | counts and verdict.shape_conflict is None:
        return _missing("the document gives a size a number, which was not used")
    if sizes - facts.dimensions and scalars | counts:
        listed = ", ".join(sorted(scalars | counts))
        detail = f"nothing says how {listed} is related to the sizes"
        return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
    return verdict


def undependent(
    verdict: Verdict,
    asked: Asked | None,
    facts: Facts,
    moved: frozenset[str] = frozenset(),
    modelled: frozenset[Variable] = frozenset(),
) -> Verdict:
    r"""The verdict; unknown, if a name of which nobody says what it is was taken for a constant.

    It holds whether those that ``moved`` are constants or not.  Those that are ``modelled`` are
    related as the laws say that the step is asked about under.

    ``\partial Q / \partial \mu = 0`` speaks of a Q that depends on mu.  A density is what it says
    it is a density of.  A recursion such as ``x_t = a x_{t-1} + e_t`` relates the members of x,
    also where it is the very chain that is checked.
    """
    if asked is None or verdict.answer not in (Answer.HOLDS, Answer.FAILS):
        return verdict
    valued = frozenset(definition.name.name for definition in asked.context.definitions)
    if verdict.answer is Answer.FAILS and verdict.shape_conflict is None:
        parts = [p for side in (asked.lhs, asked.rhs) for p in subterms(side)]
        families = _neighbours(part for part in parts if part not in modelled)
        related = sorted(families & (facts.valued - valued))
        if related:
            return _missing(f"the members of {related[0]} may be related to each other")
        noise = _noises(relevant_terms((asked.lhs, asked.rhs), asked.context))
        if noise:
            return _missing(f"{noise} may be the same noise with an index and without one")
    for side in (asked.lhs, asked.rhs):
        for part in subterms(side):
            if not isinstance(part, Derivative | Gradient | Jacobian | Hessian | Integral):
                continue
            body, variable = part.body, part.variable
            indexed = sorted(subscripted(body, variable.name) - valued - moved)
            if indexed:
                return _missing(f"{DEPENDS} {indexed[0]} depends on {variable.name}")
            if isinstance(part, Integral):
                continue
            if not isinstance(body, Symbol | Indexed | Opaque) or body.name in valued | moved:
                continue
            if isinstance(body, Opaque) and (DENSITY in body.name or is_expectation(body)):
                continue
            if not {s.name for s in free_symbols(variable)} & {s.name for s in free_symbols(body)}:
                return _missing(f"{DEPENDS} {shown_name(body.name)} depends on {variable.name}")
    return verdict


def _listed(names: list[str]) -> str:
    return f"{', '.join(names)} {'are' if len(names) > 1 else 'is'}"


def _uncounted(parts: list[Term], typed: frozenset[str]) -> str:
    """A vector whose entries are summed up to a limit that nothing calls its length."""
    lengths = {p.name: p.shape.rows for p in parts if isinstance(p, Symbol)}
    for part in parts:
        if not isinstance(part, IndexedSum):
            continue
        limit = part.upper.size if isinstance(part.upper, Dimension) else None
        for inner in subterms(part.body):
            if isinstance(inner, Indexed) and part.index in inner.indices:
                rows = lengths.get(inner.name, ONE)
                if rows not in (limit, ONE) and inner.name not in typed:
                    return inner.name
    return ""


def totals(parts: list[Term]) -> set[str]:
    """Numbers beside members of their name: the n that may be the sum of all ``n_ij``."""
    members = {_letter(p) for p in parts if isinstance(p, Indexed) and p.shape.is_scalar}
    plain = {p.name for p in parts if isinstance(p, Symbol) and p.shape.is_scalar}
    sizes = {d for p in parts if isinstance(p, Dimension) for d in p.size.dimensions}
    return members & (plain | sizes)


def _letter(member: Indexed) -> str:
    """The name without its indices: families of several have their number in it, or dots."""
    several = str(len(member.indices)) if len(member.indices) > 1 else ""
    return member.name.partition("_")[0].removesuffix(several)


def _recursive(parts: list[Term]) -> str:
    """A family with two neighbours, such as ``a_t`` and ``a_{t-1}``: one may give the other.

    Such a relation is stated in many ways (a recursion, a product up to t) and easily missed.
    """
    return next((name for name in sorted(_neighbours(parts)) if _is_accented(name)), "")


def _noises(terms: Iterable[Term]) -> str:
    r"""Noise that is written with an index in one place and without in another one."""
    parts = [symbol for term in terms for symbol in free_symbols(term)]
    plain = {p.name for p in parts if isinstance(p, Symbol) and is_noise(p.name)}
    members = {p.name.partition("_")[0] for p in parts if isinstance(p, Indexed)}
    members |= {name.partition("_")[0] for name in plain if "_" in name}
    return next((name for name in sorted(plain) if name in members), "")


def _is_open(shape: Shape) -> bool:
    """Whether a length is one that nothing names."""
    return any(name[0] in "?#" for name in shape.rows.dimensions | shape.columns.dimensions)


def absorbs_all(asked: Asked | None) -> bool:
    """Whether a step is one up to a constant in variables that occur nowhere in it.

    As in ``ln p(z) = -x^2 + const`` with ``z = (x, y)``: anything at all is constant in them.
    """
    if asked is None or asked.relation.kind is RelationKind.EQUAL or not asked.relation.variables:
        return False
    terms = relevant_terms((asked.lhs, asked.rhs), asked.context)
    occurring = {symbol.name for term in terms for symbol in free_symbols(term)}
    occurring |= {each.whole.name for each in partitions(asked.context)}
    return not any(variable.name in occurring for variable in asked.relation.variables)


def has_members(sides: tuple[Term, Term]) -> bool:
    """Whether members of families occur whose place a letter tells: ``x_{t-1}``, ``x_0`` not."""
    parts = (part for side in sides for part in subterms(side))
    return any(isinstance(p, Indexed) and any(map(free_symbols, p.indices)) for p in parts)


def _neighbours(parts: Iterable[Term]) -> frozenset[str]:
    """Families of which two members occur, with a letter in their indices."""
    members: dict[str, set[tuple[Term, ...]]] = {}
    for part in parts:
        if isinstance(part, Indexed) and any(free_symbols(index) for index in part.indices):
            members.setdefault(part.name, set()).add(part.indices)
    return frozenset(name for name, indices in members.items() if len(indices) > 1)


def _array_notation(sides: tuple[Term, Term], facts: Facts) -> str:
    """What is transposed or traced and was yet taken for a scalar, without being stated one.

    Scalars commute: a product in the wrong order would hold.
    """
    turned = any(isinstance(p, Transpose | Trace) for side in sides for p in subterms(side))
    linear = not turned and is_linear(sides, facts.typed)
    for side in sides:
        for part in () if linear else subterms(side):
            match part:
                case Symbol(name, shape) | Indexed(name, _, shape) if (
                    shape.is_scalar and _is_bold(name) and name not in facts.typed
                ):
                    return name
                case _:
                    pass
            if not isinstance(part, Transpose | Trace):
                continue
            names = sorted(symbol.name for symbol in free_symbols(part.matrix))
            if names and not set(names) <= facts.typed and _is_scalar(part.matrix):
                return ", ".join(names)
    return ""


def is_linear(sides: tuple[Term, Term], typed: frozenset[str]) -> bool:
    """Whether names that are written like arrays occur as in ``a x + b y``, with numbers a and b.

    What holds for such sums of numbers holds for those of vectors.
    """
    degrees = [_degree(side, typed) for side in sides]
    return all(degree is not None and degree <= 1 for degree in degrees)


def _degree(term: Term, typed: frozenset[str]) -> int | None:
    """The degree in bold names that nothing types; ``None`` where they do more than add up."""
    names = {s.name for s in free_symbols(term)}
    if not any(_is_bold(name) and name not in typed for name in names):
        return 0
    match term:
        case Symbol() | Indexed():
            return 1
        case Sum(terms):
            degrees = [_degree(part, typed) for part in terms]
            return None if None in degrees else max(d for d in degrees if d is not None)
        case Product(factors):
            degrees = [_degree(factor, typed) for factor in factors]
            return None if None in degrees else sum(d for d in degrees if d is not None)
        case Opaque(_, arguments):
            return 1 if all(isinstance(a, Symbol | Indexed) for a in arguments) else None
        case _:
            return None


def _is_bold(name: str) -> bool:
    return name.partition("_")[0].endswith("bold")


def _is_scalar(term: Term) -> bool:
    try:
        return shape_of(term).is_scalar and all(
            symbol.shape.is_scalar for symbol in free_symbols(term)
        )
    except ShapeError:
        return False


def constrained(verdict: Verdict, position: int, names: frozenset[str], facts: Facts) -> Verdict:
    """As :func:`doubt`, for equations of the document that are no values, such as ``P^2 = P``."""
    if verdict.answer is not Answer.FAILS or verdict.shape_conflict is not None:
        return verdict
    for name in sorted(names):
        word = facts.restricted.get(name) or facts.restricted.get(name.partition("_")[0])
        if word:
            return _missing(f"{name} is said to be special ({word}), which was not used")
    for place, involved in facts.constraints:
        if place == position and involved:
            return _missing("it restricts its names, or is not true for all values")
        if involved and involved <= names:
            return _missing("an equation of the document between these names was not used")
    return verdict


def conflict_of(term: Term, facts: Facts) -> Verdict | None:
    """What shapes that the document states or tells say of a side that does not fit, or ``None``.

    What does not fit by words alone is no definition, and not refuted.
    """
    try:
        shape_of(term)
    except ShapeError as error:
        if isinstance(error.term, Integral):  # the reader takes integrands for numbers
            reason = Reason.UNDETERMINED_TYPE
            return Verdict(Answer.UNKNOWN, reason=reason, detail=str(error))
        conflict = ShapeConflict(error.term, error.left, error.right)
        verdict = Verdict(Answer.FAILS, shape_conflict=conflict, detail=str(error), term=error.term)
        found = _shape(verdict, (error.term, error.term), facts)
        names = {symbol.name for symbol in free_symbols(error.term)}
        told = names <= facts.told and not (_is_open(error.left) or _is_open(error.right))
        return found if found.answer is Answer.FAILS or (names and told) else None
    return None


def rounded(verdict: Verdict, right: str) -> Verdict:
    """A number with decimals is right if it is the left side, rounded."""
    match = _DECIMAL.fullmatch(right.strip())
    found = verdict.counterexample
    if verdict.answer is not Answer.FAILS or match is None or found is None or found.values:
        return verdict
    try:
        gap = abs(Fraction(str(found.lhs)) - Fraction(match.group()))
    except (ValueError, ZeroDivisionError):
        return verdict
    digits = len(match.group(1))
    if 2 * gap > Fraction(1, 10**digits):
        return verdict
    evidence = Evidence(EvidenceKind.NUMERIC, draws=1, seed=0, digits=digits)
    return Verdict(Answer.HOLDS, evidence, detail="as far as it is rounded")


def _shape(verdict: Verdict, sides: tuple[Term, Term], facts: Facts) -> Verdict:
    """Shapes that clash refute where the document states those of all names that meet."""
    for part in (part for side in sides for part in subterms(side)):
        if isinstance(part, Integral):
            return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=verdict.detail)
        if isinstance(part, Kronecker) and all(map(_is_column, (part.left, part.right))):
            detail = f"{verdict.detail}; \\otimes may be the outer product"
            return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)
    conflict = verdict.shape_conflict
    where = None if conflict is None else conflict.term
    met = (
        sides if any(where is side for side in sides) else (where,)
    )  # a side of another shape meets the other one
    names = {symbol.name for each in met if each is not None for symbol in free_symbols(each)}
    known = conflict is not None and not (_is_open(conflict.left) or _is_open(conflict.right))
    # a set in prose may be meant for one sentence, but what is averaged has one meaning
    averaged = any(isinstance(part, AVERAGES) for side in sides for part in subterms(side))
    if names and known and names <= (facts.told if averaged else facts.stated):
        return verdict
    return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=verdict.detail)


def _is_column(term: Term) -> bool:
    try:
        return shape_of(term).is_vector
    except ShapeError:
        return False


def _outside_indices(parts: Iterable[Term]) -> set[str]:
    """The numbers that occur, but for letters that do nothing but count the members of families."""
    found: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Symbol) and part.shape.is_scalar:
            found[part.name] += 1
        elif isinstance(part, Indexed):
            inside = (p for index in part.indices for p in subterms(index))
            found.subtract(p.name for p in inside if isinstance(p, Symbol))
    return {name for name, times in found.items() if times > 0}


def _sizes_of(parts: Iterable[Term]) -> set[str]:
    found: set[str] = set()
    for part in parts:
        if isinstance(part, Symbol):
            found |= part.shape.rows.dimensions | part.shape.columns.dimensions
    return found


def _is_accented(name: str) -> bool:
    stem = name.partition("_")[0]
    return any(stem.endswith(accent) and len(stem) > len(accent) for accent in _ACCENTS)
