"""What a document says besides values: equations that restrict names, shapes, independence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.doubts import Facts
from symgauss.check.judging.unwritten import unwritten
from symgauss.check.manners.keys import solved
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.check.meaning.values import Values
from symgauss.check.wording.said import Said
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Dimension, Identity, Indexed, Rational, Symbol, Term, Zero
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.inside import nodes
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.tree import IntegralSign

_INDEPENDENCE = re.compile(r"independen|uncorrelated|\bi\.?i\.?d\b", re.IGNORECASE)
#: What may be said besides, and makes more of independent variables than a product of their laws.
_ALIKE = re.compile(
    r"identical|\bi\.?i\.?d\b|\bcop(y|ies)\b|\bsame\b|\bcommon\b|uncorrelated|pairwise|\bcent(er|re)"
    r"|\bzero\b|\bunit\b|\bequal\b|normali[sz]ed|standardi[sz]ed|symmetric",
    re.IGNORECASE,
)
#: A size is a number: "two-dimensional", ``n = 3``, ``\\mathbb{R}^2``.
_NUMBERED = re.compile(
    r"\b(one|two|three|four|\d)[- ]dimensional|\bin (one|two|three) dimensions?\b"
    r"|\$\s*[ndpkmDN]\s*=\s*\d+\s*\$|\\mathbb\s*\{?R\}?\s*\^\s*\{?\s*[1-9]\b",
    re.IGNORECASE,
)
#: "In one dimension, .." at the beginning of a paragraph.
_IN_DIMENSIONS = re.compile(
    r"(?<=\n\n)(?:in|for|with) (?:the )?(?:(?:one|two|three)[- ]dimension|(?:one|two|three) dimen)",
    re.IGNORECASE,
)
_NEAR = 12  #: letters between the beginnings of both
#: Right sides of equations that restrict their names, such as ``P^2 = P`` and ``1^T x = 0``.
_SIMPLE = (Symbol, Indexed, Rational, Zero, Identity, Dimension)


def facts_of(
    statements: list[Statement],
    values: Values,
    text: str,
    *,
    stated: frozenset[str],
    told: frozenset[str],
    typed: frozenset[str],
    dimensions: frozenset[str],
    restricted: Mapping[str, str],
    apart: frozenset[str] = frozenset(),
) -> Facts:
    """The facts of a document; ``stated``, ``told`` and ``typed`` are names whose shape is known.

    ``restricted`` are names with a word for a property that is not drawn, ``apart`` those that are
    said to be independent.
    """
    constraints: list[tuple[int, frozenset[str]]] = []
    for statement in statements:
        first = statement.sides[0].term
        if first is None or not statement.signs or statement.signs[0].kind != "=":
            continue
        second = statement.sides[1].term
        if second is None or solved(first, second) is not None:
            continue
        if not isinstance(second, _SIMPLE) or len(statement.signs) > 1:
            continue
        if isinstance(first, DERIVATIVES) and not isinstance(second, Rational | Zero):
            continue  # the Hessian is A: this says what a derivative is, and no condition
        names = {s.name for side in (first, second) for s in free_symbols(side)}
        names = _made_of(names - _index_names(first), statement.position, values)
        constraints.append((statement.position, frozenset(names)))
    valued = frozenset(k.name for k in values.by_key if isinstance(k, Symbol | Indexed))
    independent = _INDEPENDENCE.search(text) is not None
    lines = frozenset(name for each in statements for name in _lines(each))
    return Facts(
        stated,
        told,
        typed,
        valued,
        dimensions,
        tuple(constraints),
        independent=independent,
        apart=frozenset() if _ALIKE.search(text) else apart,
        settled=values.settled(),
        restricted=restricted,
        lines=lines,
        numbered=_numbered_since(text),
        unwritten=unwritten(statements),
    )


def _numbered_since(text: str) -> int | None:
    """From where on a size may be some number: what opens a paragraph does not say so above it."""
    opened = [match.start() for match in _IN_DIMENSIONS.finditer(text)]
    found = (match.start() for match in _NUMBERED.finditer(text))
    return next(
        (at if any(at - _NEAR < each <= at for each in opened) else 0 for at in found), None
    )


def _lines(statement: Statement) -> Iterator[str]:
    r"""The y of ``\int_a^b f(y) \, dy``: it runs over a line, not over a space."""
    for node in nodes(tuple(side.node for side in statement.sides)):
        if isinstance(node, IntegralSign) and node.lower is not None and node.upper is not None:
            for variable in node.variables:
                parts = spelling(variable)
                name = None if parts is None else canonical(parts)
                if name is not None:
                    yield name


def _made_of(names: set[str], place: int, values: Values) -> set[str]:
    """Names, or those in the values of the names that have one."""
    found: set[str] = set()
    for name in names:
        value = values.meant(Symbol(name, SCALAR), place, frozenset({place}))
        if value is None:
            found.add(name)
        else:
            found |= {s.name for s in free_symbols(value.term)} - _index_names(value.term)
    return found


def _index_names(term: Term) -> set[str]:
    """Names that number the members of families."""
    families = (part for part in subterms(term) if isinstance(part, Indexed))
    return {s.name for each in families for index in each.indices for s in free_symbols(index)}


def restricted_names(said: dict[str, Said]) -> dict[str, str]:
    """Names with the word that restricts them; families by their stems, too."""
    found = {name: each.restricted for name, each in said.items() if each.restricted}
    return {name.partition("_")[0]: word for name, word in found.items()} | found


def called_arrays(said: dict[str, Said], scope: Scope) -> frozenset[str]:
    """The names that a text calls vectors or matrices, and that were taken for numbers."""
    return frozenset(
        name
        for name, what in said.items()
        if what.rank in ("vector", "matrix") and name in scope.declarations and name[0].islower()
        if scope.declarations[name].shape.is_scalar
    )
