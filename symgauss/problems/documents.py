"""From a document with a model and a query to a derivation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from symgauss.derivation.assumptions import assumptions_of
from symgauss.derivation.derivation import Derivation, Route
from symgauss.errors import ModelError, Place
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.latex import Problem, read_problem
from symgauss.latex.documents import read_side, read_text
from symgauss.problems.contexts import joined
from symgauss.problems.numbering import renumbered
from symgauss.problems.queries import answer
from symgauss.problems.renaming import told_apart
from symgauss.problems.suggestions import possible_queries
from symgauss.problems.targets import Target, reach

MOST_TITLES = 2  #: that stand side by side in the title of a document without one
MANY = "Questions about one model"


def derive_file(path: Path) -> Derivation:
    """Derive what the queries of a file, or of the side file ``NAME.symgauss``, ask for."""
    return derive_text(read_text(path), str(path), read_side(path))


def derive_text(text: str, path: str = "<text>", side: str = "") -> Derivation:
    """Derive what the queries of a text ask for; ``path`` is for messages."""
    problem = read_problem(text, path, side)
    if not problem.context.distributions:
        example = _comment(r"x \sim \mathcal{N}(\mu, \Sigma)", Path(path))
        hint = f"state one, for instance `{example}`"
        raise ModelError("the document states no model", Place(path), hint)
    if not problem.queries:
        queries = (rf"\mathrm{{derive}}\ {query}" for query in possible_queries(problem.context))
        choices = " or ".join(f"`{_comment(query, Path(path))}`" for query in queries)
        hint = f"ask with a line such as {choices}"
        raise ModelError("the document asks for nothing", Place(path), hint)
    answers: list[Derivation] = []
    for query in problem.queries:
        found = answer(query, problem.context)
        if any(_shows_as_much(each, found) for each in answers):
            continue  # E[x | y] after p(x | y): the same steps lead to both
        answers = [each for each in answers if not _shows_as_much(found, each)]
        answers.append(told_apart(found, problem.context, *(each.context for each in answers)))
    derivation = _together(answers, problem)
    targets = [
        Target(lhs, relation, rhs, target.place)
        for target in problem.targets
        for lhs, relation, rhs in target.formula.steps
    ]
    return reach(derivation, targets, problem.context)


def _together(answers: Sequence[Derivation], problem: Problem) -> Derivation:
    """One derivation that answers all queries, a route each, under the name of the document."""
    first = answers[0]
    context = joined(problem.context, *(each.context for each in answers))
    titles = list(dict.fromkeys(each.title for each in answers))
    whole = "; ".join(titles) if len(titles) <= MOST_TITLES else MANY
    results = {
        (result.lhs_term, result.relation, result.rhs_term): result
        for each in answers
        for result in each.results
    }
    routes: list[Route] = []
    for each in answers:
        start = 1 + sum(len(route.steps) for route in routes)
        named = each.routes
        if len(answers) > 1:
            named = tuple(replace(r, title=_heading(each.title, r.title)) for r in named)
        routes += renumbered(named, start)
    return replace(
        first,
        slug=slug_of(Path(problem.path).stem),
        title=problem.title or whole,
        statement=first.statement if len(answers) == 1 else "",
        context=context,
        assumptions=assumptions_of(context),
        routes=tuple(routes),
        results=tuple(results.values()),
    )


def _shows_as_much(first: Derivation, second: Derivation) -> bool:
    """Whether all steps and results of the second stand in the first already."""
    return _formulas(second) <= _formulas(first)


def _formulas(derivation: Derivation) -> set[tuple[Term, Relation, Term]]:
    steps = {(step.lhs_term, step.relation, step.rhs_term) for step in derivation.steps}
    results = {(each.lhs_term, each.relation, each.rhs_term) for each in derivation.results}
    return steps | results


def _heading(title: str, part: str) -> str:
    return f"{title}: {part}" if part else title


def slug_of(name: str) -> str:
    """A slug from the name of a file; ``derivation`` where nothing is left of it."""
    words = "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in name).split()
    return "-".join(words) or "derivation"


def _comment(line: str, path: Path) -> str:
    return f"% symgauss: {line}" if path.suffix == ".tex" else f"<!-- symgauss: {line} -->"
