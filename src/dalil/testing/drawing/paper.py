"""Paper: a typed page laid on a table and photographed."""

import random
from collections.abc import Sequence
from typing import Final

import numpy as np

from dalil.testing.drawing import lettering, places
from dalil.testing.drawing.card import inked, sheet
from dalil.testing.drawing.happening import DrawnIndividual, Unit
from dalil.testing.drawing.label import Label

PAGE: Final = (760, 1010)
HEIGHT: Final = 21
"""Height of typed digits in pixels of the page."""
FILLERS: Final = (
    "يرجى الاطلاع وإجراء ما يلزم",
    "تم التسليم إلى قسم الإسعاف",
    "لا يوجد أوراق ثبوتية",
    "تم التنظيم أصولاً",
    "نسخة إلى قسم الإحصاء",
    "نسخة إلى المحفوظات",
    "بناءً على الكتاب الوارد إلينا",
    "وذلك بتاريخ اليوم المذكور",
    "التوقيع والخاتم",
    "للحفظ مع الأوراق",
)


def page(unit: Unit, chance: random.Random) -> Label:
    """Draw a typed page; it names the unit's individual where the unit has one."""
    _, hospital, place = next(known for known in places.HOSPITALS if known[0] == unit.hospital)
    lines = [hospital, f"{place} {unit.day:%d/%m/%Y}"]
    says = {"date": unit.day.isoformat()}
    number = ""
    for person in unit.people:
        lines += _about(person)
        says |= {"agency": person.agency, "examination": person.examination}
        says["name"] = person.name.full if person.name else ""
        number = person.number
    lines += chance.sample(FILLERS, 10 - len(lines))
    return typed(lines, number, says, chance)


def _about(person: DrawnIndividual) -> list[str]:
    assert person.name is not None, "a page is typed about a named individual"
    return [
        f"الاسم {person.name.full}",
        f"الرقم {person.number} فرع {person.agency}",
        f"فحص {person.examination}",
    ]


def typed(lines: Sequence[str], number: str, says: dict[str, str], chance: random.Random) -> Label:
    """Set ``lines`` on a page, flush right."""
    wide, tall = PAGE
    ink = np.zeros((tall, wide), np.uint8)
    top, step = 70, round(HEIGHT * 3.6)
    band = (top, top + step)
    for line in lines:
        letters = lettering.printed(line, HEIGHT, lettering.SANS)
        left = wide - 70 - letters.shape[1]
        assert left > 0, f"{line} is too long for the page"
        ink[top : top + letters.shape[0], left : left + letters.shape[1]] = letters
        top += step
    return Label(
        picture=inked(sheet(PAGE, chance), ink, (28, 28, 34)),
        cover=np.full((tall, wide), 255, np.uint8),
        surface="paper",
        lines=tuple(lines),
        number=number,
        says=says,
        digit_height=HEIGHT,
        band=band,
    )
