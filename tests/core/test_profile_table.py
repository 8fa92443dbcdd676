import re
import tomllib

import pytest

from dalil import profiles
from dalil.core.moment import PartialDate
from dalil.core.profile import LineForms
from dalil.core.profile_table import parse_profile
from dalil.core.table import ProfileMalformed


def table():
    return tomllib.loads(profiles.text_of("syria"))


def broken(change):
    content = table()
    change(content)
    with pytest.raises(ProfileMalformed) as refused:
        parse_profile(content)
    assert refused.value.code == "profile-malformed"
    return str(refused.value.facts["key"])


@pytest.mark.parametrize("name", profiles.SHIPPED)
def test_shipped_profiles_are_sound(name):
    profile = profiles.load(name)
    assert profile.name == name
    assert profile.bounds["detainee_number"].fits("3659")


def test_the_generic_profile_knows_no_country():
    text = profiles.text_of("generic")
    assert not profiles.load("generic").agencies.entries
    assert not re.search("215|syria|دمشق|حرستا", text, re.IGNORECASE)


def test_a_missing_key_is_named():
    assert broken(lambda content: content.pop("name")) == "name"
    assert broken(lambda content: content["dates"].pop("year_min")) == "dates.year_min"


def test_an_unknown_key_is_named():
    assert broken(lambda content: content.update(nmae="x")) == "nmae"
    assert broken(lambda content: content["agencies"][1].update(form="2011")) == "agencies[1].form"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda c: c.update(format=2), "format"),
        (lambda c: c.update(file_number="perhaps"), "file_number"),
        (lambda c: c.update(agencies_listed_only="yes"), "agencies_listed_only"),
        (lambda c: c.update(camera_prefixes="IMG"), "camera_prefixes"),
        (lambda c: c.update(agencies={}), "agencies"),
        (lambda c: c.update(dates=[]), "dates"),
        (lambda c: c.update(name=3), "name"),
        (lambda c: c["dates"].update(orders=["xyz"]), "dates.orders"),
        (lambda c: c["dates"].update(year_max=1900), "dates.year_max"),
        (lambda c: c["dates"].update(year_max=99999), "dates.year_max"),
        (lambda c: c["dates"].update(year_min="1990"), "dates.year_min"),
        (lambda c: c["dates"]["months"].update(smarch=13), "dates.months.smarch"),
        (lambda c: c["agencies"][0].update(source=" "), "agencies[0].source"),
        (lambda c: c["agencies"][0].update(since="soon"), "agencies[0].since"),
        (lambda c: c["words"][0].update(written=["215"]), "words[0].written"),
        (lambda c: c["words"][0].update(kind="thing"), "words[0].kind"),
        (lambda c: c["numbers"]["agency"].update(digits_max=0), "numbers.agency.digits_max"),
        (lambda c: c["label_patterns"][0].update(pattern="(?P<agency>"), "label_patterns[0].pattern"),
        (lambda c: c["label_patterns"][0].update(pattern="(?P<branch>x)"), "label_patterns[0].pattern"),
        (lambda c: c["label_patterns"][0].update(pattern="(?P<name>x)?"), "label_patterns[0].pattern"),
        (lambda c: c["label_patterns"][0].update(pattern="شرطة (?P<name>x)"), "label_patterns[0].pattern"),
        (lambda c: c["label_patterns"][0].update(pattern="x" * 500), "label_patterns[0].pattern"),
        (lambda c: c["label_patterns"].append(c["label_patterns"][0]), "label_patterns.rule"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(change, key):
    assert broken(change) == key


def test_what_is_not_toml_is_refused():
    with pytest.raises(ProfileMalformed):
        profiles.parse("= 3")


def test_an_unknown_profile_is_refused():
    with pytest.raises(profiles.ProfileUnknown):
        profiles.load("atlantis")


def test_disagreeing_sources_stand_side_by_side():
    register = profiles.load("syria").agencies
    assert len(register.about("248")) == 2
    assert register.sources_disagree("248")
    assert not register.sources_disagree("215")


def test_the_register_is_asked_with_a_date():
    register = profiles.load("syria").agencies
    assert register.about("425", PartialDate(2018))
    assert not register.about("425", PartialDate(2025, 1, 3))
    assert register.about("425")


def test_every_agency_has_a_source_and_both_names():
    for entry in profiles.load("syria").agencies.entries:
        assert entry.source
        assert entry.ar
        assert entry.en


def test_where_nothing_is_listed_any_plausible_code_is_an_agency():
    assert profiles.load("generic").is_agency("227")
    assert not profiles.load("generic").is_agency("22777")
    assert not profiles.load("syria").is_agency("999")


def test_readers_may_ask_which_letters_a_field_allows():
    profile = profiles.load("syria")
    assert "٣" in profile.allowed("detainee_number")
    assert "ش" not in profile.allowed("detainee_number")
    assert profile.allowed("name") is None


def test_lines_say_what_can_stand_on_a_label():
    lines = parse_profile(table() | {"lines": {"allowed": "0123456789", "forms": [r"[A-Z]\d{4}"]}}).lines
    assert lines == LineForms("0123456789", (r"[A-Z]\d{4}",))
    assert parse_profile(table()).lines == LineForms()


@pytest.mark.parametrize("forms", [["("], [""], ["x" * 5_000], ["a"] * 50_000, "a", [1]])
def test_a_form_that_is_none_is_refused(forms):
    assert broken(lambda content: content.update(lines={"forms": forms})) == "lines.forms"
