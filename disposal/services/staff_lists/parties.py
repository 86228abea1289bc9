"""The list of parties: names, numbers masked, and in how many claims each is debtor or guarantor."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.models.claims.claim import Claim
from disposal.models.claims.guarantee import Guarantee
from disposal.models.parties.merge import PartyMerge
from disposal.models.parties.party import Party
from disposal.services.records.id_sets import among
from disposal.services.records.number_search import digest_searched
from disposal.services.staff_lists.columns import CellWords, ColumnKind, ListColumn, ListedRow, named, words_of
from disposal.services.staff_lists.keyset import ListedTable, Sorting
from disposal.services.staff_lists.queries import StaffQuery, holds_words, plain
from notices.codes import BankruptcyStage, PartyKind
from notices.dates import SHANGHAI
from notices.written.documents import has_length_of_resident_id, plain_number
from notices.written.fields import YesNo

TABLE = ListedTable(Party, {"entered": Sorting(), "name": Sorting(col(Party.name), str)})
COLUMNS = (
    ListColumn("名称", "Name", ColumnKind.text, "name", is_brief=True),
    ListColumn("类型", "Kind", is_brief=True),
    ListColumn("代码或证件号码", "Code or number", is_brief=True),
    ListColumn("曾用名", "Former names"),
    ListColumn("登记状态", "Registered as"),
    ListColumn("国家机关", "State organ"),
    ListColumn("破产阶段", "Bankruptcy", is_brief=True),
    ListColumn("债务人", "Debtor of", ColumnKind.number),
    ListColumn("保证人", "Guarantor of", ColumnKind.number),
    ListColumn("录入日期", "Entered", ColumnKind.day, "entered"),
)
_ORGAN = {
    True: CellWords("是", "yes", "wrong"),
    False: CellWords("否", "no"),
    None: CellWords("未核实", "not verified", "provisional"),
}


class PartiesQuery(StaffQuery):
    """Filters of the list of parties. ``q`` is part of a name, former name or code, or a whole number."""

    kind: PartyKind | None = Field(None, description="what the party is", examples=["organisation"])
    bankruptcy: BankruptcyStage | None = Field(None, description="stage of a bankruptcy", examples=["accepted"])
    unverified: YesNo = Field(
        False, description="only those of whom it is not known whether they are a state organ", examples=[False]
    )


def conditions(session: Session, query: PartiesQuery) -> list[ColumnElement[bool]]:
    """Build the conditions on a party; without words, records merged into others are left out."""
    found: list[ColumnElement[bool]] = []
    if query.q and has_length_of_resident_id(plain_number(query.q)):
        index = digest_searched(session, plain_number(query.q))
        found.append(col(Party.personal_number_index) == index)
    elif query.q:
        found.append(holds_words(query.q) if plain(query.q) else among(Party.id, ()))
    merged = select(col(PartyMerge.id)).where(
        col(PartyMerge.merged_id) == Party.id, col(PartyMerge.undone_at).is_(None)
    )
    found.append(~merged.exists())
    if query.kind:
        found.append(col(Party.kind) == query.kind)
    if query.bankruptcy:
        found.append(col(Party.bankruptcy_stage) == query.bankruptcy)
    if query.unverified:
        found.append(col(Party.is_state_organ).is_(None))
    return found


def rows_of(session: Session, ids: Sequence[UUID]) -> list[ListedRow]:
    """Return the rows of these parties, in this order. Claims of other issuers are not counted."""
    parties = {row.id: row for row in session.exec(model_select(Party).where(among(Party.id, ids)))}
    debts = _counted(session, Claim.debtor_id, ids)
    promises = _counted(session, Guarantee.guarantor_id, ids)
    return [_row(parties[each], debts.get(each, 0), promises.get(each, 0)) for each in ids if each in parties]


def _counted(session: Session, column: object, ids: Sequence[UUID]) -> dict[UUID, int]:
    of_party = col(column)
    rows = session.execute(select(of_party, func.count()).where(among(of_party, ids)).group_by(of_party)).all()
    return {row[0]: row[1] for row in rows}


def _row(party: Party, debts: int, promises: int) -> ListedRow:
    cells = (
        party.name,
        words_of(party.kind),
        party.credit_code or party.personal_number_masked,
        named(party.former_names),
        words_of(party.status),
        _ORGAN[party.is_state_organ],
        words_of(party.bankruptcy_stage, {"accepted": "provisional"}),
        debts,
        promises,
        party.created_at.astimezone(SHANGHAI).date(),
    )
    return ListedRow(party.id, party.name, cells)
