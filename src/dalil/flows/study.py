"""Study: freeze a frame, draw by a seed nobody chose, code blind, estimate with an interval.

Each step is its own act and its own event; each reads what the one before recorded.
"""

import tomllib
from dataclasses import dataclass

from dalil.catalog.queries import individual, study
from dalil.catalog.queries.study import StudySeen
from dalil.core.canonical import Json, Record
from dalil.core.custody.checkpoint import Checkpoint
from dalil.core.digest import Digest
from dalil.core.errors import Refusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.core.study.agreement import Agreement, agreement
from dalil.core.study.codebook import Codebook, CodebookMalformed, Variable
from dalil.core.study.coding import Coding, admit, pairs, settled, visible_to
from dalil.core.study.estimate import Estimate, estimate
from dalil.core.study.frame import Frame
from dalil.core.study.sample import Sample, draw, seed_of
from dalil.flows.person import person
from dalil.flows.record import bring_up, record
from dalil.flows.vault import Vault
from dalil.store import plain


class StudyUnknown(Refusal):
    """There is no study {study}."""

    code = "study-unknown"
    exit_status = 71
    remedy = "Take an id from `dalil study list`."


class NothingDrawn(Refusal):
    """No sample was drawn for study {study}."""

    code = "study-nothing-drawn"
    exit_status = 71
    remedy = "Run `dalil study draw` first."


class DrawnAlready(Refusal):
    """The sample of study {study} was drawn before."""

    code = "study-drawn-already"
    exit_status = 71
    remedy = "A study has one sample. For a larger one freeze another study."


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen study."""

    study: str
    frame: Frame
    seed: str

    def to_record(self) -> Record:
        """The object that ``dalil study freeze --json`` prints."""
        return {
            "study": self.study,
            "frame": self.frame.digest.hex,
            "frame_size": self.frame.size,
            "position": self.frame.position,
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate with the agreement of its coders and the question it answers."""

    study: str
    position: int
    variable: Variable
    estimate: Estimate
    agreement: Agreement

    def to_record(self) -> Record:
        """What the event holds and ``dalil study estimate --json`` prints."""
        return {
            "study": self.study,
            "position": self.position,
            "variable": self.variable.name,
            "unit": "individual",
            "question_en": self.variable.question_en,
            "question_ar": self.variable.question_ar,
            **self.estimate.to_record(),
            "agreement": self.agreement.to_record(),
        }


def freeze(vault: Vault, codebook_path: str) -> Frozen:
    """Freeze all individuals as the frame of a new study, at the log's present position.

    Raises: ActorUnnamed, CodebookMalformed, FrameEmpty.
    """
    person(vault)
    bring_up(vault)
    codebook = _codebook_of_file(codebook_path)
    head = vault.journal.head()
    frame = Frame.freeze(individual.ids(), position=head.size)
    identity = study.next_id()
    body: Record = {
        "study": identity,
        "frame": vault.keep_blob(frame.content()).hex,
        "frame_size": frame.size,
        "position": head.size,
        "checkpoint": head.text,
        "codebook": vault.keep_blob(codebook.content()).hex,
    }
    record(vault, [vault.event("study-frozen", (identity,), body)])
    return Frozen(identity, frame, seed_of(frame, head))


def draw_sample(vault: Vault, study_id: str, size: int) -> Sample:
    """Draw the sample of a frozen study. Raises: ActorUnnamed, StudyUnknown, DrawnAlready, SampleTooLarge."""
    person(vault)
    bring_up(vault)
    seen = _study(study_id)
    if seen.seed is not None:
        raise DrawnAlready(study=study_id)
    frame = Frame.parse(vault.reader.read(Digest(seen.frame)), position=seen.position)
    sample = draw(frame, seed_of(frame, _checkpoint(vault, seen)), size)
    blob = vault.keep_blob(sample.content())
    body: Record = {"study": study_id, "seed": sample.seed, "sample": blob.hex, "size": size}
    record(vault, [vault.event("sample-drawn", (study_id,), body)])
    return sample


