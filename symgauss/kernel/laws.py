"""Laws at an instance: mean and covariance of a normal, written out or declared by a model.

A declared model is a directed graph of linear-Gaussian statements.  Its joint law is built in
topological order, ``y = A x + b + noise``; a conditional follows by the Schur complement.  What is
defined as an affine map of random variables is random, and so are the parts of a random vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.kernel.calculus import unit
from symgauss.kernel.context import Distribution
from symgauss.kernel.domains.domain import Value, block, subtract, zeros
from symgauss.kernel.findings import Missing, Unsupported
from symgauss.kernel.partitions import Partition, vector_partition
from symgauss.kernel.terms import Law, Named, Normal, Symbol, Term, Variable
from symgauss.kernel.traversal import subterms

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and covariance; ``covariance_term`` where the covariance is one term as written."""

    mean: Value
    covariance: Value
    covariance_term: Term | None = None
    inverse: list[Value] = field(default_factory=list, compare=False)  #: once it was asked for


class Laws:
    """Laws as seen from one evaluator."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self._known: dict[Named, Moments] = {}

    def moments(self, law: Law) -> Moments:
        """Mean and covariance of a law."""
        if isinstance(law, Normal):
            return Moments(self.ev.value(law.mean), self.ev.value(law.covariance), law.covariance)
        if not all(isinstance(variable, Symbol) for variable in (*law.variables, *law.given)):
            return self._declared(law)  # members of a family change with their indices
        outer = self.ev.parent
        if (
            outer is not None
            and outer.domain is self.ev.domain
            and not self.ev.tables.dependencies.law(law) & self.ev.bound_names
        ):
            return outer.laws.moments(law)
        if law not in self._known:
            self._known[law] = self._declared(law)
        return self._known[law]

    def normal_log_density(self, point: Term, mean: Term, covariance: Term) -> Value:
        """Log density of a normal at a point."""
        moments = Moments(self.ev.value(mean), self.ev.value(covariance), covariance)
        return self._log_density(self.ev.value(point), moments)

    def log_density(self, law: Named) -> Value:
        """Log density of a declared law at the values of its own variables."""
        point = self.stack([self.ev.symbol(variable) for variable in law.variables])
        return self._log_density(point, self.moments(law))

    def _log_density(self, point: Value, moments: Moments) -> Value:
        domain = self.ev.domain
        gap = subtract(domain, point, moments.mean)
        solved = domain.mul(self.precision(moments), gap)
        square = domain.mul(domain.transpose(gap), solved)
        n = domain.dims(gap)[0]
        total = domain.add(self.normaliser(n, moments), square)
        return domain.scale(Fraction(-1, 2), total)

    def precision(self, moments: Moments) -> Value:
        """The inverse of the covariance, taken once."""
        if moments.covariance_term is not None:
            return self.ev.value(self.ev.tables.inverse(moments.covariance_term))
        if not moments.inverse:
            moments.inverse.append(self.ev.domain.inverse(moments.covariance))
        return moments.inverse[0]

    def normaliser(self, n: int, moments: Moments) -> Value:
        """``n log(2 pi) + log |S|``."""
        domain = self.ev.domain
        two_pi = domain.scale(Fraction(2), domain.constant("pi"))
        first = domain.scale(Fraction(n), domain.logarithm(two_pi, positive=True))
        return domain.add(first, self.log_determinant(moments))

    def log_determinant(self, moments: Moments) -> Value:
        """``log |S|``, by structure where the covariance is a term."""
        from symgauss.kernel.logarithms import log_determinant  # noqa: PLC0415 - mutual recursion

        if moments.covariance_term is not None:
            return log_determinant(self.ev, moments.covariance_term, definite=True)
        domain = self.ev.domain
        return domain.logarithm(domain.determinant(moments.covariance), positive=True)

    def stack(self, parts: Sequence[Value]) -> Value:
        """Vectors stacked into one."""
        return parts[0] if len(parts) == 1 else block(self.ev.domain, [[part] for part in parts])

    # --- declared models -----------------------------------------------------------------------

    def _declared(self, law: Named) -> Moments:
        if not law.variables:
            raise Unsupported("a law without variables")
        if len(law.variables) == 1:
            known = self._distribution(law.name, law.variables[0])
            if (
                known is not None
                and set(known.given) <= set(law.given)
                and self._nothing_below(law, known)
            ):
                return Moments(
                    self.ev.value(known.mean), self.ev.value(known.covariance), known.covariance
                )
        order, mean, covariance = self._joint(law)
        missing = [v.name for v in law.variables if v not in order]
        if missing:
            raise Unsupported(f"{missing[0]} has no distribution under {law.name}")
        given = [v for v in law.given if v in order]
        left = [order.index(v) for v in law.variables]
        right = [order.index(v) for v in given]
        domain = self.ev.domain
        mean_left = self.stack([mean[i] for i in left])
        cov_left = block(domain, [[covariance[i][j] for j in left] for i in left])
        if not given:
            return Moments(mean_left, cov_left)
        cov_cross = block(domain, [[covariance[i][j] for j in right] for i in left])
        cov_right = block(domain, [[covariance[i][j] for j in right] for i in right])
        seen = self.stack([self.ev.symbol(v) for v in given])
        surprise = subtract(domain, seen, self.stack([mean[j] for j in right]))
        gain = domain.mul(cov_cross, domain.inverse(cov_right))
        explained = domain.mul(gain, domain.transpose(cov_cross))
        return Moments(
            domain.add(mean_left, domain.mul(gain, surprise)), subtract(domain, cov_left, explained)
        )

    def _distribution(self, density: str, variable: Variable) -> Distribution | None:
        return self.ev.tables.context.distribution(density, variable)

    def _nothing_below(self, law: Named, known: Distribution) -> bool:
        """Whether the other conditions are no descendants: then they say nothing more."""
        others = set(law.given) - set(known.given)
        beside = [variable for variable in law.given if variable in others]
        self._check_independence(law, [known.variable, *beside])
        if any(
            self._distribution(law.name, other) is None and self._parents(law.name, other)
            for other in others
        ):
            return False  # defined from random variables, or a part of one: it may be below
        below = {known.variable}
        for _ in self.ev.tables.context.distributions:
            for other in self.ev.tables.context.distributions:
                if other.density == law.name and set(other.given) & below:
                    below.add(other.variable)
        return not others & below

    def _joint(self, law: Named) -> tuple[list[Variable], list[Value], list[list[Value]]]:
        """Order, means and covariance blocks of everything that the law speaks about."""
        order: list[Variable] = []
        self._visit(law.name, [*law.variables, *law.given], order, [])
        self._check_parents(law, order)
        self._check_independence(law, order)
        means: list[Value] = []
        blocks: list[list[Value]] = []
        domain = self.ev.domain
        for position, variable in enumerate(order):
            parents, slopes, offset, noise = self._statement(law.name, variable, order)
            places = [order.index(v) for v in parents]
            mean = offset
            for slope, place in zip(slopes, places, strict=True):
                mean = domain.add(mean, domain.mul(slope, means[place]))
            n = domain.dims(mean)[0]
            row: list[Value] = []
            for other in range(position):
                total = zeros(domain, n, domain.dims(means[other])[0])
                for slope, place in zip(slopes, places, strict=True):
                    total = domain.add(total, domain.mul(slope, blocks[place][other]))
                row.append(total)
            own = zeros(domain, n, n) if noise is None else self.ev.value(noise)
            for slope, place in zip(slopes, places, strict=True):
                own = domain.add(own, domain.mul(row[place], domain.transpose(slope)))
            for other in range(position):
                blocks[other].append(domain.transpose(row[other]))
            blocks.append([*row, own])
            means.append(mean)
        return order, means, blocks

    def _check_parents(self, law: Named, order: list[Variable]) -> None:
        """A parent without a distribution must be given: nothing integrates it out."""
        for variable in order:
            distribution = self._distribution(law.name, variable)
            for parent in distribution.given if distribution else ():
                if parent not in order and parent not in law.given:
                    what = f"{parent.name} has no distribution under {law.name} and is not given"
                    raise Unsupported(what)

    def _check_independence(self, law: Named, order: list[Variable]) -> None:
        """In an open context, laws of their own make no joint law unless they are independent.

        What is given parameters only, as y in ``p(y | X)``, has a law of its own.
        """
        context = self.ev.tables.context
        if context.closed:
            return
        roots = [
            variable.name
            for variable in order
            if (known := self._distribution(law.name, variable))
            and not any(given in order for given in known.given)
        ]
        unknown = [name for name in roots if name not in context.independent]
        if len(roots) > 1 and unknown:
            first, second = (*unknown, *(name for name in roots if name not in unknown))[:2]
            raise Missing(f"nothing says that {first} and {second} are independent")

    def _visit(
        self, density: str, todo: list[Variable], order: list[Variable], open_: list[Variable]
    ) -> None:
        for variable in todo:
            parents = self._parents(density, variable)
            if variable in order or parents is None:
                continue
            if variable in open_:
                raise Unsupported(f"the model is cyclic at {variable.name}")
            self._visit(density, parents, order, [*open_, variable])
            order.append(variable)

    def _parents(self, density: str, variable: Variable) -> list[Variable] | None:
        """What a variable is random through; ``None`` for what is not random."""
        distribution = self._distribution(density, variable)
        if distribution is not None:
            return list(distribution.given)
        definition = self._definition(variable)
        if definition is not None:
            named = dict.fromkeys(p for p in subterms(definition) if isinstance(p, Symbol))
            found: list[Variable] = [p for p in named if self._parents(density, p) is not None]
            return found or None
        whole = self._whole(density, variable)
        return None if whole is None else [whole.whole]

    def _definition(self, variable: Variable) -> Term | None:
        return self.ev.tables.unfold((variable.name, ())) if isinstance(variable, Symbol) else None

    def _whole(self, density: str, variable: Variable) -> Partition | None:
        """The vector with a distribution in which a variable is a part."""
        partition = vector_partition(self.ev.tables.context, variable.name)
        if partition is None or self._distribution(density, partition.whole) is None:
            return None
        return partition

    def _statement(
        self, density: str, variable: Variable, order: list[Variable]
    ) -> tuple[list[Variable], list[Value], Value, Term | None]:
        """Parents, slopes, offset and the covariance of the noise of one variable."""
        distribution = self._distribution(density, variable)
        if distribution is not None:
            parents = [v for v in distribution.given if v in order]
            noise = distribution.covariance
            return (parents, *self._affine(distribution.mean, parents, noise), noise)
        definition = self._definition(variable)
        if definition is not None:
            parents = self._parents(density, variable) or []
            return (parents, *self._affine(definition, parents), None)
        partition = self._whole(density, variable)
        part = None if partition is None else partition.part(variable.name)
        if partition is None or part is None:  # the order holds random variables only
            raise Unsupported(f"{variable.name} has no distribution under {density}")
        rows, columns = self.ev.size(variable.shape.rows), self.ev.size(partition.whole.shape.rows)
        first = self.ev.size(part.row)
        one = self.ev.domain.identity(columns)
        chosen = [
            self.ev.domain.entry(one, first + i, j) for i in range(rows) for j in range(columns)
        ]
        slope = self.ev.domain.build(rows, columns, chosen)
        return [partition.whole], [slope], zeros(self.ev.domain, rows, 1), None

    def _affine(
        self, mean: Term, parents: list[Variable], noise: Term | None = None
    ) -> tuple[list[Value], Value]:
        """``A`` for each parent and ``b`` of a mean ``A x + b``, read off at unit vectors."""
        if not parents:
            return [], self.ev.value(mean)
        names = frozenset(parent.name for parent in parents)
        degree = self.ev.tables.polynomials.degree(mean, names)
        spread = frozenset() if noise is None else self.ev.tables.dependencies.of(noise)
        if degree is None or degree > 1 or spread & names:
            raise Unsupported("a model that is not linear-Gaussian", mean)
        domain = self.ev.domain
        sizes = [self.ev.size(parent.shape.rows) for parent in parents]
        nothing = {self.ev.key(p): zeros(domain, n, 1) for p, n in zip(parents, sizes, strict=True)}
        offset = self.ev.inside(nothing).value(mean)
        rows = domain.dims(offset)[0]
        slopes = []
        for parent, n in zip(parents, sizes, strict=True):
            columns = []
            for i in range(n):
                bound = {**nothing, self.ev.key(parent): unit(domain, n, 1, i, 0)}
                columns.append(subtract(domain, self.ev.inside(bound).value(mean), offset))
            flat = [domain.entry(column, i, 0) for i in range(rows) for column in columns]
            slopes.append(domain.build(rows, n, flat))
        return slopes, offset
