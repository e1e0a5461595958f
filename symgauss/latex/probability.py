"""Densities, laws, expectations and quantities of information."""

from __future__ import annotations

from symgauss.kernel.sizes import SCALAR, Shape, Size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    Indexed,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
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
    Operator,
    Scripted,
)

_ALIASES = {"E": "E", "N": "N", "H": "H", "I": "I"}


class Probability(Matrices):
    """Elaborates everything that has a law."""

    # --- applications --------------------------------------------------------------------------

    def call(self, head: Node, group: Group) -> Term | None:
        """A density, a plain ``N(..)`` or ``E[..]``, an opaque function; ``None``: a product."""
        if not isinstance(head, Letter | Scripted):
            return None
        density = self.density_name(head)
        if density is not None and group.open in ("(", "["):
            return self.density(density, group, head.span | group.span)
        plain = self._plain_operator(head, group)
        if plain is not None:
            return plain
        found = self.opaque(head, group)
        if found is not None:
            return found
        self._refuse_unknown_call(head, group)
        return None

    def _refuse_unknown_call(self, head: Node, group: Group) -> None:
        """``f(x)`` of a letter that nobody declares is no product in silence."""
        parts = spelling(head)
        if group.open != "(" or parts is None or parts.primes or parts.sup is not None:
            return
        name = canonical(parts)
        if name is None or self.scope.is_declared(name) or name in self.scope.dimensions:
            return
        if name in ("pi", "e", "I") or name in self.bound or name in self.scope.indices:
            return
        inside = group.content
        if isinstance(inside, Letter | Scripted | Listing):
            raise self.error(
                f"{name}(...) may be a function or a product: {name} is not declared",
                head,
                f"declare it, for instance `{name} \\colon \\mathbb{{R}}^n \\to \\mathbb{{R}}` "
                f"for a function",
            )

    def density_name(self, head: Node) -> str | None:
        r"""The letter of a density such as ``p`` or ``p_\theta``, unless it is a symbol."""
        parts = spelling(head)
        if parts is None or parts.modifiers or parts.sup is not None or parts.primes:
            return None
        name = canonical(parts)
        if name is None or self.scope.is_declared(name) or name in self.scope.functions:
            return None
        return name if parts.stem in self.scope.densities else None

    def _plain_operator(self, head: Node, group: Group) -> Term | None:
        """Italic ``N(x; m, S)`` and ``E[x]`` where the letter is not declared."""
        letter = head.base if isinstance(head, Scripted) and isinstance(head.base, Letter) else head
        if not isinstance(letter, Letter) or letter.base not in _ALIASES:
            return None
        if letter.modifiers and not _is_normal_letter(letter):
            return None
        if isinstance(head, Scripted) and (head.sup is not None or head.primes):
            return None
        if self.scope.is_declared(letter.base):
            return None
        sub = head.sub if isinstance(head, Scripted) else None
        span = head.span | group.span
        listing = isinstance(group.content, Listing)
        if letter.base == "N" and listing:
            return self.normal_density(NormalLaw(group, span))
        bracketed = group.open == "[" or (group.open == "{" and letter.base == "E")
        if letter.base == "E" and bracketed:
            return self.operator(Operator("E", sub, group, span))
        informative = listing and ";" in getattr(group.content, "separators", ())
        if (letter.base == "I" and informative) or (letter.base == "H" and group.open == "["):
            return self.operator(Operator(letter.base, sub, group, span))
        return None

    # --- densities -----------------------------------------------------------------------------

    def density(self, name: str, group: Group, span: Span) -> Term:
        r"""``p(x, y \mid z)``."""
        law = self._named(name, group.content, span)
        return self.made(Density(law), SCALAR, span)

    def _named(self, name: str, content: Node, span: Span) -> Named:
        variables, given = self.conditioned(content)
        if not variables:
            raise self.error("a density needs a variable", span)
        return Named(name, tuple(map(self.variable, variables)), tuple(map(self.variable, given)))

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
                if _is_normal_letter(head):
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

    # --- operators -----------------------------------------------------------------------------

    def operator(self, node: Operator) -> Term:
        """Dispatch on the name of the operator."""
        match node.name:
            case "E":
                return self._expectation(node.argument.content, node.sub, node.span)
            case "Var" | "Cov":
                return self._covariance(node)
            case "KL":
                return self._divergence(node)
            case "H":
                return self._entropy(node)
            case _:
                return self._mutual_information(node)

    def average(self, node: Group, sub: Node | None) -> Term:
        r"""``\langle x \rangle_{p}``."""
        return self._expectation(node.content, sub, node.span)

    def _split(self, content: Node) -> tuple[list[Node], tuple[Variable, ...]]:
        """What an operator is taken of, and the variables that are given."""
        before, after = self.conditioned(content)
        return list(before), tuple(self.variable(node) for node in after)

    def _expectation(self, content: Node, sub: Node | None, span: Span) -> Term:
        bodies, given = self._split(content)
        if len(bodies) != 1:
            raise self.error("an expectation is taken of one value", content)
        body = self.term(bodies[0])
        law = self._law_of((body,), given, sub, span)
        return self.made(Expectation(body, law), self.shape(body), span)

    def _law_of(
        self, bodies: tuple[Term, ...], given: tuple[Variable, ...], sub: Node | None, span: Span
    ) -> Law:
        """The law that a subscript names, or that of the random variables that occur."""
        match sub:
            case None:
                return self._occurring(self.scope.usual_density, bodies, given, span)
            case Listing((variable, law), ("~",)):
                return self._drawn(variable, law)
            case Letter() | Scripted():
                name = self.density_name(sub)
                if name is not None:
                    return self._occurring(name, bodies, given, span)
                return Named(self.scope.usual_density, (self.variable(sub),), given)
            case Listing(items, separators) if all(s == "," for s in separators):
                variables = tuple(self.variable(item) for item in items)
                return Named(self.scope.usual_density, variables, given)
            case _:
                return self.law(sub)

    def _drawn(self, variable: Node, law: Node) -> Law:
        r"""``x \sim q``, ``x \sim \mathcal{N}(m, S)``, ``x \sim q(x | y)``."""
        symbol = self.variable(variable)
        if isinstance(law, NormalLaw):
            point, mean, covariance = self.normal_parts(law)
            if point is None:
                rows = self.shape(symbol).rows
                return Normal(symbol, *self.mean_and_covariance(mean, covariance, rows))
        name = self.density_name(law)
        if name is not None:
            return Named(name, (symbol,))
        return self.law(law)

    def _occurring(
        self, name: str, bodies: tuple[Term, ...], given: tuple[Variable, ...], span: Span
    ) -> Named:
        random = self.scope.variables(name)
        found: list[Variable] = []
        for body in bodies:
            for part in subterms(body):
                if isinstance(part, Symbol | Indexed) and part in random and part not in found:
                    found.append(part)
        found = [variable for variable in found if variable not in given]
        if found or given:
            return Named(name, tuple(found), given)
        bare = tuple(b for b in bodies if isinstance(b, Symbol | Indexed))
        if bare and not self.scope.distributions:
            return Named(name, tuple(dict.fromkeys(bare)))
        raise self.error(
            f"nothing in these brackets has a distribution under {name}",
            span,
            "state one, for instance `x \\sim \\mathcal{N}(m, S)`",
        )

    def _covariance(self, node: Operator) -> Term:
        bodies, given = self._split(node.argument.content)
        if len(bodies) > 2 or (node.name == "Var" and len(bodies) != 1):
            raise self.error(
                f"{node.name} is taken of {'one value' if node.name == 'Var' else 'one or two'}",
                node,
            )
        left = self.term(bodies[0])
        right = self.term(bodies[-1])
        law = self._law_of((left, right), given, node.sub, node.span)
        rows = self.column(left, "a covariance needs vectors", bodies[0].span).rows
        columns = self.column(right, "a covariance needs vectors", bodies[-1].span).rows
        return self.made(Covariance(left, right, law), Shape(rows, columns), node.span)

    def _two_laws(self, first: Node, second: Node) -> tuple[Law, Law]:
        """Two laws of the same variables; a bare letter takes the variables of the other."""
        left, right = self.law(first), self.law(second)
        bare = [isinstance(node, Letter | Scripted) for node in (first, second)]
        if isinstance(left, Named) and isinstance(right, Named):
            common = tuple(v for v in left.variables if v in right.variables)
            if bare[0] and common:
                left = Named(left.name, common if bare[1] else right.variables, left.given)
            if bare[1] and common:
                right = Named(right.name, common if bare[0] else left.variables, right.given)
        if (
            isinstance(left, Normal)
            and isinstance(right, Normal)
            and left.variable != right.variable
        ):
            self.unifier.unify_shapes(left.variable.shape, right.variable.shape)
        return left, right

    def _divergence(self, node: Operator) -> Term:
        content = node.argument.content
        match content:
            case Listing((first, second), (separator,)) if separator in ("||", ",", "|", ";"):
                left, right = self._two_laws(first, second)
                return self.made(KullbackLeibler(left, right), SCALAR, node.span)
        return self._conditional_divergence(node)

    def _conditional_divergence(self, node: Operator) -> Term:
        raise self.error(
            "a divergence is taken between two laws", node, "write \\mathrm{KL}(q \\| p)"
        )

    def _entropy(self, node: Operator) -> Term:
        content = node.argument.content
        sub = None if node.sub is None else self.density_name(node.sub)
        if isinstance(content, Listing) and content.separators in ((",",), ("||",), (";",)):
            if all(self._is_law(item) for item in content.items):
                under, of = self._two_laws(*content.items)
                return self.made(CrossEntropy(under, of), SCALAR, node.span)
        elif self._is_law(content):
            return self.made(Entropy(self.law(content)), SCALAR, node.span)
        law = self._named(sub or self.scope.usual_density, content, node.span)
        return self.made(Entropy(law), SCALAR, node.span)

    def _is_law(self, node: Node) -> bool:
        match node:
            case NormalLaw():
                return True
            case Multiplication((head, Group()), ("",)):
                return self.density_name(head) is not None
            case Letter() | Scripted():
                return self.density_name(node) is not None
            case _:
                return False

    def _mutual_information(self, node: Operator) -> Term:
        content = node.argument.content
        name = (None if node.sub is None else self.density_name(node.sub)) or (
            self.scope.usual_density
        )
        sides: list[list[Variable]] = [[], [], []]
        side = 0
        if isinstance(content, Listing):
            separators = ("", *content.separators)
            semicolon = ";" in content.separators
            for separator, item in zip(separators, content.items, strict=True):
                if separator == ";" or (separator == "," and not semicolon and side == 0):
                    side = 1
                elif separator == "|":
                    side = 2
                sides[side].append(self.variable(item))
        if not sides[0] or not sides[1]:
            raise self.error(
                "information is shared by two variables", node, "write \\mathbb{I}[x; y]"
            )
        left, right, given = (tuple(part) for part in sides)
        return self.made(MutualInformation(name, left, right, given), SCALAR, node.span)


def _is_normal_letter(node: Node) -> bool:
    r"""A plain or switched ``N``, as in ``{\cal N}``."""
    return isinstance(node, Letter) and node.base == "N" and node.modifiers in ((), ("cal",))
