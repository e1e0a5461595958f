"""Applications of letters, expectations, covariances and quantities of information."""

from __future__ import annotations

from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Entropy,
    Expectation,
    Indexed,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Normal,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.laws import is_normal_letter
from symgauss.latex.named import NamedDensities
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
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


class Probability(NamedDensities):
    """Elaborates everything that has a law."""

    # --- applications --------------------------------------------------------------------------

    def call(self, head: Node, group: Group) -> Term | None:
        """A density, a plain ``N(..)`` or ``E[..]``, an opaque function; ``None``: a product."""
        if not isinstance(head, Letter | Scripted):
            return None
        if _is_own_factor(head, group):
            return None
        density = self.density_name(head)
        if density is not None and group.open in ("(", "["):
            return self.density(density, group, head.span | group.span)
        named = self.family_density(head, group) or self.special(head, group)
        if named is not None:
            return named
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

    def _plain_operator(self, head: Node, group: Group) -> Term | None:
        """Italic ``N(x; m, S)`` and ``E[x]`` where the letter is not declared."""
        letter = head.base if isinstance(head, Scripted) and isinstance(head.base, Letter) else head
        if not isinstance(letter, Letter) or letter.base not in _ALIASES:
            return None
        if letter.modifiers and not is_normal_letter(letter):
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
                if name is not None and not given and len(self.scope.variables(name)) == 1:
                    return self._whole_law(name, sub)  # also of a constant
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
            # the x of a score stands in a law and below a gradient
            inside = free_symbols(body)
            found += [v for v in random if v in inside and v not in found]
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


def _is_own_factor(head: Letter | Scripted, group: Group) -> bool:
    """Whether ``p_i (1 - p_i)``: the name in the brackets says that it is a number."""
    parts = spelling(head)
    name = None if parts is None or parts.sub is None else canonical(parts)
    if name is None or not isinstance(group.content, Addition):
        return False
    terms = [term for _, term in group.content.terms if isinstance(term, Letter | Scripted)]
    alone = len(terms) + 1 == len(group.content.terms)
    spelled = [each for each in map(spelling, terms) if each is not None]
    return alone and name in [canonical(each) for each in spelled]
