"""Planner: makes up what an archive holds, in order of time, before anything is drawn."""

import itertools
import random
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from dalil.testing.drawing import chance as draws
from dalil.testing.drawing import places
from dalil.testing.drawing.difficulty import Difficulty
from dalil.testing.drawing.filing import OLD, TWIN, Filing
from dalil.testing.drawing.folder_name import FolderName
from dalil.testing.drawing.framing import Framing
from dalil.testing.drawing.happening import CopyPlan, Damage, DrawnIndividual, Shot, Unit
from dalil.testing.drawing.names import PersonName
from dalil.testing.drawing.numbering import Numbering
from dalil.testing.drawing.quota import Quota
from dalil.testing.drawing.session import Session, sessions

FRAMES_USUAL: Final = 4.3
"""Files of one individual."""
GROUPS: Final = 3.6
"""Groups per wished share of frames with several people: a group has fewer frames than its members."""
NAME_KNOWN: Final = 0.3
"""Of detainees, those whose name some paper or list gives."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be drawn, and the filing that has named it."""

    units: tuple[Unit, ...]
    filing: Filing
    photographs: int


def plan(seed: int, photographs: int, difficulty: Difficulty) -> Plan:
    """Plan an archive of exactly ``photographs`` picture files (copies and damaged ones among them)."""
    writer = _Writer(seed, difficulty)
    odd = min(3 * difficulty.odd_names, photographs // 4)
    count = 0
    for session in sessions(seed, photographs, difficulty):
        count += writer.session(session, photographs - odd - count)
        if count >= photographs - odd:
            break
    units = _trim(writer.units, count - (photographs - odd))
    units = _oddly_named(units, odd, writer.filing)
    return Plan(tuple(units), writer.filing, photographs)


class _Writer:
    """Writes units, session by session."""

    def __init__(self, seed: int, difficulty: Difficulty) -> None:
        self.seed, self.difficulty = seed, difficulty
        self.filing, self.numbering = Filing(), Numbering(seed)
        self.units: list[Unit] = []
        self.people = 0
        self.exposures = 0
        self.quota = Quota(seed)
        self.last_detainee: DrawnIndividual | None = None
        self.last_of: dict[tuple[str, int], str] = {}

    def session(self, session: Session, still: int) -> int:
        """Write one session of at most about ``still`` photographs; return how many were planned."""
        chance = draws.stream(self.seed, "work", len(self.units), session.day)
        start = datetime.combine(session.day, time(8)) + timedelta(seconds=chance.randrange(6 * 3600))
        framing = Framing(self.difficulty, self.filing, self.quota, chance, start, self.exposures)
        count = 0
        while count < min(session.photographs, still):
            people, shots = self._happening(session, framing, chance)
            framing.pause((3, 25))
            self.units.append(
                Unit(
                    at=len(self.units),
                    folder=session.folder.encode(),
                    day=session.day,
                    hospital=session.hospital,
                    unit=session.unit,
                    photographer=session.photographer,
                    floor=session.floor,
                    people=people,
                    shots=tuple(shots),
                )
            )
            count += sum(1 + len(shot.copies) for shot in shots)
        self.exposures = framing.exposures
        return count

    def _happening(
        self, session: Session, framing: Framing, chance: random.Random
    ) -> tuple[tuple[DrawnIndividual, ...], list[Shot]]:
        knobs = self.difficulty
        own = (1 - knobs.paper - knobs.incident - knobs.empty_scene) / FRAMES_USUAL
        shares = {"paper": knobs.paper / 1.5, "incident": knobs.incident / 2, "floor": knobs.empty_scene / 2}
        shares["dark"] = knobs.empty_scene / 2
        unit = own + sum(shares.values())
        subject = next((what for what, share in shares.items() if self.quota.happens(what, share / unit)), "")
        if subject:
            known = self.last_detainee
            people = (known,) if subject == "paper" and known is not None and known.name else ()
            return people, framing.of_other(session, subject)
        first, slip = self._individual(session, chance)
        shots = self._frames(session, framing, 0, first, slip)
        if not self.quota.happens("several", knobs.several * GROUPS):
            return (first,), shots
        second, slip = self._individual(session, chance)
        framing.pause((3, 10))
        shots += framing.of_group(session, 2)
        return (first, second), shots + self._frames(session, framing, 1, second, slip)

    def _frames(
        self, session: Session, framing: Framing, at: int, person: DrawnIndividual, slip: str
    ) -> list[Shot]:
        """The frames of the unit's person ``at``, perhaps in a folder that is called by the person's name."""
        share = self.difficulty.named_folders
        if not share or person.name is None or not self.quota.happens("named folder", share):
            return framing.of_individual(session, at, person, slip)
        chance = draws.stream(self.seed, "folder name", person.id)
        called = FolderName.of(person.name, person.number, person.rank, chance)
        inside = replace(session, folder=f"{session.folder}/{called.text}")
        shots = framing.of_individual(inside, at, person, slip)
        return [replace(shot, called=called.name) for shot in shots]

    def _individual(self, session: Session, chance: random.Random) -> tuple[DrawnIndividual, str]:
        """Make up one individual, and the number that one frame's label wrongly bears (or empty)."""
        knobs, year = self.difficulty, session.day.year
        self.people += 1
        soldier = self.quota.happens("soldier", knobs.named_card)
        agency = "" if soldier else draws.weighted(chance, places.AGENCIES)
        number = "" if soldier else self.numbering.detainee(agency, year, chance)
        conflict = (
            chance.choice(("shared", "slip", "day"))
            if not soldier and chance.random() < knobs.conflict
            else ""
        )
        slip = ""
        before = self.last_of.get((agency, year))
        if conflict == "shared" and before:
            number = before
        elif conflict == "slip":
            slip = self.numbering.slip(agency, year, number, chance)
        elif conflict == "shared":
            conflict = ""
        tape = not soldier and self.quota.happens("tape", knobs.tape)
        system = (
            "extended"
            if self.quota.happens("extended", knobs.extended)
            else _system(chance, knobs.arabic_indic)
        )
        peeled = (
            chance.randint(1, 2)
            if tape and len(number) > 2 and self.quota.happens("peeled", knobs.peeled)
            else 0
        )
        overlaid = not soldier and self.quota.happens("overlay", knobs.overlay)
        person = DrawnIndividual(
            id=f"i{self.people:06d}",
            soldier=soldier,
            agency=agency,
            number=number,
            examination="" if soldier else self.numbering.examination(session.hospital, year, chance),
            day=session.day,
            hospital=session.hospital,
            unit=session.unit,
            name=PersonName.of(chance) if soldier or self.quota.happens("named", NAME_KNOWN) else None,
            rank=chance.choice(places.RANKS) if soldier else "",
            surface="tape" if tape and system != "extended" else "card",
            system=system,
            handwritten=system != "extended" and (soldier or chance.random() < knobs.handwritten),
            peeled=peeled,
            upside_down=self.quota.happens("upside down", knobs.upside_down),
            overlay_system=_system(chance, knobs.arabic_indic) if overlaid else "",
            conflict=conflict,
            card_day=session.day - timedelta(days=chance.randint(1, 9) if conflict == "day" else 0),
        )
        if not soldier:
            self.last_detainee = person
            self.last_of[agency, year] = number
        return person, slip


def _system(chance: random.Random, arabic_indic: float) -> str:
    return "arabic-indic" if chance.random() < arabic_indic else "western"


def _trim(units: list[Unit], excess: int) -> list[Unit]:
    """Take ``excess`` files off the end: copies first, then frames."""
    assert excess >= 0
    units = list(units)
    while excess > 0:
        last = units.pop()
        shots = list(last.shots)
        while shots and excess > 0:
            shot = shots.pop()
            kept = max(0, len(shot.copies) - excess)
            excess -= len(shot.copies) - kept
            if kept or not excess:
                shots.append(replace(shot, copies=shot.copies[:kept]))
            else:
                excess -= 1
        if shots:
            units.append(replace(last, shots=tuple(shots)))
    return units


def _oddly_named(units: list[Unit], count: int, filing: Filing) -> list[Unit]:
    """Add ``count`` copies of sound frames in folders with awkward names: NFC, NFD, Windows-1256."""
    folders = (unicodedata.normalize("NFC", TWIN).encode(), unicodedata.normalize("NFD", TWIN).encode(), OLD)
    sound = [(u, s) for u, unit in enumerate(units) for s, shot in enumerate(unit.shots) if not shot.damage]
    assert len(sound) >= -(-count // 3), "too few sound frames for the odd names"
    for at in range(count):
        u, s = sound[(at // 3) * (len(sound) // (-(-count // 3) or 1))]
        shot = units[u].shots[s]
        name = shot.path.rpartition(b"/")[2].decode()
        path = filing.named(folders[at % 3], name, shot.taken)
        edits = (("resaved",), ("exact",), ("resized",))[at % 3]
        grown = replace(shot, copies=(*shot.copies, CopyPlan(path, edits, Damage.NONE)))
        shots = tuple(itertools.chain(units[u].shots[:s], [grown], units[u].shots[s + 1 :]))
        units[u] = replace(units[u], shots=shots)
    return units
