"""Wording: the Arabic and English words of everything that a ladder shows.

Codes are for programs and never change; words are for people and may be bettered. Both languages are
complete, a test checks it. The words follow GLOSSARY.md.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """One code in both languages."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class RungWords:
    """One rung: its name and its rule in both languages, and the code of its unit."""

    unit: str
    ar: str
    en: str
    ar_rule: str
    en_rule: str


RUNGS: Final[dict[str, RungWords]] = {
    "files": RungWords(
        "file",
        "الملفات",
        "Files",
        "كل ملف وُجد في المصادر المستلَمة، ومنه محتويات الملفات الحاوية، حُفظ أم رُفض.",
        "Every file met in the sources received, members of containers included, kept or refused.",
    ),
    "distinct-exhibits": RungWords(
        "exhibit",
        "المُبرَزات المتمايزة",
        "Distinct exhibits",
        "كل محتوى محفوظ يُعدّ مرة واحدة، مهما كثرت المسارات التي وُجد فيها.",
        "Every content that is kept counts once, however many paths it was found under.",
    ),
    "readable-photographs": RungWords(
        "photograph",
        "الصور التي تُفتح",
        "Readable photographs",
        "المُبرَزات التي فُتحت صوراً؛ ويُستثنى التالف وما ليس صورة وما لم يُفحص بعد.",
        "Exhibits that open as pictures; damaged ones, other files and those not examined yet are left out.",
    ),
    "exposures": RungWords(
        "exposure",
        "اللقطات",
        "Exposures",
        "كل ضغطة على زر التصوير تُعدّ مرة واحدة؛ فالنسخ المعاد حفظها أو تدويرها أو المكتوب عليها لقطة واحدة.",
        "Every press of the shutter counts once; re-saved, turned or overlaid copies are one exposure.",
    ),
    "labelled-exposures": RungWords(
        "exposure",
        "لقطات أفراد لهم وسم",
        "Exposures of labelled individuals",
        "اللقطات التي يظهر فيها شخص معه وسم يحمل رقماً، قُرئ الرقم أم لم يُقرأ.",
        "Exposures that show a person with a card or writing for a number, whether it was read or not.",
    ),
    "individuals": RungWords(
        "individual",
        "الأفراد",
        "Individuals",
        "مجموعات لقطات يُرجَّح أن كلاً منها لشخص واحد، بحسب الجهة والرقم والفترة معاً. "
        "الحد الأدنى يجمع كل الروابط الممكنة، والحد الأعلى لا يجمع إلا المؤكد "
        "ويعدّ كل وسم لم يُقرأ ولم يُنسب شخصاً آخر. "
        "ولا يُضاف إلى الحد الأدنى فردٌ قد يكون رقمه قراءة آلية خاطئة لرقم فرد آخر من الجهة والفترة نفسيهما، "
        "أو لا يُعرف إلا من كتابة على الجلد.",
        "Groups of exposures held to show one person each, by agency, number and period together. The low "
        "count makes every possible link; the high count only certain ones, and every unread label that was "
        "not placed is another person. An individual whose number may be a "
        "machine's misreading of another one's of the same agency and period, or that is known by writing on "
        "skin alone, adds nothing to the low count.",
    ),
    "with-settled-number": RungWords(
        "individual",
        "أفراد حُسم رقمهم",
        "Individuals with a settled number",
        "اتفق على الرقم قارئان مختلفان، أو فصل في الخلاف قارئ ثالث، أو قُبل آلياً عند معدل خطأ معلن.",
        "Two different people read the same number, an adjudicator decided, or a machine was accepted at a "
        "stated error rate.",
    ),
    "with-name": RungWords(
        "individual",
        "أفراد لهم اسم",
        "Individuals with a name",
        "كُتب الاسم على وسم، أو جاء من تطابق أقرّه شخصان. أما اسم المجلد أو الورقة فلا يُعدّ قبل ذلك.",
        "A name stands on a label, or comes from a match that two people accepted. The name of a folder or "
        "in a paper does not count before that.",
    ),
    "matched": RungWords(
        "individual",
        "أفراد لهم تطابق مقبول",
        "Matched individuals",
        "قَبِل شخصان مختلفان التطابق المقترح مع بلاغ في قائمة مفقودين.",
        "Two different people accepted the proposed match with a claim on a missing-person list.",
    ),
    "confirmed-by-authority": RungWords(
        "individual",
        "أفراد أكّدتهم الجهة المختصة",
        "Individuals confirmed by the authority",
        "سُجّل تأكيد الجهة المختصة. لا يصدر تأكيد عن هذا البرنامج.",
        "The competent authority's confirmation is on record. This program never confirms anyone.",
    ),
    "family-informed": RungWords(
        "individual",
        "أفراد أُبلغت عائلاتهم",
        "Individuals whose family is informed",
        "سُجّل إبلاغ العائلة.",
        "The notification of the family is on record.",
    ),
}
"""The rungs, in their order."""

