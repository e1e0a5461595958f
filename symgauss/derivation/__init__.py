"""Rules, judged steps, derivations, and the builder that puts them together."""

from __future__ import annotations

from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.workbench import proportional, up_to_constant

__all__ = [
    "Builder",
    "Chain",
    "Derivation",
    "Equation",
    "Move",
    "Result",
    "Route",
    "RouteBuilder",
    "Rule",
    "Step",
    "everywhere",
    "proportional",
    "up_to_constant",
]
