"""Make findings from grounds: each outcome has its sentence in Chinese and English, and its source."""

from collections.abc import Iterable

from disposal.eligibility.findings.basis import basis_words
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.eligibility.findings.ground import Ground
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb
from notices.legal_source import LegalSource, SourceKind
from notices.sales_minutes import VOID_GROUNDS

_INSIDERS = VOID_GROUNDS[9].source

_ZH = {
    Outcome.barred: "{zh}，属于本公告不得购买的“{words}”{despite}。依据：{basis}。",
    Outcome.possible: "{zh}，可能属于本公告不得购买的“{words}”，须由人核定。依据：{basis}。",
    Outcome.undecided: "{zh}，无法认定是否属于本公告不得购买的“{words}”。请补充后重新审查。依据：{basis}。",
    Outcome.error: "{zh}，未能审查是否属于本公告不得购买的“{words}”。请恢复查询后重新审查。依据：{basis}。",
    Outcome.clear: "{zh}。依据：{basis}。",
    Outcome.not_in_notice: "{zh}。本公告未列“{label}”一项，不据此限制。",
}
_EN = {
    Outcome.barred: "{en}: barred by this notice as “{words}” ({label}){despite}. Source: {basis}.",
    Outcome.possible: "{en}: possibly barred by this notice as “{words}” ({label}); a person must decide. "
    "Source: {basis}.",
    Outcome.undecided: "{en}: it cannot be decided whether this notice bars the bidder as “{words}” ({label}). "
    "Supply it and screen again. Source: {basis}.",
    Outcome.error: "{en}: not examined whether this notice bars the bidder as “{words}” ({label}). "
    "Restore the look-up and screen again. Source: {basis}.",
    Outcome.clear: "{en}. Source: {basis}.",
    Outcome.not_in_notice: "{en}. This notice has no limb “{label}”, so that does not bar the bidder.",
}

_ZH_REQUIRED = {
    Outcome.barred: "{zh}，不符合本公告对买受人的要求“{words}”{despite}。依据：{basis}。",
    Outcome.possible: "{zh}，可能不符合本公告对买受人的要求“{words}”，须由人核定。依据：{basis}。",
    Outcome.undecided: "{zh}，无法认定是否符合本公告对买受人的要求“{words}”。请补充后重新审查。依据：{basis}。",
}
_EN_REQUIRED = {
    Outcome.barred: "{en}: not what this notice requires of a buyer, “{words}” ({label}){despite}. Source: {basis}.",
    Outcome.possible: "{en}: possibly not what this notice requires of a buyer, “{words}” ({label}); "
    "a person must decide. Source: {basis}.",
    Outcome.undecided: "{en}: it cannot be decided whether the bidder is what this notice requires, “{words}” "
    "({label}). Supply it and screen again. Source: {basis}.",
}


def conclude(case: Case, limb: RestrictionLimb, grounds: Iterable[Ground], clear: Ground) -> tuple[Finding, ...]:
    """Return a finding for each ground. Adds ``clear`` if nothing was found, failed or is missing.

    If the notice does not contain the limb, returns only what was found, as information that does not bar.
    """
    grounds = tuple(grounds)
    if limb.code not in case.printed:
        return tuple(_finding(case, limb, ground, Outcome.not_in_notice) for ground in grounds if ground.is_found)
    if all(ground.outcome is Outcome.clear for ground in grounds):
        grounds = (*grounds, clear)
    return tuple(_finding(case, limb, ground, ground.outcome) for ground in grounds)


def cleared(person: str, zh: str, en: str) -> Ground:
    """Return the clear ground, used if nothing was found."""
    return Ground(outcome=Outcome.clear, person=person, zh=zh, en=en)


def _finding(case: Case, limb: RestrictionLimb, ground: Ground, outcome: Outcome) -> Finding:
    hit = ground.hit
    zh, en = _sentences(case, limb, ground, outcome)
    return Finding(
        rule=limb.code.value,
        outcome=outcome,
        limb=limb.code,
        wording="" if outcome is Outcome.not_in_notice else words(case, limb),
        person=ground.person,
        person_name=case.name(ground.person),
        zh=zh,
        en=en,
        source=_source(case, limb, ground),
        list_code=hit.list_code if hit else None,
        list_version=hit.list_version if hit else None,
        entry_id=hit.entry_id if hit else None,
        matched_field=hit.field.value if hit else None,
        paths=ground.paths,
        stake=ground.stake,
        asks=ground.asks,
    )


