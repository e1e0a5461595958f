r"""What prose declares: "Let $X$ be an $n \times 1$ random vector", "precision matrix $P$".

Prose is read by its words around inline formulas, within one sentence.  Nothing is guessed: a size
counts where it stands right before or after a name, a noun where it stands right before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.sentences import is_introduced
from symgauss.check.wording.array_words import (
    ARE_OF,
    ARRAYS,
    COVARIANCE,
    MATRIX,
    RANDOM,
    head_of,
    names_called_matrices,
)
from symgauss.check.wording.covariances_in_words import calls_covariance
from symgauss.check.wording.plain_words import is_taken_back, says_plainly, words_in
from symgauss.check.wording.renewals import redefines, renews, restores
from symgauss.check.wording.restrictions import restriction
from symgauss.check.wording.said import Inline, Said
from symgauss.check.wording.said_independence import (
    GIVEN_FIRST,
    INDEPENDENT_OF,
    apart,
    are_independent,
)
from symgauss.check.wording.said_random import names_said_random
from symgauss.check.wording.turned_laws import describes_anew, is_marked
from symgauss.errors import SourceError
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import Shape
from symgauss.latex.declaring import declared_name
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.scope import Scope
from symgauss.latex.sets import space_shape
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import (
    Addition,
    Listing,
    Multiplication,
    Node,
    Number,
    Scripted,
)
from symgauss.latex.unify import Unifier

_LINK = re.compile(r"\[([^\]\n]*)\]\([^()\n]*\)")
_SENTENCE = re.compile(
    r"(?<!\bi\.i\.d)[.;:!?](?=\s|$)|\n\s*\n|^[ \t]*#{1,6}[ \t][^\n]*$", re.MULTILINE
)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_SCALAR_NOUNS = re.compile(
    r"\b(random variables?|scalars?|real numbers?|variances?|precisions?|standard deviations?)$",
    re.IGNORECASE,
)
_VECTOR_NOUNS = re.compile(r"\bvectors?$", re.IGNORECASE)
_MATRIX_NOUNS = re.compile(r"\b(matrix|matrices)$", re.IGNORECASE)


def read_prose(document: Document, scope: Scope, hedges: Hedges) -> dict[str, Said]:
    """What the words of a document say about its names."""
    found: dict[str, Said] = {}
    every = list(_inlines(document, scope, hedges))
    formulas = [formula for formula in every if not formula.law]
    for formula in formulas:
        if _ARBITRARY.match(formula.after) or _ARBITRARY_BEFORE.search(formula.before):
            for name, _ in formula.names:
                found.setdefault(name, Said()).arbitrary = True
    for index, formula in enumerate(formulas):
        for name, squared in formula.names:
            said = found.setdefault(name, Said())
            counted = _COUNTED.match(formula.after) is not None  # "with $m$ observations"
            if counted or is_introduced(hedges.sentences.before(formula.span)):
                said.introduced.add(formula.span.start)
            if redefines(formula.before, formula.after):
                said.redefined.add(formula.span.start)
            if renews(formula.before, formula.after):
                said.renewed.add(formula.span.start)
            elif restores(formula.before):
                said.restored.add(formula.span.start)
            earlier_in_list = list(_listed_before(formulas, index))
            opening = (earlier_in_list or [formula])[-1]
            first = opening.before
            # "the vectors $x$ and $y$" are two vectors, "the vector $x$ and $y$" is one
            several = first.endswith(("s", "ces")) or ARE_OF.search(first)
            before = first if several else formula.before
            leads, ends = _LEADS.search(first) is not None, _ends(formulas, index)
            here = replace(formula, leads=leads, ends=ends)
            _nouns(said, here, before, squared=squared)
            said.restricted = said.restricted or restriction(before, formula.after)
            for other in earlier_in_list:  # "$X$ and $Y$ be random variables"
                for earlier, also_squared in other.names:
                    _said_after(found.setdefault(earlier, Said()), here, squared=also_squared)
                    also = found[earlier]
                    also.restricted = also.restricted or said.restricted
        if formula.shape is not None:
            _sized(formula, formulas, index, found)
    for formula in every:
        if formula.spread:  # "drawn from $\\mathcal{N}(m, S)$": S is a covariance
            said = found.setdefault(formula.spread, Said())
            said.has(Property.POSITIVE_DEFINITE, formula)
            said.has(Property.POSITIVE, formula)
    for name in names_called_matrices(document, hedges.sentences):
        found.setdefault(name, Said()).called_matrix = True
    for name in names_said_random(document, hedges.sentences):
        found.setdefault(name, Said()).random = True
    for index, formula in enumerate(every):
        members = [formula, *_listed_before(every, index)]
        opening = members[-1]
        first = opening.before
        before = first if first.lower().endswith(("s", "independent")) else formula.before
        if INDEPENDENT_OF.match(formula.after) and formula.plain and not formula.given:
            pair = [formula, *(e for e in every[index + 1 :][:1] if e.number == formula.number + 1)]
            apart(pair, formula.span.start, found)
        if are_independent(first, before, formula):
            apart(members, opening.span.start, found)
    return found


def _ends(formulas: list[Inline], index: int) -> bool:
    """Whether no other formula stands right behind the words that follow a formula."""
    here, behind = formulas[index], formulas[index + 1 : index + 2]
    return not any(b.number == here.number + 1 and b.before == here.after for b in behind)


def _inlines(document: Document, scope: Scope, hedges: Hedges) -> Iterator[Inline]:
    source = document.source
    text = source.text
    taken_back = is_taken_back(text)
    walls = (RegionKind.INLINE, RegionKind.DISPLAY)
    formulas = [region for region in document.regions if region.kind in walls]
    for index, region in enumerate(formulas):
        if region.kind is not RegionKind.INLINE:
            continue
        span, whole = region.span, region.whole
        previous = formulas[index - 1].whole.end if index else 0
        last = index + 1 == len(formulas)
        following = len(text) if last else formulas[index + 1].whole.start
        before = _words_before(text[max(previous, whole.start - 200) : whole.start])
        after = _words_after(text[whole.end : min(following, whole.end + 200)])
        read = read_inline(region, document)
        if read is None:
            continue
        _, chain = read
        signs = [sign.kind for sign in chain.relations]
        # "let $A \in \mathbb{R}^{n \times n}$ be symmetric" says something of A
        if signs not in ([], ["in"], ["~"]):
            continue
        node = chain.parts[0]
        around = hedges.before(region), hedges.sentences.after(whole)
        applied = ARRAYS.search(" ".join(around)) is not None
        names, shape = tuple(_names(node, source, applied=applied)), _size(node, source, scope)
        hedged = not hedges.force(span.start).everywhere
        plain = not taken_back and says_plainly(*around, also=_FUNCTIONS)
        given, law = GIVEN_FIRST.search(around[0]) is not None, signs == ["~"]
        spread = _spread(chain.parts[-1], source)
        yield Inline(before, after, names, shape, span, hedged, plain, given, law, index, spread)


def _spread(node: Node, source: Source) -> str:
    r"""The S of ``\mathcal{N}(m, S)``, also where that is ``S^{-1}``."""
    law = normal_law(node)
    content = None if law is None else law.argument.content
    if not isinstance(content, Listing) or len(content.items) < 2:
        return ""
    spread = content.items[-1]
    if isinstance(spread, Scripted) and isinstance(spread.sup, Addition):
        spread = (
            Scripted(spread.base, spread.sub, None, 0, spread.span) if spread.sub else spread.base
        )
    try:
        return declared_name(spread, source)
    except SourceError:
        return ""


def _words_before(text: str) -> str:
    """The words of the sentence up to the formula."""
    text = _LINK.sub(r"\1", text).replace("*", "")
    parts = _SENTENCE.split(text)
    return " ".join(parts[-1].split())


def _words_after(text: str) -> str:
    text = _LINK.sub(r"\1", text).replace("*", "")
    match = _SENTENCE.search(text)
    return " ".join((text[: match.start()] if match else text).split())


def _names(node: Node, source: Source, *, applied: bool) -> Iterator[tuple[str, bool]]:
    items = node.items if isinstance(node, Listing) and set(node.separators) == {","} else (node,)
    for item in items:
        squared = (
            isinstance(item, Scripted) and isinstance(item.sup, Number) and item.sup.text == "2"
        )
        plain = head_of(item) if applied else item
        if squared and isinstance(item, Scripted):
            plain = item.base
            if item.sub is not None:
                plain = Scripted(item.base, item.sub, None, 0, item.span)
        try:
            yield declared_name(plain, source), squared
        except SourceError:
            return


def _size(node: Node, source: Source, scope: Scope) -> Shape | None:
    if not isinstance(node, Multiplication) or "x" not in node.operators:
        return None
    try:
        return space_shape(node, Elaborator(source, scope, Unifier()))
    except SourceError:
        return None


# --- nouns -------------------------------------------------------------------------------------

_PROPERTIES: tuple[tuple[re.Pattern[str], Property], ...] = (
    (re.compile(r"\bsymmetric\b", re.IGNORECASE), Property.SYMMETRIC),
    (re.compile(r"\bpositive[- ]definite\b", re.IGNORECASE), Property.POSITIVE_DEFINITE),
    (re.compile(r"\bpositive[- ]semi-?definite\b", re.IGNORECASE), Property.POSITIVE_SEMIDEFINITE),
    (re.compile(r"\b(invertible|non-?singular)\b", re.IGNORECASE), Property.INVERTIBLE),
    (
        re.compile(r"\borthogonal\b|\b(rotation|reflection|permutation) matri", re.IGNORECASE),
        Property.ORTHOGONAL,
    ),
    (re.compile(r"^(an? )?diagonal$|\bdiagonal matri", re.IGNORECASE), Property.DIAGONAL),
    (re.compile(r"\blower[- ]triangular\b", re.IGNORECASE), Property.LOWER_TRIANGULAR),
    (re.compile(r"\bupper[- ]triangular\b", re.IGNORECASE), Property.UPPER_TRIANGULAR),
    (re.compile(r"\bCholesky (factor|root)\b"), Property.POSITIVE_DIAGONAL),
    (re.compile(r"\bCholesky (factor|root)\b"), Property.LOWER_TRIANGULAR),
)
#: What a sentence may speak of besides when it says what a matrix in a function is.
_FUNCTIONS = frozenset(words_in("quadratic function functions form forms objective cost"))
#: "a function $f(x) = ..$ with symmetric positive definite $A$", and no "With symmetric $A$, .."
_WITH_ADJECTIVES = re.compile(
    r"(?:^|\S )with(?: (?:a|an|the|real|symmetric,?|positive[- ](?:semi-?)?definite|invertible))+$"
)
_CHOLESKY = re.compile(r"\bCholesky (factor|root)$")
_POSITIVE = re.compile(
    r"(?<![\w-])(variances?|precisions?|standard deviations?"
    r"|shape( parameter)?|rate( parameter)?|degrees of freedom)$",
    re.IGNORECASE,
)
_POSITIVE_NUMBER = re.compile(
    r"(?<![\w-])positive( real)?( number| constant| scalar| parameter)?s?$", re.IGNORECASE
)
#: Behind a number that is not positive by custom.
_ANY_SIGN = re.compile(
    r"\bnot (?:\w+ ){0,3}(?:positive|non-?negative)\b|\bneed not be (?:positive|non-?negative)\b"
    r"|\b(?:either|any|arbitrary|both|unknown) signs?\b|\bpositive or negative\b"
    r"|\b(?:may|can|could|might|possibly|perhaps)(?: also| well)?(?: be| become)? negative\b",
    re.IGNORECASE,
)
_FIXED = re.compile(r"\b(fixed|constants?|deterministic|known)\b", re.IGNORECASE)
_LAWS = (
    r"(poisson|uniform(ly)?|bernoulli|binomial|laplace|cauchy|exponential(ly)?|geometric"
    r"|chi-?squared?|gamma|beta|student|log-?normal|rademacher|dirichlet|weibull|pareto)"
)
#: "a Poisson variable $x$", "let $x$ be uniform": laws that are no normal ones.
_OTHER_LAW = re.compile(
    rf"\b{_LAWS}( distributed)?( random)?( variables?| vectors?)?$", re.IGNORECASE
)
_OTHER_LAW_AFTER = re.compile(
    rf"^,?\s*(is|be|are|being|has|have|follows?)( (an?|the))?( \w+)? {_LAWS}\b", re.IGNORECASE
)
_PRECISION = re.compile(r"\bprecisions?( matrix| matrices| parameters?)?$", re.IGNORECASE)
_DEVIATION = re.compile(r"\bstandard deviations?( parameter| of)?$", re.IGNORECASE)
_IS = re.compile(
    r"^,?\s*(is|be|are|denotes?|has|have|being|represents?|to be)\b\s*(assumed )?(to be )?",
    re.IGNORECASE,
)
_ARBITRARY = re.compile(
    r"^,?\s*(is|be|are|being)\s+(an? )?(arbitrary|general|any|not|no longer|non-?symmetric"
    r"|asymmetric)\b",
    re.IGNORECASE,
)
#: "for general square $A$", but not "for any symmetric $A$"
_ARBITRARY_BEFORE = re.compile(
    r"\b(general|arbitrary|non-?symmetric|asymmetric)( (real|square|matrix|matrices))*$",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    r"^(?:[\w.-]+ )?(?:observations|samples|(?:data )?points|measurements|images|particles"
    r"|components|clusters|examples|trials|experiments|variables|features|units|iterations|steps)\b",
    re.IGNORECASE,
)
#: "with $A$", and no "is $A$ symmetric?"
_LEADS = re.compile(
    r"(\b(with|where|let|(orthogonal|diagonal|symmetric|definite|invertible) and)|,)$",
    re.IGNORECASE,
)
#: The verb is said of the first name only: "$p$ denotes the covariance, $h$ the gain matrix".
_GAP = re.compile(
    r"^((is|be|are|denotes?|represents?) )?(the|an?) [^,;]*(,|,? and)$", re.IGNORECASE
)
_APPOSITION = re.compile(
    r"^(?:the|an?) (?P<noun>(?:[\w-]+ ){0,3}(?:matrix|vector))\b", re.IGNORECASE
)
#: Without a verb, right behind a name.
_KIND = (
    r"(symmetric|positive[- ](semi-?)?definite|invertible|non-?singular|orthogonal"
    r"|diagonal\b|(covariance|precision) matri|(lower|upper)[- ]triangular)"
)
_ATTRIBUTE = re.compile(rf"^,?\s*(both\s+)?{_KIND}", re.IGNORECASE)
#: Nor with a verb that was said of another name; "a diagonal matrix $D$" is said of that.
_APPOSED_KIND = re.compile(rf"^,?\s*an?\s+{_KIND}[\w -]*(?P<more>[.,;:])?", re.IGNORECASE)


def _nouns(said: Said, formula: Inline, before: str, *, squared: bool) -> None:
    """The noun right before the name, or after "is"."""
    phrase = before[-60:]
    if calls_covariance(phrase):
        said.has(Property.POSITIVE_DEFINITE, formula)
    if _POSITIVE.search(phrase):
        said.has(Property.POSITIVE, formula)
    if _POSITIVE_NUMBER.search(phrase) and not squared:
        said.is_said_to_be(Property.POSITIVE, formula)
    said.deviation |= not squared and bool(_DEVIATION.search(phrase))
    said.any_sign |= not squared and bool(_ANY_SIGN.search(formula.after))
    said.precision |= not squared and bool(_PRECISION.search(phrase))
    if _OTHER_LAW.search(phrase) or _OTHER_LAW_AFTER.match(formula.after):
        said.other_law.add(formula.span.start)
    elif describes_anew(before, formula.after):
        marked = is_marked(before, formula.after)
        (said.other_law if marked else said.described).add(formula.span.start)
    _said_after(said, formula, squared=squared)
    if _GAP.match(before) and (gapped := _APPOSITION.match(formula.after)):
        _rank(said, gapped["noun"], squared=squared)
    last = re.split(r",|\b(with|and|where|of|that|which|for|is|be|are|by)\b", phrase)[-1] or phrase
    _rank(said, last.strip(), squared=squared)
    if not squared and (of := ARE_OF.search(before)):
        _rank(said, of["noun"], squared=squared)
    if squared:
        return  # of a square, nothing more is said of its root
    named = _MATRIX_NOUNS.search(last.strip()) or _CHOLESKY.search(last.strip())
    if named or _WITH_ADJECTIVES.search(before):
        for pattern, found in _PROPERTIES:
            if pattern.search(last):
                said.is_said_to_be(found, formula)


def _said_after(said: Said, formula: Inline, *, squared: bool) -> None:
    """What follows "is" or "be", or right behind: "with $A$ symmetric"."""
    match = _IS.match(formula.after)
    kind = _APPOSED_KIND.match(formula.after)
    apposed = kind is not None and (kind["more"] is not None or formula.ends)
    if match or (formula.leads and (apposed or _ATTRIBUTE.match(formula.after))):
        following = formula.after[match.end() if match else 0 :][:80].lstrip(", ")
        head = re.split(
            r"\b(with|and|where|of|that|which|whose|such|for|in|from|to)\b|,", following
        )[0]
        head = head.strip()
        if _POSITIVE_NUMBER.search(head) and not squared:
            said.is_said_to_be(Property.POSITIVE, formula)
        if _POSITIVE.search(head):
            said.has(Property.POSITIVE, formula)
        if calls_covariance(head):
            said.has(Property.POSITIVE_DEFINITE, formula)
        said.random = said.random or RANDOM.search(head) is not None
        said.deviation |= not squared and bool(_DEVIATION.search(head))
        said.precision |= not squared and bool(_PRECISION.search(head))
        said.fixed |= bool(_FIXED.search(head))
        _rank(said, head, squared=squared)
        if not said.rank and not squared and MATRIX.match(head):
            said.rank = "matrix"
        for pattern, found in _PROPERTIES if not squared else ():
            if pattern.search(head):
                said.is_said_to_be(found, formula)


def _listed_before(formulas: list[Inline], index: int) -> Iterator[Inline]:
    """The formulas of the list that ends here, one right behind the other."""
    while index > 0 and formulas[index].before in ("and", ",", ", and", "or"):
        index -= 1
        if formulas[index].number + 1 != formulas[index + 1].number:
            break
        yield formulas[index]


def _rank(said: Said, phrase: str, *, squared: bool) -> None:
    said.covariance |= not squared and COVARIANCE.search(phrase) is not None
    if _MATRIX_NOUNS.search(phrase) and not squared:
        said.rank = said.rank or "matrix"
    elif _VECTOR_NOUNS.search(phrase) and not squared:
        said.rank = said.rank or "vector"
    elif _SCALAR_NOUNS.search(phrase) and (squared or "variance" not in phrase):
        said.rank = said.rank or "scalar"


# --- sizes -------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"^[A-Za-z,() -]{0,70}$")
_STOP = re.compile(
    r"\b(with|where|and|is|are|be|has|have|given|following|from|to|by|as|for)\b", re.IGNORECASE
)


#: what stands between a name and its size: "is an", "an", "of size", "is a matrix of shape"
_APPOSED = re.compile(
    r",?\s*(?P<copula>is|be|are|being|denotes?|represents?)(\s+(an?|the|some))?(\s+[a-z ]{1,20})?"
    r"|,?\s*an?(\s+(?P<kind>[a-z -]{1,40}))?"
    r"|,?\s*((is|be|are)\s+)?((an?|the)\s+)?([a-z]+\s+){0,2}of\s+(size|shape|order|dimensions?)"
    r"|(?P<bracket>\()(an?|of\s+size)?"
)


def _sized(formula: Inline, formulas: list[Inline], index: int, found: dict[str, Said]) -> None:
    r"""``$n \times p$ design matrix $X$`` and ``$X$ be an $n \times p$ matrix``."""
    assert formula.shape is not None  # noqa: S101 - the caller looked
    if index + 1 < len(formulas):
        following = formulas[index + 1]
        near = following.span.start - formula.span.end < 120
        # in one sentence: what stands between is the words behind the size, all of them
        between = following.before if near and following.before == formula.after else None
        adjacent = between is not None and _BETWEEN.match(between) and not _STOP.search(between)
        # "$A$ is $n \times n$, $B$ ..." and "... matrix ($n$ observations)" say nothing about B, n
        apart = any(sign in (between or "") for sign in ",(")
        next_clause = apart and _is_said_of_the_earlier(formulas, index)
        sizes = formula.shape.rows.dimensions | formula.shape.columns.dimensions
        is_size = any(name in sizes for name, _ in following.names)
        if following.names and adjacent and not (next_clause or is_size):
            _give(following, formula.shape, found)
            _more_names(formulas, index + 1, formula.shape, found)
            return
    if index > 0:
        earlier = formulas[index - 1]
        between = formula.before
        apposed = _APPOSED.fullmatch(between)
        if earlier.names and apposed:
            _give(earlier, formula.shape, found)
            # "be a $d \times d$ covariance matrix", "a symmetric $d \times d$ matrix"
            behind = formula.after.removeprefix(")") if apposed["bracket"] else formula.after
            noun = replace(earlier, after=f"is {apposed['kind'] or ''} {behind}")
            for name, squared in earlier.names:
                _said_after(found.setdefault(name, Said()), noun, squared=squared)
            if re.fullmatch(r"(and|,)", earlier.before) and index > 1:
                _give(formulas[index - 2], formula.shape, found)


def _is_said_of_the_earlier(formulas: list[Inline], index: int) -> bool:
    """Whether a size stands behind a name and "is", or in brackets behind it."""
    apposed = _APPOSED.fullmatch(formulas[index].before) if index > 0 else None
    said = apposed is not None and bool(apposed["copula"] or apposed["bracket"])
    return said and bool(formulas[index - 1].names)


def _more_names(formulas: list[Inline], index: int, shape: Shape, found: dict[str, Said]) -> None:
    """``... vectors $x$ and $y$``."""
    while index + 1 < len(formulas) and formulas[index + 1].before in ("and", ",", ", and"):
        index += 1
        if formulas[index].shape is not None:
            return
        _give(formulas[index], shape, found)


def _give(formula: Inline, shape: Shape, found: dict[str, Said]) -> None:
    for name, squared in formula.names:
        if not squared:
            said = found.setdefault(name, Said())
            said.shape = said.shape or shape
