"""The text of a document, as something in which an edit is made and read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from symgauss.check.checked import Fix, Suggestion
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.rows import cut
from symgauss.check.displays.written import as_written
from symgauss.check.inference.reader import Reader
from symgauss.check.mending.authored import Author
from symgauss.check.mending.slips import Edit
from symgauss.check.mending.splicing import Splice, splices
from symgauss.check.mending.suggesting import Remedy, describe
from symgauss.errors import SymgaussError
from symgauss.kernel.terms import Term
from symgauss.latex.macros import expand
from symgauss.latex.parser import parse_tokens
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tokenizer import tokenize

_LEFT = "0 = "  #: a right side is read behind a relation, as it stands in the document
_LONGEST_QUOTED = 90  #: characters of a part that is named in words


@dataclass
class Manuscript:
    """A document in which suggestions are written down."""

    source: Source
    reader: Reader
    statements: Sequence[Statement]
    scope: Scope  #: in which the statements were read; verdicts declare more
    _author: Author | None = field(default=None, init=False)

    def rewritten(
        self, found: Remedy, right: Side, whole: Term, is_right: Callable[[Term], bool]
    ) -> Suggestion | None:
        """The suggestion as the smallest edit of the text that makes the right side right.

        ``None`` where there is none: the part is not found in the text, or what is written there
        would not be understood as it is meant.  ``whole`` is the right side that was read.
        """
        edit, suggestion = found.edit, found.suggestion
        if edit is None or suggestion is None:
            return None
        text = self.source.text
        author = self.author()
        for each in splices(edit, found.path, right, whole, author):
            end = right.span.end + len(each.padded(text)) - (each.end - each.start)
            changed = each.into(text)
            if "".join(changed.split()) == "".join(text.split()):
                continue  # what is read otherwise is no edit
            read = self._read(changed[right.span.start : end])
            if read is not None and is_right(read):
                rhs = as_written(changed, Span(right.span.start, end))
                words = _in_words(edit, right, author) or suggestion.edit
                return Suggestion(rhs, words, self._fix(each, right))
        return None

    def author(self) -> Author:
        """How the author writes; looked up when it is asked for first."""
        if self._author is None:
            sides = [side for statement in self.statements for side in statement.sides]
            self._author = Author.of(self.source.text, sides)
        return self._author

    def _read(self, written: str) -> Term | None:
        """What a right side means, in the document as it is; ``None`` if it means nothing."""
        reader = self.reader
        source = Source(_LEFT + written, self.source.path)
        bindings, conflicts = dict(reader.unifier.bindings), list(reader.conflicts)
        document, reader.source = reader.source, source  # atoms are named by their text
        declared, reader.scope = reader.scope, self.scope.copy()
        try:
            tokens = tokenize(source, 0, len(source.text))
            chains = cut(expand(tokens, reader.scope.macros, source), source)
            if len(chains) != 1 or len(chains[0].parts) != 2:
                return None
            part = chains[0].parts[1]
            syntax = parse_tokens(part.tokens, source, part.span.end)
            reader.conflicts.clear()
            term = reader.settled(reader.term(syntax.parts[0]))
            return None if reader.conflicts or len(syntax.parts) != 1 else term
        except SymgaussError:
            return None
        finally:
            reader.source, reader.scope = document, declared
            reader.unifier.bindings, reader.conflicts[:] = bindings, conflicts

    def _fix(self, splice: Splice, right: Side) -> Fix | None:
        """The edit in the file; ``None`` where the file is written otherwise, as a notebook is."""
        text = self.source.text
        span = Span(splice.start, splice.end)
        if not self.source.is_verbatim(right.span):
            return None
        place, new = self.source.place(span), splice.padded(text)
        line = ""
        if place.source and "\n" not in new and place.end_line in (None, place.line):
            before, after = (
                place.source[: place.column - 1],
                place.source[(place.end_column or 1) - 1 :],
            )
            line = before + new + after
        return Fix(place, new, line)


def _in_words(edit: Edit, right: Side, author: Author) -> str:
    """An edit in the words of the author; empty where they do not say what changes."""

    def write(term: Term) -> str:
        return _quoted(author.write(term, right.places))

    try:
        if edit.new is not None and not edit.words and write(edit.new) == write(edit.old):
            return ""  # the y of y^2_i stands where the whole does
        return describe(edit, write)
    except ValueError:
        return ""


def _quoted(latex: str) -> str:
    """A part in one line."""
    words = " ".join(latex.replace("&", " ").replace("\\\\", " ").split())
    return words if len(words) <= _LONGEST_QUOTED else f"{words[:_LONGEST_QUOTED]}…"
