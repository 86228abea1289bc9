"""The web application: API and pages of one register."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, nullcontext
from typing import Any

import psycopg
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from disposal.api.description import OPENAPI, completed
from disposal.api.errors import error_answer, invalid_query
from disposal.api.filings.routes import FILING_ROUTERS
from disposal.api.routes import ROUTERS
from disposal.api.staff.routes import STAFF_ROUTERS
from disposal.clock import now
from disposal.database_errors import DatabaseError
from disposal.database_failures import told_of
from disposal.jobs.worker import STOP_WITHIN_S, work
from disposal.pages.accounts import PAGES as ACCOUNT_PAGES
from disposal.pages.accounts.sign_in import STEPS
from disposal.pages.claim_entry.claims import router as claim_entry
from disposal.pages.compose.routes import COMPOSE_PAGES
from disposal.pages.desk import PAGES as STAFF_PAGES
from disposal.pages.desk.staff_page import see_other, sign_in_first
from disposal.pages.enquiries.routes import ENQUIRY_PAGES
from disposal.pages.errors import error_page
from disposal.pages.objections.routes import OBJECTION_PAGES
from disposal.pages.public import PAGES
from disposal.pages.reports.routes import REPORT_PAGES
from disposal.pages.screening import PAGES as SCREENING_PAGES
from disposal.registry.opening import open_database
from disposal.requests.readable_values import readable_values
from disposal.requests.slow_bodies import TOO_SLOW, BodyBrokenOff, BodyTooSlow
from disposal.services.public.freshness import RegisterUnavailable
from disposal.serving.due_publications import NextDue, bring_up_to_date
from disposal.serving.even_responses import LEAST_SECONDS, EvenResponses
from disposal.serving.held_pages import HeldPages
from disposal.serving.mailbox_rounds import MailboxRounds
from disposal.serving.routes import add_routes
from disposal.settings import get_settings
from disposal.storage.database import THREADS, Database
from disposal.web.acting import SignInNeeded, StepMissing
from disposal.web.dependencies import Clock, Register
from disposal.web.errors import READING, AddressUnknown, BodyUnreadable, MethodRefused, Unexpected
from disposal.web.hosts import trusted_host
from disposal.web.middleware import MOST_BODY, LanguageMiddleware
from disposal.web.posted_form import FormTooLarge
from notices.errors import NoticesError

_log = logging.getLogger(__name__)
BEFORE_EACH_ROUTE = (trusted_host, readable_values, bring_up_to_date)
"""Asked in this order before any route: the host, what the request brings, what its answer rests on."""


class Application(FastAPI):
    """The application. Its middleware wraps all responses, including the pages of unexpected errors."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI description, with the public address as its server."""
        if self.openapi_schema is None:
            routes = [route for router in API_ROUTERS for route in router.routes]
            settings = self.state.database.settings if self.state.database else get_settings()
            self.openapi_schema = completed(super().openapi(), routes, server=settings.public_base_url)
        return self.openapi_schema

    def build_middleware_stack(self) -> ASGIApp:
        """Return the application wrapped in our middleware."""
        even = EvenResponses(super().build_middleware_stack(), lambda: float(self.state.least_seconds))
        return LanguageMiddleware(HeldPages(even))


def create_app(
    database: Database | None = None,
    *,
    clock: Clock = now,
    runs_jobs: bool = False,
    keeps_mailbox: bool = False,
    hold_s: float = 0.0,
) -> FastAPI:
    """Return the application on ``database``, or on the database of the settings, opened at start-up.

    ``clock`` returns the current time; tests use it to set the day. ``runs_jobs``: a worker runs beside it.
    ``keeps_mailbox``: the mailbox of reports is opened and its rounds are written; without it the page of reports
    names the telephone only. ``hold_s``: how long a page in memory is sent without asking the database again.
    """
    app = Application(
        **OPENAPI,
        lifespan=_lifespan,
        openapi_url=None,  # the guide to the API serves it
        docs_url=None,
        redoc_url=None,
    )
    app.state.database, app.state.clock = database, clock
    app.state.runs_jobs, app.state.keeps_mailbox, app.state.hold_s = runs_jobs, keeps_mailbox, hold_s
    app.state.bring_up_to_date, app.state.least_seconds = bring_up_to_date, LEAST_SECONDS
    add_routes(app, ROUTERS_SERVED, before=BEFORE_EACH_ROUTE)
    _add_handlers(app)
    return app


