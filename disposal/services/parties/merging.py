"""Merge two records of one party (合并): every use moves to the record that stays; undone until a notice names it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, or_
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtor
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.merge import PartyDistinction, PartyMerge
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation
from disposal.models.projects.disposal_project import ProjectClaim
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.record import Record, now
from disposal.models.tables import every_table, whole_schema
from disposal.services.parties.distinctions import distinct_from
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, enter, found, locked

_MOVED: Mapping[type[Record], tuple[str, ...]] = MappingProxyType({
    Claim: ("debtor_id", "original_creditor_id"),
    CoDebtor: ("party_id",),
    Collateral: ("owner_id",),
    Guarantee: ("guarantor_id",),
    LitigationStatus: ("party_id",),
    PartyRelation: ("from_party_id", "to_party_id"),
})  # fmt: skip
"""Uses of a party that move with a merger, by table."""
_OF_DECISIONS = frozenset({PartyMerge.__tablename__, PartyDistinction.__tablename__})
_FILLED = (
    "credit_code", "legal_representative", "company_type", "registered_capital", "founded_on", "address", "phone",
    "business_scope", "is_state_organ", "is_state_owned", "bankruptcy_accepted_on",
)  # fmt: skip
"""Fields that the staying record takes over where it has none."""


def merge_parties(session: Session, merged_id: UUID, *, into_id: UUID, reason: str) -> PartyMerge:
    """Move every use of one party to another, and its names to the former names of that one.

    The merged record stays, so that the merger can be undone. Raises: RecordNotFound; RecordRefused for parties with
    different codes or numbers, told apart before, or used where a merger does not reach: by other branches too.
    """
    because = read_reason(reason)
    if merged_id == into_id:
        raise _refusal("into_id", "请选择两个不同的主体", "choose two different parties")
    parties = {each: locked(session, Party, each) for each in sorted((merged_id, into_id))}
    merged, staying = parties[merged_id], parties[into_id]
    _check(session, merged, staying)
    with session.begin_nested():
        moved = _move(session, merged, staying, reason=because)
        filled = _fill(session, merged, staying, reason=because)
        values = {"merged_id": merged.id, "into_id": staying.id, "reason": because, "moved": moved, "filled": filled}
        return enter(session, PartyMerge.model_validate(values), event="party.merged")


def undo_merge(session: Session, merge_id: UUID, *, reason: str) -> PartyMerge:
    """Put back what a merger moved. Raises: RecordNotFound; RecordRefused once undone, or once published."""
    because = read_reason(reason)
    row = locked(session, PartyMerge, merge_id)
    if row.undone_at is not None:
        raise _refusal("id", "该合并已还原，无需再次还原", "the merger has been undone; there is nothing to undo")
    number = _published_since(session, row)
    if number:
        raise _refusal(
            "id",
            f"合并后公告{number}已载明该主体，不能还原；请发起更正公告",
            f"notice {number} has named the party since; the merger stays, start a correction instead",
        )
    with session.begin_nested():
        for table, column, row_id in _rows_of(row):
            moved = _moved_row(session, table, row_id)
            if moved is not None and getattr(moved, column) == row.into_id:
                change(session, moved, {column: row.merged_id}, event=_changed(table), reason=because)
        staying, merged = locked(session, Party, row.into_id), locked(session, Party, row.merged_id)
        change(session, staying, _taken_back(row, staying, merged), event="party.changed", reason=because)
        change(session, merged, _as_values(row.filled["merged"]), event="party.changed", reason=because)
        return change(session, row, {"undone_at": now()}, event="party.separated", reason=because)


def _moved_row(session: Session, table: type[Record], row_id: UUID) -> Any:
    """Return a row that a merger moved, None once it was removed. Raises: RecordRefused for another branch's."""
    row, whole = session.get(table, row_id), _table_of(table)
    if row is None and session.execute(select(1).where(whole.c.id == row_id)).first():
        zh = "该合并移动了其他分公司的记录，不能由本分公司还原；请由办理合并的分公司还原"
        raise _refusal("id", zh, "it moved records of another branch, which undoes it")
    return row


