"""Every session that may write knows what follows from a change, and the ledger knows nothing of screening."""

import ast
import importlib
import pkgutil

import pytest

from disposal.services import records
from disposal.services.screening.rescreening_triggers import note_change
from disposal.storage.database import Database
from tests.support.house import SOURCES, tree_of


def callers_of(name: str) -> set[str]:
    """Name the source files that call a function or class by that name."""
    return {
        path.rpartition("/")[2]
        for path in SOURCES
        if path.startswith("disposal/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    }


def test_session_of_an_open_database_carries_the_function_that_notes_who_must_be_screened_again(
    database: Database,
) -> None:
    for actor in ("测试员", None):
        with database.session(actor) as session:
            assert session.info["on_change"] is note_change


@pytest.mark.xdist_group("house")  # one worker parses each file, once
def test_database_and_its_sessions_are_made_in_one_place() -> None:
    assert {name: callers_of(name) for name in ("connect", "Database", "Session")} == {
        "connect": {"opening.py"},
        "Database": {"database.py"},
        "Session": {"database.py"},
    }


def test_room_of_the_ledger_knows_no_record_of_screening() -> None:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.iter_modules(records.__path__, "disposal.services.records.")
    ]
    known = {
        f"{module.__name__}: {name}"
        for module in modules
        for name, found in vars(module).items()
        if "screening" in getattr(found, "__module__", "") or "screening" in getattr(found, "__name__", "")
    }
    assert modules
    assert known == set()
