"""Scalar notions that SymPy lacks: products that are 1 x 1, densities, expectations, KL, ...

Each class stores its arguments as they are; nothing here evaluates.
"""

from __future__ import annotations

from typing import Any

from sympy import Derivative, Expr, Function, Integer, MatrixBase, MatrixExpr, Tuple
from sympy.core.symbol import Str

from symgauss.bridge.laws import NamedLaw, NormalLaw


class ScalarExpression(Expr):  # type: ignore[misc]
    """Base of the real scalars below."""

    is_commutative = True
    is_real = True

    def _eval_derivative(self, variable: Any) -> Any:
        if variable not in self.free_symbols:
            return Integer(0)
        return Derivative(self, variable, evaluate=False)


class Scalar(ScalarExpression):
    """A 1 x 1 matrix product used as a scalar, such as ``x^T A x``."""

    def __new__(cls, matrix: Any) -> Any:
        """Wrap a 1 x 1 matrix expression; an explicit 1 x 1 matrix gives its entry."""
        if isinstance(matrix, MatrixBase):
            return matrix[0, 0]
        if matrix.shape != (1, 1):
            message = f"a scalar needs shape (1, 1), not {matrix.shape}"
            raise ValueError(message)
        return Expr.__new__(cls, matrix)

    @property
    def matrix(self) -> MatrixExpr:
        """The 1 x 1 matrix."""
        return self.args[0]

    def doit(self, **hints: Any) -> Any:
        """Evaluate the matrix product inside."""
        return type(self)(self.args[0].doit(**hints))

    def _sympystr(self, printer: Any) -> str:
        return f"({printer.doprint(self.args[0])})"

    def _latex(self, printer: Any) -> str:
        return str(printer.doprint(self.args[0]))


class Phi(Function):  # type: ignore[misc]
    """Distribution function of the standard normal."""

    nargs = 1


class NormalDensity(ScalarExpression):
    """``N(point; mean, covariance)``."""

    is_positive = True

    def __new__(cls, point: Any, mean: Any, covariance: Any) -> Any:
        """Density at ``point``."""
        return Expr.__new__(cls, point, mean, covariance)

    def _latex(self, printer: Any) -> str:
        point, mean, covariance = (printer.doprint(a) for a in self.args)
        return rf"\mathcal{{N}}\left({point}; {mean}, {covariance}\right)"


class Density(ScalarExpression):
    """``p(x | y)`` of a declared law, at the values of its own variables."""

    is_positive = True

    def __new__(cls, law: NamedLaw) -> Any:
        """Density of a :class:`NamedLaw`."""
        return Expr.__new__(cls, law)

    @property
    def law(self) -> NamedLaw:
        """The law."""
        law: NamedLaw = self.args[0]
        return law

    def _latex(self, printer: Any) -> str:
        variables = ", ".join(printer.doprint(v) for v in self.law.variables)
        given = ", ".join(printer.doprint(v) for v in self.law.given)
        bar = rf" \mid {given}" if given else ""
        return rf"{self.law.name}({variables}{bar})"


class Expectation(ScalarExpression):
    """``E[body]`` of a scalar under a law."""

    def __new__(cls, body: Any, law: NormalLaw | NamedLaw) -> Any:
        """Use :func:`symgauss.calculus.expectation`, which takes matrices too."""
        return Expr.__new__(cls, body, law)

    def _latex(self, printer: Any) -> str:
        return rf"\mathbb{{E}}\left[{printer.doprint(self.args[0])}\right]"


class Covariance(ScalarExpression):
    """``Cov[left, right]`` of two scalars under a law."""

    def __new__(cls, left: Any, right: Any, law: NormalLaw | NamedLaw) -> Any:
        """Use :func:`symgauss.calculus.covariance_of`, which takes vectors too."""
        return Expr.__new__(cls, left, right, law)

    def _latex(self, printer: Any) -> str:
        left, right = (printer.doprint(a) for a in self.args[:2])
        if left == right:
            return rf"\operatorname{{Var}}\left[{left}\right]"
        return rf"\operatorname{{Cov}}\left[{left}, {right}\right]"


class Entropy(ScalarExpression):
    """Differential entropy of a law, in nats."""

    def __new__(cls, law: NormalLaw | NamedLaw) -> Any:
        """Entropy of a law."""
        return Expr.__new__(cls, law)

    def _latex(self, printer: Any) -> str:
        return rf"\mathbb{{H}}\left[{_law_latex(self.args[0], printer)}\right]"


class CrossEntropy(ScalarExpression):
    """``-E_under[log of]``, in nats."""

    def __new__(cls, under: Any, of: Any) -> Any:
        """Cross-entropy of two laws of the same variable."""
        return Expr.__new__(cls, under, of)

    def _latex(self, printer: Any) -> str:
        under, of = (_law_latex(a, printer) for a in self.args)
        return rf"\mathbb{{H}}\left[{under}, {of}\right]"


class KullbackLeibler(ScalarExpression):
    """``KL(left || right)``, in nats."""

    def __new__(cls, left: Any, right: Any) -> Any:
        """Divergence of two laws of the same variable."""
        return Expr.__new__(cls, left, right)

    def _latex(self, printer: Any) -> str:
        left, right = (_law_latex(a, printer) for a in self.args)
        return rf"\mathrm{{KL}}\left({left} \,\|\, {right}\right)"


class MutualInformation(ScalarExpression):
    """``I[left; right | given]`` under a named density, in nats."""

    def __new__(cls, name: object, left: Any, right: Any, given: Any = ()) -> Any:
        """Information between two groups of variables."""
        groups = [NamedLaw(name, group).args[1] for group in (left, right)]
        return Expr.__new__(cls, Str(str(name)), *groups, Tuple(*given))

    def _latex(self, printer: Any) -> str:
        left, right, given = (
            ", ".join(printer.doprint(v) for v in group) for group in self.args[1:]
        )
        bar = rf" \mid {given}" if given else ""
        return rf"\mathbb{{I}}\left[{left}; {right}{bar}\right]"


class VectorIntegral(ScalarExpression):
    """Integral of a scalar over all values of a vector."""

    def __new__(cls, body: Any, variable: Any) -> Any:
        """Use :func:`symgauss.calculus.integral`, which takes scalars too."""
        return Expr.__new__(cls, body, variable)

    def _latex(self, printer: Any) -> str:
        body, variable = (printer.doprint(a) for a in self.args)
        return rf"\int {body} \, \mathrm{{d}}{variable}"


class OpaqueScalar(ScalarExpression):
    """An unknown scalar function with arguments of any shape."""

    def __new__(cls, name: object, arguments: Any) -> Any:
        """Apply the function ``name``."""
        return Expr.__new__(cls, Str(str(name)), Tuple(*arguments))


def _law_latex(law: Any, printer: Any) -> str:
    match law:
        case NormalLaw():
            mean, covariance = printer.doprint(law.mean), printer.doprint(law.covariance)
            return rf"\mathcal{{N}}\left({mean}, {covariance}\right)"
        case _:
            return str(Density(law)._latex(printer))  # noqa: SLF001 - SymPy's printing protocol
