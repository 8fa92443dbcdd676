"""The repository as the shape tests see it: its files, and its source as syntax trees."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Final

ROOT: Final = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SOURCE: Final = os.path.join(ROOT, "src", "dalil")
CODE_FOLDERS: Final = ("src", "tests", "tools", "bench", "training")


@cache
def files() -> tuple[str, ...]:
    """Every file of the repository that is not ignored, by its path from the root."""
    command = ["git", "-C", ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted(name for name in set(listed) if name and os.path.isfile(os.path.join(ROOT, name))))


@cache
def text(path: str) -> str:
    """A file's text, by its path from the root."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def texts() -> Iterator[tuple[str, str]]:
    """Path and content of every file that is text."""
    for path in files():
        with open(os.path.join(ROOT, path), "rb") as file:
            content = file.read()
        if b"\0" not in content:
            try:
                yield path, content.decode("utf-8")
            except UnicodeDecodeError:
                continue


@cache
def modules(*folders: str) -> tuple[str, ...]:
    """Python files below these folders of the root; all folders with code when none is named."""
    wanted = tuple(folder + "/" for folder in folders or CODE_FOLDERS)
    return tuple(path for path in files() if path.endswith(".py") and path.startswith(wanted))


@cache
def syntax(path: str) -> ast.Module:
    """A module's syntax tree, by its path from the root."""
    return ast.parse(text(path), path)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: str) -> Iterator[Function]:
    """Every function of a module, methods and inner ones too."""
    return (each for each in ast.walk(syntax(path)) if isinstance(each, Function))


def table(path: str, head: str) -> list[list[str]]:
    """Cells of the Markdown table in ``path`` whose first row begins with ``| head |``."""
    lines = iter(text(path).splitlines())
    found = any(line.startswith(f"| {head} |") for line in lines)
    assert found, f"{path} has no table that begins with {head}"
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split(" | ")])
    return rows
