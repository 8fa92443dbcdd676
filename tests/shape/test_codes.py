"""Codes: one word in code, sentence, table and manual."""

import ast
import re

import pytest

from dalil.core.finding import Severity
from dalil.core.finding_code import FINDING_CODES
from shape import tree

pytestmark = pytest.mark.xdist_group("shape")

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHECKER = "src/dalil/publish/dalil_check.py"
WEIGHTS = {"UNSOUND": Severity.UNSOUND, "WARNING": Severity.WARNING, "NOTE": Severity.NOTE}


def test_every_refusal_states_code_sentence_remedy_and_exit_status(told):
    lacking = [
        each["name"]
        for each in told["refusals"]
        if each["own"] != ["code", "exit_status", "remedy"] or not each["own_sentence"]
    ]
    assert not lacking


def test_every_exit_status_can_be_told_from_success_and_from_signals(told):
    assert all(2 <= each["exit_status"] <= 125 for each in told["refusals"])
    assert all(each["exit_status"] != 70 for each in told["refusals"]), "70 says that we are wrong"


def test_every_code_is_a_word_of_small_letters(told):
    codes = [each["code"] for each in told["refusals"]] + list(FINDING_CODES)
    assert all(CODE.fullmatch(code) for code in codes)


def test_every_sentence_and_remedy_is_a_whole_sentence(told):
    said = [(each["name"], each[part]) for each in told["refusals"] for part in ("sentence", "remedy")]
    assert not [each for each in said if not each[1].endswith((".", "`", "?")) or len(each[1]) < 10]


def test_no_two_classes_share_a_code():
    """The registry would keep the first of two classes of one name; the source shows both."""
    seen = {}
    for path in tree.modules("src"):
        for each in ast.walk(tree.syntax(path)):
            if isinstance(each, ast.ClassDef):
                for code in _own_code(each):
                    seen.setdefault(code, []).append(f"{path}:{each.name}")
    assert not {code: places for code, places in seen.items() if len(places) > 1}


def _own_code(kind):
    if not any(isinstance(base, ast.Name) and base.id[0].isupper() for base in kind.bases):
        return
    for line in kind.body:
        if (
            isinstance(line, ast.Assign)
            and [ast.unparse(target) for target in line.targets] == ["code"]
            and isinstance(line.value, ast.Constant)
        ):
            yield line.value.value


def test_the_manual_of_codes_is_what_the_code_says(told):
    assert tree.text("docs/spec/codes.md") == told["pages"]["docs/spec/codes.md"], "run `make docs`"


def reported(path):
    """(code, weight) of every finding that a module can report; weight is None where a name carries it."""
    makers = {"Finding", "find", "_note"}
    for each in ast.walk(tree.syntax(path)):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in makers:
            weights = [word for given in each.args for word in _weights(given)]
            if each.func.id == "_note":
                weights = [Severity.NOTE]
            for given in each.args[:2]:
                for code in _codes(given, path):
                    yield code, weights[0] if weights else None


def _codes(given, path):
    if isinstance(given, ast.Constant) and isinstance(given.value, str) and CODE.fullmatch(given.value):
        yield given.value
    elif isinstance(given, ast.Name) and given.id == "code":
        for each in ast.walk(tree.syntax(path)):
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "code":
                yield from (
                    part.value
                    for branch in (
                        [each.value.body, each.value.orelse] if isinstance(each.value, ast.IfExp) else []
                    )
                    for part in [branch]
                    if isinstance(part, ast.Constant)
                )


def _weights(given):
    name = given.attr if isinstance(given, ast.Attribute) else getattr(given, "id", "")
    if name in WEIGHTS:
        yield WEIGHTS[name]


FINDERS = [
    path
    for path in tree.modules("src")
    if path == CHECKER or re.search(r"import .*\bFinding\b", tree.text(path))
]


def findings():
    """Every (path, code, weight) that the source can report, first arguments that are codes."""
    for path in FINDERS:
        for code, weight in reported(path):
            if "-" in code:
                yield path, code, weight


def test_the_search_for_findings_finds_those_of_auditor_checker_and_quorum():
    found = {(path, code) for path, code, _ in findings()}
    assert ("src/dalil/store/audit/exhibits.py", "exhibit-changed") in found
    assert (CHECKER, "bag-file-changed") in found
    assert (CHECKER, "timestamp-unsound") in found
    assert ("src/dalil/core/release/quorum.py", "approval-elsewhere") in found


def test_every_finding_stands_in_the_table_with_its_weight():
    other = [
        (path, code, weight)
        for path, code, weight in findings()
        if code not in FINDING_CODES or weight not in {None, FINDING_CODES[code].severity}
    ]
    assert not other


def test_the_table_names_no_finding_that_nobody_reports():
    assert set(FINDING_CODES) == {code for _, code, _ in findings()}


def test_every_finding_has_a_meaning_and_a_remedy():
    assert all(each.meaning.endswith(".") and len(each.remedy) > 5 for each in FINDING_CODES.values())
