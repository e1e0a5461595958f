"""Noise in two places: with ``y = x + e`` and a stated law of y, y and e are not independent."""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Values
from symgauss.kernel.context import Context
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.terms import Density, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import subterms
from symgauss.kernel.unstated import named_laws


def shared_noise(question: Question, context: Context, values: Values) -> str:
    """Why the laws of a step do not tell how its names depend on each other; empty if they do.

    The laws that a document states say nothing of what its equations say besides: that a variable
    with a law is made of another one, which occurs as such, or in a third one.
    """
    with_law = {law.variable for law in context.distributions}
    for side in (question.lhs, question.rhs):
        for part in subterms(side):
            if isinstance(part, (Density, Opaque, *AVERAGES)):
                found = _shared(frozenset(_names(part)), with_law, question, context, values)
                if found:
                    return found
    return ""


def _shared(
    names: frozenset[Symbol],
    with_law: set[Variable],
    question: Question,
    context: Context,
    values: Values,
) -> str:
    """The same of the names that stand in one average or density."""
    made: dict[Symbol, frozenset[Symbol]] = {}
    for name in names:
        value = values.meant(name, question.position, frozenset())
        if value is not None and value.key == name:
            made[name] = frozenset(_names(value.term)) & frozenset(with_law)
    for name in made.keys() & with_law:
        for other in names - {name}:
            common = made[name] & ({other} | made.get(other, frozenset()))
            if common - names | (common & {other}) and _is_joint(name, common, context):
                return f"{name.name} has a law, and is made of {min(n.name for n in common)}"
    return ""


def _is_joint(name: Symbol, common: frozenset[Symbol], context: Context) -> bool:
    """Whether the stated law of a name does not condition on what it is made of."""
    laws = [law for law in context.distributions if law.variable == name]
    return any(not common <= frozenset(law.given) for law in laws)


def _names(term: Term) -> Iterator[Symbol]:
    """The names in a term, also those of which its laws speak."""
    for part in subterms(term):
        if isinstance(part, Symbol):
            yield part
        for law in named_laws(part):
            yield from (v for v in (*law.variables, *law.given) if isinstance(v, Symbol))
