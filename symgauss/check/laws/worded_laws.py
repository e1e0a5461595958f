r"""Laws that words state: "let $x_1, \ldots, x_n$ be i.i.d. $\mathcal{N}(\mu, \sigma^2)$".

Others are "$x$ is normally distributed with mean $m$ and covariance $S$" and "a Gaussian vector
with zero mean and covariance $S$".  Nothing is guessed: all words between the formulas have to be
known ones, so that "is not drawn from", "unless" and "approximately" state no law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import FORMULA
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.source import Span
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tokens import Token
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    Multiplication,
    Node,
    Number,
    RelationSign,
    Scripted,
    Words,
)

LONGEST = 160  #: characters between two formulas of one statement

_WORD = re.compile(r"(?:i\.\s?i\.\s?d\.)|[^\s,()]+", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


#: Words that may stand between a variable and its law.
_PLAIN = frozenset(
    words_of(
        """a an the be is are being all each both of as in to and have has having follow follows
        following distribution distributions law random variable variables vector vectors
        sample samples data point points observation observations draw draws drawn sampled
        from according distributed identically independent independently i.i.d. iid i.i.d
        normal normally gaussian gaussians univariate multivariate bivariate jointly scalar
        noise realisations realizations with itself again in turn"""
    )
)
#: One of these says that the law is that of the variable.
_SAYING = frozenset(
    words_of(
        """be is are being follow follows following distribution law drawn sampled draws draw
        samples sample from distributed i.i.d. iid i.i.d"""
    )
)
NORMAL = frozenset(("normal", "normally", "gaussian", "gaussians"))
_ZERO_MEAN = re.compile(
    r"\b(?:with )?(?:zero mean|mean zero|a mean of zero|zero-mean)\b", re.IGNORECASE
)
_MEAN = re.compile(r"(.*)\b(?:with|having|of) (?:a |the )?mean(?: vector)?(?: of)?$", re.IGNORECASE)
_SPREAD = re.compile(
    r"^(?:,? ?and|,) (?:a |the |known |common )?(?:co)?variance(?: matrix)?(?: of)?$", re.IGNORECASE
)
_SPREAD_ALONE = re.compile(
    r"(.*),? (?:and|with) (?:a |the |known |common )?(?:co)?variance(?: matrix)?(?: of)?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\bjointly\b|\b(?:bi|multi)variate\b", re.IGNORECASE)
_LISTED = ("and", ",", ", and")


@dataclass(frozen=True, slots=True)
class Formula:
    """An inline formula without a relation, and the words before it since the formula before."""

    node: Node
    tokens: tuple[Token, ...]
    before: str  #: empty where a sentence ends in between
    region: Region


def worded_laws(document: Document, hedges: Hedges) -> list[Statement]:
    """The laws that the words between inline formulas state, as statements with ``~``."""
    found: list[Statement] = []
    formulas = formulas_of(document, hedges)
    for index, formula in enumerate(formulas):
        if formula is None:
            continue
        following = formulas[index + 1 : index + 3]
        read = _law_behind(formula, following)
        if read is None:
            continue
        law, span = read
        names = [formula, *_listed_before(formulas, index)]
        if len(names) > 1 and _JOINT.search(following[0].before if following[0] else ""):
            continue  # the law of all of them as one vector
        found += [each for named in names for each in _statements(named, law, span, hedges)]
    return found


def formulas_of(document: Document, hedges: Hedges) -> list[Formula | None]:
    """Every inline formula in order; ``None`` for a display and for what has a relation."""
    source, found = document.source, list[Formula | None]()
    end = 0
    for region in document.regions:
        if region.kind is RegionKind.PROSE:
            continue
        if region.kind is not RegionKind.INLINE:
            found.append(None)
            end = region.whole.end
            continue
        between = source.text[end : region.whole.start]
        words = hedges.sentences.before(region.whole).rpartition(FORMULA)[2].strip()
        near = len(between) <= LONGEST and " ".join(between.split()).replace("*", "") == words
        end = region.whole.end
        read = read_inline(region, document)
        kinds = None if read is None else [sign.kind for sign in read[1].relations]
        if read is None or kinds not in ([], ["in"]):
            found.append(None)
            continue
        node = read[1].parts[0]  # of ``x \in \mathbb{R}^d`` the name
        tokens = tuple(t for t in read[0] if kinds == [] or t.span.end <= node.span.end)
        found.append(Formula(node, tokens, words if near else "", region))
    return found


def _law_behind(formula: Formula, following: list[Formula | None]) -> tuple[Node, Span] | None:
    """The law that the words behind a formula give it, and where that stands."""
    second = following[0] if following else None
    if second is None or normal_law(formula.node) is not None or not is_name(formula.node):
        return None
    if normal_law(second.node) is not None:
        return (second.node, second.region.span) if _says(second.before) else None
    zero = _ZERO_MEAN.search(second.before)
    alone = _SPREAD_ALONE.match(second.before)
    if zero is not None and alone is not None:
        said = _ZERO_MEAN.sub("", alone[1])
        mean = Number("0", second.node.span)
        return _normal(said, mean, second.node, second.region.span)
    third = following[1] if len(following) > 1 else None
    opened = _MEAN.match(second.before)
    if third is None or opened is None or not _SPREAD.match(third.before):
        return None
    span = Span(second.region.span.start, third.region.span.end)
    return _normal(opened[1], second.node, third.node, span)


def _normal(said: str, mean: Node, covariance: Node, span: Span) -> tuple[Node, Span] | None:
    words = words_of(said)
    if not _says(said) or not NORMAL & set(words):
        return None
    listing = Listing((mean, covariance), (",",), span)
    factors = (Letter("N", ("cal",), span), Group("(", ")", listing, span))
    return Multiplication(factors, ("",), span), span


def _says(between: str) -> bool:
    """Whether the words state a law, and nothing else."""
    words = words_of(between)
    return bool(words) and set(words) <= _PLAIN and bool(set(words) & _SAYING)


def is_name(node: Node) -> bool:
    """Whether a formula may be the name of a variable."""
    if isinstance(node, Group):  # the law of all of them as one vector
        return node.open == "(" and isinstance(node.content, Listing)
    return not isinstance(node, Number | Multiplication)


def _listed_before(formulas: list[Formula | None], index: int) -> Iterator[Formula]:
    """The formulas of the list that ends here: "let $X$ and $Y$ be"."""
    while index > 0:
        this, before = formulas[index], formulas[index - 1]
        if this is None or before is None or this.before not in _LISTED:
            return
        yield before
        index -= 1


def one_by_one(statement: Statement, words: str) -> list[Statement]:
    r"""A law of several names in an inline formula, ``X, Y \sim N(m, v)``, as one of each.

    Not where the ``words`` of the sentence say that it is a joint one.
    """
    names, law = statement.sides[0].node, statement.sides[-1]
    if len(statement.sides) != 2 or statement.signs[0].kind != "~" or _JOINT.search(words):
        return [statement]
    if not isinstance(names, Listing) or set(names.separators) != {","}:
        return [statement]
    if not all(isinstance(name, Letter | Scripted) for name in names.items):
        return [statement]
    return [
        replace(
            statement,
            sides=[Side([], name.span, name), replace(law)],
            signs=list(statement.signs),
            position=name.span.start,
            conflicts=[],
        )
        for name in names.items
    ]


def _statements(formula: Formula, law: Node, span: Span, hedges: Hedges) -> Iterator[Statement]:
    """One statement for each name: ``X, Y`` are two."""
    region, node = formula.region, formula.node
    plain = isinstance(node, Listing) and set(node.separators) == {","}
    if isinstance(node, Listing) and plain and not any(isinstance(i, Words) for i in node.items):
        named = [Side([], item.span, item) for item in node.items]
    else:
        named = [Side(list(formula.tokens), region.span, node)]
    for side in named:
        end = side.span.end
        sign = RelationSign("~", None, "", Span(end, end))
        statement = Statement([side, Side([], span, law)], [sign], side.span.start)
        statement.region = region.whole
        statement.force = hedges.force(region.span.start)
        yield statement
