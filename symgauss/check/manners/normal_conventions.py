r"""What the second argument of a normal law is: a variance, unless the document says otherwise.

A document may define ``N(x; m, s)`` by its density, or say in words that the second argument is a
standard deviation or a precision.  That counts for all of its laws, which are put in terms of the
variance here: ``N(m, s)`` becomes ``N(m, s^2)``.  A number is a standard deviation where its own
sentence calls it one.  Where words and signs clash, a law is none of the model.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from symgauss.check.displays.hedges import Force
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.manners.normal_definitions import Convention, definitions
from symgauss.check.manners.rewriting import rewritten
from symgauss.errors import LatexError
from symgauss.latex.inside import nodes
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import (
    Addition,
    Fraction,
    Group,
    Letter,
    Listing,
    Node,
    NormalLaw,
    Number,
    Scripted,
)

_CLASH = "nothing says whether the second argument of a normal law is its variance"
_KINDS = {"standard deviation": Convention.DEVIATION, "precision": Convention.PRECISION}
_NORMAL = r"(?:\\(?:mathcal|cal|mathrm)\s*\{?\s*N\s*\}?|\bN)\s*(?:\\left|\\big)?\("
_ARGUMENT = re.compile(
    r"\b(?:second|last) (?:argument|parameter|entry|slot)\b[^.]{0,80}?\b"
    r"(precision|inverse (?:co)?variance|standard deviation|(?:co)?variance)",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(
    r"\b(?:parametri[sz]|specif|giv|describ|stat)\w*\b[^.]{0,60}?"
    r"\b(?:by|via|through|using|in terms of) (?:(?:its|their|the|a) )?(?P<mean>means? and )?"
    r"(?P<own>(?:its|their|the|a) )?(?P<kind>precision|standard deviation)",
    re.IGNORECASE | re.DOTALL,
)
#: "$N(x; m, s)$ is the density with standard deviation $s$", which is no law of a variable.
_NOTATION = re.compile(
    rf"\$(?P<head>[^$]{{0,40}}?){_NORMAL}(?P<inside>[^$]*),\s*(?P<spread>[^$,()]+)\)\s*\$"
    r"(?:[^.$]|\$[^$]{1,40}\$){0,120}?(?P<kind>standard deviation|precision)"
    r"(?: matrix| parameter)?(?: of)?\s*\$(?P<named>[^$]+)\$",
    re.IGNORECASE,
)
_SPEAKS_OF_NOTATION = re.compile(
    r"\b(notation|denot\w+|writ\w+|convention\w*|stands? for|means|abbreviat\w+)\b", re.IGNORECASE
)
_NEAR = 80  #: characters before a formula that may speak of notation
_EVERYWHERE_COMPLEX = re.compile(
    r"\b(?:all|every\w*|throughout)\b[^.]{0,80}"
    r"\bcomplex[ -](?:valued|normal|gaussian|random|circular)",
    re.IGNORECASE,
)
_COVARIANCES = frozenset({"Sigma", "sigma", "Psi", "v", *"CIKPQRSV"})
#: "The law with mean $m$ and standard deviation $s$ is written $N(m, s)$".
_WRITTEN = re.compile(
    r"\b(?P<kind>standard deviation|precision)(?: matrix| parameter)?(?: of)?\s*"
    r"\$(?P<named>[^$]+)\$[^.$]{0,40}\b(?:written|denoted|called|abbreviated)\b[^.$]{0,20}"
    rf"\$(?P<head>){_NORMAL}(?P<inside>[^$]*),\s*(?P<spread>[^$,()]+)\)\s*\$",
    re.IGNORECASE,
)
_LONGEST = 160  #: characters of a sentence that may say what a number is
_THEREFORE = re.compile(r"\b(?:so|hence|thus|therefore|which means)\b", re.IGNORECASE)
_DEVIATION = r"(?:standard deviations?|\bstd\b\.?(?: dev\.?)?|\bs\.d\.|\bsd\b)"


def name_spreads(statements: list[Statement], source: Source) -> None:
    """Put all normal laws in terms of their variances."""
    convention, strict = _convention(statements, source)
    for statement in statements:
        if convention is not None:
            _apply(statement, convention, source, strict=strict)
        elif _is_law(statement):
            _by_its_sentence(statement, source)


def _is_law(statement: Statement) -> bool:
    return bool(statement.signs) and statement.signs[0].kind == "~"


def _convention(statements: list[Statement], source: Source) -> tuple[Convention | None, bool]:
    """What the document says, and whether it says so of the argument itself."""
    text = source.text
    if _EVERYWHERE_COMPLEX.search(text):
        return Convention.UNCLEAR, True  # half the variance in each of two parts
    said = _ARGUMENT.search(text)
    if said is not None:
        kind = " ".join(said[1].lower().split())
        kind = "precision" if kind.startswith("inverse") else kind
        return _KINDS.get(kind), True
    defined = set(definitions(statements, source))
    for match in (*_NOTATION.finditer(text), *_WRITTEN.finditer(text)):
        same = match["spread"].split() == match["named"].split()
        around = text[max(0, match.start() - _NEAR) : match.end()]
        # what is said of one law, "the prior is $N(0, l)$ with precision $l$", is no convention
        general = re.search(r"[;|]", match["inside"]) or _SPEAKS_OF_NOTATION.search(around)
        named = re.search(r"[A-Za-z]", match["spread"]) and re.search(r"[A-Za-z]", match["inside"])
        if same and general and named and not re.search(r"\\sim|=", match["head"]):
            defined.add(_KINDS[match["kind"].lower()])
    if defined:
        return (defined.pop() if len(defined) == 1 else Convention.UNCLEAR), True
    by = _BY.search(text)
    return (None if by is None else _KINDS[by["kind"].lower()]), False


# --- laws ------------------------------------------------------------------------------------


def _apply(statement: Statement, convention: Convention, source: Source, *, strict: bool) -> None:
    clash = False

    def changed(node: Any) -> Any:  # noqa: ANN401 - any node
        nonlocal clash
        if not isinstance(node, NormalLaw) or not isinstance(node.argument.content, Listing):
            return node
        made = _with_variance(node, convention, strict=strict)
        clash = clash or made is None
        return node if made is None else made

    for side in statement.sides:
        clash = False
        node = rewritten(_as_laws(side.node), changed)
        if clash and _is_law(statement):
            statement.force = Force(everywhere=False)
        elif clash:
            _refuse(side, source)
            statement.chain = None
            continue
        side.node = node
    if statement.chain is not None:
        statement.chain = rewritten(_as_laws(statement.chain), changed)


def _as_laws(root: Any) -> Any:  # noqa: ANN401 - any node
    """A plain ``N(m, s)`` as the law that it is."""

    def changed(node: Any) -> Any:  # noqa: ANN401 - any node
        law = None if isinstance(node, NormalLaw) else normal_law(node)
        listed = law is not None and isinstance(law.argument.content, Listing)
        return law if listed else node

    return rewritten(root, changed)


def _refuse(side: Side, source: Source) -> None:
    side.problem = LatexError(_CLASH, source.place(side.span))
    side.node = None


def _with_variance(law: NormalLaw, convention: Convention, *, strict: bool) -> NormalLaw | None:
    """The law in terms of its variance; ``None`` where that is not clear."""
    content = law.argument.content
    assert isinstance(content, Listing)  # noqa: S101 - the caller has looked
    spread = content.items[-1]
    if convention is Convention.DEVIATION and _is_matrix(spread):
        return law  # a multivariate law has no standard deviation
    written = _is_inverse(spread) or _is_square(spread)
    if not strict and (written or _is_covariance(spread)):
        return law
    if convention is Convention.UNCLEAR or written or not strict:
        return None
    if isinstance(spread, Number) and spread.text in ("0", "1"):
        return law
    return _powered(law, convention)


def _powered(law: NormalLaw, convention: Convention) -> NormalLaw:
    content = law.argument.content
    assert isinstance(content, Listing)  # noqa: S101 - the caller has looked
    spread, span = content.items[-1], content.items[-1].span
    power: Node = Number("2", span)
    if convention is Convention.PRECISION:
        power = Addition((("-", Number("1", span)),), span)
    base = spread if isinstance(spread, Letter) else Group("(", ")", spread, span)
    made = Scripted(base, None, power, 0, span)
    if isinstance(spread, Scripted) and spread.sup is None:
        made = replace(spread, sup=power)
    listing = replace(content, items=(*content.items[:-1], made))
    return replace(law, argument=replace(law.argument, content=listing))


def _is_square(node: Node) -> bool:
    return any(
        isinstance(part, Scripted) and isinstance(part.sup, Number) and part.sup.text == "2"
        for part in nodes(node)
    )


def _is_inverse(node: Node) -> bool:
    if isinstance(node, Fraction):
        return True
    negative = (n for n in nodes(node) if isinstance(n, Scripted) and isinstance(n.sup, Addition))
    return any(n.sup.terms[0][0] == "-" for n in negative if isinstance(n.sup, Addition))


def _is_covariance(node: Node) -> bool:
    """Whether a covariance is called by one of its usual letters, or is a number."""
    letters = {part.base for part in nodes(node) if isinstance(part, Letter)}
    return bool(letters) and letters <= _COVARIANCES


def _is_matrix(node: Node) -> bool:
    letters = [part for part in nodes(node) if isinstance(part, Letter)]
    return any(each.base[0].isupper() for each in letters)


# --- numbers ---------------------------------------------------------------------------------


def _by_its_sentence(statement: Statement, source: Source) -> None:
    """A law whose second argument is a number that its sentence calls a standard deviation."""
    side = statement.sides[-1]
    law = None if side.node is None else normal_law(side.node)
    if law is None or not isinstance(law.argument.content, Listing):
        return
    spread = law.argument.content.items[-1]
    if not isinstance(spread, Number) or spread.text in ("0", "1"):
        return
    here, next_one = _sentences_behind(side.span, source.text)
    found = _called(spread.text, here)
    if found is None and _called(spread.text, next_one) is not None:
        found = Convention.UNCLEAR  # what is claimed there may be wrong
    if found is Convention.UNCLEAR:
        statement.force = Force(everywhere=False)
    elif found is not None:
        side.node = _powered(law, found)


def _sentences_behind(span: Span, text: str) -> tuple[str, str]:
    """The rest of the sentence in which a law stands, and the next one."""
    rest = text[span.end : span.end + _LONGEST].replace("i.e.", "ie").replace("e.g.", "eg")
    here, next_one, *_ = *re.split(r"[.!?](?=\s)|\n\s*\n", rest), "", ""
    return here, next_one


def _called(number: str, words: str) -> Convention | None:
    exact = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"
    behind = re.search(rf"{_DEVIATION}(?:(?!\\sqrt)[^.\d]){{0,30}}{exact}", words, re.IGNORECASE)
    before = re.search(rf"{exact}[^.\d]{{0,25}}{_DEVIATION}", words, re.IGNORECASE)
    match = behind or before
    if match is None:
        return None
    draws = _THEREFORE.search(words[: match.end()])
    return Convention.DEVIATION if draws is None else Convention.UNCLEAR
