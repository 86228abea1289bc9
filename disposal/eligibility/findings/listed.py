"""What the restricted lists say about a person, and what they could not answer."""

from collections.abc import Iterable, Sequence

from disposal.eligibility.facts.lookups import HitStrength, ListHit, LookupFailed, bearers
from disposal.eligibility.facts.relations import is_within
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.findings.ground import Ground, missing
from notices.content.limbs import LimbCode
from notices.content.terms import RestrictionLimb

NEED_A_LIST = frozenset(
    {
        LimbCode.civil_servant, LimbCode.regulator_staff, LimbCode.judicial_police, LimbCode.amc_staff,
        LimbCode.dishonest_debtor, LimbCode.aml_listed,
    }
)  # fmt: skip
"""Limbs that can be cleared only if a list was read. Other limbs read a list if there is one."""

_NAMED = 5  # a sentence prints this many names and counts the rest


def listed(case: Case, code: LimbCode, key: str) -> tuple[Ground, ...]:
    """Return a ground for each entry that is or may be the party, on the lists that serve the limb."""
    hits = (hit for hit in case.hits(key) if code in case.list_versions[hit.list_code, hit.list_version].limbs)
    return tuple(_ground(case, hit) for hit in hits)


def _ground(case: Case, hit: ListHit) -> Ground:
    of = case.list_versions[hit.list_code, hit.list_version]
    name, is_certain = case.name(hit.party), hit.strength is HitStrength.certain
    outcome = Outcome.barred if is_certain else Outcome.possible
    shared, shared_en = bearers(hit, are_told_once=case.are_bearers_told_once)
    many, many_en = (f"等至少{hit.others + 1}条", f" and at least {hit.others} more") if hit.others else ("", "")
    how = "" if is_certain else "疑似"
    zh = f"{name}{how}列于{of.zh}条目{hit.entry_id}{many}（{hit.field.zh}：{hit.because}{shared}）"
    en = (
        f"{name} {'stands' if is_certain else 'may stand'} on {of.en}, entry {hit.entry_id}{many_en} "
        f"({hit.field.en}: {hit.because_en}{shared_en})"
    )
    if not is_within(case.on, hit.valid_from, hit.valid_until):
        outcome = Outcome.clear
        zh += f"，但该条目在{case.on}不在有效期内（{span(hit.valid_from, hit.valid_until)}），不计"
        en += f", but that entry is not in force on {case.on} ({span(hit.valid_from, hit.valid_until)}): not counted"
    return Ground(outcome=outcome, person=hit.party, zh=zh, en=en, hit=hit)


def span(first: object, last: object) -> str:
    """Return two days as a span. An open end is empty."""
    return f"{first or ''}–{last or ''}"


def unanswered(case: Case, limbs: Iterable[RestrictionLimb], keys: Sequence[str]) -> tuple[Ground, ...]:
    """Return why the lists cannot clear these people of these limbs.

    A failed look-up is an error. A person not looked up, or no list where one is needed, is a missing fact. A limb
    limited to those who handled the asset needs no list: the project names these people.
    """
    if not keys:
        return ()
    limbs = tuple(limbs)
    codes = tuple(limb.code for limb in limbs)
    failed = [failure for failure in case.facts.failures if _touches(failure, codes, keys)]
    if failed:
        return tuple(_failed(case, failure, keys) for failure in sorted(failed, key=lambda f: (f.list_code, f.reason)))
    needed = [limb.code for limb in limbs if limb.code in NEED_A_LIST and not limb.is_handling_staff_only]
    grounds = [_no_list(case, code, keys[0]) for code in needed if not case.lists_for((code,))]
    for of in case.lists_for(codes):
        done = case.looked_up.get((of.code, of.version), frozenset())
        skipped = [key for key in keys if key not in done]
        if skipped:
            zh, en = named(case, skipped)
            grounds.append(
                missing(
                    skipped[0],
                    f"lookups.{of.code}",
                    zh=f"{zh}尚未在{of.zh}中查询",
                    en=f"{en}: not looked up in {of.en}",
                )
            )
    return tuple(grounds)


def _touches(failure: LookupFailed, codes: tuple[LimbCode, ...], keys: Sequence[str]) -> bool:
    if failure.limbs and not set(failure.limbs) & set(codes):
        return False
    return not failure.parties or bool(set(failure.parties) & set(keys))


def _failed(case: Case, failure: LookupFailed, keys: Sequence[str]) -> Ground:
    person = next((key for key in keys if not failure.parties or key in failure.parties), keys[0])
    return Ground(
        outcome=Outcome.error,
        person=person,
        zh=f"{case.name(person)}：查询{failure.list_name}失败（{failure.reason}）",
        en=f"{case.name(person)}: the look-up in {failure.list_name_en} failed ({failure.reason_en})",
    )


def _no_list(case: Case, code: LimbCode, key: str) -> Ground:
    return missing(
        key,
        f"lists.{code}",
        zh=f"{case.name(key)}：没有可供查询的“{code.zh}”名单",
        en=f"{case.name(key)}: there is no list for “{code.en}” to look in",
    )


def named(case: Case, keys: Sequence[str]) -> tuple[str, str]:
    """Return the names in both languages: the first few in full, the rest counted."""
    names = [case.name(key) for key in keys[:_NAMED]]
    if len(keys) <= _NAMED:
        return "、".join(names), ", ".join(names)
    return f"{'、'.join(names)}等{len(keys)}个", f"{', '.join(names)} and {len(keys) - _NAMED} more"


def lists_read(case: Case, codes: Iterable[LimbCode]) -> tuple[str, str]:
    """Return the list versions that serve the limbs, in both languages; empty if there are none."""
    lists = case.lists_for(codes)
    return "、".join(of.zh for of in lists), ", ".join(of.en for of in lists)
