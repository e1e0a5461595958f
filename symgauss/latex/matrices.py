"""Known functions, determinants, norms, and matrices written out."""

from __future__ import annotations

from symgauss.kernel.sizes import ONE, SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Determinant,
    Diag,
    Function,
    Hadamard,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)
from symgauss.latex.arithmetic import Arithmetic
from symgauss.latex.inside import inside
from symgauss.latex.naming import Spelling, canonical, name_of, spelling, squared_name
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Apply,
    Group,
    Letter,
    Listing,
    MatrixRows,
    Multiplication,
    Node,
    Number,
    Scripted,
    Words,
)

#: Greek letters that are functions when they are applied and nobody declares them.
_GREEK_FUNCTIONS = {"Gamma": "gamma", "psi": "digamma", "Phi": "Phi"}

#: With a superscript -1, they are inverse functions to most.
_INVERTIBLE = frozenset({"exp", "log", "sin", "cos", "tanh", "erf", "digamma", "vec", "diag"})
#: Letters below a norm that are powers, unless they are declared: ``\|x\|_p``.
_POWERS = frozenset({"p", "q", "r", "infty"})


class Matrices(Arithmetic):
    """Elaborates functions of scalars and of matrices."""

    def apply(self, node: Apply) -> Term:
        """A known function, and its power if it has one."""
        result = self._applied(node.function, self.content(node.argument), node)
        if node.power is None:
            return result
        if node.function in _INVERTIBLE and self.term(node.power) == Rational(-1):
            message = f"the inverse function of {node.function}, or one over it"
            raise self.error(message, node, f"write 1/\\{node.function}, or name the inverse")
        fake = Scripted(node.argument, None, node.power, 0, node.span)
        return self.powered(result, fake)

    def content(self, node: Node) -> Node:
        """What stands in the brackets of an argument (bars keep their meaning)."""
        if isinstance(node, Group) and node.open in ("(", "[", "{", ".") and node.close != "|":
            return node.content
        return node

    def _applied(self, name: str, argument: Node, node: Apply) -> Term:
        if name == "diag":
            whole = self._diagonal_of_entries(argument, node)
            if whole is not None:
                return whole
        if name == "diag" and isinstance(argument, Listing):
            entries = tuple((self.term(item),) for item in argument.items)
            for (entry,) in entries:
                self.scalar(entry, "an entry must be a scalar", argument.span)
            count = size(len(entries))
            column = self.made(Block(entries), vector_shape(count), argument.span)
            return self.made(Diag(column), square_shape(count), node.span)
        inner = self.term(argument)
        match name:
            case "factorial":
                self.scalar(inner, "a factorial needs a number", argument.span)
                one = self.made(Rational(1), SCALAR, node.span)
                after = self.made(Sum((inner, one)), SCALAR, node.span)
                return self.made(Function("gamma", after), SCALAR, node.span)
            case "double factorial":
                return self._double_factorial(inner, argument, node)
            case "det" | "logdet":
                self.square(inner, "a determinant needs a square matrix", argument.span)
                result = self.made(Determinant(inner), SCALAR, node.span)
                return (
                    result
                    if name == "det"
                    else self.made(Function("log", result), SCALAR, node.span)
                )
            case "tr":
                self.square(inner, "a trace needs a square matrix", argument.span)
                return self.made(Trace(inner), SCALAR, node.span)
            case "vec":
                shape = self.shape(inner)
                return self.made(Vec(inner), vector_shape(shape.rows * shape.columns), node.span)
            case "diag":
                shape = self.shape(inner)
                vector = shape.is_vector
                result_shape = square_shape(shape.rows) if vector else vector_shape(shape.rows)
                if not self.unifier.is_known(shape):
                    result_shape = self.unifier.fresh_shape()
                return self.made(Diag(inner), result_shape, node.span)
            case _:
                self.scalar(inner, f"{name} needs a scalar", argument.span)
                return self.made(Function(name, inner), SCALAR, node.span)

    def _diagonal_of_entries(self, argument: Node, node: Apply) -> Term | None:
        r"""``diag(s_1^2, \ldots, s_n^2)`` and ``diag(s^2)``, of a vector s with entries."""
        listed = listed_entries(argument)
        first = argument.items[0] if isinstance(argument, Listing) else argument
        base = squared_name(first)
        if listed is None and (base is None or isinstance(argument, Listing)):
            return None
        name = listed[0] if listed is not None else None
        spelled = spelling(base or first)
        if spelled is None:
            return None
        whole: Node = Letter(spelled.base, spelled.modifiers, first.span)
        if name is None and spelled.stem not in self.scope.entries:
            if base is None or not self._is_declared_vector(spelled):
                return None
            whole = base
        vector = self.name(whole) if isinstance(whole, Letter | Scripted) else None
        if vector is None:
            return None
        rows = self.shape(vector).rows if listed is None else size(listed[1])
        self.demand(vector, vector_shape(rows), "a diagonal needs a vector", argument.span)
        shape = vector_shape(rows)
        if base is not None:
            vector = self.made(Hadamard(vector, vector), shape, argument.span)
        return self.made(Diag(vector), square_shape(rows), node.span)

    def _is_declared_vector(self, spelled: Spelling) -> bool:
        """Whether a name is declared as a vector, so that its square goes entry by entry."""
        name = canonical(spelled)
        found = None if name is None else self.scope.find(name)
        return found is not None and found.shape.is_vector and not found.shape.is_scalar

    def _double_factorial(self, inner: Term, argument: Node, node: Apply) -> Term:
        r"""``(2k - 1)!! = 2^k \Gamma(k + 1/2) / \sqrt{\pi}``, ``(2k)!! = 2^k k!`` (DLMF 5.4.2)."""
        self.scalar(inner, "a factorial needs a number", argument.span)
        odd = _is_odd(inner)
        if odd is None:
            raise self.error("a double factorial of what is neither even nor odd", argument)
        half = Product((Rational(1, 2), inner))
        power = Power(Rational(2), Sum((half, Rational(1, 2))) if odd else half)
        gamma = Function("gamma", Sum((half, Rational(1))))
        root = (Power(Constant("pi"), Rational(-1, 2)),) if odd else ()
        return self.made(Product((power, gamma, *root)), SCALAR, node.span)

    # --- bars ----------------------------------------------------------------------------------

    def group(self, node: Group) -> Term:
        """Brackets are transparent; bars are a determinant, an absolute value or a norm."""
        if isinstance(node.content, Listing):
            raise self.error("a list stands where one value is expected", node.content)
        if node.open == "|" and node.close == "|":
            inner = self.term(node.content)
            return self._barred(inner, node)
        if node.open == "||":
            return self.norm(node, None, squared=False, span=node.span)
        if node.open == "<":
            return self.average(node, None)
        return self.term(node.content)

    def average(self, node: Group, sub: Node | None) -> Term:
        r"""``\langle x \rangle``; defined above this floor."""
        raise NotImplementedError

    def _barred(self, inner: Term, node: Group) -> Term:
        if self.is_scalar(inner):
            return self.made(Function("abs", inner), SCALAR, node.span)
        shape = self.shape(inner)
        if self.unifier.is_known(shape) and shape.is_vector:
            return self.norm(node, None, squared=False, span=node.span)
        if self.is_array(inner):
            self.square(inner, "a determinant needs a square matrix", node.span)
        return self.made(Determinant(inner), SCALAR, node.span)

    def norm(self, group: Group, weight: Node | None, *, squared: bool, span: Span) -> Term:
        r"""``\|x\|^2`` is ``x^T x``, ``\|x\|_S^2`` is ``x^T S x``; of a matrix, Frobenius."""
        inner = self.term(group.content)
        square = self._norm_squared(inner, weight, group, span)
        if squared:
            return square
        return self.made(Function("sqrt", square), SCALAR, span)

    def _norm_squared(self, inner: Term, weight: Node | None, group: Group, span: Span) -> Term:
        shape = self.shape(inner)
        if weight is None and self.is_scalar(inner):
            two = Rational(2)
            return self.made(Power(inner, two), SCALAR, span)
        again = self.term(group.content)
        transposed = self.made(Transpose(inner), shape.transposed, span)
        label = norm_label(weight)
        if label in self.scope.own_norms:
            raise self.error("a norm that the document defines itself", span)
        if isinstance(weight, Number) and label != "2":
            raise self.error(f"the {label}-norm is not supported, the Euclidean one is", span)
        if label in _POWERS and label not in self.scope.declarations:
            raise self.error(f"the {label}-norm is not supported, the Euclidean one is", span)
        if weight is not None and label not in ("2", "F"):
            middle = self.term(weight)
            self.column(inner, "a weighted norm needs a vector", span)
            rows = self.shape(inner).rows
            self.demand(middle, square_shape(rows), "the weight of a norm", weight.span)
            return self.made(Product((transposed, middle, again)), SCALAR, span)
        if self.unifier.is_array(Shape(shape.columns, ONE)):
            if label == "2":
                what = "the 2-norm of a matrix, its largest singular value, is not supported"
                raise self.error(what, span, r"write \|A\|_F for the Frobenius norm")
            product = self.made(
                Product((transposed, again)), Shape(shape.columns, shape.columns), span
            )
            return self.made(Trace(product), SCALAR, span)
        return self.made(Product((transposed, again)), SCALAR, span)

    # --- matrices written out ------------------------------------------------------------------

    def block(self, node: MatrixRows) -> Term:
        """A block matrix: rows share heights, columns share widths."""
        rows = [[self.term(entry) for entry in row] for row in node.rows]
        width = len(rows[0])
        for row in rows:
            if len(row) != width:
                raise self.error("rows of a matrix differ in length", node)
        for row in rows:
            for block, above in zip(row, rows[0], strict=True):
                a, b, head = self.shape(block), self.shape(above), self.shape(row[0])
                span = self.span(block) or node.span
                if not self.unifier.unify(a.rows, head.rows):
                    self._conflict("blocks of a row differ in height", head, a, span)
                if not self.unifier.unify(a.columns, b.columns):
                    self._conflict("blocks of a column differ in width", b, a, span)
        height = total = size(0)
        for row in rows:
            height = height + self.shape(row[0]).rows
        for block in rows[0]:
            total = total + self.shape(block).columns
        return self.made(Block(tuple(tuple(row) for row in rows)), Shape(height, total), node.span)

    # --- opaque functions ----------------------------------------------------------------------

    def opaque(self, head: Node, group: Group) -> Term | None:
        """A declared function, or a Greek letter that is one by custom; else ``None``."""
        parts = spelling(head)
        if parts is None:
            return None
        name = canonical(parts)
        if name is None:
            return None
        span = head.span | group.span
        items = group.content.items if isinstance(group.content, Listing) else (group.content,)
        if name in self.scope.functions:
            if _stands_alone(name, group.content):
                return None  # nobody applies a function to itself: ``K (K + s^2 I)^{-1}``
            shape = self.scope.functions[name]
            arguments = tuple(self.term(item) for item in items)
            return self.made(Opaque(name, arguments, shape), shape, span)
        if name in _GREEK_FUNCTIONS and not self.scope.is_declared(name) and len(items) == 1:
            inner = self.term(items[0])
            self.scalar(inner, "this function needs a scalar", group.span)
            return self.made(Function(_GREEK_FUNCTIONS[name], inner), SCALAR, span)
        return None


