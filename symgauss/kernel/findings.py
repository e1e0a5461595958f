"""What can stop an evaluation.  Findings are caught by the judge and become verdicts."""

from __future__ import annotations

from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Term


class Finding(Exception):  # noqa: N818 - findings are results, not program errors
    """Base of everything that stops an evaluation."""


class Unsupported(Finding):
    """A construct that the kernel does not evaluate; ``term`` is the construct."""

    def __init__(self, what: str, term: Term | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.term = term


class Missing(Finding):
    """Something that would have to be known, and that nothing says."""


class TwoShapes(Finding):
    """One name with two shapes."""

    def __init__(self, name: str, first: Shape, second: Shape) -> None:
        super().__init__(f"{name} is used as {first} and as {second}")


class NotInDomain(Finding):
    """The domain has no value for this construct (a sum of exponentials in a prime field)."""


class Singular(Finding):
    """The draw is not generic: a singular matrix, a pole, a negative radicand.  Draw again."""


class Undefined(Singular):
    """A real function outside its domain: the logarithm or root of a negative number."""


class LimitReached(Finding):
    """A cap on size, number or time."""
