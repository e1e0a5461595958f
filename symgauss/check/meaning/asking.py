"""What the kernel is asked of a step: its sides with values and generic laws put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from symgauss.check.checked import Asked
from symgauss.check.manners.densities import OpaqueDensity, density_of
from symgauss.check.manners.expectations import drawn, has_expectation, random_names
from symgauss.check.manners.stretches import cutting
from symgauss.check.meaning.hidden import shown
from symgauss.check.meaning.matrix_roots import context_with_roots, rooted, with_roots
from symgauss.check.meaning.measuring import Meanings, as_measures
from symgauss.check.meaning.named_moments import names_of_moments, with_moments
from symgauss.check.meaning.positive_functions import as_squares, positive_functions
from symgauss.check.meaning.replacing import replaced
from symgauss.check.meaning.spelled_laws import with_values
from symgauss.check.meaning.stated_means import NormalLaws
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Context, Declaration, Definition, Distribution
from symgauss.kernel.relations import Relation
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Density, Indexed, Named, Symbol, Term, quotient
from symgauss.kernel.traversal import rebuild, subterms

Rewrite = Callable[[Term], Term]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged and at which place of the document."""

    lhs: Term
    relation: Relation
    rhs: Term
    position: int
    closed: bool = False  #: whether nothing but what is stated relates its names
    samples: tuple[Distribution, ...] = ()  #: laws of the vectors of what is drawn
    supposing: Value | None = None  #: what is said of a name elsewhere, to try with
    spelled: tuple[Value, ...] = ()  #: values that are put into the laws
    independent: frozenset[str] = frozenset()  #: names of variables that are so besides
    laws: tuple[Distribution, ...] | None = None  #: those that count, if not all that are stated
    declared: tuple[Declaration, ...] = ()  #: vectors whose entries are counted up to their size


class Asking:
    """Makes the questions about the steps of one document; remembers those of the last step."""

    def __init__(
        self,
        contexts: Callable[[int], Context],
        independent: frozenset[str],
        meanings: Meanings,
    ) -> None:
        self.contexts = contexts  #: what is known at a place
        self.independent = independent
        self.meanings = meanings
        self._step: Question | None = None
        self._asked: dict[object, tuple[tuple[Value, ...], Asked]] = {}
        self._rewrites: dict[object, tuple[tuple[Value, ...], Rewrite | None]] = {}
        self._densities: dict[object, tuple[tuple[Value, ...], bool]] = {}

    def asked(
        self,
        question: Question,
        values: tuple[Value, ...],
        rewrite: Rewrite | None = None,
    ) -> Asked:
        """What the kernel is asked where some values are put in; the same step is asked often."""
        self._remember(question)
        key = (tuple(map(id, values)), rewrite)
        if key not in self._asked:
            self._asked[key] = (values, self._put(question, values, rewrite))
        return self._asked[key][1]

    def generic(self, question: Question, values: tuple[Value, ...]) -> Rewrite | None:
        """How to put generic laws in for densities; ``None`` where there are none."""
        self._remember(question)
        key = tuple(map(id, values))
        if key not in self._rewrites:
            terms = (question.lhs, question.rhs, *(value.term for value in values))
            self._rewrites[key] = (values, as_measures(terms, self.meanings))
        return self._rewrites[key][1]

    def has_density(self, question: Question, values: tuple[Value, ...]) -> bool:
        """Whether an opaque density occurs."""
        self._remember(question)
        key = tuple(map(id, values))
        if key not in self._densities:
            terms = (question.lhs, question.rhs, *(value.term for value in values))
            self._densities[key] = (values, any(map(_has_density, terms)))
        return self._densities[key][1]

    def _remember(self, question: Question) -> None:
        """Forget what was put in for another step."""
        if self._step is not question:
            self._step, self._asked, self._rewrites, self._densities = question, {}, {}, {}

    def _put(
        self,
        question: Question,
        values: tuple[Value, ...],
        rewrite: Rewrite | None,
    ) -> Asked:
        random = random_names(question.lhs, question.rhs)
        changed, lhs, rhs = self._putting(question, values, rewrite)
        definitions = tuple(
            Definition(v.key, changed(v.term))
            for v in values
            if isinstance(v.key, Symbol | Indexed) and v.key.name not in random and _fits(v)
        )
        terms = (lhs, rhs, *(part for d in definitions for part in (d.name, d.value)))
        known = self.contexts(question.position)
        if question.laws is not None:
            known = replace(known, distributions=question.laws)
        if question.spelled:
            laws = (with_values(law, question.spelled) for law in known.distributions)
            known = replace(known, distributions=tuple(law for law in laws if law is not None))
        drawn_vectors = tuple(
            Declaration(d.variable.name, d.variable.shape) for d in question.samples
        )
        if question.declared:
            names = {each.name for each in question.declared}
            kept = tuple(each for each in known.declarations if each.name not in names)
            known = replace(known, declarations=(*kept, *question.declared))
        context = replace(
            known,
            declarations=(
                *_without_namesakes(known.declarations, terms, definitions),
                *drawn_vectors,
            ),
            distributions=(*known.distributions, *question.samples),
            definitions=definitions,
            independent=tuple(sorted(self.independent | question.independent)),
            closed=known.closed or question.closed,
        )
        roots = rooted(terms, context)
        if roots:
            lhs, rhs = with_roots(lhs, roots), with_roots(rhs, roots)
            context = context_with_roots(context, roots)
        return Asked(lhs, question.relation, rhs, context)

    def put_in(
        self,
        question: Question,
        values: tuple[Value, ...],
        rewrite: Rewrite | None = None,
    ) -> Callable[[Term], Term]:
        """What puts values, and laws that nobody states, into a side of a step."""
        return self._putting(question, values, rewrite)[0]

    def _putting(
        self,
        question: Question,
        values: tuple[Value, ...],
        rewrite: Rewrite | None,
    ) -> tuple[Callable[[Term], Term], Term, Term]:
        """As :meth:`put_in`, with both sides, which are large and so are changed once."""
        random = random_names(question.lhs, question.rhs)
        laws = NormalLaws.of([(v.key, v.term) for v in values], self.meanings)
        cut = cutting((question.lhs, question.rhs, *(value.term for value in values)))

        names = names_of_moments(values)
        named_here = {id(moment.value) for moment in names.values()}
        plain = tuple(v for v in values if id(v) not in named_here)

        def changed(term: Term) -> Term:
            term = laws.term(with_moments(replaced(term, plain, random), names))
            if question.spelled:
                term = shown(term, question.spelled) or term
            if cut is not None:
                term = cut(term)
            if rewrite is not None:
                term = rewrite(term) if cut is None else cut(rewrite(term))
            return drawn(term, self.independent) if has_expectation(term) else term

        lhs, rhs = changed(question.lhs), changed(question.rhs)
        positive = positive_functions([lhs, rhs])
        if not positive:
            return changed, lhs, rhs
        squared = as_squares(lhs, positive), as_squares(rhs, positive)
        return (lambda term: as_squares(changed(term), positive)), *squared


