"""Errors planted in the text of other people's documents, and what ``check`` says to the author.

Usage: ``python benchmarks/suggest.py [FOLDER] [--each N] [--seed N] [--only PREFIX] [--jobs N]
[--documents N] [--minutes M] [--show KIND]``. An error is planted in the LaTeX of the right side of
a step that holds (``planting.py``; it shares no code with the edits of suggestions), and the whole
document is checked again. A suggestion is put into the text in the place of the right side, and the
document is checked once more: it is *undone* where the right side is the author's again, *another
way* where the step holds with a right side that is written otherwise, *not read back* where it does
not hold. Errors with which the step still holds, or with which it is no formula any more, are set
aside.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import DEFAULT, documents
from normal_form import normal_form
from planting import Planted, planted

from symgauss.check import document, verdicts
from symgauss.check.checked import CheckedDocument, CheckedStep
from symgauss.check.displays.parts import Statement
from symgauss.check.meaning.circles import Judged
from symgauss.check.mending import remarks
from symgauss.errors import Place
from symgauss.kernel.verdict import Answer, Reason, Verdict

COLUMNS = ("undone", "another way", "not read back", "nothing")
UNDECIDED = {Reason.UNSUPPORTED, Reason.UNDETERMINED_TYPE, Reason.SINGULAR}


@dataclass(frozen=True)
class Task:
    """One document and how many errors are planted in it."""

    path: Path
    each: int
    seed: int
    show: str


@dataclass
class Tally:
    """What became of the errors of one document."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    search: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def run(task: Task) -> Tally:
    """Plant errors in the steps of one document that hold."""
    tally = Tally()
    if task.path.suffix == ".ipynb":
        return tally  # its text is JSON
    remarks.remedy = timed(REMEDY, tally.search)  # type: ignore[assignment]
    text = task.path.read_text(encoding="utf-8")
    rng = random.Random(f"{task.seed}-{task.path.name}")
    holding = [s for s in checked(text, task).steps if s.verdict.answer is Answer.HOLDS]
    by_kind: dict[str, list[tuple[CheckedStep, Planted]]] = {}
    for step in holding:
        start, end = right_side(text, step)
        if text[start:end] == step.rhs:
            for error in planted(text, start, end, step.lhs):
                by_kind.setdefault(error.kind, []).append((step, error))
    done = 0
    for _ in range(6 * task.each):
        if done == task.each or not by_kind:
            break
        kind = rng.choice(sorted(by_kind))  # each kind as often as the others
        step, error = by_kind[kind].pop(rng.randrange(len(by_kind[kind])))
        if not by_kind[kind]:
            del by_kind[kind]
        done += note(task, text, step, error, tally)
    return tally


REMEDY: Callable[..., Any] = remarks.remedy


def timed(call: Callable[..., Any], seconds: list[float]) -> Callable[..., Any]:
    """The same, and how long each call took."""

    def timing(*arguments: object, **options: object) -> object:
        begun = time.process_time()
        try:
            return call(*arguments, **options)
        finally:
            seconds.append(time.process_time() - begun)

    return timing


def checked(text: str, task: Task, only: CheckedStep | None = None) -> CheckedDocument:
    """The document with a fixed seed; other steps than ``only`` are read, but not judged."""
    number = 0 if only is None else only.display

    class One(verdicts.Verdicts):
        def _checked(self, statement: Statement, index: int, step: int) -> Judged:
            if statement.display == number:
                return super()._checked(statement, index, step)
            verdict = Verdict(Answer.UNKNOWN)
            unread = CheckedStep(Place(), statement.display, step, "", "", "", verdict)
            return Judged(unread, statement.position, (), introduces=False)

    document.Verdicts = verdicts.Verdicts if only is None else One  # type: ignore[misc]
    return document.check_text(text, str(task.path), seed=task.seed)


def right_side(text: str, step: CheckedStep) -> tuple[int, int]:
    """Where the right side of a step stands in the text."""
    lines = text.splitlines(keepends=True)
    end = sum(map(len, lines[: (step.place.end_line or 1) - 1])) + (step.place.end_column or 1) - 1
    return end - len(step.rhs), end


def same_step(found: CheckedDocument, step: CheckedStep) -> CheckedStep | None:
    """The step of another version of the document, if it is still read there."""
    steps = [s for s in found.steps if (s.display, s.step) == (step.display, step.step)]
    return steps[0] if steps and steps[0].lhs == step.lhs else None


