"""The form of a notice is read into its project; the draft made from it is the published notice of 2022."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.models.claims.claim import Claim
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.claim_entry.completion import enter_page
from disposal.services.notice_entry.preview import preview_notice
from disposal.services.notice_entry.saving import draft_from_form, enter_typed_project, open_draft_of, save_notice
from disposal.services.notice_entry.typed_notice import typed_of
from disposal.services.projects.projects import claims_of
from disposal.services.publication.papers import draft_text
from disposal.services.records.validation import InvalidRecord
from notices.rendering.plain import render_text
from tests.disposal.services.claim_entry.pages_as_typed import small_page
from tests.disposal.services.notice_entry.forms_as_typed import PROJECT_2022, claim_of_2022, form_of_2022
from tests.support.factories import make_issuer
from tests.support.notice_samples import flat, published
from tests.support.publishing import CONTEXT

TODAY = date(2022, 8, 1)  # Mon
HUARONG = {
    "name": "中国华融资产管理股份有限公司",
    "branch": "浙江省分公司",
    "self_reference": "我分公司",
    "kind": "named_amc",
}
REAL = published("huarong-zhejiang-2022-08-03")


def entered(session: Session) -> tuple[DisposalProject, Claim]:
    issuer = make_issuer(session, "HRZJ", **HUARONG)
    claim = enter_page(session, claim_of_2022(), issuer_id=issuer.id)
    typed = {**PROJECT_2022, **form_of_2022(claim.id)}
    return enter_typed_project(session, typed, today=TODAY), claim


def test_form_of_2022_makes_a_draft_whose_text_is_the_published_notice(session: Session) -> None:
    project, claim = entered(session)
    draft = draft_from_form(session, project.id, form_of_2022(claim.id), today=TODAY)
    assert flat(draft_text(session, draft, context=CONTEXT)) == REAL
    assert draft.published_on == date(2022, 8, 3)
    assert open_draft_of(session, project.id) == draft


def test_preview_is_the_published_text_and_stores_nothing(session: Session) -> None:
    project, claim = entered(session)
    shown = preview_notice(session, project.id, form_of_2022(claim.id), context=CONTEXT)
    assert shown.document is not None
    assert flat(render_text(shown.document)) == REAL
    assert shown.problems == ()
    assert shown.report.blockers == ()
    assert shown.window is not None
    assert shown.window.ends_on == date(2022, 8, 31)  # Wed
    assert shown.floor is not None
    assert shown.floor.was_early_enough
    assert "不得购买：国家公务员" in shown.barred
    session.expire_all()
    assert session.get_one(DisposalProject, project.id).window is None


def test_form_saved_is_shown_again_and_saving_it_again_changes_nothing(session: Session) -> None:
    project, claim = entered(session)
    save_notice(session, project.id, form_of_2022(claim.id), today=TODAY)
    stored = project.model_dump()
    shown = typed_of(session, project, published_on=date(2022, 8, 3))
    assert shown["terms-modes"] == "公开竞价、和解"
    assert shown["limb_debtor_management-wording"] == "国有企业债务管理层面"
    save_notice(session, project.id, shown, today=TODAY)
    assert project.model_dump() == stored


def test_wrong_fields_are_all_named_and_nothing_is_stored(session: Session) -> None:
    project, claim = entered(session)
    wrong = form_of_2022(claim.id) | {"window-count": "二十几", "review-book_value": "若干", "terms-floor_price": "x"}
    with pytest.raises(InvalidRecord) as refused:
        save_notice(session, project.id, wrong, today=TODAY)
    assert {each.path for each in refused.value.problems} == {
        "window-count", "review-book_value", "terms-floor_price",
    }  # fmt: skip
    assert project.restrictions is None


def test_claims_are_added_and_taken_out_as_chosen(session: Session) -> None:
    project, claim = entered(session)
    other = enter_page(session, small_page(), issuer_id=project.issuer_id)
    save_notice(session, project.id, form_of_2022(claim.id, other.id), today=TODAY)
    assert [link.claim_id for link in claims_of(session, project.id)] == [claim.id, other.id]
    save_notice(session, project.id, form_of_2022(other.id), today=TODAY)
    assert [link.claim_id for link in claims_of(session, project.id)] == [other.id]


def test_new_project_names_what_is_missing(session: Session) -> None:
    make_issuer(session, "HRZJ", **HUARONG)
    with pytest.raises(InvalidRecord) as refused:
        enter_typed_project(session, {}, today=TODAY)
    assert [each.path for each in refused.value.problems] == [
        "project-code", "project-name", "review-book_value", "claims-chosen",
    ]  # fmt: skip
