r"""Random variables with a law by name, ``\tau \sim \mathrm{Gam}(a, b)``: moments as integrals.

A mean is the integral of the density; under a discrete law it is a sum over the values, or, for
polynomials, Newton's series in the factorial moments (Johnson, Kemp and Kotz, Univariate Discrete
Distributions, 2005, sections 3.2 and 4.3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, factorial

from symgauss.check.inference.averages import Averages
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Function,
    Integral,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    difference,
)
from symgauss.kernel.traversal import free_symbols, substitute
from symgauss.latex.families import FAMILIES, Family
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Operator, Scripted
from symgauss.latex.unify import Unifier

ONE = Rational(1)
HIGHEST = 6  #: degree of a polynomial under a discrete law

#: Laws that are no densities of the table: (style, word) -> name.
_OTHERS = {
    ("rm", "U"): "U", ("cal", "U"): "U", ("rm", "Unif"): "U", ("rm", "Uniform"): "U",
    ("rm", "Bern"): "Bern", ("rm", "Bernoulli"): "Bern",
    ("rm", "Bin"): "Bin", ("rm", "Binomial"): "Bin", ("rm", "Binom"): "Bin",
    ("rm", "Poiss"): "Poiss", ("rm", "Poisson"): "Poiss", ("rm", "Pois"): "Poiss",
    ("rm", "InvGam"): "IG", ("rm", "IG"): "IG", ("rm", "InvGamma"): "IG",
    ("rm", "LogNormal"): "lnN", ("rm", "Lognormal"): "lnN",
}  # fmt: skip
_COUNTS = {"U": 2, "Bern": 1, "Bin": 2, "Poiss": 1, "IG": 2}


@dataclass(frozen=True, slots=True)
class FamilyLaw:
    """``variable ~ family(arguments)`` as written."""

    variable: Node
    family: str
    arguments: tuple[Node, ...]


class FamilyLaws(Averages):
    """Elaborates expectations, variances and entropies of variables with a law by name."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.family_laws: dict[str, FamilyLaw] = {}
        self._several: set[str] = set()  #: variables with two laws: nothing says which is meant

    def state_family(self, variable: Node, law: Node) -> None:
        """Keep what a statement ``variable ~ law`` says, if the law is one by name."""
        parts = spelling(variable)
        name = None if parts is None else canonical(parts)
        if name is None or not isinstance(variable, Letter | Scripted):
            return
        found = self._named_law(variable, law)
        if found is None or (name in self.family_laws and self.family_laws[name] != found):
            self._several.add(name)
        if name in self._several or found is None:
            self.family_laws.pop(name, None)
            return
        self.family_laws[name] = found
        for argument in found.arguments:  # the p of a binomial is a number, and no density
            if isinstance(argument, Letter) and argument.base in self.scope.densities:
                self.scope.densities.discard(argument.base)
                self.scope.declare(argument.base)

    def _named_law(self, variable: Node, law: Node) -> FamilyLaw | None:
        match law:
            case Multiplication((head, Group("(", ")", content)), ("",)):
                items = content.items if isinstance(content, Listing) else (content,)
                separators = content.separators if isinstance(content, Listing) else ()
                name = self.family_name(head) or _other(head)
                if name is None or set(separators) - {","}:
                    return None
                families = FAMILIES.get(name, ())
                fits = any(len(f.shapes) == len(items) + 1 for f in families)
                if not fits and _COUNTS.get(name) != len(items):
                    return None
                return FamilyLaw(variable, name, items)
            case _:
                return None

    # --- moments -------------------------------------------------------------------------------

    def family_moment(self, node: Operator) -> Term | None:
        """``E``, ``Var``, ``Cov`` and entropy of one variable with a law by name, else ``None``."""
        content = node.argument.content
        items = content.items if isinstance(content, Listing) else (content,)
        separators = content.separators if isinstance(content, Listing) else ()
        if node.sub is not None or set(separators) - {","}:
            return None
        mentioned = mentioned_names(node.argument)
        named = sorted(mentioned & self.family_laws.keys())
        if len(named) != 1 or mentioned & self.random_beside(named[0]):
            return None
        law = self.family_laws[named[0]]
        parameters = mentioned_names(law.arguments)
        if parameters & (self.random_beside(named[0]) | self.family_laws.keys()):
            return None  # the law is one for each value of another variable
        variable = self.term(law.variable)
        if not isinstance(variable, Symbol):
            return None
        if node.name == "H":
            return self._entropy_of(law, variable, node) if len(items) == 1 else None
        bodies = [self.term(item) for item in items]
        for body, item in zip(bodies, items, strict=True):
            self.scalar(body, "a moment of a number", item.span)
        mean = self._mean_under_family(law, variable, node.span)
        if mean is None or len(bodies) > 2:
            return None
        moment: Term | None
        if node.name == "E":
            moment = mean(bodies[0]) if len(bodies) == 1 else None
        else:
            together = mean(Product((bodies[0], bodies[-1])))
            apart = [mean(body) for body in (bodies[0], bodies[-1])]
            if together is None or apart[0] is None or apart[1] is None:
                return None
            moment = difference(together, Product((apart[0], apart[1])))
        return None if moment is None else self.made(moment, SCALAR, node.span)

    def random_beside(self, name: str) -> frozenset[str]:
        """Names of other random variables; which are, is known above this floor."""
        del name
        return frozenset()

    def _entropy_of(self, law: FamilyLaw, variable: Symbol, node: Operator) -> Term | None:
        density = self._density(law, node.span)
        inside = self.term(node.argument.content)
        if density is None or not isinstance(inside, Symbol) or inside.name != variable.name:
            return None
        formula, family = density
        body = Product((MINUS_ONE, formula, Function("log", formula)))
        return self.made(_integral(body, variable, family), SCALAR, node.span)

    def _density(self, law: FamilyLaw, span: Span) -> tuple[Term, Family] | None:
        items = (law.variable, *law.arguments)
        for family in FAMILIES.get(law.family, ()):
            if len(family.shapes) == len(items) and set("".join(family.shapes)) == {"1"}:
                return self._written_out(family, items, span), family
        return None

    def _mean_under_family(
        self, law: FamilyLaw, variable: Symbol, span: Span
    ) -> Callable[[Term], Term | None] | None:
        """The mean as a function of what it is taken of."""
        density = self._density(law, span)
        if density is not None:
            formula, family = density
            return lambda body: _integral(Product((body, formula)), variable, family)
        if law.family not in _COUNTS:
            return None
        arguments = [self.term(node) for node in law.arguments]
        self.demand(variable, SCALAR, "this law is one of numbers", span)
        for argument, node in zip(arguments, law.arguments, strict=True):
            self.scalar(argument, "a parameter of this law is a number", node.span)
        return lambda body: _other_mean(law.family, body, variable, arguments)


