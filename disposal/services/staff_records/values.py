"""Values of the audit trail in words: codes by their labels, ids by the names of what they mean, amounts grouped."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Column, Date, DateTime, Numeric, Uuid
from sqlalchemy import Enum as EnumType
from sqlmodel import Session, SQLModel, col, select

from disposal.collateral_types import BY_CODE
from disposal.lifecycle import NoticeState
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.claims.claim import ClaimStatus
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.columns import Validated
from disposal.services.records.id_sets import among
from disposal.services.staff_lists.claims import STATUS_WORDS as CLAIM_STATUS
from disposal.services.staff_lists.projects import STATUS_WORDS as PROJECT_STATUS
from disposal.services.staff_records.field_labels import part_label
from notices.codes import Coded, CollateralType
from notices.dates import SHANGHAI
from notices.kinds import KINDS_BY_CODE

_WEEKDAYS = "一二三四五六日"
Names = Mapping[UUID, str]


def names_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what each id is called, where it is of a party, project, notice, branch or person."""
    wanted = set(ids)
    found: dict[UUID, str] = {}
    queries: tuple[Any, ...] = (
        select(col(Party.id), col(Party.name)).where(among(Party.id, wanted)),
        select(col(DisposalProject.id), col(DisposalProject.code)).where(among(DisposalProject.id, wanted)),
        select(col(Notice.id), col(Notice.number)).where(among(Notice.id, wanted)),
        select(col(Person.id), col(Person.name)).where(among(Person.id, wanted)),
    )
    for query in queries if wanted else ():
        found |= {key: name for key, name in session.execute(query).all() if name}
    if wanted:
        found |= {row.id: row.full_name for row in session.exec(select(Issuer).where(among(Issuer.id, wanted)))}
        accounts = select(col(Account.id), col(Account.login)).where(among(Account.id, wanted))
        found |= dict(session.execute(accounts).all())
    return found


def ids_in(table: type[SQLModel], values: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """Return the ids that fields of these states hold."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return {
        UUID(value)
        for state in values
        for name, value in state.items()
        if value and name in columns and isinstance(columns[name].type, Uuid) and name != "id"
    }


def in_words(table: type[SQLModel], field: str, value: Any, *, names: Names, language: str) -> str:
    """Return the value of a field, as the audit trail holds it, in words; empty where it says nothing."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if (table.__tablename__, field) == ("notice", "kind"):
        kind = KINDS_BY_CODE[str(value)]
        return kind.label_en if language == "en" else kind.label_zh
    if (table.__tablename__, field) == ("notice", "state"):
        return words(NoticeState[str(value)], names=names, language=language)
    if (table.__tablename__, field) == ("collateral", "type_code") and value in BY_CODE:
        return BY_CODE[str(value)].label_zh
    if field == "collateral_types":
        value = [CollateralType(each) for each in value]  # type: ignore[call-arg]
    if (table.__tablename__, field) == ("collateral", "attributes"):
        return _pairs("attributes", value.items(), names=names, language=language)
    read = _read(columns[field], value) if field in columns else value
    return words(read, names=names, language=language)


def words(value: Any, *, names: Names, language: str) -> str:
    """Return a value in words."""
    if isinstance(value, bool):
        return {"zh": "是否", "en": ("yes", "no")}[language][0 if value else 1]
    if isinstance(value, UUID):
        return names.get(value, "")
    if isinstance(value, Enum):
        return _code(value, language)
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if value == value.quantize(Decimal("0.01")) else f"{value:,f}"
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat() if language == "en" else f"{value.isoformat()} 周{_WEEKDAYS[value.weekday()]}"
    if isinstance(value, BaseModel):
        pairs = ((name, getattr(value, name)) for name in type(value).model_fields)
        return _pairs(type(value).__name__, pairs, names=names, language=language)
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((each.name, getattr(value, each.name)) for each in fields(value))
        return _pairs(type(value).__name__, pairs, names=names, language=language, says_no=True)
    if isinstance(value, Mapping):
        return _pairs("", value.items(), names=names, language=language)
    if isinstance(value, list | tuple):
        each = [words(item, names=names, language=language) for item in value]
        return ("、" if all(isinstance(item, str | Enum) for item in value) else "\n").join(filter(None, each))
    return str(value)


def _pairs(model: str, pairs: Iterable[tuple[str, Any]], *, names: Names, language: str, says_no: bool = False) -> str:
    """Return the fields of a value that hold something, each with its label; a no is said where it is a statement."""
    shown = []
    for name, value in pairs:
        said = words(value, names=names, language=language) if value is not None else ""
        if said and (says_no or value is not False):
            label = part_label(model, name, language)
            shown.append(f"{label}{': ' if language == 'en' else '：'}{said}")
    return ("; " if language == "en" else "；").join(shown)


def _code(value: Enum, language: str) -> str:
    if isinstance(value, Coded):
        return value.en if language == "en" else value.zh
    cell = CLAIM_STATUS[value] if isinstance(value, ClaimStatus) else None
    cell = PROJECT_STATUS[value] if isinstance(value, ProjectStatus) else cell
    if cell is None:
        return str(value.value)
    return cell.en if language == "en" else cell.zh


def _read(column: Column[Any], value: Any) -> Any:
    """Return what a JSON value of the audit trail stands for, by the type of its column."""
    kind = column.type
    if isinstance(kind, EnumType) and kind.enum_class is not None:
        return kind.enum_class[value] if value in kind.enum_class.__members__ else value
    if isinstance(kind, Validated):
        return kind.process_result_value(value, None)  # type: ignore[arg-type]
    if isinstance(kind, DateTime) or type(kind).__name__ == "UTCDateTime":
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Numeric):
        return Decimal(str(value))
    return UUID(value) if isinstance(kind, Uuid) else value
