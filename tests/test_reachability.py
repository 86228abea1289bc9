"""Every module of the product is reached by imports from the command line, which also starts the web application."""

import ast
from collections.abc import Callable, Iterable

import pytest

from disposal.cli.main import COMMANDS, Root
from tests.support.house import ENTRY, PATHS, SOURCES, VERSIONS, imports_of, refuse, room_of, tree_of

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once

# What no import names, and what does name it. An entry that imports reach by now is stale, and refused.
NAMED_OTHERWISE = {
    "disposal/migrations/env.py": "Alembic runs it: the script_location of disposal.migrations",
    f"{VERSIONS}/": "Alembic runs each file of the folder",
    "disposal/models/accounts/tried_number.py": "its rows are written below the models: personal_data/tried_numbers.py",
}


# Files that look through a room, and what makes a file of that room theirs: the name it gives a value at its top.
FINDERS = {
    "disposal/api/routes.py": ("disposal/api", "router"),
    "disposal/api/staff/routes.py": ("disposal/api/staff", "router"),
    "disposal/api/filings/routes.py": ("disposal/api/filings", "router"),
}


def reached(starts: Iterable[str], leads_to: Callable[[str], set[str]]) -> set[str]:
    """Return all that can be reached, the starts included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += leads_to(path)
    return found


def run_by(path: str) -> set[str]:
    """Return the files that a file imports, not counting what it imports for types only."""
    for_types = {
        line
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    targets = {each.target for each in imports_of(path) if each.target and each.line not in for_types}
    targets |= set(found_by(path))
    return targets | {room for target in (path, *targets) for room in rooms_around(target)}


def found_by(path: str) -> list[str]:
    """Return the files that a file finds in a room by a value that each of them has."""
    room, value = FINDERS.get(path, ("", ""))
    return [each for each in SOURCES if room_of(each) == room and value in values_of(each)]


def values_of(path: str) -> set[str]:
    """Return the names that a file gives to values at its top."""
    given = [node for node in tree_of(path).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [target for node in given for target in (node.targets if isinstance(node, ast.Assign) else [node.target])]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def rooms_around(path: str) -> set[str]:
    """Return the ``__init__`` files that run before a file does."""
    names = path.split("/")[:-1]
    inits = {"/".join((*names[:depth], "__init__.py")) for depth in range(1, len(names) + 1)}
    return inits & set(SOURCES)


def from_the_command_line() -> set[str]:
    """Return every file that imports reach: the entry, and the target of each command of the root."""
    targets = {PATHS[f"{Root.package}.{entry.target.partition(':')[0]}"] for entry in COMMANDS}
    return reached({ENTRY, *targets}, run_by)


def is_named_otherwise(path: str) -> bool:
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in NAMED_OTHERWISE)


def test_every_module_is_reached_by_a_user() -> None:
    by_imports = from_the_command_line()
    assert {
        "disposal/serving/app.py",
        "disposal/pages/public/notice_page.py",
        "notices/content/content.py",
    } < by_imports
    found = reached({*by_imports, *filter(is_named_otherwise, SOURCES)}, run_by)
    assert len(found) > 400
    refuse([
        f"{path} is reached from no command and no page: connect it, or delete it with its tests"
        for path in SOURCES
        if path not in found
    ])  # fmt: skip


def test_each_finder_finds_files_of_its_room() -> None:
    found = {finder: found_by(finder) for finder in FINDERS}
    assert "disposal/api/staff/claims.py" in found["disposal/api/staff/routes.py"]
    assert "disposal/api/staff/answers.py" not in found["disposal/api/staff/routes.py"]  # shared, without routes
    assert all(found.values())


def test_what_is_named_otherwise_is_there_and_reached_by_no_import() -> None:
    by_imports = from_the_command_line()
    named = {name: [path for path in SOURCES if path == name or path.startswith(name)] for name in NAMED_OTHERWISE}
    refuse([f"{name} names no file: take it out of NAMED_OTHERWISE" for name, paths in named.items() if not paths])
    refuse([
        f"{path} is reached by imports: take {name} out of NAMED_OTHERWISE"
        for name, paths in named.items()
        for path in paths
        if path in by_imports
    ])  # fmt: skip


def test_module_that_only_an_orphan_imports_is_an_orphan_too() -> None:
    leads_to = {"entry": {"used"}, "used": {"entry"}, "orphan": {"used", "its own"}, "its own": set[str]()}
    assert set(leads_to) - reached({"entry"}, leads_to.__getitem__) == {"orphan", "its own"}
