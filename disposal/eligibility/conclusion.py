"""From grounds to findings: every outcome gets its sentence in Chinese and English, and its article."""

from collections.abc import Iterable

from disposal.eligibility.case import Case
from disposal.eligibility.finding import Finding, Outcome
from disposal.eligibility.ground import Ground
from notices.limbs import LimbCode
from notices.terms import RestrictionLimb

_ZH = {
    Outcome.barred: "{zh}，属于本公告不得购买的“{words}”{despite}。依据：本公告；{source}。",
    Outcome.possible: "{zh}，可能属于本公告不得购买的“{words}”{despite}，须由人核定。依据：本公告；{source}。",
    Outcome.undecided: "{zh}，无法认定是否属于本公告不得购买的“{words}”。请补充后重新审查。依据：本公告；{source}。",
    Outcome.error: "{zh}，未能审查是否属于本公告不得购买的“{words}”。请恢复查询后重新审查。依据：本公告；{source}。",
    Outcome.clear: "{zh}。依据：本公告；{source}。",
    Outcome.not_in_notice: "{zh}。本公告未列“{label}”一项，不据此限制。",
}
_EN = {
    Outcome.barred: "{en}: barred by this notice as “{words}” ({label}){despite}. Source: this notice; {source}.",
    Outcome.possible: "{en}: possibly barred by this notice as “{words}” ({label}){despite}; a person must decide. "
    "Source: this notice; {source}.",
    Outcome.undecided: "{en}: it cannot be decided whether this notice bars the bidder as “{words}” ({label}). "
    "Supply it and screen again. Source: this notice; {source}.",
    Outcome.error: "{en}: not examined whether this notice bars the bidder as “{words}” ({label}). "
    "Restore the look-up and screen again. Source: this notice; {source}.",
    Outcome.clear: "{en}. Source: this notice; {source}.",
    Outcome.not_in_notice: "{en}. This notice has no limb “{label}”, so that does not bar the bidder.",
}


def conclude(case: Case, limb: RestrictionLimb, grounds: Iterable[Ground], clear: Ground) -> tuple[Finding, ...]:
    """Return a finding for each ground, and the clear one where nothing was found, failed or is missing.

    Of a limb the notice does not contain, only what was found is told, as information that bars nobody.
    """
    grounds = tuple(grounds)
    if limb.code not in case.printed:
        return tuple(_finding(case, limb, ground, Outcome.not_in_notice) for ground in grounds if ground.is_found)
    if all(ground.outcome is Outcome.clear for ground in grounds):
        grounds = (*grounds, clear)
    return tuple(_finding(case, limb, ground, ground.outcome) for ground in grounds)


def cleared(person: str, zh: str, en: str) -> Ground:
    """Return the ground that speaks when nothing was found."""
    return Ground(outcome=Outcome.clear, person=person, zh=zh, en=en)


def _finding(case: Case, limb: RestrictionLimb, ground: Ground, outcome: Outcome) -> Finding:
    hit, source, label = ground.hit, case.rules[limb.code].source, limb.code
    denied = ground.is_found and case.declared(limb.code) is False
    zh = _ZH[outcome].format(
        zh=ground.zh,
        words=words(case, limb),
        label=label.zh,
        despite="，与其声明不符" if denied else "",
        source=source.citation,
    )
    en = _EN[outcome].format(
        en=ground.en,
        words=words(case, limb),
        label=label.en,
        despite=", against the declaration made" if denied else "",
        source=source.citation_en,
    )
    return Finding(
        rule=limb.code.value,
        outcome=outcome,
        limb=limb.code,
        wording="" if outcome is Outcome.not_in_notice else words(case, limb),
        person=ground.person,
        person_name=case.name(ground.person),
        zh=zh,
        en=en,
        source=source,
        list_code=hit.list_code if hit else None,
        list_version=hit.list_version if hit else None,
        entry_id=hit.entry_id if hit else None,
        matched_field=hit.field.value if hit else None,
        paths=ground.paths,
        stake=ground.stake,
        asks=ground.asks,
    )


def words(case: Case, limb: RestrictionLimb) -> str:
    """Return the words the notice prints for the limb; the capacity clause stands outside the list of limbs."""
    is_listed = any(printed.code is limb.code for printed in case.restrictions.limbs)
    if limb.code is LimbCode.capacity and not is_listed and case.restrictions.capacity:
        return f"不符合“{case.restrictions.capacity}”".replace("“", "‘").replace("”", "’")
    return limb.words


def not_examined(case: Case, limb: RestrictionLimb) -> Finding:
    """Return the information that the notice has no such limb and that nothing was found under it."""
    return Finding(
        rule=limb.code.value,
        outcome=Outcome.not_in_notice,
        limb=limb.code,
        wording="",
        person=case.bidder.key,
        person_name=case.bidder.name,
        zh=f"本公告未列“{limb.code.zh}”一项，不适用。",
        en=f"This notice has no limb “{limb.code.en}”: not applied.",
        source=case.rules[limb.code].source,
    )
