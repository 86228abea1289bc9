"""Right of first refusal (优先购买权): the sale of a claim on a state-owned debtor is notified to its holder.

法发〔2009〕19号第四条, read in part as quoted: before a sale to a buyer that is not state-owned, the holder (local
government, investor body or group) at the debtor's place of registration is notified; for a package, that of the main
debtors' common superior place. The time to answer is recollection.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from notices.codes import Coded
from notices.dates import dated, dated_zh
from notices.duties.advice import Advice
from notices.duties.provisions import RIGHT_OF_FIRST_REFUSAL, TIME_TO_ANSWER

DAYS_TO_ANSWER = 30
"""From recollection (TIME_TO_ANSWER): it may be told and must decide nothing."""
_UNIT = re.compile(r"[^省市区县旗\s]+?(?:特别行政区|自治区|自治州|自治县|地区|省|市|县|区|旗)")
_PROVINCE = re.compile("省$|自治区$|特别行政区$|^(?:北京|上海|天津|重庆)市?$")
_STATE_TYPES = re.compile(r"国有|国营|国资|全民所有制")
_NOT_STATE = re.compile(r"非国有")
_MOST_UNITS, _MOST_NAMES = 3, 3


class PreemptionAnswer(Coded):
    """What the holder of the right answered (优先购买权人答复)."""

    waived = "waived", "放弃", "waived", "不予购买、放弃优先购买权"
    exercised = "exercised", "主张购买", "exercised", "行使、行使优先购买权、购买"


@dataclass(frozen=True, slots=True)
class StateDebtor:
    """A state-owned debtor with its place of registration; an empty place is unknown."""

    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class PreemptionFact:
    """A notice to a holder of the right: whom, of which region, when sent, and what was answered."""

    holder: str
    region: str
    sent_on: date
    answer: PreemptionAnswer | None = None


def is_state_owned(flag: bool | None, company_type: str | None) -> bool:
    """Return whether a party counts as state-owned: by its flag, else by the words of its registered type."""
    words = company_type or ""
    return bool(_STATE_TYPES.search(words)) and not _NOT_STATE.search(words) if flag is None else flag


def common_superior_place(places: Sequence[str]) -> str | None:
    """Return the smallest place that all of these lie in; empty if they share no province, None if one is unknown.

    Two cities of which no province is said, 杭州市 and 宁波市, may share one: that is unknown, not none.
    """
    chains = [_units(place) for place in places]
    if not chains or not all(chains):
        return None
    if len({chain[0] for chain in chains}) > 1 and not all(_PROVINCE.search(chain[0]) for chain in chains):
        return None
    shared = []
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "".join(shared)


def preemption_advice(
    debtors: Sequence[StateDebtor], notices: Sequence[PreemptionFact], *, is_package: bool, field: str, today: date
) -> Iterator[Advice]:
    """Yield advice on the notices that a sale of claims on these debtors asks for, as of ``today``.

    A debtor of unknown place is covered by any notice. In a package of several state-owned debtors one notice must
    cover all of them.
    """
    missed = [debtor for debtor in debtors if not any(_covers(each.region, debtor) for each in notices)]
    if missed:
        place = _place(debtors if is_package else missed, is_package=is_package)
        yield _missing(missed, place, field=field)
    elif is_package and len(debtors) > 1 and not any(all(_covers(n.region, d) for d in debtors) for n in notices):
        yield _not_superior(debtors, field=field)
    for each in notices if debtors else ():
        if each.answer is PreemptionAnswer.exercised:
            yield _exercised(each, field=field)
        elif each.answer is None:
            yield _unanswered(each, field=field, today=today)


def _missing(debtors: Sequence[StateDebtor], places: tuple[str, str], *, field: str) -> Advice:
    (names, names_en), (place, place_en) = _named(debtors), places
    return Advice(
        "preemption_missing",
        field,
        f"{names}为国有企业：向非国有受让人转让前，应通知{place}的优先购买权人（地方人民政府、出资人机构或持股集团），"
        "未见优先购买权通知；请通知并登记",
        f"state-owned: {names_en}. Before a sale to a buyer that is not, notify the holder of the right of first "
        f"refusal (local government, investor body or group) of {place_en}; no such notice is on record",
        RIGHT_OF_FIRST_REFUSAL,
    )


def _not_superior(debtors: Sequence[StateDebtor], *, field: str) -> Advice:
    place, place_en = _place(debtors, is_package=True)
    return Advice(
        "preemption_not_superior",
        field,
        f"资产包：已登记的优先购买权通知没有一份涵盖全部国有债务人；应通知{place}的优先购买权人，请核对",
        "a package: no notice on record covers all its state-owned debtors; the holder of the right of first refusal "
        f"of {place_en} is to be notified",
        RIGHT_OF_FIRST_REFUSAL,
    )


def _exercised(notice: PreemptionFact, *, field: str) -> Advice:
    return Advice(
        "preemption_exercised",
        field,
        f"优先购买权人{notice.holder}主张购买；同等条件下应由其优先受让，请先处理",
        f"{notice.holder} exercises its right of first refusal; on equal terms it comes first",
        RIGHT_OF_FIRST_REFUSAL,
    )


def _unanswered(notice: PreemptionFact, *, field: str, today: date) -> Advice:
    """Note how long a notice has waited; how long the holder has is recollection, so nothing is concluded from it."""
    days = (today - notice.sent_on).days
    return Advice(
        "preemption_unanswered",
        field,
        f"优先购买权人{notice.holder}尚未答复{dated_zh(notice.sent_on)}的通知（已{days}日）；"
        f"答复期限据记忆为收到之日起{DAYS_TO_ANSWER}日，未经核对原文",
        f"{notice.holder} has not answered the notice of {dated(notice.sent_on)} ({days} days ago); the time to answer "
        f"is {DAYS_TO_ANSWER} days from receipt by recollection, not read",
        TIME_TO_ANSWER,
        is_warning=False,
    )


def _place(debtors: Sequence[StateDebtor], *, is_package: bool) -> tuple[str, str]:
    """Return in words where the holder is looked for."""
    found = common_superior_place([debtor.place for debtor in debtors])
    if is_package and len(debtors) > 1:
        known = found if found else "跨省，中央一级" if found is not None else "请核对"
        return f"主要债务人共同的上级行政区域（{known}）", f"the main debtors' common superior place ({known})"
    return (
        (f"债务人注册登记地（{found}）", f"the place of registration ({found})")
        if found
        else (
            "债务人注册登记地",
            "the debtor's place of registration",
        )
    )


def _named(debtors: Sequence[StateDebtor]) -> tuple[str, str]:
    names = list(dict.fromkeys(debtor.name for debtor in debtors))
    shown, more = names[:_MOST_NAMES], len(names) - _MOST_NAMES
    return (
        f"“{'”、“'.join(shown)}”" + (f"等{len(names)}户" if more > 0 else ""),
        ", ".join(f'"{name}"' for name in shown) + (f" and {more} more" if more > 0 else ""),
    )


def _covers(region: str, debtor: StateDebtor) -> bool:
    units, of_region = _units(debtor.place), _units(region)
    if not units:
        return True
    return of_region[-1] in units if of_region else region.strip() in debtor.place


def _units(place: str) -> list[str]:
    """Return the administrative units of an address, the largest first: 浙江省, 杭州市, 萧山区."""
    return _UNIT.findall(place)[:_MOST_UNITS]
