"""Running one file of the shelf."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

from symgauss.shelf.catalogue import Entry, get

if TYPE_CHECKING:
    from symgauss.derivation import Derivation


def load(slug: str) -> Derivation:
    """Derive a result of the shelf; ``UsageError`` if there is none with this slug.

    Only files found in the folder of the shelf are ever run: a slug is looked up, not made into a
    path.
    """
    entry = get(slug)
    derivation = _run(entry)
    # The docstring of the file is the one place for these, so that `list` need not run anything.
    return replace(derivation, slug=entry.slug, title=entry.title, source=entry.source)


def _run(entry: Entry) -> Derivation:
    name = f"symgauss.shelf.derivations.{entry.path.stem}"
    spec = spec_from_file_location(name, entry.path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {entry.path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    derivation: Derivation = module.derive()
    return derivation
