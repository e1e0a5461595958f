r"""Applications of names that are densities: ``\mathrm{Gam}(x; a, b)``, ``\chi^2(x; k)``."""

from __future__ import annotations

from symgauss.kernel.context import Property
from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size
from symgauss.kernel.terms import Symbol, Term
from symgauss.latex.families import FAMILIES, Family, beta, multivariate_digamma, multivariate_gamma
from symgauss.latex.laws import Laws
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import Group, Letter, Listing, Node, Number, Scripted

#: What a family is called: (style, word).  A plain letter needs a semicolon after the point.
_CALLED = {
    ("rm", "Gam"): "Gam", ("rm", "Gamma"): "Gam", ("rm", "Ga"): "Gam", ("cal", "G"): "Gam",
    ("rm", "Exp"): "Exp", ("rm", "Bet"): "Bet", ("rm", "Beta"): "Bet",
    ("rm", "F"): "F", ("rm", "t"): "t", ("cal", "T"): "t", ("", "t"): "t", ("rm", "St"): "t",
    ("cal", "MN"): "MN", ("rm", "MN"): "MN", ("cal", "W"): "W", ("rm", "W"): "W",
}  # fmt: skip


class NamedDensities(Laws):
    """Elaborates densities of families that the kernel does not know by name."""

    def family_name(self, head: Node) -> str | None:
        """The family that a head names."""
        match head:
            case Letter(base, modifiers, _, upright):
                style = "rm" if upright else "".join(modifiers)
                name = _CALLED.get((style, base))
                declared = style == "" and self.scope.is_declared(base)
                return None if declared else name
            case Scripted(Letter("chi", ()), None, Number("2"), 0):
                return None if self.scope.is_declared("chi") else "chi2"
            case _:
                return None

    def family_density(self, head: Node, group: Group) -> Term | None:
        r"""``\mathrm{Gam}(x; a, b)`` as a term; ``None`` if it is no such density."""
        name = self.family_name(head)
        content = group.content
        if name is None or not isinstance(content, Listing):
            return None
        if content.separators[0] not in (";", "|"):
            return None
        if any(separator != "," for separator in content.separators[1:]):
            return None
        for family in FAMILIES[name]:
            if len(family.shapes) == len(content.items):
                return self._written_out(family, content.items, head.span | group.span)
        return None

    def _written_out(self, family: Family, items: tuple[Node, ...], span: Span) -> Term:
        terms = [self.term(item) for item in items]
        point = self.shape(terms[0])
        sizes = {"1": ONE, "n": point.rows, "p": point.columns}
        for term, wanted, item in zip(terms, family.shapes, items, strict=True):
            shape = Shape(sizes[wanted[0]], sizes[wanted[1]])
            self.demand(term, shape, "an argument does not fit the density", item.span)
        supposed: tuple[Property | None, ...] = (_of_point(family), *family.properties)
        for term, said in zip(terms, supposed, strict=True):
            self.suppose(term, said)
        formula = family.formula(*terms, point)
        return self.made(formula, SCALAR, span)

    def suppose(self, term: Term, said: Property | None) -> None:
        """A name that is an argument of a density has the property that the density needs."""
        if said is not None and isinstance(term, Symbol):
            self.supposed.setdefault(term.name, said)

    # --- functions of several arguments ----------------------------------------------------------

    def special(self, head: Node, group: Group) -> Term | None:
        r"""``\mathrm{B}(a, b)``, ``\Gamma_p(x)``, ``\psi_p(x)``."""
        parts = spelling(head)
        if parts is None or parts.modifiers or parts.primes or parts.sup is not None:
            return None
        name = canonical(parts)
        if name is None or self.scope.is_declared(name) or name in self.scope.functions:
            return None
        content, span = group.content, head.span | group.span
        if parts.base == "B" and parts.upright and parts.sub is None:
            if not isinstance(content, Listing) or content.separators != (",",):
                return None
            first, second = (self._number_term(item) for item in content.items)
            return self.made(beta(first, second), SCALAR, span)
        if parts.sub is None or isinstance(content, Listing):
            return None
        size = self.size_of(parts.sub)
        if size is None or parts.base not in ("Gamma", "psi"):
            return None
        argument = self._number_term(content)
        return self.made(_multivariate(parts.base, argument, size), SCALAR, span)

    def _number_term(self, node: Node) -> Term:
        term = self.term(node)
        self.scalar(term, "this function needs a scalar", node.span)
        return term


def _multivariate(base: str, argument: Term, size: Size) -> Term:
    make = multivariate_gamma if base == "Gamma" else multivariate_digamma
    return make(argument, size)


def _of_point(family: Family) -> Property | None:
    """What the point of a density is known to be."""
    if family.shapes[0] == "nn":
        return Property.POSITIVE_DEFINITE
    return Property.POSITIVE if family.lower is not None else None
