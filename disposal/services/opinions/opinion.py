"""The document of a screening (买受人资格审查意见书), made from stored data and the decisions as of a day."""

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlmodel import Session, col, select

from disposal.eligibility import engine
from disposal.eligibility.versions import RuleVersions
from disposal.identifiers import mask_personal_numbers_in
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening
from disposal.services.accounts.modes import is_settled_training
from disposal.services.opinions.context import Fact, Opinion
from disposal.services.opinions.findings import Evidence, asks_shown, laws_shown, limbs_shown
from disposal.services.opinions.lists import entries_met, failures_shown, lists_shown, looked_up_words
from disposal.services.opinions.words import conclusion_of, instant_zh
from disposal.services.publication.versions import NOT_REAL, TRAINING
from disposal.services.records.as_of import as_it_stood
from disposal.services.records.writing import found
from disposal.services.screening.decisions import DecidedFinding, decided_findings
from disposal.services.screening.screening_words import screening_words
from disposal.services.screening.screenings import read_whole
from notices.codes import PartyKind
from notices.composition.composition import title_of
from notices.composition.phrases import date_zh, quoted_title
from notices.content.content import NoticeContent
from notices.content.limbs import LimbCode
from notices.content.terms import Restrictions
from notices.dates import SHANGHAI
from notices.rendering.letter import Letter, render_letter
from notices.rendering.source import Source

TEMPLATE, STYLE = "screening_opinion.html.j2", "screening-opinion-print.css"
ATTACHMENT_NAME = "screening.json"


def render_opinion(session: Session, screening_id: UUID, *, on: date, earlier: bytes = b"") -> bytes:
    """Return the opinion on a bidder as PDF/A-3 with the record attached.

    The same screening, decisions and day give the same bytes; ``earlier`` is returned if it is of the same.

    Raises: RecordNotFound; RecordUnreadable; GlyphMissing for a character that no font has.
    """
    row = found(session, Screening, screening_id)
    source = Source(
        name=ATTACHMENT_NAME,
        description="审查记录（规范化 JSON）：事实、限制与结论，本意见书据其作出",
        data=row.record.encode(),
        made_at=row.created_at,
    )
    return render_letter(Letter(TEMPLATE, STYLE, opinion_of(session, row, on=on), source), earlier=earlier)


def opinion_of(session: Session, row: Screening, *, on: date) -> Opinion:
    """Build the content of the document; ``on`` is the day on which a decision must apply to count.

    Data that is not in the record is shown as it was when the screening was made. Raises: RecordUnreadable.
    """
    recorded = read_whole(row)
    decided = decided_findings(session, row, on=on)
    facts = recorded.question.facts
    evidence = Evidence(
        row, recorded, entries_met(session, recorded.result.findings), _decided_at(session, row, decided)
    )
    project, issuer = _project(session, row)
    notice, opening = _notice(session, row)
    name = facts.dossier.bidder.name
    conclusion = conclusion_of(name, decided, at_screening=row.overall, on=on)
    opinion = Opinion(
        number=str(row.id),
        author=issuer,
        made_at=datetime.combine(on, time(), SHANGHAI).isoformat(),
        opening=f"根据{opening}，对意向受让人{name}的买受资格进行了审查，意见如下。",
        conclusion=replace(conclusion, notes=(*conclusion.notes, *_newer(session, row, on))),
        basics=(
            *((Fact(TRAINING, NOT_REAL),) if is_settled_training(session) else ()),
            *_bidder(session, row, recorded),
            project,
            Fact("公告", notice),
            *_made(session, row, recorded, on),
        ),
        restrictions=_printed(recorded.question.restrictions),
        limbs=limbs_shown(decided, evidence),
        asks=asks_shown(_unanswered(decided), evidence),
        lists=lists_shown(session, facts),
        looked_up=looked_up_words(facts),
        failures=failures_shown(facts),
        laws=laws_shown(decided),
        sha256=row.sha256,
        bytes_long=f"{len(row.record.encode()):,}",
    )
    masked: Opinion = _masked(opinion)
    return masked


def _decided_at(session: Session, row: Screening, decided: tuple[DecidedFinding, ...]) -> dict[UUID, Screening]:
    """Return this screening and those at which its findings were decided, by id."""
    others = {made.screening_id for each in decided for made in each.decisions} - {row.id}
    read = session.exec(select(Screening).where(col(Screening.id).in_(others))).all() if others else ()
    return {each.id: each for each in (row, *read)}


def _printed(restrictions: Restrictions) -> tuple[Fact, ...]:
    """Return the notice's wording on who may buy and who may not."""
    words = {"对买受人的要求": restrictions.capacity, "不得购买的人员": restrictions.barred_words}
    return tuple(Fact(label, text) for label, text in words.items() if text)


def _unanswered(decided: tuple[DecidedFinding, ...]) -> tuple[DecidedFinding, ...]:
    """Return the findings whose outcome no decision has changed."""
    return tuple(each for each in decided if each.outcome is each.finding.outcome)


