"""Names: people put together by chance from common given and family names, and the ways clerks write them."""

import random
from dataclasses import dataclass, replace
from typing import Final

MEN: Final = (
    "محمد",
    "أحمد",
    "علي",
    "حسن",
    "حسين",
    "محمود",
    "خالد",
    "عمر",
    "يوسف",
    "إبراهيم",
    "مصطفى",
    "عبد الله",
    "عبد الرحمن",
    "ياسر",
    "سامر",
    "باسل",
    "فادي",
    "ماهر",
    "نضال",
    "وائل",
    "طارق",
    "زياد",
    "رامي",
    "أنس",
    "بلال",
    "حمزة",
    "إياد",
    "غسان",
    "جمال",
    "كمال",
    "نزار",
    "عدنان",
    "سليمان",
    "موسى",
    "عيسى",
    "إسماعيل",
    "هيثم",
    "مازن",
    "أيمن",
    "عماد",
    "قاسم",
    "جهاد",
    "مروان",
    "نبيل",
    "صالح",
    "عبد القادر",
    "عبد الكريم",
    "رضوان",
    "منير",
    "فراس",
)
WOMEN: Final = (
    "فاطمة",
    "خديجة",
    "مريم",
    "عائشة",
    "زينب",
    "هدى",
    "سميرة",
    "أمينة",
    "ليلى",
    "نجاح",
    "سعاد",
    "رجاء",
    "منى",
    "ابتسام",
    "حليمة",
    "صباح",
    "نوال",
    "وفاء",
    "هناء",
    "إيمان",
    "رقية",
    "سهام",
    "غادة",
    "نادية",
    "حنان",
)
FAMILIES: Final = (
    "الخطيب",
    "الحلبي",
    "الشامي",
    "الحمصي",
    "الحموي",
    "المصري",
    "النجار",
    "الحداد",
    "الصباغ",
    "العلي",
    "الأحمد",
    "المحمد",
    "الحسن",
    "الخلف",
    "العبد الله",
    "الجاسم",
    "الصالح",
    "السيد",
    "الشيخ",
    "القاسم",
    "الزعبي",
    "الحريري",
    "المقداد",
    "الرفاعي",
    "الكردي",
    "التركماني",
    "الديري",
    "البكري",
    "العمر",
    "الحاج علي",
    "قدور",
    "شحادة",
    "عثمان",
    "إدريس",
    "بركات",
    "جمعة",
    "حيدر",
    "درويش",
    "رمضان",
    "زيتون",
    "سلامة",
    "شعبان",
    "طعمة",
    "عباس",
    "غنام",
    "فارس",
    "كنعان",
    "مراد",
    "ناصر",
    "يونس",
)
PLACES: Final = (
    "دمشق",
    "دوما",
    "داريا",
    "حمص",
    "حماة",
    "حلب",
    "درعا",
    "إدلب",
    "الرقة",
    "دير الزور",
    "اللاذقية",
    "القنيطرة",
    "السويداء",
    "جرمانا",
    "المعضمية",
    "الزبداني",
    "نوى",
    "تلبيسة",
    "سراقب",
    "البوكمال",
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A chain of names, and the mother's."""

    given: str
    father: str
    grandfather: str
    family: str
    mother: str
    """Given and family name of the mother."""

    @classmethod
    def of(cls, chance: random.Random) -> "PersonName":
        """A name by chance; common parts come more often, as they do outside."""
        men = [_common(MEN, chance) for _ in range(3)]
        mother = f"{_common(WOMEN, chance)} {_common(FAMILIES, chance)}"
        return cls(men[0], men[1], men[2], _common(FAMILIES, chance), mother)

    @property
    def full(self) -> str:
        """Given, father's, family name: the way papers and cards write it."""
        return f"{self.given} {self.father} {self.family}"

    def brother(self, chance: random.Random) -> "PersonName":
        """A brother: all the same but the given name."""
        return replace(self, given=_other(MEN, self.given, chance))

    def cousin(self, chance: random.Random) -> "PersonName":
        """A father's brother's son: another father, another mother, the same grandfather and family."""
        mother = f"{_common(WOMEN, chance)} {_other(FAMILIES, self.mother.split(' ', 1)[1], chance)}"
        father = _other(MEN, self.father, chance)
        return replace(self, given=_common(MEN, chance), father=father, mother=mother)

    def swapped(self) -> "PersonName":
        """The father in the given name's place: another man, almost never a slip of the pen."""
        return replace(self, given=self.father, father=self.given)

    def homonym(self, chance: random.Random) -> "PersonName":
        """The same given, father's and family name with another grandfather and mother."""
        mother = f"{_common(WOMEN, chance)} {_common(FAMILIES, chance)}"
        return replace(self, grandfather=_other(MEN, self.grandfather, chance), mother=mother)


def respelled(text: str, chance: random.Random) -> str:
    """Write ``text`` as another clerk would: no hamza, ta marbuta as ha, عبد joined, final ya undotted."""
    swaps = (("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("عبد ", "عبد"), ("ي ", "ى "))
    for old, new in swaps:
        if chance.random() < 0.4:
            text = (text + " ").replace(old, new).rstrip() if old.endswith(" ") else text.replace(old, new)
    return text


def _common(names: tuple[str, ...], chance: random.Random) -> str:
    """Draw with weights that fall along the list."""
    return names[min(int(chance.expovariate(2.2 / len(names))), len(names) - 1)]


def _other(names: tuple[str, ...], than: str, chance: random.Random) -> str:
    drawn = _common(names, chance)
    return drawn if drawn != than else names[(names.index(drawn) + 1) % len(names)]
