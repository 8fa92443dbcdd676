"""Group: exhibits become exposures, exposures individuals; every photograph gets a class.

Load: machine facts, raw paths, people's readings and decisions. Decide: core.exposure, core.photograph and
core.individual; identifiers given before are kept. Record: one ``grouped`` event whose output replaces the
grouping before it. Where nothing has changed since, nothing is recorded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dalil.catalog import queries
from dalil.core import acceptance, canonical
from dalil.core.canonical import Json, Record
from dalil.core.corroboration import Support
from dalil.core.decision import Decision
from dalil.core.digest import Digest
from dalil.core.evidence import Link
from dalil.core.exposure import CopyPair, Exposure, group_exposures, held_pairs
from dalil.core.individual import Grouping, Individual, group_individuals
from dalil.core.individual_id import IdAssignment, KnownId, assign_ids
from dalil.core.label_field import LabelFields
from dalil.core.photograph import ClassProposal
from dalil.core.reading import SettlingRule
from dalil.core.reason_words import link_in_words
from dalil.core.sighting import LABELLED, Sighting
from dalil.core.transcription import Transcribed
from dalil.flows import profile as profiles
from dalil.flows.accuracy import accuracy
from dalil.flows.between_labels import between_labels
from dalil.flows.contradictions import contradictions
from dalil.flows.copies import pairs_of
from dalil.flows.photograph_fields import photograph_fields
from dalil.flows.record import bring_up, record
from dalil.flows.roll import Roll, supports_of
from dalil.flows.sightings import sightings_of
from dalil.flows.vault import TOOL, Vault
from dalil.flows.witnesses import Witness, witness_of

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a grouping found; ``already`` says that nothing had changed."""

    exposures: int
    individuals: int
    already: bool = False

    def to_record(self) -> Record:
        """For ``--json``."""
        return {"exposures": self.exposures, "individuals": self.individuals}


def group(vault: Vault, *, progress: Progress | None = None) -> Grouped:
    """Group everything that was examined. Raises: ExhibitMissing, ExhibitChanged."""
    bring_up(vault)
    rule = acceptance.rule(accuracy(vault).sure)
    inputs = canonical.encode(_inputs(vault))
    before = queries.log.newest("grouped")
    if before and before["inputs"] == Digest.of(inputs).hex:
        return Grouped(before["exposures"], before["individuals"], already=True)
    if progress:
        progress("grouping", 0, 0)
    known = _witnesses(vault)
    pairs = pairs_of(vault, known.values())
    decided = _decide(known, pairs, _decisions(), rule)
    register = _register(vault, before)
    ids = assign_ids(register, [each.marks for each in decided.grouping.individuals])
    output = b"".join(canonical.encode(line) + b"\n" for line in _lines(known, decided, ids))
    exposures, individuals = len(decided.exposures), len(decided.grouping.individuals)
    body: Record = {
        "inputs": vault.keep_blob(inputs).hex,
        "output": vault.keep_blob(output).hex,
        "tool": TOOL,
        "parameters": {"settling": rule.to_record()},
        "exposures": exposures,
        "individuals": individuals,
    }
    record(vault, [vault.event("grouped", (), body)])
    return Grouped(exposures, individuals)


@dataclass(frozen=True, slots=True)
class _Decided:
    """Everything that was concluded, by exposure's first member or by individual."""

    exposures: tuple[Exposure, ...]
    proposals: Mapping[str, ClassProposal]
    labels: Mapping[str, tuple[LabelFields, ...]]
    sightings: Mapping[str, tuple[Sighting, ...]]
    grouping: Grouping
    held: tuple[CopyPair, ...]
    roll: Roll