def current_party(session: Session, party_id: UUID) -> Party:
    """Return a party, or the one it has been merged into. Raises: RecordNotFound."""
    seen: set[UUID] = set()
    while party_id not in seen:
        seen.add(party_id)
        query = select(PartyMerge.into_id).where(PartyMerge.merged_id == party_id, col(PartyMerge.undone_at).is_(None))
        party_id = session.exec(query).one_or_none() or party_id
    return found(session, Party, party_id)


def mergers_of(session: Session, party_id: UUID) -> list[PartyMerge]:
    """Return the mergers in force that moved uses to a party, newest first."""
    query = select(PartyMerge).where(PartyMerge.into_id == party_id, col(PartyMerge.undone_at).is_(None))
    return list(session.exec(query.order_by(col(PartyMerge.id).desc())).all())


def _check(session: Session, merged: Party, staying: Party) -> None:
    if merged.kind is not staying.kind:
        raise _refusal("into_id", "两个主体类型不同；请先更正类型", "the parties are of different kinds; correct one")
    if merged.credit_code and staying.credit_code:
        codes = f"{merged.credit_code}、{staying.credit_code}"
        raise _refusal(
            "into_id", f"两个主体的信用代码不同（{codes}），不是同一主体", "they have different credit codes"
        )
    if merged.personal_number_index:
        zh = f"{merged.name}登记有证件号码；请保留该记录，将另一条并入"
        raise _refusal("merged_id", zh, "the record holds a personal number; keep it, and merge the other into it")
    if distinct_from(session, [merged.id]) & {frozenset({merged.id, staying.id})}:
        raise _refusal(
            "into_id", "两者已被标为不是同一主体；请先撤去该标记", "the two were told apart; take that back first"
        )
    if current_party(session, merged.id).id != merged.id or current_party(session, staying.id).id != staying.id:
        raise _refusal(
            "merged_id", "其中一条已并入其他主体；请选择现用的记录", "one of them is merged already; choose another"
        )
    if _is_used_unseen(session, merged.id):
        zh = f"{merged.name}另用于其他分公司的记录，不能并入；请保留该记录，将另一条并入"
        raise _refusal("merged_id", zh, "records of other branches use it; keep it, and merge the other into it")
    for table, label in _uses_beyond(session, merged.id):
        raise _refusal("merged_id", f"{merged.name}另用于{label}，不能并入；请保留该记录，将另一条并入",
                       f"the record is also used in {table}; keep that one, and merge the other into it")  # fmt: skip


def _uses_beyond(session: Session, party_id: UUID) -> Iterator[tuple[str, str]]:
    """Yield the tables, with their label, that name the party and that a merger does not move."""
    labels = {table.__tablename__: table.label[0] for table in every_table()}
    moved = {table.__tablename__ for table in _MOVED}
    for table in whole_schema().sorted_tables:
        if table.name in moved | _OF_DECISIONS:
            continue
        columns = [key.parent for key in table.foreign_keys if key.column.table.name == Party.__tablename__]
        if columns and session.execute(select(1).where(or_(*(c == party_id for c in columns))).limit(1)).first():
            yield table.name, labels.get(table.name, table.name)


def _is_used_unseen(session: Session, party_id: UUID) -> bool:
    """Return whether records that the account does not see use the party; a merger would leave them behind."""
    for table, columns in _MOVED.items():
        whole = _table_of(table)
        for column in columns:
            seen = select(func.count()).select_from(table).where(getattr(table, column) == party_id)
            every = select(func.count()).select_from(whole).where(whole.c[column] == party_id)
            if session.execute(seen).scalar_one() != session.execute(every).scalar_one():
                return True
    return False


