"""Reading LaTeX: mathematics to kernel terms with their places, statements, problem files.

The reader is our own, from the tokenizer up: no text is ever evaluated, every command is from a
table, and size, depth and numbers are capped (:mod:`symgauss.latex.limits`).
"""

from __future__ import annotations

from symgauss.latex.formulas import Formula, read_expression, read_formula, read_notation
from symgauss.latex.problem import Problem, Query, Target, read_problem, read_statement
from symgauss.latex.scope import Scope

__all__ = [
    "Formula",
    "Problem",
    "Query",
    "Scope",
    "Target",
    "read_expression",
    "read_formula",
    "read_notation",
    "read_problem",
    "read_statement",
]