def _without_namesakes(
    declarations: tuple[Declaration, ...],
    terms: tuple[Term, ...],
    definitions: tuple[Definition, ...],
) -> tuple[Declaration, ...]:
    """The declarations, but for a number or vector ``x`` where only other vectors ``x_t`` occur.

    So do not numbers that are defined one by one: they are no entries of a vector, which is free.
    """
    one_by_one = {each.name.name for each in definitions if isinstance(each.name, Indexed)}
    used: dict[str, set[Shape]] = {}
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Symbol | Indexed):
                used.setdefault(part.name, set()).add(part.shape)
    others = {
        each.name
        for each in declarations
        if each.shape.is_vector
        and not _has_part(each.shape, used.get(each.name, set()), each.name in one_by_one)
    }
    if not others:
        return declarations
    return tuple(each for each in declarations if each.name not in others)


def _has_part(whole: Shape, used: set[Shape], one_by_one: bool) -> bool:  # noqa: FBT001
    """Whether an array itself is used, or its entries; or nothing of its name."""
    if not used or whole in used:
        return True
    return not one_by_one and all(shape.is_scalar for shape in used)


def _fits(value: Value) -> bool:
    if isinstance(value.key, str):
        return False
    try:
        return shape_of(value.key) == shape_of(value.term)
    except ShapeError:
        return False


def _has_density(term: Term) -> bool:
    return any(density_of(part) is not None for part in subterms(term))


def as_joint(term: Term) -> Term:
    """The term with ``p(x | y)`` as ``p(x, y) / p(y)``, which is what it means."""
    term = rebuild(term, as_joint)
    if isinstance(term, Density) and isinstance(term.law, Named):
        law = term.law  # what holds for every law holds for a stated one, too
        density: OpaqueDensity | None = OpaqueDensity(law.name, law.variables, law.given)
    else:
        density = density_of(term)
    if density is None:
        return term
    letter, given = density.letter, density.given
    joint = _joint(letter, (*density.variables, *given))
    return quotient(joint, _joint(letter, given)) if given else joint


def _joint(letter: str, variables: tuple[Term, ...]) -> Term:
    return OpaqueDensity(letter, tuple(sorted(dict.fromkeys(variables), key=_order))).term


def _order(term: Term) -> tuple[str, str]:
    """Names first: the text of a whole term is long."""
    if isinstance(term, Symbol):
        return term.name, ""
    return (term.name if isinstance(term, Indexed) else "", str(term))
