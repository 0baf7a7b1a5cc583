"""Which part may import which: the contracts of pyproject.toml hold, and each of them can fail."""

import ast
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.guards import tree


def _lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in `folder`."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )


def test_the_contracts_hold() -> None:
    """No module imports what its floor or room may not."""
    done = _lint(tree.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Plant:
    """A violation: a module, what it imports, and what has to be there for that."""

    contract: str
    path: str
    text: str
    also: tuple[str, ...] = ()


PLANTS = [
    Plant("floors", "compliance/codes/models.py", "import compliance.pledges"),
    Plant("floors", "compliance/core/database.py", "import compliance.web"),
    Plant("floors", "compliance/pantry/__init__.py", ""),
    Plant("web-free", "compliance/incidents/service.py", "import flask"),
    Plant("web-free", "compliance/incidents/service/receive.py", "from wtforms import Form", ("service/__init__.py",)),
    Plant("web-free", "compliance/core/access.py", "import flask_login"),
    Plant("rooms", "compliance/incidents/models.py", "import compliance.incidents.routes", ("routes.py",)),
    Plant("rooms", "compliance/incidents/queries.py", "import config"),
    Plant("policy", "compliance/incidents/policy.py", "from sqlalchemy.orm import Session"),
    Plant("no-sql-at-the-edge", "compliance/incidents/routes.py", "import sqlalchemy"),
    Plant("pure", "compliance/pledges/applicability.py", "import sqlalchemy"),
    Plant("pure", "compliance/incidents/workflow.py", "import compliance.incidents.models", ("models.py",)),
]


def _empty_house(folder: Path) -> Path:
    """Lay out our floors and contracts, with nobody living there."""
    shutil.copy(tree.ROOT / "pyproject.toml", folder)
    folder.joinpath("config.py").touch()
    packages = {path.parent for path in tree.python_files("compliance") if path.name == "__init__.py"}
    for package in (package for package in packages if len(package.parts) <= len(("compliance", "area"))):
        folder.joinpath(package).mkdir(parents=True, exist_ok=True)
        folder.joinpath(package, "__init__.py").touch()
    return folder


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}-{plant.path}")
def test_each_contract_can_fail(plant: Plant, tmp_path: Path) -> None:
    """A planted violation breaks the contract that is there to catch it."""
    house = _empty_house(tmp_path)
    assert _lint(house, "--contract", plant.contract).returncode == 0
    for name in plant.also:
        beside = house / "compliance/incidents" / name
        beside.parent.mkdir(exist_ok=True)
        beside.write_text("import sqlalchemy\n")
    planted = house / plant.path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{plant.text}\n")
    done = _lint(house, "--contract", plant.contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_every_contract_is_planted_against() -> None:
    """A contract that nothing was seen to break proves nothing."""
    contracts = tomllib.loads(tree.read(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {plant.contract for plant in PLANTS}


def test_the_settings_import_nothing_of_ours() -> None:
    """The settings can be read before anything else is there, with Python alone."""
    for path in tree.python_files("config.py"):
        for node in ast.walk(tree.parsed(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
