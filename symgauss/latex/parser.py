"""The precedence parser, at its lowest level: atoms, styled letters, matrices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symgauss.latex.expressions import Expressions
from symgauss.latex.macros import Macro, expand
from symgauss.latex.source import Source
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import (
    Apply,
    Chain,
    Infinity,
    Letter,
    Mark,
    MatrixRows,
    Multiplication,
    Node,
    Number,
    Root,
)
from symgauss.latex.vocabulary import (
    ACCENTS,
    ALIGNING,
    BARE_WORDS,
    FUNCTION_COMMANDS,
    FUNCTIONS,
    LETTERS,
    MATRICES,
    OPERATOR_COMMANDS,
    STYLES,
    SWITCHES,
    TRANSPARENT,
    UNSUPPORTED,
)


class Parser(Expressions):
    """Tokens to syntax."""

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
                return self._bare_word() or self.letter(self.take().text, token)
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

    def _bare_word(self) -> Node | None:
        r"""``tr(A)``, ``exp(x)`` and ``const`` in italics: words, not products of their letters."""
        first = last = self.position
        start = self.tokens[first]
        before = self.tokens[first - 1] if first else start
        if before.kind is Kind.LETTER and before.span.end == start.span.start:
            return None
        while self._goes_on(last):
            last += 1
        word = "".join(token.text for token in self.tokens[first : last + 1])
        opens = self.tokens[min(last + 1, len(self.tokens) - 1)].kind is Kind.OPEN
        if self.naming or not (word == "const" or (opens and word in BARE_WORDS)):
            return None
        self.position = last + 1
        return self.word("rm", word, start)

    def _goes_on(self, position: int) -> bool:
        """Whether a letter follows a letter without a space."""
        this, following = self.tokens[position], self.tokens[position + 1]
        return following.kind is Kind.LETTER and following.span.start == this.span.end

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
        r"""One digit; in bold, ``\mathbf 1``, it is a vector of ones."""
        token = self.take()
        if self.style == "bold":
            return Letter(token.text, (self.style,), token.span)
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
            if self._is_nabla():
                return self.nabla(token)
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
        if name == "partial":
            return self.short_derivative(token)
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
        if isinstance(node, Multiplication) and not any(node.operators):
            # the braces do not show: the script of ``\mathbf{xx}^T`` stands at its last letter
            last = self.scripted(node.factors[-1])
            if last is not node.factors[-1] and not isinstance(getattr(last, "sup", None), Mark):
                what = "a product in braces, which do not show, below a script"
                raise self.error(what, node.span, "write parentheses around it")
            return replace(node, factors=(*node.factors[:-1], last), span=node.span | last.span)
        return node

    def _is_nabla(self) -> bool:
        r"""Whether the argument is ``{\nabla}``, which is then consumed."""
        self.peek()
        inside = self.tokens[self.position : self.position + 3]
        kinds = [each.kind for each in inside]
        if kinds != [Kind.OPEN_BRACE, Kind.COMMAND, Kind.CLOSE_BRACE]:
            return False
        if not inside[1].is_command("nabla"):
            return False
        self.position += 3
        return True

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


def parse_tokens(tokens: list[Token], source: Source, end: int | None = None) -> Chain:
    """Syntax of a list of tokens in which macros are already expanded."""
    return Parser(tokens, source, end).chain()


def parse_text(source: Source, macros: Mapping[str, Macro], start: int, end: int) -> Chain:
    """Syntax of a part of a source."""
    tokens = expand(tokenize(source, start, end), macros, source)
    return parse_tokens(tokens, source, end)
