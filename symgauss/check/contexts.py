"""What is known at a place of a document: properties and laws of the names as they are meant."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.eras import Eras, names_of
from symgauss.check.laws import PlacedLaw, laws_at
from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.terms import Symbol
from symgauss.latex.scope import Scope


class Contexts:
    """The contexts of a document, one for each combination of eras of its names."""

    def __init__(self, scope: Scope, eras: Eras, laws: list[PlacedLaw]) -> None:
        self._whole = scope.context()
        self._said = list(scope.said)
        self._eras = eras
        self._laws = laws
        self._names = sorted(eras.names)
        self._known: dict[tuple[int, ...], Context] = {}

    def at(self, place: int) -> Context:
        """What is known at a place."""
        key = tuple(self._eras.of(name, place) for name in self._names)
        if key not in self._known:
            self._known[key] = replace(
                self._whole,
                declarations=tuple(self._then(d, place) for d in self._whole.declarations),
                distributions=laws_at(self._laws, place, self._eras),
            )
        return self._known[key]

    def _then(self, declaration: Declaration, place: int) -> Declaration:
        """The declaration with what is said in the era of its name."""
        names = names_of(Symbol(declaration.name, declaration.shape))
        if not names & self._eras.names:
            return declaration
        found = Declaration(declaration.name, declaration.shape)
        for saying in self._said:
            said = saying.declaration
            if said.name != declaration.name or said.shape != declaration.shape:
                continue
            if self._eras.together(names, saying.place, place):
                found = replace(
                    found,
                    properties=found.properties | said.properties,
                    above=said.above if said.above is not None else found.above,
                    below=said.below if said.below is not None else found.below,
                )
        return found
