"""The house keeps its own rules: layers, sizes, names, docstrings."""

import ast
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once
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
    "disposal/cli/": ("disposal.api", "disposal.pages", "sqlalchemy", "sqlmodel.select", "sqlmodel.col"),
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


def test_modules_import_only_what_their_layer_may() -> None:
    wrong = [
        (relative(path), name)
        for path in MODULES
        for prefix, forbidden in FORBIDDEN.items()
        if relative(path).startswith(prefix)
        for name in sorted(imported_names(path))
        if any(name == f or name.startswith(f.rstrip(".") + ".") for f in forbidden)
    ]
    assert wrong == []


def test_modules_and_functions_keep_the_limits_of_length() -> None:
    long = [relative(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > MODULE_LINES]
    long += [each for path in MODULES for each in longer(path, than=FUNCTION_LINES)]
    rules = [path for path in MODULES if path.parent.name == "rules"]
    long += [relative(path) for path in rules if len(path.read_text("utf-8").splitlines()) > RULE_MODULE_LINES]
    assert rules
    assert long == []


def test_functions_take_few_parameters() -> None:
    many = []
    for path in MODULES:
        for node in functions(path):
            is_route = any(isinstance(d, ast.Call) for d in node.decorator_list) or "cli" in path.parts
            given = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            count = len([name for name in given if name not in {"self", "cls"}])
            if not is_route and count > PARAMETERS:
                many.append(f"{relative(path)}: {node.name} takes {count} parameters")
    assert many == []


def test_modules_and_their_public_names_have_docstrings() -> None:
    bare = [relative(path) for path in MODULES if not ast.get_docstring(tree_of(path))]
    bare += [
        f"{relative(path)}: {node.name}"
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_routes_only_parse_and_call_one_service() -> None:
    long = [
        f"{relative(path)}: route {node.name} has {body_length(node)} lines"
        for path in MODULES
        if {"api", "pages"} & set(path.parts)
        for node in functions(path)
        if any(isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) for d in node.decorator_list)
        and body_length(node) > ROUTE_LINES
    ]
    assert long == []


def test_test_functions_are_short() -> None:
    assert [each for path in TESTS for each in longer(path, than=TEST_LINES, prefix="test_")] == []


def test_templates_are_short() -> None:
    assert TEMPLATES
    assert [relative(p) for p in TEMPLATES if len(p.read_text("utf-8").splitlines()) > TEMPLATE_LINES] == []


def longer(path: Path, *, than: int, prefix: str = "") -> list[str]:
    """Name the functions of a file that have more lines."""
    return [
        f"{relative(path)}: {node.name} is {length(node)} lines long"
        for node in functions(path)
        if node.name.startswith(prefix) and length(node) > than
    ]


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
