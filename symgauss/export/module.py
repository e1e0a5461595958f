"""What one file holds: the functions of one derivation, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from symgauss.derivation.derivation import Derivation
from symgauss.errors import NoValueError
from symgauss.export.identifiers import Names
from symgauss.export.planning import Function, plan
from symgauss.export.staging import staged
from symgauss.export.validation.comparing import validated, validated_stages


@dataclass(frozen=True, slots=True)
class Module:
    """The functions of a derivation, the main one first."""

    slug: str
    title: str
    source: str
    functions: tuple[Function, ...]

    @property
    def stages(self) -> tuple[Function, ...]:
        """The main function in two stages, where much of it depends on the model alone."""
        names = Names(frozenset(f.name for f in self.functions))
        return validated_stages(self.main, staged(self.main, names))

    @property
    def main(self) -> Function:
        """The function that the derivation is about."""
        return self.functions[0]


def module_of(derivation: Derivation, *, gradients: bool = False) -> Module:
    """The functions of a derivation, each compared with what the kernel makes of the result.

    With ``gradients``, a scalar such as ``kl`` has its derivatives by all arguments beside it, in
    ``kl_gradient``.  ``NoValueError`` where no result has a numeric value, or none that can be
    compared; ``ProgramRefusedError`` where a function differs from the result.
    """
    functions: list[Function] = []
    refused: NoValueError | None = None
    for function in plan(derivation):
        try:
            functions.append(validated(function))
        except NoValueError as error:
            refused = refused or error
    if not functions and refused is not None:
        raise refused
    if gradients:
        from symgauss.export.gradients import with_gradients  # noqa: PLC0415 - not often

        functions = with_gradients(functions)
    return Module(derivation.slug, derivation.title, derivation.source, tuple(functions))


def program_version() -> str:
    """Name and version of the program that writes the file."""
    try:
        return f"symgauss {version('symgauss')}"
    except PackageNotFoundError:  # a checkout that is not installed
        return "symgauss"
