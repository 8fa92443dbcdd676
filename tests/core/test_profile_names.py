"""A profile's own names replace the table shipped with the program, and their version is recorded."""

import tomllib

import pytest

from dalil import profiles
from dalil.core.names.compare import compare
from dalil.core.names.frequency import UNLISTED_MILLIBITS
from dalil.core.names.split import split
from dalil.core.profile_table import parse_profile
from dalil.core.table import ProfileMalformed
from dalil.flows import naming

BEARERS = {"محمد": 500, "زهدي": 250, "عبد الله": 30, "أحمد": 100, "احمد": 25, "عكرمة": 1}


def profile(**changed):
    table = tomllib.loads(profiles.text_of("generic"))
    table["names"] = {
        "version": "drawn-1",
        "source": "drawn",
        "people": 1_000_000,
        "bearers": BEARERS,
    } | changed
    return parse_profile({key: value for key, value in table.items() if value is not None})


def test_how_common_names_are_is_what_the_profile_counts():
    method = naming.method(profile(people=1_000).names)
    weights = {
        name: method.frequencies.millibits(name) for name in ("محمد", "زهدي", "عبدالله", "احمد", "خالد")
    }
    assert weights == {
        "محمد": 1_000,
        "زهدي": 2_000,
        "عبدالله": 5_059,
        "احمد": 3_000,
        "خالد": UNLISTED_MILLIBITS,
    }
    assert method.frequencies.knows("زهدي")
    assert not naming.method().frequencies.knows("زهدي")
    one = split("زهدي محمد")
    assert compare(one, one, method=method).parts[0].weight == 2_000
    assert method.spelling.known_as("zuhdi") == "زهدي"


def test_a_rare_name_says_no_more_than_one_that_is_not_listed():
    assert naming.method(profile().names).frequencies.millibits("عكرمه") == UNLISTED_MILLIBITS


def test_what_was_counted_is_part_of_the_version():
    versions = {naming.method(profile(people=people).names).version for people in (1_000, 2_000)}
    versions |= {naming.method(profile(version="drawn-2").names).version, naming.method().version}
    assert len(versions) == 4
    assert any("drawn-1-" in version for version in versions)


def test_a_profile_without_names_leaves_the_table_as_it_is():
    assert all(profiles.load(name).names is None for name in profiles.SHIPPED)
    assert naming.method(None).version == naming.method().version


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"version": "Drawn 1"}, "names.version"),
        ({"source": " "}, "names.source"),
        ({"people": "many"}, "names.people"),
        ({"bearers": {}}, "names.bearers"),
        ({"bearers": {"محمد": 0}}, "names.bearers.محمد"),
        ({"bearers": {"محمد": 1_000_001}}, "names.bearers.محمد"),
        ({"bearers": {"محمد": "5"}}, "names.bearers.محمد"),
        ({"bearers": {"محمد أحمد": 5}}, "names.bearers.محمد أحمد"),
        ({"bearers": {"Mohammed": 5}}, "names.bearers.Mohammed"),
        ({"bearers": {"": 5}}, "names.bearers."),
        ({"bearers": {str(at): 1 for at in range(5)}}, "names.bearers.0"),
        ({"country": "x"}, "names.country"),
    ],
)
def test_a_wrong_key_is_named(changed, key):
    with pytest.raises(ProfileMalformed) as refused:
        profile(**changed)
    assert refused.value.facts["key"] == key


def test_a_key_that_is_missing_is_named():
    for key in ("version", "source", "people"):
        table = tomllib.loads(profiles.text_of("generic"))
        table["names"] = {"version": "a", "source": "b", "people": 9, "bearers": {"محمد": 1}}
        del table["names"][key]
        with pytest.raises(ProfileMalformed) as refused:
            parse_profile(table)
        assert refused.value.facts["key"] == f"names.{key}"
