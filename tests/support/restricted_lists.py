"""Invented restricted lists written straight into the register, one version after another."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, func, select

from disposal.identifiers import mask_personal_number
from disposal.models.lists.entry import ListEntry, ListNumberKind
from disposal.models.lists.restricted_list import RestrictedList
from disposal.models.lists.version import ListVersion
from disposal.services.list_import.key_store import reindex
from disposal.services.records import audit
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from tests.support.factories import add

BASIC = {
    "civil": ("测试公务员名单", "Test civil servants", LimbCode.civil_servant),
    "regulator": ("测试监管名单", "Test regulators", LimbCode.regulator_staff),
    "police": ("测试政法名单", "Test judicial", LimbCode.judicial_police),
    "amc": ("测试资管名单", "Test AMC staff", LimbCode.amc_staff),
    "dishonest": ("测试失信名单", "Test dishonest", LimbCode.dishonest_debtor),
}


def basic_lists(session: Session, **entries: Sequence[dict[str, Any]]) -> dict[str, list[ListEntry]]:
    """Make the five lists at their first version, with these entries."""
    return {code: make_version(session, code, entries.get(code, ())) for code in BASIC}


def make_version(session: Session, code: str, entries: Sequence[dict[str, Any]]) -> list[ListEntry]:
    """Add a version that brings these entries to those before."""
    of = session.exec(select(RestrictedList).where(RestrictedList.code == code)).one_or_none()
    if of is None:
        title, title_en, limb = BASIC[code]
        values = {"code": code, "title": title, "title_en": title_en, "limbs": [limb], "owner": "测试部门"}
        of = add(session, RestrictedList.model_validate(values))
    last = session.exec(select(func.max(ListVersion.version_no)).where(ListVersion.restricted_list_id == of.id)).one()
    counted = dict.fromkeys(("row_count", "entry_count", "added_count"), len(entries))
    none = dict.fromkeys(("refused_count", "repeated_count", "removed_count", "changed_count"), 0)
    version = ListVersion.model_validate(
        {
            "restricted_list_id": of.id,
            "version_no": (last or 0) + 1,
            "file_name": "测试.csv",
            "file_sha256": "0" * 64,
            "provenance": "测试来源",
            "column_mapping": {},
            **counted,
            **none,
            "imported_at": datetime.now(UTC),
            "imported_by": "测试员",
        }
    )
    session.add(version)
    audit.record(session, "list_version.imported", subject=version)
    rows = [_entry(session, version, at, said) for at, said in enumerate(entries, start=2)]
    session.add_all(rows)
    session.flush()
    reindex(session, lambda code, done: None)
    return rows


def _entry(session: Session, version: ListVersion, row_no: int, said: dict[str, Any]) -> ListEntry:
    values = {"kind": PartyKind.natural_person, **said}
    number = values.pop("number", None)
    entry = ListEntry.model_validate(
        {
            "restricted_list_id": version.restricted_list_id,
            "first_version_no": version.version_no,
            "row_no": row_no,
            "fingerprint": uuid4(),
            "identity": None if number else uuid4(),
            **values,
        }
    )
    if number is not None:
        vault = session.info["personal_numbers"]()
        entry.number_encrypted = vault.encrypt(number, party_id=entry.id)
        entry.number_index, entry.number_masked = vault.index(number), mask_personal_number(number)
        entry.number_kind = entry.number_kind or ListNumberKind.resident_id
    return entry
