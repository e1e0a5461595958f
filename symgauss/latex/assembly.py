"""From collected statements to one context: declare, infer shapes, build laws, instantiate."""

from __future__ import annotations

from symgauss.errors import ModelError, Place
from symgauss.kernel.context import Definition, Distribution
from symgauss.kernel.terms import Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.latex.collecting import Collected
from symgauss.latex.covariances import said_by
from symgauss.latex.defining import Defining
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.formulas import Formula, elaborate_chain
from symgauss.latex.mentions import names_behind_bars
from symgauss.latex.models import (
    Equation,
    Law,
    distributions,
    elaborate_equation,
    elaborate_model,
)
from symgauss.latex.naming import without_bold
from symgauss.latex.noise import find_noise
from symgauss.latex.questions import check_question
from symgauss.latex.reading import fixpoint
from symgauss.latex.schemas import instantiate
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import (
    DefinitionSyntax,
    EquationSyntax,
    ModelSyntax,
    QuerySyntax,
    TargetSyntax,
)
from symgauss.latex.statements import declare_statement
from symgauss.latex.tree import Chain, Node
from symgauss.latex.unify import Unifier


class Assembly:
    """Reads all statements of a document together, because shapes are inferred over all of them."""

    def __init__(self, source: Source, scope: Scope, collected: Collected) -> None:
        self.source = source
        self.scope = scope
        self.collected = collected
        self.queries: list[tuple[Term, Node]] = []
        self.targets: list[tuple[Formula, Chain]] = []
        self._noise: dict[int, str] = {}  #: noise of the equation that starts at an offset
        self._inferred: set[str] = set()  #: names that no statement declares
        self._defining = Defining(source, scope)

    def run(self) -> None:
        """Fill the scope, the queries and the targets."""
        rest = [
            s
            for s in self.collected.statements
            if not declare_statement(s, self.scope, self.source)
        ]
        models = [s for s in rest if isinstance(s, ModelSyntax)]
        self.scope.densities |= {model.density for model in models}
        self._noise = find_noise(rest, models, self.collected.commented, self.source)
        equations = [s for s in rest if isinstance(s, EquationSyntax)]
        equations = [equation for equation in equations if equation.span.start in self._noise]
        definitions = [s for s in rest if isinstance(s, DefinitionSyntax)]
        asked = [s for s in rest if isinstance(s, QuerySyntax | TargetSyntax)]
        if self.collected.set_aside is not None and not models:
            raise self.collected.set_aside
        laws, stated, defined = self._shapes(models, equations, definitions)
        self._defining.refuse_cycles(defined)
        known = frozenset(d.variable.name for d in self.scope.distributions)
        made = distributions(laws, stated, self._conditions(asked) | known, self.source)
        self._add(made)
        self.scope.definitions += defined
        self._forget_noise(stated)
        self._defining.refuse_random(defined, self.scope)
        self._covariances()
        for statement in asked:
            self._ask(statement)
        self._finish()

    def _add(self, made: list[Distribution]) -> None:
        """Into the scope, which may know laws from earlier statements."""
        for distribution in made:
            variable, density = distribution.variable, distribution.density
            if variable in self.scope.variables(density):
                raise ModelError(
                    f"{variable.name} has a distribution already", Place(self.source.path)
                )
            self.scope.distributions.append(distribution)

    # --- shapes --------------------------------------------------------------------------------

    def _shapes(
        self,
        models: list[ModelSyntax],
        equations: list[EquationSyntax],
        definitions: list[DefinitionSyntax],
    ) -> tuple[list[Law], list[Equation], list[Definition]]:
        reader = Elaborator(self.source, self.scope, Unifier())

        def read() -> tuple[list[Law], list[Equation], list[Definition]]:
            return (
                [elaborate_model(model, reader) for model in models],
                [elaborate_equation(e, self._noise_name(e), reader) for e in equations],
                [self._defining.elaborate(definition, reader) for definition in definitions],
            )

        laws, stated, defined = fixpoint(reader, read, strict=False)
        self._refuse_conflicts(reader)
        self._refuse_open(reader)
        for name, (shape, _) in reader.open_names.items():
            if "#" not in name:
                self.scope.declare(name, reader.unifier.resolve_shape(shape))
                self._inferred.add(name)
        settle = reader.unifier.settle_any
        return (
            [settle(law) for law in laws],
            [settle(equation) for equation in stated],
            [settle(definition) for definition in defined],
        )

    def _noise_name(self, equation: EquationSyntax) -> str:
        plain = self._noise[equation.span.start]
        for name in self.scope.declarations:
            if without_bold(name) == plain:
                return name
        return plain

    def _refuse_conflicts(self, reader: Elaborator) -> None:
        for conflict in reader.conflicts:
            raise ModelError(
                f"{conflict.message}: {conflict.left} against {conflict.right}",
                self.source.place(conflict.span),
                "check the declared shapes",
            )

    def _refuse_open(self, reader: Elaborator) -> None:
        for shape, span in reader.open_names.values():
            if reader.unifier.is_known(shape):
                continue
            shown = self.source.text[span.start : span.end]
            raise ModelError(
                f"the shape of {shown} is not declared",
                self.source.place(span),
                f"write `% symgauss: {shown} \\in \\mathbb{{R}}^{{...}}`",
            )

    def _forget_noise(self, equations: list[Equation]) -> None:
        """Noise whose shape was inferred lives on in a covariance only."""
        for equation in equations:
            if equation.noise in self._inferred:
                del self.scope.declarations[equation.noise]

    # --- what laws say about their covariances -------------------------------------------------

    def _covariances(self) -> None:
        """What the covariances of the laws say about the names in them is declared."""
        defined = {definition.name.name for definition in self.scope.definitions}
        for distribution in self.scope.distributions:
            context = self.scope.context(closed=True)
            for symbol, said in said_by(distribution.covariance, context):
                if symbol.name not in defined:
                    found = self.scope.find(symbol.name)
                    below = None if found is None else found.below
                    self.scope.declare(symbol.name, symbol.shape, frozenset({said}), None, below)

    # --- queries and targets -------------------------------------------------------------------

    def _conditions(self, asked: list[QuerySyntax | TargetSyntax]) -> frozenset[str]:
        """Names behind a bar in a query: random, perhaps without a law of their own."""
        found: set[str] = set()
        for statement in asked:
            found |= names_behind_bars(statement)
        return frozenset(n for n in self.scope.declarations if without_bold(n) in found)

    def _ask(self, statement: QuerySyntax | TargetSyntax) -> None:
        if isinstance(statement, QuerySyntax):
            chain = Chain((statement.node,), ())
            formula = elaborate_chain(chain, self.source, self.scope)
            check_question(formula, self.scope, self.source)
            self.queries.append((formula.parts[0], statement.node))
        else:
            formula = elaborate_chain(statement.chain, self.source, self.scope)
            check_question(formula, self.scope, self.source)
            self.targets.append((formula, statement.chain))

    # --- members of families -------------------------------------------------------------------

    def _finish(self) -> None:
        """Write definitions out for the members that occur, and declare these members."""
        terms = [term for term, _ in self.queries]
        terms += [part for formula, _ in self.targets for part in formula.parts]
        terms += [t for d in self.scope.distributions for t in _distribution_terms(d)]
        if self.scope.fixed_indices:
            letters = self.scope.index_letters
            self.scope.definitions[:] = instantiate(self.scope.definitions, terms, letters)
        terms += [definition.value for definition in self.scope.definitions]
        terms += [definition.name for definition in self.scope.definitions]
        for term in terms:
            for symbol in subterms(term):
                if isinstance(symbol, Symbol) and symbol.name not in self.scope.declarations:
                    found = self.scope.find(symbol.name)
                    if found is not None and found.shape == symbol.shape:
                        self.scope.declarations[symbol.name] = found


def _distribution_terms(distribution: Distribution) -> tuple[Term, ...]:
    return (
        distribution.variable,
        *distribution.given,
        distribution.mean,
        distribution.covariance,
    )
