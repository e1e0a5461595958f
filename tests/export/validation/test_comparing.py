"""Programs that were made wrong on purpose are refused, whatever the operation and the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from export.modules import SLUGS, module

from symgauss.errors import NoValueError, ProgramRefusedError
from symgauss.export import module as modules
from symgauss.export import operations as op
from symgauss.export.operations import Binary, Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Program
from symgauss.export.validation.comparing import validated, validated_stages
from symgauss.export.validity import InvalidProgramError, check
from symgauss.kernel.terms import Product, Rational
from symgauss.shelf.loading import load


def changed(program: Program, place: int, operation: Operation) -> Program:
    new = replace(program.instructions[place], operation=operation)
    instructions = (*program.instructions[:place], new, *program.instructions[place + 1 :])
    return replace(program, instructions=instructions)


def mistakes(operation: Operation) -> Iterator[Operation]:
    """A sign, a factor, a transpose, a function: what a wrong lowering would write."""
    match operation:
        case op.Combine(Binary.ADD, left, right):
            yield op.Combine(Binary.SUBTRACT, left, right)
        case op.Combine(Binary.SUBTRACT, left, right):
            yield op.Combine(Binary.ADD, left, right)
        case op.Combine(Binary.MULTIPLY | Binary.DIVIDE as function, left, right):
            other = Binary.DIVIDE if function is Binary.MULTIPLY else Binary.MULTIPLY
            yield op.Combine(other, left, right)
            yield op.Combine(function, left, left)
        case op.Number(term):
            yield op.Number(Product((Rational(21, 20), term)))
        case op.Apply(Unary.SQUARE, inner):
            yield op.Apply(Unary.SQRT, inner)
        case op.Apply(function, inner) if function is not Unary.SQUARE:
            yield op.Apply(Unary.SQUARE, inner)
        case op.SolveLower(factor, right):
            yield op.SolveLowerTransposed(factor, right)
        case op.SolveLowerTransposed(factor, right):
            yield op.SolveLower(factor, right)
        case op.Dot(left, right):
            yield op.Dot(right, right)
        case op.Extent(size):
            yield op.Extent(size + size)
        case op.MatMul(left, right):
            yield op.MatMul(right, left)
        case op.Gram(matrix):
            yield op.Transposed(matrix)
        case op.Determinant(matrix):
            yield op.LogDeterminant(matrix)
        case op.Solve(matrix, right):
            yield op.MatMul(matrix, right)


def mutants_of(function: Function) -> Iterator[Function]:
    """A function with one mistake, in all places, if the types allow it."""
    program = function.program
    for place, instruction in enumerate(program.instructions):
        for wrong in mistakes(instruction.operation):
            mutant = changed(program, place, wrong)
            try:
                check(mutant)
            except InvalidProgramError:
                continue
            note = f"{function.name}: {instruction.operation} as {wrong}"
            yield replace(function, program=mutant, note=note)


def mutants(slug: str) -> Iterator[Function]:
    """The functions of a result with one mistake each, in all places, if the types allow it."""
    for function in module(slug).functions:
        yield from mutants_of(function)


def refused(function: Function) -> bool:
    try:
        validated(function, draws=1)
    except ProgramRefusedError as error:
        return "bug of symgauss" in str(error)
    return False


@pytest.mark.parametrize("slug", SLUGS)
def test_every_planted_mistake_is_refused(slug: str) -> None:
    wrong = list(mutants(slug))
    assert wrong
    accepted = [function.note for function in wrong if not refused(function)]
    assert accepted == []


def planted(slug: str, kind: type, place: int = 0) -> Function:
    """The main function of a result with an operand of its operation swapped."""
    function = module(slug).main
    program = function.program
    places = [i for i, each in enumerate(program.instructions) if isinstance(each.operation, kind)]
    operation = program.instructions[places[place]].operation
    left, right = op.operands(operation)
    swapped = op.renumbered(operation, {left: right, right: left})
    return replace(function, program=changed(program, places[place], swapped))


def test_swapped_operands_are_refused() -> None:
    with pytest.raises(ProgramRefusedError, match="a change that is not"):
        validated(planted("normal-kl", op.LogExcess))


def test_the_message_says_what_clashes() -> None:
    function = module("normal-kl").main
    program = function.program
    place = len(program.instructions) - 1
    operation = program.instructions[place].operation
    assert isinstance(operation, op.Combine)
    wrong = changed(
        program, place, op.Combine(operation.function, operation.right, operation.right)
    )
    with pytest.raises(ProgramRefusedError, match=r"kl is [\d.e-]+ where the derived result is"):
        validated(replace(function, program=wrong))


def test_nothing_is_written_of_a_wrong_program(
    symgauss: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = planted("normal-kl", op.LogExcess)
    monkeypatch.setattr(modules, "plan", lambda _: (wrong,))
    outcome = symgauss("export", "normal-kl", "-o", tmp_path / "f.py")
    assert outcome.code == 1
    assert "bug of symgauss" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_compared_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(function: Function) -> Function:
        raise NoValueError(f"{function.name}: no value")

    monkeypatch.setattr(modules, "validated", nothing)
    with pytest.raises(NoValueError, match="kl: no value"):
        modules.module_of(load("normal-kl"))


@pytest.mark.parametrize("slug", ["ddpm-posterior", "kalman-filter", "mvn-density"])
def test_a_mistake_in_either_of_two_stages_is_refused(slug: str) -> None:
    main, stages = module(slug).main, module(slug).stages
    assert validated_stages(main, stages) == stages
    for place, stage in enumerate(stages):
        for mutant in islice(mutants_of(stage), 8):
            wrong = (*stages[:place], mutant, *stages[place + 1 :])
            with pytest.raises(ProgramRefusedError):
                validated_stages(main, wrong)