def _inputs(vault: Vault) -> Record:
    """What the outcome depends on: facts, manifests, people's words, the profile, and this program."""
    facts: list[Json] = [body["output"] for body in queries.log.bodies("examined")]
    manifests: list[Json] = [body["manifest"] for body in queries.log.bodies("acquisition-sealed")]
    decisions: list[Json] = [index for index, _ in queries.log.indexed("decision-made")]
    readings: list[Json] = [index for index, _ in _transcribed()]
    _, created = next(vault.journal.events(0, 1))
    return {
        "facts": facts,
        "manifests": manifests,
        "decisions": decisions,
        "readings": readings,
        "profile": created.body["profile"],
        "tool": TOOL,
    }


def _witnesses(vault: Vault) -> dict[str, Witness]:
    """Every examined exhibit, in order of digest."""
    profile = profiles.of(vault)
    paths: defaultdict[str, list[bytes]] = defaultdict(list)
    for digest, path in queries.acquisition.raw_paths():
        paths[digest].append(path)
    made: defaultdict[str, list[Transcribed]] = defaultdict(list)
    for _, one in _transcribed():
        made[one.exhibit].append(one)
    return {
        str(facts["digest"]): witness_of(
            facts, paths[str(facts["digest"])], profile, made.get(str(facts["digest"]), ())
        )
        for facts in queries.photograph.facts()
    }


def _decisions() -> list[Decision]:
    found = []
    for index, body in queries.log.indexed("decision-made"):
        if body["decision"] in {"joined", "kept-apart", "set-aside", "undone"}:
            found.append(
                Decision.from_record({**body["subjects"], "position": index, "kind": body["decision"]})
            )
    return found


def _transcribed() -> list[tuple[int, Transcribed]]:
    """What people read, in the order of the log; tests of readers say nothing about a label."""
    made = [(index, Transcribed.from_body(body)) for index, body in queries.log.indexed("reading-made")]
    return [(index, one) for index, one in made if one.counts]


def _register(vault: Vault, before: dict[str, Any] | None) -> list[KnownId]:
    """Every identifier ever given, from the output of the grouping before."""
    if before is None:
        return []
    lines = (canonical.decode_record(raw[:-1]) for raw in vault.reader.lines(Digest(before["output"])))
    return [KnownId.from_record(line) for line in lines if line["kind"] == "identifier"]


def _decide(
    known: Mapping[str, Witness],
    pairs: Sequence[CopyPair],
    decisions: list[Decision],
    rule: SettlingRule,
) -> _Decided:
    readable = [witness for witness in known.values() if witness.readable]
    exposures = group_exposures([witness.picture for witness in readable], pairs)
    held = held_pairs(exposures, pairs)
    proposals, labels, sightings = {}, {}, {}
    for exposure in exposures:
        members = [known[digest] for digest in exposure.members]
        key = exposure.members[0]
        proposals[key], labels[key], sightings[key] = sightings_of(exposure, members, rule)
    roll = Roll.of(one for found in sightings.values() for one in found)
    for exposure in exposures:  # neighbours speak for what is not clear by itself, and are not changed by it
        key, members = exposure.members[0], [known[digest] for digest in exposure.members]
        if (beside := roll.supports(key)) and any(not one.clear for one in sightings[key]):
            sightings[key] = sightings_of(exposure, members, rule, beside)[2]
    every = [one for found in sightings.values() for one in found]
    return _Decided(exposures, proposals, labels, sightings, group_individuals(every, decisions), held, roll)


