r"""Values at a point and between two: ``\left. f \right|_{x=a}`` and ``[F(x)]_a^b``."""

from __future__ import annotations

from symgauss.check.inference.differentiating import Differentiating
from symgauss.check.manners.elementary_derivatives import elementary_derivative
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Density,
    Derivative,
    Integral,
    Rational,
    Term,
    Variable,
    Zero,
    difference,
    negative,
)
from symgauss.kernel.traversal import free_symbols, node_count, subterms
from symgauss.latex.infinite import infinite_sign
from symgauss.latex.inside import nodes
from symgauss.latex.mentions import names_in_order
from symgauss.latex.naming import INDEX_LETTERS, name_of
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source
from symgauss.latex.tree import (
    Evaluation,
    Group,
    Letter,
    Listing,
    Mark,
    Multiplication,
    Node,
    Scripted,
)
from symgauss.latex.unify import Unifier

MOST_EVALUATED = 600  #: nodes of what is evaluated: two values of it double with each bracket
_CONSTANTS = frozenset({"e", "pi"})
_INDICES = INDEX_LETTERS | {"l", "m", "n"}


class Evaluating(Differentiating):
    """Elaborates what is taken at values."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.integrated: frozenset[str] = frozenset()  #: letters that the document integrates over

    def evaluated(self, node: Scripted) -> Term | None:
        """``[F(x)]_a^b`` of a number F; ``None`` where the scripts are an index and a power."""
        base, sub, sup = node.base, node.sub, node.sup
        if not isinstance(base, Group) or base.open != "[" or sub is None or node.primes:
            return None
        if sup is None or isinstance(sup, Mark):
            return None
        whole = Evaluation(base.content, sub, sup, node.span)
        if _named(sub)[0] is not None:
            return self.evaluation(whole)
        if _is_index(sub):
            return None
        body = self.term(base.content)
        if not self.is_scalar(body):
            return None
        if isinstance(base.content, Letter | Scripted) and self._running(whole) is None:
            return None
        return self._evaluated(whole, body)

    def evaluation(self, node: Evaluation) -> Term:
        r"""``f|_{x=a}`` is f at a; ``F|_a^b`` and ``[F]_a^b`` are F(b) - F(a), or its limit."""
        return self._evaluated(node, self.term(node.body))

    def _evaluated(self, node: Evaluation, body: Term) -> Term:
        """The value, or the difference, of what was read."""
        if node_count(body) > MOST_EVALUATED:
            raise self.error("what is evaluated is too large", node)
        name, lower = _named(node.lower)
        if node.upper is None and name is None:
            raise self.error("nothing says what has this value", node, "write |_{x = a}")
        written = name or self._running(node)
        if written is None:
            raise self.error("it is not clear what runs from .. to ..", node, "write _{x = a}")
        variable = self._variable(written)
        settle = self.unifier.settle_any
        if settle(variable) not in free_symbols(settle(body)):
            raise self.error("what gets a value does not stand in what is evaluated", node)
        if node.upper is None:
            return self._at(body, variable, lower, node)
        self.scalar(body, "a difference of two values needs a number", node.span)
        self.scalar(variable, "a number runs between two numbers", node.span)
        upper = _named(node.upper)[1]
        ends = infinite_sign(lower), infinite_sign(upper)
        if ends == (None, None):
            both = [self._at(body, variable, end, node) for end in (upper, lower)]
            return self.made(difference(*both), SCALAR, node.span)
        if ends[0] == ends[1]:
            raise self.error("the value between infinity and infinity", node)
        return self._between(body, variable, (lower, upper), node)

    def _between(
        self, body: Term, variable: Variable, ends: tuple[Node, Node], node: Evaluation
    ) -> Term:
        """The difference of limits as the integral of the derivative."""
        turned = infinite_sign(ends[0]) == 1 or infinite_sign(ends[1]) == -1
        lower, upper = map(self._bound, reversed(ends) if turned else ends)
        variable = self.unifier.settle_any(variable)
        body = self.moved(body, variable, variable, variable.name, node)
        written = elementary_derivative(body, variable) or Derivative(body, variable)
        moved = self.made(written, SCALAR, node.span)
        found = self.made(Integral(moved, variable, lower, upper), SCALAR, node.span)
        return self.made(negative(found), SCALAR, node.span) if turned else found

    def _running(self, node: Evaluation) -> Node | None:
        """The name that runs from one limit to the other: it is integrated over, or alone."""
        known = _CONSTANTS | self.scope.functions.keys()
        names = [name for name in names_in_order(node.body) if name not in known]
        over = [name for name in names if name in self.integrated]
        found = over or names
        if len(found) != 1:
            return None
        written = (each for each in nodes(node.body) if isinstance(each, Letter | Scripted))
        return next((each for each in written if name_of(each) == found[0]), None)

    def _at(self, body: Term, variable: Variable, place: Node, node: Evaluation) -> Term:
        """A term with a value in the place of a variable; derivatives by it are taken before."""
        settle = self.unifier.settle_any
        if any(_is_of_law(part, settle(variable)) for part in subterms(settle(body))):
            raise self.error("the value of what depends on a law", node)
        value = self.term(place)
        if isinstance(value, Zero) and self.shape(variable) == SCALAR:
            value = self.made(Rational(0), SCALAR, node.span)
        self.same(variable, value, "a name and its value differ in shape", node.span)
        return self.moved(body, variable, value, variable.name, node)


def _named(limit: Node) -> tuple[Node | None, Node]:
    """The name and the value of ``x = a``; no name where a value stands alone."""
    match limit:
        case Listing((Letter() | Scripted() as name, value), ("=",)):
            return name, value
        case _:
            return None, limit


def _is_index(limit: Node) -> bool:
    """Whether a subscript looks like an index: ``[A]_{ij}``."""
    if isinstance(limit, Letter):
        return limit.base in _INDICES
    return isinstance(limit, Listing) or (
        isinstance(limit, Multiplication) and all(isinstance(f, Letter) for f in limit.factors)
    )


def _is_of_law(part: Term, variable: Variable) -> bool:
    """Whether a part is an average or a density that the variable changes."""
    return isinstance(part, (*AVERAGES, Density)) and variable in free_symbols(part)
