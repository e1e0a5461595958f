"""Time of an export: ``python benchmarks/exporting.py [--gradients] [SLUG...]``.

Milliseconds of processor time for each derivation of the shelf, once it is derived: its functions
(lowered, and compared with what the kernel finds), and then the text for each target.  Medians of a
process that has exported before; the goal is 200 for the functions and a text.  With gradients, the
kernel judges each of them, which takes most of the time.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from time import process_time

from symgauss.errors import NoValueError
from symgauss.export import TARGETS, Module, module_of, target
from symgauss.shelf import entries, load

RUNS = 5
GOAL = 200


def milliseconds(action: Callable[[], object]) -> float:
    """The median of some calls after one that is not counted."""
    times = []
    for _ in range(RUNS + 1):
        start = process_time()
        action()
        times.append(process_time() - start)
    return 1e3 * statistics.median(times[1:])


def texts(module: Module) -> dict[str, float]:
    """The time for the text of each target."""
    return {
        name: milliseconds(lambda name=name: target(name).source(module))  # type: ignore[misc]
        for name in TARGETS
    }


def main() -> None:
    """Print a table as it is measured."""
    gradients = "--gradients" in sys.argv
    slugs = [word for word in sys.argv[1:] if not word.startswith("--")]
    print(f"{'':26}{'functions':>10}" + "".join(f"{name:>10}" for name in TARGETS))
    above = 0
    for slug in slugs or [entry.slug for entry in entries()]:
        derivation = load(slug)
        try:
            module = module_of(derivation, gradients=gradients)
        except NoValueError as error:
            print(f"{slug:26}{error}")
            continue
        first = milliseconds(lambda d=derivation: module_of(d, gradients=gradients))  # type: ignore[misc]
        each = texts(module)
        above += first + max(each.values()) > GOAL
        print(f"{slug:26}{first:10.0f}" + "".join(f"{t:10.0f}" for t in each.values()), flush=True)
    print(f"above {GOAL} ms for the functions and the slowest text: {above}")


if __name__ == "__main__":
    main()
