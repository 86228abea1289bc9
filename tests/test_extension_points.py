"""An addition is whole or the suite is red: each extension point has its parts."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest
import typer
from fastapi import APIRouter
from fastapi.routing import APIRoute
from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel
from typer.testing import CliRunner

import disposal.api
import disposal.api.filings
import disposal.api.staff
import disposal.cli
import disposal.collateral_types
import disposal.eligibility.rules
import disposal.pages.accounts
import disposal.pages.claim_entry
import disposal.pages.compose
import disposal.pages.desk
import disposal.pages.enquiries
import disposal.pages.objections
import disposal.pages.public
import disposal.pages.reports
import disposal.pages.screening
import notices.completeness
import notices.kinds
from disposal.api.examples import ASKED, example
from disposal.api.routes import routers_in
from disposal.cli.lazy_group import CommandEntry, load_command
from disposal.cli.main import COMMANDS, Root, app
from disposal.collateral_types import TYPES
from disposal.models.records.record import Record
from disposal.models.tables import every_table
from disposal.pages import errors
from disposal.pages.accounts import PAGES as ACCOUNT_PAGES
from disposal.pages.claim_entry import claims
from disposal.pages.compose.routes import COMPOSE_PAGES
from disposal.pages.desk import PAGES as STAFF_PAGES
from disposal.pages.enquiries.routes import ENQUIRY_PAGES
from disposal.pages.objections.routes import OBJECTION_PAGES
from disposal.pages.public import PAGES
from disposal.pages.reports.routes import REPORT_PAGES
from disposal.pages.screening import PAGES as SCREENING_PAGES
from disposal.services.intake.collateral import PHRASES
from disposal.services.publication.amendment_effects import EFFECTS
from disposal.serving.app import API_ROUTERS
from notices.codes import CollateralType
from notices.completeness import RULES
from notices.completeness.limbs import MARKS
from notices.composition.composition import compose
from notices.content.limbs import LIMBS, LimbCode
from notices.kinds import KINDS, Kind
from notices.legal_source import LegalSource
from notices.reading import read_content
from notices.typesetting.resources import templates_root
from notices.working_days.calendar import WorkingCalendar

TOP = Path(__file__).resolve().parent.parent
MIGRATIONS = sorted((TOP / "disposal" / "migrations" / "versions").glob("r*.py"))
CREATED = re.compile(r'create_table\(\s*"(\w+)"')
GUARDED = re.compile(r'(?:require_audit\(\s*"|TRIGGER require_audit AFTER [A-Z ]+ ON )(\w+)')
WITHOUT_AUDIT = {
    "audit_entry", "notice_counter",
    "filing_attempt",  # counted before a public filing is read; the filing itself is audited
    "sign_in_session",  # its last use is written once a minute; its beginning and end are audited
    "sign_in_attempt",  # counted before anybody is known; failures are audited by account
    "passkey_challenge",  # sent to whoever opens the page, gone when used
    "provider_answer",  # marks a request to the identity provider as answered; the sign-in is audited
    "idempotent_answer",  # repeats what an audited act was answered
    "tried_number",  # counted whatever becomes of the act that tries it; whoever looks for many is refused
    "message_mark",  # that a message was read; what it tells stands in the trail itself
    "mailbox",  # that a report exists must stand nowhere
}  # fmt: skip
"""Tables whose rows change without an audit entry."""
SHARED_BY_STAFF_PAGES = {
    "design_samples", "entry_form", "menu", "staff_page", "typed_notes",
    "package_page", "own_proof",
    "list_filters", "list_view",
}  # fmt: skip
"""Files of the room of staff pages that have no routes of their own."""
SHARED_BY_SCREENING_PAGES = {
    "bidder_page", "dossier_again", "dossier_fields", "dossier_form", "dossier_problems", "frame", "import_page",
    "list_page", "result_page", "waiting_page",
}  # fmt: skip
"""Files of the room of screening pages that have no routes of their own."""
CALENDARS = TOP / "notices" / "calendars" / "cn_state_council"


def modules_of(package: object) -> set[str]:
    """Name the modules of a package that hold one addition each."""
    return {module.name for module in pkgutil.iter_modules(package.__path__)}  # type: ignore[attr-defined]


def unique_names(noun: type[SQLModel]) -> set[str]:
    """Name the unique constraints and indexes of a table."""
    table = noun.__table__  # type: ignore[attr-defined]
    constraints = {str(each.name) for each in table.constraints if isinstance(each, UniqueConstraint)}
    return constraints | {str(index.name) for index in table.indexes if index.unique}


@pytest.mark.parametrize("noun", every_table(), ids=lambda noun: noun.__name__)
def test_noun_states_its_label_and_the_field_of_each_unique_constraint(noun: type[Record]) -> None:
    assert "label" in vars(noun), "say what messages call it, in Chinese and English"
    zh, en = noun.label
    assert re.search("[一-鿿]", zh)
    assert re.fullmatch("[a-z ]+", en)
    assert set(noun.unique_fields) == unique_names(noun)


@pytest.mark.parametrize("noun", every_table(), ids=lambda noun: noun.__name__)
def test_noun_has_docstrings_and_is_created_by_a_migration(noun: type[Record]) -> None:
    module = importlib.import_module(noun.__module__)
    assert vars(noun)["__doc__"]
    assert inspect.getdoc(module)
    assert noun.__tablename__ in {table for path in MIGRATIONS for table in CREATED.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_migration_is_numbered_in_order_and_guards_each_table_it_creates(path: Path) -> None:
    number, source = MIGRATIONS.index(path) + 1, path.read_text("utf-8")
    assert path.stem.startswith(f"r{number:04}_")
    assert f'\nrevision = "{number:04}"\ndown_revision = ' in source
    assert set(CREATED.findall(source)) - set(GUARDED.findall(source)) <= WITHOUT_AUDIT
    assert inspect.getdoc(importlib.import_module(f"disposal.migrations.versions.{path.stem}"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_notice_kind_has_module_source_template_and_a_sample_that_composes(kind: Kind) -> None:
    module = importlib.import_module(f"notices.kinds.{kind.code}")
    assert inspect.getdoc(module)
    assert isinstance(kind.source, LegalSource)
    assert kind.label_zh
    assert kind.label_en
    assert (templates_root() / "notices" / kind.template).is_file()
    document = compose(read_content(kind.sample))
    assert document.title
    assert document.paragraphs


def test_every_kind_module_and_template_folder_is_in_the_tuple() -> None:
    codes = {kind.code for kind in KINDS}
    assert modules_of(notices.kinds) - {"kind", "amendment_fields"} == codes
    folders = {path.name for path in (templates_root() / "notices").iterdir() if path.is_dir()}
    assert folders - {"_parts"} == codes


def test_every_kind_that_amends_has_an_effect() -> None:
    assert {kind.code for kind in KINDS if kind.amends} <= set(EFFECTS)


def test_every_collateral_type_module_is_in_the_tuple_with_labels_and_docstring() -> None:
    codes = {kind.code for kind in TYPES}
    assert modules_of(disposal.collateral_types) - {"collateral_type"} == codes
    assert codes == {code.value for code in CollateralType}
    assert set(PHRASES) <= codes
    for kind in TYPES:
        assert inspect.getdoc(importlib.import_module(f"disposal.collateral_types.{kind.code}"))
        assert kind.label_zh
        assert kind.label_en


def test_every_calendar_file_is_a_year_the_calendar_knows() -> None:
    years = {int(path.stem) for path in CALENDARS.glob("*.toml")}
    assert sorted(years) == list(range(2015, 2015 + len(years)))
    assert years == set(WorkingCalendar.builtin().years)


def test_every_completeness_rule_says_what_it_checks_and_stands_once() -> None:
    assert len(set(RULES)) == len(RULES)
    assert set(RULES) == {
        found
        for name in modules_of(notices.completeness)
        for found in vars(importlib.import_module(f"notices.completeness.{name}")).values()
        if inspect.isfunction(found)
        and found.__module__ == f"notices.completeness.{name}"
        and not found.__name__.startswith("_")
        and "subject" in inspect.signature(found).parameters
    }
    assert [rule.__name__ for rule in RULES if not inspect.getdoc(rule)] == []


def test_every_limb_has_words_and_a_source() -> None:
    assert set(LIMBS) == set(LimbCode)
    assert all(limb.wording and limb.source.document for limb in LIMBS.values())


def test_every_limb_has_a_rule_and_a_mark_but_those_no_sentence_names() -> None:
    assert modules_of(disposal.eligibility.rules) == {code.value for code in LimbCode}
    assert set(LimbCode) - set(MARKS) == {LimbCode.capacity, LimbCode.other_law}


@pytest.mark.parametrize(
    ("room", "routers", "shared"),
    [
        (disposal.pages.public, PAGES, set()),
        (disposal.pages.desk, STAFF_PAGES, SHARED_BY_STAFF_PAGES),
        (disposal.pages.accounts, ACCOUNT_PAGES, set()),
        (disposal.pages.reports, REPORT_PAGES, {"routes"}),
        (disposal.pages.claim_entry, (claims.router,), {"claim_acts", "claim_form", "claim_page"}),
        (disposal.pages.screening, SCREENING_PAGES, SHARED_BY_SCREENING_PAGES),
        (disposal.pages.objections, OBJECTION_PAGES, {"routes", "reason_fields"}),
        (disposal.pages.enquiries, ENQUIRY_PAGES, {"routes"}),
        (
            disposal.pages.compose,
            COMPOSE_PAGES,
            {"amendment_page", "files", "notice_form_page", "notice_acts", "routes", "notice_form_fields"},
        ),
    ],
    ids=["public", "staff", "accounts", "reports", "claim entry", "screening", "objections", "enquiries", "compose"],
)
def test_every_page_has_a_docstring_is_served_and_every_template_is_a_page(
    room: ModuleType, routers: tuple[APIRouter, ...], shared: set[str]
) -> None:
    folder = room.__name__.rpartition(".")[2]
    pages = {name: importlib.import_module(f"{room.__name__}.{name}") for name in modules_of(room) - shared}
    served = {id(router) for router in routers}
    assert [name for name, module in pages.items() if id(module.router) not in served] == [], "add its router to PAGES"
    assert served == {id(module.router) for module in pages.values()}
    assert [name for name, module in pages.items() if not inspect.getdoc(module)] == []
    behind = (importlib.import_module(f"{room.__name__}.{name}") for name in shared)
    sources = "".join(inspect.getsource(module) for module in (*pages.values(), *behind, errors))
    named = set(re.findall(rf"{folder}/(\w+\.html\.j2)", sources))
    assert named == {path.name for path in (templates_root() / "pages" / folder).iterdir()}


@pytest.mark.parametrize(
    "room", [disposal.api, disposal.api.staff, disposal.api.filings], ids=lambda each: each.__name__
)
def test_every_file_of_the_api_with_routes_is_served(room: ModuleType) -> None:
    modules = [importlib.import_module(f"{room.__name__}.{name}") for name in modules_of(room)]
    routed = [each for each in modules if any(isinstance(value, APIRouter) for value in vars(each).values())]
    assert {id(module.router) for module in routed} == {id(router) for router in routers_in(room)}
    assert {id(router) for router in routers_in(room)} <= {id(router) for router in API_ROUTERS}
    assert [module.__name__ for module in modules if not inspect.getdoc(module)] == []


def test_no_address_of_the_api_answers_for_two_files() -> None:
    addresses = [
        (method, re.sub(r"\{.*?\}", "{}", route.path))
        for router in API_ROUTERS
        for route in router.routes
        for method in route.methods
    ]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize(
    "route",
    [route for router in API_ROUTERS for route in router.routes if route.include_in_schema],
    ids=lambda each: f"{min(each.methods)} {each.path}",
)
def test_api_route_says_what_it_answers_and_shows_an_example(route: APIRoute) -> None:
    assert inspect.getdoc(route.endpoint)
    answer = route.responses[route.status_code or 200]
    assert "description" in answer or route.response_description != "Successful Response"
    files = (".{suffix}", ".pdf", ".xlsx", "/scan", "/files/{evidence_id}", "/case-file")
    is_file = route.path.endswith(files) or route.status_code == 204
    assert is_file or answer["content"]["application/json"]["example"]


def test_every_example_of_the_api_is_shown_by_a_route() -> None:
    stored = {path.stem for path in (TOP / "disposal" / "api" / "examples").glob("*.json")}
    assert stored == set(ASKED)
    assert all(example(name) for name in ASKED)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_is_listed_loads_and_shows_an_example(entry: CommandEntry) -> None:
    assert entry.summary
    assert entry.name in CliRunner().invoke(app, ["--help"]).stdout
    command = load_command(entry, package=Root.package)
    each = getattr(command, "commands", None) or {entry.name: command}
    assert [name for name, one in each.items() if "Example: disposal " not in (one.help or "")] == []


def test_every_command_group_of_the_command_line_is_listed() -> None:
    package = f"{Root.package}."
    groups = {
        f"{module.name.removeprefix(package)}:{name}"
        for module in pkgutil.walk_packages(disposal.cli.__path__, package)
        for name, found in vars(importlib.import_module(module.name)).items()
        if isinstance(found, typer.Typer) and module.name != f"{package}main"
    }
    assert {"notice:notice_app", "lists.commands:list_app"} <= groups
    assert sorted(groups - {entry.target for entry in COMMANDS}) == [], "give each new command its line in COMMANDS"
