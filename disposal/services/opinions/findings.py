"""The findings of an opinion by category, each with its list entry, paths, missing facts and decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from uuid import UUID

from markupsafe import Markup

from disposal.eligibility import engine
from disposal.eligibility.facts.lookups import MatchedField
from disposal.eligibility.facts.relations import Relation
from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Finding, Outcome, Path, worst
from disposal.eligibility.insiders.missing_facts import MissingFact, missing_fact
from disposal.eligibility.paths.diagram import draw
from disposal.eligibility.paths.pathway import path_words
from disposal.models.lists.entry import ListEntry
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import Screening
from disposal.services.opinions.context import AskShown, DecisionShown, FindingShown, LawShown, LimbShown, WayShown
from disposal.services.opinions.words import group_of, instant_zh, label_of, numbers_words
from disposal.services.screening.decisions import DecidedFinding, is_for_a_person
from disposal.services.screening.screening_words import screening_words
from notices.composition.phrases import date_zh
from notices.legal_source import LegalSource

_SCALE = 0.8  # relative to the screen's 14 px: 8.4 points
_WAITING = {Outcome.possible, Outcome.undecided}
_ROLES = {
    Verdict.confirmed: "核定人",
    Verdict.dismissed: "核定人",
    Verdict.override_requested: "申请人",
    Verdict.override_approved: "批准人",
}


@dataclass(frozen=True, eq=False)
class Evidence:
    """The data that the findings are shown with: the record, the matched list entries, the screenings decided at."""

    row: Screening
    recorded: engine.ScreeningRecord
    entries: dict[str, ListEntry]
    screenings: dict[UUID, Screening]

    @cached_property
    def parties(self) -> dict[str, str]:
        """Return the name of every party by key."""
        facts = self.recorded.question.facts
        return {party.key: party.name for party in (facts.dossier.bidder, *facts.parties)}

    @cached_property
    def lists(self) -> dict[str, str]:
        """Return the name of every list by code."""
        return {version.code: version.name for version in self.recorded.question.facts.lists}

    @cached_property
    def relations(self) -> dict[tuple[str, str], list[Relation]]:
        """Return the relations between each pair of parties."""
        facts = self.recorded.question.facts
        between: dict[tuple[str, str], list[Relation]] = {}
        for each in (*facts.dossier.relations, *facts.relations):
            between.setdefault((each.from_party, each.to_party), []).append(each)
        return between

    def fact(self, path: str) -> MissingFact:
        """Return a missing fact in words."""
        return missing_fact(path, parties=self.parties, lists=self.lists)


def limbs_shown(found: Sequence[DecidedFinding], evidence: Evidence) -> tuple[LimbShown, ...]:
    """Return the categories in the order of their findings; categories not in the notice come last."""
    laws = {source: number for number, source in enumerate(_sources(found), start=1)}
    groups = [list(group) for _, group in groupby(found, key=lambda each: group_of(each.finding))]
    shown = [_limb(group, evidence, laws) for group in groups]
    return tuple(sorted(shown, key=lambda limb: not limb.is_in_notice))


def asks_shown(found: Sequence[DecidedFinding], evidence: Evidence) -> tuple[AskShown, ...]:
    """Return every missing fact once, with the findings that ask for it."""
    asked: dict[MissingFact, list[int]] = {}
    for each in found:
        for path in each.finding.asks:
            asked.setdefault(evidence.fact(path), []).append(each.number)
    return tuple(AskShown(fact, numbers_words(numbers)) for fact, numbers in asked.items())


def laws_shown(found: Sequence[DecidedFinding]) -> tuple[LawShown, ...]:
    """Return every cited provision once."""
    return tuple(_law(source) for source in _sources(found))


def _sources(found: Sequence[DecidedFinding]) -> dict[LegalSource, None]:
    """Return the cited provisions, each once, in order."""
    return dict.fromkeys(each.finding.source for each in found)


def _limb(group: Sequence[DecidedFinding], evidence: Evidence, laws: Mapping[LegalSource, int]) -> LimbShown:
    first = group[0].finding
    return LimbShown(
        label=label_of(first),
        wording=next((each.finding.wording for each in group if each.finding.limb and each.finding.wording), ""),
        laws=numbers_words(laws[each.finding.source] for each in group),
        numbers=numbers_words(each.number for each in group),
        outcome=_worst([each.finding.outcome for each in group]),
        decided=_worst([each.outcome for each in group]),
        findings=tuple(_finding(each, evidence) for each in group),
    )


def _worst(outcomes: Sequence[Outcome]) -> Outcome:
    if all(outcome is Outcome.not_in_notice for outcome in outcomes):
        return Outcome.not_in_notice
    return worst(outcomes)


def _finding(each: DecidedFinding, evidence: Evidence) -> FindingShown:
    finding = each.finding
    return FindingShown(
        number=each.number,
        outcome=finding.outcome,
        decided=each.outcome,
        **_sentences(finding, evidence.entries.get(finding.entry_id or "")),
        known_from=kind_words(finding)[0],
        entry=_entry(finding, evidence),
        way=_way(finding.paths, each, evidence) if any(path.steps for path in finding.paths) else None,
        asks=tuple(evidence.fact(path).zh for path in finding.asks),
        decisions=tuple(_decision(made, each, evidence) for made in each.decisions),
        awaits=_awaits(each),
    )


def _awaits(each: DecidedFinding) -> str:
    """Return a sentence if a person must still decide, otherwise an empty string."""
    if (
        each.outcome not in _WAITING
        or not is_for_a_person(each.finding)
        or (each.decision is not None and each.reopened is None)
    ):
        return ""
    return "尚未核定。" if each.decision is None else "须重新核定。"


def _sentences(finding: Finding, entry: ListEntry | None) -> dict[str, str]:
    """Return the sentences of a finding, which name a list entry by the row of the sheet that brought it.

    The record names it by its id, and stays as it was made.
    """
    zh, en = finding.zh, finding.en
    if entry is not None:
        row, brought = entry.row_no, entry.first_version_no
        is_same = brought == finding.list_version
        row_zh = f"第{row}行" if is_same else f"中第{brought}版第{row}行的条目"
        row_en = f"row {row}" if is_same else f"the entry of row {row} of version {brought}"
        zh, en = zh.replace(f"条目{entry.id}", row_zh), en.replace(f"entry {entry.id}", row_en)
    return {"zh": zh, "en": en}


def _entry(finding: Finding, evidence: Evidence) -> str:
    """Return the matched list entry, and the field that matched."""
    if finding.list_code is None or finding.entry_id is None:
        return ""
    list_name = evidence.lists.get(finding.list_code, finding.list_code)
    words = f"《{list_name}》第{finding.list_version}版，"
    entry = evidence.entries.get(finding.entry_id)
    if entry is None:
        words += f"条目{finding.entry_id}"
    else:
        said = [entry.name, *(f"曾用名{name}" for name in entry.former_names)]
        said += [f"{label}{value}" for label, value in _numbers(entry) if value]
        said += [value for value in (entry.employer, entry.position, entry.remark) if value]
        sheet = "" if entry.first_version_no == finding.list_version else f"第{entry.first_version_no}版"
        words += f"{sheet}来源文件第{entry.row_no}行（{'，'.join(said)}）"
    return f"{words}。匹配字段：{MatchedField[finding.matched_field].zh}。" if finding.matched_field else f"{words}。"


def _numbers(entry: ListEntry) -> tuple[tuple[str, str | None], ...]:
    return ("证件号码", entry.number_masked), ("统一社会信用代码", entry.credit_code)


def _way(paths: tuple[Path, ...], each: DecidedFinding, evidence: Evidence) -> WayShown:
    stake = each.finding.stake
    steps = dict.fromkeys((step.from_party, step.to_party) for path in paths for step in path.steps)
    sources = tuple(
        f"{evidence.parties[start]}→{evidence.parties[end]}：{'；'.join(_stated(evidence.relations[start, end]))}"
        for start, end in steps
        if (start, end) in evidence.relations
    )
    drawn = draw(paths, stake, ids=f"paths-{each.number}", scale=_SCALE) if len(steps) > 1 else ""
    diagram = Markup(drawn)  # noqa: S704 - drawn and escaped by ourselves
    return WayShown(path_words(paths, stake), diagram, sources)


def _stated(relations: Sequence[Relation]) -> list[str]:
    """Return the sources of the relations between two parties, with their period if known."""
    return list(dict.fromkeys(f"{each.kind.zh}，据{each.source}{_days(each)}" for each in relations))


def _days(each: Relation) -> str:
    first = f"自{date_zh(each.valid_from)}起" if each.valid_from else ""
    last = f"至{date_zh(each.valid_until)}止" if each.valid_until else ""
    return f"（{first}{last}）" if first or last else ""


def _decision(made: ScreeningDecision, each: DecidedFinding, evidence: Evidence) -> DecisionShown:
    at = evidence.screenings[made.screening_id]
    elsewhere = "" if at is evidence.row else f"，核定的是{screening_words(at)[0]}"
    return DecisionShown(
        verdict=made.verdict.zh,
        by=f"{_ROLES[made.verdict]}：{made.decided_by}"
        + (f"；申请人：{made.requested_by}" if made.requested_by else ""),
        at=f"{instant_zh(made.created_at)}{elsewhere}",
        reason=made.reason,
        effect=_effect(made, each),
    )


def _effect(made: ScreeningDecision, each: DecidedFinding) -> str:
    """Return whether a decision applies, with its end or the reason why not."""
    approval = next((other for other in each.decisions if other.request_id == made.id), None)
    if approval is not None:
        return f"已由{approval.decided_by}批准，见后一核定"
    if each.decision is None or made.id != each.decision.id:
        return "已由其后的核定取代"
    if each.reopened is not None:
        return f"已失效，须重新核定：{each.reopened[0]}"
    if made.verdict is Verdict.override_requested:
        return f"待另一人批准；批准之前，结论仍为“{each.outcome.zh}”"
    until = f"至{date_zh(made.expires_on)}" if made.expires_on else "，未定期限"
    return f"有效{until}；结论为“{each.outcome.zh}”"


def _law(source: LegalSource) -> LawShown:
    first = f"自{date_zh(source.in_force_from)}起施行" if source.in_force_from else ""
    last = f"，至{date_zh(source.in_force_until)}止" if source.in_force_until else ""
    unread = source.unread[0] if source.unread else ""
    words = "；".join(filter(None, (f"{first}{last}", unread)))
    return LawShown(source.citation, source.kind, source.quote, words)
