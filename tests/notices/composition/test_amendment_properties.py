"""Of any notice and any amendment: what it says is in every form, or it is refused; what was published stays."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notices.completeness.amendments import refusals
from notices.composition.composition import title_of
from notices.composition.consolidation import consolidate
from notices.content.content import NoticeContent
from notices.errors import NoticesError
from notices.kinds.amendment_fields import AMENDING, TREATMENTS, Way, treatment_of
from tests.support.amendments import amendments, notices
from tests.support.whole_content import forms_of, missing, said

quick = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OF_THE_PUBLICATION = ("kind", "issuer", "number", "published_on", "restrictions", "placements", "validity")


def outcome_of(notice: NoticeContent, amendment: NoticeContent) -> NoticeContent | None:
    """Return the version that a reader is shown, or None if the amendment is refused by field, in words."""
    refused = [(finding.field, finding.zh) for finding in refusals(amendment)]
    whole = None
    if not refused:
        try:
            whole = consolidate(notice, amendment, title=title_of(amendment))
        except NoticesError as error:
            refused = [(error.field, error.zh)]
    assert all(field and words for field, words in refused)
    return whole if amendment.kind in AMENDING or whole is None else amendment


@quick
@given(st.data())
def test_what_an_amendment_says_is_in_every_form_or_it_is_refused(data: st.DataObject) -> None:
    notice = data.draw(notices())
    amendment = data.draw(amendments(notice))
    shown = outcome_of(notice, amendment)
    if shown is None:
        return
    forms = forms_of(shown)
    for field in TREATMENTS:
        treatment = treatment_of(amendment.kind, field)
        if treatment is None or treatment.way is Way.given or field in {"kind", "items"}:
            continue
        for name, printed in forms.items():
            assert missing(said(getattr(amendment, field)), printed) == [], (field, name)
    for item in amendment.items:
        # Of a debtor in a package the annex adds the amounts up, so that only its words stand as they were stated.
        words = [each for each in said(item) if not (shown.package and each.endswith("元"))]
        for name, printed in forms.items():
            assert missing(iter(words), printed) == [], name


@quick
@given(st.data())
def test_amendment_changes_nothing_that_was_published_and_no_fact_of_the_publication(data: st.DataObject) -> None:
    notice = data.draw(notices())
    before = notice.canonical_json()
    amendment = data.draw(amendments(notice))
    shown = outcome_of(notice, amendment)
    assert notice.canonical_json() == before
    if shown is None or amendment.kind not in AMENDING:
        return
    assert shown.sha256 != notice.sha256
    assert {name: getattr(shown, name) for name in OF_THE_PUBLICATION} == {
        name: getattr(notice, name) for name in OF_THE_PUBLICATION
    }
    if amendment.kind != "extension":
        assert shown.window == notice.window
    assert [revision.number for revision in shown.revisions] == ["虚构2号"]
    assert NoticeContent.model_validate_json(shown.canonical_json()) == shown
