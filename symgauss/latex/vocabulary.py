"""The commands that the reader knows, as tables.  Everything else is an error."""

from __future__ import annotations

from symgauss.kernel.relations import RelationKind
from symgauss.notation.names import GREEK

# --- without mathematical meaning --------------------------------------------------------------

#: Commands that vanish.
IGNORED = frozenset(
    ", ; : ! > / displaystyle textstyle scriptstyle limits nolimits nonumber notag thinspace medspace "
    "thickspace negthinspace enspace big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm "
    "Biggl Biggr Biggm hfill hline allowdisplaybreaks noindent centering mathstrut strut "
    "left right middle".split()
) | {" ", "\n", "\t", "-"}

#: Commands that vanish together with their argument.
IGNORED_WITH_ARGUMENT = frozenset(
    "label tag tag* phantom hphantom vphantom color ref eqref cite hspace hspace* vspace vspace* "
    "mathstrut rule footnote intertext shortintertext".split()
)

#: Commands whose argument is prose.
TEXTUAL = frozenset(
    "text textrm textnormal textit textsf texttt textup mbox hbox mathop".split()
) - {"mathop"}

#: Commands that show their last argument in some way that carries no mathematics.
TRANSPARENT = {
    "boxed": 0,
    "cancel": 0,
    "bcancel": 0,
    "textcolor": 1,
    "colorbox": 1,
    "mathop": 0,
    "underline": 0,
    "mathstrut": 0,
    "smash": 0,
    "mathord": 0,
    "mathbin": 0,
    "ensuremath": 0,
}

#: Wide spaces, which separate statements.
WIDE = frozenset({"quad", "qquad"})

# --- names -------------------------------------------------------------------------------------

ACCENTS = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "check": "check", "widecheck": "check", "vec": "bold",
    "breve": "check",
}  # fmt: skip

STYLES = {
    "mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "bs": "bold", "pmb": "bold", "textbf": "bold",
    "symbf": "bold", "mathbfit": "bold",
    "mathcal": "cal", "mathscr": "cal", "mathbb": "bb", "mathds": "bb", "mathsf": "sf", "mathfrak": "frak",
    "mathrm": "rm", "mathit": "", "mathnormal": "", "operatorname": "rm", "operatorname*": "rm",
    "mathtt": "rm",
}  # fmt: skip

#: ``{\bf x}``: a style for the rest of the group.
SWITCHES = {"bf": "bold", "cal": "cal", "rm": "rm", "it": "", "sf": "sf"}

LETTERS = {name: name for name in GREEK} | {"ell": "ell"}

# --- delimiters and operators ------------------------------------------------------------------

OPENING = {"(": "(", "[": "[", "\\{": "{", "\\lbrace": "{", "\\langle": "<", "\\lvert": "|",
           "\\lVert": "||", "\\lbrack": "[", "\\lparen": "("}  # fmt: skip
CLOSING = {")": ")", "]": "]", "\\}": "}", "\\rbrace": "}", "\\rangle": ">", "\\rvert": "|",
           "\\rVert": "||", "\\rbrack": "]", "\\rparen": ")"}  # fmt: skip
BARS = {"|": "|", "\\vert": "|", "\\|": "||", "\\Vert": "||"}
SEPARATORS = {"\\mid": "|", "\\parallel": "||", "\\given": "|"}

MULTIPLICATION = {"cdot": ".", "times": "x", "otimes": "kron", "odot": "hadamard", "circ": "hadamard",
                  "div": "/", "ast": "."}  # fmt: skip

TRANSPOSES = frozenset({"top", "intercal", "transpose", "trans", "T"})

# --- functions ---------------------------------------------------------------------------------

#: Commands and upright words that take one argument, with or without parentheses.
FUNCTIONS = {
    "exp": "exp", "log": "log", "ln": "log", "sin": "sin", "cos": "cos", "tanh": "tanh",
    "erf": "erf", "digamma": "digamma", "det": "det", "tr": "tr", "Tr": "tr", "trace": "tr",
    "vec": "vec", "diag": "diag", "abs": "abs", "sqrt": "sqrt", "logdet": "logdet",
}  # fmt: skip

