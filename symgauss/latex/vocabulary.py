"""The commands that the reader knows, as tables.  Everything else is an error."""

from __future__ import annotations

from symgauss.kernel.relations import RelationKind
from symgauss.notation.names import GREEK


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- without mathematical meaning --------------------------------------------------------------

#: Commands that vanish.
IGNORED = _words(
    """, ; : ! > / - displaystyle textstyle scriptstyle limits nolimits nonumber notag hfill hline
    thinspace medspace thickspace negthinspace enspace strut mathstrut allowdisplaybreaks
    noindent centering big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm
    biggl biggr biggm Biggl Biggr Biggm tiny scriptsize footnotesize small normalsize large Large
    LARGE huge Huge"""
) | {" ", "\n", "\t"}

#: Commands that vanish together with their argument.
IGNORED_WITH_ARGUMENT = _words(
    """label tag tag* phantom hphantom vphantom ref eqref cite hspace hspace* vspace vspace*
    footnote intertext shortintertext"""
)

#: Commands that colour: the braces around what they colour do not show.
COLOURS = _words("color textcolor")

#: Commands that make an operator of a sign in braces, and change nothing otherwise.
SIGN_CLASSES = _words("mathord mathbin mathrel mathop")

#: Commands whose argument is prose.
TEXTUAL = _words("text textrm textnormal textit textsf texttt textup mbox hbox")

#: Commands that show their last argument in some way that carries no mathematics, with the number
#: of arguments before it.
TRANSPARENT = dict.fromkeys(
    _words("boxed cancel bcancel mathop underline smash mathord mathbin ensuremath"), 0
) | {"colorbox": 1}

#: Wide spaces, which separate statements.
WIDE = _words("quad qquad")

# --- names -------------------------------------------------------------------------------------

ACCENTS = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "check": "check", "widecheck": "check", "vec": "bold",
    "breve": "check",
}  # fmt: skip

STYLES = (
    dict.fromkeys(_words("mathbf boldsymbol bm bs pmb textbf symbf mathbfit"), "bold")
    | dict.fromkeys(_words("mathcal mathscr"), "cal")
    | dict.fromkeys(_words("mathbb mathds"), "bb")
    | dict.fromkeys(_words("mathrm mathtt operatorname operatorname*"), "rm")
    | dict.fromkeys(_words("mathit mathnormal"), "")
    | {"mathsf": "sf", "mathfrak": "frak"}
)

#: ``{\bf x}``: a style for the rest of the group.
SWITCHES = {"bf": "bold", "cal": "cal", "rm": "rm", "it": "", "sf": "sf"}

#: A bullet stands in subscripts, for an index that is summed over.
LETTERS = {name: name for name in GREEK} | {"bullet": "*", "backslash": "without"}

# --- delimiters and operators ------------------------------------------------------------------

OPENING = {
    "(": "(", "\\lparen": "(", "[": "[", "\\lbrack": "[", "\\{": "{", "\\lbrace": "{",
    "\\langle": "<", "\\lvert": "|", "\\lVert": "||",
}  # fmt: skip
CLOSING = {
    ")": ")", "\\rparen": ")", "]": "]", "\\rbrack": "]", "\\}": "}", "\\rbrace": "}",
    "\\rangle": ">", "\\rvert": "|", "\\rVert": "||",
}  # fmt: skip
BARS = {"|": "|", "\\vert": "|", "\\|": "||", "\\Vert": "||"}
SEPARATORS = {"\\mid": "|", "\\parallel": "||", "\\given": "|"}

MULTIPLICATION = {
    "cdot": ".", "ast": ".", "times": "x", "otimes": "kron", "odot": "hadamard", "circ": "hadamard",
    "div": "/",
}  # fmt: skip

TRANSPOSES = _words("top intercal transpose trans T")

# --- functions ---------------------------------------------------------------------------------

#: Commands and upright words that take one argument, with or without parentheses.
FUNCTIONS = {
    "exp": "exp", "log": "log", "ln": "log", "sin": "sin", "cos": "cos", "tanh": "tanh",
    "erf": "erf", "digamma": "digamma", "det": "det", "tr": "tr", "Tr": "tr", "trace": "tr",
    "vec": "vec", "diag": "diag", "abs": "abs", "sqrt": "sqrt", "logdet": "logdet",
}  # fmt: skip

