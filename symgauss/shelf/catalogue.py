"""What is on the shelf: slug, title and source of each file, read without running it.

A file of the shelf begins with a docstring whose first line is the title and in which a paragraph
``Source: ...`` says where the result can be looked up.  The file ``normal_kl.py`` has the slug
``normal-kl``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symgauss.errors import UsageError

_HERE = Path(__file__).parent
#: Inside an installed wheel, and in a checkout.
_FOLDERS = (_HERE / "derivations", _HERE.parent.parent / "derivations")
_FILE_NAME = re.compile(r"[a-z][a-z0-9_]*\.py")
_DOCSTRING = re.compile(r'\s*r?"""(.*?)"""', re.DOTALL)
_SOURCE = re.compile(r"^Source:\s*(.*?)\s*(?:\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One derivation of the shelf."""

    slug: str
    title: str
    source: str
    path: Path


def folder() -> Path:
    """Where the files of the shelf are; ``UsageError`` if the installation has none."""
    for candidate in _FOLDERS:
        if candidate.is_dir():
            return candidate
    raise UsageError(f"the shelf is missing from this installation: no folder {_FOLDERS[0]}")


@cache
def entries() -> tuple[Entry, ...]:
    """Everything on the shelf, in alphabetical order of the slugs."""
    found = [path for path in folder().iterdir() if _FILE_NAME.fullmatch(path.name)]
    return tuple(read_entry(path) for path in sorted(found))


def read_entry(path: Path) -> Entry:
    """Slug, title and source of one file; ``ValueError`` if its docstring does not give them."""
    docstring = _DOCSTRING.match(path.read_text(encoding="utf-8"))
    title, _, rest = (docstring[1] if docstring else "").strip().partition("\n")
    source = _SOURCE.search(rest)
    if not title or source is None or not source[1]:
        raise ValueError(f"{path}: the docstring needs a title and a line 'Source: ...'")
    slug = path.stem.replace("_", "-")
    return Entry(slug, title.strip().rstrip("."), " ".join(source[1].split()), path)


def find(slug: str) -> Entry | None:
    """The entry with a slug, or ``None``."""
    return next((entry for entry in entries() if entry.slug == slug), None)


def closest(slug: str) -> list[str]:
    """At most three slugs that resemble what was asked for."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for a mistyped slug

    slugs = [entry.slug for entry in entries()]
    wanted = slug.lower().replace("_", "-")
    close = get_close_matches(wanted, slugs, n=3, cutoff=0.6)
    words = [other for other in slugs if wanted in other]
    return list(dict.fromkeys([*close, *words]))[:3]


def get(slug: str) -> Entry:
    """The entry with a slug; ``UsageError`` with the closest slugs if there is none."""
    entry = find(slug)
    if entry is not None:
        return entry
    close = closest(slug)
    hint = f"did you mean {' or '.join(close)}?" if close else "see `symgauss list`"
    raise UsageError(f"nothing on the shelf is called {slug!r}; {hint}")
