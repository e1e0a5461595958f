"""Names to symbols: declared, indexed, or still open."""

from __future__ import annotations

from symgauss.kernel.context import Property
from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Constant,
    Dimension,
    Identity,
    Indexed,
    Ones,
    Rational,
    Symbol,
    Term,
    Zero,
)
from symgauss.latex.naming import Spelling, canonical, is_name_superscript, spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
    Letter,
    Listing,
    Mark,
    Multiplication,
    Node,
    Number,
    Scripted,
)
from symgauss.latex.typed import Typed
from symgauss.notation.names import GREEK


class Symbols(Typed):
    """Elaborates names."""

    def name(self, node: Letter | Scripted) -> Term | None:
        """The symbol that a node is; ``None`` if a script is no part of its name."""
        parts = spelling(node)
        if parts is None:
            return None
        special = self._special(parts)
        if special is not None or parts.base in ("0", "1"):
            return special
        primed = self._primed(parts)
        if primed is not None:
            return primed
        if parts.primes:
            return None
        if parts.sup is not None and not is_name_superscript(parts.sup):
            full = canonical(parts)
            if full is None or full not in self.scope.declarations:
                return None
        return self._indexed(parts) or self._plain(parts)

    def _primed(self, parts: Spelling) -> Term | None:
        """``x'`` where it is declared as a name of its own."""
        if parts.primes != 1 or parts.sup is not None:
            return None
        primed = as_primed(parts)
        full = canonical(primed)
        if full is not None and full in self.scope.declarations:
            return self._plain(primed)
        return None

    def _plain(self, parts: Spelling) -> Term:
        full = canonical(parts)
        if full is None:
            raise self.error("these scripts do not make a name", parts.span)
        if not parts.modifiers and full in self.bound:
            return self.made(Symbol(full, SCALAR), SCALAR, parts.span)
        declaration = self.scope.find(full)
        if full in self.scope.dimensions and (
            declaration is None or Property.INTEGER in declaration.properties
        ):
            return self.made(Dimension(size(full)), SCALAR, parts.span)
        if declaration is not None:
            return self.made(
                Symbol(declaration.name, declaration.shape), declaration.shape, parts.span
            )
        if full in self.scope.indices:
            return self.made(Symbol(full, SCALAR), SCALAR, parts.span)
        if full in self.scope.constants and not parts.modifiers:
            return self.made(Constant(full), SCALAR, parts.span)
        return self.open_symbol(full, parts)

    def open_symbol(self, name: str, parts: Spelling) -> Term:
        """A symbol that nobody declares: its shape is found by unification."""
        if name not in self.open_names:
            self.open_names[name] = (self.unifier.fresh_shape(), parts.span)
        shape = self.open_names[name][0]
        return self.made(Symbol(name, self.unifier.resolve_shape(shape)), shape, parts.span)

    # --- families ------------------------------------------------------------------------------

    def _indexed(self, parts: Spelling) -> Term | None:
        """``x_i`` where ``i`` is bound by a sum, or counts by declaration."""
        if parts.sub is None:
            return None
        indices = self._index_nodes(parts.sub)
        if indices is None:
            return None
        if any(self._counts(node) for node in indices):
            if not self.scope.fixed_indices:
                self.families.add(parts.stem)
        elif parts.stem not in self.families or not all(isinstance(n, Number) for n in indices):
            return None
        sup = f"^{canonical_sup}" if (canonical_sup := _superscript(parts)) else ""
        name = self.scope.entries.get(parts.stem, parts.stem) + _averaged(indices) + sup
        terms = tuple(self.term(node) for node in indices if not _is_bullet(node))
        for term in terms:
            self.scalar(term, "an index must be a number", parts.span)
        declaration = self.scope.family(name)
        if declaration is not None:
            shape = declaration.shape
        else:
            key = f"{name}_#"
            if key not in self.open_names:
                self.open_names[key] = (self.unifier.fresh_shape(), parts.span)
            shape = self.open_names[key][0]
        return self.made(Indexed(name, terms, self.unifier.resolve_shape(shape)), shape, parts.span)

    def _index_nodes(self, sub: Node) -> tuple[Node, ...] | None:
        """The indices of a subscript, if it looks like indices."""
        match sub:
            case Listing(items, separators):
                return items if all(s == "," for s in separators) else None
            case Multiplication(factors, operators) if not any(operators):
                return factors if all(isinstance(f, Letter | Number) for f in factors) else None
            case Letter() | Number() | Addition():
                return (sub,)
            case _:
                return None

    def _counts(self, node: Node) -> bool:
        """Whether a letter in the node is bound, or declared as a natural number."""
        match node:
            case Letter(base):
                declared = base in self.scope.indices and not self.scope.fixed_indices
                return base in self.bound or declared
            case Addition(terms):
                return any(self._counts(term) for _, term in terms)
            case Multiplication(factors):
                return any(self._counts(factor) for factor in factors)
            case _:
                return False

    # --- identity, zero, ones ------------------------------------------------------------------

    def _special(self, parts: Spelling) -> Term | None:
        r"""``I``, ``I_n``, ``\mathbf 0``, ``\mathbf 1``, unless the document declares the name."""
        if parts.base in ("0", "1"):
            return self._bold_number(parts)
        if parts.base != "I" or any(m not in ("bold", "bb", "sf") for m in parts.modifiers):
            return None
        if parts.primes or parts.sup is not None:
            return None
        full = canonical(parts)
        if full is not None and self.scope.is_declared(full):
            return None
        known = None if parts.sub is None else self.size_of(parts.sub)
        if parts.sub is not None and (known is None or self._names_parameters(known)):
            return None
        value = known or self.unifier.fresh(dimension=True)
        self.identities[parts.span] = value
        return self.made(Identity(value), square_shape(value), parts.span)

    def _names_parameters(self, size: Size) -> bool:
        r"""Whether a subscript is of parameters: ``I_{\mu\mu}`` is an entry of an information."""
        return any(
            name.partition("_")[0] in GREEK - {"ell"} and name not in self.scope.dimensions
            for name in size.dimensions
        )

    def _bold_number(self, parts: Spelling) -> Term | None:
        """A bold digit: the zero or the ones of a shape that the subscript or the place tells."""
        if parts.sup is not None or parts.primes:
            return None
        return self._filled(parts.base, parts.sub, parts.span)

    def sized_number(self, number: Number, sub: Node) -> Term:
        """``1_n``, ``0_{n,p}``: a digit with a size below it."""
        return self._filled(number.text, sub, number.span | sub.span)

    def _filled(self, digit: str, sub: Node | None, span: Span) -> Term:
        """The zero or the ones of a shape that a subscript or the place tells."""
        shape: Shape | None = None
        match sub:
            case None:
                pass
            case (
                Multiplication((first, second), ("x",))
                | Listing((first, second), (",",))
                | Multiplication((Letter() as first, Letter() as second), ("",))
            ) if digit == "0" or not isinstance(sub, Multiplication) or sub.operators != ("",):
                rows, columns = self.size_of(first), self.size_of(second)
                if rows and columns:
                    # 0_{np} may be a vector of n p zeros: the place tells
                    known = not (isinstance(sub, Multiplication) and sub.operators == ("",))
                    shape = Shape(rows, columns) if known else self.unifier.fresh_shape()
            case _:
                value = self.size_of(sub)
                shape = vector_shape(value) if value else None
        if sub is not None and shape is None:
            raise self.error("the subscript is no size", sub)
        if digit == "0":
            shape = shape or self.unifier.fresh_shape()
            return self.made(Zero(shape), shape, span)
        shape = shape or vector_shape(self.unifier.fresh(dimension=True))
        return self.made(Ones(shape), shape, span)

    def size_of(self, node: Node) -> Size | None:
        """A size as written in a shape or in ``I_n``: a polynomial in dimensions."""
        match node:
            case Number(text):
                return size(int(text)) if text.isdigit() else None
            case Letter() | Scripted(sup=None):
                parts = spelling(node)
                full = None if parts is None else canonical(parts)
                return None if full is None else size(full)
            case Scripted(base=base, sub=None, sup=Number(text), primes=0):
                root = self.size_of(base)
                if root is None or text not in ("2", "3"):
                    return None
                return root * root if text == "2" else root * root * root
            case Addition(terms):
                total = size(0)
                for sign, term in terms:
                    part = self.size_of(term)
                    if part is None:
                        return None
                    total = total - part if sign == "-" else total + part
                return total
            case Multiplication(factors, operators) if all(o in ("", ".") for o in operators):
                product = ONE
                for factor in factors:
                    part = self.size_of(factor)
                    if part is None:
                        return None
                    product = product * part
                return product
            case _:
                group = getattr(node, "content", None)
                return None if group is None else self.size_of(group)

    # --- numbers -------------------------------------------------------------------------------

    def number(self, node: Number) -> Term:
        """An exact rational; a bare zero may be the zero of any shape."""
        whole, _, decimals = node.text.partition(".")
        if not decimals:
            value = int(whole)
            if value == 0:
                shape = self.unifier.fresh_shape()
                return self.made(Zero(shape), shape, node.span)
            return self.made(Rational(value), SCALAR, node.span)
        numerator, denominator = int(whole + decimals), 10 ** len(decimals)
        common = _gcd(numerator, denominator)
        return self.made(Rational(numerator // common, denominator // common), SCALAR, node.span)


def as_primed(parts: Spelling) -> Spelling:
    """The name whose prime is a part of it."""
    modifiers = (*parts.modifiers, "prime")
    return Spelling(parts.base, modifiers, parts.sub, None, 0, parts.upright, parts.span)


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a or 1


def _is_bullet(node: Node) -> bool:
    """Whether an index is summed over: the bullet of ``y_{i.}``."""
    return isinstance(node, Letter) and node.base == "*"


def _averaged(indices: tuple[Node, ...]) -> str:
    r"""What tells ``y_{i \bullet}`` from ``y_{\bullet j}``: two families with one index."""
    if not any(_is_bullet(node) for node in indices):
        return ""
    return "_" + "".join("*" if _is_bullet(node) else "o" for node in indices)


def _superscript(parts: Spelling) -> str:
    if parts.sup is None or isinstance(parts.sup, Mark):
        return parts.sup.text if isinstance(parts.sup, Mark) else ""
    full = canonical(parts)
    return full.partition("^")[2] if full else ""
