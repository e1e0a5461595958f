"""Hostile text ends in a clear error, in a second and 200 MB.

Each text is read in one fresh process under limits of memory; the process reports how long it
took for each.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from symgauss.errors import LatexError, ResourceLimitError
from symgauss.latex import Scope, read_expression, read_formula

MANY = 100_000
QUICK = 3  #: seconds; what grows faster than the text takes minutes

#: Formulas that must be refused.
FORMULAS = {
    "parentheses": "(" * MANY,
    "braces": "{" * MANY,
    "carets": "x" + "^" * MANY,
    "nested carets": "x" + "^{x" * MANY,
    "fewer parentheses": "(" * 60_000,
    "fewer carets": "x" + "^" * 60_000,
    "left": r"\left(" * 10_000,
    "balanced": "(" * 250 + "x" + ")" * 250,
    "roots": r"\sqrt" * 10_000 + "x",
    "fractions": r"\frac1" * 10_000,
    "accents": r"\bar" * 10_000 + "x",
    "styles": r"\mathbf" * 9_000 + "x",
    "switches": r"\bf" * 9_000 + "x",
    "functions": r"\log " * 10_000 + "x",
    "sums": r"\sum_{i=1}^{2}" * 1_000 + "x",
    "integrals": r"\int" * 9_000,
    "nablas": r"\nabla" * 9_000,
    "matrices": r"\begin{pmatrix}" * 4_000,
    "bars": "|" * 60_000,
    "open bars": "|x" * 30_000,
    "signs": "-" * 60_000,
    "primes": "x" + "'" * 60_000,
    "factors": "x" * 60_000,
    "terms": "x+" * 30_000 + "x",
    "long number": "9" * 61,
    "subscripts": "x" + "_{x" * 150 + "}" * 150,
    "control characters": "x\x00\x1b[31m",
    "text direction": "x\u202e",
    "code as a name": r"\mathrm{__import__}",
    "code as text": r"\text{__import__('os').system('true')}",
    "code in a subscript": r"x_{\text{a.b()}}",
    "code as a command": r"\eval{1}",
    "lone backslash": "\\",
    "long name": "x_{" + "a" * 5_000 + "}",
}

#: Documents: refused, or read without harm.
DOCUMENTS = {
    "recursive macro": "\\newcommand{\\a}{\\a\\a}\n% symgauss: x \\in \\a",
    "two recursive macros": "\\def\\a{\\b}\\def\\b{\\a}\n% symgauss: x \\in \\a",
    "doubling macros": "".join(
        rf"\newcommand{{\{chr(97 + i)}x}}{{\{chr(98 + i)}x\{chr(98 + i)}x}}" for i in range(24)
    )
    + "\n% symgauss: x \\in \\ax",
    "open macro": r"\newcommand{\x}{" * 5_000,
    "dollars": "$" * MANY,
    "open inline": r"\(" * 30_000,
    "open displays": r"\[" * 30_000,
    "backticks": "`" * MANY,
    "spaced backticks": "` " * 30_000,
    "comments": "<!--" * MANY,
    "statements": "% symgauss: x \\in \\mathbb{R}\n" * 5_000,
    "escaping recursion": (
        "% symgauss: x, a_t \\in \\mathbb{R}\n% symgauss: a_t := a_{t-1} a_{t-2}\n"
        "% symgauss: x \\sim \\mathcal{N}(a_t + a_{t-1}, 1)"
    ),
}

_CHILD = """
import json, os, resource, sys, time
from symgauss.errors import SymgaussError
from symgauss.latex import Scope, read_formula, read_problem
limit = 200 << 20

def most_memory():
    # ru_maxrss would count the parent too: a process keeps the peak from before its exec
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM"))

resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
scope = Scope()
scope.declare("x")
found = {}
for kind, name, text in json.load(sys.stdin):
    start = time.process_time()
    try:
        read_formula(text, scope) if kind == "formula" else read_problem(text, "hostile.md")
        outcome = "read"
    except SymgaussError as error:
        outcome = "refused" if len(str(error)) < 2000 else "too long a message"
    found[name] = [outcome, time.process_time() - start]
found["memory"] = ["read", most_memory() if os.path.exists("/proc/self/status") else 0]
json.dump(found, sys.stdout)
"""


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, float]]:
    """Outcome and processor seconds of each text."""
    work = [("formula", name, text) for name, text in FORMULAS.items()]
    work += [("document", name, text) for name, text in DOCUMENTS.items()]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=json.dumps(work),
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        name: (outcome, seconds) for name, (outcome, seconds) in json.loads(done.stdout).items()
    }


@pytest.mark.parametrize("name", [*FORMULAS, *DOCUMENTS])
def test_hostile_text_is_quick(name: str, outcomes: dict[str, tuple[str, float]]) -> None:
    outcome, seconds = outcomes[name]
    assert outcome in ("refused", "read")
    assert seconds < QUICK


@pytest.mark.parametrize("name", FORMULAS)
def test_hostile_formulas_are_refused(name: str, outcomes: dict[str, tuple[str, float]]) -> None:
    assert outcomes[name][0] == "refused"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_hostile_text_is_small(outcomes: dict[str, tuple[str, float]]) -> None:
    assert outcomes["memory"][1] < 200


def test_a_tower_of_powers_is_not_evaluated() -> None:
    scope = Scope()
    scope.declare("x")
    assert read_expression("x^{9^{9^{9}}}", scope) is not None


def test_the_deepest_accepted_nesting() -> None:
    scope = Scope()
    scope.declare("x")
    text = "(x + " * 199 + "x" + ")" * 199
    assert read_formula(text, scope).parts
    with pytest.raises(ResourceLimitError):
        read_formula(f"(({text}))", scope)


@pytest.mark.parametrize(
    "text",
    [r"\mathrm{import os}", r"\mathrm{a.b}", r"\operatorname{a[0]}", r"\text{a b}", "\\__class__"],
)
def test_only_names_from_the_table_become_symbols(text: str) -> None:
    with pytest.raises(LatexError):
        read_expression(text, Scope())
