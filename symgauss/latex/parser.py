"""The precedence parser: relations, separators, sums, products, atoms."""

from __future__ import annotations

from collections.abc import Mapping

from symgauss.kernel.relations import RelationKind
from symgauss.latex.analysis import Analysis
from symgauss.latex.macros import Macro, expand
from symgauss.latex.source import Source
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import (
    Addition,
    Apply,
    Chain,
    Empty,
    Infinity,
    Letter,
    Listing,
    MatrixRows,
    Multiplication,
    Node,
    Number,
    RelationSign,
    Root,
)
from symgauss.latex.vocabulary import (
    ACCENTS,
    ALIGNING,
    FUNCTION_COMMANDS,
    FUNCTIONS,
    LETTERS,
    MATRICES,
    MULTIPLICATION,
    OPERATOR_COMMANDS,
    RELATION_COMMANDS,
    STYLES,
    SWITCHES,
    TRANSPARENT,
    UNSUPPORTED,
)

_OVER_RELATION = ("overset", "stackrel", "underset")
_RELATION_CHARACTERS = {
    "=": RelationKind.EQUAL.value,
    "<": RelationKind.LESS.value,
    ">": RelationKind.GREATER.value,
    ":": ":",
}


class Parser(Analysis):
    """Tokens to syntax."""

    # --- relations and separators --------------------------------------------------------------

    def chain(self) -> Chain:
        """The whole formula: parts and relations."""
        parts = [self._part()]
        relations: list[RelationSign] = []
        while True:
            sign = self.relation()
            if sign is None:
                break
            relations.append(sign)
            parts.append(self._part())
        self._trailing()
        if self.peek().kind is not Kind.EOF:
            raise self.unexpected()
        return Chain(tuple(parts), tuple(relations))

    def unexpected(self) -> Exception:
        """An error for the next token, where the formula should have gone on or ended."""
        token = self.peek()
        if token.kind is Kind.EOF:
            return self.error("the formula ends too early")
        if token.kind in (Kind.CLOSE, Kind.CLOSE_BRACE):
            return self.error(f"{token.shown!r} closes nothing")
        return self.error(f"{token.shown} is not expected here")

    def _part(self) -> Node:
        token = self.peek()
        if token.kind is Kind.EOF or self._relation_length():
            return Empty(self.empty_span())
        return self.listing()

    def _trailing(self) -> None:
        """Punctuation and prose after the formula."""
        while True:
            token = self.peek()
            if token.kind is Kind.TEXT or (token.kind is Kind.OTHER and token.text in ",.;:"):
                self.take()
            else:
                return

    def relation(self) -> RelationSign | None:
        """The next relation, consumed, or ``None``."""
        length = self._relation_length()
        if not length:
            return None
        start = self.peek()
        reason = ""
        if start.is_command(*_OVER_RELATION):
            first = self.position + 1
            end = first + length - 1
            reason = " ".join(t.shown for t in self.tokens[first + 1 : end - 1] if t.text)
            kind = self._kind_at(
                end - 2 if self.tokens[end - 1].kind is Kind.CLOSE_BRACE else end - 1
            )
        else:
            kind = self._kind_at(self.position)
        self.position += length
        sub = None
        if self.peek().kind is Kind.SUB:
            sub = self.script(self.take())
        return RelationSign(kind, sub, reason, self.span_from(start))

    def _kind_at(self, position: int) -> str:
        token = self.tokens[position]
        if token.kind is Kind.COMMAND:
            if token.text == "colon" and self.tokens[position + 1].is_other("="):
                return RelationKind.DEFINED.value
            return str(RELATION_COMMANDS.get(token.text, ""))
        if token.is_other(":") and self.tokens[position + 1].is_other("="):
            return RelationKind.DEFINED.value
        return _RELATION_CHARACTERS.get(token.text, "") if token.kind is Kind.OTHER else ""

    def _relation_length(self) -> int:
        """How many tokens the relation that is next takes; 0 if none is next."""
        token = self.peek()
        here = self.position
        if token.is_command(*_OVER_RELATION):
            return self._over_length(here)
        kind = self._kind_at(here)
        if not kind:
            return 0
        colon = token.is_other(":") or token.is_command("colon")
        return 2 if colon and kind == RelationKind.DEFINED.value else 1

    def _over_length(self, here: int) -> int:
        r"""Tokens of ``\overset{..}{=}``, if a relation stands below."""
        position = here + 1
        if self.tokens[position].kind is Kind.OPEN_BRACE:
            saved, self.position = self.position, position
            self._skip_braces()
            position, self.position = self.position, saved
        else:
            position += 1
        if position >= len(self.tokens):
            return 0
        if self.tokens[position].kind is Kind.OPEN_BRACE:
            inside = self._kind_at(position + 1)
            closed = self.tokens[min(position + 2, len(self.tokens) - 1)].kind is Kind.CLOSE_BRACE
            return position + 3 - here if inside and closed else 0
        return position + 1 - here if self._kind_at(position) else 0

    def listing(self) -> Node:
        """Items with separators; inside brackets relations separate as well."""
        start = self.peek()
        items = [self.addition()]
        separators: list[str] = []
        while True:
            separator = self._separator()
            if not separator:
                break
            separators.append(separator)
            items.append(self.addition())
        if not separators:
            return items[0]
        return Listing(tuple(items), tuple(separators), self.span_from(start))

    def _separator(self) -> str:
        token = self.peek()
        if token.kind is Kind.OTHER and token.text in ",;":
            position = self.position
            self.take()
            if not (self.starts_operand()):
                self.position = position
                return ""
            return token.text
        if token.kind is Kind.SEPARATOR:
            self.take()
            if token.text == "|" and self.peek().kind is Kind.SEPARATOR:
                self.take()
                return "||"
            return token.text
        if token.kind is Kind.BAR and not (self.bars and self.bars[-1] == token.text):
            self.take()
            following = self.tokens[self.position]
            if token.text == "|" and following.kind is Kind.BAR and following.text == "|":
                self.take()
                return "||"
            return token.text
        if self.depth and self._relation_length():
            sign = self.relation()
            return sign.kind if sign else ""
        return ""

    # --- sums and products ---------------------------------------------------------------------

    def addition(self) -> Node:
        """Signed terms."""
        start = self.peek()
        terms = [(self._signs(), self.multiplication())]
        while self.peek().kind is Kind.OTHER and self.peek().text in "+-":
            sign = self._signs()
            terms.append((sign, self.multiplication()))
        if len(terms) == 1 and not terms[0][0]:
            return terms[0][1]
        return Addition(tuple(terms), self.span_from(start))

    def _signs(self) -> str:
        """A run of signs as one; nothing if there is none."""
        sign = ""
        while self.peek().kind is Kind.OTHER and self.peek().text in "+-":
            token = self.take()
            flipped = "+" if sign == "-" else "-"
            sign = flipped if token.text == "-" else sign or "+"
        return sign

    def multiplication(self) -> Node:
        """Factors, written next to each other or with an operator."""
        start = self.peek()
        if not self.starts_operand():
            raise self._missing_operand()
        factors = [self.factor()]
        operators: list[str] = []
        while True:
            operator = self._multiplier()
            if operator:
                factors.append(self._signed_factor())
            elif self.starts_factor() and not self.differential_length():
                factors.append(self.factor())
            else:
                break
            operators.append(operator)
        if not operators:
            return factors[0]
        return Multiplication(tuple(factors), tuple(operators), self.span_from(start))

    def _missing_operand(self) -> Exception:
        token = self.peek()
        if token.kind is Kind.EOF or token.kind in (Kind.CLOSE, Kind.CLOSE_BRACE):
            previous = self.tokens[self.position - 1] if self.position else token
            return self.error(f"something is missing after {previous.shown!r}", previous)
        return self.error(f"{token.shown} where a number, a name or a bracket should stand")

    def _multiplier(self) -> str:
        token = self.peek()
        if token.kind is Kind.OTHER and token.text in "*/":
            self.take()
            return "/" if token.text == "/" else "."
        if token.kind is Kind.COMMAND and token.text in MULTIPLICATION:
            self.take()
            return MULTIPLICATION[token.text]
        return ""

    def _signed_factor(self) -> Node:
        start = self.peek()
        sign = self._signs()
        if not self.starts_operand():
            raise self._missing_operand()
        node = self.factor()
        return Addition(((sign, node),), self.span_from(start)) if sign == "-" else node

    def starts_operand(self) -> bool:
        """Whether an operand can start here: as a factor, also with a bar or a sign."""
        token = self.peek()
        return (
            token.kind is Kind.BAR
            or (token.kind is Kind.OTHER and token.text in "+-")
            or self.starts_factor()
        )

    def starts_factor(self) -> bool:
        """Whether the next token starts a further factor of a product."""
        token = self.peek()
        match token.kind:
            case Kind.LETTER | Kind.DIGIT | Kind.OPEN | Kind.OPEN_BRACE | Kind.BEGIN:
                return True
            case Kind.TEXT:
                return token.text.rstrip(".").isalpha() and token.text not in _CONNECTIVES
            case Kind.BAR:
                return self.bar_opens()
            case Kind.COMMAND:
                known = token.text in RELATION_COMMANDS or token.text in MULTIPLICATION
                return not known and token.text != "over" and not self._relation_length()
            case _:
                return False

    def factor(self) -> Node:
        """An atom with its scripts."""
        if self.peek().is_command("underbrace", "overbrace"):
            self.take()
            node = self.argument()
            while self.peek().kind in (Kind.SUB, Kind.SUPER):
                self._skip_note()
            return node
        return self.maybe_divergence(self.scripted(self.atom()))

    def _skip_note(self) -> None:
        """The note of a brace carries no mathematics."""
        self.take()
        if self.peek().kind is Kind.OPEN_BRACE:
            self._skip_braces()
        else:
            self.take()

    # --- atoms ---------------------------------------------------------------------------------

    def letter(self, base: str, token: Token) -> Letter:
        """A letter in the style that is switched on."""
        style = self.style or ""
        modifiers = (style,) if style and style != "rm" else ()
        return Letter(base, modifiers, self.span_from(token), upright=style == "rm")

    def atom(self) -> Node:
        """One atom."""
        token = self.peek()
        match token.kind:
            case Kind.LETTER:
                return self.letter(self.take().text, token)
            case Kind.DIGIT:
                return self.number()
            case Kind.OPEN:
                return self.group()
            case Kind.OPEN_BRACE:
                return self.braces()
            case Kind.BAR:
                return self.bar_group()
            case Kind.BEGIN:
                return self.environment()
            case Kind.TEXT:
                self.take()
                return self.word("rm", token.text, token)
            case Kind.COMMAND:
                return self.command(self.take())
            case _:
                raise self.unexpected()

    def number(self) -> Node:
        """Adjacent digits with at most one decimal point."""
        start = self.take()
        text, end = start.text, start.span.end
        while True:
            token = self.tokens[self.position]
            following = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
            point = token.is_other(".") and "." not in text and following.kind is Kind.DIGIT
            if token.span.start != end or not (token.kind is Kind.DIGIT or point):
                break
            text, end = text + token.text, token.span.end
            self.position += 1
        if self.style and len(text) == 1:
            return Letter(text, (self.style,), self.span_from(start))
        return Number(text, self.span_from(start))

    def single_digit(self) -> Node:
        """One digit."""
        token = self.take()
        return Number(token.text, token.span)

    def argument(self) -> Node:
        r"""A required argument: in braces, or one token (``\frac12``)."""
        token = self.peek()
        if token.kind is Kind.OPEN_BRACE:
            return self.braces()
        if token.kind is Kind.DIGIT:
            return self.single_digit()
        if token.kind in (Kind.LETTER, Kind.COMMAND, Kind.TEXT):
            with self.deeper():
                return self.atom()
        raise self.error(f"{token.shown} where an argument should stand")

    def command(self, token: Token) -> Node:
        """A command that starts an atom; it is consumed."""
        name = token.text
        if name in LETTERS:
            return self.letter(LETTERS[name], token)
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return self.fraction(token)
        if name == "sqrt":
            return self.root(token)
        if name == "vec" and self.next_opens():
            return self.function("vec", token)
        if name in ACCENTS:
            return self.accented(self.argument(), ACCENTS[name], token)
        if name in STYLES:
            return self.styled(STYLES[name], token)
        if name in FUNCTION_COMMANDS:
            return self.function(FUNCTIONS[name], token)
        if name in OPERATOR_COMMANDS:
            return self.operator(OPERATOR_COMMANDS[name], token)
        if name in SWITCHES:
            self.style = SWITCHES[name] or None
            with self.deeper():
                return self.atom()
        if name in ("sum", "prod"):
            return self.big(token)
        if name in ("int", "iint", "iiint"):
            return self.integral(token)
        if name == "nabla":
            return self.nabla(token)
        if name == "infty":
            return Infinity(token.span)
        if name in TRANSPARENT:
            for _ in range(TRANSPARENT[name]):
                self.argument()
            return self.argument()
        if name in UNSUPPORTED:
            raise self.error(f"{token.shown}: {UNSUPPORTED[name]}", token)
        raise self.error(
            f"unknown command {token.shown}",
            token,
            f"define it with \\newcommand{{{token.shown}}}{{...}} or write it out",
        )

    def root(self, token: Token) -> Node:
        r"""``\sqrt{x}``, ``\sqrt[3]{x}``, ``\sqrt2``."""
        index = None
        if self.peek().kind is Kind.OPEN and self.peek().text == "[":
            group = self.group()
            index = getattr(group, "content", None)
        with self.deeper():
            radicand = self.argument()
        return Root(radicand, index, self.span_from(token))

    def styled(self, style: str, token: Token) -> Node:
        r"""``\mathbf{x}``, ``\mathrm{tr}``, ``\mathcal{N}``."""
        word = self._plain_word()
        if word is not None:
            letters = bool(word) and style in ("rm", "sf", "cal", "bb", "frak")
            if letters or (style == "" and len(word) > 1):
                return self.word(style, word, token)
            self.position -= len(word) + (2 if self.tokens[self.position - 1].text == "}" else 0)
        saved, self.style = self.style, style or None
        if self.peek().kind is Kind.OPEN_BRACE:
            self.take()
            with self.deeper():
                node = self.listing()
            if self.peek().kind is not Kind.CLOSE_BRACE:
                raise self.error(f"{self.peek().shown} where a brace should close")
            self.take()
        else:
            node = self.argument()
        self.style = saved
        return node

    def _plain_word(self) -> str | None:
        """The letters of the argument, consumed, if it has nothing but letters and digits."""
        self.peek()
        first = self.position
        token = self.tokens[first]
        if token.kind in (Kind.LETTER, Kind.DIGIT):
            self.position += 1
            return token.text
        if token.kind is not Kind.OPEN_BRACE:
            return None
        position = first + 1
        while self.tokens[position].kind in (Kind.LETTER, Kind.DIGIT):
            position += 1
        text = "".join(t.text for t in self.tokens[first + 1 : position])
        if self.tokens[position].is_other(".") and text in ("const", "cst"):
            position += 1
        if self.tokens[position].kind is not Kind.CLOSE_BRACE or not text:
            return None
        self.position = position + 1
        return text

    # --- matrices ------------------------------------------------------------------------------

    def environment(self) -> Node:
        """A matrix, or an environment that only aligns."""
        start = self.take()
        name = start.text.rstrip("*")
        if name in ALIGNING:
            if name == "alignedat":
                self.argument()
            with self.deeper():
                node = self.listing()
            self._end(start)
            return node
        if name not in MATRICES:
            reason = UNSUPPORTED.get(name, "this environment cannot stand inside a formula")
            raise self.error(f"{start.shown}: {reason}", start)
        if name == "array" and self.peek().kind is Kind.OPEN_BRACE:
            self._skip_braces()
        node = self._rows(start)
        if name == "vmatrix":
            return Apply("det", node, None, node.span)
        return node

    def _rows(self, start: Token) -> MatrixRows:
        saved = self.bars, self.integrals, self.matrix_level
        self.bars, self.integrals, self.matrix_level = [], 0, 1
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        with self.deeper():
            while True:
                if self.peek().kind is Kind.END and not row:
                    break
                row.append(self.listing())
                token = self.peek()
                if token.kind is Kind.TAB:
                    self.take()
                    continue
                rows.append(tuple(row))
                row = []
                if token.kind is not Kind.ROW:
                    break
                self.take()
        self.bars, self.integrals, self.matrix_level = saved
        self._end(start)
        if not rows:
            raise self.error("a matrix without entries", start)
        return MatrixRows(tuple(rows), self.span_from(start))

    def _end(self, start: Token) -> None:
        token = self.peek()
        if token.kind is not Kind.END or token.text != start.text:
            where = start if token.kind is Kind.EOF else token
            raise self.error(
                f"{start.shown} is not closed", where, f"\\end{{{start.text}}} is missing"
            )
        self.take()


_CONNECTIVES = frozenset(
    {"and", "with", "where", "if", "for", "so", "thus", "hence", "then", "or", "i.e."}
)


def parse_tokens(tokens: list[Token], source: Source, end: int | None = None) -> Chain:
    """Syntax of a list of tokens in which macros are already expanded."""
    return Parser(tokens, source, end).chain()


def parse_text(source: Source, macros: Mapping[str, Macro], start: int, end: int) -> Chain:
    """Syntax of a part of a source."""
    tokens = expand(tokenize(source, start, end), macros, source)
    return parse_tokens(tokens, source, end)
