"""What a derivation assumes, read off its context, as prose with LaTeX inside."""

from __future__ import annotations

from symgauss.kernel.context import Context
from symgauss.notation.latex import WRITER, print_statement
from symgauss.notation.statements import compose_declarations, group_declarations


def assumptions_of(context: Context) -> tuple[str, ...]:
    """One line for each type of symbol, then the definitions and the distributions."""
    types = [WRITER.write(compose_declarations(group)) for group in group_declarations(context)]
    stated = [print_statement(definition) for definition in context.definitions]
    stated += [print_statement(distribution) for distribution in context.distributions]
    return tuple(f"${line}$" for line in (*types, *stated))
