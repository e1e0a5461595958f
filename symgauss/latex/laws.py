"""Densities and laws."""

from __future__ import annotations

from symgauss.kernel.context import Property
from symgauss.kernel.sizes import SCALAR, Size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Density,
    Indexed,
    Inverse,
    Law,
    Named,
    Normal,
    NormalDensity,
    Power,
    Rational,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.matrices import Matrices
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    Multiplication,
    Node,
    NormalLaw,
    Scripted,
)


class Laws(Matrices):
    """Elaborates what has a distribution."""

    def density_name(self, head: Node) -> str | None:
        r"""The letter of a density such as ``p`` or ``p_\theta``, unless it is a symbol."""
        parts = spelling(head)
        if parts is None or parts.modifiers or parts.sup is not None or parts.primes:
            return None
        name = canonical(parts)
        if name is None or self.scope.is_declared(name) or name in self.scope.functions:
            return None
        return name if self.scope.is_density(name) else None

    # --- densities -----------------------------------------------------------------------------

    def density(self, name: str, group: Group, span: Span) -> Term:
        r"""``p(x, y \mid z)``."""
        law = self._named(name, group.content, span)
        return self.made(Density(law), SCALAR, span)

    def _named(self, name: str, content: Node, span: Span) -> Named:
        variables, given = self.conditioned(content)
        if not variables:
            raise self.error("a density needs a variable", span)
        return Named(name, tuple(map(self.variable, variables)), self.conditions(given))

    def conditions(self, nodes: tuple[Node, ...]) -> tuple[Variable, ...]:
        """What stands behind a bar, as variables."""
        return tuple(map(self.variable, nodes))

    def conditioned(self, content: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Items before and after the bar."""
        if not isinstance(content, Listing):
            return (content,), ()
        before: list[Node] = [content.items[0]]
        after: list[Node] = []
        for separator, item in zip(content.separators, content.items[1:], strict=True):
            if separator == "|":
                if after:
                    raise self.error("two bars in one condition", item)
                after.append(item)
            elif separator in (",", ";"):
                (after or before).append(item)
            else:
                raise self.error(f"{separator!r} is not expected in a list of variables", item)
        return tuple(before), tuple(after)

    def variable(self, node: Node) -> Variable:
        """A node that must be a variable."""
        term = self.term(node)
        if not isinstance(term, Symbol | Indexed):
            raise self.error(
                "a variable is expected here", node, "densities are taken at variables"
            )
        self.column(term, "a random variable is a vector", node.span)
        return term

    def normal_parts(self, node: NormalLaw) -> tuple[Node | None, Node, Node]:
        """Point (if there is one), mean and covariance as written."""
        content = node.argument.content
        if isinstance(content, Listing):
            items, separators = content.items, content.separators
            if len(items) == 3 and separators[0] in (";", "|", ",") and separators[1] == ",":
                return items[0], items[1], items[2]
            if len(items) == 2 and separators[0] in (",", ";"):
                return None, items[0], items[1]
        raise self.error(
            "a normal law has a mean and a covariance, a density also a point",
            node,
            "write \\mathcal{N}(\\mu, \\Sigma) or \\mathcal{N}(x; \\mu, \\Sigma)",
        )

    def normal_density(self, node: NormalLaw) -> Term:
        """``N(x; m, S)``."""
        point_node, mean_node, covariance_node = self.normal_parts(node)
        if point_node is None:
            raise self.error(
                "a density needs the point at which it is taken",
                node,
                "write \\mathcal{N}(x; m, S)",
            )
        point = self.term(point_node)
        rows = self.column(point, "the point of a density is a vector", point_node.span).rows
        mean, covariance = self.mean_and_covariance(mean_node, covariance_node, rows)
        return self.made(NormalDensity(point, mean, covariance), SCALAR, node.span)

    def mean_and_covariance(self, mean: Node, covariance: Node, rows: Size) -> tuple[Term, Term]:
        """Both, with the shapes that a law of this size demands."""
        centre, spread = self.term(mean), self.term(covariance)
        self.demand(centre, vector_shape(rows), "mean and variable differ in shape", mean.span)
        rows = self.unifier.resolve(rows)
        self.demand(
            spread, square_shape(rows), "the covariance does not fit the variable", covariance.span
        )
        if isinstance(spread, Symbol):
            scalar = self.is_scalar(spread)
            said = Property.POSITIVE if scalar else Property.POSITIVE_DEFINITE
            self.supposed.setdefault(spread.name, said)
            if scalar and spread.name in self.scope.deviations:
                return centre, self.made(Power(spread, Rational(2)), SCALAR, covariance.span)
            if spread.name in self.scope.precisions:
                return centre, self.made(Inverse(spread), self.shape(spread), covariance.span)
        return centre, spread

    # --- laws ----------------------------------------------------------------------------------

    def law(self, node: Node) -> Law:
        r"""``q``, ``q(x)``, ``p(x | y)``, ``\mathcal{N}(m, S)``."""
        match node:
            case NormalLaw():
                return self._normal_law(node)
            case Multiplication((head, Group() as group), ("",)):
                name = self.density_name(head)
                if name is not None:
                    return self._named(name, group.content, node.span)
                if is_normal_letter(head):
                    return self._normal_law(NormalLaw(group, node.span))
            case Letter() | Scripted():
                name = self.density_name(node)
                if name is not None:
                    return self._whole_law(name, node)
        raise self.error("a law is expected here", node, "write q, q(x) or \\mathcal{N}(m, S)")

    def _whole_law(self, name: str, node: Node) -> Named:
        """A density by its letter alone: the law of all its variables."""
        variables = self.scope.variables(name)
        if not variables:
            raise self.error(
                f"no variable has a distribution under {name}",
                node,
                f"state one, for instance `{name}(x) = \\mathcal{{N}}(x; m, S)`",
            )
        return Named(name, variables)

    def _normal_law(self, node: NormalLaw) -> Normal:
        point, mean_node, covariance_node = self.normal_parts(node)
        if point is not None:
            variable = self.variable(point)
            rows = self.shape(variable).rows
            mean, covariance = self.mean_and_covariance(mean_node, covariance_node, rows)
            return Normal(variable, mean, covariance)
        rows = self.unifier.fresh()
        mean, covariance = self.mean_and_covariance(mean_node, covariance_node, rows)
        used = {s.name for t in (mean, covariance) for s in subterms(t) if isinstance(s, Symbol)}
        name = next(n for n in ("x", "z", "u", "v", "w", "x_0", "z_0") if n not in used)
        return Normal(Symbol(name, vector_shape(rows)), mean, covariance)


def is_normal_letter(node: Node) -> bool:
    r"""A plain or switched ``N``, as in ``{\cal N}``."""
    return isinstance(node, Letter) and node.base == "N" and node.modifiers in ((), ("cal",))
