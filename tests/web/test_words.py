"""Every word in both languages, and every code that a page can meet with words."""

import importlib
import os
import pkgutil
import re
import string

import pytest

import dalil.web
from dalil.core import reason_words, wording
from dalil.core.decision import DecisionKind
from dalil.core.errors import REGISTRY
from dalil.core.event import TYPES
from dalil.core.finding import Severity
from dalil.core.manifest import Outcome
from dalil.core.photograph import PhotographClass
from dalil.core.script import DigitSystem
from dalil.web import refused, summary, words
from dalil.web.words import Phrase

ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN = re.compile(r"[A-Za-z]")
SAID = re.compile(r"{% say(?:_text)? \"([^\"]+)\"")
CODED = re.compile(r"{% coded \"([^\"]+)\"")
HERE = os.path.dirname(dalil.web.__file__)
SHOWN_LAYERS = ("dalil.intake", "dalil.store", "dalil.vision", "dalil.engine", "dalil.web", "dalil.catalog")
SHOWN_FLOWS = ("examine", "view", "vault", "verify", "look", "record", "taking", "unpack")
SHOWN_FLOWS += ("person", "transcribe", "notice", "why")
SHOWN_CORE = ("dalil.core.reading_queue", "dalil.core.transcription", "dalil.core.matching.decision")
"""Refusals of the core that a page can meet."""


def templates():
    for folder, _, names in os.walk(os.path.join(HERE, "templates")):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield name, file.read()


def own(phrase):
    """A phrase's Arabic without placeholders, quoted commands and names of the field."""
    return re.sub(r"\{[^}]*\}|«[^»]*»|dalil\.toml|DALIL_\w+|SQLite|JPEG|PNG|\S*://\S*", "", phrase)


@pytest.mark.parametrize(("key", "phrase"), words.everything().items(), ids=str)
def test_arabic_is_arabic_and_english_english(key, phrase):
    assert ARABIC.search(phrase.ar), key
    assert not LATIN.search(own(phrase.ar)), key
    assert not ARABIC.search(phrase.en), key
    assert not re.search(r"[!…]{2,}", phrase.ar + phrase.en), key


def test_a_phrase_in_one_language_is_refused():
    with pytest.raises(AssertionError):
        Phrase("", "something")
    with pytest.raises(AssertionError):
        Phrase("شيء", "")
    with pytest.raises(AssertionError):
        Phrase("شيء {count}", "something {number}")


def test_whatever_a_template_says_is_there_and_nothing_is_there_for_nothing():
    said, families = set(), {"rung", "rule", "unit", "contradiction", "class_reason"}
    families |= {"entry_summary", "kind_count", "value", "match_answer", "match_outcome", "told_to"}
    families |= {"program_reason"}
    for _, text in templates():
        said |= set(SAID.findall(text))
        families |= set(CODED.findall(text))
    assert said <= set(words.everything())
    unsaid = {key for key in words.everything() if key not in said and key.partition(".")[0] not in families}
    assert not unsaid


def test_no_template_says_anything_by_itself():
    for name, text in templates():
        bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>|العربية|English", " ", re.sub(r"<[^<]*?>", "<>", text))
        assert not ARABIC.search(bare), name
        assert not re.search(r"[A-Za-z]{3,}", bare), name


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("event", TYPES),
        ("class", PhotographClass),
        ("severity", Severity),
        ("outcome", Outcome),
        ("digits", DigitSystem),
    ],
)
def test_every_code_has_its_words(family, codes):
    assert not [code for code in codes if not words.known(f"{family}.{code}")]


