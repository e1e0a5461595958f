"""Relations, separators, sums and products: everything above a factor."""

from __future__ import annotations

from symgauss.kernel.relations import RelationKind
from symgauss.latex.analysis import Analysis
from symgauss.latex.dots import DOTS, ellipsis
from symgauss.latex.tokens import Kind
from symgauss.latex.tree import (
    Addition,
    Apply,
    Chain,
    Empty,
    Listing,
    Multiplication,
    Node,
    Number,
    RelationSign,
    Words,
)
from symgauss.latex.vocabulary import MULTIPLICATION, RELATION_COMMANDS, UNSUPPORTED

_OVER_RELATION = ("overset", "stackrel", "underset")
_RELATION_CHARACTERS = {
    "=": RelationKind.EQUAL.value,
    "<": RelationKind.LESS.value,
    ">": RelationKind.GREATER.value,
    ":": ":",
}


class Expressions(Analysis):
    """Reads everything that has parts with operators between them."""

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
            end = self.position + length
            sign = end - 2 if self.tokens[end - 1].kind is Kind.CLOSE_BRACE else end - 1
            kind = self._kind_at(sign)
            above = self.source.text[start.span.end : self.tokens[sign].span.start]
            above = above.strip().removesuffix("{").strip()
            braced = above.startswith("{") and above.endswith("}")
            reason = above[1:-1].strip() if braced else above
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
            if self.peek().is_command(*DOTS):
                dots = self.take()
                items.append(Words("dots", dots.span))
                if self.starts_factor():  # the comma behind the dots is forgotten
                    separators.append(separators[-1])
                    items.append(self.addition())
            else:
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
        terms = [(self._signs(), self._evaluated(self.multiplication()))]
        self._refuse_hidden_sum(*terms[0])
        while self.peek().kind is Kind.OTHER and self.peek().text in "+-":
            sign = self._signs()
            if self.peek().is_command(*DOTS):
                self._sum_with_dots(sign, terms)
            else:
                terms.append((sign, self._evaluated(self.multiplication())))
                self._refuse_hidden_sum(*terms[-1])
        if len(terms) == 1 and not terms[0][0]:
            return terms[0][1]
        return Addition(tuple(terms), self.span_from(start))

    def _evaluated(self, term: Node) -> Node:
        r"""The term at the point that is said behind a bar: ``\frac{d}{dt} M(t) \Big|_{t=0}``.

        A derivative ends before the bar, so that it is taken first.
        """
        token = self.peek()
        following = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        if token.kind is not Kind.BAR or token.text != "|" or following.kind is not Kind.SUB:
            return term
        if self.bars and self.bars[-1] == token.text:
            return term  # it closes a group
        self.take()
        return self.evaluation(term)

    def _refuse_hidden_sum(self, sign: str, term: Node) -> None:
        """``a - {b + c}`` shows as ``a - b + c``, which is something else."""
        if sign == "-" and isinstance(term, Addition) and len(term.terms) > 1:
            raise self._hidden_sum(term)

    def _refuse_hidden_sums(self, factors: list[Node], operators: list[str]) -> None:
        """``a {b + c}`` shows as ``a b + c``, and ``a {- b}`` as ``a - b``."""
        for operator, factor in zip(["*", *operators], factors, strict=True):
            if isinstance(factor, Addition) and (len(factor.terms) > 1 or not operator):
                raise self._hidden_sum(factor)

    def _hidden_sum(self, term: Addition) -> Exception:
        return self.error(
            "a sum in braces, which do not show, next to other factors or a sign",
            term.span,
            "write parentheses around it",
        )

    def _sum_with_dots(self, sign: str, terms: list[tuple[str, Node]]) -> None:
        r"""``x_1 + \ldots + x_n`` after the first sign: the last term becomes a sum."""
        dots = self.take()
        again = self._signs()
        if again == sign and self.starts_factor():
            last = self.multiplication()
            first_sign, first = terms.pop()
            before = terms[-1][1] if terms and (terms[-1][0] or "+") == sign else None
            found = ellipsis("sum", before, first, last)
            if found is not None and (first_sign or "+") == sign:
                terms.append((first_sign, found))
                return
        raise self.error(f"{dots.shown}: {UNSUPPORTED[dots.text]}", dots)

    def _product_with_dots(self, factors: list[Node], operators: list[str]) -> None:
        r"""``x_1 \cdots x_n`` and ``p(x_1) \cdots p(x_n)`` after the factors before the dots."""
        dots = self.take()
        self._multiplier()
        here = self.position
        for length in range(1, min(3, len(factors)) + 1):
            self.position = here
            last: list[Node] = []
            while len(last) < length and self.starts_factor():
                last.append(self.factor())
            if len(last) < length:
                break
            tail = factors[-length:]
            if length > 1 and any(operators[-(length - 1) :]):
                break  # with a sign between them, they are factors of their own
            first, end = _as_one(tail), _as_one(last)
            before = factors[-2 * length : -length]
            found = ellipsis("prod", _as_one(before) if len(before) == length else None, first, end)
            if found is not None:
                del factors[-length:]
                if length > 1:
                    del operators[-(length - 1) :]
                factors.append(found)
                return
        raise self.error(f"{dots.shown}: {UNSUPPORTED[dots.text]}", dots)

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
            if self.peek().is_command(*DOTS):
                self._product_with_dots(factors, operators)
                continue
            if operator:
                factors.append(self._signed_factor())
            elif self.starts_factor() and not self.differential_length():
                if self.peek().kind is Kind.DIGIT and isinstance(factors[-1], Number):
                    raise self.error(
                        "two numbers next to each other", None, "write \\cdot between them"
                    )
                factors.append(self.factor())
            else:
                break
            operators.append(operator)
        if not operators:
            return factors[0]
        self._refuse_hidden_sums(factors, operators)
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
            side = Kind.SUB if self.take().text == "underbrace" else Kind.SUPER
            node = self.argument()
            if self.peek().kind is side:
                self._skip_note()
            return self.scripted(node)
        node = self.maybe_divergence(self.scripted(self.atom()))
        return self._factorial(node) if self.peek().is_other("!") else node

    def _factorial(self, node: Node) -> Node:
        """``n!`` and ``n!!``."""
        self.take()
        name = "factorial"
        if self.peek().is_other("!"):
            self.take()
            name = "double factorial"
        return Apply(name, node, None, self.span_from(node.span))

    def _skip_note(self) -> None:
        """The note of a brace carries no mathematics."""
        self.take()
        if self.peek().kind is Kind.OPEN_BRACE:
            self._skip_braces()
        else:
            self.take()


def _as_one(factors: list[Node]) -> Node:
    if len(factors) == 1:
        return factors[0]
    span = factors[0].span | factors[-1].span
    return Multiplication(tuple(factors), ("",) * (len(factors) - 1), span)


_CONNECTIVES = frozenset(
    {"and", "with", "where", "if", "for", "so", "thus", "hence", "then", "or", "i.e."}
)