def note(task: Task, text: str, step: CheckedStep, error: Planted, tally: Tally) -> bool:
    """Plant one error; whether it was one."""
    wrong = error.into(text)
    again = same_step(checked(wrong, task, step), step)
    if again is None or again.asked is None or again.verdict.reason in UNDECIDED:
        tally.counts[error.kind, "aside", "not read"] += 1
        return False
    if again.verdict.answer is Answer.HOLDS:
        tally.counts[error.kind, "aside", "holds"] += 1
        return False
    answer = str(again.verdict.reason or again.verdict.answer)
    outcome = judged(task, wrong, step, again)
    tally.counts[error.kind, answer, outcome] += 1
    if task.show in {error.kind, outcome, answer, "all"}:
        where = f"{task.path.name}:{step.place.line}"
        edit = "" if again.suggestion is None else f"\n    {again.suggestion.edit}"
        lhs, rhs = (" ".join(side.split()) for side in (again.lhs, again.rhs))
        planting = f"{text[error.start : error.end]!r} -> {error.new!r}"
        tally.lines.append(
            f"{outcome}: {answer}: {where}: {error.kind} {planting}\n    {lhs} = {rhs}{edit}"
            f"\n    {again.difference} {again.verdict.detail[:150]}"
        )
    return True


def judged(task: Task, wrong: str, step: CheckedStep, again: CheckedStep) -> str:
    """What the first suggestion makes of an error."""
    if again.suggestion is None or not again.suggestion.rhs:
        return "nothing"
    start, end = right_side(wrong, again)
    mended = wrong[:start] + again.suggestion.rhs + wrong[end:]
    after = same_step(checked(mended, task, step), step)
    if after is None or after.asked is None or after.verdict.answer is not Answer.HOLDS:
        return "not read back"
    if step.asked is not None and normal_form(after.asked.rhs) == normal_form(step.asked.rhs):
        return "undone"
    return "another way"


def main() -> None:
    """Run over the corpus and print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--each", type=int, default=3, help="errors planted in each document")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="", help="start of file names")
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--documents", type=int, default=1000, help="how many, at random")
    arguments.add_argument("--minutes", type=float, default=10, help="after which it stops")
    arguments.add_argument("--show", default="", help="a kind, verdict or outcome to print, or all")
    options = arguments.parse_args()
    if not options.folder.is_dir():
        print(f"skipped: there is no corpus at {options.folder}")
        return
    begun = time.perf_counter()
    paths = [p for p in documents(options.folder) if p.name.startswith(options.only)]
    random.Random(options.seed).shuffle(paths)
    tasks = [
        Task(path, options.each, options.seed, options.show) for path in paths[: options.documents]
    ]
    total, looked = Tally(), 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for done in as_completed([pool.submit(run, task) for task in tasks]):
            tally = done.result()
            looked += 1
            total.counts += tally.counts
            total.search += tally.search
            for line in tally.lines:
                print(line, flush=True)
            if time.perf_counter() - begun > 60 * options.minutes:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    print(f"{looked} of {len(tasks)} documents in {time.perf_counter() - begun:.0f} s")
    table(total)


def table(total: Tally) -> None:
    """By kind of error, by what was reported, and how long the search took."""
    print(f"\n{'':16} {'errors':>7}  " + "  ".join(f"{c:>13}" for c in COLUMNS) + "   right")
    answers = sorted({a for _, a, _ in total.counts if a != "aside"})
    kinds = sorted({k for k, a, _ in total.counts if a != "aside"})
    for name in ("fails", *kinds):
        row(name, [(o, n) for (k, a, o), n in total.counts.items()
                   if a == "fails" and name in {k, a}])  # fmt: skip
    print("\nby what is reported")
    for name in (*answers, "all"):
        row(name, [(o, n) for (_, a, o), n in total.counts.items()
                   if a != "aside" and name in {a, "all"}])  # fmt: skip
    aside = Counter(dict.fromkeys(("holds", "not read"), 0))
    for (_, answer, outcome), count in total.counts.items():
        aside[outcome] += count if answer == "aside" else 0
    print("set aside: " + ", ".join(f"{n} {name}" for name, n in aside.items()))
    times = sorted(total.search) or [0.0]
    slow = sum(t > 0.1 for t in times)
    print(f"{len(times)} searches: median {1000 * times[len(times) // 2]:.0f} ms, longest "
          f"{times[-1]:.2f} s, {slow} over 100 ms")  # fmt: skip


def row(name: str, outcomes: list[tuple[str, int]]) -> None:
    """One line of the table."""
    counts: Counter[str] = Counter()
    for outcome, count in outcomes:
        counts[outcome] += count
    errors = sum(counts.values())
    if errors:
        right = (counts["undone"] + counts["another way"]) / errors
        cells = "  ".join(f"{counts[c]:>13}" for c in COLUMNS)
        print(f"{name:16} {errors:>7}  {cells}  {right:6.1%}")


if __name__ == "__main__":
    main()
