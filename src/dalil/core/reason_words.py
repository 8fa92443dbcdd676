"""Reason words: sentences for the reasons of links and for contradictions, in Arabic and English.

A sentence has ``{detail}`` where the value stands that the evidence was seen in. Both languages are
complete, a test checks it.
"""

from collections.abc import Sequence
from typing import Final

from dalil.core.contradiction import Contradiction
from dalil.core.doubt import Doubt, DoubtKind
from dalil.core.evidence import Reason
from dalil.core.link import Link
from dalil.core.wording import Words

REASONS: Final[dict[str, Words]] = {
    "prior": Words("احتمال أن تكون لقطتان لشخص واحد بلا أي دليل", "two exposures are rarely of one person"),
    "decided": Words("قرار مراجعة، في القيد {detail}", "decided by people, in entry {detail}"),
    "number-same": Words("الرقم نفسه {detail} على الوسمين", "same number {detail} on both labels"),
    "number-same-unsure": Words(
        "الرقم نفسه {detail} وإحدى القراءتين غير أكيدة", "same number {detail}, one reading unsure"
    ),
    "number-same-short": Words(
        "الرقم القصير نفسه {detail} على الوسمين، ولا تجمعهما جهة",
        "same short number {detail} on both labels, and no agency in common",
    ),
    "number-in-dispute": Words(
        "رقم إحداهما مختلَف في قراءته، وقد يكون رقم الأخرى: {detail}",
        "one of the numbers in dispute is the other's: {detail}",
    ),
    "number-fits": Words("رقم مقروء جزئياً يتوافق: {detail}", "a partly read number fits: {detail}"),
    "number-near": Words("رقمان يختلفان بخانة واحدة: {detail}", "numbers one digit apart: {detail}"),
    "number-differs-unsure": Words(
        "رقمان مختلفان وأحدهما غير محسوم: {detail}", "numbers differ, not both settled: {detail}"
    ),
    "number-differs-doubtful": Words(
        "رقمان مختلفان وقراءة أحدهما ضعيفة: {detail}", "numbers differ, one of them is hardly read: {detail}"
    ),
    "number-differs": Words("رقمان محسومان مختلفان: {detail}", "two settled numbers differ: {detail}"),
    "number-is-examination": Words(
        "رقم إحداهما هو رقم الفحص على الأخرى: {detail}",
        "the number of one is the examination's on the other: {detail}",
    ),
    "number-is-agency": Words(
        "رقم إحداهما هو رمز الجهة على الأخرى: {detail}", "the number of one is the other's agency: {detail}"
    ),
    "examination-same": Words("رقم الفحص نفسه {detail}", "same examination number {detail}"),
    "examination-differs": Words("رقما فحص مختلفان: {detail}", "examination numbers differ: {detail}"),
    "letters-same": Words("الحروف نفسها: {detail}", "same letters: {detail}"),
    "letters-differ": Words("حروف مختلفة: {detail}", "letters differ: {detail}"),
    "agency-same": Words("الجهة نفسها {detail}", "same agency {detail}"),
    "agency-differs": Words("جهتان مختلفتان: {detail}", "agencies differ: {detail}"),
    "day-same": Words("اليوم نفسه: {detail}", "same day: {detail}"),
    "month-same": Words("الشهر نفسه: {detail}", "same month: {detail}"),
    "days-apart": Words("بينهما أيام: {detail}", "days apart: {detail}"),
    "months-apart": Words("بينهما أكثر من شهر: {detail}", "more than a month apart: {detail}"),
    "date-unknown": Words("تاريخ إحداهما غير معروف", "the date of one is unknown"),
    "day-same-camera": Words("اليوم نفسه بساعة الكاميرا: {detail}", "same day by the camera: {detail}"),
    "days-apart-camera": Words("أيام متباعدة بساعة الكاميرا: {detail}", "days apart by the camera: {detail}"),
    "folder-same": Words("المجلد نفسه", "same folder"),
    "seconds-apart": Words("الفارق بالثواني: {detail}", "{detail} s apart"),
    "minutes-apart": Words("الفارق بالثواني: {detail}", "{detail} s apart"),
    "sequence-next": Words("متتاليتان في ترقيم الكاميرا", "next to each other in the camera's count"),
    "taken-next": Words(
        "متتاليتان بساعة الكاميرا وترقيمها في مجلدين، الفارق بالثواني: {detail}",
        "{detail} s apart by the camera, next in its count, in two folders",
    ),
    "number-seen-once": Words("رقم لم يظهر إلا مرة في المجلد", "a number seen once in the folder"),
    "next-to-labelled": Words("بجوار لقطة مقروءة الرقم", "next to an exposure whose number is read"),
    "much-nearer": Words(
        "أقرب بكثير إلى هذه اللقطة منها إلى جارتها الأخرى", "much nearer to this exposure than to the other"
    ),
    "others-between": Words("بينهما لقطات برقم آخر", "exposures with another number lie between them"),
    "between-two": Words("بين لقطتين للفرد نفسه", "between two exposures of the same individual"),
    "landmarks-agree": Words(
        "الصورتان متشابهتان في {detail} من المعالم", "the pictures are alike in {detail} landmarks"
    ),
    "landmarks-differ": Words("الصورتان غير متشابهتين", "the pictures are not alike"),
}
"""Every code of ``core.evidence.WEIGHTS``, and ``decided``."""

