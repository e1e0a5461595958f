"""A first look at the syntax of a whole document: functions, families, scalar laws."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.differentiating import Signature, signature_of
from symgauss.check.manners.index_ranges import indexed_by
from symgauss.latex.inside import inside, nodes
from symgauss.latex.mentions import mentioned_names, names_behind_bars
from symgauss.latex.naming import canonical, spelling, without_bold
from symgauss.latex.tree import (
    Addition,
    Big,
    Fraction,
    Group,
    IntegralSign,
    Letter,
    Listing,
    Mark,
    Multiplication,
    Node,
    NormalLaw,
    Number,
    Operator,
    Scripted,
)


@dataclass
class Survey:
    """What the syntax of a document shows."""

    applied: Counter[str] = field(default_factory=Counter)  #: ``f`` of ``f(x)``
    plainly: Counter[str] = field(default_factory=Counter)  #: names that stand alone
    defined: set[str] = field(default_factory=set)  #: ``f`` of ``f(x) = ...``
    listed: set[str] = field(default_factory=set)  #: ``f`` of ``f(x, y)``
    called: set[str] = field(default_factory=set)  #: applied to a name or a list only
    products: set[str] = field(default_factory=set)  #: applied to something else at least once
    indices: set[str] = field(default_factory=set)  #: letters that a sum binds
    limits: dict[str, str] = field(default_factory=dict)  #: family -> upper limit of its sums
    integrated: set[str] = field(default_factory=set)  #: letters over which is integrated
    told: frozenset[str] = frozenset()  #: also in prose, once and for good
    stated: frozenset[str] = frozenset()  #: names whose shape stands in a set or a partition
    averaged: set[str] = field(default_factory=set)  #: capitals inside expectations
    coefficients: set[str] = field(default_factory=set)  #: capitals beside the averages, too
    capitals: frozenset[str] = frozenset()  #: these in bold, if nothing else says they are random
    expected: set[str] = field(default_factory=set)  #: names in expectations without a stated law
    parameters: set[str] = field(default_factory=set)  #: names in covariances of normal laws
    scalar_laws: list[Node] = field(default_factory=list)  #: covariances that are scalars
    signatures: dict[str, list[Signature]] = field(default_factory=dict)  #: of ``f(x) = ...``
    pairs: set[str] = field(default_factory=set)  #: ``x`` of a list with x and x' in it
    primed: set[str] = field(default_factory=set)  #: names with a prime
    renamed: set[str] = field(default_factory=set)  #: the P of ``P' = ..``
    transposes: bool = False  #: whether another sign than the prime transposes
    integrals: set[str] = field(default_factory=set)  #: ``I`` of ``I = \int ...``
    #: ``E`` of ``E(w) = w^2``, and ``I`` of ``I(\mu) = ..``: no expectation, and no identity
    energies: set[str] = field(default_factory=set)


def survey(statements: list[Statement]) -> Survey:
    """Walk over the syntax of all statements."""
    result = Survey()
    for statement in statements:
        nodes = [side.node for side in statement.sides if side.node is not None]
        result.coefficients |= _coefficients(nodes) | _maps(statement)
        _plain_law(statement, result)
        for index, side in enumerate(statement.sides):
            if side.node is None:
                continue
            _walk(side.node, result)
            if index == 0 and statement.signs and statement.signs[0].kind in ("=", ":="):
                _primed_name(side.node, result)
                result.energies |= _energy(statement) | _information(statement)
            head = _applied_head(side.node)
            if head is not None and index == 0 and statement.signs:
                result.defined.add(head[0])
                found = signature_of(side.node)
                if found is not None:
                    result.signatures.setdefault(found[0], []).append(
                        (statement.position, found[1])
                    )
            if index and isinstance(side.node, IntegralSign):
                first = statement.sides[0].node
                name = _name(first) if isinstance(first, Letter) else None
                result.integrals |= set() if name is None else {name}
    return result


_DENSITY = re.compile(r"[fF]_[A-Z]")  #: of a random variable: ``f_X``
_KNOWN = frozenset({"Gamma", "psi", "Phi", "E", "N", "H", "I"})


def functions(found: Survey) -> set[str]:
    """Names that are functions: defined as such, or never without their arguments."""
    names: set[str] = set()
    for name in found.applied:
        if name in _KNOWN - found.energies:
            continue
        never_alone = found.plainly[name] == 0
        no_product = name not in found.products
        stated = name in found.defined and (never_alone or no_product)
        stated = stated or (never_alone and _DENSITY.fullmatch(name) is not None)
        if stated or (never_alone and (name in found.listed or no_product)):
            names.add(name)
    return names


def _applied_head(node: Node) -> tuple[str, Group] | None:
    match node:
        case Multiplication((head, Group("(" | "[") as group), ("",)):
            name = _name(head)
            return None if name is None else (name, group)
        case _:
            return None


def _is_transposed(node: Scripted) -> bool:
    r"""Whether a name is transposed by another sign than a prime."""
    return isinstance(node.sup, Mark) and node.sup.text == "top"


def _name(node: Node) -> str | None:
    parts = spelling(node)
    if parts is None or (parts.sup is not None and canonical(parts) is None):
        return None
    return canonical(parts)


def _walk(root: Node, result: Survey) -> None:
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Multiplication):
            skip = _applications(node, result)
            todo.extend(f for k, f in enumerate(node.factors) if k not in skip)
            continue
        if isinstance(node, Listing):
            _pair(node, result)
        if isinstance(node, Letter | Scripted):
            _neighbour(node, result)
            if isinstance(node, Scripted) and node.primes:
                result.primed |= {_unprimed(node) or "?"}
            result.transposes |= isinstance(node, Scripted) and _is_transposed(node)
            name = _name(node)
            if name is not None:
                result.plainly[name] += 1
                if isinstance(node, Scripted) and node.sup is not None:
                    bare = spelling(node)
                    if bare is not None:
                        plain = canonical(bare, with_superscript=False)
                        result.plainly[plain or name] += 1
                continue
        if isinstance(node, IntegralSign):
            letters = [_name(v) for v in node.variables if isinstance(v, Letter | Scripted)]
            result.integrated |= {letter for letter in letters if letter is not None}
        if isinstance(node, Big):
            _family(node, result)
        if isinstance(node, Operator) and node.name in ("E", "Var", "Cov"):
            _expectation(node.argument, node.sub, result)
        if isinstance(node, NormalLaw):
            _scalar_law(node, result)
            result.parameters |= _parameters(node)
        todo.extend(inside(node))


def _pair(node: Listing, result: Survey) -> None:
    """``k(x, x')`` says that ``x'`` is another x."""
    listed = {_name(item) for item in node.items if isinstance(item, Letter | Scripted)}
    names = {without_bold(name) for name in listed if name is not None}
    result.pairs |= {
        name
        for item in node.items
        if isinstance(item, Scripted) and item.primes == 1
        for name in (_unprimed(item),)
        if name is not None and name in names
    }


def _unprimed(node: Scripted) -> str | None:
    """The name below the primes."""
    plain = node.base if node.sub is None else Scripted(node.base, node.sub, None, 0, node.span)
    named = isinstance(node.sup, Number | None) and isinstance(plain, Letter | Scripted)
    name = _name(plain) if named else None
    return None if name is None else without_bold(name)


def _energy(statement: Statement) -> set[str]:
    r"""The E of ``E(\mathbf{w}) = \mathbf{w}^\top A \mathbf{w}``: a function of its argument.

    What an expectation is equal to does not depend on the variable, but for other expectations.
    """
    first, second = (side.node for side in statement.sides[:2])
    found = None if first is None else signature_of(first)
    if found is None or found[0] not in _ENERGIES or second is None:
        return set()
    arguments = mentioned_names(found[1])
    averaged = [
        node
        for node in nodes(second)
        if isinstance(node, Operator | Multiplication) and _is_average(node)
    ]
    return set() if averaged or not arguments <= mentioned_names(second) else {found[0]}


def _information(statement: Statement) -> set[str]:
    r"""The I of ``I(\theta) = ..``, the information of Fisher: nobody defines a multiple of 1.

    Capitals in the brackets are random variables, of which it is another information.
    """
    match statement.sides[0].node:
        case Multiplication((Letter("I", (), _, False), Group("(", ")", content)), ("",)):
            name = _name(content) if isinstance(content, Letter | Scripted) else None
            return {"I"} if name is not None and name[0].islower() else set()
        case _:
            return set()


_ENERGIES = frozenset({"E", "H"})


def _is_average(node: Operator | Multiplication) -> bool:
    if isinstance(node, Operator):
        return True
    heads = zip(node.factors, node.factors[1:], strict=False)
    return any(isinstance(b, Group) and _name(a) in _ENERGIES for a, b in heads)


#: Letters of matrices that random variables are multiplied with.
_MATRICES = frozenset("ABCDFGHJKLMPQRS")


def _coefficients(sides: list[Node]) -> set[str]:
    r"""The A of ``E[x^T A x] = m^T A m + ..``: no random variable stands outside of averages."""
    found: set[str] = set()
    letters = _MATRICES | ({"W"} if any(map(_transposes_w, sides)) else set())
    for side in sides:
        names = mentioned_names(side) & letters - names_behind_bars(side)
        averaged = names - _outside_averages(side)
        others = [_outside_averages(other) for other in sides if other is not side]
        found |= averaged & set().union(*others)
    return found


def _maps(statement: Statement) -> set[str]:
    """The W of ``x = W z + e``: between names in lower case, a capital is a matrix."""
    first, second = (side.node for side in statement.sides[:2]) if statement.signs else (None, None)
    name = _name(first) if isinstance(first, Letter | Scripted) else None
    if name is None or second is None or statement.signs[0].kind != "=" or name[0].isupper():
        return set()
    found: set[str] = set()
    for part in nodes(second):
        if isinstance(part, Multiplication):
            for head, behind in zip(part.factors, part.factors[1:], strict=False):
                names = _name(head), _name(behind)
                if names[0] in _MATRICES | {"W"} and names[1] is not None and names[1][0].islower():
                    found.add(names[0])
    return found


def _transposes_w(node: Node) -> bool:
    """Whether a W is transposed: a matrix of weights, and no random variable."""
    return any(
        isinstance(part, Scripted)
        and isinstance(part.sup, Mark)
        and part.sup.text == "top"
        and _name(part.base) == "W"
        for part in nodes(node)
    )


def _outside_averages(node: Node) -> frozenset[str]:
    """The names that stand in no average."""
    found: set[str] = set()
    todo: list[object] = [node]
    while todo:
        current = todo.pop()
        if isinstance(current, Operator) and current.name in _AVERAGES:
            continue
        if isinstance(current, Multiplication):
            heads = (None, *current.factors)
            todo.extend(
                b for a, b in zip(heads, current.factors, strict=False) if not _is_mean(a, b)
            )
            continue
        if isinstance(current, Letter | Scripted):
            found |= mentioned_names(current)
        else:
            todo.extend(inside(current))
    return frozenset(found)


def _is_mean(head: Node | None, group: Node) -> bool:
    """Whether a group stands behind a plain ``E``."""
    return head is not None and isinstance(group, Group) and _name(head) == "E"


_AVERAGES = frozenset({"E", "Var", "Cov"})


def _primed_name(node: Node, result: Survey) -> None:
    r"""``\mu_n' = ...`` defines a name with a prime: nobody defines a transpose."""
    parts = spelling(node) if isinstance(node, Scripted) and node.primes == 1 else None
    if parts is not None and parts.sup is None:
        (result.pairs if parts.base[0].islower() else result.renamed).add(without_bold(parts.stem))


def second_points(found: Survey) -> frozenset[str]:
    r"""Names that mean something else with a prime, unless primes transpose matrices.

    The P of ``P' = (I - K H) P`` is one where ``H^\top`` is written for a transpose.
    """
    pairs = found.pairs | (found.renamed if found.transposes else set())
    transposed = {name for name in found.primed - found.applied.keys() if not name[0].islower()}
    return frozenset() if transposed - pairs else frozenset(pairs)


def _neighbour(node: Node, result: Survey) -> None:
    """``x_{t-1}`` says that ``t`` counts."""
    match node:
        case Scripted(sub=Addition((("" | "+", Letter(letter, ())), (_, Number(text))))) if (
            letter in _COUNTING and text.isdigit()
        ):
            result.indices.add(letter)
        case _:
            pass


_COUNTING = frozenset("ijklmnrstu")


def _applications(node: Multiplication, result: Survey) -> set[int]:
    """Count the heads of applications; their places, where they are no plain names."""
    skip: set[int] = set()
    for place in range(len(node.factors) - 1):
        head, group = node.factors[place], node.factors[place + 1]
        if isinstance(group, Scripted):
            group = group.base
        if node.operators[place] or not isinstance(group, Group) or group.open not in ("(", "["):
            continue
        name = _name(head)
        if _is_plain_expectation(head, group):
            _expectation(group, head.sub if isinstance(head, Scripted) else None, result)
        if name is None:
            continue
        result.applied[name] += 1
        skip.add(place)
        if isinstance(group.content, Listing):
            result.listed.add(name)
        if not isinstance(group.content, Letter | Scripted | Listing | Number):
            result.products.add(name)
    return skip


def _is_plain_expectation(head: Node, group: Group) -> bool:
    """``E[X]``: an expectation whose letter is in italics."""
    letter = head.base if isinstance(head, Scripted) else head
    return isinstance(letter, Letter) and letter.base == "E" and group.open in ("[", "{")


def _expectation(argument: Node, law: Node | None, result: Survey) -> None:
    names = mentioned_names(argument)
    result.averaged |= {n for n in names if n[0].isupper() and len(n.partition("_")[0]) == 1}
    if law is None:
        result.expected |= names


def _family(node: Big, result: Survey) -> None:
    match node.lower, node.upper:
        case Listing((Letter(index), _), ("=",)), Letter(limit):
            result.indices.add(index)
            for name in indexed_by(node.body, index):
                result.limits.setdefault(name, limit)
        case Listing((Letter(index), _), ("=",)), _:
            result.indices.add(index)


def _parameters(node: NormalLaw) -> frozenset[str]:
    """Names in the covariance of a law, which are no variables of it."""
    content = node.argument.content
    return mentioned_names(content.items[-1]) if isinstance(content, Listing) else frozenset()


def _scalar_law(node: NormalLaw, result: Survey) -> None:
    r"""A covariance such as ``\sigma^2`` or ``1/\tau`` makes everything in the law a scalar."""
    _scalar_items(node.argument.content, result)


def _plain_law(statement: Statement, result: Survey) -> None:
    r"""``X \sim N(\mu, \sigma^2)`` with a plain N."""
    if not statement.signs or statement.signs[0].kind != "~" or len(statement.sides) < 2:
        return
    match statement.sides[1].node:
        case Multiplication((Letter("N"), Group("(", ")", content)), ("",)):
            _scalar_items(content, result)
        case _:
            pass


def _scalar_items(content: Node, result: Survey) -> None:
    if isinstance(content, Listing) and len(content.items) in (2, 3):
        covariance = content.items[-1]
        if _is_scalar_like(covariance):
            result.scalar_laws += content.items


def _is_scalar_like(node: Node) -> bool:
    """Lower-case names only, in a form that a matrix does not have."""
    match node:
        case Scripted(Letter() as base, _, Number("2")):
            return _is_lower(base)
        case Number(text):
            return text != "0"
        case Fraction(numerator, denominator):
            return _is_scalar_like(numerator) and _is_plain_product(denominator)
        case Multiplication(factors):
            return any(_is_scalar_like(f) for f in factors) and _is_plain_product(node)
        case Addition(terms):
            return all(
                _is_scalar_like(term) or _is_plain_product(term) for _, term in terms
            ) and any(_is_scalar_like(term) for _, term in terms)
        case _:
            return False


def _is_plain_product(node: object) -> bool:
    """Only lower-case letters that are not bold."""
    return all(_is_lower(part) for part in nodes(node) if isinstance(part, Letter))


def _is_lower(letter: Letter) -> bool:
    return letter.base[0].islower() and "bold" not in letter.modifiers
