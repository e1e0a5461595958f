"""Findings in the style of compilers, as lines of pieces that a terminal may colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from symgauss.check.checked import CheckedDocument, CheckedStep, Suggestion
from symgauss.check.formats.underline import WIDTH, underlined
from symgauss.check.formats.words import counterexample_text, heading, message
from symgauss.kernel.verdict import Answer

Piece = tuple[str, str]  #: text and style (as rich names styles; "" for plain)
Line = tuple[Piece, ...]

STYLES = {
    Answer.FAILS: "bold red",
    Answer.UNKNOWN: "yellow",
    Answer.HOLDS: "green",
    Answer.DEFINITION: "blue",
}
_WORDS = {
    Answer.HOLDS: ("holds", "hold"),
    Answer.FAILS: ("fails", "fail"),
    Answer.DEFINITION: ("definition", "definitions"),
    Answer.UNKNOWN: ("unknown", "unknown"),
}


def plain(lines: Iterator[Line]) -> str:
    """The same lines without styles."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def findings(
    document: CheckedDocument,
    *,
    verbose: bool = False,
    strict: bool = False,
    width: int = WIDTH,
) -> Iterator[Line]:
    """What fails, with all that is known of it; what is unknown, in short; the rest if wanted.

    ``strict`` explains what is unknown as what fails; ``verbose`` that, and shows what holds.
    """
    for step in document.steps:
        match step.verdict.answer:
            case Answer.FAILS:
                yield _first_line(document.path, step)
                yield from _explanation(step, width)
            case Answer.UNKNOWN:
                yield _first_line(document.path, step)
                if verbose or strict:
                    yield from _explanation(step, width)
            case Answer.HOLDS | Answer.DEFINITION if verbose:
                yield _first_line(document.path, step)
                yield from _using(step)
            case _:
                pass


def _first_line(path: str, step: CheckedStep) -> Line:
    place = step.place
    label = f" [{step.label}]" if step.label else ""
    return (
        (f"{path}:{place.line}:{place.column}: ", "bold"),
        (heading(step), STYLES[step.verdict.answer]),
        (f": {message(step)}", ""),
        (label, "dim"),
    )


def _explanation(step: CheckedStep, width: int) -> Iterator[Line]:
    """The source line and its mark, the counterexample, what was used, what would help."""
    shown = underlined(step.blame or step.place, width)
    if shown is not None:
        number, line, mark = shown
        gutter = " " * len(number)
        yield ((f" {number} | ", "dim"), (line, ""))
        yield ((f" {gutter} | ", "dim"), (mark, STYLES[step.verdict.answer]))
    if step.verdict.counterexample is not None:
        fails = step.verdict.answer is Answer.FAILS
        yield (
            ("  counterexample: " if fails else "  as it stands: ", "bold"),
            (counterexample_text(step.verdict.counterexample), ""),
        )
    yield from _using(step)
    if step.suggestion is not None:
        yield (("  help: ", "bold green"), (step.suggestion.edit, ""))
        yield from _mended(step.suggestion, width)


def _mended(suggestion: Suggestion, width: int) -> Iterator[Line]:
    """The line as it would be, with a mark under what is new; else the right side."""
    fix = suggestion.fix
    if fix is None or not fix.line:
        if suggestion.rhs:
            yield (("        ", ""), (" ".join(suggestion.rhs.split()), "green"))
        return
    new = fix.place.column + len(fix.text)
    place = replace(fix.place, source=fix.line, end_line=None, end_column=new)
    shown = underlined(place, width)
    if shown is not None:
        number, line, mark = shown
        yield ((f" {number} | ", "dim"), (line, ""))
        if fix.text.strip():
            gutter = " " * len(number)
            plus = "".join("+" if c in "^~" else c for c in mark)
            yield ((f" {gutter} | ", "dim"), (plus, "green"))


def _using(step: CheckedStep) -> Iterator[Line]:
    for definition in dict.fromkeys(step.using):
        yield (("  using ", "dim"), (" ".join(definition.split()), "dim"))


def summary(documents: Sequence[CheckedDocument], seconds: float | None = None) -> Iterator[Line]:
    """How many steps there are of each verdict, why some are unknown, and how long it took."""
    counts = {answer: sum(each.count()[answer] for each in documents) for answer in Answer}
    steps = sum(counts.values())
    where = documents[0].path if len(documents) == 1 else f"{len(documents)} files"
    pieces: list[Piece] = [(f"{where}: {_plural(steps, 'step', 'steps')}", "bold")]
    for answer, (one, many) in _WORDS.items():
        if counts[answer]:
            pieces.append((", " if len(pieces) > 1 else ": ", ""))
            pieces.append((_plural(counts[answer], one, many), STYLES[answer]))
    pieces.append((_reasons(documents), "dim"))
    if seconds is not None:
        pieces.append((f", {seconds:.1f} s", "dim"))
    yield tuple(pieces)


def _reasons(documents: Sequence[CheckedDocument]) -> str:
    reasons = Counter(
        str(step.verdict.reason)
        for document in documents
        for step in document.steps
        if step.verdict.answer is Answer.UNKNOWN and step.verdict.reason is not None
    )
    return f" ({', '.join(f'{n} {name}' for name, n in reasons.most_common())})" if reasons else ""


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
