"""Results as terms of the arguments alone, without notions such as a law."""

from __future__ import annotations

from collections.abc import Mapping

from symgauss.errors import NoValueError
from symgauss.export.planning import Function, Name, complement, is_plain
from symgauss.export.program import Output
from symgauss.kernel.context import Context
from symgauss.kernel.terms import MINUS_ONE, Product, Rational, Sum, Term
from symgauss.kernel.terms import Function as Logarithm
from symgauss.kernel.traversal import free_symbols, substitute

MOST_ROUNDS = 30  #: of definitions inside of definitions


def closed_form(function: Function, output: Output) -> Term:
    """The term of one result; ``NoValueError`` where it has no closed form."""
    term, result = output.term, function.result
    if not is_plain(term):
        if term == result.lhs_term and is_plain(result.rhs_term):
            term = result.rhs_term
        elif term == Logarithm("log", result.lhs_term) and is_plain(result.rhs_term):
            term = Logarithm("log", result.rhs_term)
        else:
            raise NoValueError(f"no closed form of {output.name}")
    own = {argument.symbol for argument in function.program.arguments}
    values = _definitions(function.context, own)
    for _ in range(MOST_ROUNDS):
        others = {n: values[n] for n in free_symbols(term) - own if n in values}
        if not others:
            return term
        term = substitute(term, others)
    raise NoValueError("definitions that refer to each other")


def _definitions(context: Context, own: set[Term]) -> Mapping[Name, Term]:
    """What names stand for; of ``b := 1 - a`` with the argument ``b``, ``a`` is ``1 - b``."""
    values: dict[Name, Term] = {}
    for definition in context.definitions:
        other = complement(definition.value)
        if definition.name in own:
            if other is not None:
                values[other] = Sum((Rational(1), Product((MINUS_ONE, definition.name))))
        else:
            values.setdefault(definition.name, definition.value)
    return values