def _bidder(session: Session, row: Screening, recorded: engine.ScreeningRecord) -> tuple[Fact, ...]:
    bidder = recorded.question.facts.dossier.bidder
    party = as_it_stood(session, found(session, Party, found(session, Bidder, row.bidder_id).party_id), row.created_at)
    facts = [Fact("意向受让人", f"{bidder.name}（{bidder.kind.zh}）")]
    if bidder.former_names:
        facts.append(Fact("曾用名", "、".join(bidder.former_names)))
    if bidder.kind is not PartyKind.natural_person:
        facts.append(Fact("信用代码", party["credit_code"] or "未提供"))
    if bidder.is_person:
        facts.append(Fact("证件号码", f"{bidder.number_masked}（已遮盖）" if bidder.number_masked else "未提供"))
    return tuple(facts)


def _project(session: Session, row: Screening) -> tuple[Fact, str]:
    """Return the project, and the full name of the seller."""
    project = found(session, DisposalProject, row.project_id)
    values = as_it_stood(session, project, row.created_at)
    issuer = as_it_stood(session, found(session, Issuer, project.issuer_id), row.created_at)
    seller = f"{issuer['name']}{issuer['branch'] or ''}"
    return Fact("处置项目", f"{values['name']}（{values['code']}），处置方{seller}"), seller


def _notice(session: Session, row: Screening) -> tuple[str, str]:
    """Return the notice whose restrictions were applied: in full, and as named in the opening.

    What came first is told by the ids, which follow real time; a set clock may let a version say an earlier instant.
    """
    query = select(NoticeVersion).join(Notice, col(Notice.id) == col(NoticeVersion.notice_id))
    query = query.where(Notice.project_id == row.project_id, Notice.kind == "disposal")
    query = query.where(col(NoticeVersion.id) < row.id)
    order = (col(Notice.published_on).desc(), col(Notice.id).desc(), col(NoticeVersion.version_no).desc())
    version = session.exec(query.order_by(*order).limit(1)).one_or_none()
    if version is None:
        return "审查时尚未发布，按项目拟定的公告条件审查", "本项目拟定的公告对买受人的要求与限制"
    content = NoticeContent.stored(version.canonical_json)
    if _was_withdrawn(session, version.notice_id, before=row.id):
        return f"审查时公告{content.number}已撤销，按项目拟定的公告条件审查", "本项目拟定的公告对买受人的要求与限制"
    day = f"，{date_zh(content.published_on)}发布" if content.published_on else ""
    title, number = quoted_title(title_of(content)), f"公告编号{content.number}"
    return f"{title}，{number}{day}，第{version.version_no}版", f"{title}对买受人的要求与限制"


def _was_withdrawn(session: Session, notice_id: UUID, *, before: UUID) -> bool:
    query = select(NoticeVersion.id).join(Notice, col(Notice.id) == col(NoticeVersion.notice_id))
    query = query.where(Notice.amends_notice_id == notice_id, Notice.kind == "withdrawal")
    return session.exec(query.where(col(NoticeVersion.id) < before).limit(1)).first() is not None


def _made(session: Session, row: Screening, recorded: engine.ScreeningRecord, on: date) -> tuple[Fact, ...]:
    """Return who made the screening, when, at what stage, why again, and under which rules."""
    result = recorded.result
    again = [Fact("重新审查原因", row.cause)] if row.cause else []
    query = select(Screening).where(Screening.bidder_id == row.bidder_id, col(Screening.id) < row.id)
    before = session.exec(query.order_by(col(Screening.id).desc()).limit(1)).one_or_none()
    again += [Fact("前次审查", screening_words(before)[0])] if before else []
    return (
        Fact("审查阶段", row.stage.zh),
        Fact("审查基准日", date_zh(row.judged_on)),
        Fact("审查人", row.asked_by),
        Fact("审查时间", f"{instant_zh(row.created_at)}（北京时间）"),
        *again,
        Fact("核定截至", f"{date_zh(on)}：当日有效的核定计入结论"),
        Fact("规则版本", f"审查引擎{result.engine_version}；{_rules(result.rule_versions)}"),
    )


def _rules(rules: RuleVersions) -> str:
    """Return the version of every rule; the most common version is stated once."""
    ((usual, count),) = Counter(version for _, version in rules).most_common(1)
    apart = [
        f"“{LimbCode[code].zh if code in LimbCode.__members__ else '变相购买'}”规则为第{version}版"
        for code, version in rules
        if version != usual
    ]
    return "，".join((*apart, f"{'其余' if apart else ''}{count}项规则均为第{usual}版"))


def _newer(session: Session, row: Screening, on: date) -> tuple[str, ...]:
    """Return a note if the bidder was screened again by that day."""
    query = select(Screening).where(Screening.bidder_id == row.bidder_id, col(Screening.id) > row.id)
    newest = session.exec(query.where(Screening.judged_on <= on).order_by(col(Screening.id).desc()).limit(1)).first()
    if newest is None:
        return ()
    return (f"该意向受让人其后已重新审查，应以最新一次审查为准：{screening_words(newest)[0]}。",)


def _masked(value: Any) -> Any:
    """Return a copy with all full identity numbers masked, whoever wrote them."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str) and type(value) is str:
        return mask_personal_numbers_in(value)
    if isinstance(value, tuple):
        return tuple(_masked(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _masked(getattr(value, each.name)) for each in fields(value)})
    return value
