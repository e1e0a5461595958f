r"""From the tokens of a display to chains: rows, continued rows, several statements in a row.

A row that starts with a relation or an operator continues the one above; so does a row that
follows a dangling ``=`` or ``\cdot``.  A comma, a wide space or prose between two formulas cuts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from symgauss.check.displays.roughly import is_rough
from symgauss.check.displays.written import WrittenChain, WrittenPart
from symgauss.latex.parser import Parser
from symgauss.latex.source import Source
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token
from symgauss.latex.tree import RelationSign
from symgauss.latex.vocabulary import MULTIPLICATION


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: After anything else, such as a command or ``^``, braces are an argument.
_BEFORE_EMPTY_BRACES = frozenset(
    {Kind.OTHER, Kind.TAB, Kind.ROW, Kind.QUAD, Kind.LETTER, Kind.DIGIT, Kind.CLOSE}
)
_BLANK = frozenset({Kind.TAB, Kind.QUAD})
_SCRIPTS = frozenset({Kind.SUPER, Kind.SUB})
_IMPLICATIONS = _words(
    """Rightarrow Leftrightarrow implies iff Longrightarrow Longleftrightarrow Leftarrow
    longrightarrow therefore because impliedby"""
)
_DOTS = frozenset({"dots", "ldots", "dotsc", "cdots"})
#: Relations that the reader has no meaning for; a step with one of them is not checked.
_OTHER_RELATIONS = _words(
    """neq ne ll gg subset subseteq supset supseteq perp cong doteq asymp prec succ preceq succeq
    nsim models leftarrow mapsto notin ni rightsquigarrow leadsto stackbin"""
)
_CONDITIONS = frozenset(
    {"if", "for", "when", "for all", "for every", "subject to", "s.t.", "where"}
)

#: A document that speaks of remainders means a congruence by an equality sign of three lines.
_MODULO = re.compile(r"\\(?:p|b)?mod\b|\\pod\b|\bmodulo\b|\{\s*\(?\s*mod\b")
_CONDITIONAL = re.compile(r"(if|when(ever)?|unless|or|otherwise|else|in case)\b(?! and only if)")


def cut(tokens: list[Token], source: Source) -> list[WrittenChain]:
    """The chains of a display, in order; pieces without a relation are left out."""
    return _Cutter(without_space(tokens), source).run()


def without_space(tokens: list[Token]) -> list[Token]:
    """Tokens without braces and reasons that only stand around an operator."""
    return _without_empty_braces(_bare_operators(tokens))


def _without_empty_braces(tokens: list[Token]) -> list[Token]:
    r"""Tokens without the ``{}`` of ``-{}&`` and ``{}=``, which only make space."""
    result: list[Token] = []
    position = 0
    while position < len(tokens):
        pair = tokens[position : position + 2]
        empty = [token.kind for token in pair] == [Kind.OPEN_BRACE, Kind.CLOSE_BRACE]
        if empty and (not result or result[-1].kind in _BEFORE_EMPTY_BRACES):
            position += 2
            continue
        result.append(tokens[position])
        position += 1
    return result


@lru_cache(maxsize=8)
def _counts_modulo(text: str) -> bool:
    """Whether a document speaks of remainders; asked once for each of its displays."""
    return _MODULO.search(text) is not None


def _bare_operators(tokens: list[Token]) -> list[Token]:
    r"""Tokens with ``\overset{\eqref{..}}{-}`` as ``-``: a reason over an operator."""
    result: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.is_command("overset", "stackrel", "underset"):
            end = _after_braces(tokens, position + 1)
            below = tokens[end : end + 3]
            if len(below) == 3 and below[0].kind is Kind.OPEN_BRACE and is_operator(below[1]):
                result.append(below[1])
                position = end + 3
                continue
        result.append(token)
        position += 1
    return result


def _after_braces(tokens: list[Token], position: int) -> int:
    """The position after a braced argument (or after one token)."""
    depth = 0
    while position < len(tokens):
        depth += (tokens[position].kind is Kind.OPEN_BRACE) - (
            tokens[position].kind is Kind.CLOSE_BRACE
        )
        position += 1
        if depth == 0:
            break
    return position


def relation_at(parser: Parser, position: int) -> RelationSign | None:
    """The relation at a position of the tokens of a parser, which stands behind it then."""
    token = parser.tokens[position]
    parser.position = position
    if token.is_command(*_OTHER_RELATIONS):
        parser.position += 1
        return RelationSign(f"\\{token.text}", None, "", token.span)
    if token.kind not in (Kind.COMMAND, Kind.OTHER):
        return None
    return parser.relation()


class _Cutter:
    def __init__(self, tokens: list[Token], source: Source) -> None:
        self.tokens = tokens
        self.counts_modulo = _counts_modulo(source.text)
        self.parser = Parser(tokens, source)
        self.position = 0
        self.chains: list[WrittenChain] = []
        self.chain = WrittenChain()
        self.head = self.chain  #: the chain with which the present row began
        self.remarked = False  #: whether prose stands behind it in this row

    def run(self) -> list[WrittenChain]:
        depth = 0
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind in CLOSES:
                depth = max(0, depth - 1)
            if depth == 0 and self.outside(token):
                continue
            if token.kind in OPENS:
                depth += 1
            self.chain.last.tokens.append(token)
            self.position += 1
        self.end()
        for chain in self.chains:
            _pass_over_dots(chain)
        return [chain for chain in self.chains if chain.signs and not _is_condition(chain)]

    def chain_before(self) -> WrittenChain:
        """The chain that stands before this place, which a wide space may have ended."""
        return self.chains[-1] if self.chain_is_empty() and self.chains else self.chain

    def end(self) -> None:
        """Finish a chain and start the next one."""
        if self.chain.signs and not self.chain.last.tokens:
            self.chain.parts.pop()
            self.chain.signs.pop()
        begun = bool(self.chain.signs or self.chain.last.tokens)
        if begun and self._place(self.chain) == len(self.chains):
            self.chains.append(self.chain)
        following = WrittenChain()
        if self.head is self.chain and not begun:
            self.head = following
        self.chain = following

    # --- what stands outside all brackets ------------------------------------------------------

    def outside(self, token: Token) -> bool:
        """Whether the token was more than a token of the part; it is consumed then."""
        if token.kind is Kind.ROW:
            self.row()
        elif token.kind is Kind.TAB:
            self.tab()
        elif token.kind is Kind.QUAD:
            self.wide()
        elif token.kind is Kind.TEXT and is_prose(token.text):
            self.position += 1
            word = token.text.strip(" ,;.").lower()
            if _CONDITIONAL.match(word) or is_rough(word):
                self.chain_before().conditional = True
            self.end()
            self.remarked = True
            self.chain.condition = word if word in _CONDITIONS else ""
            self.chain.conditional = word in {"or", "otherwise", "else"}
        elif token.kind is Kind.OTHER and token.text in ",;":
            return self.comma()
        elif token.is_other(".") and self.ends_here(self.position + 1):
            self.position += 1
        elif token.is_command(*_IMPLICATIONS):
            self.position += 1
            self.chain_before().premise = True
            self.end()
            self.chain.implied = True
        elif token.is_other(":") and not self.is_defined_as(self.position):
            self.position += 1
            before = self.chain.last.tokens
            self.chain = WrittenChain(prefix=before)
        else:
            return self.relation()
        return True

    def is_defined_as(self, position: int) -> bool:
        following = self.tokens[position + 1 : position + 2]
        return bool(following) and following[0].is_other("=")

    def relation(self) -> bool:
        """The relation that starts here, if one does."""
        sign = self.sign_at(self.position)
        if sign is None:
            return False
        self.position = self.parser.position
        if not self.chain.last.tokens and self.chain.signs:
            return True  # `A = \\ = B`
        self.chain.signs.append(sign)
        self.chain.parts.append(WrittenPart())
        return True

    def sign_at(self, position: int) -> RelationSign | None:
        """The relation at a position; the parser stands behind it then."""
        sign = relation_at(self.parser, position)
        if sign is None or not self.tokens[position].is_command("equiv"):
            return sign
        congruent = self.counts_modulo or sign.sub is not None
        return replace(sign, kind=r"\equiv") if congruent else sign

    # --- rows, wide spaces, commas -------------------------------------------------------------

    def row(self) -> None:
        """Go on to the next row that is not empty."""
        first = self.position
        while first < len(self.tokens) and self.tokens[first].kind in (*_BLANK, Kind.ROW):
            first += 1
        tabbed = any(t.kind is Kind.TAB for t in self.tokens[self.position : first])
        self.position = first
        self.resume(first)
        self.decide(first, tabbed=tabbed)
        self.head, self.remarked = self.chain, False

    def decide(self, first: int, *, tabbed: bool) -> None:
        """End the present chain unless the next row continues it."""
        if first >= len(self.tokens) or self.chain_is_empty():
            return
        token = self.tokens[first]
        if self.starts_relation(first) or self.is_unfinished():
            return
        related = self.has_relation(first)
        if is_operator(token) and (tabbed or not related):
            return
        if not related and tabbed and self.chain.is_complete and token.kind is not Kind.TEXT:
            return
        self.end()

    def resume(self, first: int) -> None:
        r"""A row that starts with a relation continues the chain of the row above.

        What stands behind that in the row above is an aside if it is a remark (``& \text{where }
        z \sim ..``) or no equation (``, \; z \sim ..``).
        """
        head, remarked = self.head, self.remarked
        related = first < len(self.tokens) and self.starts_relation(first)
        if related and self.chain is not head and head.is_complete:
            asides = self.chains[self._place(head) + 1 :]
            if self.chain.signs:
                asides = [*asides, self.chain]
            if remarked or not any(_claims(chain) for chain in asides):
                self.end()
                self.chain = head

    def _place(self, chain: WrittenChain) -> int:
        return next((i for i, each in enumerate(self.chains) if each is chain), len(self.chains))

    def tab(self) -> None:
        """A tab between a complete chain and prose starts a column of remarks."""
        self.position += 1
        if not self.chain.is_complete or self.is_unfinished():
            return
        position, depth = self.position, 0
        while self.tokens[position : position + 1] and (
            self.tokens[position].kind is Kind.OPEN_BRACE
        ):
            position += 1  # ``{\small \text{..}}``
        while position < len(self.tokens) and self.tokens[position].kind is not Kind.ROW:
            token = self.tokens[position]
            if depth == 0 and token.kind is Kind.TEXT and is_prose(token.text):
                self.end()
                self.remarked = True
                return
            if depth == 0 and (
                token.kind is Kind.TAB or is_operator(token) or self.starts_relation(position)
            ):
                return
            depth += (token.kind in OPENS) - (token.kind in CLOSES)
            position += 1

    def chain_is_empty(self) -> bool:
        return not self.chain.signs and not self.chain.last.tokens

    def is_unfinished(self) -> bool:
        """Whether the present part ends in an operator, or is missing."""
        tokens = self.chain.last.tokens
        if not tokens:
            return True
        is_mark = len(tokens) > 1 and tokens[-2].kind in _SCRIPTS  # the minus of ``m_k^-``
        return is_operator(tokens[-1]) and not is_mark

    def wide(self) -> None:
        r"""``\quad`` between two formulas cuts, inside one it is space."""
        after = self.skip_blank(self.position)
        self.position += 1
        if after >= len(self.tokens) or not self.chain.is_complete or self.is_unfinished():
            return
        token = self.tokens[after]
        if token.kind is Kind.ROW or self.starts_relation(after) or is_operator(token):
            return
        self.end()

    def comma(self) -> bool:
        """A comma ends a complete chain, and is part of a list otherwise."""
        if not self.chain.is_complete:
            return False
        self.position += 1
        following = self.skip_blank(self.position)
        if following < len(self.tokens) and self.tokens[following].is_command(*_DOTS):
            self.range()
        elif following < len(self.tokens) and self.tokens[following].kind is not Kind.ROW:
            self.end()
        return True

    def range(self) -> None:
        r"""``i = 1, \ldots, n`` says where an index runs: it is no step."""
        self.chain = WrittenChain()
        self.position = self.skip_blank(self.position) + 1
        commas = 0
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind in (Kind.ROW, Kind.QUAD, Kind.TEXT):
                break
            commas += token.is_other(",")
            if commas > 1 or token.is_other(";"):
                self.position += 1
                break
            self.position += 1

    # --- looking ahead -------------------------------------------------------------------------

    def skip_blank(self, position: int) -> int:
        while position < len(self.tokens) and self.tokens[position].kind in _BLANK:
            position += 1
        return position

    def ends_here(self, position: int) -> bool:
        """Whether nothing of the formula follows in this row."""
        position = self.skip_blank(position)
        if position >= len(self.tokens):
            return True
        token = self.tokens[position]
        return token.kind is Kind.ROW or (token.kind is Kind.TEXT and is_prose(token.text))

    def starts_relation(self, position: int) -> bool:
        token = self.tokens[position]
        if token.is_other(":") and not self.is_defined_as(position):
            return False
        return self.sign_at(position) is not None

    def has_relation(self, position: int) -> bool:
        """Whether a relation stands outside brackets before the row ends."""
        depth = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.kind in OPENS:
                depth += 1
            elif token.kind in CLOSES:
                depth -= 1
            elif depth == 0 and token.kind is Kind.ROW:
                return False
            elif depth == 0 and (
                token.is_command(*_IMPLICATIONS) or self.starts_relation(position)
            ):
                return True
            position += 1
        return False


def _pass_over_dots(chain: WrittenChain) -> None:
    r"""``A = \dots = B`` leaves out what stands between A and B: it says ``A = B``.

    Dots at the start stand for what was said last, and are left empty.
    """
    place = 0
    while place < len(chain.parts):
        tokens = [t for t in chain.parts[place].tokens if t.kind not in _BLANK]
        if not chain.signs or not tokens or not all(t.is_command(*_DOTS) for t in tokens):
            place += 1
        elif place == 0:
            chain.parts[0] = WrittenPart()
            place = 1
        else:
            kinds = {sign.kind for sign in chain.signs[place - 1 : place + 1]}
            if len(kinds) > 1:
                place += 1
                continue
            del chain.parts[place]
            del chain.signs[place - 1]


def _claims(chain: WrittenChain) -> bool:
    """Whether a chain has an equation or proportionality, so that a next row may continue it."""
    return any(sign.kind in ("=", "\\propto", ":=") for sign in chain.signs)


def _is_condition(chain: WrittenChain) -> bool:
    r"""``i \neq j`` beside a formula: nothing is claimed."""
    unequal = all(sign.kind in ("\\neq", "\\ne") for sign in chain.signs)
    return unequal and all(len(part.tokens) == 1 for part in chain.parts)


def is_implication(token: Token) -> bool:
    """Whether the token says that one formula follows from another."""
    return token.is_command(*_IMPLICATIONS)


def is_operator(token: Token) -> bool:
    """Whether the token is a sign between two operands."""
    operator = token.kind is Kind.OTHER and token.text in "+-*/"
    return operator or token.is_command(*MULTIPLICATION)


_WORDS = _words(
    """and with where if for so thus hence then or since when as by using because therefore
    otherwise that which is are has have be let such all any also subject given"""
)


def is_prose(text: str) -> bool:
    """Whether the content of a text command is prose rather than a word of the formula."""
    words = text.strip(" ,;.:()").split()
    if not words:
        return True
    return len(words) > 1 or words[0].lower() in _WORDS
