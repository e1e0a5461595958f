"""Certificates: a derivation as JSON that the kernel judges again on its own.

The file states context and conclusions once, then the routes of numbered steps.  It carries two
SHA-256 digests over canonical JSON: one of the statement (context and conclusions), which says
*what* is shown and can be compared between files, and one of everything.  A digest guards against
damage, not against a forger; that is what judging again is for.

:func:`recheck` refuses by default: an unknown version, a leftover field, a step that uses what is
not there, a chain that breaks, a symbol that nobody declared, a verdict that comes out otherwise.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from symgauss.kernel.chains import Refusal, all_steps, chain_refusals, find_chain
from symgauss.kernel.context import Context
from symgauss.kernel.plain import (
    Json,
    MalformedError,
    read_integer,
    read_object,
    read_text,
)
from symgauss.kernel.relations import Relation
from symgauss.kernel.scope import scope_refusals
from symgauss.kernel.serialise import read_certificate, write
from symgauss.kernel.steps import Certificate, Conclusion, Route, Step
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Evidence, Verdict

FORMAT = "symgauss certificate"
VERSION = 2  #: of the records; every version reads its own files only
LONGEST_FILE = 16_000_000  #: characters
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NotACertificateError(MalformedError):
    """A text that this kernel cannot read as a certificate: other JSON, or another version."""


_VARIES = 0.25  #: relative; by how much the logarithm of an error may depend on what is drawn


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step or a conclusion judged again; ``agrees`` with what the file records."""

    number: str  #: empty for a conclusion
    recorded: Verdict
    verdict: Verdict
    replayed: bool = False  #: whether the recorded seed was used

    @property
    def agrees(self) -> bool:
        """Whether the two verdicts say the same; with new draws, up to what depends on them."""
        if self.replayed:
            return self.recorded == self.verdict
        recorded, found = self.recorded, self.verdict
        alike = _is_alike(recorded.evidence, found.evidence)
        return alike and _essence(recorded) == _essence(found)


@dataclass(frozen=True, slots=True)
class Recheck:
    """What came of judging a certificate again."""

    slug: str
    title: str
    statement: str  #: digest of the statement
    steps: tuple[StepResult, ...]
    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        """Whether nothing was refused and every step and conclusion is shown again."""
        shown = all(step.agrees and step.verdict.accepted for step in self.steps)
        return shown and bool(self.steps) and not self.refusals


def build(
    *,
    slug: str,
    title: str,
    context: Context,
    routes: Iterable[Route],
    conclusions: Iterable[Conclusion],
) -> Certificate:
    """Put a certificate together; the chain behind each conclusion is looked up in the routes.

    Raises ``ValueError`` with the first refusal if :func:`recheck` would refuse the structure.
    """
    ways = tuple(routes)
    claims = []
    for conclusion in conclusions:
        found = find_chain(conclusion, ways)
        claims.append(replace(conclusion, chain=found[0] if found else ()))
    certificate = Certificate(slug, title, context, tuple(claims), ways)
    for refusal in _structure_refusals(certificate):
        message = f"{slug}: {refusal}"
        raise ValueError(message)
    return certificate


def statement_digest(certificate: Certificate) -> str:
    """SHA-256 of the context and the conclusions: equal for two proofs of one statement."""
    claims = [
        write(part)
        for conclusion in certificate.conclusions
        for part in (conclusion.lhs, conclusion.relation, conclusion.rhs)
    ]
    return _digest({"context": write(certificate.context), "conclusions": claims})


