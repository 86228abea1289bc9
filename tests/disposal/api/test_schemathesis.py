"""Whatever anybody sends to the API: no 5xx, no answer that is not described, nothing of another issuer.

Each call made up is sent by a person of every role and by nobody. ``SCHEMATHESIS_REQUESTS=20000`` asks for about
so many requests; without it a small number is sent, which is drawn alike at every run.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import quote

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import Engine

from disposal.acting import Role
from disposal.registry.opening import open_database
from disposal.serving.app import create_app
from disposal.settings import Settings
from disposal.storage.embedded import EmbeddedPostgres
from disposal.web.rates import Rates
from tests.disposal.api.fuzzed_register import MARKER, NOBODY, SEES_ALL, FuzzedRegister, fill
from tests.disposal.api.staff.calling import DESCRIBED as DESCRIPTION
from tests.disposal.api.staff.calling import asked
from tests.support.website import Clock, served_app

WANTED = int(os.environ.get("SCHEMATHESIS_REQUESTS", "0"))
CALLERS = (NOBODY, *(role.value for role in Role))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DESCRIBED = schemathesis.openapi.from_dict(deepcopy(DESCRIPTION))
OPERATIONS = [operation.ok() for operation in DESCRIBED.get_all_operations()]
CASES = [(operation, GenerationMode.POSITIVE) for operation in OPERATIONS] + [
    (operation, GenerationMode.NEGATIVE)
    for operation in OPERATIONS
    if WANTED and "422" in operation.responses.status_codes
]
EXAMPLES = max(2, -(-WANTED // (len(CASES) * len(CALLERS))))
FEW = CALLERS[:2]
"""Who sends the second call of each kind in a short run, and who asks for a PDF: drawing one takes a second."""
OWN, OTHER, ANY = 0, 1, 3
"""Draws that put known ids in a path, the first two with the body of the example; ``ANY`` leaves a call as it is."""


@dataclass
class Fuzzed:
    """A server that runs, its register, and what was answered so far."""

    address: str
    register: FuzzedRegister
    session: requests.Session
    answered: Counter[int]


@pytest.fixture(scope="module")
def fuzzed(server: EmbeddedPostgres, admin: Engine, _template: str) -> Iterator[Fuzzed]:
    """Yield a server on a register of its own, on which nobody asks too often."""
    name = f"fuzzed_{_template}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {_template} OWNER disposal STRATEGY file_copy")
    url = server.url(name).render_as_string(hide_password=False)
    keys = {"personal_number_key": "5e" * 32, "secrets_key": "5a" * 32}
    with open_database(Settings(database_url=url, **keys), migrate=False) as database:  # type: ignore[arg-type]
        register = fill(database)
        app = create_app(database, clock=Clock("2022-08-15 10:00"))
        with served_app(app) as address, requests.Session() as session:
            app.state.register = replace(app.state.register, rates=Rates(per_second=1e9, burst=10**9))
            yield (made := Fuzzed(address, register, session, Counter()))
    print(f"{made.answered.total()} requests: {sorted(made.answered.items())}")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def aim(case: schemathesis.Case, register: FuzzedRegister, pick: int) -> None:
    """Put ids of records into the path, so that a call reaches what is on file."""
    noun = re.sub("ie$", "y", case.path.removeprefix("/api/v1/").partition("/")[0].removesuffix("s"))
    for name in case.path_parameters or {}:
        pool = register.ids.get(name) or register.ids.get(f"{noun}_{name}", [])
        if pool and pick < ANY:
            case.path_parameters[name] = quote(pool[pick % len(pool)], safe="")
    if pick in (OWN, OTHER) and case.method == "PATCH":
        case.headers = {**(case.headers or {}), "If-Match": "*"}


def callers_of(case: schemathesis.Case, turn: int) -> tuple[str, ...]:
    """Return who sends a call. ``turn`` counts the calls of an operation; the first is the simplest, and aimed best."""
    if case.path.endswith(".pdf"):
        return CALLERS if WANTED and turn == 0 else FEW
    if WANTED or turn == 0:
        return CALLERS
    return FEW if turn == 1 else ()


@pytest.mark.xdist_group("served")
@pytest.mark.timeout(170 + EXAMPLES * 10)
@pytest.mark.parametrize(
    ("operation", "mode"), CASES, ids=[f"{mode.value} {each.method} {each.path}" for each, mode in CASES]
)
def test_call_of_anybody_is_answered_as_described_with_nothing_of_another_issuer(
    fuzzed: Fuzzed, operation: schemathesis.APIOperation, mode: GenerationMode
) -> None:
    turns: dict[str, int] = {}

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=not WANTED, database=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), pick=st.integers(OWN, ANY + 1))
    def check(case: schemathesis.Case, pick: int) -> None:
        turn = turns.setdefault(f"{pick} {case.path_parameters} {case.query} {case.headers} {case.body}", len(turns))
        aim(case, fuzzed.register, pick)
        if pick in (OWN, OTHER) and mode is GenerationMode.POSITIVE and case.media_type == "application/json":
            case.body = asked(operation.definition.raw["operationId"]) or case.body
        for caller in callers_of(case, turn):
            headers = fuzzed.register.headers(caller)
            answer = case.call(base_url=fuzzed.address, session=fuzzed.session, headers=headers)
            fuzzed.answered[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)
            assert caller == SEES_ALL or MARKER.encode() not in answer.content, (caller, answer.text)

    check()