def _lines(known: Mapping[str, Witness], decided: _Decided, ids: IdAssignment) -> Iterator[Record]:
    """The output: one line for each exposure, photograph, individual, contradiction and identifier."""
    exposure_of = {digest: exposure for exposure in decided.exposures for digest in exposure.members}
    unplaced = _unplaced(decided)
    for exposure in decided.exposures:
        key = exposure.members[0]
        yield _exposure_line(exposure, decided.proposals[key], unplaced.get(key, ""))
    for digest, witness in known.items():
        shown = exposure_of.get(digest)
        key = shown.members[0] if shown else ""
        proposal = decided.proposals[key] if shown else witness.proposal
        copies = [known[member] for member in shown.members] if shown else ()
        supports = [*decided.roll.supports(key), *supports_of(copies)]
        yield _photograph_line(witness, proposal, copies, key, supports)
    for identity, individual in zip(ids.ids, decided.grouping.individuals, strict=True):
        yield _individual_line(identity, individual, _views(individual, decided))
    by_key = {one.key: one for found in decided.sightings.values() for one in found}
    rows = [
        *contradictions(known, by_key, decided.grouping, ids.ids),
        *between_labels(
            known, decided.exposures, decided.held, zip(ids.ids, decided.grouping.individuals, strict=True)
        ),
    ]
    for row in sorted(rows):
        yield {"kind": "contradiction", "code": row.code, "subject": row.subject, "detail": row.detail}
    for entry in ids.register:
        yield {"kind": "identifier", **entry.to_record()}


def _unplaced(decided: _Decided) -> dict[str, str]:
    """Exposure → why it belongs to no individual, for those that show somebody with a label."""
    placed = {member.exhibits[0] for one in decided.grouping.individuals for member in one.members}
    found: dict[str, str] = {}
    for each in decided.grouping.unplaced:
        if each.sighting.exposure not in placed:
            found.setdefault(each.sighting.exposure, each.why)
    return found


def _exposure_line(exposure: Exposure, proposal: ClassProposal, unplaced: str) -> Record:
    members: list[Json] = [
        {"digest": digest, "edit": edit, "distance": distance} for digest, edit, distance in _edits(exposure)
    ]
    return {
        "kind": "exposure",
        "id": exposure.members[0],
        "representative": exposure.representative,
        "class": proposal.photograph_class.value,
        "unplaced": unplaced,
        "members": members,
    }


def _edits(exposure: Exposure) -> Iterator[tuple[str, str, int]]:
    """Each member with the nearest pair that ties it to the exposure."""
    for digest in exposure.members:
        if digest == exposure.representative:
            yield digest, "representative", 0
            continue
        ties = [pair for pair in exposure.pairs if digest in (pair.a, pair.b)]
        nearest = min(ties, key=lambda pair: (pair.distance, pair.a, pair.b))
        yield digest, nearest.edit, nearest.distance


def _photograph_line(
    witness: Witness,
    proposal: ClassProposal,
    copies: Sequence[Witness],
    exposure: str,
    supports: Sequence[Support],
) -> Record:
    return {
        "kind": "photograph",
        "digest": witness.digest,
        "class": proposal.photograph_class.value,
        "reason": proposal.reason,
        "exposure": exposure,
        "fields": photograph_fields(witness, copies, supports),
    }


def _views(individual: Individual, decided: _Decided) -> int:
    """How many exposures with a label the individual has."""
    seen = {member.exhibits[0] for member in individual.members}
    return sum(decided.proposals[exposure].photograph_class in LABELLED for exposure in seen)


def _individual_line(identity: str, individual: Individual, views: int) -> Record:
    members: list[Json] = [
        {"digest": digest, "role": member.role.value}
        for member in individual.members
        for digest in member.exhibits
    ]
    shown = {member.sighting: member.exhibits[0] for member in individual.members}
    reasons: list[Json] = [_reason_line(link, shown) for link in individual.links]
    return {
        "kind": "individual",
        "id": identity,
        "agency": individual.agency or None,
        "number": individual.number.value or None,
        "number_status": individual.number.status.value,
        "period": individual.period or None,
        "status": "reviewed" if individual.reviewed else "proposed",
        "low": individual.low,
        "high": individual.high,
        "views": views,
        "name": individual.names[0] if individual.names else None,
        "members": members,
        "reasons": reasons,
    }


def _reason_line(link: Link, shown: Mapping[str, str]) -> Record:
    """One link in words, with the exposures that it ties; ``shown``: sighting → exposure."""
    words = link_in_words(link)
    return {"first": shown[link.a], "second": shown[link.b], "ar": words.ar, "en": words.en}
