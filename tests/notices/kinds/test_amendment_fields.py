"""Every kind and every field: what an amendment says is in the consolidated version, in all forms, or is refused."""

from pathlib import Path
from typing import Any

import pytest

from notices.completeness.amendments import refusals
from notices.composition.composition import compose, title_of
from notices.composition.consolidation import consolidate
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.kinds import KINDS
from notices.kinds.amendment_fields import AMENDING, CORRECTED_ELSEWHERE, ENDING, TREATMENTS, Way, treatment_of
from notices.rendering.pdf import render_pdf
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import changed, flat, make_content, sample
from tests.support.printed import text_of
from tests.support.whole_content import forms_of, full, missing, said

EACH = [(kind, field) for kind in (*AMENDING, *ENDING) for field in TREATMENTS]
PACKAGE = {"name": "虚构资产包", "debtor_count": 1}
ADDED = ("statements", "disclaimers", "attachments", "placements", "contacts", "supervisor", "reason")
BETWEEN_MARGINS = ("-x", "0", "-y", "85", "-W", "600", "-H", "680")
"""Points of a page without its header and footer, so that words may run over the end of a page."""
TOLD = {"supplement": "补充", "correction": "更正", "extension": "延长", "withdrawal": "撤销", "result": "结果"}


def earlier_notice(**changes: Any) -> NoticeContent:
    """Return a published notice that leaves open what an amendment may fill."""
    return resolve(
        make_content(sample(), terms={"modes": ["auction", "other"]}, supervisor=None, **changes), UNTIL_2026
    )


def stating(kind: str, *fields: str, **values: Any) -> NoticeContent:
    """Return an amendment of the notice that states these fields, each full of words unlike any other."""
    earlier = earlier_notice()
    assert earlier.window is not None
    amends = {"title": title_of(earlier), "published_on": "2022-08-03", "window_ends_on": earlier.window.ends_on}
    stated = {field: full(NoticeContent.model_fields[field].annotation, field) for field in fields}
    least = {
        "supplement": {"statements": ["虚构的补充事项。"]},
        "correction": {"changes": [{"label": "虚构要素", "after": "虚构内容"}]},
        "extension": {"window": {"count": 5, "begins_on": "2022-08-31"}},
        "withdrawal": {"reason": "虚构的原因"},
        "result": {"outcome": {"words": "虚构的结果"}},
    }[kind]
    own = {"kind": kind, "issuer": sample()["issuer"], "published_on": "2022-08-10", "amends": amends}
    return resolve(make_content(fitted({**least, **stated, **values}) | own), UNTIL_2026)


def fitted(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with what is full made such as an amendment of this notice can state."""
    values = changed(values)
    if "terms" in values:
        values["terms"] |= {"modes": ["auction", "other"]}
    if "package" in values:
        values["package"] |= {"name": "虚构资产包"}
    if isinstance(values.get("window"), dict) and values["window"].get("count") == 20:
        values["window"] |= {"begins_on": "2022-08-31", "wording": "自发布之日起20个工作日"}
    if "record_date" in values and "items" in values:
        values["items"][0]["claims"][0]["record_date"] = None
    for change in values.get("changes", ()):
        change["path"] = None
    return values


def consolidated(amendment: NoticeContent) -> NoticeContent:
    earlier = earlier_notice(package=PACKAGE if amendment.package else None)
    return consolidate(earlier, amendment, title=title_of(amendment))


def words_of(amendment: NoticeContent, field: str) -> list[str]:
    """Return what a reader must find of a field; a result only names its debtors."""
    if field == "kind":
        return [TOLD[amendment.kind]]
    if (amendment.kind, field) == ("result", "items"):
        return [item.debtor.name for item in amendment.items]
    return [word for word in said(getattr(amendment, field)) if word != "其他"]  # its own words are printed instead


def test_table_names_every_field_of_a_content_and_every_kind_that_amends() -> None:
    assert list(TREATMENTS) == list(NoticeContent.model_fields)
    assert {len(row) for row in TREATMENTS.values()} == {len(AMENDING) + len(ENDING)}
    assert {*AMENDING, *ENDING} == {kind.code for kind in KINDS if kind.amends}
    assert {path.split(".")[0] for path in CORRECTED_ELSEWHERE} <= set(NoticeContent.model_fields)
    assert treatment_of("disposal", "items") is None


@pytest.mark.parametrize(("kind", "field"), EACH, ids=lambda value: value)
def test_field_that_an_amendment_states_is_in_all_forms_or_refused(kind: str, field: str) -> None:
    treatment = treatment_of(kind, field)
    assert treatment is not None
    if treatment.way is Way.given:
        return  # the register fills it in: tests/disposal/services/publication/test_amendments.py
    if treatment.is_forbidden:
        stated = {"requires_written_intent": False, "accepts_enquiries": False}
        amendment = stating(kind, field, **({field: stated[field]} if field in stated else {}))
        found = {finding.field: finding for finding in refusals(amendment)}
        assert treatment.zh in found[field].zh
        assert treatment.en in found[field].en
        return
    amendment = stating(kind, field, *(["items"] if (kind, field) == ("supplement", "record_date") else []))
    if (kind, field) != ("result", "items"):
        assert list(refusals(amendment)) == []
    told = amendment if treatment.way is Way.own else consolidated(amendment)
    words = words_of(amendment, field)
    assert words or isinstance(getattr(amendment, field), bool)
    for name, printed in forms_of(told).items():
        assert missing(iter(words), printed) == [], name


@pytest.mark.parametrize("kind", [*AMENDING, *ENDING])
def test_pdf_has_all_that_an_amendment_states(kind: str, tmp_path: Path) -> None:
    more = {"supplement": ("items", "terms"), "correction": ("changes",), "extension": ("extension",)}.get(kind, ())
    fields = [field for field in (*ADDED, *more) if not (of := treatment_of(kind, field)) or not of.is_forbidden]
    amendment = stating(kind, *fields)
    told = consolidated(amendment) if kind in AMENDING else amendment
    pdf = text_of(render_pdf(compose(told), canonical_json=told.canonical_json()), tmp_path, *BETWEEN_MARGINS)
    words = [each for field in fields for each in words_of(amendment, field)]
    assert len(words) > 12
    assert missing(iter(words), flat(pdf)) == []


def test_consolidated_version_has_another_hash_and_the_earlier_one_keeps_its_own() -> None:
    earlier = earlier_notice()
    before = earlier.sha256
    hashes = {consolidated(stating(kind, field)).sha256 for kind, field in EACH[:3] if kind in AMENDING}
    assert before not in hashes
    assert earlier.sha256 == before
