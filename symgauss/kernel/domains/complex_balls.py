"""Complex balls: what an integrand is evaluated in, so that its integral can be enclosed.

A rigorous integral needs the integrand on regions of the complex plane.  While ``analytic`` is set,
a function that is not analytic on the whole of its argument has no value there (nan), and the
integration looks at smaller regions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from flint import acb, acb_mat, arb_mat, fmpq

from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import NotInDomain


class ComplexBalls:
    """Arithmetic with complex enclosures, over the real ones outside of the integral."""

    structural = False

    def __init__(self, base: Balls) -> None:
        self.base = base
        self.analytic = False

    def lifted(self, value: Value) -> Value:
        """A real value as a complex one."""
        return acb_mat(value) if isinstance(value, arb_mat) else acb(value)

    def rational(self, value: Fraction) -> Value:
        return acb(fmpq(value.numerator, value.denominator))

    def constant(self, name: str) -> Value:
        return acb(self.base.constant(name))

    def dims(self, value: Value) -> tuple[int, int]:
        return (value.nrows(), value.ncols()) if isinstance(value, acb_mat) else (1, 1)

    def entry(self, value: Value, i: int, j: int) -> Value:
        return value[i, j] if isinstance(value, acb_mat) else value

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        return entries[0] if rows == columns == 1 else acb_mat(rows, columns, list(entries))

    def identity(self, n: int) -> Value:
        return self.lifted(self.base.identity(n))

    def add(self, left: Value, right: Value) -> Value:
        return left + right

    def mul(self, left: Value, right: Value) -> Value:
        product = left * right
        if isinstance(product, acb_mat) and product.nrows() == product.ncols() == 1:
            return product[0, 0]
        return product

    def scale(self, factor: Fraction, value: Value) -> Value:
        return self.rational(factor) * value

    def inverse(self, value: Value) -> Value:
        if not isinstance(value, acb_mat):
            return 1 / value
        try:
            return value.inv()
        except ZeroDivisionError:
            return acb_mat(value.nrows(), value.ncols(), [acb("nan")] * (value.nrows() ** 2))

    def transpose(self, value: Value) -> Value:
        return value.transpose() if isinstance(value, acb_mat) else value

    def determinant(self, value: Value) -> Value:
        return value.det() if isinstance(value, acb_mat) else value

    def function(self, name: str, value: Value) -> Value:
        """A function; on a branch cut it has no value while it has to be analytic."""
        if name in _CUT:
            return _CUT[name](value, self.analytic)
        if name not in _ENTIRE:
            raise NotInDomain(f"{name} in an integrand")
        return _ENTIRE[name](value)

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        del positive  # the enclosure itself decides
        return self.function("log", value)

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        del arguments, rows, columns
        raise NotInDomain(f"{name}, which nobody defines, in an integrand")


#: Without branch cuts; poles give no finite value by themselves.
_ENTIRE: dict[str, Callable[[acb], acb]] = {
    "exp": acb.exp,
    "gamma": acb.gamma,
    "digamma": acb.digamma,
    "erf": acb.erf,
    "Phi": lambda z: (-z / acb(2).sqrt()).erfc() / 2,
    "sin": acb.sin,
    "cos": acb.cos,
    "tanh": acb.tanh,
}

_CUT: dict[str, Callable[[acb, bool], acb]] = {
    "log": lambda z, analytic: z.log(analytic=analytic),
    "sqrt": lambda z, analytic: z.sqrt(analytic=analytic),
    "abs": lambda z, analytic: z.real_abs(analytic=analytic),
}
