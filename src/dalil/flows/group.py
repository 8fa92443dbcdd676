"""Group: exhibits become exposures, exposures individuals; every photograph gets a class.

Load: machine facts, raw paths, people's readings and decisions. Decide: core.exposure, core.photograph and
core.individual; identifiers given before are kept. Record: one ``grouped`` event whose output replaces the
grouping before it. Where nothing has changed since, nothing is recorded.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dalil.catalog import queries
from dalil.core import acceptance, canonical
from dalil.core.canonical import Json, Record
from dalil.core.company import company, numbers_on
from dalil.core.decision import Decision, classes_of, kept_apart
from dalil.core.digest import Digest
from dalil.core.exposure import CopyPair, Exposure, group_exposures, held_pairs
from dalil.core.individual import group_individuals
from dalil.core.individual_id import assign_ids
from dalil.core.photograph import PhotographClass
from dalil.core.reader import Share
from dalil.core.reading import SettlingRule
from dalil.core.record import as_record
from dalil.core.transcription import Transcribed
from dalil.engine.contract import Engine
from dalil.flows import profile as profiles
from dalil.flows.accuracy import acceptance_ended, accuracy, weights_of
from dalil.flows.copies import pairs_of
from dalil.flows.grouped_lines import Decided, grouped_lines
from dalil.flows.named import register
from dalil.flows.record import bring_up, record
from dalil.flows.resemble import resemblances
from dalil.flows.roll import Roll
from dalil.flows.sightings import Seen, sightings_of
from dalil.flows.vault import TOOL, Vault
from dalil.flows.witnesses import Witness, witness_of
from dalil.vision.album import Album
from dalil.vision.fingerprint import Fingerprint

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a grouping found; ``already`` says that nothing had changed.

    ``ended``: where it ended acceptance, how many of the accepted readings that people checked were right.
    """

    exposures: int
    individuals: int
    already: bool = False
    ended: Share | None = None

    def to_record(self) -> Record:
        """For ``--json``."""
        return {"exposures": self.exposures, "individuals": self.individuals}


def group(vault: Vault, engine: Engine, *, progress: Progress | None = None) -> Grouped:
    """Group everything that was examined; ``engine`` looks at the pixels of what may be copies.

    Raises: ExhibitMissing, ExhibitChanged, and what ends a run of the engine.
    """
    bring_up(vault)
    checked, ended = accuracy(vault).tested, acceptance_ended()
    rule = acceptance.rule(checked, ended=ended)
    inputs = canonical.encode({**_inputs(vault), "settling": rule.to_record()})
    before = queries.log.newest("grouped")
    if before and before["inputs"] == Digest.of(inputs).hex:
        return Grouped(before["exposures"], before["individuals"], already=True)
    if progress:
        progress("grouping", 0, 0)
    with vault.scratch() as file:
        prints = Album(file)
        known = witnesses_of(vault, prints)
        pairs = pairs_of(vault, prints, engine)
        decided = _decide(known, pairs, prints, rule)
    ids = assign_ids(register(vault), [each.marks for each in decided.grouping.individuals])
    output = b"".join(canonical.encode(line) + b"\n" for line in grouped_lines(known, decided, ids))
    exposures, individuals = len(decided.exposures), len(decided.grouping.individuals)
    body: Record = {
        "inputs": vault.keep_blob(inputs).hex,
        "output": vault.keep_blob(output).hex,
        "tool": TOOL,
        "parameters": {"settling": rule.to_record(), "acceptance": _told(rule, checked)},
        "exposures": exposures,
        "individuals": individuals,
    }
    record(vault, [vault.event("grouped", (), body)])
    ends = rule != acceptance.ACCEPTING and not ended
    return Grouped(exposures, individuals, ended=checked if ends else None)


def _told(rule: SettlingRule, checked: Share) -> Record:
    """Whether acceptance stands, on what ground, and of which weights."""
    return {
        "stands": rule == acceptance.ACCEPTING,
        "checked": checked.to_record(),
        "weights": weights_of(queries.log.newest("examined")),
    }


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


def witnesses_of(vault: Vault, prints: Album) -> dict[str, Witness]:
    """Every examined exhibit of the vault that the catalog follows, in order of digest.

    The fingerprints of pictures go into ``prints``.
    """
    profile = profiles.of(vault)
    paths: defaultdict[str, list[bytes]] = defaultdict(list)
    for digest, path in queries.acquisition.raw_paths():
        paths[digest].append(path)
    made: defaultdict[str, list[Transcribed]] = defaultdict(list)
    for _, one in _transcribed():
        made[one.exhibit].append(one)
    known = {}
    for facts in queries.photograph.facts():
        digest = str(facts["digest"])
        known[digest] = witness_of(facts, paths.pop(digest, ()), profile, made.get(digest, ()))
        if known[digest].picture:
            prints.add(digest, Fingerprint.from_record(as_record(facts["fingerprint"], "fingerprint")))
    return known


def _decisions() -> list[Decision]:
    indexed = queries.log.indexed("decision-made")
    return [Decision.from_body(index, body) for index, body in indexed if Decision.is_one(body)]


def _transcribed() -> list[tuple[int, Transcribed]]:
    """What people read, in the order of the log; tests of readers say nothing about a label."""
    made = [(index, Transcribed.from_body(body)) for index, body in queries.log.indexed("reading-made")]
    return [(index, one) for index, one in made if one.counts]


def _said_of(exposure: Exposure, said: Mapping[str, Decision]) -> PhotographClass | None:
    """The class that people decided for any copy of an exposure; the latest decision counts."""
    newest = max((said[one] for one in exposure.members if one in said), default=None)
    return PhotographClass(newest.photograph_class) if newest else None


def _bears_several(exposure: Exposure, known: Mapping[str, Witness]) -> bool:
    """Whether labels of an exposure may bear more than one number."""
    return len(numbers_on(label for digest in exposure.members for label in known[digest].regions)) > 1


def _decide(
    known: Mapping[str, Witness],
    pairs: Sequence[CopyPair],
    prints: Mapping[str, Fingerprint],
    rule: SettlingRule,
) -> Decided:
    decisions = _decisions()
    pictures = [one.picture for one in known.values() if one.picture]
    exposures = group_exposures(pictures, pairs, kept_apart(decisions))
    held = held_pairs(exposures, pairs)
    said = classes_of(decisions)

    def looked(exposure: Exposure, near: frozenset[str] = frozenset()) -> Seen:
        members = [known[digest] for digest in exposure.members]
        return sightings_of(exposure, members, rule, _said_of(exposure, said), near)

    seen = {one.members[0]: looked(one) for one in exposures}
    several = {one.members[0]: one for one in exposures if _bears_several(one, known)}
    near = company((one for _, _, found in seen.values() for one in found), several.keys())
    seen |= {key: looked(several[key], numbers) for key, numbers in near.items()}
    proposals = {key: proposal for key, (proposal, _, _) in seen.items()}
    labels = {key: found for key, (_, found, _) in seen.items()}
    sightings = {key: found for key, (_, _, found) in seen.items()}
    every = [one for found in sightings.values() for one in found]
    grouping = group_individuals(every, decisions, resemblances(every, exposures, prints))
    return Decided(exposures, proposals, labels, sightings, grouping, held, Roll.of(every))
