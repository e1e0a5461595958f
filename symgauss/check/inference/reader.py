"""The reader of a person's document: what nobody declares is opaque, not an error.

A problem file must declare everything, so the elaborator refuses what it does not know.  Here an
unknown function, an expectation without a law or a divergence of laws that nobody states become
opaque: equal where they are written alike and their arguments are equal, else generic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symgauss.check.inference.behind_bars import BehindBars
from symgauss.check.manners.densities import OpaqueDensity
from symgauss.check.manners.entropies import is_entropy
from symgauss.check.manners.expectations import unknown_covariance, unknown_mean
from symgauss.check.manners.generic import generic_operator
from symgauss.check.manners.index_ranges import Ranges, limit_of
from symgauss.check.manners.recursions import family_of
from symgauss.check.manners.substitutions import slope
from symgauss.check.meaning.measuring import conditions
from symgauss.errors import LatexError
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR, Shape, vector_shape
from symgauss.kernel.terms import (
    Derivative,
    Determinant,
    Expectation,
    Function,
    Identity,
    Indexed,
    Integral,
    KullbackLeibler,
    Law,
    Named,
    Normal,
    NormalDensity,
    Opaque,
    Product,
    Rational,
    Symbol,
    Term,
    Variable,
    negative,
)
from symgauss.kernel.traversal import rebuild, subterms
from symgauss.latex.mentions import mentioned_names, names_in_order, written_names
from symgauss.latex.naming import Spelling, canonical, spelling, without_accent, without_bold
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.symbols import as_primed
from symgauss.latex.tree import (
    Big,
    Group,
    IntegralSign,
    Letter,
    Listing,
    Node,
    NormalLaw,
    Number,
    Operator,
    Scripted,
)
from symgauss.latex.unify import Unifier

_NO_FUNCTIONS = frozenset({"pi", "e", "I", "E", "N", "H", "Gamma", "Phi"})

_ORDERS = frozenset({"O", "o"})  #: Landau's symbols


class Reader(BehindBars):
    """Elaborates formulas of a document that says less than a problem file does."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.indefinite: list[tuple[Term, Span]] = []  #: integrals without limits
        self.integrals: frozenset[str] = frozenset()  #: names of integrals: an ``I`` is no identity
        self.pairs: frozenset[str] = frozenset()  #: ``x`` where ``x'`` is another one
        self.averaged: Symbol | None = None  #: over which an average is taken at the moment
        self.law_letters: dict[str, str] = {}  #: ``P`` -> ``p`` where ``P: X ~ ...`` is stated
        self.twins: frozenset[str] = frozenset()  #: ``x`` beside a random ``X``
        self.ranges: Ranges = {}  #: of sums over families
        self.meanings: dict[str, Term] = {}  #: of opaque names, under laws that nobody states

    def forget_terms(self) -> None:
        """As the start of a pass, but what was seen of a symbol in passing is kept."""
        self.conflicts.clear()
        self._known.clear()

    def open_symbol(self, name: str, parts: Spelling) -> Term:
        """A symbol that nobody declares."""
        found = super().open_symbol(name, parts)
        self.touched[name] = self.open_names[name][0]
        return found

    def _special(self, parts: Spelling) -> Term | None:
        """The identity, unless the document gives an integral its letter; ``I_d`` has a size."""
        found = None if canonical(parts) in self.integrals else super()._special(parts)
        if isinstance(found, Identity) and parts.sub is not None:
            sizes = found.size.dimensions
            self.scope.dimensions |= {n for n in sizes if n not in self.scope.index_letters}
        return found

    def _primed(self, parts: Spelling) -> Term | None:
        """``x'`` as a name of its own where the document lists it beside ``x``."""
        if parts.primes == 1 and parts.sup is None and without_bold(parts.stem) in self.pairs:
            return self._plain(as_primed(parts))
        return super()._primed(parts)

    # --- unknown functions ---------------------------------------------------------------------

    def opaque(self, head: Node, group: Group) -> Term | None:
        """``f(x)``, and ``f'(x)`` as its derivative."""
        parts = spelling(head)
        if parts is not None and parts.base in _ORDERS and not self.scope.is_declared(parts.stem):
            raise self.error("a term of some order has no value", head)
        name = None if parts is None else canonical(parts)
        if name in self.scope.functions:
            self.touched[f"{name}()"] = self.scope.functions[name]
        if parts is None or parts.primes == 0:
            if name is not None and self._must_be_function(name, head, group):
                self.scope.functions[name] = self.unifier.fresh_shape()
            return super().opaque(head, group)
        if name not in self.scope.functions:
            return None
        plain = head.base if isinstance(head, Scripted) else head
        if isinstance(head, Scripted) and head.sub is not None:
            plain = Scripted(head.base, head.sub, None, 0, head.span)
        inner = super().opaque(plain, group)
        variable = self.term(group.content)
        if inner is None or not self.is_scalar(inner):
            raise self.error("the derivative of a function that is no number", head)
        if not isinstance(variable, Symbol) or self.is_at_a_point(str(name), variable):
            return self.derived_at(str(name), parts.primes, variable, head.span | group.span)
        for _ in range(parts.primes):
            inner = self.made(Derivative(inner, variable), SCALAR, head.span | group.span)
        return inner

    def _must_be_function(self, name: str, head: Node, group: Group) -> bool:
        """``f(x)`` of a letter that nobody declares is no product: nobody writes ``a (b)``."""
        if name in self.scope.functions or self.scope.is_density(name):
            return False
        if group.open != "(" or self.scope.is_declared(name) or name in self.scope.dimensions:
            return False
        if name in _NO_FUNCTIONS or name in self.bound or name in self.scope.indices:
            return False
        if name == "psi" and not isinstance(group.content, Listing):
            return False  # the digamma function
        parts = spelling(head)
        if parts is None or parts.sup is not None:
            return False
        return isinstance(group.content, Letter | Scripted | Listing)

    def scripted(self, node: Scripted) -> Term:
        """As usual; an index on something that is no name picks something of it."""
        evaluated = self.evaluated(node)
        if evaluated is not None:
            return evaluated
        if isinstance(node.base, Group) and node.sub is not None and node.base.open in ("(", "["):
            indices = self._index_nodes(node.sub)
            if indices is not None:
                whole = self.term(node.base)
                picked = Opaque("entry", (whole, *map(self.term, indices)), SCALAR)
                return self.powered(self.made(picked, SCALAR, node.span), node)
        if node.primes == 1 and isinstance(node.sup, Number):  # the square of another point
            bare = Scripted(node.base, node.sub, None, 1, node.span)
            parts = spelling(bare)
            point = None if parts is None else self._primed(parts)
            if point is not None:
                return self.powered(point, Scripted(node.base, None, node.sup, 0, node.span))
        return super().scripted(node)

    def powered(self, base: Term, node: Scripted) -> Term:
        """As usual; a prime on a number transposes nothing."""
        if node.primes > 1 or (node.primes and self.is_scalar(base)):
            raise self.error("a prime on a number: a derivative, or another name", node)
        return super().powered(base, node)

    def operator(self, node: Operator) -> Term:
        """As written where the laws are known, else opaque."""
        known = self.family_moment(node) if node.name in ("E", "Var", "Cov", "H") else None
        if known is not None:
            return known
        if node.name in ("E", "Var", "Cov") and self._has_unknown(node):
            return self._unknown_moment(node) or self._meant_atom(node)
        return self._known_or(
            lambda: super(Reader, self).operator(node),
            lambda: self._mean_of(node) or self._meant_atom(node),
        )

    def random_beside(self, name: str) -> frozenset[str]:
        """Names of random variables other than this one."""
        normal = {d.variable.name for d in self.scope.distributions}
        return (self.random | normal) - {name}

    def _plain_operator(self, head: Node, group: Group) -> Term | None:
        """``H(X)``, ``H(X, Y)``, ``H(Y | X)`` of capitals: an entropy, unless H is declared.

        So is ``h(x)`` of what is random in a document that speaks of entropies.
        """
        plain = super()._plain_operator(head, group)
        if plain is not None or not is_entropy(head, group, self.scope, self.source, self.random):
            return plain
        return self.operator(Operator("H", None, group, head.span | group.span))

    def _mean_of(self, node: Operator) -> Term | None:
        """An expectation under a law that the subscript names and nobody states."""
        content = node.argument.content
        if node.name != "E" or node.sub is None or isinstance(content, Listing):
            return None
        return self.mean_under(content, node.sub, node.span)

    def _meant_atom(self, node: Operator) -> Term:
        """An atom, of which it is kept what it means under a law that nobody states."""
        atom = self.atom(node)
        if isinstance(atom, Opaque) and node.name in ("E", "Var", "Cov") and node.sub is None:
            self.keep_moment(atom, node)
        try:
            meaning = generic_operator(self, node)
        except LatexError:
            meaning = None
        if meaning is not None and isinstance(atom, Opaque):
            self.meanings[atom.name] = meaning
            arguments = dict.fromkeys((*atom.arguments, *conditions(meaning)))
            atom = self.made(replace(atom, arguments=tuple(arguments)), atom.shape, node.span)
        return atom

    def _has_unknown(self, node: Operator) -> bool:
        """Whether a random name occurs whose law the document does not state.

        A bold ``x`` and a plain one are two names, and ``x_i`` is no member of a law that is stated
        of the whole vector.
        """
        known = {d.variable.name for d in self.scope.distributions}
        mentioned = written_names(node.argument)
        plain = {without_bold(name) for name in self.random}
        drawn = {n for n in mentioned if without_bold(n) in plain}
        accented = {n for n in mentioned if without_accent(n) in plain - {without_bold(n)}}
        stems = {name.partition("_")[0] for name in known if "_" in name}
        stems |= {n.removesuffix("bold") for n in known if n.endswith("bold")}
        siblings = {n for n in mentioned if "_" in n and n.partition("_")[0] in stems}
        return bool((drawn | siblings | accented) - known)

    def _unknown_moment(self, node: Operator) -> Term | None:
        """A mean or covariance under an unknown law of all random names."""
        content = node.argument.content
        items = content.items if isinstance(content, Listing) else (content,)
        separators = content.separators if isinstance(content, Listing) else ()
        if node.sub is not None and node.name == "E" and len(items) == 1:
            return self.mean_under(content, node.sub, node.span)
        if node.sub is not None or set(separators) - {","}:
            return None
        if len(items) > (2 if node.name == "Cov" else 1):
            return None
        bodies = [self.term(item) for item in items]
        random = self._random_with_families(bodies)
        if node.name == "E":
            name = unknown_mean("", random)
            shape = self.shape(bodies[0])
        else:
            bodies = [bodies[0], bodies[-1]]
            name = unknown_covariance("", random)
            rows, columns = (
                self.column(b, "a covariance needs vectors", node.span) for b in bodies
            )
            shape = Shape(rows.rows, columns.rows)
        return self.made(Opaque(name, tuple(bodies), shape), shape, node.span)

    def settled(self, term: Term) -> Term:
        """Bars around what turns out to be a scalar are an absolute value, no determinant."""
        return _with_absolute_values(super().settled(term))

    def _random_with_families(self, bodies: list[Term]) -> frozenset[str]:
        """The random names; where ``X_i`` is random, so are ``X_j`` and the members of ``X``."""
        parts = [part for body in bodies for part in subterms(body)]
        stems = {name.partition("_")[0] for name in self.random}
        found = {p.name for p in parts if isinstance(p, Indexed) and family_of(p) in stems}
        found |= {  # the mean of random variables is random
            p.name
            for p in parts
            if isinstance(p, Symbol | Indexed) and without_accent(p.name) in stems
        }
        members = {name.partition("_")[0] for name in self.random if "_" in name}
        names = {p.name for p in parts if isinstance(p, Symbol) and "_" in p.name}
        return self.random | found | {n for n in names if n.partition("_")[0] in members}

    def average(self, node: Group, sub: Node | None) -> Term:
        r"""``\langle x \rangle_p``."""
        whole = node if sub is None else Listing((node, sub), (",",), node.span | sub.span)
        return self._known_or(
            lambda: self._average(node, sub),
            lambda: self._unknown_average(node, sub) or self.atom(whole),
        )

    def _unknown_average(self, node: Group, sub: Node | None) -> Term | None:
        r"""``\langle f(x) \rangle_{p(x)}`` with a density that nobody states."""
        if sub is None or isinstance(node.content, Listing):
            return None
        return self.mean_under(node.content, sub, node.span)

    def _average(self, node: Group, sub: Node | None) -> Term:
        if isinstance(sub, NormalLaw):
            self.averaged = self._variable_of(node, sub)
        try:
            return super().average(node, sub)
        finally:
            self.averaged = None

    def _variable_of(self, body: Node, law: NormalLaw) -> Symbol | None:
        r"""The ``\mu`` of an average over ``N(\mu_n, ...)``: it has the letter of the mean."""
        point, mean, _ = self.normal_parts(law)
        parts = None if point is not None else spelling(mean)
        if parts is None or parts.sub is None or parts.stem not in mentioned_names(body):
            return None
        term = self.name(Letter(parts.base, parts.modifiers, mean.span))
        return term if isinstance(term, Symbol) else None

    def _indexed(self, parts: Spelling) -> Term | None:
        """A member of a family."""
        found = super()._indexed(parts)
        if isinstance(found, Indexed):
            if len(found.indices) > 1 and self.scope.family(found.name) is None:
                # `y_i` may be a vector and `y_{ij}` its entry: two families
                shape = self.shape(found)
                key = f"{found.name}_##"
                if key not in self.open_names:
                    self.open_names[key] = (self.unifier.fresh_shape(), parts.span)
                shape = self.touched[key] = self.open_names[key][0]
                name = f"{found.name}{len(found.indices)}"
                family = Indexed(name, found.indices, self.unifier.resolve_shape(shape))
                return self.made(family, shape, parts.span)
            key = f"{found.name}_#"
            if key in self.open_names:
                self.touched[key] = self.open_names[key][0]
        return found

    def _known_or(self, known: Callable[[], Term], unknown: Callable[[], Term]) -> Term:
        """The first reading if its laws are known; what it taught is forgotten otherwise."""
        bindings, conflicts = dict(self.unifier.bindings), list(self.conflicts)
        try:
            found = known()
        except LatexError:
            pass
        else:
            if self._is_known(found):
                return found
        self.unifier.bindings, self.conflicts[:] = bindings, conflicts
        return unknown()

    def density(self, name: str, group: Group, span: Span) -> Term:
        """``p(x | y)``: by the model where there is one, else opaque."""
        return self._known_or(
            lambda: super(Reader, self).density(name, group, span),
            lambda: self._free_density(name, group, span),
        )

    def _free_density(self, name: str, group: Group, span: Span) -> Term:
        """A density without a law: a function of what is before and behind the bar."""
        try:
            before, after = self.conditioned(group.content)
        except LatexError:
            return self.atom(group, name, span)
        variables, given = (tuple(map(self.term, items)) for items in (before, after))
        return self.made(OpaqueDensity(name, variables, given).term, SCALAR, span)

    def normal_density(self, node: NormalLaw) -> Term:
        r"""``\mathcal{N}(m, S)`` alone: its density at a free point, so that laws can be equal."""
        point, mean_node, covariance_node = self.normal_parts(node)
        if point is not None:
            return super().normal_density(node)
        rows = self.unifier.fresh()
        mean, covariance = self.mean_and_covariance(mean_node, covariance_node, rows)
        shape = vector_shape(self.unifier.resolve(rows))
        free = self.made(Symbol("any point", shape), shape, node.span)
        return self.made(NormalDensity(free, mean, covariance), SCALAR, node.span)

    def _substituted(self, node: IntegralSign) -> Term | None:
        r"""``\int f(u) \, \mathrm{d}(a u + b)`` is the integral of ``a f(u)`` over u."""
        if len(node.variables) != 1 or isinstance(node.variables[0], Letter | Scripted):
            return None
        inner = node.variables[0]
        names = [n for n in names_in_order(inner) if n in self.integrated]
        if len(names) != 1:
            raise self.error("it is not clear which variable is integrated over", inner)
        changed = self.term(inner)
        self.scalar(changed, "a substitution needs a scalar", inner.span)
        variable = next(
            p for p in subterms(changed) if isinstance(p, Symbol) and p.name == names[0]
        )
        factor = slope(changed, variable)
        if factor is None:
            raise self.error("the substitution is not affine", inner)
        body = self.term(node.body)
        lower, upper, turned = self.bounds(node)
        scaled = self.made(Product((body, factor)), SCALAR, node.body.span)
        found = self.made(Integral(scaled, variable, lower, upper), SCALAR, node.span)
        return self.made(negative(found), SCALAR, node.span) if turned else found

    def integral(self, node: IntegralSign) -> Term:
        r"""``\int_{\mathbb{R}^n} ... \mathrm{d}x`` says how long ``x`` is."""
        match node.lower, node.variables:
            case Scripted(Letter("R", ("bb",)), None, Letter() as length), (variable,):
                count = self.size_of(length)
                if count is not None:
                    self.scope.dimensions |= count.dimensions
                    shape = self.shape(self.term(variable))
                    self.unifier.unify_shapes(shape, vector_shape(count))
            case _:
                pass
        found = self._substituted(node) or super().integral(node)
        if node.lower is None and node.upper is None:
            self.indefinite.append((found, node.span))
        return found

    # --- sums ----------------------------------------------------------------------------------

    def big(self, node: Big) -> Term:
        r"""``\sum_i x_i`` without limits goes as far as other sums over x, or has its own limit."""
        if isinstance(node.lower, Letter) and node.upper is None and not node.lower.modifiers:
            letter = node.lower.base
            if self._space_variable(node) is None and letter not in self.bound:
                last = limit_of(node.body, letter, self.ranges)
                named = self.term(Letter(last, (), node.lower.span)) if last else None
                limit = Symbol(f"range of {letter}", SCALAR) if named is None else named
                return self.over_index(node, letter, Rational(1), limit)
        return super().big(node)

    # --- laws ----------------------------------------------------------------------------------

    def density_name(self, head: Node) -> str | None:
        """The letter of a density, also the capital of ``P: X ~ ...``."""
        if isinstance(head, Letter) and not head.modifiers and head.base in self.law_letters:
            return self.law_letters[head.base]
        return super().density_name(head)

    def _whole_law(self, name: str, node: Node) -> Named:
        """A density by its letter alone: the law of all its variables."""
        law = super()._whole_law(name, node)
        kept = tuple(v for v in law.variables if v.name not in self.twins)
        return Named(name, kept or law.variables)

    def _normal_law(self, node: NormalLaw) -> Normal:
        r"""A law without a variable: of ``x`` where the mean is ``x_n`` or the body says so."""
        law = super()._normal_law(node)
        point = self.normal_parts(node)[0]
        if point is None and self.averaged is not None:
            return Normal(self.averaged, law.mean, law.covariance)
        return law

    def _is_known(self, term: Term) -> bool:
        match term:
            case Expectation(_, law):
                return self._has_law(law)
            case KullbackLeibler(left, right):
                return self._has_law(left) and self._has_law(right)
            case _:
                found: Law | None = getattr(term, "law", None)
                return found is None or self._has_law(found)

    def _has_law(self, law: Law) -> bool:
        """Whether the model of the document says what the law is."""
        if not isinstance(law, Named):
            return True
        under = [d for d in self.scope.distributions if d.density == law.name]
        said = {self._settled(v) for v in (*law.variables, *law.given)}
        known = said - {self._settled(v) for v in law.variables}
        while True:  # a law is known once what it is conditioned on is given or has a known law
            found = {d.variable for d in under if {*map(self._settled, d.given)} <= known} - known
            if not found:
                break
            known |= found
        return bool(law.variables) and said <= known

    def _settled(self, variable: Variable) -> Variable:
        found = self.unifier.settle_any(variable)
        return found if isinstance(found, Symbol | Indexed) else variable


def _with_absolute_values(term: Term) -> Term:
    term = rebuild(term, _with_absolute_values)
    if not isinstance(term, Determinant):
        return term
    try:
        scalar = shape_of(term.matrix).is_scalar
    except ShapeError:
        return term
    return Function("abs", term.matrix) if scalar else term
