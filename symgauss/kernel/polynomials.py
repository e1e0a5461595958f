"""The degree of a term as a polynomial in some variables, by structure."""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.kernel.context import Context
from symgauss.kernel.dependencies import Dependencies, bound_names
from symgauss.kernel.terms import (
    Block,
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Diag,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Indexed,
    IndexedSum,
    Integral,
    Jacobian,
    Kronecker,
    KullbackLeibler,
    Law,
    Named,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)

Names = frozenset[str]


def degrees(terms: Iterable[Term], names: Names, context: Context) -> list[int | None]:
    """The degree of each of some terms, as :meth:`Polynomials.degree`."""
    polynomials = Polynomials(context, Dependencies(context))
    return [polynomials.degree(term, names) for term in terms]


class Polynomials:
    """Degrees of terms in one context; ``None`` where a term is no polynomial."""

    def __init__(self, context: Context, dependencies: Dependencies) -> None:
        self.context = context
        self.dependencies = dependencies
        self._definitions = {d.name: d.value for d in context.definitions}

    def degree(self, term: Term, names: Names) -> int | None:
        """Total degree in the entries of the named variables."""
        if not self.dependencies.of(term) & names:
            return 0
        match term:
            case Symbol() | Indexed() if term.name in names:
                return 1
            case Symbol() | Indexed() if term in self._definitions:
                return self.degree(self._definitions[term], names)
            case Sum(terms):
                return self._largest(terms, names)
            case Product(factors):
                return self._total(factors, names)
            case Hadamard(left, right) | Kronecker(left, right):
                return self._total((left, right), names)
            case Power(base, Rational(k, 1)) if k >= 0:
                inner = self.degree(base, names)
                return None if inner is None else k * inner
            case Transpose(inner) | Trace(inner) | Vec(inner) | Diag(inner):
                return self.degree(inner, names)
            case Block(rows):
                return self._largest(tuple(block for row in rows for block in row), names)
            case IndexedSum(body, _, lower, upper):
                if (self.dependencies.of(lower) | self.dependencies.of(upper)) & names:
                    return None
                return self.degree(body, names)
            case Function("log", argument):
                return self.log_degree(argument, names)
            case Expectation(body, law):
                # E[f(y)] is a polynomial of the mean of y, which is affine in the variables
                if self.law_degree(law, names) not in {0, 1}:
                    return None
                return self.degree(body, names | bound_names(law))
            case Covariance(left, right, law):
                if self.law_degree(law, names) not in {0, 1}:
                    return None
                return self._total((left, right), names | bound_names(law))
            case Derivative(body) | Gradient(body) | Jacobian(body) | Hessian(body):
                # by one of the variables or by a parameter: the degree does not grow
                return self.degree(body, names)
            case Entropy(law):
                return None if self.law_degree(law, names) is None else 0
            case CrossEntropy(first, second) | KullbackLeibler(first, second):
                degrees = (self.law_degree(first, names), self.law_degree(second, names))
                return None if None in degrees else 2 * max(d for d in degrees if d is not None)
            case _:
                return None

    def law_degree(self, law: Law, names: Names) -> int | None:
        """Degree of the mean of a law; ``None`` where the covariance depends on the variables."""
        if isinstance(law, Named):
            # a declared law is linear-Gaussian: conditional means are affine
            parameters = self.dependencies.parameters(law.name)
            return None if parameters & names else int(bool(self.dependencies.law(law) & names))
        if self.dependencies.of(law.covariance) & names:
            return None
        return self.degree(law.mean, names)

    def log_degree(self, term: Term, names: Names) -> int | None:
        """Degree of the logarithm of a positive term."""
        if not self.dependencies.of(term) & names:
            return 0
        match term:
            case NormalDensity(point, mean, covariance):
                if self.dependencies.of(covariance) & names:
                    return None
                inner = self._largest((point, mean), names)
                return None if inner is None else 2 * inner
            case Density(law):
                return 2 if self._linear_gaussian(law.name, names) else None
            case Function("exp", argument):
                return self.degree(argument, names)
            case Transpose(inner):
                return self.log_degree(inner, names)
            case Product(factors):
                degrees = [self.log_degree(factor, names) for factor in factors]
                return None if None in degrees else max(d for d in degrees if d is not None)
            case Power(base, exponent):
                if self.dependencies.of(exponent) & names:
                    return None
                return self.log_degree(base, names)
            case Integral(body, variable, None, None):
                inside = self.log_degree(body, names | {variable.name})
                return inside if inside is not None and inside <= 2 else None
            case Symbol() | Indexed() if term in self._definitions:
                return self.log_degree(self._definitions[term], names)
            case _:
                return None

    def _linear_gaussian(self, density: str, names: Names) -> bool:
        """Whether a declared model is linear-Gaussian in these variables too.

        It is so in its random variables; in a parameter only where means are jointly affine.
        """
        for distribution in self.context.distributions:
            if distribution.density != density:
                continue
            if self.dependencies.of(distribution.covariance) & names:
                return False
            together = names | {variable.name for variable in distribution.given}
            if self.degree(distribution.mean, together) not in {0, 1}:
                return False
        return True

    def _largest(self, terms: tuple[Term, ...], names: Names) -> int | None:
        degrees = [self.degree(term, names) for term in terms]
        return None if None in degrees else max(d for d in degrees if d is not None)

    def _total(self, terms: tuple[Term, ...], names: Names) -> int | None:
        degrees = [self.degree(term, names) for term in terms]
        return None if None in degrees else sum(d for d in degrees if d is not None)