def test_every_surface_edit_field_and_note_has_its_words():
    from dalil.core.label_field import LabelFields
    from dalil.core.path_fact import PathKind
    from dalil.flows.alike import OVERLAID
    from dalil.intake.claims import FIELDS
    from dalil.vision import copies
    from dalil.vision.framing import BORDERED, CROPPED
    from dalil.vision.orientation import Orientation
    from dalil.vision.region import Surface

    fields = {*FIELDS, *PathKind, *LabelFields.__dataclass_fields__} - {"unknown"}
    assert not [field for field in fields if not words.known(f"field_name.{field}")]
    assert not [surface for surface in Surface if not words.known(f"surface.{surface}")]
    edits = {copies.IDENTICAL, copies.RESAVED, copies.RESIZED, OVERLAID, CROPPED, BORDERED}
    turns = [each.word for each in Orientation if each is not Orientation.SAME]
    edits |= {*turns, *(f"{turn}-{framing}" for turn in turns for framing in (CROPPED, BORDERED))}
    assert not [edit for edit in edits if not words.known(f"edit.{edit}")]


def shown_refusals():
    """Refusals that a page can meet: those of the layers under it, and of the flows that it asks."""
    import dalil

    for module in pkgutil.walk_packages(dalil.__path__, "dalil."):
        flow = module.name.removeprefix("dalil.flows.")
        if module.name.startswith(SHOWN_LAYERS[:4]) or flow in SHOWN_FLOWS:
            importlib.import_module(module.name)
    for name in ("errors", "serving"):
        importlib.import_module(f"dalil.web.{name}")
    return {
        code: each
        for code, each in REGISTRY.items()
        if each.__module__.startswith(
            (*SHOWN_LAYERS, *SHOWN_CORE, *(f"dalil.flows.{flow}" for flow in SHOWN_FLOWS))
        )
    }


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_refusal_that_a_page_can_meet_is_said_in_arabic():
    known = refused.everything()
    assert not [code for code in shown_refusals() if code not in known]


def test_an_arabic_sentence_knows_the_same_facts():
    for code, each in shown_refusals().items():
        if said := refused.everything().get(code):
            template = " ".join((each.__doc__ or "").split("\n\n")[0].split())
            assert placeholders(said.sentence) <= placeholders(template), code
            assert said.sentence, code
            assert said.remedy, code


def test_every_finding_is_said_in_both_languages():
    from dalil.store import audit

    codes = set()
    for folder in audit.__path__:
        for name in os.listdir(folder):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    codes |= set(re.findall(r"Finding\(\s*\"([a-z]+(?:-[a-z]+)+)\"", file.read()))
    assert len(codes) > 20
    assert not sorted(codes - set(refused.everything()))


@pytest.mark.parametrize(("code", "each"), refused.everything().items(), ids=str)
def test_refusals_keep_to_their_language(code, each):
    for text in (each.ar, each.sentence, each.remedy):
        assert not LATIN.search(own(text)), code
    assert ARABIC.search(each.ar), code
    assert not ARABIC.search(each.en), code


def test_words_that_the_glossary_forbids_are_not_said():
    said = {key: each.ar for key, each in words.everything().items()}
    said |= {code: f"{each.ar} {each.sentence} {each.remedy}" for code, each in refused.everything().items()}
    said |= {f"reason.{code}": each.ar for code, each in reason_words.REASONS.items()}
    said |= {f"loss.{code}": each.ar for code, each in wording.LOSSES.items()}
    assert not [key for key, text in said.items() if re.search(r"كلمة (ال)?سر", text)]
    cards = {key for key, text in said.items() if re.search(r"بطاقة(?! الرقم)|البطاقة", text)}
    said |= {f"rung.{name}": f"{each.ar} {each.ar_rule}" for name, each in wording.RUNGS.items()}
    assert not cards
    assert not [key for key, text in said.items() if re.search(r"مُ?حَ?كّ?ِ?م(?![\u0621-\u064a])", text)]


@pytest.mark.parametrize("kind", DecisionKind)
def test_every_kind_of_decision_is_told_in_a_sentence_of_its_own(kind):
    subjects = {"first": ["a"], "second": ["b", "c"], "undoes": 4}
    body = {"decision": kind.value, "subjects": subjects, "reason": "seen on paper"}
    assert words.known(f"event.{summary.act('decision-made', body)}")
    for language in ("ar", "en"):
        said = summary.of("decision-made", body, language)
        assert "seen on paper" in said
        assert ("4" in said) is (kind is DecisionKind.UNDONE)
