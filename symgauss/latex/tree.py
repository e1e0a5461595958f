"""The syntax of a formula, before anything is known about its symbols.

What a juxtaposition means (``p(x)``: a density, a function, a product) is left open here; the
elaborator decides with the declarations at hand.  Every node has its span in the source.
"""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.latex.source import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Letter:
    r"""A letter or an upright word, with accents and styles; ``upright`` for ``\mathrm{x}``."""

    base: str
    modifiers: tuple[str, ...]
    span: Span
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that stands in a script only: ``top`` (transpose), ``*``, ``+``, ``-``, ``prime``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with a subscript, a superscript and primes."""

    base: Node
    sub: Node | None
    sup: Node | None
    primes: int
    span: Span


@dataclass(frozen=True, slots=True)
class Listing:
    """Several items with separators between them: ``,``, ``;``, ``|``, ``||``."""

    items: tuple[Node, ...]
    separators: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """Something between delimiters; ``{`` and ``}`` are the visible braces."""

    open: str
    close: str
    content: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Addition:
    """Signed terms; the sign of the first one may be unwritten."""

    terms: tuple[tuple[str, Node], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Multiplication:
    """Factors with operators between them: ````, ``.``, ``x``, ``/``, ``kron``, ``hadamard``."""

    factors: tuple[Node, ...]
    operators: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fraction:
    r"""``\frac{a}{b}``."""

    numerator: Node
    denominator: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Root:
    r"""``\sqrt[index]{radicand}``."""

    radicand: Node
    index: Node | None
    span: Span


@dataclass(frozen=True, slots=True)
class Apply:
    r"""A known function applied to an argument, possibly to a power: ``\log^2 x``."""

    function: str
    argument: Node
    power: Node | None
    span: Span


@dataclass(frozen=True, slots=True)
class Operator:
    """``E``, ``Var``, ``Cov``, ``KL``, ``H``, ``I`` of what stands in brackets."""

    name: str
    sub: Node | None
    argument: Group
    span: Span


@dataclass(frozen=True, slots=True)
class NormalLaw:
    r"""``\mathcal{N}(...)``: a density or a law."""

    argument: Group
    span: Span


@dataclass(frozen=True, slots=True)
class Big:
    r"""``\sum`` and ``\prod`` with their body.

    ``kind`` is ``sum``, ``prod``, or ``down``: a product that is written from the last factor on.
    """

    kind: str
    lower: Node | None
    upper: Node | None
    body: Node
    span: Span


@dataclass(frozen=True, slots=True)
class IntegralSign:
    r"""``\int body d variable``."""

    body: Node
    variables: tuple[Node, ...]
    lower: Node | None
    upper: Node | None
    span: Span


@dataclass(frozen=True, slots=True)
class Partial:
    r"""``\frac{\partial^n body}{\partial x \partial y}``, ``\nabla_x body`` (``nabla``)."""

    body: Node
    variables: tuple[Node, ...]
    nabla: bool
    transposed: bool
    span: Span
    order: int = 1  #: of ``\nabla^2 f``, which names no variable


@dataclass(frozen=True, slots=True)
class Divergence:
    r"""``\nabla_x \cdot body``."""

    body: Node
    variable: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Evaluation:
    r"""``\left. body \right|_{x = a}``, and ``\left. body \right|_a^b``: the difference of two."""

    body: Node
    lower: Node
    upper: Node | None
    span: Span


@dataclass(frozen=True, slots=True)
class MatrixRows:
    """A matrix written out."""

    rows: tuple[tuple[Node, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Words:
    """Prose inside a formula."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Infinity:
    r"""``\infty``."""

    span: Span


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing where a side of a relation is expected: a row that continues the one above."""

    span: Span


Node = (
    Number
    | Letter
    | Mark
    | Scripted
    | Listing
    | Group
    | Addition
    | Multiplication
    | Fraction
    | Root
    | Apply
    | Operator
    | NormalLaw
    | Big
    | IntegralSign
    | Partial
    | Divergence
    | Evaluation
    | MatrixRows
    | Words
    | Infinity
    | Empty
)


@dataclass(frozen=True, slots=True)
class RelationSign:
    r"""A relation as written; ``sub`` is that of ``\propto_x``, ``reason`` stands above it."""

    kind: str
    sub: Node | None
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Chain:
    r"""``A = B \le C``: parts and the relations between them."""

    parts: tuple[Node, ...]
    relations: tuple[RelationSign, ...]

    @property
    def span(self) -> Span:
        """From the first part to the last."""
        return self.parts[0].span | self.parts[-1].span
