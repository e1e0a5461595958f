"""The grammar of names: what a symbol may be called, and the parts of a name.

A canonical name follows SymPy's convention: ``mu_1``, ``alphabar_t-1``, ``Sigma_12``, ``x_t|t-1``,
``P^-``, ``x^(i)``.  It is a base letter or word, modifiers, a subscript and a superscript.
Nothing else reaches a printer or generated code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
)
GREEK = frozenset(_GREEK.split())

#: Accents and styles that may follow a base, innermost first.
MODIFIERS = (
    "bar",
    "hat",
    "tilde",
    "dot",
    "check",
    "star",
    "prime",
    "bold",
    "cal",
    "bb",
    "sf",
    "frak",
)

_NAME = re.compile(
    r"(?P<base>[A-Za-z][A-Za-z0-9]*)(_(?P<sub>[A-Za-z0-9+\-,|:()*]+))?(\^(?P<sup>[A-Za-z0-9+\-,|:()*]+))?"
)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name."""

    base: str
    modifiers: tuple[str, ...] = ()
    subscript: str = ""
    superscript: str = ""

    @property
    def is_word(self) -> bool:
        """Whether the base is a word such as ``SS``, and no Latin or Greek letter."""
        return not _is_letter(self.base)

    @property
    def canonical(self) -> str:
        """The name as one string; ``parse_name`` is its inverse."""
        text = self.base + "".join(self.modifiers)
        text += f"_{self.subscript}" if self.subscript else ""
        return text + (f"^{self.superscript}" if self.superscript else "")


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name:
    """Take a canonical name apart; ``ValueError`` if it is none."""
    match = _NAME.fullmatch(text) if len(text) <= LONGEST_NAME else None
    if match is None:
        raise ValueError(f"not a name: {text[:LONGEST_NAME]!r}")
    base, modifiers = _split_modifiers(match["base"])
    return Name(base, modifiers, match["sub"] or "", match["sup"] or "")


def _split_modifiers(word: str) -> tuple[str, tuple[str, ...]]:
    """``alphabar`` -> ``alpha``, (``bar``,); other words stay whole."""
    modifiers: list[str] = []
    rest = word
    while not _is_letter(rest):
        for modifier in MODIFIERS:
            if rest.endswith(modifier) and len(rest) > len(modifier):
                modifiers.insert(0, modifier)
                rest = rest[: -len(modifier)]
                break
        else:
            return word, ()
    return rest, tuple(modifiers)


def _is_letter(word: str) -> bool:
    return len(word) == 1 or word in GREEK
