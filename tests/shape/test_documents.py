"""Documents that can fail: links lead somewhere, lists are whole, the repository speaks of itself alone."""

import os
import re

import pytest

from shape import tree

DOCUMENTS = tuple(path for path in tree.files() if path.endswith(".md"))
WANTED = (
    *(
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "STYLE.md",
        "GLOSSARY.md",
        "SECURITY.md",
        "CHANGELOG.md",
    ),
    *("docs/guide/en/first-hour.md", "docs/guide/ar/first-hour.md", "docs/spec/codes.md"),
    *("docs/guide/en/pages.md", "docs/guide/ar/pages.md"),
    *("docs/guide/en/answers.md", "docs/guide/ar/answers.md"),
    *("docs/guide/en/cluster.md", "docs/guide/ar/cluster.md"),
    *("docs/guide/en/counting.md", "docs/guide/ar/counting.md"),
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
DECISION = re.compile(r"docs/adr/(\d{4})-[a-z0-9-]+\.md")
DEVELOPERS = re.compile(r"(?<![\w.}$/-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/[\w.]")
HELPERS = re.compile(
    r"\b(?:A" + r"I|LL" + r"M|as" + r"sistants?|cop" + r"ilot|chat" + r"bots?|ag" + r"ents)\b"
)
FOREIGN = re.compile(r"""(?:https?:)?//[a-zA-Z0-9][a-zA-Z0-9.-]*\.[a-z]{2,}""")
NAMESPACES = ("http://www.w3.org/",)


CODE_MAP = tree.text("ARCHITECTURE.md").split("## Code map")[1].split("**`tests/`**")[0]


def test_the_code_map_names_every_package():
    packages = {os.path.dirname(path) for path in tree.modules("src") if path.endswith("/__init__.py")}
    unnamed = [path for path in packages if f"{os.path.basename(path)}" not in tree.text("ARCHITECTURE.md")]
    assert not unnamed


def test_the_code_map_names_no_file_that_is_gone():
    parts = re.split(r"\*\*`([a-z]+)/`\*\*", CODE_MAP)
    folders = dict(zip(parts[1::2], parts[2::2], strict=True))
    gone = [
        (folder, name)
        for folder, said in folders.items()
        for name in re.findall(r"`([a-z_]+)(?:/|\.py)?`", said)
        if not os.path.exists(os.path.join(tree.SOURCE, folder, name))
        and not os.path.exists(os.path.join(tree.SOURCE, folder, f"{name}.py"))
    ]
    assert not gone


@pytest.mark.parametrize("path", WANTED)
def test_the_document_is_there(path):
    assert path in tree.files()


def test_every_link_between_documents_leads_to_a_file():
    dead = [
        (path, target)
        for path in DOCUMENTS
        for target in LINK.findall(tree.text(path))
        if "://" not in target
        and not target.startswith(("#", "mailto:"))
        and not os.path.exists(os.path.join(tree.ROOT, os.path.dirname(path), target.split("#")[0]))
    ]
    assert not dead


def decisions():
    """Number and file name of every decision."""
    return [(int(found.group(1)), path) for path in tree.files() if (found := DECISION.fullmatch(path))]


def test_the_list_of_decisions_names_every_decision_and_no_other():
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", tree.text("docs/adr/README.md"))
    assert listed == [os.path.basename(path) for _, path in decisions()]
    strangers = [
        path for path in tree.files() if path.startswith("docs/adr/") and not DECISION.fullmatch(path)
    ]
    assert strangers == ["docs/adr/README.md"]


def test_the_numbers_of_decisions_have_no_gap():
    assert [number for number, _ in decisions()] == list(range(1, len(decisions()) + 1))


def test_every_decision_tells_context_options_and_consequences():
    short = [path for _, path in decisions() if len(tree.text(path).split()) < 80]
    assert not short


def test_no_file_names_a_folder_of_a_developers_machine():
    naming = [(path, found.group()) for path, text in tree.texts() if (found := DEVELOPERS.search(text))]
    assert not naming


def test_the_repository_speaks_of_the_project_alone():
    speaking = [
        (path, found.group())
        for path, text in tree.texts()
        if path != "LICENSE" and (found := HELPERS.search(text))
    ]
    assert not speaking


def test_the_lock_file_names_no_index_host_or_path_and_hashes_everything():
    lines = [line for line in tree.text("lock/requirements.txt").splitlines() if not line.startswith("#")]
    assert not [line for line in lines if "://" in line or re.match(r"\s*(-i|--(?!hash)|file:|@|\.|/)", line)]
    wanted = [each for each in "\n".join(lines).replace("\\\n", " ").splitlines() if each.strip()]
    assert wanted
    unhashed = [
        each for each in wanted if not re.match(r"[A-Za-z0-9._\[\]-]+==\S+.*--hash=sha256:[0-9a-f]{64}", each)
    ]
    assert not unhashed


def test_no_page_loads_anything_from_elsewhere():
    loading = [
        (path, address)
        for path, text in tree.texts()
        if path.startswith(("src/dalil/web/templates/", "src/dalil/web/static/", "src/dalil/publish/"))
        and path.endswith((".html", ".css", ".js", ".svg", ".typ", ".json"))
        for address in FOREIGN.findall(text)
        if not f"{address}/".startswith(NAMESPACES)
    ]
    assert not loading


def test_every_test_that_a_promise_names_is_there():
    named = [
        each.strip()
        for found in re.findall(r"\[(tests/[^\]]+)\]", tree.text("SECURITY.md"))
        for each in found.split(",")
    ]
    assert named
    paths = set(tree.files())
    gone = [
        name
        for name in named
        if f"{name}.py" not in paths and not any(path.startswith(f"{name}/") for path in paths)
    ]
    assert not gone
