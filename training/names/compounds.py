"""Compounds for training: عبد ال… and … الدين in the Latin spellings that habits give them.

The open lists hold single words, so the model would never see them. Composed from the names of God that
people bear and from first halves that stand before الدين; each spelling stands once, with a small weight.
"""

from collections.abc import Iterator

from dalil.core.names.letters import fold_typing

OF_GOD = """
الرحمن rahman rahmane rehman rahmaan|الرحيم rahim raheem rahime|الكريم karim kareem kerim karime|القادر
kader qadir qader qadr kadir العزيز aziz azeez azize|الله lah llah allah|الحميد hamid hameed hamide|المجيد
majid majeed mejid|الغني ghani ghany gani اللطيف latif lateef latife|الوهاب wahab wahhab vahab
wahhabe|الحليم halim haleem|الرزاق razzaq razak razzak rezzak razaq الحق haq haqq hak|الجبار jabbar jabar
djabbar gabbar|الهادي hadi hady|الباسط baset basit basset|الفتاح fattah fatah الملك malik malek
melik|المنعم monem moneim munim mounaim|الناصر nasser nasir naser nacer|السلام salam selam salaam الستار
sattar satar|الصمد samad|الواحد wahed wahid|الحي hay hai|الغفور ghafour ghafur|الغفار ghaffar ghafar|الرؤوف
raouf rauf raoof المعين muin moueen|المحسن mohsen muhsin|المؤمن momen mumin|الشكور shakour shakur|العليم
alim aleem|العظيم azim azeem الجليل jalil jaleel djalil|الخالق khaleq khalek khaliq|الواسع wasi|المطلب
mutalib motaleb muttalib|النبي nabi naby
""".replace("\n", "|").split("|")  # fmt: skip
OF_FAITH = """
صلاح salah saleh sala|نور nour nur noor|شمس shams chams|عز ezz izz azz|محيي muhyi mohy mohie muhi|بدر badr
bedr خير khair kheir khayr|علاء alaa ala|جمال jamal djamal gamal|سيف saif seif sayf|ضياء diaa dia ziya|حسام
husam hossam houssam جلال jalal djalal|فخر fakhr|زين zein zain zayn|نجم najm nejm|شهاب shihab chihab
shehab|برهان burhan borhan|ركن rukn عماد imad emad|كمال kamal kemal|تقي taqi taki|رضي radi|ناصر nasser
nasir naser|بهاء bahaa baha|سراج siraj seraj|صفي safi
""".replace("\n", "|").split("|")  # fmt: skip
SERVANT = ("abd", "abdu", "abde", "abda", "abdou", "abdo")
FAITH = ("din", "deen", "dine", "dein", "ddin", "ddine", "ddeen")
SUN = "تثدذرزسشصضطظلن"
WEIGHT = 0.3


def composed() -> Iterator[tuple[str, str, float]]:
    """Arabic, Latin and weight."""
    for entry in filter(None, (each.strip() for each in OF_GOD)):
        arabic, *spellings = entry.split()
        for latin in spellings:
            for servant in SERVANT:
                for article in _articles(arabic[2], latin):
                    yield fold_typing("عبد" + arabic), servant + article + latin, WEIGHT
    for entry in filter(None, (each.strip() for each in OF_FAITH)):
        arabic, *spellings = entry.split()
        for latin in spellings:
            for vowel in "aeu":
                for faith in ("l" + FAITH[0], "l" + FAITH[1], *FAITH):
                    yield fold_typing(arabic + "الدين"), latin + vowel + faith, WEIGHT


def _articles(first: str, latin: str) -> tuple[str, ...]:
    """What stands for the l of the article: itself, the letter that it takes on, or nothing."""
    return ("l", latin[0], "") if first in SUN else ("l", "")
