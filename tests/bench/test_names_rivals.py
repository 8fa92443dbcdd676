"""Rivals of the names' benchmark: what is missing is said, and what is measured compares."""

import importlib.util
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from bench.names import across, chain_rival, chains, kin, rivals, skeleton
from bench.names.asking import Answered
from bench.names.rivals import RIVALS, Unmeasured

NOWHERE = Path("/nowhere/python")
THIS = Path(sys.executable)


def worker(folder: Path, text: str) -> Path:
    path = folder / "worker.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_an_environment_every_rival_says_that_it_was_not_measured():
    for rival in RIVALS:
        told = rivals.closest(rival, ["a"], ["a"], python=NOWHERE)
        assert str(told) == "not measured: the rivals' environment is not installed"
        assert rivals.scores(rival, [("a", "a")], python=NOWHERE) == told


def test_a_rival_that_lacks_a_library_says_which(tmp_path):
    told = rivals.answer(worker(tmp_path, "import no_such_library"), {}, python=THIS)
    assert str(told) == "not measured: ModuleNotFoundError: No module named 'no_such_library'"


def test_a_rival_that_fails_otherwise_fails_the_measurement(tmp_path):
    with pytest.raises(SystemExit, match="1 / 0"):
        rivals.answer(worker(tmp_path, "1 / 0"), {}, python=THIS)


def test_the_table_prints_without_rivals(monkeypatch):
    monkeypatch.setattr(across, "closest", lambda *_: Unmeasured("it is not here"))
    forms = across.Forms(["a"], ["a"], {"a": {"a"}})
    assert across._beside(RIVALS[0], {"a": ["a"]}, forms, ["a"]) == [
        f"| | {RIVALS[0].name} | not measured: it is not here | | |"
    ]


def test_a_rival_that_is_asked_a_sample_stands_below_our_own_figure_on_that_sample(monkeypatch):
    asked = [str(each) for each in range(100)]
    monkeypatch.setattr(across, "closest", lambda _rival, some, _pool: ({one: [one] for one in some}, 1.0))
    forms = across.Forms(asked, asked, {one: {one} for one in asked})
    slow = next(one for one in RIVALS if one.asked_max)
    ours, theirs = across._beside(slow, {}, forms, asked)
    assert ours.startswith("| 40 of them, drawn | dalil | 0 = 0.0%")
    assert theirs.startswith(f"| the same 40 | {slow.name} | 40 = 100.0%")


def test_the_area_counts_equal_scores_half():
    assert across._share_above(np.array([1.0, 1.0]), np.array([1.0, 0.0])) == pytest.approx(0.75)
    chance = random.Random(4)
    right, other = (np.array([chance.randrange(9) for _ in range(count)]) for count in (30, 50))
    pairs = right[:, None] - other
    assert across._share_above(right, other) == pytest.approx((pairs > 0).mean() + (pairs == 0).mean() / 2)


def test_all_are_asked_for_the_same_and_one_unmeasured_rival_spoils_no_other():
    seen = []

    def first(one: chains.Drawn) -> Answered:
        seen.append(one)
        return Answered({row["id"]: [(row["id"], 1.0)] for row in one.asked}, 2.0)

    finders = {"first": first, "none": chain_rival.finder(Unmeasured("it is not here"))}
    found = chains.pooled([1, 2], 50, 10, latin=True, finders=finders)
    assert len(seen) == 2
    assert chains.line_of("first", found["first"]).startswith("| first | 12 of 12 = 100.0%")
    assert chains.line_of("none", found["none"]) == "| none | not measured: it is not here | | | | |"


def test_kin_that_a_rival_has_alike_are_not_above():
    assert kin._counted([1.0, 1.0, 1.0, 2.0, 1.0, 0.5]).startswith("1 of 3")
    assert "| 1 of 3" in kin._counted([1.0, 1.0, 1.0, 2.0, 1.0, 0.5])
    assert kin._counted(Unmeasured("it is not here")) == "not measured: it is not here |"


ICU = dict(zip("محدلقرتبهاوسيف", "mhdlqrtbhawsyf", strict=True)) | {"خ": "kh", "ش": "sh", "ة": "t"}
"""What ICU makes of these letters: it stands in the rivals' environment alone."""


def romanised(text: str) -> str:
    return "".join(ICU.get(letter, letter) for letter in text.lower() if letter.isalpha())


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد", "Mohammed"),
        ("خالد", "Khaled"),
        ("قاسم", "Kassem"),
        ("شريف", "Cherif"),
        ("تشارلي", "Charly"),
        ("الحداد", "El-Haddad"),
        ("هبة", "Hebah"),
    ],
)
def test_a_skeleton_is_what_both_scripts_keep(monkeypatch, arabic, latin):
    monkeypatch.setattr(skeleton, "romanised", romanised)
    assert skeleton.skeleton.__wrapped__(arabic) == skeleton.skeleton.__wrapped__(latin)


def test_s_and_h_that_stand_beside_each_other_in_arabic_are_not_sh(monkeypatch):
    monkeypatch.setattr(skeleton, "romanised", romanised)
    assert skeleton.skeleton.__wrapped__("سهم") != skeleton.skeleton.__wrapped__("شم")


@pytest.fixture
def chain_worker(monkeypatch):
    """The worker as it runs by itself, beside its own folder, with a nearness that needs no library."""
    monkeypatch.syspath_prepend(str(Path(chain_rival.WORKER).parent))
    name = "chain_worker_under_test"
    spec = importlib.util.spec_from_file_location(name, chain_rival.WORKER)
    found = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, found)
    spec.loader.exec_module(found)
    monkeypatch.setattr(found, "romanised", romanised)
    monkeypatch.setattr(
        found, "nearness", lambda a, b: np.array([[float(one[0] == other[0]) for other in b] for one in a])
    )
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Abd el-Karim Salah al-Din al-Halabi", ("AbdKarim", "SalahDin", "Halabi")),
        ("Noured Din Haydar ad Dib", ("NouredDin", "Haydar", "Dib")),
        ("Ali Hasan", ("Ali", "Hasan")),
        ("", ()),
    ],
)
def test_compounds_are_one_name_and_articles_none(chain_worker, text, names):
    assert chain_worker.chained(text) == names


def test_what_is_learned_from_and_what_is_ranked_by_are_one_sum(chain_worker):
    asked, listed = (chains.drawn(3, 40, 20, latin=latin) for latin in (True, False))
    compared = chain_worker.Compared(chain_worker.Table.of(asked.asked), chain_worker.Table.of(listed.listed))
    weights = np.arange(1.0, 17.0)
    every = np.arange(len(listed.listed))
    for at in range(len(asked.asked)):
        assert compared.sums(at, weights) == pytest.approx(compared.features(at, every) @ weights)