CONTRADICTIONS: Final[dict[str, Words]] = {
    "label-against-folder-date": Words(
        "تاريخ الوسم يخالف تاريخ المجلد: {detail}", "the label's date is not the folder's: {detail}"
    ),
    "label-against-folder-agency": Words(
        "الجهة على الوسم تخالف المجلد: {detail}", "the label's agency is not the folder's: {detail}"
    ),
    "label-against-folder-number": Words(
        "الرقم على الوسم يخالف المجلد: {detail}", "the label's number is not the folder's: {detail}"
    ),
    "label-against-folder-unit": Words(
        "الوحدة على الوسم تخالف المجلد: {detail}", "the label's unit is not the folder's: {detail}"
    ),
    "camera-against-label-date": Words(
        "ساعة الكاميرا تخالف تاريخ الوسم: {detail}", "the camera's day is not the label's: {detail}"
    ),
    "camera-against-folder-date": Words(
        "ساعة الكاميرا تخالف تاريخ المجلد: {detail}", "the camera's day is not the folder's: {detail}"
    ),
    "folder-against-folder-date": Words(
        "مجلدات الصورة تذكر تواريخ مختلفة: {detail}",
        "folders of the photograph name different dates: {detail}",
    ),
    "folder-against-folder-agency": Words(
        "مجلدات الصورة تذكر جهات مختلفة: {detail}",
        "folders of the photograph name different agencies: {detail}",
    ),
    "folder-against-folder-number": Words(
        "مجلدات الصورة تذكر أرقاماً مختلفة: {detail}",
        "folders of the photograph name different numbers: {detail}",
    ),
    "copies-with-two-numbers": Words(
        "تشبه لقطة أخرى تحمل رقماً آخر: {detail}", "looks like another one that bears another number: {detail}"
    ),
    "labels-with-two-agencies": Words(
        "قُرئت على وسوم فرد واحد جهات مختلفة: {detail}",
        "on labels of one individual different agencies are read: {detail}",
    ),
    "labels-with-two-numbers": Words(
        "قُرئت على وسوم فرد واحد أرقام مختلفة: {detail}",
        "on labels of one individual different numbers are read: {detail}",
    ),
    "number-on-two-individuals": Words(
        "رقم واحد لفردين في الجهة والشهر نفسيهما: {detail}",
        "one number on two individuals of one agency and month: {detail}",
    ),
    "individual-with-two-numbers": Words(
        "رقمان لفرد واحد: {detail}", "two numbers on one individual: {detail}"
    ),
    "number-upside-down": Words(
        "قد تكون بطاقة الرقم مقلوبة: {detail}", "the card may be upside down: {detail}"
    ),
    "number-gap": Words("أرقام غائبة من السلسلة: {detail}", "numbers missing from the series: {detail}"),
    "dates-run-backwards": Words(
        "رقم أكبر بتاريخ أقدم: {detail}", "a higher number with an earlier date: {detail}"
    ),
    "number-far-from-neighbours": Words(
        "رقم بعيد عن أرقام الأسابيع نفسها: {detail}",
        "a number far from those of the same weeks: {detail}",
    ),
    "decisions-contradict": Words(
        "قراران يتعارضان: {detail}", "two decisions contradict each other: {detail}"
    ),
    "decision-unclear": Words(
        "تغيّرت قراءة الأرقام في هذه الصورة منذ القرار، فلا يُعرف الآن من يقصد (القيد بين قوسين): {detail}",
        "numbers in it are read otherwise since a decision, so that it is not known whom this means (its "
        "entry in brackets): {detail}",
    ),
    "copies-kept-apart": Words(
        "تبدوان نسختين للقطة واحدة، وأبقاهما قرار منفصلتين: {detail}",
        "they look like copies of one exposure, and a decision keeps them apart: {detail}",
    ),
}
"""Every code of ``core.contradiction.CODES``."""


