"""Choosing arguments and forms, and lowering each function to a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from symgauss.derivation.derivation import Derivation, Result
from symgauss.errors import NoValueError
from symgauss.export.cost import cost
from symgauss.export.equalities import Equalities
from symgauss.export.goals import Goal, Wanted, goals_of
from symgauss.export.identifiers import Names, identifier, of_slug
from symgauss.export.lowering import Lowering
from symgauss.export.lowering.dimensions import with_dimensions
from symgauss.export.lowering.gains import with_low_rank
from symgauss.export.lowering.quotients import with_reciprocals
from symgauss.export.lowering.solves import with_shared_solves
from symgauss.export.lowering.values import Diagonal, Isotropic
from symgauss.export.operations import Input, Number
from symgauss.export.program import Argument, Output, Program, pruned
from symgauss.export.validity import check
from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import ShapeError
from symgauss.kernel.terms import (
    MINUS_ONE,
    Covariance,
    Density,
    Dimension,
    Expectation,
    Indexed,
    IndexedProduct,
    IndexedSum,
    KullbackLeibler,
    Named,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.terms import Function as Logarithm
from symgauss.kernel.traversal import free_symbols, node_count, subterms
from symgauss.notation.unicode import print_formula

MOST_COMBINATIONS = 24
MOST_FORMS = 3  #: of one term, the cheapest ones
LARGEST_FORM = 400  #: nodes
LONGEST_WORD = 32  #: of a name that says what sets a function apart

Name = Symbol | Indexed


@dataclass(frozen=True, slots=True)
class Function:
    """A program with the equation of the derivation that it computes one side of.

    ``note`` is a sentence for who reads the function.
    """

    program: Program
    result: Result
    context: Context
    note: str = ""
    purpose: str = ""  #: what it computes, where that is not one side of the equation

    @property
    def name(self) -> str:
        """The identifier of the function."""
        return self.program.name

    @property
    def formula(self) -> str:
        """The equation as one line of text."""
        return print_formula(self.result.lhs_term, self.result.relation, self.result.rhs_term)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the names of one goal are used: which are computed, and which are complements."""

    unfold: Mapping[Name, Term]
    complements: Mapping[Name, Name]
    counts: frozenset[str]


def plan(derivation: Derivation) -> tuple[Function, ...]:
    """The functions of a derivation, the main one first.

    :class:`NoValueError` where no result has a numeric value; the message says why the first has
    none.
    """
    equalities = Equalities(derivation)
    names = Names()
    made: list[Function] = []
    seen: set[object] = set()
    refused: list[NoValueError] = []
    for goal in goals_of(derivation):
        try:
            program = _program(goal, derivation, equalities)
        except NoValueError as error:
            refused.append(error)
            continue
        key = (program.instructions, tuple((o.name, o.ref) for o in program.outputs))
        if key in seen or _is_trivial(program) or _is_repeated(goal, program, made):
            continue
        seen.add(key)
        word = names.fresh(_word(goal, program, made))
        made.append(Function(replace(program, name=word), goal.result, derivation.context))
    if not made:
        what = derivation.slug or derivation.title
        why = f": {refused[0].message}" if refused else ""
        raise NoValueError(f"{what}: no result has a numeric value{why}")
    return tuple(made)


def _word(goal: Goal, program: Program, made: Sequence[Function]) -> str:
    """What a function is called: by its kind; a further one also by what sets it apart.

    That is the law that it is about (``moments_of_x_given_y``), or else what it takes that the
    first one does not take: by letters (``moments_from_Lambda``), or by names where that is taken.
    """
    taken = {function.name for function in made}
    first = next((function for function in made if function.name == goal.name), None)
    if first is None:
        return goal.name
    lhs = goal.result.lhs_term
    about = _about(lhs) if lhs != first.result.lhs_term else []
    if about:
        choices = [about]
    else:
        known = {argument.name for argument in first.program.arguments}
        own = [argument.name for argument in program.arguments]
        news = [name for name in own if name not in known] or own
        letters = dict.fromkeys(name.rstrip("_0123456789") for name in news)
        choices = [["from", *letters], ["from", *news]]
    words = ["_".join([goal.name, *choice]) for choice in choices]
    fitting = (word for word in words if len(word) <= LONGEST_WORD and word not in taken)
    return next(fitting, goal.name)


def _about(lhs: Term) -> list[str]:
    """``of_x_given_y``, for a law or moments of variables; nothing for anything else."""
    match lhs:
        case Density(law):
            about: tuple[Term, ...] = law.variables
        case Expectation(body, law):
            about = (body,)
        case Covariance(left, right, law):
            about = (left,) if left == right else (left, right)
        case _:
            return []
    names = [identifier(each.name) for each in about if isinstance(each, Symbol | Indexed)]
    if len(names) < len(about):
        return []
    given = [identifier(each.name) for each in law.given] if isinstance(law, Named) else []
    return ["of", *names, *(["given", *given] if given else [])]


