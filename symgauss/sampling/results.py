"""What a check by sampling found, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Any


@dataclass(frozen=True, slots=True)
class Instance:
    """One choice of sizes; the parameters follow from the seed and the number."""

    number: int
    sizes: dict[str, int]
    integers: dict[str, int]
    draws: int


@dataclass(slots=True)
class Quantity:
    """One number that was derived and sampled; ``entry`` counts from one, empty for a scalar."""

    result: int
    formula: str
    label: str
    entry: tuple[int, ...]
    instance: int
    derived: float
    sampled: float
    standard_error: float
    z: float
    p: float
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A result that was not sampled, and why."""

    result: int
    formula: str
    reason: str


@dataclass
class SampleCheck:
    """Derived against sampled.  ``accepted`` unless some quantity is refused."""

    slug: str
    title: str
    draws: int
    seed: int
    level: float
    results: int
    instances: list[Instance] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    interrupted: bool = False

    @property
    def accepted(self) -> bool:
        """Whether nothing is refused."""
        return not any(quantity.refused for quantity in self.quantities)

    @property
    def sampled(self) -> bool:
        """Whether there was anything to sample."""
        return bool(self.quantities)

    @property
    def worst(self) -> Quantity | None:
        """The quantity with the largest score."""
        return max(self.quantities, key=lambda q: abs(q.z), default=None)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; what is not finite is ``None``."""
        return {
            "slug": self.slug,
            "title": self.title,
            "accepted": self.accepted,
            "interrupted": self.interrupted,
            "draws": self.draws,
            "seed": self.seed,
            "level": self.level,
            "instances": [
                {"number": i.number, "sizes": i.sizes, "integers": i.integers, "draws": i.draws}
                for i in self.instances
            ],
            "quantities": [_plain(quantity) for quantity in self.quantities],
            "not_sampled": [
                {"result": s.result, "formula": s.formula, "reason": s.reason} for s in self.skipped
            ],
        }

    def text(self, width: int = 100) -> str:
        """The table for a terminal of a width in columns."""
        from symgauss.sampling.table import text_of  # noqa: PLC0415 - writes what is here

        return text_of(self, width)

    def __str__(self) -> str:
        """The table as text."""
        return self.text()

    def __repr__(self) -> str:
        """One line."""
        verdict = "accepted" if self.accepted else "refused"
        return (
            f"<SampleCheck {self.slug}: {verdict}, {len(self.quantities)} quantities,"
            f" {self.draws} draws, seed {self.seed}>"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Text and HTML for a notebook."""
        from symgauss.sampling.table import html_of  # noqa: PLC0415 - as above

        return {"text/plain": self.text(), "text/html": html_of(self)}


def _plain(quantity: Quantity) -> dict[str, Any]:
    def number(value: float) -> float | None:
        return value if isfinite(value) else None

    return {
        "result": quantity.result,
        "formula": quantity.formula,
        "quantity": quantity.label,
        "entry": list(quantity.entry),
        "instance": quantity.instance,
        "derived": number(quantity.derived),
        "sampled": number(quantity.sampled),
        "standard_error": number(quantity.standard_error),
        "z": number(quantity.z),
        "p": quantity.p,
        "refused": quantity.refused,
    }
