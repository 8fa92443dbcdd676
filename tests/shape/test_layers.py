"""Data flow down, imports too."""

import ast
import os
import sys

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from shape import tree

TOUCHING = {
    *(
        "os",
        "io",
        "sys",
        "time",
        "random",
        "secrets",
        "socket",
        "pathlib",
        "shutil",
        "subprocess",
        "tempfile",
    ),
    *("sqlite3", "threading", "multiprocessing", "asyncio", "logging", "urllib", "http", "ssl", "ctypes"),
}
"""Modules of the standard library that touch the world; core imports none of them."""


def imported(path):
    """Names of all modules that a file imports, anywhere in it."""
    for each in ast.walk(tree.syntax(path)):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield each.module or "dalil"


def test_the_contracts_of_the_layers_hold(capsys):
    status = lint_imports(config_filename=os.path.join(tree.ROOT, "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_core_imports_the_standard_library_numpy_and_itself_only():
    allowed = (set(sys.stdlib_module_names) - TOUCHING) | {"numpy"}
    taking_apart = {"urllib.parse"}  # texts, and nothing of the world
    strangers = {
        (path, name)
        for path in tree.modules("src/dalil/core")
        for name in imported(path)
        if name.split(".")[0] not in allowed
        and not name.startswith("dalil.core")
        and name not in taking_apart
    }
    assert not strangers


def test_only_the_store_and_the_publisher_sync_files_to_disk():
    """A file that must last is written by the layers that know how: fsync stands nowhere else."""
    callers = {
        path
        for path in tree.modules("src/dalil")
        for each in ast.walk(tree.syntax(path))
        if isinstance(each, ast.Attribute) and each.attr == "fsync" and ast.unparse(each.value) == "os"
    }
    assert all(path.startswith(("src/dalil/store/", "src/dalil/publish/")) for path in callers), callers


def test_the_catalog_is_written_by_its_projection_alone():
    """`save`, `create` and their like on rows stand in catalog/project only."""
    writing = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    callers = {
        path
        for path in tree.modules("src/dalil")
        for each in ast.walk(tree.syntax(path))
        if isinstance(each, ast.Attribute)
        and (each.attr in writing or (each.attr in {"create", "update", "delete"} and _on_rows(each.value)))
    }
    of_the_team = {f"src/dalil/accounts/{name}.py" for name in ("team", "factors", "queue")}  # their own rows
    assert all(path.startswith("src/dalil/catalog/project/") for path in callers - of_the_team), callers


def _on_rows(value):
    return ".objects" in ast.unparse(value)


def test_speakers_see_no_row():
    """Pages and commands get frozen values from queries, never a model of the catalog."""
    seers = {
        (path, name)
        for path in tree.modules("src/dalil/cli", "src/dalil/web")
        for name in imported(path)
        if name.startswith(("dalil.catalog.models", "dalil.catalog.project"))
    }
    assert not seers
