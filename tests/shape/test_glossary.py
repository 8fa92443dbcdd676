"""The glossary's words are the code's words."""

import ast
import os
import re

import pytest

from shape import tree

ROWS = {row[0]: row for row in tree.table("GLOSSARY.md", "word")}
ARABIC = re.compile(r"[\u0621-\u064a]{2,}")

PLAIN = {
    # Words of everyday English or of the craft, which mean in the code what they mean everywhere.
    *(
        "canonical",
        "compare",
        "compared",
        "database",
        "errors",
        "event",
        "fact",
        "field",
        "form",
        "id",
        "limits",
        "line",
        "list",
        "long",
    ),
    *(
        "moment",
        "dating",
        "double",
        "note",
        "path",
        "pathname",
        "party",
        "picture",
        "plain",
        "png",
        "place",
        "position",
    ),
    *(
        "reason",
        "record",
        "row",
        "script",
        "sequence",
        "series",
        "state",
        "table",
        "token",
        "union",
        "visible",
    ),
    *(
        "word",
        "words",
        "wording",
        "code",
        "item",
        "level",
        "member",
        "split",
        "joint",
        "relation",
        "merkle",
        "proof",
    ),
    # Parts of a noun that stands in the glossary.
    *(
        "agreement",
        "candidates",
        "conflict",
        "evidence",
        "examination",
        "grouping",
        "ledger",
        "lexicon",
        "sighting",
    ),
    # Names: how they are compared; docs/methods tells.
    *("compounds", "folding", "frequency", "latin", "letters", "parts", "unplaced"),
}
FORMS = {
    "names": "name",
    "places": "place",
    "matching": "match",
    "photographs": "photograph",
    "custody": "custody",
}

UNSAID = {
    # A word of the last column that the code needs for something else, and for what.
    "import": "of Python, and `dalil lists import`",
    "history": "what happened to one thing, on its page, read from the log",
    "blob": "a file of the store that an entry names: no exhibit (ADR 0006)",
    "checksum": "of formats that carry one: TAR, GPT",
    "error": "classes of Python and of libraries",
    "media": "media type (RFC 6838)",
    "duplicate": "a member of an acquisition's balance: the same bytes met again",
    "id": "identifiers of our own records",
    "body": "of an event, of a web page",
    "subject": "what a finding, contradiction or decision is about",
    "permission": "of files, and of Linux",
    "count": "how many were met; never an estimate",
    "margin": "space around a box",
    "export": "`dalil export`, for formats of others",
    "zip": "the format, and Python's function",
    "database": "the program that keeps the catalog",
    "exception": "classes of Python and of libraries",
    "asset": "a file that belongs to the pages",
}


DJANGOS = {"src/dalil/web/settings.py", "src/dalil/web/settings_accounts.py"}
"""Names there are Django's."""


def words(name):
    """Words of an identifier: snake_case and CamelCase, in small letters."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def nouns():
    """Words of the core's modules and of the catalog's tables: what the domain is made of."""
    for path in tree.modules("src/dalil/core"):
        for part in os.path.relpath(path, "src/dalil/core").removesuffix(".py").split("/"):
            yield from ((path, word) for word in words(part) if part != "__init__")
    for path in tree.modules("src/dalil/catalog/models"):
        kinds = (each.name for each in tree.syntax(path).body if isinstance(each, ast.ClassDef))
        yield from ((path, word) for kind in kinds for word in words(kind))


def test_every_noun_of_the_domain_stands_in_the_glossary():
    known = set(ROWS) | PLAIN | set(FORMS)
    assert not {(path, word) for path, word in nouns() if word not in known}


@pytest.mark.parametrize("word", ROWS)
def test_the_word_has_arabic_and_a_meaning(word):
    assert ARABIC.search(ROWS[word][1])
    assert ROWS[word][2]


def test_no_word_stands_twice():
    rows = [row[0] for row in tree.table("GLOSSARY.md", "word")]
    assert len(rows) == len(set(rows))


def never_said():
    """Latin words and phrases of the last column, as identifiers would write them."""
    for row in ROWS.values():
        for phrase in re.split(r"[,;]", re.sub(r"\([^)]*\)", "", row[3] if len(row) > 3 else "")):
            said = re.findall(r"[A-Za-z]+", phrase)
            if said and not ARABIC.search(phrase):
                yield "_".join(each.lower() for each in said)
    yield from ("kunya", "identification", "identified_person")


def identifiers(path):
    """Every name that a module gives to something of its own, as snake_case."""
    for each in ast.walk(tree.syntax(path)):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield "_".join(words(each.name))
        elif isinstance(each, ast.arg):
            yield "_".join(words(each.arg))
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield "_".join(words(each.id))
        elif isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
            yield "_".join(words(each.attr))
    yield from (words(part)[0] for part in [os.path.basename(path).removesuffix(".py")] if words(part))


def test_no_name_in_the_code_is_a_word_that_must_not_be_said():
    banned = {phrase for phrase in never_said() if phrase.rstrip("s") not in UNSAID}
    said = {
        (path, name)
        for path in tree.modules("src")
        if path not in DJANGOS
        for name in identifiers(path)
        if any(f"_{phrase}_" in f"_{name}_" or f"_{phrase}s_" in f"_{name}_" for phrase in banned)
    }
    assert not said


def test_every_excuse_is_for_a_word_of_the_table():
    assert set(UNSAID) <= set(never_said())


def test_the_words_that_matter_most_are_banned():
    """The filter of excused words leaves those that would hurt."""
    banned = {phrase for phrase in never_said() if phrase not in UNSAID}
    assert {"victim", "kunya", "identification", "judgement", "ocr_result", "audit_trail"} <= banned
