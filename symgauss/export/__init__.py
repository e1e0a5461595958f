"""Numeric functions from derivations.

    derivation --goals--> functions wanted --planning--> programs --target--> source, callables

- :mod:`.goals` says what the results of a derivation mean numerically, :mod:`.planning` chooses
  arguments and, among forms that were shown to be equal, the one that costs least and loses fewest
  digits; :mod:`.lowering` makes a :class:`.program.Program` of it.
- A *program* is a numbered list of typed operations (:mod:`.operations`), each of which refers to
  earlier ones only; :mod:`.validity` says when a program is one.  Operations speak about one item
  (a scalar, a vector, a matrix; with index axes in front for members of a family).  Batch axes are
  the business of a target.
- :mod:`.validation` evaluates a program in balls and holds it against the kernel's own evaluation
  of the terms; :func:`.module.module_of` hands out no function that was not compared.
- A *target* is a module in :mod:`.targets` with two functions,

      source(module: Module) -> str                      the text of a file
      functions(module: Module) -> dict[str, Callable]   the functions in this process

  and a line in :data:`.targets.TARGETS` with its suffix, the packages that have to be installed and
  the command that installs them.  ``source`` may not import these packages.
- A target in Python is a subclass of :class:`.python.table.PythonTable`: its imports, an
  expression for each operation (one ``match`` that ends in ``assert_never``) and the body of a
  public function.  ``python/source.py`` writes the file, ``python/loading.py`` runs it.
- *Helper code* stands in the files of ``helpers/TARGET/`` as ordinary functions that begin with an
  underscore.  They are read as text, and the writer copies what an expression mentions, with all
  that this mentions in turn.  Constants and classes stand in front of the functions.  Every file
  has the class ``ArgumentError``.
"""

from symgauss.export.module import Module, module_of
from symgauss.export.targets import TARGETS, Target, target

__all__ = ["TARGETS", "Module", "Target", "module_of", "target"]
