"""The house stands: every room is on a floor, imports lead down only, and no circle leads back."""

import ast
import re

import pytest

from tests.support.house import (
    ENTRY,
    PATHS,
    SOURCES,
    VERSIONS,
    Import,
    circle,
    imports_of,
    imports_of_ours,
    refuse,
    room_of,
    rooms,
    tree_of,
)

pytestmark = pytest.mark.xdist_group("house")  # one worker parses each file, once
WEB = ("fastapi", "starlette", "granian")
DATABASE = ("sqlalchemy", "sqlmodel", "psycopg", "alembic")

# Every room with its floor, from below: notices, ground, eligibility, models, services, doors. A new room is one
# line here, on the floor over the highest it imports; a room that only tests import has no place in the house.
FLOORS = (
    ("notices", "N0"),
    ("notices/typesetting", "N1"),
    ("notices/working_days", "N1"),
    ("notices/written", "N1"),
    ("notices/printed_annex", "N2"),
    ("notices/windows", "N2"),
    ("notices/content", "N3"),
    ("notices/law", "N3"),
    ("notices/printed_notice", "N3"),
    ("notices/duties", "N4"),
    ("notices/kinds", "N4"),
    ("notices/privacy", "N4"),
    ("notices/composition", "N5"),
    ("notices/reading", "N5"),
    ("notices/completeness", "N6"),
    ("notices/rendering", "N6"),
    ("disposal", "G0"),
    ("disposal/collateral_types", "G1"),
    ("disposal/identity_provider", "G1"),
    ("disposal/migrations", "G1"),
    ("disposal/personal_data", "G1"),
    ("disposal/mailbox_keys", "G2"),
    ("disposal/migrations/versions", "G2"),
    ("disposal/storage", "G2"),
    ("disposal/eligibility/likeness", "E0"),
    ("disposal/eligibility/vocabulary", "E0"),
    ("disposal/eligibility/trades", "E1"),
    ("disposal/eligibility/facts", "E1"),
    ("disposal/eligibility/matching", "E2"),
    ("disposal/eligibility/ownership", "E2"),
    ("disposal/eligibility/findings", "E3"),
    ("disposal/eligibility/paths", "E4"),
    ("disposal/eligibility/insiders", "E5"),
    ("disposal/eligibility/debtor_side", "E6"),
    ("disposal/eligibility/evasion", "E7"),
    ("disposal/eligibility/rules", "E7"),
    ("disposal/eligibility", "E8"),
    ("disposal/models/records", "M1"),
    ("disposal/models/accounts", "M2"),
    ("disposal/models/approvals", "M2"),
    ("disposal/models/claims", "M2"),
    ("disposal/models/enquiries", "M2"),
    ("disposal/models/lists", "M2"),
    ("disposal/models/objections", "M2"),
    ("disposal/models/parties", "M2"),
    ("disposal/models/projects", "M2"),
    ("disposal/models/publication", "M2"),
    ("disposal/models/reports", "M2"),
    ("disposal/models/screening", "M2"),
    ("disposal/models", "M3"),
    ("disposal/services/queue", "S1"),
    ("disposal/services/records", "S1"),
    ("disposal/services/sheets", "S1"),
    ("disposal/services/accounts", "S2"),
    ("disposal/services/claims", "S2"),
    ("disposal/services/package_workbook", "S2"),
    ("disposal/services/parties", "S2"),
    ("disposal/services/windows", "S2"),
    ("disposal/services/approvals", "S3"),
    ("disposal/services/bidders", "S3"),
    ("disposal/services/claim_entry", "S3"),
    ("disposal/services/lists", "S3"),
    ("disposal/services/notice_index", "S3"),
    ("disposal/services/projects", "S3"),
    ("disposal/services/sign_in", "S3"),
    ("disposal/services/failed_jobs", "S3"),
    ("disposal/services/intake", "S4"),
    ("disposal/services/list_import", "S4"),
    ("disposal/services/publication", "S4"),
    ("disposal/services/package_import", "S5"),
    ("disposal/services/personal_numbers", "S5"),
    ("disposal/services/press", "S5"),
    ("disposal/services/public", "S5"),
    ("disposal/services/screening", "S5"),
    ("disposal/services/filings", "S6"),
    ("disposal/services/four_eyes", "S6"),
    ("disposal/services/notice_entry", "S6"),
    ("disposal/services/opinions", "S6"),
    ("disposal/services/staff_lists", "S6"),
    ("disposal/services/discipline_opinions", "S7"),
    ("disposal/services/enquiries", "S7"),
    ("disposal/services/objections", "S7"),
    ("disposal/services/placement_changes", "S7"),
    ("disposal/services/staff_records", "S7"),
    ("disposal/services/objection_register", "S8"),
    ("disposal/services/reports", "S8"),
    ("disposal/services/case_files", "S9"),
    ("disposal/services/staff_search", "S9"),
    ("disposal/services/worklist", "S9"),
    ("disposal/registry", "D0"),
    ("disposal/requests", "D0"),
    ("disposal/cli/console", "D1"),
    ("disposal/demo", "D1"),
    ("disposal/jobs", "D1"),
    ("disposal/operations", "D1"),
    ("disposal/web", "D1"),
    ("disposal/api/examples", "D2"),
    ("disposal/cli/accounts", "D2"),
    ("disposal/cli/filings", "D2"),
    ("disposal/cli/screening", "D2"),
    ("disposal/pages", "D2"),
    ("disposal/api", "D3"),
    ("disposal/cli/lists", "D3"),
    ("disposal/cli/notices", "D3"),
    ("disposal/pages/desk", "D3"),
    ("disposal/pages/door", "D3"),
    ("disposal/api/staff", "D4"),
    ("disposal/cli/packages", "D4"),
    ("disposal/pages/accounts", "D4"),
    ("disposal/pages/claim_entry", "D4"),
    ("disposal/pages/public", "D4"),
    ("disposal/pages/reports", "D4"),
    ("disposal/pages/screening", "D4"),
    ("disposal/api/filings", "D5"),
    ("disposal/pages/compose", "D5"),
    ("disposal/pages/enquiries", "D6"),
    ("disposal/pages/objections", "D6"),
    ("disposal/serving", "D7"),
    ("disposal/cli", "D8"),
    ("disposal/cli/running", "D8"),
    (ENTRY, "D9"),
)
FLOOR_OF = dict(FLOORS)
ORDER = list(dict.fromkeys(floor for _, floor in FLOORS))

