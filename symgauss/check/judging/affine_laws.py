r"""Laws of affine images: ``y \sim N(A m + b, A S A^T + R)`` where ``y = A x + b + e``.

An affine image of jointly normal variables is normal (Bishop, PRML, 2.3), so that its mean and its
covariance say what its law is.  The variables are jointly normal where each has a normal law of its
own and all are independent, which the document says, or of which one is noise by its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from symgauss.check.inference.stacked import StackedLaw
from symgauss.check.manners.densities import named_law
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.constants import is_noise
from symgauss.check.meaning.made_moments import MadeMoments
from symgauss.check.meaning.members import Frozen
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.polynomials import degrees
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    Block,
    Covariance,
    Expectation,
    Named,
    NormalDensity,
    Product,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import children, free_symbols
from symgauss.latex.models import Law

EQUAL = Relation(RelationKind.EQUAL)


@dataclass(frozen=True, slots=True)
class ClaimedLaw:
    """What is claimed of some variables together: the mean of each, and all covariances."""

    variables: tuple[Variable, ...]
    means: tuple[Term, ...]
    covariance: tuple[tuple[Term, ...], ...]
    density: str
    bodies: tuple[Term, ...] = ()  #: what is no variable but made of some: ``X - Y``

    @property
    def symbols(self) -> frozenset[Variable]:
        """The symbols in the means and covariances."""
        rows = (term for row in self.covariance for term in row)
        return frozenset(s for term in (*self.means, *rows) for s in free_symbols(term))

    def put(self, change: Callable[[Term], Term]) -> ClaimedLaw:
        """The claim with a change made in its moments."""
        rows = tuple(tuple(map(change, row)) for row in self.covariance)
        return replace(self, means=tuple(map(change, self.means)), covariance=rows)

    @property
    def parameters(self) -> frozenset[str]:
        """Their names."""
        return frozenset(s.name for s in self.symbols)


@dataclass(frozen=True, slots=True)
class AffineImage:
    """Questions that together show a law, each with its moment in words; and values used."""

    questions: tuple[tuple[str, Question], ...]
    using: tuple[Value, ...]
    is_complete: bool  #: whether the laws speak of all that the variables are multiplied with


def claims_of(
    laws: Sequence[Law | Distribution],
    stack: StackedLaw | None,
    sides: Sequence[Term | None],
) -> Iterator[ClaimedLaw]:
    r"""The laws that a statement claims: of single variables, of a stack, or as a density."""
    for law in laws:
        if not law.given:
            yield ClaimedLaw((law.variable,), (law.mean,), ((law.covariance,),), law.density)
    if stack is not None:
        yield ClaimedLaw(stack.variables, stack.means, stack.covariance, stack.density)
    match sides:
        case [left, NormalDensity(Block(points), Block(means), Block(rows))] if left is not None:
            variables = tuple(row[0] for row in points)
            heights = [len(points), len(means), len(rows)]
            widths = {len(row) for row in (*points, *means)} | {
                len(row) // len(rows) for row in rows
            }
            density = named_law(left)
            if density is None or density.given or widths != {1} or len(set(heights)) != 1:
                return
            names = tuple(v for v in variables if isinstance(v, Symbol))
            if names == variables and set(names) == set(density.variables):
                yield ClaimedLaw(names, tuple(row[0] for row in means), rows, density.name)
        case _:
            return


def affine_image(
    claim: ClaimedLaw,
    place: int,
    context: Context,
    made: MadeMoments,
    frozen: Frozen | None = None,
    *,
    supposed: bool = False,
) -> AffineImage | None:
    """What has to hold for the law of variables that are made of others; ``None`` if nothing says.

    The laws that are stated of the variables themselves are what is to be shown.  With
    ``supposed``, what they are made of is taken to be independent, whether or not that is said.
    """
    claim = claim.put(made.sampled)
    names = [v for v in claim.variables if isinstance(v, Symbol)]
    valued = [v for v in names if made.made(v, place) is not None]
    samples = tuple(each.law for each in made.samples)
    laws = (d for d in context.distributions if d.variable not in valued)
    kept = (*(_counted(d, made) for d in laws), *samples)
    using: dict[int, Value] = {}
    written: Sequence[Term] = claim.bodies or claim.variables
    noises = frozenset[str]()
    if frozen is not None:
        kept += frozen.laws
        using |= {value.position: value for value in frozen.using}
        written, noises = [frozen.put(v) for v in claim.variables], frozen.noises
    if supposed:
        noises |= {d.variable.name for d in kept}
    if not (valued or using or claim.bodies) or any(set(valued) & set(d.given) for d in kept):
        return None
    model = replace(context, distributions=kept)
    bodies = [made.spelled(body, place, model, using) for body in written]
    known = [body for body in bodies if body is not None]
    parameters = claim.parameters
    if len(known) != len(bodies) or parameters & _random(claim, kept, made):
        return None
    law = made.joint(known, model, parameters, noises)
    if law is None or not _fit(claim, known) or not _is_under(claim.density, law):
        return None
    own = tuple(d for d in kept if d.variable in law.variables)
    fixed = {s.name for t in _parameters(own) for s in free_symbols(t)}
    said = fixed.union(s.name for t in known for s in free_symbols(t))
    unsaid = {s for s in claim.symbols if s.name not in said}
    if not all(made.values.of(s) for s in unsaid):
        return None
    if not _are_affine(known, law, model):
        return AffineImage((), tuple(using.values()), is_complete=False)  # nothing shows it

    first = claim.means[0]
    template = Question(
        first, EQUAL, first, place, closed=True,
        laws=tuple(d for d in own if d not in samples),
        samples=tuple(d for d in own if d in samples),
        independent=frozenset() if frozen is None else frozen.independent,
    )  # fmt: skip
    random = frozenset(v.name for v in law.variables)
    factors = frozenset[str]().union(*(multipliers(body, random) for body in known))
    questions = tuple(_questions(claim, known, law, template))
    return AffineImage(questions, tuple(using.values()), factors <= parameters | fixed)


def _counted(law: Distribution, made: MadeMoments) -> Distribution:
    """A law whose parameters know how large a sample is: the n of ``N(m, v / n)``."""
    return replace(law, mean=made.sampled(law.mean), covariance=made.sampled(law.covariance))


def _questions(
    claim: ClaimedLaw, bodies: Sequence[Term], law: Named, template: Question
) -> Iterator[tuple[str, Question]]:
    """Whether each mean and each covariance is the one that is claimed."""
    for body, mean in zip(bodies, claim.means, strict=True):
        yield "mean", replace(template, lhs=Expectation(body, law), rhs=mean)
    for i, first in enumerate(bodies):
        for j, second in enumerate(bodies):
            spread = Covariance(first, second, law)
            yield "covariance", replace(template, lhs=spread, rhs=claim.covariance[i][j])


def multipliers(term: Term, variables: frozenset[str]) -> frozenset[str]:
    """Names that stand in a product with one of some variables.

    Of such a name, which may be random itself, a law has to speak, if it is meant as a constant.
    """
    names = {symbol.name for symbol in free_symbols(term)}
    if not names & variables:
        return frozenset()
    inner = frozenset[str]().union(*(multipliers(part, variables) for part in children(term)))
    return inner | (names - variables) if isinstance(term, Product) else inner


def _random(claim: ClaimedLaw, laws: Sequence[Distribution], made: MadeMoments) -> frozenset[str]:
    """Names of random variables: a law with one of them in it is one given that."""
    names = {v.name for v in claim.variables} | {d.variable.name for d in laws}
    return made.random | names


def _are_affine(bodies: Sequence[Term], law: Named, context: Context) -> bool:
    """Whether all terms are affine in all variables together, and made of some."""
    names = frozenset(v.name for v in law.variables)
    return all(degree == 1 for degree in degrees(bodies, names, context))


def _is_under(density: str, law: Named) -> bool:
    """Whether a law is one of a density; noise has its law under every one."""
    return law.name == density or all(is_noise(v.name) for v in law.variables)


def _parameters(laws: Sequence[Distribution]) -> list[Term]:
    return [term for d in laws for term in (d.mean, d.covariance)]


def _fit(claim: ClaimedLaw, bodies: Sequence[Term]) -> bool:
    written = claim.bodies or claim.variables
    try:
        return all(
            shape_of(body) == shape_of(mean) == shape_of(variable)
            for variable, body, mean in zip(written, bodies, claim.means, strict=True)
        )
    except ShapeError:
        return False