#: ``\log`` and the like as commands; the others only as upright words (``\vec`` is an accent).
FUNCTION_COMMANDS = frozenset(
    {"exp", "log", "ln", "sin", "cos", "tanh", "det", "tr", "Tr", "diag", "erf"}
)

#: Operators of probability: (style, word) -> name.  ``rm`` covers ``\mathrm``, ``\text`` and the like.
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
NORMALS = frozenset({
    ("cal", "N"), ("rm", "N"), ("rm", "Norm"), ("rm", "Normal"), ("rm", "Gaussian"), ("sf", "N"),
    ("bb", "N"), ("rm", "normal"),
})  # fmt: skip

#: Upright words that stand for "a constant" at the end of a sum.
CONSTANT_WORDS = frozenset({"const", "const.", "constant", "cst", "cst."})

# --- relations ---------------------------------------------------------------------------------

#: Relations of the document language that are not relations between terms.
SIM, IN, COLON, TO = "~", "in", ":", "to"

RELATION_COMMANDS: dict[str, str] = {
    "le": RelationKind.LESS_EQUAL, "leq": RelationKind.LESS_EQUAL, "leqslant": RelationKind.LESS_EQUAL,
    "ge": RelationKind.GREATER_EQUAL, "geq": RelationKind.GREATER_EQUAL,
    "geqslant": RelationKind.GREATER_EQUAL, "lt": RelationKind.LESS, "gt": RelationKind.GREATER,
    "approx": RelationKind.APPROXIMATE, "simeq": RelationKind.APPROXIMATE,
    "propto": RelationKind.PROPORTIONAL, "equiv": RelationKind.EQUAL,
    "coloneqq": RelationKind.DEFINED, "triangleq": RelationKind.DEFINED, "coloneq": RelationKind.DEFINED,
    "sim": SIM, "in": IN, "to": TO, "colon": COLON, "rightarrow": TO,
}  # fmt: skip

MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix"})

#: Environments inside a formula that only align.
ALIGNING = frozenset({"aligned", "split", "gathered", "alignedat"})

#: Commands that the reader recognises and refuses by name, with the reason.
UNSUPPORTED = {
    "dots": "dots stand for something that only a person can fill in",
    "ldots": "dots stand for something that only a person can fill in",
    "cdots": "dots stand for something that only a person can fill in",
    "vdots": "dots stand for something that only a person can fill in",
    "ddots": "dots stand for something that only a person can fill in",
    "lim": "limits are not supported", "max": "maxima are not supported",
    "min": "minima are not supported", "arg": "arguments of extrema are not supported",
    "argmax": "arguments of extrema are not supported", "argmin": "arguments of extrema are not supported",
    "sup": "suprema are not supported", "inf": "infima are not supported",
    "pm": "two signs at once are not supported", "mp": "two signs at once are not supported",
    "binom": "binomial coefficients are not supported", "Pr": "probabilities of events are not supported",
    "neq": "the relation 'not equal' is not supported", "ne": "the relation 'not equal' is not supported",
    "implies": "implications are not supported", "iff": "equivalences are not supported",
    "Rightarrow": "implications are not supported", "Leftrightarrow": "equivalences are not supported",
    "forall": "quantifiers are not supported", "exists": "quantifiers are not supported",
    "dagger": "pseudo-inverses are not supported", "cases": "cases are not supported",
    "ll": "the relation 'much less' is not supported", "gg": "the relation 'much greater' is not supported",
    "perp": "statements of independence are not supported",
    "cup": "sets are not supported", "cap": "sets are not supported", "setminus": "sets are not supported",
    "mapsto": "maps are not supported", "oint": "contour integrals are not supported",
}  # fmt: skip
