import pytest

from dalil import profiles
from dalil.core.reading import PPM, Legibility, ReaderKind
from dalil.core.transcription import DigitMarkUnknown, Transcription

SYRIA, GENERIC = profiles.load("syria"), profiles.load("generic")


def read(*lines, profile=SYRIA):
    return Transcription.typed(lines).number("card", profile, reader="amal", kind=ReaderKind.PERSON)


@pytest.mark.parametrize("profile", [SYRIA, GENERIC])
@pytest.mark.parametrize(
    "text",
    [
        *("36x", "36xx", "36*", "36_", "36.", "36..", "36…", "36-", "36#", "*36", "x36", "..36", "-36"),
        *(
            "36 ?",
            "36(?)",
            "36 [?]",
            "? 36",
            "(?) 36",
            "36 ؟ 9",
            "٣٦ ؟",
            "٣٠..",
            "٣٠xx",
            "٣..١",
            "٣٦ـ٩",
            "36x9",
        ),
        *("رقم 36x", "رقم 36*9", "رقم 36-9", "رقم ٣٦_٩", "رقم ٣٦ ؟ ٩", "رقم O12", "رقم 12A4", "رقم 36."),
        *("O12", "l23", "12A4", "1,234", "1،234", "1.234", "3.659", "٣,٦٥٩"),
    ],
)
def test_a_sign_that_may_be_a_digit_is_asked_back(text, profile):
    with pytest.raises(DigitMarkUnknown):
        read(text, profile=profile)


@pytest.mark.parametrize("profile", [SYRIA, GENERIC])
@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("3659",), "3659"),
        (("36?9",), "36?9"),
        (("٣٦؟٩",), "36?9"),
        (("??59",), "??59"),
        (("رقم 3659",), "3659"),
        (("رقم: 3659",), "3659"),
        (("رقم.3659",), "3659"),
        (("No. 3659",), "3659"),
        (("#3659", "فرع 227"), "3659"),
        (("(3659)",), "3659"),
        (("رقم 3659", "فرع ٢١٥", "12/04/2019"), "3659"),
        (("8523 دع",), "8523"),
    ],
)
def test_what_is_written_plainly_is_read(lines, value, profile):
    found = read(*lines, profile=profile)
    assert found.value == value
    assert found.confidence_ppm == PPM
    assert found.legibility is (Legibility.PARTIAL if "?" in value else Legibility.READ)


@pytest.mark.parametrize(
    "text", ["3659/227", "3659 - 227", "3659-227", "227/3659", "227.3659", "215-3659-1174"]
)
def test_what_a_pattern_of_the_profile_explains_is_no_mark(text):
    assert read(text).value == "3659"
