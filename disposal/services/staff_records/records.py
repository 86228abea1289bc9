"""One record on its page: every field in words, what hangs on it, where it is used; as it stands, or stood on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlmodel import Session

from disposal.acting import Actor
from disposal.errors import RecordNotFound
from disposal.lifecycle import NoticeState
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement, sum_of_parts
from disposal.models.publication.notice import Notice
from disposal.models.records.record import Record
from disposal.services.accounts.permissions import require
from disposal.services.claim_entry.sections import CURRENCIES
from disposal.services.records import audit
from disposal.services.staff_records.field_labels import HIDDEN, label_in
from disposal.services.staff_records.kinds import RECORD_KINDS, RecordKind
from disposal.services.staff_records.links import page_named
from disposal.services.staff_records.notice_standing import standing_said
from disposal.services.staff_records.states import Part, State, entries_on, part_states, state_at
from disposal.services.staff_records.uses import UseTable, uses_of
from disposal.services.staff_records.values import Names, ids_in, in_words, names_of, words
from disposal.services.windows.discarded import discarded_among
from notices.content.amounts import COMPONENTS
from notices.dates import SHANGHAI
from notices.kinds import kind_of

LabelledWords = tuple[str, str]
_CURRENCIES = {code: word for word, code in CURRENCIES.items()}
_SAID_IF_UNSTATED: frozenset[tuple[type[Record], str]] = frozenset({(Claim, "has_missing_documents")})
"""Fields that a reader looks for: where nobody has stated them, that is said. Of others nothing is shown."""
_FIRST = frozenset({"guarantor_id", "party_id", "owner_id", "medium"})


@dataclass(frozen=True, slots=True)
class PartTable:
    """What hangs on a record: its words, the columns that hold something, and the words of each row.

    A column is its label, and ``figure`` where amounts stand in it.
    ``links`` are the addresses behind the cells, row by row, empty where a cell leads nowhere.
    """

    title: str
    columns: tuple[LabelledWords, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """A record in words. ``is_absent``: on the day asked about it was not there. ``on`` is that day.

    ``drafted_in`` is the project in whose form a draft is changed; None for all else. ``links`` are the addresses of
    the records that facts name, by their words.
    """

    kind: RecordKind
    id: UUID
    title: str
    entered_at: datetime
    facts: tuple[LabelledWords, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[PartTable, ...] = ()
    uses: tuple[UseTable, ...] = ()
    on: date | None = None
    is_absent: bool = False
    is_public: bool = False
    drafted_in: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads a record, in which language, and what the records that it names are called."""

    actor: Actor
    names: Names
    language: str

    def says(self, table: type[Record], name: str, state: State) -> str:
        """Return a field in words."""
        return _said(table, name, state, self.names, self.language)

    def leads(self, table: type[Record], name: str, state: State) -> str:
        """Return the address of the page of the record that a field names."""
        return page_named(table, name, state.get(name), names=self.names, actor=self.actor)

    def label(self, table: type[Record], name: str) -> str:
        """Return what a field is called."""
        return label_in(str(table.__tablename__), name, self.language)


def staff_record(
    session: Session, code: str, record_id: UUID, *, on: date | None = None, language: str = "zh"
) -> StaffRecord:
    """Return a record as it stands, or as it stood when the day ``on`` ended in China.

    Raises: PermissionRefused, ScopeRefused; RecordNotFound, for a record of another branch too.
    """
    kind = RECORD_KINDS[code]
    actor = require(session, f"{code}.read")
    row = found_record(session, kind, record_id)
    at = None if on is None else datetime.combine(on + timedelta(days=1), time(), SHANGHAI)
    state = audit.facts(row) if at is None else state_at(row, entries_on(session, [row.id])[row.id], at)
    if state is None:
        title = title_of(session, kind, row)
        return StaffRecord(kind, row.id, title, row.created_at, on=on, is_absent=True)
    parts = [(part, _states(session, part, row.id, at)) for part in kind.parts]
    wanted = ids_in(kind.table, [state]).union(*(_ids(part, states) for part, states in parts))
    reader = _Reader(actor, names_of(session, wanted), language)
    facts, links = _facts(kind.table, state, reader)
    if kind.table is Notice:
        facts[label_in("notice", "state", language)] = standing_said(session, state, at, language)
    return StaffRecord(
        kind,
        row.id,
        title_of(session, kind, row),
        row.created_at,
        facts=tuple(facts.items()),
        links=links,
        parts=tuple(_table(part, states, reader) for part, states in parts if states),
        uses=uses_of(session, row) if on is None else (),
        on=on,
        is_public=on is None and kind.table is Notice and state.get("number") is not None,
        drafted_in=_drafted_in(session, row) if on is None else None,
    )


def _drafted_in(session: Session, row: Record) -> UUID | None:
    if not isinstance(row, Notice) or row.state != NoticeState.draft.value or row.draft is not None:
        return None
    if discarded_among(session, [row.id]):
        return None
    return row.project_id if kind_of(row.kind).offers_assets else None


