"""Broken documents for a given time: what raises, what hangs, what is masked.

Usage: ``python benchmarks/fuzz.py [--minutes M] [--seed S] [--corpus FOLDER] [--finds FOLDER]``.
The documents of the tests are changed in a few places, and those of a folder where one is given.
A find is written to the folder of finds as it was checked; its seed replays it.  The exit code is
1 if there is one.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom
from types import FrameType

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from check.mutations import HOSTILE, mutated
from check.samples import DOCUMENTS

from symgauss.check.checked import CheckedDocument
from symgauss.check.document import check_text
from symgauss.check.formats import jsonl, notebook, sarif, text
from symgauss.errors import SymgaussError

LONGEST = 8_000  #: characters of a document: many short ones find more than a few long ones
SLOW = 20.0  #: seconds of the processor for one document
SUFFIXES = (".md", ".tex", ".ipynb")
MASKED = "please report this"  #: what a step says that a bug has stopped


class HangError(BaseException):
    """A document took too long; nothing that goes on after a bug may go on after this."""


def stop(_signal: int, _frame: FrameType | None) -> None:
    """The alarm."""
    raise HangError


def seeds_of(folder: Path | None) -> list[tuple[str, str]]:
    """Suffix and text of the documents to change."""
    found = [(Path(name).suffix, content) for name, content in DOCUMENTS.items()]
    if folder is None:
        return found
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES]
    return found + [(path.suffix, path.read_text(encoding="utf-8")) for path in paths]


def changed(seeds: list[tuple[str, str]], random: Random) -> tuple[str, str]:
    """A document that is broken in a few places, or hostile from end to end."""
    suffix, content = random.choice(seeds)
    if random.randrange(10) == 0:
        parts = random.choices(HOSTILE, k=random.randrange(1, 30))
        return suffix, random.choice((" ", "")).join(parts)
    if len(content) > LONGEST and suffix != ".ipynb":
        start = random.randrange(len(content) - LONGEST)
        content = content[start : start + LONGEST]
    return suffix, mutated(content, random.choice(seeds)[1], random)


def problem_of(suffix: str, content: str) -> str:
    """What goes wrong with a document; empty if nothing does."""
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    try:
        document = check_text(content, f"fuzz{suffix}", seed=1)
        write_down(document)
    except SymgaussError:
        return ""
    except HangError:
        return f"hang\n{traceback.format_exc()}"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    masked = [step for step in document.steps if MASKED in step.verdict.detail]
    return f"masked: {masked[0].verdict.detail}\n" if masked else ""


def write_down(document: CheckedDocument) -> None:
    """All formats."""
    list(jsonl.lines(document))
    text.plain(text.findings(document, verbose=True))
    notebook.mimebundle(document)
    sarif.sarif([document])


def kind_of(problem: str) -> str:
    """The same for two finds that are the same bug: the error and the innermost place."""
    lines = [line.strip() for line in problem.splitlines()]
    places = [line for line in lines if line.startswith("File ")]
    return f"{lines[0].partition(':')[0]} {places[-1] if places else lines[0]}"


def main() -> int:
    """Look for as long as is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=SystemRandom().getrandbits(32))
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--finds", type=Path)
    options = parser.parse_args()
    finds = options.finds or Path(tempfile.mkdtemp(prefix="fuzz-"))
    finds.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, stop)
    seeds = seeds_of(options.corpus)
    kinds: Counter[str] = Counter()
    start = time.monotonic()
    number = 0
    while time.monotonic() - start < 60 * options.minutes:
        random = Random(f"{options.seed} {number}")
        suffix, content = changed(seeds, random)
        # a process that dies leaves behind what it died of
        (finds / f"last{suffix}").write_bytes(content.encode("utf-8", "surrogatepass"))
        problem = problem_of(suffix, content)
        number += 1
        if not problem:
            continue
        kind = kind_of(problem)
        kinds[kind] += 1
        if kinds[kind] == 1:
            name = f"{options.seed}-{number}"
            (finds / f"{name}{suffix}").write_bytes(content.encode("utf-8", "surrogatepass"))
            (finds / f"{name}.txt").write_text(problem, encoding="utf-8")
            print(f"find: {kind}", flush=True)
    minutes = (time.monotonic() - start) / 60
    print(f"{number} documents in {minutes:.1f} minutes, seed {options.seed}: {len(kinds)} finds")
    for kind, count in kinds.most_common():
        print(f"{count:6}  {kind}")
    print(f"finds are in {finds}" if kinds else "nothing was found")
    return int(bool(kinds))


if __name__ == "__main__":
    sys.exit(main())