def _stands_alone(name: str, node: object) -> bool:
    """Whether a name occurs in a node without arguments."""
    if isinstance(node, Letter | Scripted) and name_of(node) == name:
        return True
    parts = inside(node)
    if isinstance(node, Multiplication):
        following = (*node.factors[1:], None)
        parts = tuple(
            factor
            for factor, group in zip(node.factors, following, strict=True)
            if not (isinstance(factor, Letter | Scripted) and isinstance(group, Group))
        )
    return any(_stands_alone(name, part) for part in parts)


def listed_entries(node: Node) -> tuple[str, str] | None:
    r"""Name and last index of ``x_1, \ldots, x_n``, also squared; ``None`` for other lists."""
    if not isinstance(node, Listing) or len(node.items) != 3:
        return None
    first, between, last = node.items
    if not isinstance(between, Words) or between.text != "dots":
        return None
    ends = [spelling(squared_name(each) or each) for each in (first, last)]
    if (squared_name(first) is None) != (squared_name(last) is None):
        return None
    match ends:
        case [Spelling(sub=Number("1")) as one, Spelling(sub=Letter(limit)) as other]:
            same = one.stem == other.stem and one.sup is other.sup is None
            return (one.stem, limit) if same else None
        case _:
            return None


def norm_label(weight: Node | None) -> str:
    r"""What stands below a norm, if it is a letter or a number: the S of ``\|x\|_S``."""
    if isinstance(weight, Letter):
        return weight.base
    return weight.text if isinstance(weight, Number) else ""


def _is_odd(term: Term) -> bool | None:
    """Whether a number such as ``2 k - 1`` is odd; ``None`` where nothing tells."""
    match term:
        case Rational(number, 1):
            return number % 2 == 1
        case Product(factors) if any(_is_odd(factor) is False for factor in factors):
            others = [factor for factor in factors if _is_odd(factor) is not False]
            return False if all(isinstance(f, Symbol | Rational) for f in others) else None
        case Product(factors) if all(_is_odd(factor) for factor in factors):
            return True
        case Sum(terms):
            odd = [_is_odd(each) for each in terms]
            return None if None in odd else sum(map(bool, odd)) % 2 == 1
        case _:
            return None
