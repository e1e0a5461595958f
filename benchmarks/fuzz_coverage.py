"""Broken documents and formulas, led by the branches that they reach: atheris on the checker.

Usage: ``python benchmarks/fuzz_coverage.py [--minutes M] [--seed S] [--formulas] [--finds DIR]``.
It needs ``pip install atheris`` (CPython up to 3.13).  With ``--formulas``, the bytes are one
displayed formula, else a document.  A find does not stop it: it is written to the folder of finds,
once for each kind, as ``fuzz.py`` does, and what ran is counted in ``count.txt`` there.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom

try:
    import atheris
except ImportError:  # pragma: no cover - an optional tool
    print("skipped: this needs atheris; pip install atheris", file=sys.stderr)
    sys.exit(4)

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["symgauss.check", "symgauss.latex", "symgauss.kernel"]):
    import fuzz

from check.mutations import HOSTILE
from check.samples import DOCUMENTS

LONGEST = 3_000  #: bytes of an input
EVERY = 50  #: runs between two writings of the count


class Target:
    """What libFuzzer calls, with what it found."""

    def __init__(self, finds: Path, *, formulas: bool) -> None:
        self.finds = finds
        self.formulas = formulas
        self.kinds: Counter[str] = Counter()
        self.runs = 0
        self.start = time.monotonic()

    def __call__(self, data: bytes) -> None:
        content = data.decode("utf-8", "ignore")
        suffix = ".md"
        if self.formulas:
            content = f"$$ {content} $$"
        elif data[:1] == b"%":
            suffix = ".tex"
        (self.finds / f"last{suffix}").write_text(content, encoding="utf-8")
        problem = fuzz.problem_of(suffix, content)
        self.runs += 1
        if problem:
            self.found(problem, suffix, content)
        if problem or self.runs % EVERY == 0:
            self.write_down()

    def found(self, problem: str, suffix: str, content: str) -> None:
        """Keep the first of each kind."""
        kind = fuzz.kind_of(problem)
        self.kinds[kind] += 1
        if self.kinds[kind] == 1:
            name = f"coverage-{len(self.kinds)}-{self.runs}"
            (self.finds / f"{name}{suffix}").write_text(content, encoding="utf-8")
            (self.finds / f"{name}.txt").write_text(problem, encoding="utf-8")
            print(f"find: {kind}", flush=True)

    def write_down(self) -> None:
        """The count so far: libFuzzer ends the process by itself."""
        minutes = (time.monotonic() - self.start) / 60
        lines = [f"{self.runs} runs in {minutes:.1f} minutes: {len(self.kinds)} kinds of finds"]
        lines += [f"{count:6}  {kind}" for kind, count in self.kinds.most_common()]
        (self.finds / "count.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def seeds(folder: Path, *, formulas: bool) -> None:
    """The documents of the tests, or their displays, as the first inputs."""
    for number, (name, text) in enumerate(DOCUMENTS.items()):
        if name.endswith(".ipynb"):
            continue
        parts = text.split("$$")[1::2] if formulas else [text]
        for place, part in enumerate(parts):
            head = "%\n" if name.endswith(".tex") and not formulas else ""
            (folder / f"{number}-{place}").write_text(head + part, encoding="utf-8")


def dictionary(path: Path) -> None:
    """Pieces of LaTeX for libFuzzer to put in."""
    printable = [piece for piece in HOSTILE if piece.isascii() and piece.isprintable()]
    quoted = [piece.replace("\\", "\\\\").replace('"', '\\"') for piece in printable]
    lines = [f'"{piece}"' for piece in quoted if len(piece) < 60]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Look for as long as is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=SystemRandom().getrandbits(31))
    parser.add_argument("--formulas", action="store_true")
    parser.add_argument("--finds", type=Path)
    options = parser.parse_args()
    finds = options.finds or Path(tempfile.mkdtemp(prefix="fuzz-"))
    inputs = finds / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    seeds(inputs, formulas=options.formulas)
    dictionary(finds / "dictionary.txt")
    signal.signal(signal.SIGPROF, fuzz.stop)
    print(f"finds and count.txt are in {finds}, seed {options.seed}", flush=True)
    arguments = [
        sys.argv[0],
        str(inputs),
        f"-max_total_time={int(60 * options.minutes)}",
        f"-max_len={LONGEST}",
        f"-dict={finds / 'dictionary.txt'}",
        f"-seed={options.seed}",
        "-timeout=600",  # fuzz.py has a limit of its own; atheris takes 0 for no second at all
        "-rss_limit_mb=0",
    ]
    atheris.Setup(arguments, Target(finds, formulas=options.formulas))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
