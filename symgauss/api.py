"""The public Python face: symbols, Gaussians, models, and the operations on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from symgauss import export
from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.derivation import derivation as core
from symgauss.errors import SourceError, UsageError
from symgauss.gaussians import Gaussian, LinearGaussianModel, Statement
from symgauss.operations import affine as _affine
from symgauss.operations import cross_entropy as _cross_entropy
from symgauss.operations import entropy as _entropy
from symgauss.operations import joint as _joint
from symgauss.operations import kl as _kl
from symgauss.operations import moments as _moments
from symgauss.operations import mutual_information as _mutual_information
from symgauss.operations import posterior as _posterior
from symgauss.operations import product as _product
from symgauss.operations import score as _score
from symgauss.problems import derive_file
from symgauss.reports import render, write
from symgauss.reports.notebook import mimebundle
from symgauss.reports.prose import plain
from symgauss.shelf.catalogue import find, get
from symgauss.shelf.loading import load

if TYPE_CHECKING:
    from symgauss.sampling import SampleCheck

__all__ = [
    "Derivation",
    "Gaussian",
    "LinearGaussianModel",
    "Statement",
    "affine",
    "cov",
    "covariance",
    "cross_entropy",
    "derive",
    "dimension",
    "entropy",
    "expectation",
    "joint",
    "kl",
    "matrix",
    "mutual_information",
    "posterior",
    "product",
    "scalar",
    "score",
    "vector",
]

P = ParamSpec("P")


class Derivation(core.Derivation):
    """A derivation that writes itself: as text, LaTeX, PDF, and in a notebook."""

    def text(self, width: int = 100) -> str:
        """The report for a terminal of a width in columns."""
        return str(render(self, "text", width=width))

    def latex(self) -> str:
        """The report as a LaTeX document that needs amsmath alone."""
        return str(render(self, "tex"))

    def to_pdf(self, path: str | Path, *, engine: str = "typst") -> None:
        """Write the report as PDF, with the embedded Typst or with ``engine="pdflatex"``."""
        write(path, render(self, "pdf", engine=engine))

    def sample_check(
        self, draws: int = 100_000, *, seed: int | None = None, level: float = 1e-6
    ) -> SampleCheck:
        """Hold the results against ``draws`` draws from the model at each of four instances.

        ``level`` is the chance that a true derivation is refused.  A given ``seed`` draws the same
        again.  ``UsageError`` for fewer than 1000 draws.
        """
        from symgauss.sampling import sample_check  # noqa: PLC0415 - loads NumPy

        named = replace(self, title=plain(self.title))
        return sample_check(named, draws, seed=seed, level=level)

    def function(self, target: str = "numpy", name: str | None = None) -> Callable[..., Any]:
        """The result as a numeric function; its ``__doc__`` says shapes and assumptions.

        The main function without a ``name``, else one of :meth:`functions`; ``kl_gradient`` is
        the function of the derivatives of ``kl`` by its arguments.
        """
        wanted = name or ""
        made = self.functions(target, gradients=wanted.endswith("_gradient"))
        if name is None:
            return next(iter(made.values()))
        if name not in made:
            raise UsageError(f"no function is called {name!r}; there are: {', '.join(made)}")
        return made[name]

    def functions(
        self, target: str = "numpy", *, gradients: bool = False
    ) -> dict[str, Callable[..., Any]]:
        """All numeric functions of the derivation by name, the main one first.

        With ``gradients``, the derivatives of each scalar by its arguments stand beside it.
        ``UsageError`` for an unknown target, ``MissingDependencyError`` where its package is not
        installed, ``NoValueError`` where no result has a numeric value.
        """
        module = export.module_of(self, gradients=gradients)
        return export.target(target).functions(module)

    def source_code(self, target: str = "numpy", *, gradients: bool = False) -> str:
        """A source file with the numeric functions, which imports nothing but its target."""
        return export.target(target).source(export.module_of(self, gradients=gradients))

    def __str__(self) -> str:
        """The report as text."""
        return self.text()

    def __repr__(self) -> str:
        """One line: the fields are long."""
        return f"<Derivation {self.slug}: {self.title}, {len(self.steps)} steps>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Text, LaTeX and HTML for a notebook."""
        return mimebundle(self)


def _public(operation: Callable[P, core.Derivation]) -> Callable[P, Derivation]:
    """The operation with a result that writes itself."""

    @wraps(operation)
    def run(*arguments: P.args, **options: P.kwargs) -> Derivation:
        return _shown(operation(*arguments, **options))

    return run


def _shown(derivation: core.Derivation) -> Derivation:
    return Derivation(**{each.name: getattr(derivation, each.name) for each in fields(derivation)})


affine = _public(_affine.affine)
cov = _public(_moments.covariance)
cross_entropy = _public(_cross_entropy.cross_entropy)
entropy = _public(_entropy.entropy)
expectation = _public(_moments.expectation)
joint = _public(_joint.joint)
kl = _public(_kl.kl)
mutual_information = _public(_mutual_information.mutual_information)
posterior = _public(_posterior.posterior)
product = _public(_product.product)
score = _public(_score.score)


def derive(name: str | Path) -> Derivation:
    """A derivation of the shelf by its slug, or what a file with a model and a query asks for.

    ``UsageError`` for an unknown slug, ``SourceError`` for a file that cannot be read.
    """
    if find(str(name)) is not None:
        return _shown(load(str(name)))
    path = Path(name)
    if path.exists():
        return _shown(derive_file(path))
    if path.suffix or path.name != str(name):
        raise SourceError(f"{name}: no such file")
    return _shown(load(get(str(name)).slug))