# The floors that a letter may import as far as they are lower, and why no others.
MAY_IMPORT = {
    "N": ("N[0-9]", "notices knows nothing of the registry"),
    "G": ("[NG][0-9]", "the ground bears all floors above and knows none of them"),
    "E": ("[NE][0-9]|G0", "eligibility is pure: it knows facts, and no session, model or web"),
    "M": ("[NM][0-9]|G[01]|E[1-3]", "models keep records: they know words of eligibility (E1 to E3), and no storage"),
    "S": ("[NGEMS][0-9]", "services know no door: no web, no command"),
    "D": ("[NGEMSD][0-9]", ""),
}

# What a layer may not import beside what floors refuse: prefix of the path → names, and why.
FORBIDDEN = (
    ("notices/", ("disposal", *WEB, *DATABASE), "notices knows no database, no web and no registry"),
    ("disposal/collateral_types/", WEB, "a type of collateral is data"),
    ("disposal/models/", ("disposal.lifecycle", *WEB), "a record decides nothing and knows no web"),
    ("disposal/eligibility/", (*WEB, *DATABASE), "eligibility is pure: facts in, findings out"),
    ("disposal/services/", WEB, "services know no web; translate the request in api, pages or web"),
    ("disposal/api/", ("disposal.pages", "disposal.cli", *DATABASE), "routes hold no SQL; ask a service"),
    ("disposal/pages/", ("disposal.api", "disposal.cli", *DATABASE), "pages hold no SQL; ask a service"),
    ("disposal/cli/",
     ("disposal.api", "disposal.pages", "sqlalchemy.orm", "sqlalchemy.select", "sqlalchemy.text",
      "sqlmodel.select", "sqlmodel.col"),
     "a command asks services and holds no query; the site is started by serving"),
    ("disposal/errors.py", ("disposal",), "every file of the registry may raise its errors"),
    ("disposal/money.py", ("disposal.services", "disposal.models"), "amounts are below records"),
    ("disposal/identifiers.py", ("disposal.services", "disposal.models"), "identifiers are below records"),
)  # fmt: skip

# All that migrations/versions import of ours: a migration must do for ever what it did, whatever becomes of the rest.
OF_VERSIONS = {
    "disposal.migrations.triggers",
    "disposal.write_errors.APPEND_ONLY",
    "disposal.write_errors.APPROVAL_MISSING",
    "disposal.write_errors.AUDIT_MISSING",
    "notices.resident_ids.mask_resident_ids",  # a number that is known today to be one is masked in old rows too
}
NO_SESSION_IN = ("disposal/services/", "disposal/models/", "disposal/eligibility/")


def standing(path: str) -> str:
    """Return where a file stands: its path, and its floor."""
    return f"{path} on floor {FLOOR_OF.get(room_of(path), '?')}"


