"""Profile table: from a parsed TOML table to a Profile, or a refusal that names the key.

Nothing is guessed and nothing unknown is passed over: a misspelt key would silently change what is read.
"""

import re
from collections.abc import Mapping
from typing import Final

from dalil.core.agency import AgencyEntry, AgencyRegister
from dalil.core.dating import ORDERS, DateRules
from dalil.core.errors import BodyRefusal
from dalil.core.lexicon import Lexicon, Phrase, form_of
from dalil.core.limits import PROFILE_PATTERN_CHARACTERS_MAX, PROFILE_ROWS_MAX
from dalil.core.moment import PartialDate
from dalil.core.names.folding import loose
from dalil.core.names.frequency import NameCounts
from dalil.core.names.letters import Script, script_of
from dalil.core.place import Gazetteer, Region
from dalil.core.profile import (
    FIELDS,
    NUMBER_FIELDS,
    WORD_KINDS,
    LabelPattern,
    LineForms,
    NumberBounds,
    Profile,
    WordName,
)
from dalil.core.script import fold_text
from dalil.core.table import ProfileMalformed, Table

FORMAT: Final = 1
_VERSION: Final = re.compile(r"[a-z0-9][a-z0-9.\-]{0,39}")
_YEARS: Final = range(1800, 9999)
_MONTHS: Final = range(1, 13)
_MACROS: Final = {
    "{number}": "(?<![0-9?])[0-9?]{1,12}(?![0-9?])",
    "{bar}": r"\s*[/|:.\-]\s*",
    "{letter}": r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])",
    "{word}": r"[^\W\d_]+",
}
"""Shorthand in patterns: a whole number that may be read in part, what clerks put between two numbers, a
letter that stands alone, a word."""


def parse_profile(content: Mapping[str, object]) -> Profile:
    """Return the profile of a parsed table. Raises: ProfileMalformed naming the first key that is wrong."""
    table = Table(content, "")
    if table.integer("format") != FORMAT:
        raise ProfileMalformed(key="format", detail=f"only format {FORMAT} is known")
    words, names = _words(table.rows("words"))
    profile = Profile(
        name=table.text("name"),
        title=WordName(table.text("title_ar"), table.text("title_en")),
        dates=_dates(table.table("dates")),
        agencies_listed_only=table.truth("agencies_listed_only", default=False),
        agencies=AgencyRegister(tuple(_agency(row) for row in table.rows("agencies"))),
        lexicon=Lexicon.of(words),
        words=names,
        bounds=_bounds(table.table("numbers")),
        patterns=_patterns(table.rows("label_patterns")),
        file_number=_choice(table, "file_number", ("number", "sequence")),
        camera_prefixes=frozenset(fold_text(text) for text in table.texts("camera_prefixes", ())),
        lines=_lines(table.table("lines")),
        gazetteer=Gazetteer.of(map(_region, table.rows("regions")), table.texts("place_words", ())),
        names=_names(table.table("names")),
    )
    table.done()
    return profile


def _names(table: Table) -> NameCounts | None:
    if not table.names():
        return None
    version, people, source = table.text("version"), table.integer("people"), table.text("source")
    if not _VERSION.fullmatch(version):
        raise ProfileMalformed(key=table.path("version"), detail="small letters, digits, points and dashes")
    if not source.strip():
        raise ProfileMalformed(key=table.path("source"), detail="who counted these names")
    rows = table.table("bearers")
    counted = tuple((name, _bearers(rows, name, people)) for name in rows.names())
    table.done()
    if not 1 <= len(counted) <= PROFILE_ROWS_MAX:
        raise ProfileMalformed(key=rows.key, detail=f"1 to {PROFILE_ROWS_MAX} names were expected")
    return NameCounts(version, people, counted)


def _bearers(rows: Table, name: str, people: int) -> int:
    """How many bear one name, which is one word of Arabic letters."""
    key, count = loose(name), rows.integer(name)
    if len(key.split()) != 1 or script_of(key) is not Script.ARABIC:
        raise ProfileMalformed(key=rows.path(name), detail="one name in Arabic letters was expected")
    if not 1 <= count <= people:
        raise ProfileMalformed(key=rows.path(name), detail=f"1 to {people} bearers were expected")
    return count


def _region(row: Table) -> Region:
    region = Region(row.texts("names"), row.lists("places"))
    row.done()
    if not all((region.names, *region.places)):
        raise ProfileMalformed(key=row.path("names"), detail="a place without a name")
    return region


def _choice(table: Table, name: str, choices: tuple[str, ...]) -> str:
    value = table.text(name)
    if value not in choices:
        raise ProfileMalformed(key=table.path(name), detail=f"one of {', '.join(choices)} was expected")
    return value


def _dates(table: Table) -> DateRules:
    orders = table.texts("orders")
    if not orders or any(order not in ORDERS for order in orders):
        raise ProfileMalformed(key=table.path("orders"), detail=f"orders out of {', '.join(ORDERS)}")
    years = {}
    for name in ("two_digit_year_from", "year_min", "year_max"):
        years[name] = table.integer(name)
        if years[name] not in _YEARS:
            raise ProfileMalformed(key=table.path(name), detail="a year from 1800 to 9998 was expected")
    if years["year_min"] > years["year_max"]:
        raise ProfileMalformed(key=table.path("year_max"), detail="it lies before year_min")
    months = _months(table.table("months"))
    table.done()
    return DateRules(orders=orders, months=months, **years)


