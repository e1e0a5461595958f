"""Sizes in C code: constants of a function, set by macros when the file is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symgauss.export.identifiers import Names, identifier
from symgauss.export.program import Program, Type
from symgauss.kernel.sizes import Size

PREFIX = "SYMGAUSS_"


def dimensions(types: Iterable[Type]) -> list[str]:
    """The names of the dimensions that occur, sorted."""
    return sorted({name for type_ in types for size in type_.axes for name in size.dimensions})


def all_dimensions(program: Program) -> list[str]:
    """The dimensions of a program, sorted."""
    return dimensions(instruction.type for instruction in program.instructions)


def macros(names: Iterable[str]) -> dict[str, str]:
    """The macro that sets each dimension: ``SYMGAUSS_N_1`` for ``n_1``.

    Letters that differ in case alone get different macros, in the order of the names.
    """
    taken = Names()
    return {name: taken.fresh(PREFIX + identifier(name).upper()) for name in names}


def size_text(size: Size, words: Mapping[str, str]) -> str:
    """A size as an integer constant expression, in parentheses where it is a sum."""
    parts: list[str] = []
    for monomial, factor in sorted(size.monomials, key=lambda item: (not item[0], item[0])):
        names = [words[name] for name in monomial]
        number = [] if abs(factor) == 1 and names else [str(abs(factor))]
        text = " * ".join([*number, *names])
        sign = "-" if factor < 0 else "+"
        parts.append(f"{sign} {text}" if parts else f"{'-' if factor < 0 else ''}{text}")
    text = " ".join(parts) or "0"
    return text if len(parts) == 1 and not text.startswith("-") else f"({text})"


def product_text(sizes: Iterable[Size], words: Mapping[str, str]) -> str:
    """A product of sizes; ``1`` of none."""
    return " * ".join(size_text(size, words) for size in sizes) or "1"