def _is_trivial(program: Program) -> bool:
    """Whether every result is an argument or a number as it stands."""
    return all(
        isinstance(program.instructions[o.ref].operation, Input | Number) for o in program.outputs
    )


def _is_repeated(goal: Goal, program: Program, made: Sequence[Function]) -> bool:
    """Whether the same left side is computed from the same arguments already."""
    arguments = {a.name for a in program.arguments}
    return any(
        other.result.lhs_term == goal.result.lhs_term
        and {a.name for a in other.program.arguments} == arguments
        and [o.name for o in other.program.outputs] == [o.name for o in program.outputs]
        for other in made
    )


# --- arguments ---------------------------------------------------------------------------------


def plan_names(terms: Sequence[Term], goal: Goal, derivation: Derivation) -> Plan:
    """Which names are computed from their definitions, and which are arguments.

    A name that a result is about is computed, so is one whose definition asks for no further
    argument.  Random variables are arguments.  Of ``b := 1 - a`` the argument is ``b``.
    """
    context = derivation.context
    definitions = {
        d.name: d.value for d in context.definitions if isinstance(d.name, Symbol | Indexed)
    }
    results = {r.lhs_term for r in derivation.results}
    wanted = {w.term for w in goal.outputs}
    kept = set(goal.variables) - wanted
    found: set[Name] = set()
    for term in terms:
        found |= free_symbols(term)
    unfold: dict[Name, Term] = {}
    complements: dict[Name, Name] = {}
    changed = True
    while changed:
        changed = False
        for name in sorted(found - set(unfold), key=lambda n: n.name):
            value = definitions.get(name)
            if value is None or name in kept:
                continue
            other = complement(value)
            if other is not None and other in found and name not in results:
                complements[other] = name
                continue
            inside = set(free_symbols(value))
            if name in results or name in wanted or inside <= found:
                unfold[name] = value
                found |= inside
                changed = True
    return Plan(unfold, complements, counted(terms, unfold, context))


def complement(value: Term) -> Name | None:
    """The ``a`` of ``1 - a``."""
    match value:
        case Sum((Rational(1, 1), Product((first, Symbol() | Indexed() as name)))):
            return name if first == MINUS_ONE else None
        case _:
            return None


def counted(terms: Sequence[Term], unfold: Mapping[Name, Term], context: Context) -> frozenset[str]:
    """Integers that are the number of members of a family, and so no arguments."""
    found: set[str] = set()
    for term in (*terms, *unfold.values()):
        for part in subterms(term):
            if isinstance(part, IndexedSum | IndexedProduct) and isinstance(part.upper, Symbol):
                found.add(part.upper.name)
            if isinstance(part, Dimension):
                found |= part.size.dimensions
    return frozenset(n for n in found if Property.INTEGER in context.properties(n) or n)


# --- forms -------------------------------------------------------------------------------------


def _program(goal: Goal, derivation: Derivation, equalities: Equalities) -> Program:
    """The cheapest program among the forms of the outputs and of the names that are computed."""
    first = [_main_form(w, goal) for w in goal.outputs]
    plan_ = plan_names(first, goal, derivation)
    allowed = _arguments(first, plan_)
    choices = [_forms(w, goal, equalities, plan_, allowed, derivation) for w in goal.outputs]
    results = {r.lhs_term for r in derivation.results}
    named = {
        name: _forms(Wanted("", name), goal, equalities, plan_, allowed, derivation)
        for name in plan_.unfold
        if len(equalities.forms(name)) > 2 and name in results
    }
    best: tuple[float, Program] | None = None
    refused: NoValueError | None = None
    for chosen in islice(_combinations(choices, named), MOST_COMBINATIONS):
        terms, values = chosen
        try:
            program = _lowered(
                goal, terms, replace(plan_, unfold={**plan_.unfold, **values}), derivation
            )
        except NoValueError as error:
            refused = refused or error
            continue
        price = cost(program)
        if best is None or price < best[0]:
            best = price, program
    if best is None:
        raise refused or NoValueError("no form of the result is exported")
    return best[1]


def _combinations(
    choices: Sequence[Sequence[Term]], named: Mapping[Name, Sequence[Term]]
) -> Iterator[tuple[tuple[Term, ...], dict[Name, Term]]]:
    for terms in product(*choices):
        for values in product(*named.values()):
            yield terms, dict(zip(named, values, strict=True))


def _main_form(wanted: Wanted, goal: Goal) -> Term:
    """The form that says what the arguments are."""
    result = goal.result
    if wanted.term != result.lhs_term or isinstance(wanted.term, Symbol):
        return wanted.term
    own, other = free_symbols(result.lhs_term), free_symbols(result.rhs_term)
    return result.lhs_term if own - other and is_plain(result.lhs_term) else result.rhs_term


