"""Marking: the words and numbers on an individual's card, tape or burned-in box."""

import random
from datetime import date

from dalil.testing.drawing import chance as draws
from dalil.testing.drawing import places
from dalil.testing.drawing.card import card
from dalil.testing.drawing.happening import DrawnIndividual
from dalil.testing.drawing.label import Label
from dalil.testing.drawing.lettering import in_digits
from dalil.testing.drawing.overlay import Overlay
from dalil.testing.drawing.strokes import Hand
from dalil.testing.drawing.tape import tape


def label_of(seed: int, person: DrawnIndividual, slip: str, height: int) -> Label:
    """Draw the card or tape of ``person``, digits ``height`` pixels tall; ``slip``, if any, is its number."""
    chance = draws.stream(seed, "label", person.id, slip)
    hand = Hand.of(draws.stream(seed, "hand", person.hospital, person.day, chance.randrange(3)))
    if person.soldier:
        return _soldiers_card(person, hand, height, chance)
    number = slip or person.number
    if person.surface == "tape":
        agency = person.agency if chance.random() < 0.8 else ""
        return tape(
            number,
            agency,
            system=person.system,
            peeled=person.peeled,
            hand=hand,
            height=height,
            chance=chance,
        )
    return _detainees_card(person, number, hand if person.handwritten else None, height=height, chance=chance)


def _detainees_card(
    person: DrawnIndividual, number: str, hand: Hand | None, *, height: int, chance: random.Random
) -> Label:
    branch = chance.choice((f"فرع {person.agency}", person.agency))
    examination = chance.choice((f"فحص {person.examination}", person.examination))
    layout = chance.randrange(5)
    lines, important = {
        0: ([number, branch], 0),
        1: ([number, branch, examination], 0),
        2: ([number, branch, slashed(person.card_day)], 0),
        3: ([f"{number} / {person.agency}", examination], 0),
        4: ([f"فرع {person.agency}", number, slashed(person.card_day)], 1),
    }[layout]
    says = {"agency": person.agency}
    if layout in {1, 3}:
        says["examination"] = person.examination
    if layout in {2, 4}:
        says["date"] = person.card_day.isoformat()
    written = [in_digits(line, person.system) for line in lines]
    return card(written, number, says, hand=hand, important=important, height=height, chance=chance)


def _soldiers_card(person: DrawnIndividual, hand: Hand, height: int, chance: random.Random) -> Label:
    assert person.name is not None, "a soldier's card bears a name"
    lines = [person.rank, person.name.full]
    says = {"name": person.name.full}
    if chance.random() < 0.6:
        lines.append(in_digits(slashed(person.card_day), person.system))
        says["date"] = person.card_day.isoformat()
    printed = chance.random() < 0.4
    return card(lines, "", says, hand=None if printed else hand, important=1, height=height, chance=chance)


def overlay_of(seed: int, person: DrawnIndividual) -> Overlay:
    """Say what the burned-in label of ``person`` bears, and where and how it is set."""
    chance = draws.stream(seed, "overlay", person.id)
    _, hospital, place = next(known for known in places.HOSPITALS if known[0] == person.hospital)
    says = {"agency": person.agency, "date": person.day.isoformat()}
    lines = [f"رقم {person.number}", f"فرع {person.agency}"]
    if chance.random() < 0.3:
        lines.append(f"فحص {person.examination}")
        says["examination"] = person.examination
    lines.append(chance.choice((person.unit, f"{person.unit} {hospital}", hospital)))
    if chance.random() < 0.35:
        lines.append(place)
    lines.append(slashed(person.day))
    style = draws.stream(seed, "overlay style", person.hospital, person.day.year, chance.randrange(2))
    return Overlay.styled(
        tuple(in_digits(line, person.overlay_system) for line in lines), person.number, says, style
    )


def slashed(day: date) -> str:
    """Write a day as labels do: day, month, year."""
    return f"{day:%d/%m/%Y}"
