"""Joseph's form by products of low rank, and congruences whose half is known.

What a gain ``K`` and an observation ``H`` leave of a covariance ``P`` is
``(I - K H) P (I - K H)^T + K R K^T``.  With fewer observations than states the products with
``I - K H`` are by far the most work of a filter's step, and ``H P`` is known from the gain::

    M = P - K (H P)
    M - (M H^T) K^T + (K R) K^T

As in the plain form, what ``M`` has lost to rounding is multiplied by ``(I - K H)^T``.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.export.builder import ONE, Builder
from symgauss.export.lowering import rules
from symgauss.export.lowering.rules import carries_out
from symgauss.export.operations import (
    AddDiagonal,
    Apply,
    Binary,
    Combine,
    Congruence,
    Input,
    MatMul,
    Ref,
    Symmetrize,
    Unary,
    operands,
    renumbered,
)
from symgauss.export.program import Program, pruned


def with_low_rank(program: Program) -> Program:
    """The program with the products of low rank, and without what they make idle."""
    if not any(isinstance(i.operation, Congruence) for i in program.instructions):
        return program
    build = Builder()
    arguments = {argument.name: argument for argument in program.arguments}
    halves = {i.operation for i in program.instructions if isinstance(i.operation, MatMul)}
    place: dict[Ref, Ref] = {}
    for ref, instruction in enumerate(program.instructions):
        operation = instruction.operation
        if isinstance(operation, Input):
            place[ref] = build.argument(arguments[operation.name])
            continue
        own = {old: place[old] for old in operands(operation)}
        found = _joseph(build, program, ref, place)
        if found is None and isinstance(operation, Congruence):
            half = MatMul(operation.matrix, operation.middle)
            if half in halves:
                known = build.make(MatMul(own[half.left], own[half.right]))
                turned = build.transpose(own[half.left])
                found = build.make(Symmetrize(build.make(MatMul(known, turned))))
        place[ref] = build.make(renumbered(operation, own)) if found is None else found
        build.describe(place[ref], name=instruction.name, means=instruction.means)
    outputs = tuple(replace(output, ref=place[output.ref]) for output in program.outputs)
    made = Program(program.name, program.arguments, tuple(build.instructions), outputs)
    return pruned(made)


@carries_out(rules.LOW_RANK)
def _joseph(build: Builder, program: Program, ref: Ref, place: dict[Ref, Ref]) -> Ref | None:
    """``(I - K H) P (I - K H)^T + K R K^T``, where an instruction computes that."""
    total = program.instructions[ref].operation
    if not isinstance(total, Combine) or total.function is not Binary.ADD:
        return None
    for left, right in ((total.left, total.right), (total.right, total.left)):
        rest, noise = (program.instructions[side].operation for side in (left, right))
        if not isinstance(rest, Congruence) or not isinstance(noise, Congruence):
            continue
        seen = _complement(program, rest.matrix)
        if seen is None or seen.left != noise.matrix:
            continue
        shape = program.type_of(seen.right).shape
        if shape.rows == shape.columns:
            return None
        K, H, P, R = (place[r] for r in (seen.left, seen.right, rest.middle, noise.middle))
        turned = build.transpose(K)
        M = build.subtract(P, build.make(MatMul(K, build.make(MatMul(H, P)))))
        seen_of_M = build.make(MatMul(build.make(MatMul(M, build.transpose(H))), turned))
        noise_of_K = build.make(MatMul(build.make(MatMul(K, R)), turned))
        # not M - (M H^T - K R) K^T: the bracket is zero but for rounding, so that no comparison of
        # values would tell its sign
        return build.make(Symmetrize(build.add(build.subtract(M, seen_of_M), noise_of_K)))
    return None


def _complement(program: Program, ref: Ref) -> MatMul | None:
    """The ``K H`` of ``I - K H``."""
    match program.instructions[ref].operation:
        case AddDiagonal(matrix, diagonal) if program.instructions[diagonal].operation == ONE:
            match program.instructions[matrix].operation:
                case Apply(Unary.NEGATE, inner):
                    product = program.instructions[inner].operation
                    return product if isinstance(product, MatMul) else None
    return None
