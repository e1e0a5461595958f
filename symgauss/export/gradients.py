"""Gradients of exported scalars: found by matrix calculus, judged by the kernel, then lowered.

By a symmetric matrix the gradient is the symmetric ``G`` with ``df = sum(G * dS)`` for symmetric
``dS``: the entries count as independent, and the result is symmetrised.  By a matrix that is given
by its diagonal it is the gradient by the diagonal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symgauss.derivation.derivation import Result
from symgauss.errors import NoValueError
from symgauss.export.closed import closed_form
from symgauss.export.differentials import HALF, gradient
from symgauss.export.lowering import Lowering
from symgauss.export.lowering.facts import Facts
from symgauss.export.lowering.values import dense, diagonal_vector
from symgauss.export.operations import Number, Ref
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
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer, Reason, Verdict

SECONDS = 5.0  #: for the judgement of one gradient
SEEDS = range(1, 6)  #: others where the sizes that are drawn make too many entries


@dataclass(frozen=True, slots=True)
class Judged:
    """The gradient by one argument, with the verdict of the kernel."""

    argument: Argument
    claim: Term
    value: Term
    verdict: Verdict


def has_gradient(function: Function) -> bool:
    """Whether a function is one scalar, which the factor of an identity matrix is not."""
    outputs = function.program.outputs
    if len(outputs) != 1 or outputs[0].kind == "isotropic":
        return False
    return not function.program.type_of(outputs[0].ref).axes


def with_gradients(functions: Sequence[Function]) -> list[Function]:
    """Each scalar function with that of its gradients behind it, or with a note why there is none.

    The gradient of ``kl`` is called ``kl_gradient``.
    """
    names = {function.name for function in functions}
    found: list[Function] = []
    for function in functions:
        found.append(function)
        if not has_gradient(function) or f"{function.name}_gradient" in names:
            continue
        try:
            found.append(validated(gradient_of(function)))
        except NoValueError as error:
            found[-1] = replace(function, note=f"No gradient: {error.message}.")
    return found


def gradient_of(function: Function) -> Function:
    """The function of all gradients; ``NoValueError`` says why there is none."""
    body = closed_form(function, function.program.outputs[0])
    own = {argument.symbol for argument in function.program.arguments}
    context = _without_blocks(function.context, own)
    free = _without_values(context, own)
    try:
        return _made(function, body, context)
    except NoValueError:
        if context == free:
            raise
        return _made(function, body, free)


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


def _made(function: Function, body: Term, context: Context) -> Function:
    """The function of all gradients, judged in a context."""
    program = function.program
    facts = Facts(context, {})
    judged = [_judged(body, argument, facts) for argument in program.arguments]
    lowering = Lowering(context, {}, {}, counted((body,), {}, context))
    try:
        refs = [_lowered(lowering, each) for each in judged]
    except InvalidProgramError as error:
        raise NoValueError(f"{error}") from None
    build = lowering.build
    if any(build.type(ref).plain for ref in refs):
        raise NoValueError("it is constant")
    outputs = tuple(
        Output(j.argument.name, ref, _symmetric(j, facts), _kind(j.argument))
        for j, ref in zip(judged, refs, strict=True)
    )
    made = {argument.name: argument for argument in build.arguments}
    arguments = tuple(made[a.name] for a in program.arguments if a.name in made)
    found = pruned(
        Program(f"{program.name}_gradient", arguments, tuple(build.instructions), outputs)
    )
    check(found)
    first, meant = judged[0], program.outputs[0].term
    if not free_symbols(meant) <= free_symbols(body):
        meant = body
    claim = _slope(meant, first.argument.symbol)
    result = Result(None, EQUAL, None, claim, first.value, first.verdict)
    return Function(found, result, context)


def _judged(body: Term, argument: Argument, facts: Facts) -> Judged:
    """The gradient by one argument, which holds."""
    symbol, context = argument.symbol, facts.context
    if not isinstance(symbol, Symbol):
        raise NoValueError(f"{argument.name} is a family")
    claim, value = _slope(body, symbol), gradient(body, symbol, facts)
    for seed in SEEDS:
        verdict = judge(claim, EQUAL, value, context, seed=seed, readable=False, seconds=SECONDS)
        if verdict.answer is Answer.HOLDS:
            return Judged(argument, claim, value, verdict)
        if verdict.reason is not Reason.RESOURCE_LIMIT:
            break
    what = f"by {argument.name} the kernel says {verdict.answer}"
    raise NoValueError(f"{what} {verdict.detail}".rstrip())


def _slope(body: Term, symbol: Term) -> Term:
    """The derivative as a term."""
    assert isinstance(symbol, Symbol)  # noqa: S101 - families were refused
    scalar = symbol.shape == SCALAR
    return Derivative(body, symbol) if scalar else Gradient(body, symbol)


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
