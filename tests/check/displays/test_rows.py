"""What counts as a step: chains over rows, continued rows, several statements in a row."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of


def relations(text: str) -> list[tuple[str, str]]:
    def squeezed(side: str) -> str:
        return "".join(side.replace("&", "").replace("\\\\", "").split())

    return [(squeezed(s.lhs), squeezed(s.rhs)) for s in steps_of(text)]


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("(a+b)^2 = a^2 + 2ab + b^2", 1),
        (r"\begin{aligned} y &= a (b + c) \\ &= a b + a c \\ &= a c + a b \end{aligned}", 3),
        (r"\begin{aligned} y = \; & a b + \\ & a c \\ = \; & a c + a b \end{aligned}", 2),
        (r"\begin{aligned} y &= a b \cdot \\ & c \\ &= c b a \end{aligned}", 2),
        (r"\begin{aligned} y &= a b + c = \\ &= c + b a \end{aligned}", 2),
        (r"a b = b a, \quad \text{and} \quad a + b = b + a", 2),
        (r"y = a + b \quad \text{; because of the above}", 1),
        (r"\begin{aligned} a b &= b a \\ a + b &= b + a \end{aligned}", 2),
        (r"x = a \quad \Leftrightarrow \quad 2 x = 2 a", 2),
        (r"y \overset{\eqref{eq:other}}{=} a \stackrel{(b)}{=} a + 0", 2),
        (r"y = a + b, \; i = 1, \ldots, n", 1),
        (r"y_{ij} = a, \; i = 1, \ldots, n, \; j = 1, \ldots, m, \; z = y_{ij} + 1", 2),
        (r"a b = b a \quad \text{for} \quad i \neq j", 1),
        (r"a \overset{\eqref{eq:x}}{=} b \overset{\eqref{eq:y}}{-} c", 1),
    ],
)
def test_number_of_steps(display: str, expected: int) -> None:
    assert len(steps_of(f"$$\n{display}\n$$")) == expected


def test_a_continued_row_is_one_side() -> None:
    text = r"$$\begin{split} y = \; & a b \cdot \\ & (c + d) \\ = \; & a b c + a b d \end{split}$$"
    assert relations(text)[1] == (r"ab\cdot(c+d)", "abc+abd")
    assert answers(text) == ["definition", "holds"]


def test_a_group_that_is_broken_over_rows_is_joined() -> None:
    text = r"""$$\begin{split} y = & \exp\left[ a \left( b + \right. \right. \\
    & \hphantom{\exp} \left. \left. c \right) \right] \\ = & \exp[a b + a c] \end{split}$$"""
    assert answers(text) == ["definition", "holds"]


def test_the_reason_over_a_relation_is_kept() -> None:
    steps = steps_of(r"$$ a b \overset{\eqref{eq:swap}}{=} b a $$")
    assert [step.reason for step in steps] == [r"\eqref{eq:swap}"]


def test_what_cannot_be_parsed_does_not_stop_the_rest() -> None:
    text = r"$$\begin{aligned} y &= \oddity{a} \\ &= a b \\ &= b a \\ &= 2 b a \end{aligned}$$"
    steps = steps_of(text.replace("y &=", "a + y &="))
    assert [str(s.verdict.answer) for s in steps] == ["unknown", "unknown", "holds", "fails"]
    assert "oddity" in steps[0].verdict.detail


def test_places_are_those_of_the_file() -> None:
    text = "# Title\n\nWords.\n\n$$\na b = b a\n$$\n"
    (step,) = steps_of(text)
    assert (step.place.line, step.place.column, step.place.end_column) == (6, 1, 10)


def test_a_bug_stops_one_step_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("symgauss.check.judging.judge.Judge.decide", broken)
    first, second = steps_of("$$ a b = b a $$\n\n$$ y = a $$")
    assert "KeyError" in first.verdict.detail
    assert str(second.verdict.answer) == "definition"


def test_a_row_continues_the_chain_before_a_remark() -> None:
    text = r"""$$\begin{aligned} (a+b)^2 &= a^2 + 2ab + b^2 & \text{where } c \sim N(0,1) \\
    &= (b+a)^2 \quad \text{; } c \text{ is a constant} \\ \\
    &= a (a+2b) + b^2 & b \text{ is the merged term} \\ &= a^2 + b^2 \end{aligned}$$"""
    found = [str(s.verdict.answer) for s in steps_of(text) if s.relation == "="]
    assert found == ["holds", "holds", "holds", "fails"]


def test_a_row_continues_the_equation_that_stands_last_in_the_row_above() -> None:
    text = r"$$\begin{aligned} 2 a &= a + a, \quad c = a + b \\ &= b + a \end{aligned}$$"
    assert relations(text)[2] == ("a+b", "b+a")


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"(a+b)^2 = a^2 \color{red}{+ 2 a b + b^2}", "holds"),
        (r"(a+b)^2 = a^2 + \color{red}{2 b (a} \color{blue}{+ b/2)}", "holds"),
        (r"2 \color{red}{a + b} = 2 a + b", "holds"),
        (r"2 \color{red}{a + b} = 2 a + 2 b", "fails"),
        (r"\textcolor{red}{(a + b)}^2 = a^2 + 2 a b + b^2", "holds"),
        (r"\mathord{-} a + b = \small b - a; \text where b > 0", "holds"),
        ("\u2212\u03b1\u00b7\u03b2 = - \\alpha \\beta", "holds"),
        ("\u2212\u03b1\u00b7\u03b2 = \\alpha \\beta", "fails"),
    ],
)
def test_braces_and_characters_mean_what_they_show(display: str, expected: str) -> None:
    assert answers(f"$$ {display} $$")[0] == expected


def test_hidden_braces_belong_to_the_text_of_a_side() -> None:
    steps = steps_of(r"$$ (a+b)^2 = a^2 \color{red}{+ 2 a b + b^2} $$")
    assert steps[0].rhs == r"a^2 \color{red}{+ 2 a b + b^2}"


@pytest.mark.parametrize(
    "step",
    [
        r"7 \equiv 1 \pmod{3}",
        r"4 \equiv 2 \bmod 2",
        r"4 \equiv 1 \text{ (mod 3)}",
        r"4 \equiv 1 \ (\mathrm{mod}\ 3)",
        r"4 \equiv_3 1",
    ],
)
def test_a_congruence_is_no_equality(step: str) -> None:
    (found,) = steps_of(f"$$ {step} $$")
    assert (str(found.verdict.answer), str(found.verdict.reason)) == ("unknown", "unsupported")


def test_a_congruence_gives_no_value() -> None:
    text = "We have $$ a \\equiv b \\pmod{3} $$ and\n\n$$ a + 1 = b + 1 $$"
    assert "holds" not in answers(text)
    modulo = "Modulo 3, that is, modulo a prime, $$ 2 a \\equiv 2 b + 3 $$"
    assert answers(modulo) == ["unknown"]


def test_an_identity_with_three_lines_is_judged() -> None:
    assert answers(r"$$ (a + 1)^2 \equiv a^2 + 2 a + 1 $$") == ["holds"]
    assert answers(r"$$ (a + 1)^2 \equiv a^2 + 2 a $$") == ["fails"]
