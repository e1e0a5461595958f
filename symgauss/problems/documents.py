"""From a document with a model and a query to a derivation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from symgauss.derivation.assumptions import assumptions_of
from symgauss.derivation.derivation import Derivation, Route
from symgauss.errors import ModelError, Place, SourceError
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.latex import Problem, read_problem
from symgauss.problems.contexts import joined
from symgauss.problems.numbering import renumbered
from symgauss.problems.queries import answer
from symgauss.problems.renaming import told_apart
from symgauss.problems.suggestions import possible_queries
from symgauss.problems.targets import Target, reach

LONGEST = 4_000_000  #: bytes of a document
MOST_TITLES = 2  #: that stand side by side in the title of a document without one
MANY = "Questions about one model"
SIDE = ".symgauss"  #: what the name of a side file ends in


def derive_file(path: Path) -> Derivation:
    """Derive what the queries of a file, or of the side file ``NAME.symgauss``, ask for."""
    text = read_text(path)
    side = path.with_name(path.name + SIDE)
    if not side.exists():
        return derive_text(text, str(path))
    # Statements of the side file are read as if they stood in comments after the last line.
    last = text.count("\n") + 1
    statements = read_text(side).splitlines()
    comments = "".join(f"\n{_comment(line, path)}" for line in statements)
    try:
        return derive_text(text + comments, str(path))
    except SourceError as error:
        raise _in_side_file(error, last, statements, side) from None


def derive_text(text: str, path: str = "<text>") -> Derivation:
    """Derive what the queries of a text ask for; ``path`` is for messages."""
    problem = read_problem(text, path)
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


def read_text(path: Path) -> str:
    """The text of a file; ``SourceError`` if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if len(data) > LONGEST:
        raise SourceError(f"{path}: longer than {LONGEST} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not a text in UTF-8 (byte {error.start + 1})") from error


def _comment(line: str, path: Path) -> str:
    if not line.strip():
        return ""
    return f"<!-- symgauss: {line} -->" if path.suffix == ".md" else f"% symgauss: {line}"


def _in_side_file(
    error: SourceError, last: int, statements: Sequence[str], side: Path
) -> SourceError:
    """The same error, placed in the side file if it stands after the document's last line."""
    place = error.place
    if place is None or place.line <= last:
        return error
    line = place.line - last
    source = statements[line - 1]
    column = max(1, place.column - place.source.index(source))
    return type(error)(error.message, Place(str(side), line, column, source=source), error.hint)
