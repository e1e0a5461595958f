"""What every report of a derivation shows, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

from symgauss.derivation.derivation import Derivation, Step
from symgauss.derivation.rule import Rule
from symgauss.kernel.context import Context
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Indexed, Symbol
from symgauss.notation import latex
from symgauss.notation.layout import Layout
from symgauss.notation.statements import compose_declarations, group_declarations
from symgauss.reports.style import Style


def colophon() -> str:
    """Name and version of the program that wrote the report."""
    try:
        return f"symgauss {version('symgauss')}"
    except PackageNotFoundError:  # a checkout that is not installed
        return "symgauss"


def all_steps(derivation: Derivation) -> Iterator[Step]:
    """Every step, sub-steps after the step that they belong to."""
    todo = list(reversed(derivation.steps))
    while todo:
        step = todo.pop()
        yield step
        todo.extend(reversed(step.substeps))


def chains(steps: Iterable[Step]) -> list[list[Step]]:
    """Steps in chains: a step that continues belongs to the one before it."""
    found: list[list[Step]] = []
    for step in steps:
        if step.continues and found:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def given(derivation: Derivation) -> Context:
    """The context without the names that the steps themselves introduce."""
    made = {
        step.lhs_term.name
        for step in all_steps(derivation)
        if step.relation.kind is RelationKind.DEFINED
        and isinstance(step.lhs_term, Symbol | Indexed)
    }
    context = derivation.context
    return Context(
        tuple(d for d in context.declarations if d.name not in made),
        tuple(d for d in context.definitions if d.name.name not in made),
        context.distributions,
    )


def symbol_lines(derivation: Derivation, style: Style) -> list[Layout]:
    """Declared symbols, those of one type together."""
    return [style.declarations(group) for group in group_declarations(given(derivation))]


def model_lines(derivation: Derivation, style: Style) -> list[Layout]:
    """Distributions, then definitions; laws of one variable are told apart by their densities."""
    context = given(derivation)
    laws = Counter(d.variable for d in context.distributions)
    return [
        *(
            style.density(d) if laws[d.variable] > 1 else style.statement(d)
            for d in context.distributions
        ),
        *(style.statement(definition) for definition in context.definitions),
    ]


def further_assumptions(derivation: Derivation) -> list[str]:
    """Assumptions in prose that say more than the context does."""
    context = derivation.context
    known = {latex.print_statement(d) for d in context.declarations}
    known |= {latex.print_statement(d) for d in context.definitions}
    known |= {latex.print_statement(d) for d in context.distributions}
    for group in group_declarations(context):
        known.add(latex.WRITER.write(compose_declarations(group)))
    return [text for text in derivation.assumptions if text.strip().strip("$") not in known]


def reason(step: Step) -> str:
    """The rule of a step, and the numbers of the steps that it uses."""
    uses = sorted(set(step.uses), key=lambda number: [int(part) for part in number.split(".")])
    return f"{step.rule.name} ({', '.join(uses)})" if uses else step.rule.name


def remark(step: Step) -> str:
    """What a step says in words, as a sentence."""
    note = step.note.strip()
    if not note:
        return ""
    return note[0].upper() + note[1:] + ("" if note[-1] in ".:!?;," else ".")


def rules_used(derivation: Derivation) -> list[Rule]:
    """The rules of all steps, each once, in the order of their first use."""
    return list(dict.fromkeys(step.rule for step in all_steps(derivation)))
