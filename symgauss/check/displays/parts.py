"""Parts of a chain as syntax, or the reason why a part cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.check.displays.hedges import Force
from symgauss.check.displays.written import WrittenChain, WrittenPart
from symgauss.errors import SourceError
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Term
from symgauss.latex.parser import parse_tokens
from symgauss.latex.source import Source, Span
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token
from symgauss.latex.tree import Chain, Node, RelationSign
from symgauss.latex.typed import Conflict
from symgauss.latex.vocabulary import MULTIPLICATION

TERM_RELATIONS = {kind.value: kind for kind in RelationKind}


@dataclass(slots=True)
class Side:
    """One part of a chain: tokens, syntax and, once types are known, the term."""

    tokens: list[Token]
    span: Span
    node: Node | None = None
    term: Term | None = None
    problem: SourceError | None = None
    #: each node of the term with its place, by identity
    places: dict[int, tuple[Term, Span]] = field(default_factory=dict)
    key: str = ""  #: the text without spaces, where the part is a name that cannot be read
    carried: bool = False  #: whether the part stands in the display before


@dataclass(slots=True)
class Statement:
    """A chain of a display or of an inline formula, with its sides."""

    sides: list[Side]
    signs: list[RelationSign]
    position: int  #: offset in the source
    display: int = 0  #: number of the display; 0 for an inline formula
    label: str = ""
    implied: bool = False
    condition: str = ""  #: the word that a condition follows: "if", "for"
    prefix: str = ""
    conditional: bool = False  #: followed by a word such as "if"
    premise: bool = False  #: an implication follows
    region: Span | None = None  #: the formula in which it stands, with its delimiters
    force: Force = field(default_factory=Force)
    since: int = 0  #: from where on a law of a condition counts
    until: int | None = None  #: how far it counts; ``None`` for all other ones
    conflicts: list[Conflict] = field(default_factory=list)
    #: what stands behind the relation between two sides that were read together
    chain: Chain | None = None

    @property
    def is_law(self) -> bool:
        r"""Whether a law is stated, not supposed: ``X \sim N(m, v) \Rightarrow E(X) = m``."""
        return self.force.everywhere and not self.premise and not self.conditional

    @property
    def is_inline(self) -> bool:
        """Whether the formula stands in prose."""
        return self.display == 0


def read_sides(
    written: WrittenChain,
    source: Source,
    *,
    display: int = 0,
    label: str = "",
    before: WrittenPart | None = None,
) -> Statement:
    """The statement with the syntax of every part that can be read.

    ``before`` is what the display before ends in: a chain without a left side goes on from there.
    """
    sides = [_side(part, source) for part in written.parts]
    position = min((side.span.start for side in sides if side.tokens), default=0)
    if before is not None and not sides[0].tokens:
        sides[0] = _side(before, source)
        sides[0].carried = True
    prefix = "".join(token.shown for token in written.prefix)
    statement = Statement(
        sides, written.signs, position, display, label, written.implied, written.condition, prefix
    )
    statement.conditional, statement.premise = written.conditional, written.premise
    nodes = tuple(side.node for side in sides if side.node is not None)
    if len(nodes) == len(sides):
        statement.chain = Chain(nodes, tuple(written.signs))
    return statement


def _side(part: WrittenPart, source: Source) -> Side:
    side = Side(part.tokens, part.span)
    if is_named_value(part.tokens):
        side.key = "".join(t.text for t in part.tokens if t.text not in ("{", "}"))
    try:
        chain = parse_tokens(part.tokens, source, part.span.end)
    except SourceError as error:
        side.problem = error
        return side
    side.node = chain.parts[0]
    return side


_NO_NAMES = frozenset(
    ("frac", "dfrac", "tfrac", "sqrt", "sum", "prod", "int", "iint", "iiint", "nabla")
) | frozenset(("exp", "log", "ln", "partial"))


def is_named_value(tokens: list[Token]) -> bool:
    r"""Whether the tokens look like one name with arguments: ``\mathrm{oosLME}_i(m_0)``."""
    depth = groups = 0
    for token in tokens:
        if token.kind in OPENS:
            if token.kind is Kind.BEGIN:
                return False
            groups += depth == 0 and token.kind is Kind.OPEN
            depth += 1
        elif token.kind in CLOSES:
            depth -= 1
        elif depth == 0 and _is_operation(token):
            return False
    if not tokens or tokens[0].kind not in (Kind.LETTER, Kind.COMMAND, Kind.TEXT, Kind.OPEN_BRACE):
        return False
    return groups <= 1


def _is_operation(token: Token) -> bool:
    if token.kind is Kind.OTHER:
        return token.text in "+-*/,;"
    return token.is_command(*MULTIPLICATION) or token.is_command(*_NO_NAMES)
