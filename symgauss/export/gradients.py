"""Gradients of exported scalars: found by matrix calculus, judged by the kernel, then lowered.

By a symmetric matrix the gradient is the symmetric ``G`` with ``df = sum(G * dS)`` for symmetric
``dS``: the entries count as independent, and the result is symmetrised.  By a matrix that is given
by its diagonal it is the gradient by the diagonal.  By a family it has the shape of the family.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symgauss.derivation.derivation import Result
from symgauss.errors import NoValueError
from symgauss.export.closed import closed_form
from symgauss.export.differentials import HALF, fresh_index, gradient, product, separated
from symgauss.export.directions import Slope, along_a_line, depend
from symgauss.export.lowering import Lowering
from symgauss.export.lowering.dimensions import with_dimensions
from symgauss.export.lowering.facts import Facts
from symgauss.export.lowering.values import dense, diagonal_vector
from symgauss.export.numbers import literal
from symgauss.export.operations import Number, Operation, Ref, Spread
from symgauss.export.planning import Function, counted
from symgauss.export.program import Argument, Output, Program, pruned
from symgauss.export.validation.comparing import validated
from symgauss.export.validity import InvalidProgramError, check
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Block,
    Derivative,
    Gradient,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.notation.unicode import print_term

SECONDS = 30.0  #: for the judgement of one gradient
SEEDS = range(1, 6)  #: others where the sizes that are drawn make too many entries


WEIGHT = "w_w"  #: a family that no document has


class ConstantError(NoValueError):
    """A gradient that needs no function: it is the same whatever the arguments are."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The gradient by one argument (by one member of a family), as the chain rule finds it."""

    argument: Argument
    variable: Variable
    index: Symbol | None
    claim: Term
    value: Term


@dataclass(frozen=True, slots=True)
class Judged(Claim):
    """A gradient with the verdict of the kernel."""

    verdict: Verdict


def _weighted(term: Term, variable: Variable, index: Symbol, last: Term) -> Term:
    """The sum of all members with weights ``w_j``: where two agree for all, all members do."""
    inner: Term = Product((Transpose(Indexed(WEIGHT, (index,), variable.shape)), term))
    return IndexedSum(inner if variable.shape.is_vector else Trace(inner), index, Rational(1), last)


def _last(body: Term, family: Indexed) -> Term:
    """The last member of a family, which all sums over it have in common."""
    found = {
        part.upper
        for part in subterms(body)
        if isinstance(part, IndexedSum | IndexedProduct)
        and replace(family, indices=(part.index,)) in free_symbols(part.body)
    }
    if len(found) != 1:
        raise NoValueError(f"the sums over {family.name} end in different members")
    return found.pop()


def with_gradients(functions: Sequence[Function]) -> list[Function]:
    """Each function with those of the gradients of its scalars behind it, or with a note why not.

    The gradient of ``kl`` is called ``kl_gradient``; of several results, that of the mean is called
    ``moments_mean_gradient``.
    """
    names = {function.name for function in functions}
    found: list[Function] = []
    for function in functions:
        made: list[Function] = []
        notes: list[str] = []
        for output in scalars_of(function):
            if gradient_name(function, output) in names:
                continue
            of = f" of {output.name}" if len(function.program.outputs) > 1 else ""
            try:
                made.append(validated(gradient_of(function, output)))
            except ConstantError as error:
                notes.append(f"The gradient{of} is {error.message}.")
            except NoValueError as error:
                notes.append(f"No gradient{of}: {error.message}.")
        found.append(replace(function, note=" ".join(notes)) if notes else function)
        found += made
    return found


def scalars_of(function: Function) -> list[Output]:
    """The results that are scalars; the factor of an identity matrix is one of them."""
    program = function.program
    return [output for output in program.outputs if not program.type_of(output.ref).axes]


def gradient_name(function: Function, output: Output) -> str:
    """The name of the function of the gradients of one result."""
    words = [function.name, output.name] if len(function.program.outputs) > 1 else [function.name]
    return "_".join([*words, "gradient"])


