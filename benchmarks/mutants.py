"""Steps of other people's documents that hold, changed in one place: none of them may still hold.

Usage: ``python benchmarks/mutants.py [FOLDER] [--each N] [--text N] [--jobs N] [--seed N]``.
Every step that holds is changed in N places, in as many different ways as there are; what the
kernel still accepts is looked at again by ``oracle.py``, which shares no code with it.  What is
true by both is set aside, what is false is a false accept.  With ``--text``, that many changes are
made in the text of the documents instead, and each document is checked again as a whole.
"""

from __future__ import annotations

import argparse
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import DEFAULT, documents
from oracle import Opinion, opinion

from symgauss.check.checked import Asked, CheckedDocument, CheckedStep
from symgauss.check.document import check_text
from symgauss.check.mending.omissions import omissions, summands
from symgauss.check.mending.slips import Edit, Pool, Rank, shape_or_none, slips, symbols_of
from symgauss.check.mending.spots import Spot, spots, with_part
from symgauss.errors import SymgaussError
from symgauss.kernel.judge import judge
from symgauss.kernel.terms import Indexed, Symbol, Term
from symgauss.kernel.verdict import Answer
from symgauss.latex.source import Source
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Kind, Token

SECONDS = 1.0  #: for one judgement
PATIENCE = 20.0  #: seconds for a second opinion; integrals over several variables take hours
MOST_SUMMANDS = 24  #: of the other side that are tried as missing ones
MOST_SPOTS = 80  #: of one formula in which something is changed


@dataclass(frozen=True)
class Task:
    """One document and how its steps are changed."""

    path: Path
    each: int
    text: int
    seed: int


@dataclass
class Tally:
    """What became of the changed steps of one document."""

    counts: Counter[str]
    accepted: list[str]  #: false accepts, and what nobody can tell
    steps: int = 0


def run(task: Task) -> Tally:
    """Change the steps of one document that hold."""
    tally = Tally(Counter(), [])
    text = task.path.read_text(encoding="utf-8")
    rng = random.Random(f"{task.seed}-{task.path.name}")
    found = checked(text, task)
    holding = [s for s in found.steps if s.verdict.answer is Answer.HOLDS and s.asked is not None]
    tally.steps = len(holding)
    if task.text:
        change_text(task, text, holding, rng, tally)
    else:
        for step in holding:
            change_terms(task, step, rng, tally)
    return tally


def checked(text: str, task: Task) -> CheckedDocument:
    """The document with a fixed seed."""
    return check_text(text, str(task.path), seed=task.seed)


# --- changes of terms --------------------------------------------------------------------------


def single_edits(term: Term, nearby: Term, rng: random.Random, most: int) -> list[Edit]:
    """Slips and omissions in one place of a formula that leave its shape as it is.

    One of each kind stands before a second one.  Only what is taken is put into the formula: a
    large one has thousands of them.
    """
    pool = Pool(symbols_of((term, nearby)), summands((term, nearby), MOST_SUMMANDS))
    places = list(spots(term))
    by_kind: dict[Rank, list[tuple[Spot, Edit]]] = {}
    for spot in rng.sample(places, min(MOST_SPOTS, len(places))):
        for edit in (*slips(spot.term, pool), *omissions(spot, pool)):
            if not spot.is_variable or isinstance(edit.whole, Symbol | Indexed):
                by_kind.setdefault(edit.rank, []).append((spot, edit))
    for edits in by_kind.values():
        rng.shuffle(edits)
    shape = shape_or_none(term)
    found: list[Edit] = []
    while by_kind and len(found) < most:
        for rank in rng.sample(sorted(by_kind), len(by_kind)):
            spot, edit = by_kind[rank].pop()
            if not by_kind[rank]:
                del by_kind[rank]
            whole = with_part(term, spot.path, edit.whole)
            new = shape_or_none(whole)
            fits = new is not None and (shape is None or new == shape)
            if fits and whole != term and all(whole != other.whole for other in found):
                found.append(Edit(edit.rank, edit.old, edit.new, whole))
    return found[:most]


def change_terms(task: Task, step: CheckedStep, rng: random.Random, tally: Tally) -> None:
    """Change the right side as the kernel read it."""
    asked = step.asked
    if asked is None:
        return
    for edit in single_edits(asked.rhs, asked.lhs, rng, task.each):
        changed = Asked(asked.lhs, asked.relation, edit.whole, asked.context)
        where = f"{task.path.name}:{step.place.line}: {edit.rank.name}: {step.rhs[:60]!r}"
        seed = rng.getrandbits(32)
        try:
            verdict = judge(
                changed.lhs, changed.relation, changed.rhs, changed.context,
                seed=seed, seconds=SECONDS, readable=False,
            )  # fmt: skip
        except (TypeError, LookupError, AttributeError, RuntimeError) as error:
            tally.counts["stopped the kernel"] += 1
            tally.accepted.append(f"{type(error).__name__}: {where}")
            continue
        note(changed, verdict.answer, where, tally)


