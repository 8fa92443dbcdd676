"""Named: whom somebody means by an individual's id or a photograph's digest, where that is decided about.

What is decided names exhibits: all of an individual, or an exposure with all its copies, for a copy that
is forgotten would stay on the other side.
"""

import string
from collections.abc import Iterable
from typing import Final

from dalil.catalog import queries
from dalil.core import canonical
from dalil.core.decision import SLOT
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.individual_id import KnownId
from dalil.core.script import fold_digits
from dalil.flows.exhibit import whole_digest
from dalil.flows.vault import Vault

_INDIVIDUAL: Final = "I-"
_DIGITS_MIN: Final = 8
"""Of a digest that is decided about: of fewer, a number on a label may be the beginning of one."""


class NobodyNamed(Refusal):
    """There is no individual and no photograph {named}."""

    code = "nobody-named"
    exit_status = 88
    remedy = (
        "Take an id from `dalil individuals`, or a digest from `dalil photographs`; of several people in one "
        "photograph one is named by DIGEST#NUMBER."
    )


class DigestShort(Refusal):
    """{named} is too short to name a photograph that is decided about: numbers on labels look like it."""

    code = "digest-short"
    exit_status = 88
    remedy = "Give eight digits of its digest at least, or the id of an individual."


class ShowsNobody(Refusal):
    """{named} is no photograph that opens, or no grouping has seen it yet: nothing of it can be decided."""

    code = "shows-nobody"
    exit_status = 88
    remedy = "`dalil photographs` says what it is; examine it first, where it waits."


class OneOfSeveral(Refusal):
    """Whom {named} means is not known. The photograph is held to show: {shown}."""

    code = "one-of-several"
    exit_status = 88
    remedy = "Name one of these; where somebody in it has no number that was read, read the label first."


class IndividualRetired(Refusal):
    """The identifier {individual} names nobody any more; its photographs are now in: {became}."""

    code = "individual-retired"
    exit_status = 88
    remedy = "Look at where they are now, and decide about that."


def marks(vault: Vault, named: str, *, one_person: bool = False) -> set[str]:
    """The exhibits, with slots, that a name means: all of an individual, or all copies of an exposure.

    ``one_person``: a photograph of several must say whom.
    """
    if named.upper().startswith(_INDIVIDUAL):
        return set(_individual(vault, named.upper()).marks)
    digest, mark, slot = named.partition(SLOT)
    digest, slot = digest.lower(), fold_digits(slot)
    if len(digest) < _DIGITS_MIN and digest and set(digest) <= set(string.hexdigits):
        raise DigestShort(named=named)
    digest = whole_digest(vault, digest)
    if queries.photograph.by_digest(digest) is None:
        raise NobodyNamed(named=named)
    copies = {copy for copy, _, _ in queries.exposure.copies(digest)}
    if not copies:
        raise ShowsNobody(named=named)
    shown = sorted(
        {
            slotted
            for one in register(vault)
            if not one.retired
            for held in one.marks
            if (slotted := held.partition(SLOT)[2]) and held.partition(SLOT)[0] in copies
        }
    )
    if (slot and slot not in shown) or (mark and not slot) or (one_person and shown and not slot):
        told = " ".join(f"{digest[:12]}{SLOT}{one}" for one in shown)
        raise OneOfSeveral(named=named, shown=told or digest[:12])
    return {f"{copy}{mark}{slot}" for copy in copies}


def insist_in_use(vault: Vault, identity: str) -> None:
    """Raises: IndividualRetired, where an id was given once and names nobody now."""
    if any(one.id == identity for one in register(vault)):
        _individual(vault, identity)


def _individual(vault: Vault, identity: str) -> KnownId:
    """Raises: NobodyNamed, IndividualRetired."""
    every = register(vault)
    known = next((one for one in every if one.id == identity), None)
    if known is None:
        raise NobodyNamed(named=identity)
    if known.retired:
        now = _holders(every, known)
        raise IndividualRetired(individual=known.id, became=" ".join(now) or "none")
    return known


def _holders(every: Iterable[KnownId], known: KnownId) -> list[str]:
    """Who holds now what a retired individual held; where labels were read anew since, its photographs."""
    using = [one for one in every if not one.retired]
    exhibits = {mark.partition(SLOT)[0] for mark in known.marks}
    return [one.id for one in using if one.marks & known.marks] or [
        one.id for one in using if exhibits & {mark.partition(SLOT)[0] for mark in one.marks}
    ]


def register(vault: Vault) -> list[KnownId]:
    """Every identifier ever given, from the output of the newest grouping."""
    before = queries.log.newest("grouped")
    if before is None:
        return []
    lines = (canonical.decode_record(raw[:-1]) for raw in vault.reader.lines(Digest(before["output"])))
    return [KnownId.from_record(line) for line in lines if line["kind"] == "identifier"]
