"""What a document declares: statements in comments, sets in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Statement
from symgauss.check.inference.correlations import declare_correlations
from symgauss.check.inference.surveying import Survey, functions, survey
from symgauss.check.laws.samples import members_of
from symgauss.check.laws.spaces_in_words import spaces_in_words
from symgauss.check.manners.cholesky import name_cholesky_factors
from symgauss.check.manners.letters import NOISE
from symgauss.check.manners.own_norms import own_norms
from symgauss.check.meaning.averaged import VARIABLES
from symgauss.check.wording.applied_sayings import apply_said
from symgauss.check.wording.prose import read_prose
from symgauss.check.wording.said import Said
from symgauss.errors import SourceError
from symgauss.kernel.sizes import Shape, size
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.mentions import (
    mentioned_names,
    names_before_bars,
    names_behind_bars,
    names_in_order,
)
from symgauss.latex.naming import without_bold
from symgauss.latex.scope import EVERYWHERE, Scope
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import (
    FunctionSyntax,
    MembershipSyntax,
    StatementSyntax,
    normal_law,
)
from symgauss.latex.statements import declare_statement, statements_at
from symgauss.latex.tree import (
    Addition,
    Fraction,
    Letter,
    Listing,
    Multiplication,
    Node,
    Operator,
    Scripted,
)
from symgauss.latex.unify import Unifier
from symgauss.notation.names import parse_name

#: An ``e`` that is transposed, has a norm or is called an error: no base of powers.
_VECTOR_E = re.compile(
    r"(?<![A-Za-z\\])e\s*\^\s*\{?\s*(?:\\top|\\intercal|\\mathsf|\\mathrm\{T\}|T\b|\\prime)"
    r"|\\\|\s*e\s*\\\||\b(?:errors?|residuals?|noise|vectors?)\s+\$e\$"
    r"|\$e\$\s+(?:is|be|denotes?)\s+(?:the|an?)\s+(?:\w+\s+)?(?:error|residual|noise|disturbance)"
)


def declared_scope(
    document: Document, statements: list[Statement], hedges: Hedges
) -> tuple[Scope, Survey, dict[str, Said]]:
    """A scope with everything that the document declares."""
    source = document.source
    scope = Scope(macros=document.macros, conventions=True)
    if _VECTOR_E.search(source.text):
        scope.constants -= {"e"}
    scope.constants -= _given_a_meaning(statements)
    scope.own_norms = own_norms(statements)
    for region in document.regions:
        if region.kind is RegionKind.COMMENT:
            _declare(region, source, scope)
    commented = frozenset(scope.declarations)
    for region in document.regions:
        text = source.text[region.span.start : region.span.end]
        declares = any(sign in text for sign in _MEMBERSHIPS)
        if declares and region.kind in (RegionKind.INLINE, RegionKind.DISPLAY):
            _declare(region, source, scope)
    _declare_all(spaces_in_words(document, hedges), source, scope, commented=False)
    found = survey(statements)
    said_before = frozenset(scope.declarations)
    _declare_blocks(document, statements, scope)
    blocks = frozenset(scope.declarations) - said_before
    said = read_prose(document, scope, hedges)
    name_cholesky_factors(statements, hedges, source.text, said)
    found.stated = commented | blocks
    found.told = found.stated | _said_once(scope, source, said)
    apply_said(said, scope)
    declare_correlations(document, hedges.sentences, scope)
    scope.indices |= found.indices - set(scope.dimensions)
    drawn = _drawn(statements)
    scope.families |= drawn
    if drawn:
        members = _INDEXED.findall(source.text)
        scope.indices |= {index for name, index in members if name in drawn}
    return scope, found, said


_INDEXED = re.compile(r"([A-Za-z])_\{?([ijk])\b")  #: a single member of a sample


def _drawn(statements: list[Statement]) -> set[str]:
    r"""The x of ``x_1, \ldots, x_n \sim N(m, v)``, of which ``x_2`` is a member."""
    laws = [each for each in statements if each.signs and each.signs[0].kind == "~"]
    found = (members_of(each.sides[0].node) for each in laws)
    return {named[0] for named in found if named is not None}


def _given_a_meaning(statements: list[Statement]) -> set[str]:
    r"""Letters of constants that have a law or a value here: the error e of ``e = y - f``."""
    found: set[str] = set()
    for statement in statements:
        first = statement.sides[0].node
        if first is None or not statement.signs:
            continue
        kind = statement.signs[0].kind
        if kind == "~" or (kind in ("=", ":=") and isinstance(first, Letter)):
            found |= mentioned_names(first)
    return found


#: In front of a set that is meant for one sentence: it refutes nothing.
_QUANTIFIED = re.compile(
    r"(?:\b(?:any|all|every|each|some|if|whenever|exists?)\b|\\(?:forall|exists))[\s$\w]{0,40}$",
    re.IGNORECASE,
)


def _said_once(scope: Scope, source: Source, said: dict[str, Said]) -> frozenset[str]:
    """The arrays of which a document says in one way, and for good, in which space they are."""
    shapes: dict[str, set[Shape]] = {}
    passing: set[str] = set()
    for name, what in said.items():
        if what.shape is not None:
            shapes.setdefault(name, set()).add(what.shape)
    for saying in scope.said:
        name = saying.declaration.name
        shapes.setdefault(name, set()).add(saying.declaration.shape)
        before = source.text[max(0, saying.place - 60) : saying.place]
        if saying.place >= 0 and _QUANTIFIED.search(before):
            passing.add(name)
    return frozenset(
        name
        for name, found in shapes.items()
        if len(found) == 1 and name not in passing and not next(iter(found)).is_scalar
    )


_BLOCKS = re.compile(
    r"block|partition|sub-?set|sub-?vector|conditional distribution", re.IGNORECASE
)


@lru_cache(maxsize=4)
def speaks_of_blocks(text: str) -> bool:
    """Whether a document partitions its vectors and matrices."""
    return _BLOCKS.search(text) is not None


def _declare_blocks(document: Document, statements: list[Statement], scope: Scope) -> None:
    r"""``\Sigma_{12}`` is n_1 x n_2 where the document speaks of blocks and has them all."""
    if not speaks_of_blocks(document.source.text):
        return
    names: set[str] = set()
    for statement in statements:
        for side in statement.sides:
            if side.node is not None:
                names |= {spelled for spelled in names_in_order(side.node) if "_" in spelled}
    for stem in {name.partition("_")[0] for name in names}:
        plain = stem.removesuffix("bold")
        if not plain[0].isupper() or not {f"{stem}_12", f"{stem}_22"} <= names:
            continue
        for name in sorted(names):
            head, _, sub = name.partition("_")
            if head == stem and sub in ("11", "12", "21", "22") and not scope.is_declared(name):
                scope.declare(name, Shape(size(f"n_{sub[0]}"), size(f"n_{sub[1]}")))


_MEMBERSHIPS = (r"\in", r"\colon")


def _declare(region: Region, source: Source, scope: Scope) -> None:
    """The shapes and functions that stand in a region; what is no declaration is passed over.

    Ranges count in comments only: ``for $x > 0$`` in prose is a condition of one sentence.
    """
    commented = region.kind is RegionKind.COMMENT
    try:
        statements = statements_at(source, region.span, scope)
    except SourceError:
        return
    _declare_all(statements, source, scope, commented=commented)


def _declare_all(
    statements: Sequence[StatementSyntax], source: Source, scope: Scope, *, commented: bool
) -> None:
    for statement in statements:
        if commented or isinstance(statement, MembershipSyntax | FunctionSyntax):
            scope.place = EVERYWHERE if commented else statement.span.start
            try:
                declare_statement(statement, scope, source)
            except SourceError:
                continue
            finally:
                scope.place = EVERYWHERE


def declare_functions(found: Survey, scope: Scope, unifier: Unifier) -> None:
    """Names that are applied and never stand alone are functions of unknown shape."""
    for name in functions(found):
        if not scope.is_declared(name) and not scope.is_density(name):
            scope.functions.setdefault(name, unifier.fresh_shape())


def random_names(
    statements: list[Statement], found: Survey, said: dict[str, Said], scope: Scope
) -> frozenset[str]:
    """Names of random variables: said to be, with a law, or capitals in an expectation."""
    names = {name for name, what in said.items() if what.random}
    names |= _with_a_law(statements) | _with_a_mean(statements)
    names |= _perhaps_random(statements, found, said, frozenset(names)) - set(scope.declarations)
    matrices = {name for name, what in said.items() if what.rank == "matrix" or _is_wide(what)}
    matrices |= found.coefficients - names  # neither said to be random, nor with a law
    matrices |= {name for name, d in scope.declarations.items() if not d.shape.is_vector}
    constants = matrices | found.parameters
    found.capitals = frozenset(map(_in_bold, found.averaged - constants - names))
    names |= found.averaged - constants
    return frozenset(names | {_in_bold(name) for name in names})


def _with_a_law(statements: list[Statement]) -> set[str]:
    r"""The names of which a law is stated; the b of ``A x + b \sim N(A m + b, S)`` is none.

    Beside a name that has a law of its own, the others of a sum are constants.
    """
    found: set[str] = set()
    combined: list[frozenset[str]] = []
    parameters: set[str] = set()
    for statement in statements:
        nodes = [side.node for side in statement.sides[:2]]
        if not statement.signs or statement.signs[0].kind != "~" or nodes[0] is None:
            continue
        if isinstance(nodes[0], Addition | Multiplication | Fraction):
            combined.append(_before_bar(nodes[0]))
        else:
            found |= _before_bar(nodes[0])
        if nodes[1] is not None and normal_law(nodes[1]) is not None:
            parameters |= mentioned_names(nodes[1])
    return found.union(*(names & found or names - parameters for names in combined))


def _with_a_mean(statements: list[Statement]) -> set[str]:
    r"""The x of ``\mathbb{E}[x] = m``: nobody says so of a constant.

    What is made of others, as the y of ``y = H x + v``, is as random as they are.
    """
    found: set[str] = set()
    made: set[str] = set()
    for statement in statements:
        first = statement.sides[0].node
        if not statement.signs or statement.signs[0].kind not in ("=", ":="):
            continue
        if isinstance(first, Letter | Scripted):
            made |= mentioned_names(first)
        if isinstance(first, Operator) and first.name == "E" and first.sub is None:
            content, second = first.argument.content, statement.sides[1].node
            letter = content.base if isinstance(content, Scripted) else content
            if isinstance(letter, Letter) and second is not None:
                power = content.sup if isinstance(content, Scripted) else None
                beside = {*mentioned_names(second), *(mentioned_names(power) if power else ())}
                found |= mentioned_names(content) - beside
    return found - made


def _in_bold(name: str) -> str:
    """The same letter in bold: of a random ``x``, nothing says that a bold one is a constant."""
    try:
        parts = parse_name(name)
    except ValueError:
        return name
    if "bold" in parts.modifiers:
        return name
    return replace(parts, modifiers=("bold", *parts.modifiers)).canonical


def _perhaps_random(
    statements: list[Statement], found: Survey, said: dict[str, Said], random: frozenset[str]
) -> set[str]:
    """Names of which nothing says that they are constants, in expectations that name no law.

    They are letters of noise, or variables beside random variables in lower case.  Parameters of
    laws, what is declared, defined or conditioned on are constants; but what is conditioned on in
    one place and has a density itself in another, as in Bayes' rule, is none.
    """
    letters = NOISE | (VARIABLES if any(name[0].islower() for name in random) else frozenset())
    suspects = {n for n in found.expected if _stem(n) in letters or _stem(n).endswith("hat")}
    if not suspects:
        return set()
    known = set(random) | {n for n, what in said.items() if what.rank or what.shape}
    every = [side.node for statement in statements for side in statement.sides]
    bayesian = frozenset[str]().union(*map(names_before_bars, every))
    for statement in statements:
        nodes = [side.node for side in statement.sides if side.node is not None]
        if not nodes or not statement.signs:
            continue
        known |= names_behind_bars(nodes[0]) - bayesian
        if statement.signs[0].kind in ("~", "in", "=", ":="):
            known |= mentioned_names(nodes[0]) if isinstance(nodes[0], _NAMES) else frozenset()
        others = {name for node in nodes[1:] for name in mentioned_names(node)}
        noise = {name for name in others if _stem(name) in NOISE}
        is_model = isinstance(nodes[0], _NAMES) and bool(others & random or noise)
        if statement.signs[0].kind == "~" or is_model:
            known |= others - noise  # parameters of a law, and what a model of data is made of
            known |= {_stem(name) for name in others - noise}
    plain = {without_bold(name) for name in known}
    return {n for n in suspects if not {without_bold(n), _stem(n)} & plain}


_NAMES = (Letter, Scripted, Listing)


def _stem(name: str) -> str:
    return without_bold(name.partition("_")[0])


def _is_wide(what: Said) -> bool:
    return what.shape is not None and not what.shape.is_vector


def _before_bar(node: Node) -> frozenset[str]:
    if isinstance(node, Listing) and "|" in node.separators:
        first = node.separators.index("|")
        return mentioned_names(node.items[: first + 1])
    return mentioned_names(node)
