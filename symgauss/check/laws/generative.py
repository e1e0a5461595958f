r"""Which of the laws that a document states make its model, and which ones it claims.

``p(x)`` and ``p(y | x)`` make a model, of which ``p(y)`` and ``p(x | y)`` are consequences: what a
document says of these is judged.  Where both pairs could be the model, it is the one that is stated
first, and by no theorem.  A variable without a law behind a bar is a parameter.  An equation such
as ``y = A x + e`` makes y of x, so that ``p(x | y)`` is a consequence, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symgauss.check.laws.placed import PlacedLaw

Key = tuple[str, str]


def generative(
    laws: Iterable[PlacedLaw], made: Mapping[Key, frozenset[Key]] | None = None
) -> list[PlacedLaw]:
    """At most one law for each variable: none where nothing says which one is meant.

    ``made`` says of which variables an equation makes another one.
    """
    options: dict[Key, list[PlacedLaw]] = {}
    for each in sorted(_not_behind(laws, made or {}), key=lambda law: (law.claimed, law.place)):
        others = options.setdefault(each.key, [])
        if all(each.law != other.law for other in others):
            others.append(each)
    joint = {key: [law for law in found if law.joint] for key, found in options.items()}
    for key, found in joint.items():
        if len(found) == 1 and not any(_is_nearer(law, found[0]) for law in options[key]):
            options[key] = found  # what else is said of the variable is a consequence
    chosen = {key: found[0] for key, found in options.items() if len(found) == 1}
    several = {key: _unambiguous(found) for key, found in options.items() if len(found) > 1}
    known = set(options)
    conditional = [law for found in several.values() for law in found if _parents(law) & known]
    for each in sorted(conditional, key=lambda law: (law.claimed, law.place)):
        if each.key not in chosen and not _is_cyclic(each, chosen):
            chosen[each.key] = each
    for key, found in several.items():
        roots = [law for law in found if not _parents(law) & known]
        if key not in chosen and len(roots) == 1:
            chosen[key] = roots[0]
    claims = [law for key, found in several.items() for law in found if law is not chosen.get(key)]
    for each in claims:
        if not _follows(each, chosen, known):
            chosen.pop(each.key, None)
    return _complete(chosen, known)


def _not_behind(laws: Iterable[PlacedLaw], made: Mapping[Key, frozenset[Key]]) -> list[PlacedLaw]:
    """Without laws of what another one is made of, given that, if something else is its law."""
    every = list(laws)
    behind = [
        each for each in every if any(each.key in made.get(key, ()) for key in _parents(each))
    ]
    alone = {each.key for each in every if each not in behind}
    return [each for each in every if each not in behind or each.key not in alone]


def _is_nearer(law: PlacedLaw, joint: PlacedLaw) -> bool:
    """Whether a law makes the model, of which that of a stack is a consequence."""
    return law.place < joint.place or (joint.claimed and not law.claimed)


def _unambiguous(laws: list[PlacedLaw]) -> list[PlacedLaw]:
    """Those that are the only ones with what they have behind the bar."""
    return [law for law in laws if sum(_parents(o) == _parents(law) for o in laws) == 1]


def _parents(law: PlacedLaw) -> set[Key]:
    return {(law.law.density, variable.name) for variable in law.law.given}


def _ancestors(keys: set[Key], chosen: dict[Key, PlacedLaw]) -> set[Key]:
    found: set[Key] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo += _parents(chosen[key]) if key in chosen else ()
    return found


def _is_cyclic(law: PlacedLaw, chosen: dict[Key, PlacedLaw]) -> bool:
    return law.key in _ancestors(_parents(law), chosen)


def _follows(claim: PlacedLaw, chosen: dict[Key, PlacedLaw], known: set[Key]) -> bool:
    """Whether the model says what the law is that a document claims.

    It does where it speaks of all that the claim is conditioned on, and where the claim leaves no
    parameter out on which the law depends: ``p(x)`` is no consequence of ``p(x | y)`` alone.
    """
    model = _ancestors({claim.key, *_parents(claim)}, chosen)
    parameters = {key for key in model if key not in known}
    if claim.key not in chosen or parameters - _parents(claim):
        return False
    behind = _parents(claim) & known
    related = _ancestors({claim.key}, chosen) | {
        key for key in chosen if claim.key in _ancestors({key}, chosen)
    }
    return behind <= related


def _complete(chosen: dict[Key, PlacedLaw], known: set[Key]) -> list[PlacedLaw]:
    """Those whose parents have a law, too, or are parameters."""
    while True:
        lost = [key for key, law in chosen.items() if _parents(law) & known - set(chosen)]
        if not lost:
            return list(chosen.values())
        for key in lost:
            del chosen[key]