API_ROUTERS = (*ROUTERS, *STAFF_ROUTERS, *FILING_ROUTERS)
ROUTERS_SERVED = (  # pages of notices come first: the approval routes take any word after a notice's id
    *PAGES,
    *COMPOSE_PAGES,
    *SCREENING_PAGES,
    *OBJECTION_PAGES,
    *ENQUIRY_PAGES,
    claim_entry,
    *ACCOUNT_PAGES,
    *STAFF_PAGES,
    *REPORT_PAGES,
    *API_ROUTERS,
)


def _add_handlers(app: FastAPI) -> None:
    app.add_exception_handler(NoticesError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ClientDisconnect, _broken_off)
    for failed in (SQLAlchemyError, psycopg.Error, OSError, UnicodeEncodeError, DatabaseError):
        app.add_exception_handler(failed, _failed)
    app.add_exception_handler(Exception, _unexpected)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Serve the register that the application was made for, from now until it stops."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    with ExitStack() as opened:
        ours = app.state.database or opened.enter_context(open_database(get_settings()))
        register = app.state.register = Register.of(ours, app.state.clock, hold_s=app.state.hold_s)
        app.state.next_due = NextDue()
        if app.state.keeps_mailbox:
            rounds = MailboxRounds(ours, register.mailbox)
            rounds.start()
            opened.callback(rounds.stop)
        try:
            async with _worker_beside(register) if app.state.runs_jobs else nullcontext():
                yield
        finally:
            await register.stamps.close()


@asynccontextmanager
async def _worker_beside(register: Register) -> AsyncIterator[None]:
    """Run jobs while the application is served."""
    worker = asyncio.create_task(work(register.database, clock=register.clock))
    worker.add_done_callback(_tell_end)
    try:
        yield
    finally:
        # A task loses a cancellation that lands in its first step, or just where a wait of its own ends: hence again.
        while not worker.done():
            worker.cancel()
            await asyncio.wait([worker], timeout=STOP_WITHIN_S + 1)


def _tell_end(worker: asyncio.Task[None]) -> None:
    """Log why a worker ended by itself; the pages go on, and the next process or `disposal worker` does its jobs."""
    if not worker.cancelled() and (error := worker.exception()) is not None:
        _log.error("the worker of jobs has ended", exc_info=error)


def _answer(request: Request, error: NoticesError) -> Response:
    """Return an error as a page for addresses of pages, and as JSON for all others."""
    path = request.scope["path"]
    is_file = "." in path.rpartition("/")[2] and "text/html" not in request.headers.get("accept", "")
    is_page = not (path.startswith("/api/") or path == "/healthz" or is_file)
    return error_page(request, error) if is_page else error_answer(error)


def _told(request: Request, error: Exception) -> Response:
    if isinstance(error, SignInNeeded):
        return sign_in_first(request)
    if isinstance(error, StepMissing):
        return see_other(request, STEPS[error.need])
    return _answer(request, error if isinstance(error, NoticesError) else Unexpected())


def _invalid(request: Request, error: Exception) -> Response:
    if isinstance(error, RequestValidationError):
        return _answer(request, invalid_query(request, error))
    return _answer(request, Unexpected())


def _http_error(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 413:
        return _answer(request, FormTooLarge(MOST_BODY))
    if isinstance(error, HTTPException) and error.status_code == TOO_SLOW:
        return _answer(request, BodyTooSlow())
    if isinstance(error, HTTPException) and error.status_code == 400:
        return _answer(request, BodyUnreadable())
    if not isinstance(error, HTTPException) or error.status_code != 405:
        return _answer(request, AddressUnknown())
    allowed = (error.headers or {}).get("Allow", "GET")
    allowed = READING if "GET" in allowed else allowed
    answer = _answer(request, MethodRefused(allowed))
    answer.headers["allow"] = allowed
    return answer


def _broken_off(request: Request, error: Exception) -> Response:
    """Tell of a body without its end; a stranger can send as many as he likes, so that no trace of it is logged."""
    return _answer(request, BodyBrokenOff())


def _failed(request: Request, error: Exception) -> Response:
    """Tell a failure of database or disk. Whoever only reads is told to come again while the database is away."""
    told = error if isinstance(error, DatabaseError) else told_of(error)
    if told is None:
        raise error
    # No address, which may be a private link, and no words of the database about a value.
    _log.error("%s: %s", told.code, " ".join(str(error).split())[:300] if told.status == 503 else type(error).__name__)
    is_away = told.status == RegisterUnavailable.status and request.method == "GET"
    return _answer(request, RegisterUnavailable() if is_away else told)


def _unexpected(request: Request, error: Exception) -> Response:
    return _answer(request, Unexpected())
