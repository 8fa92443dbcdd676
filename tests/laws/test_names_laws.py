from functools import partial

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dalil.core.names.compare import Verdict
from dalil.core.names.compare import compare as compared
from dalil.core.names.folding import _strict_once, joined, loose, strict
from dalil.core.names.level import CONTRADICTING
from dalil.core.names.parts import KIN_ORDER, Name, NamePart, Part
from dalil.core.names.split import split
from dalil.flows import naming

compare = partial(compared, method=naming.method())

GIVEN = (
    "محمد أحمد علي حسن حسين خالد سامر إلياس عبد_الله عبد_الرحمن صلاح_الدين فاطمة ليلى رؤى علاء عكرمة"
    " Mohammad Ahmad Hassan Hussein Khaled Abd_al-Rahman Leila"
)
FAMILY = "الحلبي حلبي الشامي آل_ياسين أبو_زيد النجار الآلوسي al-Halabi Shami خليل"
WORDS = [word.replace("_", " ") for word in f"{GIVEN} {FAMILY} بن الدكتور أبو والدته ، ٤٠".split()]
texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
arabic = st.text(alphabet="ابتجحخدرسشعغفقكلمنهويءأإآىةؤئ ـَُِّﻣﻼ-'٠۵ال", max_size=24)
names = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
anything = st.one_of(names, arabic, texts)
given_names = st.sampled_from([word.replace("_", " ") for word in GIVEN.split()])


@given(anything)
@settings(max_examples=300, deadline=None)
def test_folding_is_idempotent(text):
    for fold in (strict, joined, loose):
        assert fold(fold(text)) == fold(text)


@given(anything, anything)
@settings(max_examples=300, deadline=None)
def test_folding_further_never_loses_an_agreement(left, right):
    if strict(left) == strict(right):
        assert joined(left) == joined(right)
    if joined(left) == joined(right):
        assert loose(left) == loose(right)


@given(anything)
@settings(max_examples=300, deadline=None)
def test_words_fold_alone_as_they_fold_in_a_name(text):
    plain = text
    for _ in range(len(text) + 2):
        plain = _strict_once(plain)
    assert strict(text) == plain


@given(arabic)
@settings(deadline=None)
def test_what_folding_levels_agree_on_stays_agreed(text):
    assert loose(strict(text)) == loose(text)


@given(anything, anything)
@settings(max_examples=300, deadline=None)
def test_comparison_is_symmetric(left, right):
    one, other = compare(left, right), compare(right, left)
    assert (one.score_ppm, one.verdict, one.weight) == (other.score_ppm, other.verdict, other.weight)


@given(anything)
@settings(max_examples=300, deadline=None)
def test_a_name_agrees_fully_with_itself(text):
    found = compare(text, text)
    if any(line.possible for line in found.parts):
        assert found.score_ppm == 1_000_000
        assert found.verdict in (Verdict.AGREE, Verdict.COMPATIBLE)


@given(anything)
@settings(deadline=None)
def test_every_word_of_a_name_is_kept(text):
    name = split(text)
    assert name.written == text
    kept = "".join(strict(held.written) for held in name.parts).replace(" ", "")
    small = {"بن", "ابن", "بنت", "والدته", "bin"}
    for word in strict(text).split():
        assert word in small or word in kept


BESIDE = (*KIN_ORDER, Part.MOTHER)
"""Parts that a law adds or leaves out."""
sides = st.tuples(given_names, given_names)
stated = st.one_of(st.none(), given_names.map(lambda word: (word, word)), sides)


@given(st.fixed_dictionaries(dict.fromkeys(BESIDE, stated)), st.sampled_from(BESIDE), sides)
@example(
    {
        **dict.fromkeys(BESIDE),
        Part.GIVEN: ("خالد", "سامر"),
        Part.FATHER: ("عكرمة", "عكرمة"),
        Part.FAMILY: ("البرازي", "البرازي"),
    },
    Part.GRANDFATHER,
    ("أحمد", "علي"),
)
@settings(max_examples=600, deadline=None)
def test_adding_a_contradicting_part_never_raises_a_score(parts, place, added):
    """Whatever the two names state beside it: agreeing, differing, brothers, cousins, two mothers."""
    less, more = (_compared({**parts, place: said}) for said in (None, added))
    levels = {line.part: line.level for line in more.parts}
    if levels[place] in CONTRADICTING:
        assert more.weight < less.weight
        assert more.score_ppm <= less.score_ppm
        assert more.verdict is Verdict.AGAINST


def _compared(parts):
    both = [
        Name("", tuple(NamePart.of(part, said[side]) for part, said in parts.items() if said))
        for side in (0, 1)
    ]
    return compare(*both)


@settings(deadline=None)
@given(
    st.lists(given_names, min_size=2, max_size=2, unique_by=loose), st.sampled_from(["الحلبي", "آل ياسين"])
)
def test_father_and_son_swapped_never_agree(pair, family):
    found = compare(f"{pair[0]} {pair[1]} {family}", f"{pair[1]} {pair[0]} {family}")
    alike = compare(pair[0], pair[1]).verdict is not Verdict.AGAINST
    assert alike or (found.verdict is Verdict.AGAINST and found.weight < 0)


@given(given_names)
@settings(deadline=None)
def test_a_part_keeps_its_place(word):
    assert NamePart.of(Part.FATHER, word).places == (Part.FATHER,)
