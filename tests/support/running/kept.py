"""What tests build again and again is built once: the database is kept as a builder left it, and copied for the next.

``@kept`` stands before a builder that takes the ``Database`` of a test and returns ids. Called in a database that holds
nothing but what kept builders entered, it finds what it entered for an earlier test, and what it returned then; the
database is copied when somebody connects to it. After any other use of the database builders build.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from functools import wraps
from itertools import count
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from psycopg import AsyncConnection
from sqlalchemy import Connection, Engine, event, text

from disposal.storage.database import Database

MOST_KEPT = 32
"""So many states a worker keeps, each a database of some megabytes; the one that was longest without use goes first."""
_State = tuple[Hashable, ...]
_P, _R = ParamSpec("_P"), TypeVar("_R")


class Copies:
    """The database of one worker's tests, of each in turn."""

    def __init__(self, admin: Engine, engine: Engine, patch: pytest.MonkeyPatch) -> None:
        self._admin, self._engine, self._name = admin, engine, str(engine.url.database)
        self._kept: dict[_State, tuple[str, Any]] = {}
        self._asked: Counter[_State] = Counter()
        self._numbers = count(1)
        self._state: _State = ()
        self._waiting: str | None = None  # the template of which the database will be a copy once somebody connects
        self._at_once = False
        self._is_used = True  # by others than kept builders
        self._one_copies = Lock()  # while another thread of the test that connects waits
        event.listen(Engine, "do_connect", self._copy_before_connecting)
        event.listen(Engine, "begin", self._note_use)
        past_engines = AsyncConnection.connect.__func__  # type: ignore[attr-defined]
        patch.setattr(AsyncConnection, "connect", classmethod(self._copying_first(past_engines)))

    def begin(self, template: str, *, at_once: bool) -> None:
        """Let the database of the next test be a copy of a template, made now or once somebody connects."""
        self._state, self._waiting, self._is_used = (template,), template, False
        self._at_once = at_once
        if at_once:
            self._copy_now()

    def end(self) -> None:
        """Drop the database of a test."""
        self._waiting, self._is_used = None, True
        self._drop(self._name)

    def has_only_kept_things(self, database: Database) -> bool:
        """Tell whether kept builders alone have used the database of the test, if this is it."""
        return database.engine is self._engine and not self._is_used

    def holding(self, call: _State, build: Callable[[], _R]) -> _R:
        """Return what a builder returned or returns, and let the database hold what it enters."""
        state = (*self._state, call)
        if state in self._kept:
            name, returned = self._kept[state] = self._kept.pop(state)
            self._engine.dispose()
            self._drop(self._name)
            self._state, self._waiting = state, name
            if self._at_once:
                self._copy_now()
            return returned  # type: ignore[no-any-return]
        self._asked[state] += 1
        returned = build()
        self._state, self._is_used = state, False
        if self._asked[state] > 1:  # what one test alone asks for is not worth keeping
            self._keep(state, returned)
        return returned

    def _keep(self, state: _State, returned: object) -> None:
        self._engine.dispose()
        name = f"{self._name}_kept_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._name} OWNER disposal STRATEGY file_copy")
        self._kept[state] = name, returned
        if len(self._kept) > MOST_KEPT:
            self._drop(self._kept.pop(next(iter(self._kept)))[0])

    def _copy_before_connecting(self, _dialect: object, _record: object, _args: object, said: dict[str, Any]) -> None:
        if said.get("dbname") == self._name:
            self._copy_now()

    def _copying_first(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def copied(kind: type[Any], address: str = "", **said: Any) -> Any:
            if self._name in (said.get("dbname") or address):
                self._copy_now()
                self._is_used = True
            return connect(kind, address, **said)

        return copied

    def _copy_now(self) -> None:
        with self._one_copies:
            if self._waiting is not None:
                self._run(f"CREATE DATABASE {self._name} TEMPLATE {self._waiting} OWNER disposal STRATEGY file_copy")
                self._waiting = None

    def _note_use(self, connection: Connection) -> None:
        if connection.engine.url.database == self._name:
            self._is_used = True

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


_COPIES: list[Copies] = []


def copies_of(admin: Engine, engine: Engine, patch: pytest.MonkeyPatch) -> Copies:
    """Return the copies of this worker, of which the kept builders know from now on."""
    _COPIES[:] = [Copies(admin, engine, patch)]
    return _COPIES[0]


def kept(build: Callable[Concatenate[Database, _P], _R]) -> Callable[Concatenate[Database, _P], _R]:
    """Let a builder find, in an untouched database, what it entered for a test with the same arguments and settings."""

    @wraps(build)
    def built(database: Database, *args: _P.args, **said: _P.kwargs) -> _R:
        if not (_COPIES and _COPIES[0].has_only_kept_things(database)):
            return build(database, *args, **said)
        called = f"{build.__module__}.{build.__qualname__}", repr(args), repr(sorted(said.items()))
        call = (*called, database.settings.model_dump_json())
        return _COPIES[0].holding(call, lambda: build(database, *args, **said))

    return built
