"""修改: two people on one claim, in each order of saving; nothing is overwritten, nothing untouched is changed."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from disposal.demo.case import enter_huarong_2022
from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.claim_entry.changes import (
    ClaimChangedMeanwhile,
    differing_fields,
    open_change,
    save_change_draft,
    save_changes,
)
from disposal.services.claim_entry.completion import complete
from disposal.services.claim_entry.conflicts import Chosen
from disposal.services.claim_entry.drafts import DraftOwner, drafts_of, others_changing, save_draft, typed_in
from disposal.services.claim_entry.typed_records import typed_of
from disposal.services.claims.loading import load_claims
from disposal.services.projects.content import content_of
from tests.disposal.services.claim_entry.pages_as_typed import CLERK, page_of_2022
from tests.support.notice_samples import published, text_of

TODAY = date(2022, 8, 3)  # Wed
OTHER = DraftOwner("李敏")
ADDRESS, PLACE = "debtor-address", "security-0-place"


@pytest.fixture
def claim(session: Session) -> Claim:
    """Return the claim of 2022, completed from its page."""
    return complete(session, save_draft(session, page_of_2022(), owner=CLERK).id, owner=CLERK, today=TODAY)


def edit(session: Session, claim: Claim, owner: DraftOwner, **changes: str) -> object:
    """Open the claim for somebody, who types changes (``__`` for the hyphen) that are kept, not saved."""
    page = open_change(session, claim.id, owner=owner)
    typed = page.typed | {name.replace("__", "-"): text for name, text in changes.items()}
    return save_change_draft(session, claim.id, typed, page=page, owner=owner).id


def save(session: Session, draft: object, owner: DraftOwner, **choices: Chosen) -> None:
    save_changes(session, draft, owner=owner, choices=choices, reason="核对材料")  # type: ignore[arg-type]


def events_after(session: Session, last: int) -> list[str]:
    query = select(AuditEntry.event).where(col(AuditEntry.id) > last).order_by(col(AuditEntry.id))
    return [event for event in session.exec(query).all() if not event.startswith("claim_draft.")]


def newest(session: Session) -> int:
    return max(session.exec(select(AuditEntry.id)).all())  # type: ignore[type-var,return-value]


def test_claim_opened_and_saved_without_a_change_changes_no_record(session: Session, claim: Claim) -> None:
    draft, last = edit(session, claim, CLERK), newest(session)
    save(session, draft, CLERK)
    assert events_after(session, last) == []


def test_claim_read_from_the_notice_of_2022_is_typed_back_and_composes_the_same_notice(session: Session) -> None:
    project = enter_huarong_2022(session)
    (claim,) = session.exec(select(Claim)).all()
    draft = edit(session, claim, CLERK, other__unfinished_settlement="无", contracts__0__number="虚构001号")
    save(session, draft, CLERK)
    change_back = edit(session, claim, CLERK, other__unfinished_settlement="", contracts__0__number="")
    save(session, change_back, CLERK)
    assert text_of(content_of(session, project.id, published_on=TODAY)) == published("huarong-zhejiang-2022-08-03")


def test_one_changed_field_changes_one_record(session: Session, claim: Claim) -> None:
    draft, last = edit(session, claim, CLERK, security__0__place="虚构市新街"), newest(session)
    save(session, draft, CLERK)
    assert events_after(session, last) == ["collateral.changed"]


def test_rows_are_added_removed_replaced_and_moved(session: Session, claim: Claim) -> None:
    draft = edit(
        session, claim, CLERK,
        guarantees__0__deleted="1", guarantees__1__name="虚构丁有限公司", guarantees__1__name_id="",
        guarantees__9__name="虚构戊有限公司", statements__1__record_date="2022-06-30", statements__1__principal="1亿元",
        chain__1__assignor="中国华融资产管理股份有限公司浙江省分公司", chain__1__assignee="虚构资产管理有限公司",
        litigation__0__against="虚构戊有限公司", litigation__0__code="执行中", litigation__0__words="已申请执行",
    )  # fmt: skip
    save(session, draft, CLERK)
    records = load_claims(session, [claim.id])
    names = [records.parties[each.guarantor_id].name for each in records.guarantees[claim.id]]
    assert names == [
        "虚构丁有限公司", "浙江华欣高科技有限公司", "杭州萧山美艺花边有限公司", "曹欣羊", "徐兴娟", "曹欣建",
        "虚构戊有限公司",
    ]  # fmt: skip
    assert [each.principal for each in records.statements[claim.id]] == [134000000, 100000000]
    assert [link.assignee for link in records.chains[claim.id]][1:] == ["虚构资产管理有限公司"]
    assert [records.parties[each.party_id].name for each in records.litigation[claim.id] if each.party_id] == names[-1:]


def test_field_of_a_party_in_several_rows_is_changed_and_cleared_once(session: Session, claim: Claim) -> None:
    draft = edit(session, claim, CLERK, guarantees__1__address="虚构市2号")  # also the owner of the inventory
    save(session, draft, CLERK)
    owner = session.exec(select(Party).where(Party.name == "浙江华欣新材料股份有限公司")).one()
    assert owner.address == typed_of(session, claim.id)["security-2-owner_address"] == "虚构市2号"
    save(session, edit(session, claim, CLERK, security__2__owner_address=""), CLERK)
    assert owner.address is None


def test_second_to_save_is_shown_both_one_sided_changes_already_chosen(session: Session, claim: Claim) -> None:
    mine = edit(session, claim, CLERK, debtor__address="虚构市1号")
    theirs = edit(session, claim, OTHER, security__0__place="虚构市新街")
    assert [draft.owner for draft in others_changing(session, claim.id, CLERK)] == ["李敏"]
    save(session, theirs, OTHER)
    with pytest.raises(ClaimChangedMeanwhile) as error:
        save(session, mine, CLERK)
    told = {(each.label, each.opened, each.theirs, each.ours, each.selected) for each in error.value.differing}
    assert told == {
        ("地址", "", "", "虚构市1号", Chosen.ours),
        ("坐落", "杭州萧山河庄街道建设村", "虚构市新街", "杭州萧山河庄街道建设村", Chosen.theirs),
    }
    save(session, mine, CLERK, **{each.path: each.selected for each in error.value.differing})
    now = typed_of(session, claim.id)
    assert (now[ADDRESS], now[PLACE]) == ("虚构市1号", "虚构市新街")


@pytest.mark.parametrize(("choice", "place"), [(Chosen.ours, "我填的街"), (Chosen.theirs, "对方的街")])
def test_field_that_both_changed_must_be_chosen(session: Session, claim: Claim, choice: Chosen, place: str) -> None:
    mine = edit(session, claim, CLERK, security__0__place="我填的街", debtor__address="虚构市1号")
    save(session, edit(session, claim, OTHER, security__0__place="对方的街"), OTHER)
    (draft,) = drafts_of(session, CLERK)
    differing = differing_fields(session, draft, typed_in(session, draft))
    assert [each.selected for each in differing] == [Chosen.ours, None]
    with pytest.raises(ClaimChangedMeanwhile):
        save(session, mine, CLERK, **{differing[0].path: Chosen.ours})
    assert typed_of(session, claim.id)[PLACE] == "对方的街"
    save(session, mine, CLERK, **{differing[0].path: Chosen.ours, differing[1].path: choice})
    now = typed_of(session, claim.id)
    assert (now[ADDRESS], now[PLACE]) == ("虚构市1号", place)


def test_row_that_the_other_removed_and_i_changed_is_not_lost(session: Session, claim: Claim) -> None:
    mine = edit(session, claim, CLERK, guarantees__2__contract_number="虚构保字1号")
    save(session, edit(session, claim, OTHER, guarantees__2__deleted="1"), OTHER)
    with pytest.raises(ClaimChangedMeanwhile) as error:
        save(session, mine, CLERK)
    (row,) = error.value.differing
    assert (row.label, row.theirs, row.selected) == ("整行", "", None)
    assert "合同编号：虚构保字1号" in row.ours
    save(session, mine, CLERK, **{row.path: Chosen.ours})
    assert "虚构保字1号" in typed_of(session, claim.id).values()


def test_rows_that_both_added_are_both_saved(session: Session, claim: Claim) -> None:
    mine = edit(session, claim, CLERK, guarantees__7__name="虚构丁有限公司")
    save(session, edit(session, claim, OTHER, guarantees__7__name="虚构戊有限公司"), OTHER)
    differing = differing_fields(
        session, drafts_of(session, CLERK)[0], open_change(session, claim.id, owner=CLERK).typed
    )
    assert [(each.label, each.selected) for each in differing] == [("整行", Chosen.theirs), ("整行", Chosen.ours)]
    save(session, mine, CLERK, **{each.path: each.selected for each in differing if each.selected})
    assert {"虚构丁有限公司", "虚构戊有限公司"} < set(typed_of(session, claim.id).values())