def note(changed: Asked, answer: Answer, where: str, tally: Tally) -> None:
    """Count an answer; where it is ``holds``, ask for a second opinion."""
    if answer is not Answer.HOLDS:
        tally.counts[str(answer)] += 1
        return
    try:
        with limited(PATIENCE):
            second = opinion(changed.lhs, changed.relation, changed.rhs, changed.context)
    except (OutOfTimeError, RecursionError) as error:
        second = Opinion.UNCLEAR
        where = f"{type(error).__name__}: {where}"
    tally.counts[f"holds, {second} by the oracle"] += 1
    if second is not Opinion.SAME:
        tally.accepted.append(f"{second}: {where}")


class OutOfTimeError(BaseException):
    """What no ``except Exception`` on the way catches."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what is done inside after a time, where the system has alarms."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# --- changes of text ---------------------------------------------------------------------------


def change_text(
    task: Task, text: str, holding: list[CheckedStep], rng: random.Random, tally: Tally
) -> None:
    """Change the text of right sides, and check the whole document again each time."""
    places = [(step, change) for step in holding for change in text_changes(text, step, task.path)]
    for step, (start, end, new) in rng.sample(places, min(task.text, len(places))):
        changed = text[:start] + new + text[end:]
        again = checked(changed, task)
        same = [s for s in again.steps if (s.display, s.step) == (step.display, step.step)]
        if not same or same[0].asked is None:
            tally.counts["not read as that step"] += 1
            continue
        where = f"{task.path.name}:{step.place.line}: {text[start:end]!r} -> {new!r}"
        note(same[0].asked, same[0].verdict.answer, where, tally)


def text_changes(text: str, step: CheckedStep, path: Path) -> Iterator[tuple[int, int, str]]:
    """Replacements in the right side: start, end, new text."""
    if path.suffix == ".ipynb":
        return  # its text is JSON
    lines = text.splitlines(keepends=True)
    end = sum(map(len, lines[: (step.place.end_line or 1) - 1])) + (step.place.end_column or 1) - 1
    start = end - len(step.rhs)
    if text[start:end] != step.rhs:
        return
    try:
        tokens = list(tokenize(Source(text, str(path)), start, end))
    except SymgaussError:
        return
    names = {text[t.span.start : t.span.end] for t in tokens if is_name(t)}
    for token in tokens:
        written = text[token.span.start : token.span.end]
        for new in replacements(token, written, names):
            yield token.span.start, token.span.end, new


GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "lambda",
        "mu",
        "nu",
        "sigma",
        "tau",
        "theta",
        "Lambda",
        "Sigma",
        "Omega",
    ]
)


def is_name(token: Token) -> bool:
    """Whether the token is a letter of a formula."""
    return token.kind is Kind.LETTER or (token.kind is Kind.COMMAND and token.text in GREEK)


def replacements(token: Token, written: str, names: set[str]) -> Iterator[str]:
    """What may stand in the place of a token."""
    if written == "+":
        yield "-"
    elif written == "-":
        yield "+"
    elif token.kind is Kind.DIGIT:
        yield from (str(int(written) + 1), str(2 * int(written))) if written.isdigit() else ()
    elif is_name(token):
        space = " " if written.startswith("\\") else ""
        yield from sorted(name + space for name in names if name != written)
        yield "2" + written


def main() -> None:
    """Run over the corpus and print what became of the changed steps."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--each", type=int, default=12, help="changes of each step")
    arguments.add_argument("--text", type=int, default=0, help="changes in the text, a document")
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="", help="start of file names")
    arguments.add_argument(
        "--minutes", type=float, default=60, help="after which no document is started"
    )
    options = arguments.parse_args()
    if not options.folder.is_dir():
        print(f"skipped: there is no corpus at {options.folder}")
        return
    begun = time.perf_counter()
    paths = [p for p in documents(options.folder) if p.name.startswith(options.only)]
    random.Random(options.seed).shuffle(paths)
    tasks = [Task(path, options.each, options.text, options.seed) for path in paths]
    total, steps = Counter[str](), 0
    with ProcessPoolExecutor(options.jobs) as pool:
        try:
            for done in as_completed([pool.submit(run, task) for task in tasks]):
                tally = done.result()
                total += tally.counts
                steps += tally.steps
                for line in tally.accepted:
                    print(line, flush=True)
                if time.perf_counter() - begun > 60 * options.minutes:
                    print("the time is over; not every document was looked at")
                    break
        except KeyboardInterrupt:
            print("interrupted; not every document was looked at")
        finally:  # before the documents that are still looked at, which may take long
            pool.shutdown(wait=False, cancel_futures=True)
            print(f"{steps} steps hold; {sum(total.values())} changed ones:")
            for answer, count in total.most_common():
                print(f"{count:>7} {answer}")
            print(f"{time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
