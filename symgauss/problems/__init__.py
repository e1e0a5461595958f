"""Problems: a document with a model and a query becomes a derivation."""

from symgauss.problems.documents import derive_file, derive_text

__all__ = ["derive_file", "derive_text"]