def code(vault: Vault, study_id: str, coding: tuple[str, str, str]) -> None:
    """Record what the person who acts saw: individual, variable, code.

    Raises: ActorUnnamed, StudyUnknown, NothingDrawn, and what :func:`dalil.core.study.coding.admit` raises.
    """
    coder = person(vault)
    bring_up(vault)
    seen = _drawn(study_id)
    individual_id, variable, value = coding
    made = Coding(individual_id, variable, coder, value)
    admit(study.codings(study_id), made, codebook=_codebook(vault, seen), sample=study.sample(study_id))
    body: Record = {
        "study": study_id,
        "individual": individual_id,
        "variable": variable,
        "code": value,
        "coder": coder,
    }
    record(vault, [vault.event("coding-made", (study_id, individual_id), body)])


def make_estimate(vault: Vault, study_id: str, variable: str) -> Estimated:
    """Estimate one variable and record it.

    Raises: ActorUnnamed, StudyUnknown, NothingDrawn, NothingAssessed, CodebookMalformed.
    """
    person(vault)
    bring_up(vault)
    seen = _drawn(study_id)
    asked = _codebook(vault, seen).variable(variable)
    codings = study.codings(study_id)
    found = estimate(
        settled(codings, variable),
        variable=variable,
        counted=asked.counted,
        sampled=len(study.sample(study_id)),
        population=seen.frame_size,
    )
    done = Estimated(study_id, seen.position, asked, found, agreement(pairs(codings, variable)))
    body: Record = {"study": study_id, "variable": variable, "estimate": done.to_record()}
    record(vault, [vault.event("estimate-made", (study_id,), body)])
    return done


def studies(vault: Vault) -> list[StudySeen]:
    """Return all studies in the order of the log."""
    bring_up(vault)
    return study.every()


def show(vault: Vault, study_id: str) -> Record:
    """Return the study as the person who acts may see it: of the codes, only their own."""
    coder = person(vault)
    bring_up(vault)
    seen = _study(study_id)
    own: list[Json] = [
        {"individual": each.individual, "variable": each.variable, "code": each.code}
        for each in visible_to(study.codings(study_id), coder)
    ]
    sample: list[Json] = [*study.sample(study_id)]
    return {
        "study": study_id,
        "frame": seen.frame,
        "frame_size": seen.frame_size,
        "position": seen.position,
        "seed": seen.seed,
        "codebook": seen.codebook,
        "sample": sample,
        "own_codes": own,
    }


def _study(study_id: str) -> StudySeen:
    seen = study.by_id(study_id)
    if seen is None:
        raise StudyUnknown(study=study_id)
    return seen


def _drawn(study_id: str) -> StudySeen:
    seen = _study(study_id)
    if seen.seed is None:
        raise NothingDrawn(study=study_id)
    return seen


def _checkpoint(vault: Vault, seen: StudySeen) -> Checkpoint:
    """The checkpoint of the frame's position; the log must still lead to its root."""
    _, event = next(vault.journal.events(seen.entry, seen.entry + 1))
    stated = Checkpoint.parse(str(event.body["checkpoint"]))
    assert stated.root == vault.journal.root_at(seen.position), "the log is another one than was signed"
    return stated


def _codebook(vault: Vault, seen: StudySeen) -> Codebook:
    return Codebook.parse(vault.reader.read(Digest(seen.codebook)))


def _codebook_of_file(path: str) -> Codebook:
    try:
        table = tomllib.loads(plain.content_given(path, GIVEN_FILE_BYTES_MAX).decode("utf-8"))
    except OSError as wrong:
        raise CodebookMalformed(detail=f"{path}: {wrong.strerror}") from wrong
    except ValueError as wrong:
        raise CodebookMalformed(detail=f"{path}: {wrong}") from wrong
    return Codebook.from_table(table)
