r"""Variables of derivatives that no formula contains: "the kernel matrix K has parameters t".

Nothing says then what depends on such a variable, and ``\partial \log p(y) / \partial t = 0`` shows
nothing, although t stands nowhere in the law of y.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.doubts import DEPENDS
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.kernel.terms import Density, Indexed, Named, Opaque, Symbol, Term
from symgauss.kernel.traversal import bound_variables, children, free_symbols, subterms


def unwritten(statements: Iterable[Statement]) -> frozenset[str]:
    """Names by which the document differentiates and which it uses in no formula otherwise."""
    by: set[str] = set()
    used: set[str] = set()
    for statement in statements:
        for side in statement.sides:
            if side.term is not None:
                by |= {p.variable.name for p in subterms(side.term) if isinstance(p, DERIVATIVES)}
                used |= set(_used(side.term))
    families = {name.partition("_")[0] for name in used}
    return frozenset(name for name in by if name.partition("_")[0] not in families)


def _used(term: Term) -> Iterator[str]:
    """The names in a term, but for what a derivative is taken by and arguments of functions."""
    match term:
        case Symbol() | Indexed():
            yield term.name
        case Opaque() if density_of(term) is not None or not is_expectation(term):
            return
        case Density(Named()):
            return
        case _:
            own = {each.name for each in bound_variables(term)}
            if isinstance(term, DERIVATIVES):
                own.add(term.variable.name)
                yield from _used(term.body)
            else:
                for child in children(term):
                    yield from (name for name in _used(child) if name not in own)


def depends_unwritten(question: Question, names: frozenset[str]) -> str:
    """Why a derivative by a name that no formula contains says nothing; empty if it says it."""
    for side in (question.lhs, question.rhs):
        for part in subterms(side):
            if not isinstance(part, DERIVATIVES) or not isinstance(part.variable, Symbol):
                continue  # a value was put in its place
            if part.variable.name not in names:
                continue
            inside = free_symbols(part.body)
            if inside and part.variable not in inside:
                return f"{DEPENDS} {min(s.name for s in inside)} depends on {part.variable.name}"
    return ""


def by_a_family(question: Question) -> str:
    r"""Why ``\nabla_x \log p(x_t)`` is not zero; empty where nothing of that kind occurs."""
    for side in (question.lhs, question.rhs):
        for part in subterms(side):
            if not isinstance(part, DERIVATIVES) or not isinstance(part.variable, Symbol):
                continue
            inside, variable = free_symbols(part.body), part.variable
            if "_" in variable.name or variable in inside or not variable.shape.is_vector:
                continue
            members = [s.name for s in inside if s.name.partition("_")[0] == variable.name]
            if members:
                return f"{DEPENDS} {min(members)} depends on {variable.name}"
    return ""
