"""The ladder as a picture."""

import subprocess
import sys
from itertools import pairwise

import pytest

from dalil.core.ladder import Rung

SHAPES = ("WIDE", "NARROW")
RUNGS = (
    Rung("files", 53_275, 53_275, 53_275, "file", "", losses=(("duplicate", 5_000), ("source-special", 2))),
    Rung("distinct-exhibits", 48_273, 48_273, 48_273, "exhibit", "", losses=(("from-a-later-version", 3),)),
    Rung("individuals", 6_700, 6_500, 7_100, "individual", "", gains=(("number-proposed", 3),)),
    Rung("with-settled-number", 1, 1, 1, "individual", ""),
    Rung("matched", 0, 0, 0, "individual", ""),
    Rung("confirmed-by-authority", 0, 0, 0, "individual", "", recorded=False),
)


@pytest.fixture(scope="module", params=SHAPES)
def drawn(request):
    """The pictures in both languages. They lead to pages, so Django must know the addresses."""
    program = (
        "import os, pickle, sys\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'dalil.web.settings'\n"
        "import django; django.setup()\n"
        "from dalil.core.right import ALONE, Grant\n"
        "from dalil.web import ladder_picture\n"
        "from dalil.web.who import asked_by\n"
        "rungs = pickle.load(sys.stdin.buffer)\n"
        f"shape = ladder_picture.{request.param}\n"
        "with asked_by(Grant('', ALONE)):\n"
        "    pictures = {each: ladder_picture.draw(rungs, shape, each) for each in ('ar', 'en')}\n"
        "sys.stdout.buffer.write(pickle.dumps(pictures))\n"
    )
    import pickle

    ran = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(RUNGS), stdout=subprocess.PIPE, check=True
    )
    return pickle.loads(ran.stdout)


def test_bars_share_one_scale_and_what_is_there_is_seen(drawn):
    bars = drawn["en"].bars
    scale = bars[0].low_width / RUNGS[0].low
    for bar, rung in zip(bars, RUNGS, strict=True):
        assert bar.low_width == pytest.approx(max(rung.low * scale, 3.0 if rung.low else 0.0))
    assert bars[3].low_width == 3.0
    assert bars[4].low_width == 0.0


def test_low_and_high_stand_side_by_side_with_the_value_between(drawn):
    bar = drawn["en"].bars[2]
    assert bar.high_x == bar.low_x + bar.low_width
    assert bar.low_width + bar.high_width == pytest.approx(7_100 / 6_500 * bar.low_width)
    assert bar.high_x < bar.value_x < bar.high_x + bar.high_width


def test_arabic_is_the_mirror_of_english(drawn):
    for left, right in zip(drawn["en"].bars, drawn["ar"].bars, strict=True):
        assert right.x == pytest.approx(drawn["ar"].width - left.x)
        assert right.low_x == pytest.approx(drawn["ar"].width - left.low_x - left.low_width)
    assert {each.x for each in drawn["ar"].words} == {
        drawn["ar"].width - each.x for each in drawn["en"].words
    }


def test_everything_stands_inside_the_picture_and_nothing_on_top_of_another(drawn):
    for picture in drawn.values():
        lines = sorted((each.x, each.y) for each in picture.words)
        assert len(lines) == len(set(lines))
        assert all(0 <= each.x <= picture.width and 0 < each.y < picture.height for each in picture.words)
        assert all(bar.low_x >= 0 and bar.foot < picture.height for bar in picture.bars)
        tops = [bar.y for bar in picture.bars]
        assert all(lower - upper > 30 for upper, lower in pairwise(tops))


def test_every_loss_and_gain_is_told_with_its_sign_and_its_rows(drawn):
    told = {(each.kind, each.count): each for each in drawn["en"].words if each.count}
    assert told["loss", "\u2066−5,000\u2069"].text.startswith("duplicate")
    assert told["loss", "\u2066−2\u2069"].address == "/ar/received/?refusal=source-special"
    assert told["loss", "\u2066−3\u2069"].text == "from-a-later-version"
    assert told["gain", "\u2066+3\u2069"].text
    assert told["name", "\u20666,700 (6,500–7,100)\u2069"].address == "/ar/individuals/"


def test_a_rung_that_nothing_records_bears_no_number(drawn):
    for language, said in (("ar", "لا يُسجَّل بعد"), ("en", "not recorded yet")):
        words = drawn[language].words
        (place,) = [at for at, each in enumerate(words) if each.text == said]
        name = words[place - 1]
        assert (name.kind, name.count) == ("name", "")


def test_every_rung_tells_its_rule(drawn):
    for picture in drawn.values():
        assert len([each for each in picture.words if each.kind == "name"]) == len(RUNGS)
        assert len([each for each in picture.words if each.kind == "rule"]) >= len(RUNGS)
