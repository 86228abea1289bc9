"""Names in code are plain words: none of those refused comes back, and no class name stands twice."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.support.house import SOURCES, refuse, tree_of

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once
LEAST_SOURCES = 400
SERVICES, RECORDS = "disposal/services/", "disposal/services/records/"

# A refused name as a pattern (leading underscores are ignored), what to write instead, the folder it is refused in.
REFUSED = (
    ("kept|KeptPages?", "PageCache, CachedPage, or what the value is", ""),
    ("edge|Edge", "middleware, LanguageMiddleware", ""),
    ("deps", "dependencies", ""),
    ("desk|Desk|desk_of", "context, PublicationContext, context_of", ""),
    ("entering", "writing", SERVICES),
    ("reading", "validation", RECORDS),  # services/personal_numbers/reading.py reads a number in full
    ("screening_dues|ScreeningDue|dues_of", "pending_rescreenings, PendingRescreening, pending_of", ""),
    ("screening_marks|marks_of", "fingerprints, fingerprints_of", ""),
    ("keyed_with", "key_version", ""),
    ("touched_by_list", "affected_bidders", ""),
    ("same_parties|may_be_same|MayBeSame", "same_party, possible_matches, PossibleMatch", ""),
    ("party_web|Web|web_around", "relation_graph, RelationGraph, graph_around", ""),
    ("questions|Question|ask", "queries, Query, parse; ScreeningQuestion in the engine", ""),
    (".+_answers", "*_calculator, calendar_year, consult_lists", ""),
    ("shown_fields", "summary_fields", ""),
    ("related", "relatives, relative_grounds", ""),
    ("fact_words", "missing_facts", ""),
    ("register_.+", "warnings, warning_*", ""),
    ("claim_records", "loading", ""),
    ("refused", "errors, or the refusal of one value", ""),
    ("Sought|Found", "LookupSubject, LookupCandidates", ""),
    ("Side|sides?_of", "ScreenedParty, screened_party", ""),
    ("Standing", "DecidedFinding; of a party PartyStanding", ""),
    ("Behind|standing_behind", "Principal, principals", ""),
    ("lay_beside|put_in_place|take_away", "stage_key, activate_key, discard_key", ""),
    ("Told", "OnProgress", ""),
    ("Difference", "EntryDifference, FieldDifference", ""),
)
COLUMNS = {"keyed_with"}
"""Columns keep their names in the database: as fields of a model and as attributes of a row."""

ROOMS_BY_THEIR_NAME = {"disposal/pages/desk"}
"""Rooms whose folder bears a word that is refused elsewhere: the staff pages are the desk (业务台) on screen."""

DOUBLED: frozenset[str] = frozenset()
"""Class names that still have two owners; names may only leave this set."""

SAMPLE = """
import json as desk
class Sought: ...
class Row:
    related: int
    keyed_with: str
def shown_fields(kept, *, told=None, **refused): ...
def keyed_with(): ...
for edge in (): register_count = 1
with open("x") as deps: row.questions = row.keyed_with = 2
try: ...
except OSError as _kept: ...
match 1:
    case Told: ...
"""
FOUND_IN_SAMPLE = [
    "desk", "Sought", "related", "shown_fields", "kept", "refused", "keyed_with", "edge", "register_count", "deps",
    "questions", "_kept", "Told",
]  # fmt: skip


def fields_of(tree: ast.Module) -> set[ast.AST]:
    """Return the names that annotate the fields of a class."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {each.target for node in classes for each in node.body if isinstance(each, ast.AnnAssign)}


def defined(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything a module defines or assigns, except columns."""
    fields = fields_of(tree)
    for node in ast.walk(tree):
        name: str | None = None
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.name
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = None if node.attr in COLUMNS else node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = None if node.id in COLUMNS and node in fields else node.id
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            name = node.name
        elif isinstance(node, ast.alias):
            name = node.asname
        if name is not None:
            yield getattr(node, "lineno", 0), name


def instead_of(name: str, place: str) -> str:
    """Return what to write instead of a name, or nothing where it is free."""
    plain = name.lstrip("_")
    return next((words for word, words, room in REFUSED if place.startswith(room) and re.fullmatch(word, plain)), "")


def test_names_in_code_are_none_of_those_refused() -> None:
    wrong = []
    for path in SOURCES:
        file = PurePosixPath(path)
        room = "" if file.parent.as_posix() in ROOMS_BY_THEIR_NAME else file.parent.name
        for line, name in ((1, file.stem), (1, room), *defined(tree_of(path))):
            if instead := instead_of(name, path):
                wrong.append(f"{path}:{line}: {name} is refused as a name: write {instead}")
    assert len(SOURCES) >= LEAST_SOURCES
    refuse(wrong)


def test_no_class_name_stands_twice() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                owners[node.name].append(f"{path}:{node.lineno}")
    assert len(owners) >= LEAST_SOURCES
    twice = {name: places for name, places in owners.items() if len(places) > 1}
    wrong = [f"{name} stands twice, rename one: {', '.join(twice[name])}" for name in sorted(twice.keys() - DOUBLED)]
    wrong += [f"{name} has one owner now: take it out of DOUBLED" for name in sorted(DOUBLED - twice.keys())]
    refuse(wrong)


def test_refused_names_are_found_however_they_are_defined() -> None:
    names = sorted(defined(ast.parse(SAMPLE)))
    found = [name for _, name in names if instead_of(name, "disposal/x.py")]
    assert sorted(found) == sorted(FOUND_IN_SAMPLE)


@pytest.mark.parametrize(
    ("name", "place", "is_refused"),
    [
        ("reading", "disposal/services/records/reading.py", True),
        ("reading", "disposal/services/personal_numbers/reading.py", False),
        ("entering", "disposal/services/claims/entering.py", True),
        ("window_answers", "disposal/services/public/window_answers.py", True),
        ("answers", "disposal/services/lists/answers.py", False),
        ("found", "disposal/services/records/writing.py", False),
        ("REGISTER_RULE", "notices/law/provisions.py", False),
    ],
)
def test_word_is_refused_where_the_table_says_so(name: str, place: str, is_refused: bool) -> None:
    assert bool(instead_of(name, place)) is is_refused