def refusal(each: Import) -> str:
    """Say why floors refuse an import; nothing where they do not."""
    here, there = room_of(each.path), room_of(each.target)
    low, high = FLOOR_OF.get(here), FLOOR_OF.get(there)
    if here == there or low is None or high is None:  # a room without a floor has a test of its own
        return ""
    floors, because = MAY_IMPORT[low[0]]
    if re.fullmatch(floors, high):
        if ORDER.index(high) < ORDER.index(low):
            return ""
        because = "a room imports lower floors only; move down what both need, or move up what needs it"
    return (
        f"{each.path}:{each.line} is on floor {low} and may not import {there} on floor {high} ({each.name}): {because}"
    )


def opened_sessions(path: str) -> list[str]:
    """Name the places where a file opens a database or a session."""
    named = [each.line for each in imports_of(path) if each.name.endswith(".open_database")]
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    named += [
        call.lineno
        for call in calls
        if (isinstance(call.func, ast.Attribute) and call.func.attr in {"session", "open_database"})
        or (isinstance(call.func, ast.Name) and call.func.id in {"Session", "open_database"})
    ]
    return [
        f"{path}:{line} opens a session: only doors do, so that one request or command is one transaction; "
        "take the session as a parameter"
        for line in sorted(set(named))
    ]


def test_every_room_has_a_floor_and_every_floor_names_a_room() -> None:
    refuse([f"{room} has no floor: give it a line in FLOORS" for room in rooms() if room not in FLOOR_OF])
    refuse([f"{room} is no room (any more): take it out of FLOORS" for room in FLOOR_OF if room not in rooms()])
    assert len(FLOOR_OF) == len(FLOORS) > 60
    from_below = sorted((floor for _, floor in FLOORS), key=lambda floor: ("NGEMSD".index(floor[0]), floor[1:]))
    assert [floor for _, floor in FLOORS] == from_below


def test_imports_lead_to_lower_floors_only() -> None:
    found = imports_of_ours()
    assert len(found) > 1_500
    refuse([words for each in found if (words := refusal(each))])


def test_import_from_a_lower_to_a_higher_floor_is_refused_in_words() -> None:
    upwards = Import("disposal/services/records/writing.py", 7, "disposal.services.screening.rescreening.rescreen")
    assert refusal(upwards) == (
        "disposal/services/records/writing.py:7 is on floor S1 and may not import disposal/services/screening on "
        "floor S5 (disposal.services.screening.rescreening.rescreen): a room imports lower floors only; "
        "move down what both need, or move up what needs it"
    )
    beside = Import("disposal/services/lists/lookup.py", 9, "disposal.services.projects.projects")
    assert "is on floor S3 and may not import disposal/services/projects on floor S3" in refusal(beside)
    unfit = Import("disposal/models/parties/party.py", 9, "disposal.storage.database.Database")
    assert refusal(unfit).endswith("models keep records: they know words of eligibility (E1 to E3), and no storage")
    assert refusal(Import("disposal/services/lists/lookup.py", 9, "disposal.services.parties.parties")) == ""


def test_no_circle_of_files_or_rooms() -> None:
    files = {path: {each.target for each in imports_of(path)} - {"", path} for path in PATHS.values()}
    leads_to = {room: set[str]() for room in rooms()}
    for each in imports_of_ours():
        if room_of(each.path) in leads_to and room_of(each.target) != room_of(each.path):
            leads_to[room_of(each.path)].add(room_of(each.target))
    for graph in (files, leads_to):
        if found := circle(graph):
            refuse([f"a circle, where each imports the next: {' → '.join(found)}"])
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) in (list("abca"), list("bcab"), list("cabc"))


def test_layers_import_no_name_that_is_not_theirs() -> None:
    for prefix, names, because in FORBIDDEN:
        paths = [path for path in SOURCES if path.startswith(prefix)]
        assert paths, f"{prefix} names no file"
        found = [each for path in paths for each in imports_of(path) if each.is_of(names)]
        refuse([f"{standing(e.path)}, line {e.line}, may not import {e.name}: {because}" for e in found])


def test_migrations_import_nothing_that_may_change() -> None:
    found = [each for path in SOURCES if room_of(path) == VERSIONS for each in imports_of(path) if each.target]
    assert found
    refuse([
        f"{each.path}:{each.line} may not import {each.name}: a migration carries a copy of what it needs"
        for each in found
        if each.name not in OF_VERSIONS
    ])  # fmt: skip
    assert sorted(OF_VERSIONS - {each.name for each in found}) == []


@pytest.mark.parametrize("prefix", NO_SESSION_IN)
def test_no_session_is_opened_below_the_doors(prefix: str) -> None:
    paths = [path for path in SOURCES if path.startswith(prefix)]
    assert paths
    refuse([words for path in paths for words in opened_sessions(path)])


def test_the_entry_imports_the_command_line_only() -> None:
    assert {room_of(each.target) for each in imports_of(ENTRY)} == {"disposal/cli"}