UNITS: Final[dict[str, Words]] = {
    "file": Words("ملف", "file"),
    "exhibit": Words("مُبرَز", "exhibit"),
    "photograph": Words("صورة", "photograph"),
    "exposure": Words("لقطة", "exposure"),
    "individual": Words("فرد", "individual"),
}

CLASSES: Final[dict[str, Words]] = {
    "labelled-individual": Words("فرد له وسم", "labelled individual"),
    "named-card": Words("وسم يحمل اسماً", "card with a name"),
    "incident": Words("حادث", "incident"),
    "no-label": Words("بلا وسم", "no label"),
    "several-people": Words("عدة أشخاص", "several people"),
    "paper": Words("ورقة أو مستند", "paper"),
    "not-a-picture": Words("ليس صورة", "not a picture"),
    "unreadable": Words("تعذّر فتحه", "unreadable"),
    "unknown": Words("غير معروف", "unknown"),
}

LOSSES: Final[dict[str, Words]] = {
    "duplicate": Words("مكرر: المحتوى نفسه في مسار آخر", "duplicate: the same content under another path"),
    "link": Words("رابط: سُجّل ولم يُتبَع", "link: recorded, not followed"),
    "copy": Words("نسخة أخرى من اللقطة نفسها", "another copy of the same exposure"),
    "container": Words("ملف حاوٍ (أرشيف أو صورة قرص)", "container (archive or disk image)"),
    "not-examined": Words("لم يُفحص بعد", "not examined yet"),
    "not-grouped": Words("لم تُجمَّع بعد", "not grouped yet"),
    "further-view": Words("لقطة أخرى للفرد نفسه", "another view of the same individual"),
    "several-in-one-frame": Words("أكثر من فرد في لقطة واحدة", "more than one individual in one exposure"),
    "joined-without-label": Words("ضمّه مراجع بلا وسم", "joined by people without a label"),
    "number-unread": Words("لم يُقرأ الرقم", "the number is not read"),
    "number-proposed": Words("الرقم مقترح ولم يُحسم", "the number is proposed, not settled"),
    "number-disputed": Words("الرقم موضع خلاف", "the number is in dispute"),
    "number-settled": Words("الرقم محسوم", "the number is settled"),
    "set-aside": Words("نُحّي بقرار مراجعة", "set aside by a decision"),
    "without-name": Words("بلا اسم", "without a name"),
    "not-matched": Words("بلا تطابق مقبول", "without an accepted match"),
    "not-confirmed": Words("لم تؤكده الجهة المختصة", "not confirmed by the authority"),
    "not-recorded": Words(
        "لا يُسجَّل بعد تأكيد الجهة المختصة، فلا يُعدّ أحد",
        "the authority's confirmation is not recorded yet, so nobody is counted",
    ),
    "family-not-informed": Words("لم تُبلَّغ العائلة", "the family is not informed"),
    **CLASSES,
}
"""Reasons why a rung is smaller (or larger) than the one before. Refusal codes have their own sentences."""

STATUSES: Final[dict[str, Words]] = {
    "settled": Words("محسوم", "settled"),
    "proposed": Words("مقترح", "proposed"),
    "disputed": Words("موضع خلاف", "in dispute"),
    "unread": Words("لم يُقرأ", "unread"),
}

ROLES: Final[dict[str, Words]] = {
    "sole": Words("وحده في الصورة", "alone in the photograph"),
    "one-of-several": Words("واحد من عدة أشخاص", "one of several"),
    "uncertain": Words("نسبة الصورة إليه غير مؤكدة", "uncertain"),
}
