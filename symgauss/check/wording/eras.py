r"""For how long a name means the same: a document may introduce it again in another section.

``Let $c = 2$`` in one section says nothing about the c of ``Let $c > 0$`` in the next one.  The
introductions of a name in new sections cut the document into its eras; what is said of a name
counts within one era.  A name that is introduced once has a single one, so that notes at the end
of a document speak about all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences, is_introduced
from symgauss.check.wording.cases import Cases
from symgauss.check.wording.contrasts import Contrasts
from symgauss.check.wording.described_names import DescribedNames, Description
from symgauss.check.wording.outline import Outline
from symgauss.check.wording.said import Said
from symgauss.kernel.terms import Indexed, Opaque, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.latex.inside import nodes
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import EVERYWHERE
from symgauss.latex.source import Span
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Number, Scripted

_THEOREMS = "theorem|lemma|proposition|corollary|claim|definition|example|exercise|problem|remark"
_SECTION = re.compile(
    rf"""^[ \t]*\#{{1,6}}[ \t] | \\(?:chapter|(?:sub)*section|paragraph)\b
    | \\begin\{{(?:{_THEOREMS})\*?\}} | \*\*(?:{_THEOREMS})\b""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


#: A law behind such words is one of what was introduced before.
_FOLLOWS = re.compile(
    r"\b(hence|therefore|thus|then|so|follows|implies|obtain|yields?|gives?|marginal(ly)?|jointly)\b",
    re.IGNORECASE,
)

#: All that a sentence says before ``$A \\in \\mathbb{R}^{n \\times n}$``.
_OPENS = re.compile(r"(for|with|where)( (an?|any|all|every|real|matrices|vectors))*", re.IGNORECASE)


class Eras:
    """The eras of the names of a document."""

    def __init__(
        self,
        text: str = "",
        introductions: Iterable[tuple[str, int]] = (),
        mentions: Iterable[tuple[str, int]] = (),
        descriptions: Iterable[Description] = (),
    ) -> None:
        """``mentions`` are statements about names, which introduce none but may come first."""
        self._sections = sections = [match.start() for match in _SECTION.finditer(text)]
        self.cases = Cases(text, sections)
        self.outline = Outline(text)
        self.contrasts = Contrasts(self.outline)
        self.described = DescribedNames(self.outline, descriptions)
        self._together: dict[tuple[frozenset[str], int, int], bool] = {}
        last: dict[str, int] = {}
        # where members x_1, .., x_n are introduced, the letter x is about them
        letters = {(name.partition("_")[0], place) for name, place in introductions if "_" in name}
        for name, place in sorted({*mentions, *letters}, key=lambda each: each[1]):
            last.setdefault(name, bisect_right(sections, place))
        self._starts: dict[str, list[int]] = {}
        for name, place in sorted(set(introductions), key=lambda each: each[1]):
            section = bisect_right(sections, place)
            if last.get(name, section) < section:
                # what the section says before is about the new one already
                self._starts.setdefault(name, []).append(sections[section - 1])
            last[name] = section

    @property
    def names(self) -> frozenset[str]:
        """Names that have more than one era."""
        return frozenset(self._starts)

    def section(self, place: int) -> tuple[int, int]:
        """From the beginning of the section of a place to that of the next one."""
        number = bisect_right(self._sections, place)
        start = self._sections[number - 1] if number else 0
        end = self._sections[number] - 1 if number < len(self._sections) else 1 << 60
        return start, end

    def spans(self, length: int) -> list[Span]:
        """The sections of a text of some length, and what stands before the first one."""
        starts = sorted({0, *self._sections})
        return [Span(a, b) for a, b in pairwise([*starts, length]) if a < b]

    def of(self, name: str, place: int) -> int:
        """The number of the era of a name at a place."""
        return bisect_right(self._starts.get(name, []), place)

    def together(self, names: Iterable[str], first: int, second: int) -> bool:
        """Whether names mean the same at two places."""
        if EVERYWHERE in (first, second):
            return True
        asked = frozenset(names), first, second  # by each value of each name, at every step
        if asked not in self._together:
            self._together[asked] = self._are_together(*asked)
        return self._together[asked]

    def _are_together(self, names: frozenset[str], first: int, second: int) -> bool:
        if self.cases.apart(first, second) or self.contrasts.apart(first, second):
            return False
        if self.described.renamed(names, first, second):
            return False
        return not self._starts or all(
            self.of(name, first) == self.of(name, second) for name in names
        )


