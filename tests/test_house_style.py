"""The house keeps its own rules: sizes of rooms, files and functions; names, docstrings, broad excepts."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.support.house import (
    SOURCES,
    TESTS,
    TOP,
    VERSIONS,
    Function,
    functions,
    holds_docstring_only,
    refuse,
    room_of,
    text_of,
    tree_of,
)

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once
MODULES = [path for path in SOURCES if room_of(path) != VERSIONS]
TEMPLATES = sorted(path.relative_to(TOP).as_posix() for path in (TOP / "templates").rglob("*") if path.is_file())
MODULE_LINES, FUNCTION_LINES, ROUTE_LINES, TEST_LINES, TEMPLATE_LINES, PARAMETERS = 300, 40, 15, 30, 150, 5
RULE_MODULE_LINES = 80
ROOM_FILES = 20
CATALOGUES = {"disposal/collateral_types", "disposal/eligibility/rules", VERSIONS, "notices/kinds"}
"""Rooms as long as they must: one file a type, a limb, a revision, a kind."""
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
INITS_WITH_CODE = {
    "disposal/api/examples", "disposal/cli", "disposal/collateral_types",
    "disposal/eligibility/matching", "disposal/eligibility/rules", "disposal/migrations",
    "disposal/pages/accounts", "disposal/pages/desk", "disposal/pages/public",
    "disposal/pages/screening", "notices/completeness", "notices/kinds", "notices/reading",
}  # fmt: skip
"""Rooms whose ``__init__`` is a door with code: a catalogue, or the names that all others ask for."""
ABOUT_NO_NOUN = {
    "disposal/api/bodies", "disposal/api/description", "disposal/api/errors", "disposal/api/routes",  # of all answers
    "disposal/api/examples/headers",
    "disposal/pages/errors",
    "disposal/api/health", "disposal/cli/db", "disposal/cli/demo",  # the register as a whole
    "disposal/cli/running/serve", "disposal/cli/running/trial", "disposal/cli/running/worker",  # all of it, all jobs
    "disposal/cli/main", "disposal/cli/lazy_group",  # the command line itself
    "disposal/pages/assets", "disposal/pages/forms", "disposal/pages/site",  # of many pages
    "disposal/pages/even_pages",  # of pages whose size and time say nothing
    "disposal/pages/public/api_guide", "disposal/pages/public/static",  # about the site, not about the register
    "disposal/pages/desk/design", "disposal/pages/desk/design_samples",  # the look of all staff pages
    "disposal/pages/desk/menu", "disposal/pages/compose/routes",
     # of many staff pages
}  # fmt: skip
"""Files of doors that are about nothing services have, nor bear its name."""
SHARED_BY_DOORS = {"disposal/cli/console"}
"""Rooms of doors that hold what commands or routes of every noun share."""
NO_NOUNS = {"__init__", "error", "public"}
"""Names in services that say nothing of what a file is about."""


def longer(path: str, *, than: int, prefix: str = "") -> list[str]:
    """Name the functions of a file that have more lines."""
    return [
        f"{path}: {node.name} is {length(node)} lines long, {than} at most: split it"
        for node in functions(path)
        if node.name.startswith(prefix) and length(node) > than
    ]


def length(node: Function) -> int:
    """Count the lines of a function without its docstring."""
    doc = node.body[0] if ast.get_docstring(node) else None
    return (node.end_lineno or 0) - node.lineno + 1 - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)


def body_length(node: Function) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def lines(path: str) -> int:
    return len(text_of(path).splitlines())


def words_of(name: str) -> set[str]:
    """Return the words of a name in the singular: ``notice_files`` → notice, file."""
    return {word.removesuffix("s") for word in name.split("_")}


def test_rooms_and_folders_have_few_files() -> None:
    python = [*SOURCES, *(path for path in TESTS if not path.endswith("/__init__.py"))]
    counts = Counter(path.rpartition("/")[0] for path in (*python, *TEMPLATES))
    assert {"disposal/services/records", "tests/acceptance", "templates/_parts"} <= set(counts)
    crowded = {folder: count for folder, count in counts.items() if count > ROOM_FILES and folder not in CATALOGUES}
    refuse([f"{n} files in {folder}, {ROOM_FILES} at most: part it" for folder, n in sorted(crowded.items())])
    assert set(counts) >= CATALOGUES


def test_files_keep_the_limit_of_length() -> None:
    long = {path: lines(path) for path in (*SOURCES, *TESTS) if lines(path) > MODULE_LINES}
    refuse([f"{path} has {count} lines, {MODULE_LINES} at most: part it" for path, count in long.items()])
    rules = [path for path in SOURCES if room_of(path) == "disposal/eligibility/rules"]
    assert rules
    refuse(
        [
            f"{path} has over {RULE_MODULE_LINES} lines: a rule is short"
            for path in rules
            if lines(path) > RULE_MODULE_LINES
        ]
    )


def test_functions_keep_the_limit_of_length() -> None:
    refuse([each for path in MODULES for each in longer(path, than=FUNCTION_LINES)])


def test_functions_take_few_parameters() -> None:
    many = []
    for path in MODULES:
        for node in functions(path):
            is_route = any(isinstance(d, ast.Call) for d in node.decorator_list) or path.startswith("disposal/cli/")
            given = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            count = len([name for name in given if name not in {"self", "cls"}])
            if not is_route and count > PARAMETERS:
                many.append(f"{path}: {node.name} takes {count} parameters, {PARAMETERS} at most")
    refuse(many)


def test_modules_and_their_public_names_have_docstrings() -> None:
    bare = [path for path in SOURCES if not ast.get_docstring(tree_of(path))]
    bare += [
        f"{path}: {node.name}"
        for path in SOURCES
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    refuse([f"{each} has no docstring" for each in bare])


def test_init_holds_a_docstring_only_unless_it_is_a_door() -> None:
    inits = [path for path in SOURCES if path.endswith("/__init__.py")]
    with_code = {room_of(path) for path in inits if not holds_docstring_only(path)}
    extra, empty = sorted(with_code - INITS_WITH_CODE), sorted(INITS_WITH_CODE - with_code)
    refuse([f"{room}/__init__.py holds code: move it to a file of the room" for room in extra])
    refuse([f"{room}/__init__.py holds no code: take it out of INITS_WITH_CODE" for room in empty])


def is_named_like(nouns: set[str], file: str) -> bool:
    """Tell whether a door's file, or the room within its door, bears a noun: ``api/notice_files``, ``cli/lists/…``."""
    _, _, *inner, name = file.split("/")
    return words_of(name.partition("_")[0]) <= nouns or any(words_of(room) <= nouns for room in inner)


