"""What is said in an example, a remark, a footnote or a lemma counts there only."""

from __future__ import annotations

import pytest
from check.documents import answers

PRODUCT = "\n\nThe product is\n$$ a b = 2 b $$\n"
VALUES = [
    "\\begin{example}\nLet $a = 2$.\n\\end{example}",
    "\\begin{remark} With $a = 2$ all is easy. \\end{remark}",
    "## Example\n\nLet $a = 2$.\n\n## Theory",
    "**Example 1.** Let $a = 2$.\n\n**General theory.** For all $a$,",
    "\\paragraph{Example.} Let $a = 2$.\n\\paragraph{Theory.}",
    "*Remark.* Let $a = 2$. Then all is easy.",
    "*Special case.* Let $a = 2$.",
    "> **Example.** Let $a = 2$.",
    "For example, let $a = 2$.",
    "For instance, let $a = 2$. Then $a^2 = 4$.",
    "To get some intuition, let $a = 2$.",
    "(As a sanity check, put $a = 2$.)",
    "Example: $a = 2$.",
    "For the plots we set $a = 2$.",
    "Let $a = 2$ in this paragraph.",
    "We scale.\\footnote{Here $a = 2$.}",
    "We scale.[^1]\n\n[^1]: Here $a = 2$.",
    "![A plot for $a = 2$](plot.png)",
    "Figure 1: samples for $a = 2$.",
    "\\begin{figure}\\caption{Samples for $a = 2$.}\\end{figure}",
    "<details>\n<summary>Example</summary>\nWe set $a = 2$.\n</details>",
]


@pytest.mark.parametrize("aside", VALUES)
def test_a_value_in_an_aside_counts_there_only(aside: str) -> None:
    assert "holds" not in answers(aside + PRODUCT)
    assert "holds" not in answers(PRODUCT + "\n" + aside)


SUPPOSED = [
    ("Suppose $A$ is symmetric.", "A^T B = A B"),
    ("Let $A$ be orthogonal. Then $A^T A = I$.", "A^T A B = B"),
    (r"Let $x \sim \mathcal{N}(0, 1)$.", r"\mathbb{E}[x^4] = 3"),
    (r"Suppose $x \sim N(0, s)$ and $y = 2 x$.", r"\mathrm{Var}[y] = 4 s"),
]
FRAMES = [
    "\\begin{example}\nSAID\nFIRST\n\\end{example}\nIn all cases\nSECOND",
    (
        "\\begin{lemma}\nSAID Then\nFIRST\n\\end{lemma}\n"
        "\\begin{theorem}\nWe have\nSECOND\n\\end{theorem}"
    ),
    "**Lemma.** SAID Then\nFIRST\n\n**Theorem.** We have\nSECOND",
    "## Lemma 1\n\nSAID Then\nFIRST\n\n## Lemma 2\n\nWe have\nSECOND",
    "**Exercise.** SAID Show that\nFIRST\n\n---\n\nThe text goes on with\nSECOND",
]


@pytest.mark.parametrize(("said", "step"), SUPPOSED)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_an_aside_supposes_shows_its_own_steps(frame: str, said: str, step: str) -> None:
    first, second = f"\n$$ {step} $$\n", f"\n$$ {step} + 0 $$\n"
    text = frame.replace("SAID", said).replace("FIRST", first).replace("SECOND", second)
    found = answers(text, "notes.tex" if "begin" in frame else "notes.md")
    assert found[0] == "holds"
    assert "holds" not in found[1:]


OWN = [
    "\\begin{theorem}\nSAID\n\\end{theorem}\n\\begin{proof}\nSTEP\n\\end{proof}",
    "**Theorem.** SAID\n\n**Proof.** We have\nSTEP",
    "## Lemma 1\n\nNothing.\n\n## Lemma 2\n\nSAID\n\n### Proof\n\nSTEP",
    "**Example 1.** SAID\n\nThe second paragraph has\nSTEP",
    "SAID\n\n**Example 1.** Here\nSTEP",
    "SAID\n\n*Remark.* A remark.\n\nThe text goes on.\nSTEP",
]


@pytest.mark.parametrize("frame", OWN)
def test_what_is_said_of_all_or_of_the_same_thing_counts(frame: str) -> None:
    step = "$$ A^T B = A B $$"
    text = frame.replace("SAID", "Let $A$ be symmetric.").replace("STEP", step)
    assert answers(text, "notes.tex" if "begin" in frame else "notes.md") == ["holds"]
