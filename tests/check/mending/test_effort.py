from __future__ import annotations

from symgauss.check.mending.effort import LEAST, MOST_DOUBTED, Effort
from symgauss.kernel.clock import now


def test_a_doubted_step_ends_after_so_many_edits() -> None:
    effort = Effort.of_doubt(1000.0)
    assert sum(effort.try_one() for _ in range(MOST_DOUBTED + 50)) == MOST_DOUBTED


def test_patience_tries_more() -> None:
    effort = Effort.of_doubt(1000.0, patience=2.0)
    assert sum(effort.try_one() for _ in range(3 * MOST_DOUBTED)) == 2 * MOST_DOUBTED


def test_a_slow_search_is_given_up_early() -> None:
    slow = Effort.of_doubt(1000.0)
    slow.begun -= 2 * slow.trial
    assert not slow.try_one()
    quick = Effort.of_doubt(1000.0)
    assert all(quick.try_one() for _ in range(LEAST))
    quick.begun -= 2 * quick.trial
    assert quick.try_one()


def test_a_refuted_step_is_searched_until_the_time_is_over() -> None:
    effort = Effort(now() + 1000.0)
    assert all(effort.try_one() for _ in range(10 * MOST_DOUBTED))
    over = Effort(now() - 1.0)
    assert over.is_over
    assert not over.try_one()