def _source(case: Case, limb: RestrictionLimb, ground: Ground | None = None) -> LegalSource:
    """Return the provision of the ground or the limb; a limb that rests on the notice alone cites its sentence."""
    source = (ground and ground.source) or case.rules[limb.code].source
    return case.notice_source if source.kind is SourceKind.notice else source


def _sentences(case: Case, limb: RestrictionLimb, ground: Ground, outcome: Outcome) -> tuple[str, str]:
    label, basis = limb.code, basis_words(_source(case, limb, ground))
    is_denied = outcome is Outcome.barred and case.declared(limb.code) is False
    zh, en = _ZH, _EN
    if _is_requirement(case, limb):
        zh, en = _ZH | _ZH_REQUIRED, _EN | _EN_REQUIRED
    known = {"words": words(case, limb)}
    return (
        zh[outcome].format(
            zh=ground.zh, label=label.zh, basis=basis[0], despite="，与其声明不符" if is_denied else "", **known
        ),
        en[outcome].format(
            en=ground.en,
            label=label.en,
            basis=basis[1],
            despite=", against the declaration made" if is_denied else "",
            **known,
        ),
    )


def _is_requirement(case: Case, limb: RestrictionLimb) -> bool:
    """Check whether the notice prints the limb as a requirement on the buyer, not as a restriction."""
    is_listed = any(printed.code is limb.code for printed in case.restrictions.limbs)
    return limb.code is LimbCode.capacity and not is_listed and bool(case.restrictions.capacity)


def words(case: Case, limb: RestrictionLimb) -> str:
    """Return the notice's text of the limb. The capacity clause is printed outside the list of limbs."""
    return str(case.restrictions.capacity) if _is_requirement(case, limb) else limb.words


def no_limbs(case: Case) -> Finding:
    """Return the undecided finding for a notice without restrictions: a person must decide."""
    return Finding(
        rule="notice",
        outcome=Outcome.undecided,
        limb=None,
        wording="",
        person=case.bidder.key,
        person_name=case.bidder.name,
        zh=f"本公告未列任何受让限制，无法据以审查{case.bidder.name}。请补充公告的受让限制条款，或由人核定。依据：{_INSIDERS.citation}。",
        en=f"This notice has no restrictions by which {case.bidder.name} could be screened. "
        f"Enter its restrictions, or let a person decide. Source: {_INSIDERS.citation_en}.",
        source=_INSIDERS,
        asks=("restrictions.limbs",),
    )


def unidentified(case: Case) -> Finding:
    """Return the undecided finding for a bidder without an identifying number: only names can be compared."""
    name, is_person = case.bidder.name, case.bidder.kind is PartyKind.natural_person
    number, number_en = ("身份证号码", "a resident ID number") if is_person else ("统一社会信用代码", "a credit code")
    if is_person and not case.bidder.is_number_identifying:
        number = "居民身份证、护照或通行证号码（仅有其他证件号码）"
        number_en = "the number of a resident ID, passport or travel permit, but only of another document"
    return Finding(
        rule="identity",
        outcome=Outcome.undecided,
        limb=None,
        wording="",
        person=case.bidder.key,
        person_name=name,
        zh=f"{name}未提供{number}，名单与登记资料只能按名称比对，不能据以排除。请补充后重新审查。依据：本公告。",
        en=f"{name} has not shown {number_en}; lists and records can be compared by name only, which clears nobody. "
        f"Supply it and screen again. Source: this notice.",
        source=case.notice_source,
        asks=("dossier.bidder.number",),
    )


def not_examined(case: Case, limb: RestrictionLimb) -> Finding:
    """Return the finding that the notice has no such limb, and that nothing was found under it."""
    return Finding(
        rule=limb.code.value,
        outcome=Outcome.not_in_notice,
        limb=limb.code,
        wording="",
        person=case.bidder.key,
        person_name=case.bidder.name,
        zh=f"本公告未列“{limb.code.zh}”一项，不适用。",
        en=f"This notice has no limb “{limb.code.en}”: not applied.",
        source=_source(case, limb),
    )
