"""Small files, small functions, nothing unfinished, nothing swallowed."""

import ast
import re

from shape import tree

LINES_MAX = 300
FUNCTION_LINES_MAX = 70
POSITIONAL_MAX = 5
LONGER = {
    "src/dalil/publish/dalil_check.py": "one file that a receiver can read and run, whole",
}
GRAB_BAGS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "stuff", "tools"}
BOUNDARIES = {
    "src/dalil/cli/main.py": "the person gets a sentence instead of a traceback",
    "src/dalil/web/errors.py": "the reader gets a page instead of a traceback",
    "src/dalil/engine/worker.py": "the parent is told how, and the process ends",
}
LEFT_OUT = {
    "tests/conftest.py": "a server that `make test` starts, and `make quick` does not",
    "tests/browser/conftest.py": "a browser that `make test` installs, and `make quick` does not",
    "tests/engine/test_linkage.py": "Java and pyspark, which `make test` installs where Java is",
    "tests/faults/test_full_disk.py": "the right to mount a small disk, or a namespace where one has it",
    "tests/faults/test_source.py": "the right to mount an image that is then damaged or pulled out",
    "tests/vision/test_decode.py": "real photographs, which are never part of the repository",
}
"""Who may leave a test out, and for want of what."""
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|NotImplemented" + r"Error\(")
UNTESTED = re.compile(r"pytest\.(sk" + r"ip|importorsk" + r"ip|xf" + r"ail)|mark\.(sk" + r"ip|xf" + r"ail)")


def test_no_module_is_longer_than_300_lines():
    longer = {path: lines for path in tree.modules() if (lines := tree.text(path).count("\n")) > LINES_MAX}
    assert set(longer) <= set(LONGER), longer


def test_every_longer_module_is_still_longer():
    assert all(tree.text(path).count("\n") > LINES_MAX for path in LONGER)


def test_no_function_is_longer_than_70_lines():
    longer = [
        (path, each.name)
        for path in tree.modules()
        if not path.startswith("tests/stories/")  # a story is one breath, from the first line to the last
        for each in tree.functions(path)
        if (each.end_lineno or 0) - each.lineno >= FUNCTION_LINES_MAX
    ]
    assert not longer


def test_no_function_takes_more_than_five_positional_parameters():
    """A command's parameters are its options, given by name."""
    many = [
        (path, each.name)
        for path in tree.modules("src", "tools")
        for each in tree.functions(path)
        if not any(
            ".command(" in ast.unparse(way) or ".callback(" in ast.unparse(way) for way in each.decorator_list
        )
        and len([a for a in each.args.posonlyargs + each.args.args if a.arg not in {"self", "cls"}])
        > POSITIONAL_MAX
    ]
    assert not many


def test_no_file_is_a_grab_bag():
    bags = [path for path in tree.modules("src") if GRAB_BAGS & set(re.split(r"[/_.]", path))]
    assert not bags


def test_nothing_broad_is_caught_and_survived():
    """A handler of everything raises again, except at the named boundaries."""
    surviving = {
        path
        for path in tree.modules("src", "tools")
        for each in ast.walk(tree.syntax(path))
        if isinstance(each, ast.ExceptHandler) and _broad(each) and not isinstance(each.body[-1], ast.Raise)
    }
    assert surviving <= set(BOUNDARIES), surviving - set(BOUNDARIES)


def _broad(handler):
    kinds = [] if handler.type is None else ast.walk(handler.type)
    names = {each.id for each in kinds if isinstance(each, ast.Name)}
    return handler.type is None or bool(names & {"Exception", "BaseException"})


def test_no_error_is_silenced_by_suppress():
    """`contextlib.suppress(Exception)` is the same vice under another name."""
    silent = [
        (path, ast.unparse(each))
        for path in tree.modules("src", "tools")
        for each in ast.walk(tree.syntax(path))
        if isinstance(each, ast.Call)
        and ast.unparse(each.func).endswith("suppress")
        and any(ast.unparse(given) in {"Exception", "BaseException"} for given in each.args)
    ]
    assert not silent


def test_nothing_is_left_to_be_done():
    left = [path for path in tree.modules() if UNFINISHED.search(tree.text(path))]
    assert not left


def test_no_test_is_left_out():
    left_out = [path for path in tree.modules("tests") if UNTESTED.search(tree.text(path))]
    assert set(left_out) <= set(LEFT_OUT)


def test_every_module_says_what_it_is():
    silent = [path for path in tree.modules("src", "tools") if tree.text(path) and not _says(path)]
    assert not silent


def _says(path):
    return ast.get_docstring(tree.syntax(path)) is not None
