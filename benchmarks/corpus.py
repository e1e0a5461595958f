"""The verdict table over documents that other people wrote, and what is not understood in them.

Usage: ``python benchmarks/corpus.py [FOLDER] [--only PREFIX,...] [--fails] [--top N]``.  The folder
is ``../shared/corpus`` beside the repository unless one is given.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import Counter
from pathlib import Path

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer

DEFAULT = Path(__file__).parents[1] / ".." / "shared" / "corpus"
GOAL = ("norm", "mvn", "bvn", "ug", "ugkv", "blr", "blrkc", "matn")
SUFFIXES = (".md", ".tex", ".ipynb")
COLUMNS = ("holds", "fails", "definition", "unsupported", "missing-context", "undetermined-type",
           "singular", "resource-limit")  # fmt: skip


def documents(folder: Path) -> list[Path]:
    """The documents of a corpus."""
    paths = [p for p in folder.rglob("*") if p.suffix in SUFFIXES]
    return sorted(p for p in paths if not p.name.startswith("_") and p.name != "README.md")


def group_of(path: Path) -> str:
    """The part of the file name before the dash, for proofs; else the folder."""
    if path.parent.name == "statproofbook":
        return path.name.split("-")[0]
    return path.parent.name


def column_of(step: CheckedStep) -> str:
    """The answer, or the reason of an unknown."""
    verdict = step.verdict
    return str(verdict.reason) if verdict.answer is Answer.UNKNOWN else str(verdict.answer)


def construct(step: CheckedStep) -> str:
    """What is not understood, with names and numbers taken out, so that it can be counted."""
    detail = re.sub(r"'[^']{12,}'", "'...'", step.verdict.detail)
    detail = re.sub(r"\(\.\.\.\) may be.*", "(...) may be a function or a product", detail)
    return f"{step.verdict.reason}: {detail[:90]}"


def show(title: str, counts: Counter[str]) -> None:
    """One line of the table."""
    total = sum(counts.values()) or 1
    good = (counts["holds"] + counts["definition"]) / total
    cells = " ".join(f"{counts[c]:>7}" for c in COLUMNS)
    unsupported = counts["unsupported"] / total
    print(f"{title:18} {total:>5} {cells}  {good:6.1%} {unsupported:6.1%}")


def main() -> None:
    """Run over the corpus and print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--only", default="", help="groups, or starts of file names")
    arguments.add_argument("--fails", action="store_true", help="print each refuted step")
    arguments.add_argument("--grep", default="", help="print steps whose construct has this text")
    arguments.add_argument("--top", type=int, default=30)
    options = arguments.parse_args()
    if not options.folder.is_dir():
        print(f"skipped: there is no corpus at {options.folder}")
        return
    only = [part for part in options.only.split(",") if part]
    groups: dict[str, Counter[str]] = {}
    constructs: Counter[str] = Counter()
    examples: dict[str, str] = {}
    times: list[float] = []
    slow: list[tuple[float, str]] = []
    for path in documents(options.folder):
        group = group_of(path)
        if (
            only
            and group not in only
            and not any(path.name.startswith(o) for o in only if "-" in o)
        ):
            continue
        begun = time.perf_counter()
        document = check_text(path.read_text(encoding="utf-8"), str(path), seed=1)
        taken = time.perf_counter() - begun
        slow.append((taken, path.name))
        times.append(taken / max(1, len(document.steps)))
        counts = groups.setdefault(group, Counter())
        for step in document.steps:
            counts[column_of(step)] += 1
            where = f"{path.name}:{step.place.line}"
            if step.verdict.answer is Answer.UNKNOWN:
                name = construct(step)
                constructs[name] += 1
                examples.setdefault(name, where)
                if options.grep and options.grep in name:
                    print(f"{where}: {step.lhs} {step.relation} {step.rhs}\n    {name}")
            if step.verdict.answer is Answer.FAILS and options.fails:
                print(f"{where}: {step.lhs} {step.relation} {step.rhs}")
                print(f"    using {step.using}\n    {step.verdict.detail[:300]}")
    print(f"{'':18} {'steps':>5} " + " ".join(f"{c[:7]:>7}" for c in COLUMNS) + "   good unsupp")
    for group, counts in sorted(groups.items()):
        show(group, counts)
    total: Counter[str] = sum(groups.values(), Counter())
    show("goal", sum((c for g, c in groups.items() if g in GOAL), Counter()))
    show("ALL", total)
    print()
    for name, count in constructs.most_common(options.top):
        print(f"{count:>5} {name}   [{examples[name]}]")
    seconds = sum(taken for taken, _ in slow)
    steps = sum(total.values())
    print(f"\n{steps} steps in {seconds:.1f} s: {steps / max(seconds, 1e-9):.0f} a second; "
          f"median {1000 * statistics.median(times):.1f} ms a step; slowest files "
          + ", ".join(f"{name} {taken:.1f} s" for taken, name in sorted(slow)[:-4:-1]))  # fmt: skip


if __name__ == "__main__":
    main()
