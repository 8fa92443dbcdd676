from dalil.core.reader import MadeReading, Share, readers
from dalil.core.reading import Legibility, ReaderKind, Reading


def made(item, name, value="3659", kind=ReaderKind.PERSON):
    legibility = Legibility.READ if value else Legibility.ILLEGIBLE
    return MadeReading(item, Reading(name, kind, value, legibility))


def test_a_reader_is_told_by_what_others_read_and_what_is_known():
    found = readers(
        [
            made("x", "amal"),
            made("x", "basem"),
            made("y", "amal", "1"),
            made("y", "basem", "2"),
            made("y", "samir", "2", ReaderKind.ADJUDICATOR),
            made("z", "amal", ""),
            made("w", "AMAL"),
        ],
        [made("x", "basem"), made("y", "huda", "2")],
    )
    amal, basem, samir = found
    assert (amal.name, amal.readings, amal.illegible) == ("amal", 4, 1)
    assert (amal.agreement, amal.gold) == (Share(1, 2), Share(1, 2))
    assert (basem.agreement, basem.gold) == (Share(1, 2), Share(1, 1)), "one's own gold is no test"
    assert (samir.readings, samir.adjudications) == (1, 1)
    assert (samir.agreement, samir.gold) == (Share(), Share()), "who saw both is compared with nobody"


def test_a_share_never_stands_without_its_interval():
    assert Share().to_record()["share_ppm"] is None
    assert Share().interval is None
    told = Share(19, 20).to_record()
    assert told["share_ppm"] == 950_000
    assert told["low_ppm"] < 950_000 < told["high_ppm"]


def test_gold_tests_nobody_who_ever_set_it_and_the_newest_word_counts():
    read = [made("x", name, value) for name, value in (("amal", "1"), ("basem", "2"), ("huda", "2"))]
    told = {one.name: one for one in readers(read, [made("x", "amal", "1"), made("x", "basem", "2")])}
    assert [told[name].gold for name in ("amal", "basem", "huda")] == [Share(), Share(), Share(1, 1)]
