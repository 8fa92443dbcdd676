"""Certificate: typed death certificates of three lines, as PDF, about individuals of the archive."""

import importlib.resources
import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from dalil.testing.drawing import places
from dalil.testing.drawing.happening import DrawnIndividual

COUNT_MIN: Final = 3
COUNT_MAX: Final = 40
PAGE: Final = """#set document(date: none, title: "{title}")
#set page(paper: "a5", flipped: true, margin: 18mm)
#set text(font: "Harmattan", size: 15pt, lang: "ar", dir: rtl)
#set par(leading: 1.3em)
#align(center)[{hospital} - {place}]
#v(8mm)
{first}

{second}

{third}
"""


def certificates(
    individuals: Sequence[DrawnIndividual], share: float, chance: random.Random
) -> list[DrawnIndividual]:
    """Choose whose certificate is in the archive: named detainees only."""
    named = [person for person in individuals if person.name is not None and not person.soldier]
    if share <= 0:
        return []
    count = min(max(COUNT_MIN, round(share * len(individuals))), COUNT_MAX, len(named))
    return sorted(chance.sample(named, count), key=lambda person: person.id)


def lines(person: DrawnIndividual, chance: random.Random) -> tuple[str, str, str]:
    """The three lines: who, what is claimed to have happened, and when."""
    assert person.name is not None, "a certificate names someone"
    admitted = person.day - timedelta(days=chance.randint(0, 2))
    return (
        f"الموقوف {person.name.full} رقم {person.number} فرع {person.agency}",
        "أحضر إلى قسم الإسعاف ولم يستجب للإنعاش لمدة 30 دقيقة، توقف قلب وتنفس",
        f"حرر بتاريخ {admitted:%d/%m/%Y}",
    )


def path(person: DrawnIndividual) -> bytes:
    """Where the certificate lies in the archive."""
    return f"شهادات وفاة/{person.day:%Y}/{person.hospital} {person.examination}.pdf".encode()


def pdf(person: DrawnIndividual, text: tuple[str, str, str]) -> bytes:
    """Set the certificate; the same text gives the same bytes."""
    import typst

    _, hospital, place = next(known for known in places.HOSPITALS if known[0] == person.hospital)
    page = PAGE.format(
        title=f"{person.hospital} {person.examination}",
        hospital=hospital,
        place=place,
        first=text[0],
        second=text[1],
        third=text[2],
    )
    with importlib.resources.as_file(importlib.resources.files("dalil.testing") / "fonts") as fonts:
        content = typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True).compile(page.encode())
    assert isinstance(content, bytes), "one page makes one PDF"
    return content
