"""The house as its tests see it: source files, the rooms they stand in, and what they import."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ENTRY = "disposal/__main__.py"
VERSIONS = "disposal/migrations/versions"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[str]:
    """Return every Python file below these folders, as a path from the top of the tree."""
    return sorted(path.relative_to(TOP).as_posix() for folder in folders for path in (TOP / folder).rglob("*.py"))


SOURCES = python_files("notices", "disposal")
TESTS = python_files("tests")


def module_of(path: str) -> str:
    """Return the dotted name of a file: ``disposal.services.lists.lookup``, a folder's for its ``__init__``."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


PATHS = {module_of(path): path for path in SOURCES}
"""Every module of ours with its file."""


def text_of(path: str) -> str:
    """Return what a file holds."""
    return (TOP / path).read_text("utf-8")


@cache
def tree_of(path: str) -> ast.Module:
    """Return a Python file, parsed; each is parsed once."""
    return ast.parse(text_of(path))


def room_of(path: str) -> str:
    """Return the room of a file, its folder; ``__main__`` is one of its own."""
    return path if path == ENTRY else path.rpartition("/")[0]


def holds_docstring_only(path: str) -> bool:
    """Tell whether there is no code in a file."""
    return not [node for node in tree_of(path).body if not isinstance(node, ast.Expr)]


def rooms() -> list[str]:
    """Return the folders that hold Python files, or an ``__init__`` with code: one of words only is a corridor."""
    found = {room_of(path) for path in SOURCES if not path.endswith("/__init__.py") or not holds_docstring_only(path)}
    return sorted(found)


@cache
def functions(path: str) -> tuple[Function, ...]:
    """Return the functions of a file, those within classes and functions too."""
    return tuple(node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


@dataclass(frozen=True, slots=True)
class Import:
    """A name that a file imports, at its top, within a function or for types only; ``target`` is its file if ours."""

    path: str
    line: int
    name: str

    @property
    def target(self) -> str:
        """Return the path of the file imported, or nothing where it is none of ours."""
        return PATHS.get(self.name) or PATHS.get(self.name.rpartition(".")[0]) or ""

    def is_of(self, names: tuple[str, ...]) -> bool:
        """Tell whether the import is one of these names, or of something in them."""
        return any(self.name == name or self.name.startswith(f"{name}.") for name in names)


@cache
def imports_of(path: str) -> tuple[Import, ...]:
    """Return everything a file imports, in the order of its lines."""
    return tuple(_imports(path))


def _imports(path: str) -> Iterator[Import]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.split("/")[: -node.level] if node.level else []
            start = ".".join((*package, *([node.module] if node.module else [])))
            yield from (Import(path, node.lineno, f"{start}.{alias.name}") for alias in node.names)


def imports_of_ours() -> list[Import]:
    """Return every import of one file of ours by another."""
    return [each for path in SOURCES for each in imports_of(path) if each.target not in {"", path}]


def refuse(wrong: list[str]) -> None:
    """Fail with these sentences, one a line; pass where there are none."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return one circle, its first member again at its end; nothing where each member only leads away."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1][::-1]
        return found
    return []