def is_plain(term: Term) -> bool:
    """Whether a term is made of algebra and functions, and of no notion such as a law."""
    return not any(
        type(part).__name__
        in {
            "Density",
            "Expectation",
            "Covariance",
            "Entropy",
            "CrossEntropy",
            "KullbackLeibler",
            "MutualInformation",
            "Integral",
            "Derivative",
            "Gradient",
            "Hessian",
        }
        for part in subterms(term)
    )


def _arguments(terms: Sequence[Term], plan_: Plan) -> frozenset[Name]:
    found: set[Name] = set()
    for term in (*terms, *plan_.unfold.values()):
        found |= free_symbols(term)
    return frozenset(found)


def _forms(  # noqa: PLR0917 - one choice
    wanted: Wanted,
    goal: Goal,
    equalities: Equalities,
    plan_: Plan,
    allowed: frozenset[Name],
    derivation: Derivation,
) -> list[Term]:
    """Forms of one output over the same arguments: divergences as such, else the cheapest ones."""
    main = _main_form(wanted, goal)
    if isinstance(wanted.term, Symbol) and wanted.name and wanted.term in plan_.unfold:
        return [wanted.term]  # its forms are those of the name
    candidates = [main, *equalities.forms(wanted.term)]
    if wanted.log:
        candidates = [main]
    priced: list[tuple[float, int, Term]] = []
    for place, term in enumerate(dict.fromkeys(candidates)):
        if term == wanted.term and isinstance(term, Symbol):
            continue
        # the variable of a divergence is bound: what it needs shows in its arguments
        known = _is_divergence(term) or free_symbols(term) <= allowed
        if node_count(term) > LARGEST_FORM or not known:
            continue
        others = {n: v for n, v in plan_.unfold.items() if n != wanted.term}
        try:
            trial = _lowered(goal, (term,), replace(plan_, unfold=others), derivation, (wanted,))
        except (NoValueError, ShapeError):
            continue
        if any(a.symbol == wanted.term for a in trial.arguments):
            continue
        if _is_divergence(term) and {a.symbol for a in trial.arguments} <= allowed:
            return [term]
        priced.append((cost(trial), place, term))
    found = [term for _, _, term in sorted(priced, key=lambda p: p[:2])][:MOST_FORMS]
    if not found and isinstance(main, Symbol | Indexed):
        return [plan_.unfold.get(main, main)]
    return found or [main]


def _is_divergence(term: Term) -> bool:
    return isinstance(term, KullbackLeibler) or (
        isinstance(term, IndexedSum) and isinstance(term.body, KullbackLeibler)
    )


# --- programs ----------------------------------------------------------------------------------


def _lowered(
    goal: Goal,
    terms: Sequence[Term],
    plan_: Plan,
    derivation: Derivation,
    outputs: Sequence[Wanted] | None = None,
) -> Program:
    """The program of one choice of forms."""
    lowering = Lowering(derivation.context, plan_.unfold, plan_.complements, plan_.counts)
    results: list[Output] = []
    for wanted, term in zip(outputs or goal.outputs, terms, strict=True):
        value = lowering.log_of(term) if wanted.log else lowering.value(term)
        if wanted.name == "covariance" and not isinstance(wanted.term, Covariance):
            value = lowering.symmetrised(value)
        name, kind = wanted.name or "value", "value"
        if isinstance(value, Isotropic):
            name, kind = {"covariance": "variance"}.get(name, name), "isotropic"
            value = value.scale
        elif isinstance(value, Diagonal):
            name, kind = {"covariance": "variances"}.get(name, name), "diagonal"
            value = value.vector
        meant = Logarithm("log", wanted.term) if wanted.log else wanted.term
        results.append(Output(name, value, meant, kind))
    build = lowering.build
    program = Program(
        of_slug(goal.name), tuple(build.arguments), tuple(build.instructions), tuple(results)
    )
    program = pruned(replace(program, arguments=_ordered(program.arguments, goal, derivation)))
    program = with_dimensions(program)
    program = with_reciprocals(with_shared_solves(with_low_rank(program)))
    check(program)
    return program


def _ordered(
    arguments: Sequence[Argument], goal: Goal, derivation: Derivation
) -> tuple[Argument, ...]:
    """Variables first, then what the left side names in its order, then as declared."""
    order: dict[str, int] = {}
    for variable in goal.variables if not goal.lead else ():
        order.setdefault(variable.name, len(order))
    for lead in goal.lead:
        for name in _written(lead):
            order.setdefault(name, len(order))
    for declaration in derivation.context.declarations:
        order.setdefault(declaration.name, len(order))
    places = {a: order.get(getattr(a.symbol, "name", ""), len(order)) for a in arguments}
    return tuple(sorted(arguments, key=lambda a: places[a]))


def _written(term: Term) -> Iterator[str]:
    """Names in the order in which they are written."""
    for part in subterms(term):
        if isinstance(part, Symbol | Indexed):
            yield part.name