def test_files_of_doors_are_named_like_what_services_have() -> None:
    files = [path.removesuffix(".py") for path in SOURCES if not path.endswith("/__init__.py")]
    services = [file.split("/")[2:] for file in files if file.startswith("disposal/services/")]
    nouns = {word for parts in services for part in parts for word in words_of(part)} - NO_NOUNS
    doors = [file for file in files if file.startswith(("disposal/api/", "disposal/pages/", "disposal/cli/"))]
    nameless = {f for f in doors if f.rpartition("/")[0] not in SHARED_BY_DOORS and not is_named_like(nouns, f)}
    assert {"notice", "screening", "window"} <= nouns
    refuse([
        f"{file}.py bears no name that services have: name it after what it is about, or say in ABOUT_NO_NOUN why not"
        for file in sorted(nameless - ABOUT_NO_NOUN)
    ])  # fmt: skip
    refuse([f"{file}.py is no exception: take it out" for file in sorted(ABOUT_NO_NOUN - nameless)])


def test_routes_only_parse_and_call_one_service() -> None:
    doors = [path for path in SOURCES if path.startswith(("disposal/api/", "disposal/pages/"))]
    routes = [
        (path, node)
        for path in doors
        for node in functions(path)
        if any(isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) for d in node.decorator_list)
    ]
    assert len(routes) > 15
    long = [(path, node) for path, node in routes if body_length(node) > ROUTE_LINES]
    refuse([f"{path}: route {node.name} has {body_length(node)} lines" for path, node in long])


def test_test_functions_are_short() -> None:
    refuse([each for path in TESTS for each in longer(path, than=TEST_LINES, prefix="test_")])


def test_templates_are_short() -> None:
    pages = [path for path in TEMPLATES if path.endswith((".j2", ".html"))]
    assert pages
    refuse([f"{path} has over {TEMPLATE_LINES} lines: part it" for path in pages if lines(path) > TEMPLATE_LINES])


def test_no_file_or_folder_has_a_vague_name() -> None:
    vague = [path for path in (*SOURCES, *TESTS) if set(Path(path).with_suffix("").parts) & VAGUE_NAMES]
    refuse([f"{path} says nothing by its name: name it after what it holds" for path in vague])


def _is_passed_over(node: ast.AST) -> bool:
    """Tell whether a handler, or a ``suppress``, lets an error go without raising or using it."""
    if isinstance(node, ast.With):
        calls = (each.context_expr for each in node.items if isinstance(each.context_expr, ast.Call))
        return any(isinstance(call.func, ast.Name) and call.func.id == "suppress" for call in calls)
    is_handler = isinstance(node, ast.ExceptHandler) and node.name is None
    return is_handler and not any(isinstance(each, ast.Raise) for each in ast.walk(node))


def test_error_that_is_passed_over_has_the_reason_beside_it() -> None:
    wrong = []
    for path in SOURCES:
        lines = text_of(path).splitlines()
        for node in filter(_is_passed_over, ast.walk(tree_of(path))):
            first = node.body[0]  # type: ignore[attr-defined]
            if not any("#" in line for line in lines[node.lineno - 1 : first.end_lineno]):  # type: ignore[attr-defined]
                wrong.append(f"{path}:{node.lineno} passes an error over: say why beside it")  # type: ignore[attr-defined]
    refuse(wrong)


ONE_OF_MANY = "disposal/registry/one_by_one.py"
"""The one place that catches whatever fails: a notice that does keeps no other waiting. It decides nothing."""


def test_no_decision_is_wrapped_in_a_broad_except() -> None:
    broad = [
        f"{path}:{node.lineno} catches every exception: name those it can answer"
        for path in SOURCES
        if path != ONE_OF_MANY
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    refuse(broad)