#: ``\log`` and the like as commands; the others only as upright words (``\vec`` is an accent).
FUNCTION_COMMANDS = _words("exp log ln sin cos tanh det tr Tr diag erf")

#: Operators of probability: (style, word) -> name.  ``rm`` covers ``\mathrm`` and ``\text``.
OPERATORS = {
    ("bb", "E"): "E", ("rm", "E"): "E", ("rm", "Ex"): "E", ("sf", "E"): "E",
    ("bb", "V"): "Var", ("rm", "Var"): "Var", ("rm", "V"): "Var", ("rm", "var"): "Var",
    ("rm", "Cov"): "Cov", ("rm", "cov"): "Cov",
    ("rm", "KL"): "KL", ("bb", "KL"): "KL", ("bb", "H"): "H", ("rm", "H"): "H", ("cal", "H"): "H",
    ("rm", "h"): "H", ("bb", "I"): "I", ("rm", "I"): "I", ("rm", "MI"): "I",
    ("sf", "KL"): "KL", ("sf", "Var"): "Var", ("sf", "Cov"): "Cov",
}  # fmt: skip

#: Commands that stand for an operator without a definition in the document.
OPERATOR_COMMANDS = {"E": "E", "Var": "Var", "Cov": "Cov", "KL": "KL"}

#: How the normal law is called: (style, word).
NORMALS = frozenset(
    [("rm", word) for word in ("N", "Norm", "Normal", "normal", "Gaussian")]
    + [(style, "N") for style in ("cal", "sf", "bb")]
)

#: Words that are also read where they are written as a row of letters before a bracket.
BARE_WORDS = _words("exp log ln det tr Tr trace diag var Var cov Cov KL logdet")

#: Upright words that stand for "a constant" at the end of a sum.
CONSTANT_WORDS = _words("const const. constant cst cst.")

# --- relations ---------------------------------------------------------------------------------

#: Relations of the document language that are not relations between terms.
SIM, IN, COLON, TO = "~", "in", ":", "to"

RELATION_COMMANDS: dict[str, str] = {
    "le": RelationKind.LESS_EQUAL, "leq": RelationKind.LESS_EQUAL,
    "leqslant": RelationKind.LESS_EQUAL, "ge": RelationKind.GREATER_EQUAL,
    "geq": RelationKind.GREATER_EQUAL, "geqslant": RelationKind.GREATER_EQUAL,
    "lt": RelationKind.LESS, "gt": RelationKind.GREATER,
    "approx": RelationKind.APPROXIMATE, "simeq": RelationKind.APPROXIMATE,
    "propto": RelationKind.PROPORTIONAL, "equiv": RelationKind.EQUAL,
    "coloneqq": RelationKind.DEFINED, "triangleq": RelationKind.DEFINED,
    "coloneq": RelationKind.DEFINED,
    "sim": SIM, "in": IN, "to": TO, "colon": COLON, "rightarrow": TO,
}  # fmt: skip

MATRICES = _words("matrix pmatrix bmatrix Bmatrix smallmatrix array vmatrix")

#: Environments inside a formula that only align.
ALIGNING = _words("aligned split gathered alignedat")

_REFUSED = {
    "dots stand for something that only a person can fill in": "dots ldots cdots vdots ddots",
    "limits are not supported": "lim limsup liminf",
    "extrema are not supported": "max min arg argmax argmin sup inf",
    "two signs at once are not supported": "pm mp",
    "binomial coefficients are not supported": "binom choose",
    "probabilities of events are not supported": "Pr",
    "the relation 'not equal' is not supported": "neq ne not",
    "implications are not supported": "implies iff Rightarrow Leftrightarrow Longrightarrow",
    "quantifiers are not supported": "forall exists",
    "pseudo-inverses are not supported": "dagger",
    "cases are not supported": "cases",
    "orders of magnitude are not supported": "ll gg",
    "statements of independence are not supported": "perp",
    "sets are not supported": "cup cap setminus subset subseteq emptyset",
    "maps are not supported": "mapsto",
    "contour integrals are not supported": "oint",
}

#: Commands that the reader recognises and refuses by name, with the reason.
UNSUPPORTED = {word: reason for reason, words in _REFUSED.items() for word in words.split()}