def _months(table: Table) -> dict[str, int]:
    months = {}
    for name in table.names():
        number = table.integer(name)
        if number not in _MONTHS:
            raise ProfileMalformed(key=table.path(name), detail="a month from 1 to 12 was expected")
        months[fold_text(name)] = number
    return months


def _agency(table: Table) -> AgencyEntry:
    entry = AgencyEntry(
        code=fold_text(table.text("code")),
        ar=table.text("ar"),
        en=table.text("en"),
        since=_date(table, "since"),
        until=_date(table, "until"),
        source=table.text("source"),
        note=table.text("note", ""),
    )
    if not entry.source.strip():
        raise ProfileMalformed(
            key=table.path("source"), detail="an agency without a source is not registered"
        )
    table.done()
    return entry


def _date(table: Table, name: str) -> PartialDate | None:
    text = table.text(name, "")
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except BodyRefusal as wrong:
        raise ProfileMalformed(
            key=table.path(name), detail="YYYY, YYYY-MM or YYYY-MM-DD was expected"
        ) from wrong


def _words(rows: list[Table]) -> tuple[list[tuple[str, Phrase]], dict[tuple[str, str], WordName]]:
    phrases: list[tuple[str, Phrase]] = []
    names: dict[tuple[str, str], WordName] = {}
    for row in rows:
        phrase = Phrase(_choice(row, "kind", WORD_KINDS), row.text("value"))
        names[(phrase.kind, phrase.value)] = WordName(row.text("ar"), row.text("en"))
        for written in row.texts("written"):
            if all(word.isdigit() for word in form_of(written)):
                raise ProfileMalformed(key=row.path("written"), detail=f"{written!r} has no word")
            phrases.append((written, phrase))
        row.done()
    return phrases, names


def _lines(table: Table) -> LineForms:
    lines = LineForms(table.text("allowed", ""), table.texts("forms", ()))
    key = table.path("forms")
    if len(lines.forms) > PROFILE_ROWS_MAX:
        raise ProfileMalformed(key=key, detail=f"more than {PROFILE_ROWS_MAX} forms")
    for form in lines.forms:
        if not form or len(form) > PROFILE_PATTERN_CHARACTERS_MAX:
            detail = f"a form has 1 to {PROFILE_PATTERN_CHARACTERS_MAX} characters"
            raise ProfileMalformed(key=key, detail=detail)
        try:
            re.compile(form)
        except re.error as wrong:
            raise ProfileMalformed(key=key, detail=f"not a regular expression ({wrong})") from wrong
    table.done()
    return lines


def _bounds(table: Table) -> dict[str, NumberBounds]:
    bounds = {}
    for field in NUMBER_FIELDS:
        row = table.table(field)
        low, high = row.integer("digits_min"), row.integer("digits_max")
        if not 1 <= low <= high:
            raise ProfileMalformed(key=row.path("digits_max"), detail="1 ≤ digits_min ≤ digits_max is needed")
        bounds[field] = NumberBounds(low, high, frozenset(row.text("allowed")))
        row.done()
    table.done()
    return bounds


def _patterns(rows: list[Table]) -> tuple[LabelPattern, ...]:
    patterns = tuple(_pattern(row) for row in rows)
    rules = [pattern.rule for pattern in patterns]
    for rule in rules:
        if rules.count(rule) > 1:
            raise ProfileMalformed(key="label_patterns.rule", detail=f"{rule} is named twice")
    return tuple(sorted(patterns, key=lambda pattern: pattern.rank))


def _pattern(row: Table) -> LabelPattern:
    written = row.text("pattern")
    expanded = written
    for macro, meaning in _MACROS.items():
        expanded = expanded.replace(macro, meaning)
    key = row.path("pattern")
    if len(written) > PROFILE_PATTERN_CHARACTERS_MAX:
        raise ProfileMalformed(key=key, detail=f"longer than {PROFILE_PATTERN_CHARACTERS_MAX} characters")
    for letter in written:
        if not letter.isascii() and fold_text(letter) != letter:
            raise ProfileMalformed(
                key=key, detail=f"{letter!r} never stands in folded text; write its folded form"
            )
    try:
        expression = re.compile(expanded)
    except re.error as wrong:
        raise ProfileMalformed(key=key, detail=f"not a regular expression ({wrong})") from wrong
    groups = set(expression.groupindex)
    if not groups or not groups <= set(FIELDS) or expression.match(""):
        detail = f"its groups must be fields ({', '.join(FIELDS)}) and it must not match nothing"
        raise ProfileMalformed(key=key, detail=detail)
    surfaces = frozenset(row.texts("surfaces", ()))
    named = [row.truth(key, default=False) for key in ("names_agency", "names_number")]
    pattern = LabelPattern(row.text("rule"), expression, row.integer("rank"), surfaces, *named)
    row.done()
    return pattern
