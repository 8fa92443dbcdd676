"""The checker is one file that any receiver can run."""

import ast
import sys

from shape import tree

CHECKER = "src/dalil/publish/dalil_check.py"
OLDEST = (3, 9)


def test_it_imports_nothing_but_the_standard_library():
    names = {
        (each.module or "." if isinstance(each, ast.ImportFrom) else alias.name).split(".")[0]
        for each in ast.walk(tree.syntax(CHECKER))
        if isinstance(each, ast.Import | ast.ImportFrom)
        for alias in each.names
    }
    assert names <= set(sys.stdlib_module_names)


def test_only_the_check_of_approvals_needs_a_python_with_toml():
    needing = {
        function.name
        for function in tree.functions(CHECKER)
        for each in ast.walk(function)
        if isinstance(each, ast.Import) and each.names[0].name == "tomllib"
    }
    assert needing == {"check_approvals"}


def test_an_old_python_can_read_it():
    ast.parse(tree.text(CHECKER), feature_version=OLDEST)
    unions = [
        ast.unparse(each)
        for each in tree.syntax(CHECKER).body
        if isinstance(each, ast.Assign)
        and isinstance(each.value, ast.BinOp)
        and isinstance(each.value.op, ast.BitOr)
    ]
    assert not unions, "types joined by | are made when the file is loaded, which Python 3.9 cannot"
    assert "from __future__ import annotations" in tree.text(CHECKER)


def test_it_opens_nothing_for_writing_and_no_connection():
    calls = [each for each in ast.walk(tree.syntax(CHECKER)) if isinstance(each, ast.Call)]
    modes = {
        ast.unparse(call.args[1]) for call in calls if ast.unparse(call.func) == "open" and len(call.args) > 1
    }
    assert modes == {"'rb'"}
    assert not {ast.unparse(call.func) for call in calls} & {
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.unlink",
    }
    assert "socket" not in tree.text(CHECKER)
    assert "urllib" not in tree.text(CHECKER)
