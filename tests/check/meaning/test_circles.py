"""A step that holds only by what was derived from it does not hold."""

from __future__ import annotations

from check.documents import answers, steps_of

CLAIM = "**Theorem:** Let $m$ be a number. Then\n\n$$ f = g + m \\; . $$\n\n**Proof:** First,\n\n"
END = "so that\n\n$$ f = g + m \\; . $$\n"


def test_a_claim_does_not_show_the_first_step_of_its_proof() -> None:
    proof = "$$ f = 2 m + 1 $$\n\nand\n\n$$ g = m + 1 $$\n\n"
    found = answers(CLAIM + proof + END)
    assert found == ["definition", "definition", "definition", "holds"]


def test_nor_does_it_show_itself() -> None:
    proof = "$$ f = 2 m + 2 $$\n\nand\n\n$$ g = m + 1 $$\n\n"
    assert "holds" not in answers(CLAIM + proof + END)


def test_a_claim_that_is_never_reached_may_be_compared_with() -> None:
    text = CLAIM.replace("g + m", "(m + 1)^2") + "$$ f = m^2 + 2 m + 1 \\; . $$"
    assert answers(text)[-1] == "holds"


def test_two_equations_do_not_show_each_other() -> None:
    text = (
        "**Theorem:** Let $m$ and $n$ be numbers. Then\n\n$$ u = v \\; . $$\n\n"
        "**Proof:** We have\n\n"
        "$$ u = m n \\; , $$\n\nalso\n\n$$ v = m n \\; , $$\n\nhence\n\n$$ u = v \\; . $$"
    )
    steps = steps_of(text)
    assert [str(step.verdict.answer) for step in steps] == [*["definition"] * 3, "holds"]
    assert not steps[1].using


def test_what_is_explained_below_is_used() -> None:
    text = (
        "Let $a$ be a number.\n\n$$ c = 2 l $$\n\nTherefore\n\n$$ c a = 2 $$\n\n"
        "where\n\n$$ l = \\frac{1}{a} \\; . $$"
    )
    assert answers(text) == ["definition", "holds", "definition"]
    theorem = (
        "**Theorem:** Let $m$ be a number. Then\n\n$$ f = g + m $$\n\nwhere\n\n$$ g = m + 1 $$\n\n"
        "**Proof:** As everybody knows,\n\n$$ f = 2 m + 1 \\; . $$"
    )
    assert answers(theorem)[-1] == "holds"