DOUBTS: Final[dict[DoubtKind, Words]] = {
    DoubtKind.LINK: Words("قد تكونان لشخص واحد: {detail}", "they may show one person: {detail}"),
    DoubtKind.MISREADING: Words(
        "رقمه {ours} ورقم الآخر {theirs} قد يكونان رقماً واحداً أُخطئت قراءته",
        "its number {ours} and the other's, {theirs}, may be one that is misread",
    ),
    DoubtKind.SKIN: Words(
        "رقمه مكتوب على الجلد وحده ولم يحسمه أحد", "its number stands on skin alone, and nobody settled it"
    ),
    DoubtKind.UNREAD: Words("لم يُقرأ رقم على أي من صوره", "no number is read on any of its photographs"),
}


def reason_in_words(reason: Reason) -> Words:
    """Return the sentence of one reason."""
    return _filled(REASONS[reason.code], _once(reason.detail))


def link_in_words(link: Link) -> Words:
    """Return what holds two sightings together: the reasons that speak for it, the weightiest first."""
    return _speaking(link.reasons)


def doubt_in_words(doubt: Doubt) -> Words:
    """Return why an individual may be another one, or nobody new."""
    if doubt.kind is not DoubtKind.LINK:
        ours, _, theirs = doubt.detail.partition(" ")
        words = DOUBTS[doubt.kind]
        return Words(*(said.format(ours=ours, theirs=theirs) for said in (words.ar, words.en)))
    words, said = DOUBTS[doubt.kind], _speaking(doubt.reasons)
    return Words(words.ar.format(detail=said.ar), words.en.format(detail=said.en))


def _speaking(reasons: Sequence[Reason]) -> Words:
    speaking = sorted(
        (reason for reason in reasons if reason.weight_db > 0 or reason.code == "decided"),
        key=lambda reason: -reason.weight_db,
    )
    words = [reason_in_words(reason) for reason in speaking]
    return Words("؛ ".join(one.ar for one in words), "; ".join(one.en for one in words))


def contradiction_in_words(contradiction: Contradiction) -> Words:
    """Return the sentence of one contradiction."""
    return _filled(CONTRADICTIONS[contradiction.code], contradiction.detail)


def _once(detail: str) -> str:
    """Two values that are one and the same, as two sightings of one day give them, said once."""
    values = detail.split(" ")
    half = len(values) // 2
    return " ".join(values[:half]) if values[:half] == values[half:] else detail


def _filled(words: Words, detail: str) -> Words:
    return Words(words.ar.replace("{detail}", detail), words.en.replace("{detail}", detail))