def gradient_of(function: Function, output: Output) -> Function:
    """The function of all gradients of a result; ``NoValueError`` says why there is none.

    By the arguments that the result depends on.
    """
    body = closed_form(function, output)
    if output.kind == "isotropic":
        body = _factor_of_identity(body)
    own = {argument.symbol for argument in function.program.arguments}
    context = _without_blocks(function.context, own)
    free = _without_values(context, own)
    if depend(map(_variable, _moving(body, function.program)), context):
        context = free  # a derivative by one of them would count how the other moves
    try:
        return _made(function, output, body, context)
    except NoValueError:
        if context == free:
            raise
        return _made(function, output, body, free)


def _moving(body: Term, program: Program) -> list[Argument]:
    """The arguments that a term depends on."""
    names = {symbol.name for symbol in free_symbols(body)}
    return [a for a in program.arguments if getattr(a.symbol, "name", "") in names]


def _variable(argument: Argument) -> Variable:
    assert isinstance(argument.symbol, Symbol | Indexed)  # noqa: S101 - what arguments are
    return argument.symbol


def _factor_of_identity(term: Term) -> Term:
    """The ``s`` of ``s I``."""
    scalars, word = separated((term,))
    if not word or not all(isinstance(matrix, Identity) for matrix in word):
        raise NoValueError("the identity matrix does not stand in its formula")
    return product(*scalars)


def _without_blocks(context: Context, own: set[Term]) -> Context:
    """The context without matrices of blocks of which only some are arguments."""
    kept = (
        d
        for d in context.definitions
        if not isinstance(d.value, Block) or free_symbols(d.value) <= own
    )
    return replace(context, definitions=tuple(kept))


def _without_values(context: Context, own: set[Term]) -> Context:
    """The context without what defines arguments, such as ``x := mu + sigma u``.

    There an argument does not move with those that it is defined by.
    """
    return replace(context, definitions=tuple(d for d in context.definitions if d.name not in own))


def _made(function: Function, output: Output, body: Term, context: Context) -> Function:
    """The function of all gradients, judged in a context."""
    program = function.program
    facts = Facts(context, {})
    moving = _moving(body, program)
    if not moving:
        raise ConstantError("zero: it depends on no argument")
    claims = [_claim(body, argument, facts) for argument in moving]
    judged = _judged_together(body, claims, facts) or [_judged(body, c, facts) for c in claims]
    lowering = Lowering(context, {}, {}, counted((body,), {}, context))
    try:
        refs = [_lowered(lowering, each) for each in judged]
    except InvalidProgramError as error:
        raise NoValueError(f"{error}") from None
    build = lowering.build
    if all(build.type(ref).plain for ref in refs):
        values = [_told(build.instructions[ref].operation) for ref in refs]
        told = (f"{v} by {j.argument.name}" for v, j in zip(values, judged, strict=True))
        raise ConstantError(f"constant: {', '.join(told)}")
    outputs = tuple(
        Output(j.argument.name, ref, _symmetric(j, facts), _kind(j.argument), j.index)
        for j, ref in zip(judged, refs, strict=True)
    )
    made = {argument.name: argument for argument in build.arguments}
    arguments = tuple(made[a.name] for a in program.arguments if a.name in made)
    name = gradient_name(function, output)
    found = pruned(with_dimensions(Program(name, arguments, tuple(build.instructions), outputs)))
    check(found)
    first, meant = judged[0], output.term
    if output.kind == "isotropic" or not free_symbols(meant) <= free_symbols(body):
        meant = body
    result = Result(None, EQUAL, None, _slope(meant, first.variable), first.value, first.verdict)
    return Function(found, result, context, purpose=_purpose(function, output))


def _told(operation: Operation) -> str:
    """A number, or a function of sizes, for a docstring."""
    if not isinstance(operation, Number):
        return "a function of the sizes"
    term = operation.term
    return print_term(term) if isinstance(term, Rational) else literal(term)


def _purpose(function: Function, output: Output) -> str:
    """What it computes, where a function has several results."""
    if len(function.program.outputs) == 1:
        return ""
    return f"The derivatives of the {output.name} of {function.name} by its arguments."


