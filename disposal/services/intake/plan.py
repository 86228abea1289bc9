"""The plan of an intake: every record that a notice makes, validated before any is written. It needs no session.

What the plan refuses, `notice check` names and `project enter` refuses: both ask here. Only what the register itself
knows (a code that is taken, a number known under another name) is left to the writing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.projects.disposal_project import DisposalProjectCreate, ProjectClaimCreate
from disposal.models.projects.issuer import IssuerCreate
from disposal.services.intake.claims import ClaimPlanning
from disposal.services.intake.facts import IntakeFacts, with_bases
from disposal.services.intake.ledger import IntakeStep, Ledger
from disposal.services.intake.parties import has_particulars, obligors_in, plan_parties
from disposal.services.records.dates import refuse_future, today_in_china
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.law.issuers import IssuerKind
from notices.privacy.personal_data import personal_data_in
from notices.reading import Problem, unstated
from notices.resident_ids import resident_ids_in

_AS_STATED = (
    "title",
    "terms",
    "restrictions",
    "window",
    "validity",
    "extension",
    "package",
    "contacts",
    "supervisor",
    "disclaimers",
    "statements",
    "attachments",
    "requires_written_intent",
    "accepts_enquiries",
    "is_not_an_offer",
    "has_demand",
    "amounts_in_words",
)
_OF_DEBTOR = ("number", "heading", "details", "profile", "highlights", "reservation")
"""What a notice says of a debtor as a whole; the first of its claims in the project keeps it."""
_OF_AMENDMENTS = ("amends", "changes", "revisions", "outcome", "reason")
_FACTS = {name: f"/facts.{name}" for name in ("book_value", "review_meeting_on", "province", "city", "industry")} | {
    "code": "/facts.project_code",
    "name": "/facts.project_name",
    "media": "placements",
}
_UNKNOWN = IntakeFacts.model_validate(
    {"issuer_code": "UNKNOWN", "project_code": "?", "project_name": "?", "book_value": "0"}
)
"""Stands for the facts where a content is checked without them."""


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """The records to enter, in order; ``problems`` refuse the content, ``hints`` say what it should state.

    ``issuer`` and ``project`` are the keys of their steps. ``numbers`` are the places of personal data in the texts.
    """

    steps: tuple[IntakeStep, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    numbers: tuple[Problem, ...]
    issuer: UUID | None = None
    project: UUID | None = None

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """Return everything for which the content cannot be entered."""
        return (*self.numbers, *self.problems)


def plan_intake(content: NoticeContent, facts: IntakeFacts | None, *, today: date | None = None) -> IntakePlan:
    """Plan the records of a disposal notice.

    A party is one record however often it is named. A thing described in the same words for several claims is one
    collateral. Without ``facts`` a missing record date is no problem, since they may give it.
    """
    ledger = Ledger()
    if not _offers(ledger, content):
        return IntakePlan((), tuple(ledger.problems), (), ())
    content = with_bases(content, facts)
    numbers = tuple(_personal_data(content))
    said = _masked(content) if numbers else content
    day, known = today or today_in_china(), facts or _UNKNOWN
    issuer = _plan_issuer(ledger, said, known)
    _check_record_date(ledger, said, facts, today=day)
    project = _plan_project(ledger, said, known, issuer_id=issuer)
    planning = ClaimPlanning(
        ledger,
        plan_parties(ledger, said),
        issuer_id=issuer,
        record_date=said.record_date or known.record_date,
        today=day,
        attributes=known.attributes,
    )
    _refuse_stray_attributes(ledger, said, known)
    _refuse_stray_names(ledger, said, known)
    for at, item in enumerate(said.items):
        path = f"items.{at}"
        for n, (claim_id, claim) in enumerate(planning.plan_item(item, path=path)):
            words = {name: getattr(item, name) for name in _OF_DEBTOR} if n == 0 else {}
            values = {"project_id": project, "claim_id": claim_id, "record_date": claim.record_date, **words}
            ledger.add(path, ProjectClaimCreate, values)
    return IntakePlan(
        tuple(ledger.steps), tuple(ledger.problems), tuple(ledger.hints), numbers, issuer=issuer, project=project
    )


def _plan_issuer(ledger: Ledger, content: NoticeContent, facts: IntakeFacts) -> UUID:
    """Plan the issuer; its kind is stated by the facts, or by a content that calls it a local AMC."""
    stated = content.issuer.model_dump()
    kind = IssuerKind.local_amc if stated.pop("is_local_amc") else facts.issuer_kind
    if facts.issuer_kind not in (None, kind):
        ledger.refuse(
            "facts.issuer_kind",
            zh=f"公告写明发布人是地方资产管理公司（is_local_amc），FACTS 写的是{facts.issuer_kind.zh}；请更正其一",
            en=f"the notice calls the issuer a local AMC, FACTS call it {facts.issuer_kind.value}; correct one of them",
        )
    values = {**stated, "code": facts.issuer_code, "kind": kind}
    return ledger.add("issuer", IssuerCreate, values, named={"kind": "/facts.issuer_kind"})


def _plan_project(ledger: Ledger, content: NoticeContent, facts: IntakeFacts, *, issuer_id: UUID) -> UUID:
    values: dict[str, Any] = {name: getattr(content, name) for name in _AS_STATED}
    lists = {name: list(values[name]) for name in ("disclaimers", "statements", "attachments")}
    more = {
        "issuer_id": issuer_id,
        "code": facts.project_code,
        "name": facts.project_name,
        "book_value": facts.book_value,
        "review_meeting_on": facts.review_meeting_on,
        "record_date": content.record_date or facts.record_date,
        "province": facts.province,
        "city": facts.city,
        "industry": facts.industry,
        "media": content.placements,
        "prints_particulars": has_particulars(content),
    }
    return ledger.add("", DisposalProjectCreate, {**values, **lists, **more}, named=_FACTS)


def _offers(ledger: Ledger, content: NoticeContent) -> bool:
    """Return whether there is anything to enter; refuse what speaks of a published notice."""
    kind = kind_of(content.kind)
    if not kind.offers_assets or not content.items:
        ledger.refuse(
            "kind" if content.items else "items",
            zh=f"“{kind.label_zh}”中没有可录入的债权；请录入列明债权的处置公告",
            en=f"this {kind.label_en} lists no claims to enter; take over a disposal notice that does",
        )
        return False
    ledger.problems += unstated(content)
    for stated in (name for name in _OF_AMENDMENTS if getattr(content, name)):
        ledger.refuse(
            stated,
            zh=f"{stated} 说的是已发布的公告，不能随项目录入；请删去，另行发布关联公告",
            en=f"{stated} speaks of a published notice and is no part of a project; delete it, "
            "and publish a linked notice instead",
        )
    return True


def _check_record_date(ledger: Ledger, content: NoticeContent, facts: IntakeFacts | None, *, today: date) -> None:
    given = facts.record_date if facts else None
    stated = content.record_date or given
    with ledger.noting("" if content.record_date else "facts"):
        refuse_future(stated, field="record_date", label="基准日", today=today)
    if facts is None or stated is not None:  # without facts the completeness check warns of it
        return
    if any(claim.record_date is None for item in content.items for claim in item.claims):
        ledger.refuse(
            "record_date",
            zh="公告未写明基准日；请写明，或在录入时于 FACTS 中提供 record_date",
            en="the notice states no record date; state it, or give record_date in FACTS when it is entered",
        )


def _refuse_stray_attributes(ledger: Ledger, content: NoticeContent, facts: IntakeFacts) -> None:
    """Refuse attributes of a security that the notice does not list: they would be lost without a word."""
    listed = {
        f"items.{i}.claims.{j}.security.{k}"
        for i, item in enumerate(content.items)
        for j, claim in enumerate(item.claims)
        for k, _ in enumerate(claim.security)
    }
    for path in facts.attributes.keys() - listed:
        ledger.refuse(
            f"facts.attributes.{path}",
            zh="公告中没有这项担保；请写成 items.0.claims.0.security.0 的形式",
            en="the notice lists no such security; write it like items.0.claims.0.security.0",
        )


def _refuse_stray_names(ledger: Ledger, content: NoticeContent, facts: IntakeFacts) -> None:
    """Refuse a basis for a name that the notice does not write: a misspelt one would be masked without a word."""
    named = {party.name for _, party in obligors_in(content)}
    for name in facts.name_bases.keys() - named:
        ledger.refuse(
            f"facts.name_bases.{name}",
            zh="公告中没有这个姓名；请按公告中的写法填写",
            en="the notice names no such person; write the name as the notice does",
        )


def _personal_data(content: NoticeContent) -> Iterator[Problem]:
    for place, masked in resident_ids_in(content):
        yield Problem(
            path=place,
            value="",
            zh=f"含有完整的居民身份证号码（{masked}）；请遮盖中间各位",
            en=f"holds a full resident ID number ({masked}); mask its middle",
        )
    for found in personal_data_in(content):
        yield Problem(
            path=found.path,
            value="",
            zh=f"含有自然人的{found.datum.zh}（{found.shown}），不得公开，请删去",
            en=f"holds the {found.datum.en} of a natural person ({found.shown}), which is never public; delete it",
        )


def _masked(content: NoticeContent) -> NoticeContent:
    """Return the content with its numbers masked, so that only what else is wrong is found."""
    return NoticeContent.model_validate(mask_personal_numbers_in(content.model_dump(mode="json")))
