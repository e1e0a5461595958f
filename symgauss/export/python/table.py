"""What a target that is written in Python has to say about itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from symgauss.errors import NoValueError
from symgauss.export.code import Code, Level, infix, negative, power
from symgauss.export.operations import Apply, Binary, Combine, Extent, Eye, Operation, Unary
from symgauss.export.planning import Function
from symgauss.export.program import Program, Type
from symgauss.kernel.sizes import Size

SIGNS = {
    Binary.ADD: ("+", Level.SUM),
    Binary.SUBTRACT: ("-", Level.SUM),
    Binary.MULTIPLY: ("*", Level.PRODUCT),
    Binary.DIVIDE: ("/", Level.PRODUCT),
}


class PythonTable(ABC):
    """One target: its imports, its helpers, and an expression for each operation."""

    name: ClassVar[str]  #: of the target, and of its file of helpers
    package: ClassVar[str]  #: what has to be installed to run what is written
    install: ClassVar[str]  #: the command that installs it
    imports: ClassVar[tuple[str, ...]]  #: lines at the top of a file
    array: ClassVar[str] = "Array"  #: the type of a value in the code
    returned: ClassVar[str] = ""  #: the type of what a core returns, where it is not that
    argument: ClassVar[str] = "ArrayLike"  #: the type of an argument
    factory: ClassVar[tuple[str, ...]] = ("dtype",)  #: attributes that a new array takes over

    decorator: ClassVar[str] = ""  #: a line in front of the core of a function
    overwrites: ClassVar[bool] = False  #: whether values may take over the memory of an operand
    broadcasts: ClassVar[bool] = False  #: whether values get axes and a type where they are used
    sized: ClassVar[tuple[type, ...]] = (Extent, Eye)  #: operations that need a size as a number

    def further(self, function: Function) -> tuple[str, ...]:
        """Parameters of the core behind the arguments."""
        del function
        return ()

    def finished(self, lines: Sequence[str], program: Program) -> list[str]:
        """The statements of a core as they are written."""
        del program
        return list(lines)

    def more(self, function: Function, core: str) -> list[str]:
        """Definitions that belong to a function beside its core."""
        del function, core
        return []

    @abstractmethod
    def expression(
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], type_: Type
    ) -> Code:
        """An operation on operands that are written as ``codes`` and have these types."""

    def repeated(self, code: Code, size: Size, rank: int) -> Code:
        """A result that is the same for all members of an index, once for each of them."""
        raise NotImplementedError

    def filled(self, code: Code) -> Code:
        """A result that is a number, as an array."""
        raise NotImplementedError

    def overwriting(
        self, operation: Operation, place: int, codes: Sequence[Code], types: Sequence[Type]
    ) -> str:
        """The statement that writes a value over its operand at a place, which is a name."""
        raise NotImplementedError

    def straight(
        self, operation: Operation, codes: Sequence[Code], types: Sequence[Type], place: int
    ) -> Code:
        """An operation that writes a value straight into the memory of the result at a place."""
        raise NotImplementedError

    @abstractmethod
    def body(self, function: Function, core: str) -> list[str]:
        """The body of a public function, which calls the core with checked arguments."""

    def entrywise(
        self, operation: Apply | Combine, codes: Sequence[Code], functions: dict[Unary, str]
    ) -> Code:
        """Arithmetic and functions entry by entry, in the operators of Python."""
        if isinstance(operation, Combine):
            left, right = codes
            if operation.function is Binary.POWER:
                return power(left, right)
            sign, level = SIGNS[operation.function]
            return infix(left, sign, right, level)
        (operand,) = codes
        if operation.function is Unary.NEGATE:
            return negative(operand)
        if operation.function not in functions:
            word = str(operation.function).replace("_", " ")
            raise NoValueError(f"the function {word} is not written for {self.name}")
        return Code(f"{functions[operation.function]}({operand.text})")
