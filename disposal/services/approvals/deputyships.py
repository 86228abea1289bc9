"""Deputies (代理): who acts for whom at the steps of an issuer, today by the clock of the database."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.deputyship import MOST_DAYS, Deputyship, DeputyshipCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import person_acting
from disposal.services.approvals.errors import DeputyshipOfOthers, DeputyshipRefused
from disposal.services.records.dates import database_now
from disposal.services.records.writing import change, enter, found, locked
from notices.dates import ONE_DAY, SHANGHAI


def today_by_database(session: Session) -> date:
    """Return today's date in China by the clock of the database."""
    return database_now(session).astimezone(SHANGHAI).date()


def name_deputy(session: Session, data: DeputyshipCreate) -> Deputyship:
    """Let one person act for another. Everybody names an own deputy; for who is absent an approver does, by document.

    Raises: RecordNotFound, AccountNeeded, DeputyshipRefused.
    """
    actor, person_id = person_acting(session, "deputyship.entered")
    principal = locked(session, Person, data.principal_id, field="principal_id")
    deputy = locked(session, Person, data.deputy_id, field="deputy_id")
    if person_id != principal.id and (person_id == deputy.id or not actor.has(Role.approver) or not data.document):
        raise DeputyshipRefused(
            field="principal_id",
            zh=f"代理由 {principal.name} 本人指定；本人不在时由其他审批人凭授权书指定（写明文号），"
            "不得由代理人自行指定。",
            en=f"{principal.name} names the deputy; for who is absent another approver does, stating the document, and "
            "never the deputy.",
        )
    _refuse_period(session, data)
    _refuse_chain(session, data, names=(principal.name, deputy.name))
    return enter(session, Deputyship.model_validate(data.model_dump()), event="deputyship.entered")


def end_deputyship(session: Session, deputyship_id: UUID, *, reason: str) -> Deputyship:
    """End a deputyship at once: its principal does, who named the deputy, or an administrator.

    Raises: RecordNotFound, InvalidRecord, PermissionRefused, DeputyshipOfOthers.
    """
    row = locked(session, Deputyship, deputyship_id)
    if row.ended_at is not None:
        return row
    _refuse_strangers(session, row)
    return change(session, row, {"ended_at": database_now(session)}, event="deputyship.ended", reason=reason)


def _refuse_strangers(session: Session, row: Deputyship) -> None:
    """Refuse whoever neither gave the deputyship nor administers accounts; the deputy may not end it either."""
    actor = require(session, "deputyship.ended")
    if actor.account_id is None or actor.has(Role.administrator) or actor.person_id == row.principal_id:
        return
    query = select(AuditEntry).where(AuditEntry.subject_id == row.id, AuditEntry.event == "deputyship.entered")
    namer = session.exec(query.order_by(col(AuditEntry.id)).limit(1)).one_or_none()
    is_other = namer is not None and namer.person_id != row.principal_id
    if namer is not None and namer.person_id == actor.person_id:
        return
    raise DeputyshipOfOthers(
        principal=found(session, Person, row.principal_id).name, namer=namer.actor if namer and is_other else ""
    )


def deputyships(session: Session, issuer_id: UUID | None = None) -> list[tuple[Deputyship, Person, Person]]:
    """Return the deputyships with principal and deputy, newest first; of one issuer if it is given."""
    query = select(Deputyship).order_by(col(Deputyship.starts_on).desc(), col(Deputyship.id).desc())
    if issuer_id is not None:
        query = query.where(Deputyship.issuer_id == issuer_id)
    rows = session.exec(query).all()
    return [(row, found(session, Person, row.principal_id), found(session, Person, row.deputy_id)) for row in rows]


def in_force(session: Session, issuer_id: UUID) -> list[Deputyship]:
    """Return the deputyships of an issuer that hold today."""
    today = today_by_database(session)
    query = select(Deputyship).where(
        Deputyship.issuer_id == issuer_id,
        Deputyship.starts_on <= today,
        Deputyship.ends_on >= today,
        col(Deputyship.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(Deputyship.id))).all())


def persons_with_role(session: Session, issuer_id: UUID, role: Role) -> list[Person]:
    """Return the persons whose enabled account has a role at an issuer, by name."""
    query = select(Account, Person).join(Person).where(col(Account.disabled_at).is_(None))
    rows = session.exec(query.order_by(col(Person.name), col(Person.id))).all()
    able = {person.id: person for account, person in rows if role in account.roles and issuer_id in account.issuer_ids}
    return list(able.values())


def _refuse_period(session: Session, data: DeputyshipCreate) -> None:
    today = today_by_database(session)
    if data.starts_on < today:
        raise DeputyshipRefused(
            field="starts_on",
            zh=f"代理起始日 {data.starts_on} 早于今天（{today}），代理不得倒签；请从今天或以后起算。",
            en=f"the deputyship begins on {data.starts_on}, before today ({today}); it cannot be backdated, begin "
            "today or later",
        )
    latest = data.starts_on + (MOST_DAYS - 1) * ONE_DAY
    if not data.starts_on <= data.ends_on <= latest:
        raise DeputyshipRefused(
            field="ends_on",
            zh=f"代理截止日 {data.ends_on} 须在起始日当天至 {latest}（{MOST_DAYS}天）之间；请更正，到期后可再指定。",
            en=f"the deputyship must end between its first day and {latest} ({MOST_DAYS} days), not on {data.ends_on}; "
            "correct it, and name the deputy again afterwards",
        )


def _refuse_chain(session: Session, data: DeputyshipCreate, *, names: tuple[str, str]) -> None:
    if data.principal_id == data.deputy_id:
        raise DeputyshipRefused(
            field="deputy_id",
            zh=f"{names[0]} 不能代理自己；请指定另一人。",
            en=f"{names[0]} cannot be their own deputy; name another person",
        )
    overlapping = select(Deputyship).where(
        col(Deputyship.ended_at).is_(None),
        Deputyship.starts_on <= data.ends_on,
        Deputyship.ends_on >= data.starts_on,
        or_(Deputyship.deputy_id == data.principal_id, Deputyship.principal_id == data.deputy_id),
    )
    if session.exec(overlapping.limit(1)).first() is not None:
        raise DeputyshipRefused(
            field="deputy_id",
            zh=f"{names[0]} 此间正代理他人，或 {names[1]} 此间已由他人代理；代理不得转代理，请另行指定。",
            en=f"{names[0]} is somebody's deputy in that period, or {names[1]} has one; deputies form no chain, name "
            "another person",
        )
