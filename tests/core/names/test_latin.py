import pytest

from dalil.core.names.latin import SAME_PPM, across_ppm, within_ppm

SAME = """محمد mohammad|محمد muhammed|محمد mouhamad|محمد mehmet|محمود mahmoud|حسن hassan
حسين hussein|حسين husain|حلبي alhalabi|حلبي halaby|عبدالرحمن abdulrahman
عبدالرحمن abdurrahman|عبدالرحمن abderrahmane|عبدالله abdullah|عبدالله abdallah
يوسف youssef|يوسف yusuf|خالد khaled|خالد halid|فاطمة fatma|سارة sarah|عمر omar
عثمان osman|جمال gamal|هشام hichem|قاسم kassem|ليلى leila|صلاحالدين salaheddine
مصطفى mostafa|علي ali|علاء alaa|سعيد saeed|احمد ahmet|زكريا zakaria|لؤي louay|قصي qusay
توفيق toufic|ثائر thaer|طه taha|منذر monzer|معاوية mouawiya"""
OTHER = """محمد mahmoud|محمود mohamed|محمد ahmad|حسن hussein|حسين hassan|خليل khaled|جمال kamal
كمال jamal|سالم saleem|رامز ramy|نوري nour|احمد hamad|شام hisham|بشار bashir|سعد said
مهران maher|عبدالله abdalrahman|جاسم kasem"""


def pairs(text):
    return [tuple(pair.split()) for line in text.splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("arabic", "latin"), pairs(SAME))
def test_spellings_of_one_name_are_the_same(arabic, latin):
    assert across_ppm(arabic, latin) >= SAME_PPM


@pytest.mark.parametrize(("arabic", "latin"), pairs(OTHER))
def test_spellings_of_another_name_are_not(arabic, latin):
    assert across_ppm(arabic, latin) < SAME_PPM


@pytest.mark.parametrize(
    "pair", ["mohammad muhammed", "youssef yusuf", "samir sameer", "halabi alhalaby", "osman othman"]
)
def test_two_latin_spellings_are_the_same(pair):
    left, right = pair.split()
    assert within_ppm(left, right) == within_ppm(right, left) >= SAME_PPM


@pytest.mark.parametrize(
    "pair", ["hassan hussein", "samir samar", "jamal kamal", "ahmad hamad", "mahmoud mohamed", "ali alaa"]
)
def test_two_latin_names_are_not(pair):
    left, right = pair.split()
    assert within_ppm(left, right) < SAME_PPM


def test_empty_words_fit_nothing():
    assert across_ppm("", "ali") == 0
    assert within_ppm("a", "o") == 0
