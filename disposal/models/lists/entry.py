"""ListEntry (名单条目): one person or organisation on a restricted list, in a range of list versions."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from disposal.models.records.columns import coded
from disposal.models.records.record import Record
from notices.codes import Coded, PartyKind
from notices.text import Line


class ListNumberKind(Coded):
    """The kind of an entry's number (证件号码种类)."""

    resident_id = "resident_id", "居民身份证", "resident ID"
    other_document = "other_document", "其他证件", "other document"
    masked = "masked", "部分隐去", "partly hidden"


class ListEntry(Record, table=True):
    """名单条目. An entry belongs to the versions from ``first_version_no`` to ``last_version_no`` (empty: the newest).

    A new version writes only the differences: it adds rows, and closes the range of rows that are gone. Nothing else in
    a row changes, except the encrypted number when the key is rotated; triggers enforce this.

    A person's full number is stored encrypted, as keyed digest, and masked. A number that its publisher hid in part is
    stored as printed. ``fingerprint`` digests all but the full number. ``identity`` identifies an entry without a full
    number from one version to the next.

    There is no foreign key to the list: a check of millions of rows one by one costs more than writing them. The
    trigger that requires the version's audit entry checks each statement at once.
    """

    __tablename__ = "list_entry"
    __table_args__ = (
        CheckConstraint("last_version_no >= first_version_no", name="range_in_order"),
        CheckConstraint("num_nonnulls(number_encrypted, number_index) IN (0, 2)", name="number_sealed_whole"),
        CheckConstraint("num_nonnulls(number_masked, number_kind) IN (0, 2)", name="number_shown_whole"),
        CheckConstraint("(number_index IS NULL) <> (identity IS NULL)", name="known_by_number_or_identity"),
        CheckConstraint("valid_until >= valid_from", name="validity_in_order"),
        Index(None, "restricted_list_id", "first_version_no"),
        Index(
            "ix_list_entry_number_index", "number_index",
            postgresql_where=text("number_index IS NOT NULL AND last_version_no IS NULL"),
        ),
    )  # fmt: skip
    label = ("名单条目", "list entry")
    unaudited: ClassVar[frozenset[str]] = frozenset({"number_encrypted", "number_index"})

    restricted_list_id: UUID
    first_version_no: int
    last_version_no: int | None = None
    row_no: int = Field(description="row of the sheet that brought it")
    kind: PartyKind = Field(sa_type=coded(PartyKind))
    name: Line
    former_names: list[Line] = Field(default_factory=list, sa_type=ARRAY(Text))
    number_encrypted: bytes | None = Field(default=None, repr=False)
    number_index: str | None = Field(default=None, repr=False)
    number_masked: str | None = None
    number_kind: ListNumberKind | None = Field(default=None, sa_type=coded(ListNumberKind))
    credit_code: str | None = Field(default=None, description="统一社会信用代码 or 组织机构代码, hidden digits as *")
    employer: str | None = None
    position: str | None = None
    remark: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    identity: UUID | None = None
    fingerprint: UUID


LIST_KEY = Table(
    "list_key",
    SQLModel.metadata,
    Column("key", BigInteger, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    Index("ix_list_key_key", "key"),
)
"""Look-up keys of the entries in the newest version of each list, as 64-bit digests.

They are derived from the entries; ``disposal list reindex`` makes them again. A narrow B-tree holds each key once. So a
search reads a bounded number of rows for each key, whatever the size of the list, and its plan does not depend on
statistics. A GIN index on an array is half the size, but it reads every match of a common name, and its estimates are
constants.
"""
