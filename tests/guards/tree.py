"""The repository's own files, as git knows them, and Python's reading of them."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked or about to be, relative to the repository, in order."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = sorted({Path(name) for name in listed.stdout.split("\0") if name})
    return tuple(path for path in paths if (ROOT / path).is_file())


def python_files(*tops: str) -> tuple[Path, ...]:
    """Every Python file whose path begins with one of `tops`, or all."""
    return tuple(path for path in files() if path.suffix == ".py" and (not tops or path.parts[0] in tops))


def read(path: Path) -> str:
    """Give a file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@functools.cache
def parsed(path: Path) -> ast.Module:
    """Give a Python file's syntax tree."""
    return ast.parse(read(path), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