def found_record(session: Session, kind: RecordKind, record_id: UUID) -> Record:
    """Return a record that the account may see. Raises: RecordNotFound."""
    row = session.get(kind.table, record_id)
    if row is None:
        raise RecordNotFound(label=kind.table.label, key=record_id)
    return row


def title_of(session: Session, kind: RecordKind, row: Record) -> str:
    """Return what a record is called: its number, its name, or the name of its debtor."""
    return titles_of(session, [(row, kind.title)])[row.id]


def titles_of(session: Session, rows: Iterable[tuple[Record, str]]) -> Mapping[UUID, str]:
    """Return what records are called, by their ids; beside each stands the field that it is known by."""
    values = [(row, getattr(row, field)) for row, field in rows]
    names = names_of(session, [value for _, value in values if isinstance(value, UUID)])
    return {row.id: _called(row, names.get(value) if isinstance(value, UUID) else value) for row, value in values}


def _called(row: Record, value: Any) -> str:
    if isinstance(row, Claim) and row.name:
        return f"{value} {row.name}"
    return str(value or (row.title if isinstance(row, Notice) else row.id))


def _states(session: Session, part: Part, record_id: UUID, at: datetime | None) -> list[State]:
    """Return the states of a part; the security of a claim with the collateral it is on."""
    states = part_states(session, part, record_id, at)
    return states if part.table is not SecurityInterest else [_with_collateral(session, each, at) for each in states]


def _with_collateral(session: Session, interest: State, at: datetime | None) -> State:
    collateral = session.get(Collateral, UUID(interest["collateral_id"]))
    if collateral is None:
        return interest
    thing = audit.facts(collateral)
    if at is not None:
        thing = state_at(collateral, entries_on(session, [collateral.id])[collateral.id], at) or {}  # type: ignore[assignment]
    return {**thing, **interest}


def _ids(part: Part, states: Iterable[State]) -> set[UUID]:
    found = ids_in(part.table, states)
    return found | ids_in(Collateral, states) if part.table is SecurityInterest else found


def _facts(table: type[Record], state: State, reader: _Reader) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields that say something by their words, and the addresses behind those that name a record."""
    facts, links = dict[str, str](), dict[str, str]()
    for name in table.model_fields:
        if name in HIDDEN or name == "created_at" or name not in state:
            continue
        said = reader.says(table, name, state)
        if not said and (table, name) in _SAID_IF_UNSTATED:
            said = "not stated" if reader.language == "en" else "未说明"
        if said:
            facts[reader.label(table, name)] = said
            links[reader.label(table, name)] = reader.leads(table, name, state)
    return facts, links


def _table(part: Part, states: list[State], reader: _Reader) -> PartTable:
    """Return the rows of a part, with the columns in which any row says something; who it is of stands first."""
    columns: dict[LabelledWords, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for table, name in sorted(_columns(part), key=lambda each: each[1] not in _FIRST):
        said = tuple(reader.says(table, name, state) for state in states)
        if any(said):
            is_figure = name == "total" or isinstance(_type_of(table, name), Numeric)
            behind = tuple(reader.leads(table, name, state) for state in states)
            columns[reader.label(table, name), "figure" if is_figure else ""] = said, behind
    cells = tuple(zip(*(said for said, _ in columns.values()), strict=True))
    links = [list(row) for row in zip(*(behind for _, behind in columns.values()), strict=True)]
    if part.page:
        own = next((at for at, (_, behind) in enumerate(columns.values()) if not any(behind)), 0)
        for row, state in zip(links, states, strict=True):  # a cell that names another record leads to that one
            row[own] = f"{part.page.format_map(state)}{state['id']}"
    title = part.en if reader.language == "en" else part.zh
    return PartTable(title, tuple(columns), cells, tuple(map(tuple, links)))


def _columns(part: Part) -> list[tuple[type[Record], str]]:
    """Return the fields that a part may show, with the table of each."""
    tables: tuple[type[Record], ...] = (
        (Collateral, SecurityInterest) if part.table is SecurityInterest else (part.table,)
    )
    shown = [
        (table, name)
        for table in [*tables, part.table]
        for name in table.model_fields
        if name not in HIDDEN and name not in {part.column, "created_at"}
    ]
    return [*shown, (part.table, "total")] if part.table is ClaimStatement else shown


def _type_of(table: type[Record], name: str) -> Any:
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return columns[name].type if name in columns else None


def _said(table: type[Record], name: str, state: State, names: Names, language: str) -> str:
    if name == "total":
        parts = (Decimal(state[each]) if state.get(each) is not None else None for each in COMPONENTS)
        return words(sum_of_parts(parts), names=names, language=language)
    if name == "ceiling_currency" and state.get(name) == "CNY":
        return ""
    if name.endswith("currency") and language == "zh":
        return _CURRENCIES.get(str(state.get(name)), str(state.get(name) or ""))
    return in_words(table, name, state.get(name), names=names, language=language)
