"""The shelf: finished derivations, one readable file each, found and loaded by slug."""

from symgauss.shelf.catalogue import Entry, entries, find
from symgauss.shelf.loading import load

__all__ = ["Entry", "entries", "find", "load"]
