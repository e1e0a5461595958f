"""A vector that is solved for beside a matrix takes no solve of its own, or half of one."""

from __future__ import annotations

from export.modules import module

from symgauss.export.operations import SolveLower, SolveLowerTransposed
from symgauss.export.program import Program


def program(slug: str, name: str) -> Program:
    (found,) = (f.program for f in module(slug).functions if f.name == name)
    return found


def solves(found: Program, kind: type, rank: int) -> int:
    """How many vectors (of rank 1) or matrices are solved for."""
    return sum(isinstance(i.operation, kind) and i.type.rank == rank for i in found.instructions)


def test_the_mean_of_a_conditional_takes_half_a_solve_beside_its_covariance() -> None:
    found = program("mvn-conditional", "moments")
    assert [solves(found, SolveLower, rank) for rank in (1, 2)] == [1, 1]
    assert [solves(found, SolveLowerTransposed, rank) for rank in (1, 2)] == [0, 0]


def test_a_mean_takes_no_solve_beside_the_gain() -> None:
    found = program("linear-gaussian", "moments_of_x_given_y")
    assert [solves(found, SolveLower, rank) for rank in (1, 2)] == [0, 1]
    assert [solves(found, SolveLowerTransposed, rank) for rank in (1, 2)] == [0, 1]


def test_the_gain_keeps_the_name_that_the_derivation_gives_it() -> None:
    names = {i.name for i in program("kalman-filter", "log_density").instructions}
    assert "K_t" in names
    assert "gain" not in names


def test_a_vector_without_a_matrix_is_solved_for() -> None:
    found = program("mvn-conditional", "moments_from_Lambda")
    assert [solves(found, kind, 1) for kind in (SolveLower, SolveLowerTransposed)] == [1, 1]
