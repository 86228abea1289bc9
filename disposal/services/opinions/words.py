"""The sentences at the start of an opinion: the result of the findings after decisions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.services.opinions.context import Conclusion
from disposal.services.screening.decisions import DecidedFinding, overall
from notices.composition.phrases import date_zh
from notices.dates import SHANGHAI

EVASION, NOTICE, IDENTITY = "evasion", "notice", "identity"
_RULES = {EVASION: "变相购买", NOTICE: "公告的受让限制", IDENTITY: "身份识别"}

_SENTENCES = {
    Outcome.barred: (
        "意向受让人{name}不得购买本项目资产。",
        "{name} may not buy the assets of this project.",
    ),
    Outcome.error: (
        "对意向受让人{name}的审查尚未完成：有查询失败。\n修复并重新审查之前，不得认定其可以购买本项目资产。",
        "The screening of {name} is not complete, because a look-up failed. Nobody may take it to be eligible before "
        "that is repaired and it is screened again.",
    ),
    Outcome.possible: (
        "意向受让人{name}可能属于不得购买的人员，须由人核定。\n核定之前，不得认定其可以购买本项目资产。",
        "{name} is possibly barred; a person must decide. Until then nobody may take it to be eligible.",
    ),
    Outcome.undecided: (
        "依现有资料，无法认定意向受让人{name}可否购买本项目资产。\n补齐资料重新审查或由人核定之前，不得认定其可以购买。",
        "On what is known it cannot be decided whether {name} may buy. Until the facts are supplied or a person has "
        "decided, nobody may take it to be eligible.",
    ),
    Outcome.overridden: (
        "意向受让人{name}属于本公告不得购买的人员，已经另一人批准破例。\n申请人、批准人、理由和期限见下列结论。",
        "{name} is barred by this notice; a second person has approved an override. Who asked, who approved, why and "
        "until when stand with the findings named below.",
    ),
    Outcome.clear: (
        "未发现意向受让人{name}具有本公告所列不得购买的情形。",
        "{name} was not found to be barred by this notice.",
    ),
}


def conclusion_of(name: str, found: tuple[DecidedFinding, ...], *, at_screening: Outcome, on: date) -> Conclusion:
    """Return the overall outcome in a sentence, with notes."""
    outcome = overall(found)
    zh, en = _SENTENCES[outcome]
    notes = [*_reasons(found, outcome), _counts(found)]
    if outcome is not at_screening:
        notes.append(
            f"审查作出时的总体结论为“{at_screening.zh}”；计入截至{date_zh(on)}的核定，总体结论为“{outcome.zh}”。"
        )
    notes += _decided(found)
    return Conclusion(outcome, zh.format(name=name), en.format(name=name), tuple(notes))


def group_of(finding: Finding) -> str:
    """Return the code under which a finding is shown: that of its limb, or one code for all signs of evasion."""
    return finding.rule.partition(".")[0]


def label_of(finding: Finding) -> str:
    """Return the name of a finding's category."""
    return finding.limb.zh if finding.limb else _RULES[group_of(finding)]


def numbers_words(numbers: Iterable[int]) -> str:
    """Return numbers as printed, with consecutive ones as a range: 1–3、7."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    stretches = ([number for _, number in run] for _, run in runs)
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in stretches)


def instant_zh(at: datetime) -> str:
    """Return an instant in Asia/Shanghai: 2022年8月15日10:03:22."""
    local = at.astimezone(SHANGHAI)
    return f"{date_zh(local.date())}{local:%H:%M:%S}"


def _reasons(found: Sequence[DecidedFinding], outcome: Outcome) -> Iterator[str]:
    """Yield the findings that determine the outcome; nothing if all is clear."""
    if outcome is Outcome.clear:
        return
    where: dict[str, list[int]] = {}
    for each in found:
        if each.outcome is outcome:
            where.setdefault(label_of(each.finding), []).append(each.number)
    yield f"所据：{'；'.join(f'{label}（结论{numbers_words(numbers)}）' for label, numbers in where.items())}。"


def _counts(found: Sequence[DecidedFinding]) -> str:
    """Return the number of findings by outcome."""
    counted = [(outcome, sum(each.outcome is outcome for each in found)) for outcome in Outcome]
    parts = [f"{outcome.zh}{count}项" for outcome, count in counted if count and outcome is not Outcome.not_in_notice]
    others = dict(counted)[Outcome.not_in_notice]
    rest = f"；本公告未列而不据以限制的{others}项" if others else ""
    return f"共{len(found)}项结论，计入核定后：{'，'.join(parts)}{rest}。"


def _decided(found: Sequence[DecidedFinding]) -> list[str]:
    """Return the notes on the newest decisions; equal notes share one sentence."""
    told: dict[str, list[int]] = {}
    for each in found:
        if each.decision is not None:
            told.setdefault(_told(each, each.decision), []).append(each.number)
    return [f"结论{numbers_words(numbers)}{words}" for words, numbers in told.items()]


def _told(each: DecidedFinding, decision: ScreeningDecision) -> str:
    """Return the note on the newest decision of a finding, without its number."""
    until = f"，有效至{date_zh(decision.expires_on)}，其后须重新核定" if decision.expires_on else ""
    if each.reopened:
        return f"的核定（{decision.verdict.zh}）已失效：{each.reopened[0]}；须重新核定。"
    if decision.verdict is Verdict.override_requested:
        return f"的破例申请尚待另一人批准；批准之前，仍为“{each.outcome.zh}”。"
    if decision.verdict is Verdict.override_approved:
        done = "已由第二人批准破例，不再据以限制"
    elif decision.verdict is Verdict.dismissed:
        done = "已由核定人排除"
    else:
        done = "已由核定人确认属于该项"
    return f"原为“{each.finding.outcome.zh}”，{done}{until}。"
