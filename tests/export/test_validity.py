from __future__ import annotations

from dataclasses import replace

import pytest
from export.modules import module

from symgauss.export.operations import (
    Binary,
    Cholesky,
    Combine,
    MatMul,
    SolveLower,
    operands,
    renumbered,
)
from symgauss.export.program import Instruction, Program, Structure
from symgauss.export.validity import InvalidProgramError, check


@pytest.fixture(scope="module")
def program() -> Program:
    return module("mvn-kl").main.program


def changed(program: Program, place: int, **values: object) -> Program:
    old = program.instructions[place]
    new = replace(old, **values)
    return replace(
        program,
        instructions=(*program.instructions[:place], new, *program.instructions[place + 1 :]),
    )


def place_of(program: Program, kind: type) -> int:
    return next(
        i for i, each in enumerate(program.instructions) if isinstance(each.operation, kind)
    )


def test_a_program_is_valid(program: Program) -> None:
    check(program)


def test_forward_references_are_refused(program: Program) -> None:
    place = place_of(program, SolveLower)
    operation = program.instructions[place].operation
    later = renumbered(operation, dict.fromkeys(operands(operation), place))
    with pytest.raises(InvalidProgramError, match="forwards"):
        check(changed(program, place, operation=later))


def test_wrong_types_are_refused(program: Program) -> None:
    place = place_of(program, Cholesky)
    wrong = replace(program.type_of(place), structure=Structure.GENERAL)
    with pytest.raises(InvalidProgramError, match="computes"):
        check(changed(program, place, type=wrong))


def test_shapes_that_do_not_fit_are_refused(program: Program) -> None:
    vector = next(i for i, each in enumerate(program.instructions) if each.type.rank == 1)
    matrix = next(i for i, each in enumerate(program.instructions) if each.type.rank == 2)
    last = len(program.instructions)
    for operation in (MatMul(matrix, vector), Combine(Binary.ADD, matrix, vector)):
        extra = Instruction(operation, program.type_of(matrix))
        with pytest.raises(InvalidProgramError):
            check(replace(program, instructions=(*program.instructions, extra)))
    assert last == len(program.instructions)


def test_unknown_arguments_are_refused(program: Program) -> None:
    with pytest.raises(InvalidProgramError, match="no argument"):
        check(replace(program, arguments=program.arguments[1:]))


def test_a_program_without_results_is_refused(program: Program) -> None:
    with pytest.raises(InvalidProgramError, match="computes something"):
        check(replace(program, outputs=()))
