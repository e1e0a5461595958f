r"""The rewriting rules of the lowering, as data: each says what it saves.

Both sides are written as in a textbook, and the kernel judges each rule under its conditions, in
statements of the document language, in one test.  A function that carries out a rule says so with
:func:`carries_out`; a rule that no function carries out does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rewriting:
    r"""``left = right`` under conditions; the right side is what is computed.

    ``why`` says which digits, which overflow or how much work it saves.
    """

    name: str
    left: str
    right: str
    conditions: tuple[str, ...]
    why: str
    source: str = ""

    @property
    def formula(self) -> str:
        """Both sides."""
        return f"{self.left} = {self.right}"


CARRIED_OUT: dict[Rewriting, list[str]] = {}
"""The functions that carry out each rule."""


def carries_out(*rules: Rewriting) -> Callable[[F], F]:
    """Say which rules a function carries out."""

    def mark(function: F) -> F:
        for rule in rules:
            CARRIED_OUT.setdefault(rule, []).append(f"{function.__module__}.{function.__name__}")
        return function

    return mark


HIGHAM = "N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002"
GOLUB_VAN_LOAN = "G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., 2013"
RASMUSSEN_WILLIAMS = "C. E. Rasmussen and C. K. I. Williams, Gaussian Processes, 2006, section 2.2"
BUCY_JOSEPH = "R. S. Bucy and P. D. Joseph, Filtering for Stochastic Processes, Wiley 1968"

_SQUARE = r"A, L, K \in \mathbb{R}^{n \times n}"
_FACTOR = (_SQUARE, r"S := L L^\top", r"x, b \in \mathbb{R}^{n}")
_POSITIVE = r"a, b, c > 0"
_REAL = r"x, y \in \mathbb{R}"
_FRACTIONS = r"a, b \in (0, 1)"
_TWO_NORMALS = (
    r"x, \mu_1, \mu_2 \in \mathbb{R}",
    r"s_1, s_2 > 0",
    r"r := \frac{s_1 - s_2}{s_2} \left(\frac{s_1}{s_2} + 1\right)",
)
_TWO_FACTORS = (_SQUARE, r"S := L L^\top", r"T := K K^\top", r"M := K^{-1} L")
_MODEL = (
    r"H \in \mathbb{R}^{k \times n}",
    r"L \in \mathbb{R}^{n \times n}",
    r"C \in \mathbb{R}^{k \times k}",
    r"P := L L^\top",
    r"R := C C^\top",
)

# --- differences ---------------------------------------------------------------------------------

DIFFERENCE_OF_SQUARES = Rewriting(
    "difference of squares",
    r"x^2 - y^2",
    r"(x - y) (x + y)",
    (_REAL,),
    "the squares are rounded before they cancel; the difference of the roots is exact",
    f"{HIGHAM}, section 1.7",
)
COMPLEMENT_OF_PRODUCT = Rewriting(
    "complement of a product",
    r"1 - a b",
    r"(1 - b) + b (1 - a)",
    (_FRACTIONS,),
    "the product is rounded before it is taken from one; here nothing is subtracted but the "
    "arguments, and what is added is positive",
)
COMPLEMENT_OF_SQUARE = Rewriting(
    "complement of a square",
    r"1 - x^2",
    r"(1 - x) (1 + x)",
    (_REAL,),
    "for x near one the square keeps none of the digits of 1 - x",
    f"{HIGHAM}, section 1.7",
)

# --- products and powers -------------------------------------------------------------------------

RATIO_BEFORE_POWER = Rewriting(
    "ratio before power",
    r"\frac{a^2}{b^2}",
    r"\left(\frac{a}{b}\right)^2",
    (_POSITIVE,),
    "a square overflows or vanishes where the ratio does not",
)
POWERS_APART = Rewriting(
    "powers apart",
    r"\frac{a^2 x}{c}",
    r"\frac{a^2}{c} x",
    (_POSITIVE, _REAL),
    "x / c may overflow; a square over a sum in which it stands does not",
)
ROOT_INSIDE_SQUARE = Rewriting(
    "root inside a square",
    r"\frac{(a b)^2}{c}",
    r"\left(\frac{a}{\sqrt{c}} b\right)^2",
    (_POSITIVE,),
    "the square of the product overflows or vanishes where the quotient does not",
)
PRODUCT_BEFORE_QUOTIENT = Rewriting(
    "product before a quotient",
    r"\frac{(a b)^2}{c}",
    r"a b \frac{a b}{c}",
    (_POSITIVE,),
    "neither overflows nor vanishes where the quotient does not; no root, which is squared again",
)
ROOT_OF_SQUARE = Rewriting(
    "root of a square",
    r"\sqrt{a^2}",
    r"a",
    (_POSITIVE,),
    "nothing overflows, and no root is taken",
)
WEIGHTED_MEAN = Rewriting(
    "weighted mean",
    r"\frac{a x + b y}{a + b}",
    r"\frac{a}{a + b} x + \frac{b}{a + b} y",
    (_POSITIVE, _REAL),
    "the weights are at most one, so that nothing overflows that the mean does not",
)

# --- logarithms ----------------------------------------------------------------------------------

LOG_OF_POWERS = Rewriting(
    "logarithm of powers",
    r"\log \frac{a^2}{b^2 \sqrt{c}}",
    r"2 \log \frac{a}{b} - \frac{1}{2} \log c",
    (_POSITIVE,),
    "no power overflows, and each ratio has one logarithm",
)
LOG_OF_PRODUCT_OVER_INDEX = Rewriting(
    "logarithm of a product over an index",
    r"\log \prod_{i=1}^n \exp(x_i)",
    r"\sum_{i=1}^n x_i",
    (r"n \in \mathbb{N}", r"x_i \in \mathbb{R}"),
    "a product of many densities vanishes in any precision",
)
LOG_DETERMINANT = Rewriting(
    "logarithm of a determinant",
    r"\log |S|",
    r"\log |L|^2",
    _FACTOR,
    "the determinant overflows; the logarithms of the diagonal of a factor do not",
    f"{HIGHAM}, section 14.6",
)
LOG_DETERMINANT_SCALED = Rewriting(
    "logarithm of a determinant with a scalar",
    r"\log |a S|",
    r"n \log a + \log |S|",
    (*_FACTOR, r"a > 0"),
    "the n-th power of the scalar overflows",
)

# --- factors in place of inverses ----------------------------------------------------------------

SOLVE = Rewriting(
    "solve by factors",
    r"S^{-1} b",
    r"L^{-\top} (L^{-1} b)",
    _FACTOR,
    "backward stable, which the product with an inverse is not",
    f"{HIGHAM}, sections 10.1 and 14.1",
)
SHARED_SOLVE = Rewriting(
    "solve shared with a matrix",
    r"A S^{-1} b",
    r"(L^{-\top} (L^{-1} A^\top))^\top b",
    _FACTOR,
    "where the gain is needed anyway, the vector takes one product and no solve",
)
SHARED_HALF = Rewriting(
    "half of a solve shared with a matrix",
    r"A S^{-1} b",
    r"(L^{-1} A^\top)^\top (L^{-1} b)",
    _FACTOR,
    "where half of the gain is needed anyway, as in A S^{-1} A^T, the vector takes half of a solve",
)
INVERSE_AS_GRAM = Rewriting(
    "inverse as a Gram matrix",
    r"S^{-1}",
    r"(L^{-1})^\top L^{-1}",
    _FACTOR,
    "symmetric and semidefinite as it stands",
)
QUADRATIC_FORM = Rewriting(
    "quadratic form by a factor",
    r"x^\top S^{-1} x",
    r"(L^{-1} x)^\top (L^{-1} x)",
    _FACTOR,
    "a sum of squares: never negative, and half of the work",
)
TRACE_OF_RATIO = Rewriting(
    "trace by two factors",
    r"\mathrm{tr}(T^{-1} S)",
    r"\mathrm{tr}(M^\top M)",
    _TWO_FACTORS,
    "a sum of squares, and no inverse",
)
SUM_OF_PRECISIONS = Rewriting(
    "sum of precisions",
    r"(P^{-1} + H^\top R^{-1} H)^{-1}",
    r"L (I + G^\top G)^{-1} L^\top",
    (*_MODEL, r"G := C^{-1} H L"),
    "neither P nor R is inverted, and the matrix in the middle has eigenvalues of at least one",
    f"{GOLUB_VAN_LOAN}, section 6.1",
)
JOSEPH = Rewriting(
    "Joseph's form",
    r"(P^{-1} + H^\top R^{-1} H)^{-1}",
    r"(I - K H) P (I - K H)^\top + K R K^\top",
    (*_MODEL, r"K := P H^\top (H P H^\top + R)^{-1}"),
    "for observations with few entries: a precise one does not drown what it does not see, and "
    "the sum of two congruences is semidefinite",
    BUCY_JOSEPH,
)
LOW_RANK = Rewriting(
    "Joseph's form by products of low rank",
    r"(I - K H) P (I - K H)^\top + K R K^\top",
    r"M - (M H^\top) K^\top + (K R) K^\top",
    (*_MODEL, r"K := P H^\top (H P H^\top + R)^{-1}", r"M := P - K (H P)"),
    "three products with few columns in place of two of whole matrices; what rounding left in M of "
    "what is observed, the second step takes away",
    BUCY_JOSEPH,
)
MEAN_BY_PRECISIONS = Rewriting(
    "mean by precisions",
    r"(S^{-1} + T^{-1})^{-1} (S^{-1} x + T^{-1} b)",
    r"T (S + T)^{-1} x + S (S + T)^{-1} b",
    (*_FACTOR, r"T := K K^\top"),
    "one factor in place of three, and no product of a large and a small matrix",
)
MEAN_BY_GAIN = Rewriting(
    "mean by the gain",
    r"(P^{-1} + H^\top R^{-1} H)^{-1} (P^{-1} m + H^\top R^{-1} y)",
    r"m + P H^\top (H P H^\top + R)^{-1} (y - H m)",
    (*_MODEL, r"m \in \mathbb{R}^{n}", r"y \in \mathbb{R}^{k}"),
    "precise observations have large precisions, whose rounding would hide the prior",
)
MEAN_BY_RESIDUAL = Rewriting(
    "mean by the residual",
    r"(P^{-1} + a H^\top H)^{-1} (P^{-1} m + a H^\top b)",
    r"m + (P^{-1} + a H^\top H)^{-1} (a H^\top (b - H m))",
    (*_MODEL, r"m \in \mathbb{R}^{n}", r"b \in \mathbb{R}^{k}", r"a > 0"),
    "P is not solved with; of the many rows of a regression no matrix is made",
)
PARALLEL_SUM = Rewriting(
    "covariance beside noise",
    r"(S^{-1} + a I)^{-1}",
    r"\frac{1}{a} (S + \frac{1}{a} I)^{-1} S",
    (*_FACTOR, r"a > 0"),
    "S, which is often singular in rounded arithmetic, is not factored",
    RASMUSSEN_WILLIAMS,
)
JOSEPH_OF_ROW = Rewriting(
    "Joseph's form for one number",
    r"(P^{-1} + a h h^\top)^{-1}",
    r"(I - g h^\top) P (I - g h^\top)^\top + \frac{1}{a} g g^\top",
    (
        *_MODEL,
        r"h \in \mathbb{R}^{n}",
        r"a > 0",
        r"g := \frac{1}{h^\top P h + \frac{1}{a}} P h",
    ),
    "no factor at all, and what a precise observation does not see keeps its digits",
    BUCY_JOSEPH,
)

# --- laws ----------------------------------------------------------------------------------------

LOG_DENSITY = Rewriting(
    "log density by a factor",
    r"\log \mathcal{N}(x; b, S)",
    r"-\frac{1}{2} (L^{-1} (x - b))^\top (L^{-1} (x - b)) - \frac{1}{2} \log |L|^2"
    r" - \frac{n}{2} \log(2 \pi)",
    _FACTOR,
    "finite wherever its value is: the density itself vanishes at 40 standard deviations",
)
SCALAR_DIVERGENCE = Rewriting(
    "divergence of two normals",
    r"\mathrm{KL}(\mathcal{N}(x; \mu_1, s_1^2) \| \mathcal{N}(x; \mu_2, s_2^2))",
    r"\frac{1}{2} (r - \log(1 + r)) + \frac{1}{2} \left(\frac{\mu_1 - \mu_2}{s_2}\right)^2",
    _TWO_NORMALS,
    "two parts that are never negative, and an r that keeps its digits where the laws are near",
)
LOG_EXCESS = Rewriting(
    "excess over the logarithm",
    r"h^2 - 1 - \log h^2",
    r"2 g^2 \left(1 - g \cdot \frac{\log(1 + g) - g + \frac{1}{2} g^2}{g^3}\right)",
    (r"g > 0", r"h := 1 + g"),
    "the fraction is a polynomial in g to full precision, and g times it is less than a half",
)
SHARED_DIVISOR = Rewriting(
    "quotients with one divisor",
    r"\frac{a}{b}",
    r"a \cdot \frac{1}{b}",
    (r"a \in \mathbb{R}", r"b > 0"),
    "one division in place of several; half an ulp more in each quotient",
)
DIVERGENCE = Rewriting(
    "divergence by a Stein loss",
    r"\mathrm{KL}(\mathcal{N}(x; a, S) \| \mathcal{N}(x; b, T))",
    r"\frac{1}{2} (\mathrm{tr}(T^{-1} S) - n - \log |T^{-1} S|)"
    r" + \frac{1}{2} (K^{-1} (a - b))^\top (K^{-1} (a - b))",
    (*_TWO_FACTORS, r"x, a, b \in \mathbb{R}^{n}"),
    "two parts that are never negative; the first has an operation of its own",
)
STEIN_LOSS = Rewriting(
    "Stein loss by two factors",
    r"\mathrm{tr}(T^{-1} S) - n - \log |T^{-1} S|",
    r"\mathrm{tr}(M M^\top) - n - \log |M|^2",
    _TWO_FACTORS,
    "M is triangular: the loss is a sum over its rows, of excesses over the logarithm and squares",
)
WHITENED_DIFFERENCE = Rewriting(
    "whitened difference",
    r"M M^\top - I",
    r"K^{-1} (S - T) K^{-\top}",
    _TWO_FACTORS,
    "the difference of two near matrices is exact; what is whitened afterwards keeps its digits",
)

RULES: tuple[Rewriting, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Rewriting)
)
"""All of them, in the order in which they stand."""
