"""The house keeps its own rules: layers, sizes, names, docstrings."""

import ast
from functools import cache
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("notices", "disposal") for path in (TOP / folder).rglob("*.py"))
MODULES = [path for path in SOURCES if "versions" not in path.parts]
TESTS = sorted((TOP / "tests").rglob("*.py"))
TEMPLATES = sorted((TOP / "templates").rglob("*.j2")) + sorted((TOP / "templates").rglob("*.html"))
MODULE_LINES, FUNCTION_LINES, ROUTE_LINES, TEST_LINES, TEMPLATE_LINES, PARAMETERS = 300, 40, 15, 30, 150, 5
RULE_MODULE_LINES = 80
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
WEB = ("fastapi", "starlette", "granian")
DATABASE = ("sqlalchemy", "sqlmodel", "psycopg", "alembic")

# What a layer may not import: prefix of the module's path → prefixes of names it never imports.
FORBIDDEN = {
    "notices/": ("disposal", *WEB, *DATABASE),
    "disposal/models/": (
        "disposal.services", "disposal.api", "disposal.pages", "disposal.cli", "disposal.lifecycle", *WEB,
    ),
    "disposal/collateral_types/": ("disposal.models", "disposal.services", "disposal.api", "disposal.cli", *WEB),
    "disposal/services/": ("disposal.api", "disposal.pages", "disposal.cli", *WEB),
    "disposal/api/": ("disposal.pages", "disposal.cli", "sqlalchemy", "sqlmodel"),
    "disposal/pages/": ("disposal.api", "disposal.cli", "sqlalchemy", "sqlmodel"),
    "disposal/eligibility/": ("disposal.services", "disposal.models", "disposal.api", "disposal.cli", *WEB, *DATABASE),
    "disposal/errors.py": ("disposal.",),
    "disposal/money.py": ("disposal.services", "disposal.models"),
    "disposal/identifiers.py": ("disposal.services", "disposal.models"),
}  # fmt: skip


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def relative(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    doc = node.body[0] if ast.get_docstring(node) else None
    return (node.end_lineno or 0) - node.lineno + 1 - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_module_imports_only_what_its_layer_may(path: Path) -> None:
    for prefix, forbidden in FORBIDDEN.items():
        if relative(path).startswith(prefix):
            wrong = sorted(
                n for n in imported_names(path) if any(n == f or n.startswith(f.rstrip(".") + ".") for f in forbidden)
            )
            assert not wrong, f"{relative(path)} imports {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_module_keeps_the_limits_of_size(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MODULE_LINES
    for node in functions(path):
        assert length(node) <= FUNCTION_LINES, f"{node.name} is {length(node)} lines long"
        positional = [a for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}]
        is_route = any(isinstance(d, ast.Call) for d in node.decorator_list) or "cli" in path.parts
        if not is_route:
            count = len(positional) + len(node.args.kwonlyargs)
            assert count <= PARAMETERS, f"{node.name} takes {count} parameters"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_module_and_its_public_names_have_docstrings(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    public = [n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and not n.name.startswith("_")]
    assert [n.name for n in public if not ast.get_docstring(n)] == []


@pytest.mark.parametrize("path", [p for p in MODULES if {"api", "pages"} & set(p.parts)], ids=relative)
def test_route_only_parses_and_calls_one_service(path: Path) -> None:
    for node in functions(path):
        if any(isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) for d in node.decorator_list):
            assert body_length(node) <= ROUTE_LINES, f"route {node.name} has {body_length(node)} lines"


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_test_functions_are_short(path: Path) -> None:
    for node in functions(path):
        if node.name.startswith("test_"):
            assert length(node) <= TEST_LINES, f"{node.name} is {length(node)} lines long"


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_template_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= TEMPLATE_LINES


def test_no_file_or_folder_has_a_vague_name() -> None:
    assert [relative(p) for p in SOURCES if set(p.with_suffix("").parts) & VAGUE_NAMES] == []


def test_no_decision_is_wrapped_in_a_broad_except() -> None:
    broad = [
        relative(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert broad == []
