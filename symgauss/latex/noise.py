"""Which equations state a model: those with noise that occurs nowhere else."""

from __future__ import annotations

from symgauss.errors import StatementError
from symgauss.latex.mentions import mentioned_names, names_in_order
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import EquationSyntax, ModelSyntax, StatementSyntax
from symgauss.latex.tree import Letter, Listing, Number, Scripted

_LETTERS = frozenset(["epsilon", "varepsilon", "eta", "nu", "xi", "zeta", "delta", "e", "w", "v"])


def find_noise(
    statements: list[StatementSyntax],
    models: list[ModelSyntax],
    commented: set[int],
    source: Source,
) -> dict[int, str]:
    """The noise of each equation that states a model, by the offset of the equation.

    An equation without noise is prose in a display, and an error in a comment.
    """
    roots = {
        name: model
        for model in models
        if not model.given and model.density == "p"
        for name in mentioned_names(model.variable)
    }
    found: dict[int, str] = {}
    for equation in statements:
        if not isinstance(equation, EquationSyntax):
            continue
        elsewhere: set[str] = set()
        for other in statements:
            if other is not equation:
                elsewhere |= _mentions(other, roots)
        own = [n for n in names_in_order(equation.right) if n in roots and n not in elsewhere]
        if own and isinstance(equation.left, Letter | Scripted):
            found[equation.span.start] = _likeliest(own, roots)
        elif equation.span.start in commented:
            raise StatementError(
                "an equation states a model only with noise that occurs nowhere else",
                source.place(equation.span),
                "write `:=` to define a name, or add `\\varepsilon \\sim \\mathcal{N}(0, R)`",
            )
    return found


def _mentions(statement: StatementSyntax, roots: dict[str, ModelSyntax]) -> frozenset[str]:
    """Names in a statement; a law does not count as a mention of its own variable."""
    if isinstance(statement, ModelSyntax) and statement in roots.values():
        own = mentioned_names(statement.variable)
        return mentioned_names((statement.law, statement.given)) - own
    return mentioned_names(statement)


def _likeliest(names: list[str], roots: dict[str, ModelSyntax]) -> str:
    """Of several variables that occur nowhere else, the noise has mean zero and a noise's letter.

    Any choice states the same joint law of the variables that are left.
    """

    def rank(name: str) -> tuple[bool, bool, int]:
        content = roots[name].law.argument.content
        mean = content.items[-2] if isinstance(content, Listing) else content
        zero = isinstance(mean, Number) and mean.text == "0"
        zero = zero or (isinstance(mean, Letter) and mean.base == "0")
        return zero, name.partition("_")[0] in _LETTERS, names.index(name)

    return max(names, key=rank)
