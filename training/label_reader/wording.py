"""What stands on labels: identifiers, units, dates, names, and letters without sense."""

import random
import re
from functools import cache

from dalil.vision.alphabet import ARABIC_INDIC, ARABIC_LETTERS, EXTENDED, WESTERN

from . import splits
from .sets import DATA

UNITS = (
    "رقم", "الفرع", "فرع", "مشفى", "مستشفى", "شرطة", "عسكرية", "سجن", "قسم", "المخابرات", "الأمن",
    "العسكري", "الجوية", "السياسي", "الدولة", "جثة", "مجهول", "الهوية", "تاريخ", "الرقم", "دمشق",
    "حلب", "حمص", "حماة", "درعا", "إدلب", "الرقة", "تشرين", "حرستا", "المزة", "القابون", "صيدنايا",
    "تدمر", "عدرا", "دورية", "منطقة", "سرية", "كتيبة", "لواء", "فرقة", "الوفاة", "سنة", "شهر",
    "يوم", "اسم", "الاسم", "الأب", "الأم", "مواليد", "ملف", "سجل", "طبي", "طبيب", "شرعي", "تقرير",
    "صورة", "كشف", "نموذج", "إيداع", "وارد", "صادر",
)  # fmt: skip
LATIN = (
    "No", "Nr", "ID", "Case", "File", "Ref", "Date", "Branch", "Unit", "Hospital", "Body", "Photo",
    "Page", "IMG", "Military", "Police", "Damascus", "Section",
)  # fmt: skip


@cache
def arabic_words(*, held_out: bool) -> tuple[str, ...]:
    """Given and family names in Arabic letters of our alphabet, 2…12 letters."""
    words: set[str] = set()
    with open(f"{DATA}/names/ar2en-train.txt", encoding="utf-8") as lines:
        words.update(line.split("\t")[0].strip() for line in lines)
    for name in ("wd_arabic_64.tsv", "wd_arabic_16.tsv"):
        with open(f"{DATA}/names/{name}", encoding="utf-8") as lines:
            words.update(line.split("\t")[1].replace(" ", "") for line in lines if line.count("\t") == 2)
    fine = re.compile(f"[{ARABIC_LETTERS}]{{2,12}}")
    return tuple(sorted(w for w in words if fine.fullmatch(w) and splits.word_is_held_out(w) == held_out))


@cache
def latin_words(*, held_out: bool) -> tuple[str, ...]:
    """The same names in Latin letters."""
    with open(f"{DATA}/names/ar2en-train.txt", encoding="utf-8") as lines:
        words = {line.split("\t")[-1].strip() for line in lines}
    return tuple(
        sorted(w for w in words if re.fullmatch("[a-z]{2,12}", w) and splits.word_is_held_out(w) == held_out)
    )


class Wording:
    """Draws texts in logical order from a seeded source."""

    def __init__(self, chance: random.Random, *, held_out: bool = False) -> None:
        self.chance = chance
        self.words = arabic_words(held_out=held_out)
        self.latin = latin_words(held_out=held_out)

    def digits(self) -> str:
        """The digits of one script."""
        return self.chance.choices((WESTERN, ARABIC_INDIC, EXTENDED), (10, 10, 2))[0]

    def number(self, digits: str | None = None, least: int = 1, most: int = 6) -> str:
        """A number, leading zeroes and repeats included."""
        digits = digits or self.digits()
        length = self.chance.randint(least, most)
        if self.chance.random() < 0.1:
            return self.chance.choice(digits) * length
        return "".join(self.chance.choice(digits) for _ in range(length))

    def date(self, digits: str | None = None) -> str:
        """A date with any of the separators, day or year first, zero-padded or not."""
        digits = digits or self.digits()
        day, month, year = (
            self.chance.randint(1, 31),
            self.chance.randint(1, 12),
            self.chance.randint(1990, 2024),
        )
        pad = self.chance.random() < 0.6
        parts = [f"{day:02d}" if pad else str(day), f"{month:02d}" if pad else str(month)]
        parts.append(str(year) if self.chance.random() < 0.8 else f"{year % 100:02d}")
        if self.chance.random() < 0.3:
            parts.reverse()
        text = self.chance.choices("/-.:_", (8, 5, 4, 1, 1))[0].join(parts)
        return text.translate(str.maketrans(WESTERN, digits))

    def name(self, least: int = 1, most: int = 4) -> str:
        """Name parts in a row."""
        count = self.chance.randint(least, most)
        parts = [self.chance.choice(self.words) for _ in range(count)]
        if self.chance.random() < 0.1:
            parts[0] = "عبد " + parts[0]
        if self.chance.random() < 0.3:
            parts[-1] = "ال" + parts[-1]
        return " ".join(parts)

    def nonsense(self) -> str:
        """Letters in no order, so that the model reads shapes and not words."""
        lengths = [self.chance.randint(1, 7) for _ in range(self.chance.randint(1, 3))]
        return " ".join("".join(self.chance.choice(ARABIC_LETTERS) for _ in range(n)) for n in lengths)

    def code(self) -> str:
        """A Latin capital and a number."""
        letter, gap = self.chance.choice("ABCDEFGHJKLMNPRSTUVWXYZ"), self.chance.choice(("", "-", " "))
        return f"{letter}{gap}{self.number(WESTERN, 3, 5)}"

    def identifier(self) -> str:
        """Number with a slash, dash, letter or sign, alone or behind a unit word."""
        digits = self.digits()
        number, unit = self.number(digits, 2, 5), self.chance.choice(UNITS)
        mark, letter = self.chance.choice("/-./"), self.chance.choice(ARABIC_LETTERS)
        forms = (
            f"{number}{mark}{self.number(digits, 2, 4)}",
            f"{letter}/{number}",
            f"#{number}" if digits == WESTERN else f"({number})",
            self.code(),
            f"{unit}: {number}",
            f"{unit} {number}{self.chance.choice('/-')}{self.number(digits, 1, 4)}",
            f"{unit} {number}",
        )
        return self.chance.choices(forms, (1, 1, 1, 1, 1, 1, 3))[0]

    def dated(self) -> str:
        """A date, alone or behind a word."""
        return self.date() if self.chance.random() < 0.7 else f"{self.chance.choice(UNITS)} {self.date()}"

    def words_of_office(self) -> str:
        """Up to three words of offices and places."""
        return " ".join(self.chance.choice(UNITS) for _ in range(self.chance.randint(1, 3)))

    def mixed(self) -> str:
        """A name with a number or a date."""
        tail = self.chance.choice([self.number(), self.date(), f"({self.number()})"])
        return f"{self.name(1, 2)} {tail}"

    def label_line(self) -> str:
        """A line of an overlay or a card."""
        forms = (
            self.number, self.identifier, self.dated, self.words_of_office, self.name, self.nonsense,
            self.mixed,
        )  # fmt: skip
        return self.chance.choices(forms, (9, 26, 18, 10, 28, 10, 8))[0]()

    def latin_line(self) -> str:
        """A line in Latin letters and Western digits."""
        kind = self.chance.randrange(5)
        if kind == 0:
            letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            return "".join(self.chance.choice(letters) for _ in range(self.chance.randint(2, 8)))
        if kind == 1:
            gap = self.chance.choice((" ", ". ", ": ", " #"))
            return f"{self.chance.choice(LATIN)}{gap}{self.number(WESTERN, 1, 6)}"
        if kind == 2:
            return self.code()
        words = [self.chance.choice(self.latin) for _ in range(self.chance.randint(1, 3))]
        style = self.chance.choice((str.title, str.upper, str.lower))
        return " ".join(style(word) for word in words)
