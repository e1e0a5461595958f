from __future__ import annotations

from dataclasses import replace

import pytest
from sampling.shelf import derived

from symgauss.notation.unicode import text_width
from symgauss.sampling import SampleCheck, sample_check
from symgauss.sampling.results import Quantity
from symgauss.sampling.table import numbers, verdict


@pytest.fixture(scope="module")
def check() -> SampleCheck:
    return sample_check(derived("ddpm-posterior"), 2_000, seed=1)


@pytest.mark.parametrize("width", [80, 100])
def test_lines_fit_and_no_name_is_cut(check: SampleCheck, width: int) -> None:
    lines = check.text(width).splitlines()
    assert max(map(text_width, lines)) <= width
    for label in {quantity.label for quantity in check.quantities}:
        assert any(line.strip().startswith(label) for line in lines)


def test_every_instance_is_shown_when_asked_for(check: SampleCheck) -> None:
    from symgauss.sampling.table import text_of

    short, long = text_of(check).splitlines(), text_of(check, verbose=True).splitlines()
    assert len(long) - len(short) == 3 * len({(q.result, q.label) for q in check.quantities})


def test_what_was_finished_is_said(check: SampleCheck) -> None:
    stopped = replace(check, interrupted=True)
    assert verdict(stopped).endswith("; interrupted after 8,000 draws")


def test_an_interruption_keeps_the_batches_that_are_done() -> None:
    def stop(done: int, _total: int) -> None:
        if done > 20_000:
            raise KeyboardInterrupt

    stopped = sample_check(derived("normal-sum"), 50_000, seed=1, progress=stop)
    assert stopped.interrupted
    assert [instance.draws for instance in stopped.instances] == [32_768]
    whole = sample_check(derived("normal-sum"), 32_768, seed=1, instances=1)
    assert [q.sampled for q in stopped.quantities] == [q.sampled for q in whole.quantities]


@pytest.mark.parametrize(
    ("derived_", "sampled", "error", "z", "shown"),
    [
        (1.23456, 1.2301, 0.0045, -0.98, ("1.2346", "1.2301", "0.0045", "−0.98")),
        (-0.0, -0.00001, 0.0021, 0.0, ("0.0000", "0.0000", "0.0021", "0.00")),
        (12345.6, 12000.0, 210.0, -1.6, ("1.235e+04", "1.200e+04", "2.100e+02", "−1.60")),
        (2.5e-9, 2.6e-9, 1e-10, 1.0, ("2.500e-09", "2.600e-09", "1.000e-10", "1.00")),
        (3.0, 3.0, 0.0, 0.0, ("3", "3", "0", "0.00")),
        (1.0, float("inf"), float("nan"), float("inf"), ("1", "inf", "nan", "∞")),
    ],
)
def test_numbers_have_two_digits_of_their_error(
    derived_: float, sampled: float, error: float, z: float, shown: tuple[str, ...]
) -> None:
    quantity = Quantity(1, "", "", (), 0, derived_, sampled, error, z, 1.0)
    assert numbers(quantity) == shown


def test_a_notebook_gets_text_and_html(check: SampleCheck) -> None:
    bundle = check._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].count("<tr>") > 5
    assert repr(check).startswith("<SampleCheck ddpm-posterior: accepted, ")