def _table_of(noun: type[Record]) -> Table:
    """Return the table itself: what asks it is not limited to the account's branches."""
    return whole_schema().tables[str(noun.__tablename__)]


def _move(session: Session, merged: Party, staying: Party, *, reason: str) -> list[dict[str, str]]:
    moved = []
    for table, columns in _MOVED.items():
        for column in columns:
            rows: Any = session.exec(select(table).where(getattr(table, column) == merged.id)).all()
            for row in rows:
                change(session, row, {column: staying.id}, event=_changed(table), reason=reason)
                moved.append({"table": str(table.__tablename__), "column": column, "id": str(row.id)})
    return moved


def _fill(session: Session, merged: Party, staying: Party, *, reason: str) -> dict[str, Any]:
    """Take over what the staying record lacks; return the fields of both as they were."""
    names = [*staying.former_names]
    names += [name for name in (merged.name, *merged.former_names) if name not in (staying.name, *names)]
    taken = {name: getattr(merged, name) for name in _FILLED if getattr(staying, name) is None}
    taken = {name: value for name, value in taken.items() if value is not None}
    cleared = {"credit_code": None} if "credit_code" in taken else {}
    before_merged = merged.model_dump(mode="json", include=set(cleared))
    before = staying.model_dump(mode="json", include={*taken, "former_names"})
    change(session, merged, cleared, event="party.changed", reason=reason)
    change(session, staying, {**taken, "former_names": names}, event="party.changed", reason=reason)
    return {"into": before, "merged": before_merged}


def _taken_back(row: PartyMerge, staying: Party, merged: Party) -> dict[str, Any]:
    """Return the fields of the staying record as they were, but for what was corrected since the merger."""
    before = _as_values(row.filled["into"])
    given = {name: getattr(merged, name) for name in before} | _as_values(row.filled["merged"])
    names = {merged.name, *merged.former_names}.difference(before["former_names"])
    back = {name: value for name, value in before.items() if getattr(staying, name) == given[name]}
    return back | {"former_names": [name for name in staying.former_names if name not in names]}


def _as_values(filled: Mapping[str, Any]) -> dict[str, Any]:
    whole = Party.model_validate({"name": "—", **filled})
    return {name: getattr(whole, name) for name in filled}


def _rows_of(row: PartyMerge) -> Iterator[tuple[type[Record], str, UUID]]:
    tables = {str(table.__tablename__): table for table in _MOVED}
    for each in row.moved:
        yield tables[each["table"]], each["column"], UUID(each["id"])


def _changed(table: type[Record]) -> str:
    return f"{table.__tablename__}.changed"


def _published_since(session: Session, row: PartyMerge) -> str | None:
    """Return the number of a notice published after the merger that offers a claim with a moved use, or None."""
    ids: dict[str, list[UUID]] = {}
    for each in row.moved:
        ids.setdefault(each["table"], []).append(UUID(each["id"]))
    claims = [*ids.get("claim", ())]
    for table in (CoDebtor, Guarantee, LitigationStatus):
        held: Any = table
        claims += session.exec(select(held.claim_id).where(held.id.in_(ids.get(str(table.__tablename__), ())))).all()
    things = ids.get("collateral", ())
    secured = select(SecurityInterest.claim_id).where(col(SecurityInterest.collateral_id).in_(things))
    claims += session.exec(secured).all()
    later = select(NoticeVersion.notice_id).where(col(NoticeVersion.created_at) > row.created_at)
    query = (
        select(Notice.number)
        .join(ProjectClaim, col(ProjectClaim.project_id) == col(Notice.project_id))
        .where(col(ProjectClaim.claim_id).in_(claims), Notice.state != "draft")
        .where(col(Notice.id).in_(later))
    )
    return session.exec(query.limit(1)).first()


def _refusal(field: str, zh: str, en: str) -> RecordRefused:
    return RecordRefused(field=field, zh=f"{zh}。", en=f"{en}.")
