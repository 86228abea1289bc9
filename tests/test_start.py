"""What a start loads: a library that few processes need is imported where it is used, not where a file begins."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.house import PATHS, SOURCES, imports_of, refuse, tree_of
from tests.test_reachability import found_by, reached, rooms_around

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once
DRAWN = {"docx", "openpyxl", "pypdf", "weasyprint"}
STARTS = {
    "disposal/cli/main.py": {"pydantic", "sqlmodel", "psycopg", "fastapi", *DRAWN},
    "disposal/cli/window.py": {"sqlmodel", "psycopg", "jinja2", *DRAWN},
    "disposal/cli/notice.py": {"sqlmodel", "sqlalchemy", "psycopg", "fastapi", *DRAWN},
    "disposal/services/intake/findings.py": {"psycopg", "cryptography", "fastapi", *DRAWN},
    "disposal/serving/app.py": {"authlib", "joserfc", "webauthn", *DRAWN},
}
"""What begins, with what it must not load: the command line, two commands and a check without a register, the site."""


def begins_with(node: ast.AST) -> Iterator[int]:
    """Yield the lines that run when a file is imported: none of a function, none that is for types only."""
    for each in ast.iter_child_nodes(node):
        for_types = isinstance(each, ast.If) and isinstance(each.test, ast.Name) and each.test.id == "TYPE_CHECKING"
        if not for_types and not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            if isinstance(each, ast.Import | ast.ImportFrom):
                yield each.lineno
            yield from begins_with(each)


def loads(path: str) -> set[str]:
    """Return the files of ours that a file imports when it is imported itself."""
    lines = set(begins_with(tree_of(path)))
    targets = {each.target for each in imports_of(path) if each.target and each.line in lines} | set(found_by(path))
    return targets | {room for target in (path, *targets) for room in rooms_around(target)}


@pytest.mark.parametrize("start", STARTS)
def test_start_loads_no_library_that_it_does_without(start: str) -> None:
    files = reached({start}, loads)
    assert start in SOURCES
    assert {start} <= files <= set(PATHS.values())
    refuse([
        f"{path}:{each.line} is loaded by {start} and imports {each.name}: import it in the function that needs it"
        for path in sorted(files)
        for each in imports_of(path)
        if each.line in set(begins_with(tree_of(path))) and each.name.partition(".")[0] in STARTS[start]
    ])  # fmt: skip