def introductions(
    statements: Iterable[Statement], said: dict[str, Said], sentences: Sentences
) -> list[tuple[str, int]]:
    """Names with the places where the document says "let" of them."""
    found = [(name, place) for name, what in said.items() for place in what.introduced]
    drawn: set[str] = set()
    for statement in statements:
        node = statement.sides[0].node
        if node is None or statement.region is None:
            continue
        before = sentences.before(statement.region)
        is_law = bool(statement.signs) and statement.signs[0].kind == "~" and statement.is_law
        is_member = bool(statement.signs) and statement.signs[0].kind == "in"
        opens = is_member and _OPENS.fullmatch(before) is not None
        if (is_law and not _FOLLOWS.search(before)) or opens or is_introduced(before):
            found += [(name, statement.position) for name in introduced_by(node)]
        if is_law and not (_FOLLOWS.search(before) or drawn.intersection(introduced_by(node))):
            # a law in a new section: a model with parameters of its own
            found += [(name, statement.position) for name in _parameters(statement)]
            drawn.update(introduced_by(node))
    return found


def _parameters(statement: Statement) -> list[str]:
    r"""The parameters of a law that are plain names: m and S of ``x \sim N(m, S)``."""
    inner = next((n for n in nodes(statement.sides[1].node) if isinstance(n, Group)), None)
    content = None if inner is None else inner.content
    items = content.items if isinstance(content, Listing) else (content,) if content else ()
    return [name for item in items if not isinstance(item, Number) for name in introduced_by(item)]


def mentions(statements: Iterable[Statement]) -> list[tuple[str, int]]:
    """The names that stand on the left of equations and laws, with their places."""
    return [
        (name, statement.position)
        for statement in statements
        if statement.sides[0].node is not None and statement.signs
        for name in introduced_by(statement.sides[0].node)
    ]


def spoken_of(statements: Iterable[Statement]) -> frozenset[str]:
    """The names that an equation or a law says something of."""
    return frozenset(
        name
        for statement in statements
        if statement.signs and statement.signs[0].kind in ("=", ":=", "~")
        if (node := statement.sides[0].node) is not None
        for name in introduced_by(node)
    )


def introduced_by(node: Node) -> list[str]:
    r"""The names of a first side: ``x``, ``x, y``, ``\sigma^2``, ``y \mid x``, ``f(x)``."""
    match node:
        case Listing(items, separators):
            stop = separators.index("|") + 1 if "|" in separators else len(items)
            return [name for item in items[:stop] for name in introduced_by(item)]
        case Multiplication((Letter() | Scripted() as head, Group()), ("",)):
            return introduced_by(head)
        case Scripted(base, sub, Number()) if sub is not None:
            return introduced_by(Scripted(base, sub, None, 0, node.span))
        case Scripted(base, None, Number()):
            return introduced_by(base)
        case Letter() | Scripted():
            parts = spelling(node)
            name = None if parts is None else canonical(parts)
            return [] if name is None else [name, *_family(name)]
        case _:
            return []


def _family(name: str) -> list[str]:
    """The family of ``x_i``."""
    head, mark, sub = name.partition("_")
    return [f"{head}_#"] if mark and sub.isalpha() and len(sub) == 1 else []


def names_of(term: Term) -> frozenset[str]:
    """Names whose eras count for a term."""
    found: set[str] = set()
    for part in subterms(term):
        if isinstance(part, Symbol):
            found |= {part.name, *_family(part.name)}
        elif isinstance(part, Indexed):
            found |= {part.name, f"{part.name}_#"}
        elif isinstance(part, Opaque):
            found.add(part.name.partition(" of ")[0])
    return frozenset(found)
