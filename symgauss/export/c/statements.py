"""The statements of a function in C: what is computed for the items in the lanes of one block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symgauss.errors import NoValueError
from symgauss.export import operations as op
from symgauss.export.c.lines import LANES, Check, Lines, at
from symgauss.export.c.sizes import product_text
from symgauss.export.code import Code, Level, infix
from symgauss.export.numbers import literal
from symgauss.export.operations import Binary, Operation, Ref, Unary, operands
from symgauss.export.program import Program, Structure, Type
from symgauss.export.python.naming import hint
from symgauss.export.python.table import SIGNS
from symgauss.kernel.sizes import Size
from symgauss.kernel.sizes import size as size_of

LONGEST = 64  #: of an expression


#: Functions of one number in all lanes, and of one number that is a constant of the sizes.
LANE_FUNCTIONS = {
    Unary.SQUARE: "square",
    Unary.SQRT: "v_sqrt",
    Unary.EXP: "v_exp",
    Unary.EXPM1: "v_expm1",
    Unary.LOG: "v_log",
    Unary.LOG1P: "v_log1p",
    Unary.ABS: "absolute",
    Unary.GAMMA: "v_gamma",
    Unary.LOG_GAMMA: "v_log_gamma",
    Unary.ERF: "v_erf",
    Unary.NORMAL_CDF: "v_normal_cdf",
    Unary.SIN: "v_sin",
    Unary.COS: "v_cos",
    Unary.TANH: "v_tanh",
}
PLAIN_FUNCTIONS = {
    Unary.SQRT: "sqrt",
    Unary.EXP: "exp",
    Unary.EXPM1: "expm1",
    Unary.LOG: "log",
    Unary.LOG1P: "log1p",
    Unary.ABS: "fabs",
    Unary.GAMMA: "tgamma",
    Unary.LOG_GAMMA: "lgamma",
    Unary.ERF: "erf",
    Unary.SIN: "sin",
    Unary.COS: "cos",
    Unary.TANH: "tanh",
}


class Statements(Lines):
    """The body of one function, stage by stage.

    What depends on some of the arguments alone is a stage of its own where a matrix is worked on,
    so that it is computed once for the whole batch where these arguments are the same for all.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._write()

    def _write(self) -> None:
        program = self.program
        home = self._home
        self._codes = [Code("")] * len(program.instructions)
        for ref, instruction in enumerate(program.instructions):
            if instruction.type.plain:
                self._instruction(ref)
        for stage in [*self.stages, self.last]:
            self._stage = stage
            for ref, where in enumerate(home):
                if where is stage and not program.type_of(ref).plain:
                    self._instruction(ref)
        self._stage = self.last
        for output, name in zip(program.outputs, self.results, strict=True):
            type_ = program.type_of(output.ref)
            if not type_.axes:
                value = self._lanes(output.ref)
                self._line(f"store_f64({value}, at, live, {name});")
            else:
                size = self._size(type_)
                self._line(f"scatter_f64({size}, {self._array(output.ref)}, at, live, {name});")

    # --- instructions --------------------------------------------------------------------------

    def _instruction(self, ref: Ref) -> None:
        instruction = self.program.instructions[ref]
        operation, type_ = instruction.operation, instruction.type
        match operation:
            case op.Input(name):
                self._input(ref, name)
            case op.Number(term):
                text = literal(term)
                self._codes[ref] = Code(text, Level.UNARY if text.startswith("-") else Level.ATOM)
            case op.Extent(size):
                self._codes[ref] = Code(f"(double){self._extent(size)}", Level.UNARY)
            case op.Filled(value, _):
                self._codes[ref] = Code(f"all_f64({value}.0)")
            case op.Apply() | op.Combine() | op.LogExcess():
                self._entrywise(ref, operation)
            case op.Spread(operand, count):
                self._spread(ref, operand, count)
            case op.SumOver(operand) | op.ProductOver(operand):
                outer = product_text(type_.over, self.constants)
                length = self._extent(self.program.type_of(operand).over[-1])
                source = self._array(operand)
                target = self._new_array(ref) if type_.axes else f"&{self._variable(ref)}"
                if isinstance(operation, op.SumOver):
                    self._call("sum_over", outer, length, self._item(type_), source, target)
                else:
                    self._call("product_over", outer, length, source, target)
            case _:
                self._call_item(ref, operation)

    def _spread(self, ref: Ref, operand: Ref, count: Size) -> None:
        if "@" not in self._codes[operand].text:
            plain = self.program.type_of(operand).plain
            self._codes[ref] = Code(self._lanes(operand)) if plain else self._codes[operand]
            return
        given = self.program.type_of(operand)
        outer, length = product_text(given.over, self.constants), self._extent(count)
        source, name = self._array(operand), self._new_array(ref)
        self._call("spread", outer, length, self._item(given), source, name)

    def _variable(self, ref: Ref) -> str:
        """A variable for a scalar that a function writes."""
        name = self.names.fresh(hint(self.program.instructions[ref]))
        if self._stage is self.last:
            self._line(f"{LANES} {name};")
        else:
            self.declared.append((name, ""))
        self._codes[ref] = Code(name)
        return name

    def _call(self, function: str, *arguments: str, before: str = "") -> None:
        self._line(f"{before}{function}_f64({', '.join(arguments)});")

    def _input(self, ref: Ref, name: str) -> None:
        type_ = self.program.type_of(ref)
        pointer, step = self.pointers[name], self.steps[name]
        if not type_.axes:
            self._scalar(ref, f"load_f64({pointer}, {step}, at, live)")
            return
        target = self._new_array(ref)
        factors = [i.operation for i in self.program.instructions if ref in operands(i.operation)]
        outputs = [o.ref for o in self.program.outputs]
        if (
            not type_.over
            and ref not in outputs
            and all(isinstance(f, op.Cholesky) for f in factors)
        ):
            n = self._extent(type_.shape.rows)
            self._call("gather_lower", n, pointer, step, "at", "live", target)
        else:
            self._call("gather", self._size(type_), pointer, step, "at", "live", target)

    def _entrywise(self, ref: Ref, operation: op.Apply | op.Combine | op.LogExcess) -> None:
        refs = operands(operation)
        while True:
            code = self._entry(operation, refs, self.program.type_of(ref))
            longest = max(refs, key=lambda r: len(self._codes[r].text))
            if len(code.text) <= LONGEST or self._is_name(longest):
                break
            self._assign(longest)
        self._codes[ref] = code
        if not self._is_inlined(ref, code.text):
            self._assign(ref)

    def _is_name(self, ref: Ref) -> bool:
        return self._codes[ref].text.removesuffix("[@]").isidentifier()

    def _assign(self, ref: Ref) -> None:
        """Give a value a name; one without an index stays a scalar where it has axes."""
        type_ = self.program.type_of(ref)
        text = self._codes[ref].text
        if type_.axes and ("@" in text or type_.plain):
            self._array(ref)
        elif type_.axes:
            name = self.names.fresh(hint(self.program.instructions[ref]))
            if self._stage is self.last:
                self._line(f"const {LANES} {name} = {text};")
            else:
                self.declared.append((name, ""))
                self._line(f"{name} = {text};")
            self._codes[ref] = Code(name)
        else:
            self._scalar(ref, text)

    def _entry(
        self, operation: op.Apply | op.Combine | op.LogExcess, refs: Sequence[Ref], type_: Type
    ) -> Code:
        codes = [self._aligned(r, type_) for r in refs]
        match operation:
            case op.LogExcess():
                return Code(f"log_excess_f64({', '.join(self._wide(refs, codes))})")
            case op.Combine(Binary.POWER):
                if type_.plain:
                    return Code(f"pow({', '.join(c.text for c in codes)})")
                return Code(f"v_power_f64({', '.join(self._wide(refs, codes))})")
            case op.Combine(function):
                sign, level = SIGNS[function]
                return infix(codes[0], sign, codes[1], level)
            case op.Apply(Unary.NEGATE):
                return Code(f"-{codes[0].at_least(Level.POWER)}", Level.UNARY)
            case op.Apply(Unary.SQUARE) if codes[0].text.isidentifier() or type_.plain:
                text = codes[0].at_least(Level.ATOM)
                return Code(f"{text} * {text}", Level.PRODUCT)
            case op.Apply(function):
                known = PLAIN_FUNCTIONS if type_.plain else LANE_FUNCTIONS
                if function not in known:
                    word = str(function).replace("_", " ")
                    raise NoValueError(f"the function {word} is not written for c")
                name = known[function]
                return Code(f"{name}{'' if type_.plain else '_f64'}({codes[0].text})")

    def _wide(self, refs: Sequence[Ref], codes: Sequence[Code]) -> list[str]:
        plain = [self.program.type_of(r).plain for r in refs]
        return [f"all_f64({c.text})" if p else c.text for c, p in zip(codes, plain, strict=True)]

    def _aligned(self, ref: Ref, type_: Type) -> Code:
        """An operand in a loop over the entries of the result: a member for all its entries."""
        code, own = self._codes[ref], self.program.type_of(ref)
        if "@" in code.text and len(own.axes) < len(type_.axes):
            size = self._item(type_)
            return Code(at(code.text, f"@ / ({size})"), code.level)
        return code

    # --- operations on whole vectors and matrices ----------------------------------------------

    def _call_item(self, ref: Ref, operation: Operation) -> None:
        """A call for one item, or in a loop over the members of a family."""
        program = self.program
        type_ = program.type_of(ref)
        refs = operands(operation)
        if isinstance(operation, op.DiagonalOf) and not type_.over:
            source = self._array(refs[0])
            stride = self._extent(type_.shape.rows)
            self._codes[ref] = Code(f"{source}[@ * ({stride} + 1)]")
            return
        inside = "each" if type_.over else ""
        given = [self._operand(r, inside) for r in refs]
        target = ""
        if type_.axes:
            name = self._new_array(ref)
            target = f"{name} + each * {self._item(type_)}" if inside else name
            value = f"{name}[each] = " if inside and not type_.rank else ""
        else:
            value = ""
        start = len(self._stage.lines)
        returned = self._apply(ref, operation, given, target)
        if returned:
            if inside:
                self._line(f"{value}{returned};")
            else:
                self._codes[ref] = Code(returned)
                if not self._is_inlined(ref, returned):
                    self._scalar(ref, returned)
        if inside:
            lines = self._stage.lines[start:]
            del self._stage.lines[start:]
            works = [each for each in lines if each.startswith((f"{LANES} ", "double ", "int "))]
            for each in works:
                self._line(each)
            size = product_text(type_.over, self.constants)
            self._line(f"for (int each = 0; each < {size}; ++each) {{")
            for each in lines:
                if each not in works:
                    self._line(f"    {each}")
            self._line("}")

    def _operand(self, ref: Ref, inside: str) -> str:
        """What a function gets: a number in all lanes, or where the entries of an item start."""
        type_ = self.program.type_of(ref)
        if not type_.axes:
            return self._lanes(ref)
        if type_.over and inside:
            if type_.rank == 0:
                text = self._codes[ref].text
                return at(text, "each") if "@" in text else text
            return f"{self._array(ref)} + each * {self._item(type_)}"
        return self._array(ref)

    def _apply(  # noqa: PLR0915 - one match
        self, ref: Ref, operation: Operation, given: Sequence[str], target: str
    ) -> str:
        """Lines that compute an item; the expression of a function that returns a scalar."""
        program = self.program
        types = [program.type_of(r) for r in operands(operation)]
        own = program.type_of(ref)
        rows, columns = self._extent(own.shape.rows), self._extent(own.shape.columns)
        first = self._extent(types[0].shape.rows) if types else ""
        second = self._extent(types[0].shape.columns) if types else ""
        size = self._item(types[0]) if types else ""
        match operation:
            case op.Eye(n):
                self._call("identity", self._extent(n), target)
            case op.Total():
                return f"total_f64({size}, {given[0]})"
            case op.ProductOf():
                return f"product_f64({size}, {given[0]})"
            case op.SumSquares():
                if types[0].structure is Structure.LOWER_TRIANGULAR:
                    return f"sum_squares_lower_f64({first}, {given[0]})"
                return f"sum_squares_f64({size}, {given[0]})"
            case op.Dot():
                return f"dot_f64({size}, {', '.join(given)})"
            case op.MatVec():
                self._call("matvec", first, second, *given, target)
            case op.MatMul():
                self._call("matmul", rows, second, columns, *given, target)
            case op.Outer():
                self._call("outer", rows, columns, *given, target)
            case op.Gram():
                self._call("gram", first, second, *given, target)
            case op.Congruence():
                work = self._work(types[0].shape.rows, types[0].shape.columns)
                self._call("congruence", first, second, *given, work, target)
            case op.Symmetrize():
                self._call("symmetrize", rows, *given, target)
            case op.Transposed():
                self._call("transpose", first, second, *given, target)
            case op.Cholesky(name=name):
                check = self._check(ref, f"{name} is not positive definite")
                call = f"cholesky_f64({rows}, {given[0]}, {target})"
                self._line(f"note_f64({call}, at, live, {check}, checks, &first);")
            case op.SolveLower():
                lower = "1" if own.structure is Structure.LOWER_TRIANGULAR else "0"
                self._call("solve_lower", rows, columns, lower, *given, target)
            case op.SolveLowerTransposed():
                self._call("solve_lower_transposed", rows, columns, *given, target)
            case op.Solve(name=name):
                check = self._check(ref, f"{name} is singular")
                work, places = self._lu(rows)
                inner = ", ".join([rows, columns, *given, work, places, target])
                self._line(f"note_f64(solve_f64({inner}), at, live, {check}, checks, &first);")
            case op.Determinant() | op.LogDeterminant():
                work, places = self._lu(first)
                word = (
                    "log_determinant" if isinstance(operation, op.LogDeterminant) else "determinant"
                )
                return f"{word}_f64({first}, {given[0]}, {work}, {places})"
            case op.SteinLoss():
                work = self._work(size_of(3), types[0].shape.rows, types[0].shape.rows)
                return f"stein_loss_f64({first}, {', '.join(given)}, {work})"
            case op.WhitenedLoss():
                return f"whitened_loss_f64({first}, {', '.join(given)})"
            case op.DiagonalOf():
                self._line(f"for (int i = 0; i < {rows}; ++i) {{")
                self._line(f"    ({target})[i] = ({given[0]})[i * ({rows} + 1)];")
                self._line("}")
            case op.DiagonalMatrix():
                self._call("identity", rows, target)
                self._line(f"for (int i = 0; i < {rows}; ++i) {{")
                self._line(f"    ({target})[i * ({rows} + 1)] = ({given[0]})[i];")
                self._line("}")
            case op.AddDiagonal():
                entry = f"({given[1]})[i]" if types[1].rank else given[1]
                self._line(f"memcpy({target}, {given[0]}, sizeof({LANES}) * {size});")
                self._line(f"for (int i = 0; i < {rows}; ++i) {{")
                self._line(f"    ({target})[i * ({rows} + 1)] += {entry};")
                self._line("}")
            case op.ScaleRows():
                self._line(f"for (int i = 0; i < {rows} * {columns}; ++i) {{")
                self._line(f"    ({target})[i] = ({given[0]})[i / ({columns})] * ({given[1]})[i];")
                self._line("}")
            case op.Blocks(blocks):
                self._blocks(operation, blocks, given, target, columns)
            case (
                op.Input()
                | op.Number()
                | op.Extent()
                | op.Filled()
                | op.Apply()
                | op.Combine()
                | op.LogExcess()
                | op.Spread()
                | op.SumOver()
                | op.ProductOver()
            ):
                raise AssertionError(operation)  # written entry by entry
            case _:
                assert_never(operation)
        return ""

    def _lu(self, n: str) -> tuple[str, str]:
        work, rows = self.names.fresh("work"), self.names.fresh("rows")
        self._line(f"double {work}[{n} * {n}];")
        self._line(f"int {rows}[{n}];")
        return work, rows

    def _check(self, ref: Ref, message: str) -> int:
        """The number of a check, which a status says."""
        for number, check in enumerate(self.checks, 1):
            if check.message == message:
                return number
        self.checks.append(Check(message, self._depends[ref]))
        return len(self.checks)

    def _blocks(
        self,
        operation: op.Blocks,
        blocks: Sequence[Sequence[Ref]],
        given: Sequence[str],
        target: str,
        columns: str,
    ) -> None:
        texts = dict(zip(operands(operation), given, strict=True))
        down: list[str] = []
        for row in blocks:
            across: list[str] = []
            for ref in row:
                shape = self.program.type_of(ref).shape
                height, width = self._extent(shape.rows), self._extent(shape.columns)
                offset = " + ".join([*(f"{h} * {columns}" for h in down), *across])
                place = f"{target} + {offset}" if offset else target
                if self.program.type_of(ref).rank == 0:
                    self._line(f"({place})[0] = {texts[ref]};")
                else:
                    self._call("put_block", height, width, texts[ref], columns, place)
                across.append(width)
            down.append(self._extent(self.program.type_of(row[0]).shape.rows))