def dumps(certificate: Certificate) -> str:
    """The certificate as JSON text."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "statement_sha256": statement_digest(certificate),
        "certificate": write(certificate),
    }
    return json.dumps(data | {"sha256": _digest(data)}, ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Certificate:
    """Read the JSON text; :class:`MalformedError` where it is not what :func:`dumps` writes."""
    found = parse_json(text)
    version = read_integer(found.get("version"), "version")
    if version != VERSION:  # before the fields, which another version may name otherwise
        raise NotACertificateError(
            "written by another version of symgauss; derive it again "
            f"(the file has version {version}, this kernel reads version {VERSION})"
        )
    fields = ("format", "version", "statement_sha256", "certificate", "sha256")
    data = read_object(found, fields, "")
    everything = {name: value for name, value in data.items() if name != "sha256"}
    if read_text(data["sha256"], "sha256") != _digest(everything):
        raise MalformedError("the digest does not fit: the file was changed", "sha256")
    certificate = read_certificate(data["certificate"])
    if not _SLUG.fullmatch(certificate.slug):
        raise MalformedError("not a slug", "certificate.slug")
    stated = read_text(data["statement_sha256"], "statement_sha256")
    if stated != statement_digest(certificate):
        raise MalformedError("the digest of the statement does not fit", "statement_sha256")
    return certificate


def parse_json(text: str) -> dict[str, Json]:
    """The JSON object of a text that claims to be a certificate."""
    if len(text) > LONGEST_FILE:
        raise NotACertificateError(f"longer than {LONGEST_FILE} characters")
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except MalformedError:
        raise
    except (ValueError, RecursionError) as error:
        raise NotACertificateError(f"not JSON: {error}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotACertificateError(f"not a {FORMAT}")
    return data


def recheck(
    text: str,
    *,
    seed: int | None = None,
    replay: bool = False,
    statement: str | None = None,
    progress: Callable[[StepResult], None] = lambda _: None,
) -> Recheck:
    """Judge every step and conclusion of a certificate again.

    The draws are new (or from ``seed``), so that nobody can have chosen them; ``replay`` takes
    the recorded seeds instead.  ``statement`` is the digest of the statement that is expected.
    ``progress`` hears of each result.  Raises :class:`NotACertificateError` for another text.
    """
    try:
        certificate = loads(text)
    except NotACertificateError:
        raise
    except MalformedError as error:
        return Recheck("", "", "", (), (Refusal("", str(error)),))
    digest = statement_digest(certificate)
    refusals = list(_structure_refusals(certificate))
    if statement is not None and statement != digest:
        refusals.append(Refusal("", "shows another statement than the one that is expected"))
    results: list[StepResult] = []
    known: dict[tuple[Term, Relation, Term], Verdict] = {}
    claims: list[Step | Conclusion] = [*all_steps(certificate.routes), *certificate.conclusions]
    for claim in claims:
        if refusals:
            break  # what is malformed is not judged
        result = _judged(claim, certificate.context, seed, known, replay=replay)
        results.append(result)
        progress(result)
    refusals += [_disagreement(result) for result in results if not result.agrees]
    return Recheck(certificate.slug, certificate.title, digest, tuple(results), tuple(refusals))


def _judged(
    claim: Step | Conclusion,
    context: Context,
    seed: int | None,
    known: dict[tuple[Term, Relation, Term], Verdict],
    *,
    replay: bool,
) -> StepResult:
    """Judge a claim; what stands in the file twice is judged once, unless it is replayed."""
    from symgauss.kernel.judge import judge  # noqa: PLC0415 - writing a certificate needs no flint

    evidence = claim.verdict.evidence
    replayed = replay and evidence is not None
    if replay and evidence is not None:
        seed = evidence.seed
    question = (claim.lhs, claim.relation, claim.rhs)
    verdict = None if replayed else known.get(question)
    if verdict is None:
        verdict = known[question] = judge(*question, context, seed=seed)
    number = claim.number if isinstance(claim, Step) else ""
    return StepResult(number, claim.verdict, verdict, replayed)


def _structure_refusals(certificate: Certificate) -> Iterable[Refusal]:
    if not certificate.conclusions:
        yield Refusal("", "there is no conclusion")
    yield from chain_refusals(certificate)
    yield from scope_refusals(certificate)


def _disagreement(result: StepResult) -> Refusal:
    recorded, found = result.recorded, result.verdict
    if recorded.answer is not found.answer:
        message = f"the file records {recorded.answer}, the kernel finds {found.answer}"
        return Refusal(result.number, f"{message}: {found.detail}" if found.detail else message)
    return Refusal(result.number, "the kernel finds other evidence than the file records")


def _essence(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says apart from its evidence."""
    conflict = verdict.shape_conflict
    return (verdict.answer, conflict, verdict.reason, verdict.term, verdict.using)


def _is_alike(recorded: Evidence | None, found: Evidence | None) -> bool:
    """Whether evidence is of the same kind and strength, up to what follows from the seed.

    The sizes that are drawn decide on the degrees, and so on the error that a draw leaves.
    """
    if recorded is None or found is None:
        return recorded is found
    if recorded.kind is not found.kind or sorted(recorded.sizes) != sorted(found.sizes):
        return False
    if abs(recorded.draws - found.draws) > 1:
        return False
    if recorded.log2_error is None or found.log2_error is None:
        return recorded.log2_error is found.log2_error
    if recorded.log2_error == found.log2_error:
        return True
    return abs(recorded.log2_error - found.log2_error) <= _VARIES * abs(found.log2_error)


def _digest(data: Json) -> str:
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise MalformedError("a field stands twice in one object")
    return found


def _no_constant(name: str) -> Json:
    raise MalformedError(f"{name} is not a number")