def _claim(body: Term, argument: Argument, facts: Facts) -> Claim:
    """The gradient by one argument, not judged yet."""
    variable, index = _variable(argument), None
    if isinstance(variable, Indexed):
        index = fresh_index(body)
        variable = replace(variable, indices=(index,))
    claim, value = _slope(body, variable), gradient(body, variable, facts)
    return Claim(argument, variable, index, claim, value)


def _judged_together(body: Term, claims: Sequence[Claim], facts: Facts) -> list[Judged] | None:
    """All gradients with one verdict; ``None`` where that does not say that they hold."""
    slopes = [Slope(c.variable, c.value, _last_of(body, c)) for c in claims]
    line = along_a_line(body, slopes, facts.context)
    if line is None:
        return None
    verdict = _verdict(line.left, line.right, line.context)
    if verdict.answer is not Answer.HOLDS:
        return None
    return [Judged(c.argument, c.variable, c.index, c.claim, c.value, verdict) for c in claims]


def _judged(body: Term, made: Claim, facts: Facts) -> Judged:
    """The gradient by one argument, which holds."""
    argument, variable, index = made.argument, made.variable, made.index
    left, right, last = made.claim, made.value, _last_of(body, made)
    if index is not None and last is not None:
        left, right = (_weighted(term, variable, index, last) for term in (left, right))
    verdict = _verdict(left, right, facts.context)
    if verdict.answer is Answer.HOLDS:
        return Judged(argument, variable, index, made.claim, made.value, verdict)
    what = f"by {argument.name} the kernel says {verdict.answer}"
    raise NoValueError(f"{what} {verdict.detail}".rstrip())


def _last_of(body: Term, claim: Claim) -> Term | None:
    """The last member of a family; of what is no family nothing."""
    symbol = claim.argument.symbol
    return _last(body, symbol) if isinstance(symbol, Indexed) else None


def _verdict(left: Term, right: Term, context: Context) -> Verdict:
    """The kernel's verdict on two sides."""
    for seed in SEEDS:
        verdict = judge(left, EQUAL, right, context, seed=seed, readable=False, seconds=SECONDS)
        if verdict.reason is not Reason.RESOURCE_LIMIT:
            break
    return verdict


def _slope(body: Term, variable: Variable) -> Term:
    """The derivative as a term."""
    scalar = variable.shape == SCALAR
    return Derivative(body, variable) if scalar else Gradient(body, variable)


def _kind(argument: Argument) -> str:
    return "gradient, diagonal" if argument.diagonal else "gradient"


def _is_symmetric(argument: Argument, facts: Facts) -> bool:
    return argument.type.rank == 2 and facts.symmetric(argument.symbol)


def _symmetric(judged: Judged, facts: Facts) -> Term:
    """What is returned: the claim, symmetrised where the argument is symmetric."""
    if not _is_symmetric(judged.argument, facts):
        return judged.claim
    return Product((HALF, Sum((judged.claim, Transpose(judged.claim)))))


def _lowered(lowering: Lowering, judged: Judged) -> Ref:
    """The instruction for one gradient, with all entries that the argument has."""
    build, over = lowering.build, judged.argument.type.over
    if judged.index is None:
        return _entries(lowering, judged)
    (count,) = over
    with lowering.running(judged.index, count):
        ref = _entries(lowering, judged)
    return ref if build.type(ref).over else build.make(Spread(ref, count))


def _entries(lowering: Lowering, judged: Judged) -> Ref:
    """As :func:`_lowered`, of one member."""
    build, argument = lowering.build, judged.argument
    value = lowering.value(judged.value)
    if argument.diagonal:
        return diagonal_vector(build, value)
    ref = dense(build, value)
    if _is_symmetric(argument, lowering.facts) and not build.type(ref).structure.symmetric:
        total = build.add(ref, build.transpose(ref))
        ref = build.multiply(build.make(Number(HALF)), total)
    build.describe(ref, means=judged.value)
    return ref
