"""Set-up: what is installed is pinned, and the tasks are listed."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guards import tree

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def _pins(name: str) -> set[tuple[str, str]]:
    return {(package, version) for package, version, _hashes in PIN.findall(tree.read(Path(name)))}


@pytest.mark.parametrize(
    ("name", "extras"), [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])]
)
def test_every_dependency_is_pinned_by_hash(name: str, extras: list[str]) -> None:
    """Each dependency that the project names is pinned in a version that it allows, with hashes; else run make pins."""
    project = tomllib.loads(tree.read(Path("pyproject.toml")))["project"]
    wanted = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    pins = _pins(name)
    for requirement in map(Requirement, wanted):
        versions = {version for package, version in pins if package == canonicalize_name(requirement.name)}
        assert versions, f"{requirement.name} is not pinned in {name}"
        assert all(requirement.specifier.contains(version) for version in versions)


def test_no_pin_lacks_a_hash() -> None:
    """Every line that pins a version is followed by the hashes of its files."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = tree.read(Path(name))
        assert len(PIN.findall(text)) == text.count("==") - len(re.findall(r"==(?= ?')", text)), name


def test_development_runs_on_what_production_runs_on() -> None:
    """What the tests install holds exactly the versions that an installation gets."""
    assert _pins("requirements.txt") <= _pins("requirements-dev.txt")


def test_every_task_is_listed_with_what_it_does() -> None:
    """Running make alone names every task that a person may call, with a few words on each."""
    makefile = tree.read(Path("Makefile"))
    tasks = set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)).split())
    shown = subprocess.run(["make", "help"], cwd=tree.ROOT, check=True, capture_output=True, text=True)  # noqa: S607
    assert set(re.findall(r"^ +make ([a-z-]+) +\S", shown.stdout, re.MULTILINE)) == tasks