def _other(head: Node) -> str | None:
    if not isinstance(head, Letter):
        return None
    style = "rm" if head.upright else "".join(head.modifiers)
    return _OTHERS.get((style, head.base))


def _integral(body: Term, variable: Symbol, family: Family) -> Term:
    return Integral(body, variable, family.lower, family.upper)


def _other_mean(family: str, body: Term, variable: Symbol, arguments: list[Term]) -> Term | None:
    if any(variable in free_symbols(argument) for argument in arguments):
        return None
    match family, arguments:
        case "U", [low, high]:
            scale = Power(difference(high, low), MINUS_ONE)
            return Product((scale, Integral(body, variable, low, high)))
        case "IG", [a, b]:
            # the inverse of a gamma variable
            inverse = _at(body, variable, Power(variable, MINUS_ONE))
            density = FAMILIES["Gam"][0].formula(variable, a, b, SCALAR)
            if inverse is None:
                return None
            return Integral(Product((inverse, density)), variable, Rational(0))
        case "Bern", [p]:
            at_zero, at_one = _at(body, variable, Rational(0)), _at(body, variable, ONE)
            if at_zero is None or at_one is None:
                return None
            return Sum((Product((difference(ONE, p), at_zero)), Product((p, at_one))))
        case "Bin", [n, p]:
            return _newton(body, variable, lambda k: (*_falling(n, k), Power(p, Rational(k))))
        case "Poiss", [rate]:
            return _newton(body, variable, lambda k: (Power(rate, Rational(k)),))
        case _:
            return None


def _falling(n: Term, k: int) -> tuple[Term, ...]:
    return tuple(Sum((n, Rational(-j))) for j in range(k))


def _newton(
    body: Term, variable: Symbol, factorial_moment: Callable[[int], tuple[Term, ...]]
) -> Term | None:
    """``sum_k D^k f(0) E[X (X - 1) .. (X - k + 1)] / k!`` of a polynomial f."""
    degree = polynomial_degree(body, variable)
    if degree is None or degree > HIGHEST:
        return None
    values = [_at(body, variable, Rational(j)) for j in range(degree + 1)]
    terms: list[Term] = []
    for k in range(degree + 1):
        step: list[Term] = []
        for j in range(k + 1):
            value = values[j]
            if value is None:
                return None
            step.append(Product((Rational((-1) ** (k - j) * comb(k, j)), value)))
        terms.append(Product((Rational(1, factorial(k)), Sum(tuple(step)), *factorial_moment(k))))
    return Sum(tuple(terms))


def _at(body: Term, variable: Symbol, value: Term) -> Term | None:
    try:
        return substitute(body, {variable: value})
    except ValueError:
        return None


def polynomial_degree(term: Term, variable: Symbol) -> int | None:
    """The degree in a number, by structure; ``None`` where the term is no polynomial."""
    if variable not in free_symbols(term):
        return 0
    match term:
        case Symbol():
            return 1
        case Sum(terms):
            degrees = [polynomial_degree(part, variable) for part in terms]
            return None if None in degrees else max(d for d in degrees if d is not None)
        case Product(factors):
            degrees = [polynomial_degree(factor, variable) for factor in factors]
            return None if None in degrees else sum(d for d in degrees if d is not None)
        case Power(base, Rational(k, 1)) if k >= 0:
            inside = polynomial_degree(base, variable)
            return None if inside is None else k * inside
        case _:
            return None
