"""What differs from what was submitted: its parts, and where these are alike the text that templates make of them."""

import pytest

from disposal.models.approvals.submission import Submission
from disposal.services.publication.approved_content import approvable, changed_fields, edition
from notices.dates import ONE_DAY
from tests.support.publishing import PUBLISHED_ON, invented_content

SAID = approvable(invented_content())
STOOD = {"canonical_json": SAID.canonical_json, "text": SAID.text, "edition": edition()}


def submitted(*, days: int = 1, **changes: str) -> Submission:
    """Return a submission of the invented notice whose day may be chosen among so many."""
    until = PUBLISHED_ON + (days - 1) * ONE_DAY
    return Submission.model_construct(**STOOD | changes, publish_from=PUBLISHED_ON, publish_until=until)


def test_same_content_and_text_differ_in_nothing() -> None:
    assert changed_fields(submitted(), SAID) == []


def test_other_text_of_the_same_content_is_another_one() -> None:
    assert changed_fields(submitted(text=SAID.text.replace("。", "！")), SAID) == ["文字"]


@pytest.mark.parametrize(("stood", "differing"), [({}, []), ({"edition": "0" * 64}, ["文字"])])
def test_on_another_approved_day_templates_must_be_the_same(stood: dict[str, str], differing: list[str]) -> None:
    later = approvable(invented_content(published_on=PUBLISHED_ON + ONE_DAY, placements=[]))
    bare = approvable(invented_content(placements=[]))
    stands = {"canonical_json": bare.canonical_json, "text": bare.text}
    assert changed_fields(submitted(days=2, **stands, **stood), later) == differing
