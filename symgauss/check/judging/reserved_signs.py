r"""Signs to which a document gives another meaning than usual: "let $I$ be the interest rate".

A formula in a sentence that is nothing but such a sign, ``I``, ``\Phi``, ``B'`` or ``\|x\|``, is
spoken of.  Where the words that introduce it do not name the usual meaning, whatever they are, it
has another one in the whole document: what stands beside it is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.meaning.values import Value
from symgauss.check.wording.other_senses import other_sense
from symgauss.check.wording.redefined_signs import redefined
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document

_NAME = (
    r"(?:\\[a-zA-Z]+\s+\\?[a-zA-Z]|\\[a-zA-Z]+\s*\{\s*\\?[a-zA-Z]+\s*\}|\\?[a-zA-Z]+)"
    r"(?:_(?:\{[^{}]*\}|\w))?"
)
_COPULA = (
    r"(?:(?:to )?(?:be|is|are|being|denotes?|means?|represents?|stands? for|refers? to)|to mean"
    r"|for|as|denoting|meaning)"
)
_ARTICLE = r"(?:the|an?|some|our|its|their|all|any|one)"
_AFTER = re.compile(
    rf"^,? ?(?:(?:here|now|again|will) )?(?:{_COPULA} {_ARTICLE}|(?:to )?be|{_ARTICLE})\b"
    rf"|^,? ?{_COPULA} {FORMULA}|^ ?\(",
    re.IGNORECASE,
)
_APPOSITION = re.compile(rf"\b{_ARTICLE}((?: [\w'-]+){{1,4}})$", re.IGNORECASE)
_NO_NOUN = re.compile(r"\b(?:of|by|for|to|with|in|on|as|at|and|is|are|let|where|from)$")
#: "the interest rate is denoted by"
_SUBJECT = re.compile(
    r"\b(?:is|are|(?:denoted?|called|named|given|written|represented) (?:by|as))$", re.IGNORECASE
)
_PHRASE = re.compile(rf"[,;:.{DISPLAY}]|\b(?:and|where|while|whereas|but)\b")
#: In front of a norm: "the $\ell_2$ norm $\|x\|$".
_EUCLIDEAN = re.compile(r"(?:\\ell|L)_?\^?\{?2\}?\$?[ -]norm\s*$")
#: Limits of sums, which are no powers, and sets over which they go.
_LIMITS = re.compile(
    r"_\s*\{[^{}]*\\in\b[^{}]*\}|\\(?:sum|prod|int|bigcup|bigcap)\s*(?:\\limits)?\s*_(?:\{[^{}]*\}|\\?\w+)\s*\^(?:\{[^{}]*\}|\w)"
)


@dataclass(frozen=True, slots=True)
class _Reserved:
    """A sign that has a usual meaning."""

    formula: re.Pattern[str]  #: an inline formula that is the sign, and nothing else
    usual: re.Pattern[str]  #: in the words that introduce it, where these mean the usual thing
    sign: Callable[[re.Match[str]], str]  #: the sign in a step, as a regular expression
    meaning: str
    any_mention: bool = False  #: whether all words beside it introduce it

    @property
    def is_named(self) -> bool:
        """Whether its usual meaning has a name, instead of being what no word denies."""
        return not self.usual.pattern.startswith("^(?!")


def _reserved(
    formula: str,
    usual: str,
    sign: Callable[[re.Match[str]], str],
    meaning: str,
    *,
    any_mention: bool = False,
) -> _Reserved:
    known = re.compile(usual, re.IGNORECASE)
    return _Reserved(re.compile(formula), known, sign, meaning, any_mention)


_NO_TYPE = "".join(rf"(?<!\\{kind}\{{)" for kind in ("mathbf", "bm", "boldsymbol", "mathbb"))


def _as_written(match: re.Match[str]) -> str:
    """The letter, with its type, and not inside of a longer word or of another type."""
    return rf"{_NO_TYPE}(?<![\\a-zA-Z]){re.escape(match[1])}(?![a-zA-Z])"


def _applied(match: re.Match[str]) -> str:
    return rf"{re.escape(match[1])}(?![a-zA-Z])(?:'|\^\s*\{{?-1\}}?)*\s*(?:\\[a-zA-Z]+\s*)?[(\[]"


_SIGNS = (
    _reserved(
        r"((?:\\(?:mathbf|boldsymbol|bm|mathbb|mathrm)\s*\{?\s*)?I\}?)(?:\s*\(.*\))?",
        r"\b(?:identity|unit|covariances?|variance|precisions?|matri(?:x|ces)|metric|noise)\b",
        _as_written,
        "I is not the identity",
    ),
    _reserved(
        r"((?:\\(?:mathbf|boldsymbol|bm)\s*\{?\s*)?I\}?)\s*=\s*"
        r"(?:\[(?!.*e_)|\\\{|\\int(?!.*d)|\\frac|\\mathbb|\d).*",
        r"^(?!)",
        _as_written,
        "I is not the identity",
        any_mention=True,
    ),
    _reserved(
        r"((?:\\(?:mathbb|mathrm|mathsf|operatorname)\s*\{?\s*)?E\}?)(?:\s*\[\\cdot\])?",
        r"^(?!.*(?:\bunder\b|\bposterior\b|\bconditional\b|\bmeasure\b|-expectation|\bsample\b"
        r"|\bempirical\b|\bgiven\b|\btilted\b))",
        _as_written,
        "the mean is one under another law",
        any_mention=True,
    ),
    _reserved(
        r"(\\(?:Gamma|psi))(?:\s*\(.*\))?",
        r"\b(?:gamma|digamma|Euler(?:'s)?) (?:function|integral)|\bdigamma\b",
        _applied,
        "the letter is no gamma or digamma function",
        any_mention=True,
    ),
    _reserved(
        r"(\\Phi)(?:\s*\(.*\))?",
        r"\b(?:distribution function|c\.?d\.?f|cumulative|normal|gaussian|probit|error function)",
        _applied,
        r"\Phi is not the normal distribution function",
        any_mention=True,
    ),
    _reserved(
        r"(\\pi)",
        r"\bpi\b|\bcircle|\bconstant\b|3\.14",
        lambda match: rf"{re.escape(match[1])}(?![a-zA-Z_])",
        r"\pi is not the number",
    ),
    _reserved(
        rf"({_NAME})\s*(?:'+|\^\s*\{{?\s*\\prime\s*\}}?)",
        r"\btranspos|\brow\b|multipl",
        lambda match: rf"{re.escape(match[1])}\s*(?:'|\^\s*\{{?\s*\\prime)",
        "the prime is no transpose",
        any_mention=True,
    ),
    _reserved(
        r"(e)",
        r"\b(?:Euler|base|exponential|number|constant)",
        lambda _: r"(?<![\\a-zA-Z])e(?![a-zA-Z])(?!\s*\^)",
        "e is not the base of the exponential function",
    ),
    _reserved(
        rf"({_NAME})\s*\^\s*(?:1|\{{\s*1\s*\}})",
        r"\b(?:powers?|moments?|monomials?|polynomials?|exponents?|degree|basis|expan\w+)\b",
        lambda match: rf"(?<![\\a-zA-Z]){re.escape(match[1])}\s*\^",
        "superscripts are no powers",
        any_mention=True,
    ),
    _reserved(
        r"T|T\s*[><=\\].*|[^^]*(?:=|dots\s*,|\\leq?|<)\s*T|[^^]*_\{?(?:\w+:)?T\}?",
        r"\btranspos",
        lambda _: r"\^\s*(?:T(?![a-zA-Z])|\{\s*T\s*\})",
        "T is no transpose",
        any_mention=True,
    ),
    _reserved(
        r"((?:\\math(?:bf|bb)\s*\{?\s*)?1\}?)",
        r"^(?!.*(?:\bones\b|\bindicator|\bvectors?\b|\bfunction\b|\bmatrix|\bunit\b|\bidentity\b))",
        lambda match: rf"(?<![\d_^{{.a-zA-Z]){re.escape(match[1])}(?![\d.])",
        "1 is not the number",
    ),
    _reserved(
        r"(?:\\(?:left|[bB]igg?l?)\s*)?(?:\\\||\\l?Vert\b)[^=]*(?:\\\||\\r?Vert)",
        r"^(?!.*\b(?:norm|distance|measure)s?\b)(?!.*\b(?:maximum|largest|sum of absolute)\b)"
        r"|^(?:the|an?|its|with|by|let|where|denotes?|be|is|euclidean|usual|standard|ordinary"
        r"|2-|squared|square|root|vector|length|norms?|of|\s|(?!\ufffc[ -])[\ufffc,'.-])*$",
        lambda _: r"\\\||\\[lr]?Vert\b",
        "the norm is another one",
        any_mention=True,
    ),
    _reserved(
        rf"({_NAME})\s*\^\s*(?:\{{\s*)?(?:[013-9]|[a-su-zA-SU-Z])(?:\s*\}})?"
        rf"|({_NAME})\s*\^.*,.*\^.*",
        r"\b(?:powers?|moments?|monomials?|polynomials?|squares?|cubes?|exponents?|degree|basis"
        r"|space|eigenvalues?)\b",
        lambda match: rf"(?<![\\a-zA-Z]){re.escape(match[1] or match[2])}\s*\^",
        "superscripts are no powers",
    ),
    _reserved(
        r"(\[|\\\{)[^\],=]*(?:\]|\\\})",
        r"\b(?:brackets?|sets?|intervals?|lists?|matrix|vectors?|sequences?|collections?|events?)\b",
        lambda match: rf"(?<![\w}}])\s*{re.escape(match[1])}",
        "brackets have another meaning",
        any_mention=True,
    ),
    _reserved(
        r"\|[^|=]*\||\\lvert[^=]*\\rvert",
        r"\b(?:determinants?|absolute|modulus|norm|length|values?|size|magnitude|jacobian)\b",
        lambda _: r"\||\\[lr]?vert\b",
        "bars have another meaning",
    ),
    _reserved(
        r".*\\math(?:cal|rm)\s*\{?\s*N\s*\}?.*\(.*",
        r"^(?!.*\b(?:information (?:form|vector|param)|canonical (?:form|param)|natural param))",
        lambda _: r"\\math|\\operatorname|\b(?:E|Var|Cov|N|[pqhHI])\s*[(\[]",
        "a normal law may be given by its precision",
        any_mention=True,
    ),
    _reserved(
        r"\\langle[^=]*\\rangle",
        r"\b(?:scalar|inner|dot|euclidean|usual|standard) product|\b(?:average|mean|expectation)",
        lambda _: r"\\langle|\\\||\\[lr]?Vert\b",
        "angle brackets have another meaning",
    ),
)


def _introducing(before: str, after: str) -> str | None:
    """The words that say what a sign is; ``None`` if there are none."""
    front = re.split(rf"[;:{DISPLAY}]", before)[-1].strip()
    back = _PHRASE.split(after.lstrip(", "))[0]
    if _SUBJECT.search(front):
        return f"{front[-80:]} {back}"
    noun = _APPOSITION.search(front)
    if noun is not None and _NO_NOUN.search(noun[1]) is None:
        return f"{noun[1]} {back}"
    return back if _AFTER.match(after) else None


def _spoken(document: Document, sentences: Sentences) -> Iterator[tuple[str, str]]:
    """Signs that have another meaning: as regular expressions, with what to say.

    Words that are beside a sign and do not introduce it count where no other words do.
    """
    text = document.source.text
    beside: dict[str, str] = {}
    usual: set[str] = set()
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        content = text[region.span.start : region.span.end].strip()
        if _EUCLIDEAN.search(text[max(0, region.whole.start - 20) : region.whole.start]):
            continue
        before, after = sentences.before(region.whole), sentences.after(region.whole)
        words = _introducing(before, after)
        for reserved in _SIGNS:
            match = reserved.formula.fullmatch(content)
            if match is None:
                continue
            sign = reserved.sign(match)
            heard = words or f"{before[-80:]} {_PHRASE.split(after)[0]}"
            if reserved.usual.search(heard):
                usual |= {sign} if reserved.is_named else set()
            elif words is not None:
                yield sign, reserved.meaning
            elif reserved.any_mention:
                beside[sign] = reserved.meaning
    yield from ((sign, words) for sign, words in beside.items() if sign not in usual)


class ReservedSigns:
    """The signs of one document that have another sense than the usual one."""

    def __init__(
        self,
        document: Document,
        sentences: Sentences,
        statements: Iterable[Statement],
        primed: frozenset[str] = frozenset(),
    ) -> None:
        """``primed`` are names that are read as other ones with a prime."""
        self.text = document.source.text
        found = dict(_spoken(document, sentences))
        for statement in statements:
            found |= redefined(statement, primed)
        self._signs = [(re.compile(sign), f"{words} here") for sign, words in found.items()]

    def other(self, step: str) -> str:
        """In which other sense a step has a sign; empty if in none."""
        return self._other(step) or other_sense(self.text, step)

    def as_used(self, verdict: Verdict, used: Iterable[Value]) -> Verdict:
        """The verdict, unless it rests on an equation with a sign in another sense."""
        if verdict.answer not in (Answer.HOLDS, Answer.FAILS) or not self._signs:
            return verdict
        words = next(filter(None, (self._other(value.written) for value in used)), "")
        return (
            Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=words) if words else verdict
        )

    def _other(self, written: str) -> str:
        if not self._signs:
            return ""
        written = _LIMITS.sub(" ", written)
        return next((words for sign, words in self._signs if sign.search(written)), "")
