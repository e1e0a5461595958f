"""Quotients with one divisor: one over it is computed once, and the quotients are products.

A division of scalars takes as long as four to eight products, in vectors as in single numbers.  A
product with the reciprocal costs another half an ulp.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from symgauss.export.lowering import rules
from symgauss.export.lowering.rules import carries_out
from symgauss.export.operations import Binary, Combine, Number, Ref, renumbered
from symgauss.export.program import Instruction, Program
from symgauss.export.validity import infer
from symgauss.kernel.terms import Rational

ONE = Number(Rational(1))


@carries_out(rules.SHARED_DIVISOR)
def with_reciprocals(program: Program) -> Program:
    """The program with one division by each scalar that it divides by more than once."""
    divisors = Counter(
        i.operation.right
        for i in program.instructions
        if isinstance(i.operation, Combine) and i.operation.function is Binary.DIVIDE
    )
    shared = {
        ref
        for ref, count in divisors.items()
        if count > 1 and not program.type_of(ref).plain and not program.type_of(ref).rank
    }
    if not shared:
        return program
    found = [Instruction(ONE, infer(ONE, []))]
    place: dict[Ref, Ref] = {}
    inverse: dict[Ref, Ref] = {}
    for ref, instruction in enumerate(program.instructions):
        own = renumbered(instruction.operation, place)
        if isinstance(instruction.operation, Combine) and isinstance(own, Combine):
            divisor = instruction.operation.right
            if own.function is Binary.DIVIDE and divisor in shared:
                own = Combine(Binary.MULTIPLY, own.left, inverse[divisor])
        found.append(replace(instruction, operation=own))
        place[ref] = len(found) - 1
        if ref in shared:
            division = Combine(Binary.DIVIDE, 0, place[ref])
            found.append(Instruction(division, infer(division, [i.type for i in found])))
            inverse[ref] = len(found) - 1
    outputs = tuple(replace(output, ref=place[output.ref]) for output in program.outputs)
    return replace(program, instructions=tuple(found), outputs=outputs)
