"""Obligors: state organs among them (法发〔2009〕19号第六条第（一）项、第七条), and guarantees without effect.

A state organ never blocks: the court decides, and the claim may be sold where it turns out to be none. So a warning
says on which debtor; who has not been checked is told as a note, before the notice is published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notices.codes import PartyKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.named_parties import are_one, parties_of, plain_name
from notices.content.parties import Obligor
from notices.duties.content_advice import Circumstances, content_advice
from notices.law.provisions import CONSISTENT_RECORD
from notices.resident_ids import mask_resident_ids
from notices.sales_minutes import GROUND, GROUND_EN, ONE_TAINTS_THE_PACKAGE, VOID_GROUNDS

_STATE_ORGAN = VOID_GROUNDS[1].source
_NAMED = 5  # a sentence prints this many names and counts the rest


@dataclass(frozen=True, slots=True)
class _Liable:
    """A debtor or guarantor, its field, and the debtor whose debt it is."""

    path: str
    party: Obligor
    debtor: Obligor

    @property
    def words(self) -> str:
        name, debtor = mask_resident_ids(self.party.name), mask_resident_ids(self.debtor.name)
        return f"债务人“{name}”" if self.party is self.debtor else f"债务人“{debtor}”的保证人“{name}”"

    @property
    def words_en(self) -> str:
        name, debtor = mask_resident_ids(self.party.name), mask_resident_ids(self.debtor.name)
        return f'the debtor "{name}"' if self.party is self.debtor else f'"{name}", guarantor of the debtor "{debtor}",'


def state_organs_are_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a debtor or guarantor that is a state organ: a court has ground to void the sale."""
    for liable in _liable(subject):
        if liable.party.is_state_organ:
            yield Shortcoming(
                Severity.warning,
                "state_organ",
                liable.path,
                f"{liable.words}系国家机关，{GROUND}；请法务核实，或将该债权移出",
                f"{liable.words_en} is a state organ: {GROUND_EN} of this claim; let legal check it, or take it out",
                _STATE_ORGAN,
            )


def state_organ_taints_the_package(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn on a package with a state organ anywhere in it: one tainted claim may bring down the whole sale."""
    content = subject.content
    claims = sum(max(len(item.claims), 1) for item in content.items)
    tainted = list(dict.fromkeys(each.debtor.name for each in _liable(subject) if each.party.is_state_organ))
    if tainted and (content.package is not None or claims > 1):
        zh, en = _names(tainted)
        yield Shortcoming(
            Severity.warning,
            "state_organ_in_package",
            "package" if content.package is not None else "items",
            f"资产包内债务人{zh}的债权涉及国家机关：法院认定其转让合同无效的，受让人可请求连同整个资产包一并认定；"
            "请将其移出资产包或单独处置",
            f"a state organ is involved in claims of the package (debtors: {en}): if a court voids its sale, the buyer "
            "may ask it to void that of the whole package; take them out or sell them apart",
            ONE_TAINTS_THE_PACKAGE,
        )


def state_organs_are_checked(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note the debtors and guarantors of whom nobody has checked whether they are state organs, all in one."""
    if not subject.kind.offers_assets:
        return
    unchecked = [
        each
        for each in _liable(subject)
        if each.party.is_state_organ is None and each.party.kind is PartyKind.organisation
    ]
    known = {each.party.name for each in _liable(subject) if each.party.is_state_organ is not None}
    names = list(dict.fromkeys(each.party.name for each in unchecked if each.party.name not in known))
    if names:
        zh, en = _names(names)
        yield Shortcoming(
            Severity.note,
            "state_organ_unchecked",
            next(each.path for each in unchecked if each.party.name == names[0]),
            f"未核实是否为国家机关的债务人、保证人{len(names)}名：{zh}；核实后请填写 is_state_organ（是或否）",
            f"not checked whether they are state organs, {len(names)} debtor(s) or guarantor(s): {en}; "
            "check, and fill in is_state_organ (true or false)",
            _STATE_ORGAN,
        )


def _names(names: list[str]) -> tuple[str, str]:
    """Return the first names in full and the rest counted, in both languages."""
    first, rest = [mask_resident_ids(name) for name in names[:_NAMED]], len(names) - _NAMED
    zh, en = "、".join(f"“{name}”" for name in first), ", ".join(f'"{name}"' for name in first)
    return (f"{zh}等", f"{en} and {rest} more") if rest > 0 else (zh, en)


def _liable(subject: CheckedNotice) -> Iterator[_Liable]:
    for at, item in enumerate(subject.content.items):
        for path, party in _obligors(at, item):
            yield _Liable(path, party, item.debtor)


def guarantor_is_not_the_debtor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a debtor is its own guarantor: such a guarantee secures nothing."""
    for at, item in enumerate(subject.content.items):
        for path, party in _obligors(at, item)[1:]:
            if are_one(party, item.debtor):
                yield Shortcoming(
                    Severity.warning,
                    "guarantor_is_debtor",
                    path,
                    f"保证人“{mask_resident_ids(party.name)}”即债务人本人，请核对",
                    f'the guarantor "{mask_resident_ids(party.name)}" is the debtor; check the name',
                    CONSISTENT_RECORD,
                )


def duties_are_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Tell of duties beside the notice: refusal rights, demands, guarantee periods, personal loans, interest."""
    facts = subject.facts
    around = Circumstances(subject.kind.offers_assets, facts.media, is_of_register=facts.is_of_register)
    for advice in content_advice(subject.content, around):
        severity = Severity.warning if advice.is_warning else Severity.note
        yield Shortcoming(severity, advice.code, advice.field, advice.zh, advice.en, advice.source)


def buyer_is_no_obligor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the buyer of a result bears the name or number of a party of the notice; the register refuses it."""
    outcome, earlier = subject.content.outcome, subject.facts.amended
    if outcome is None or not outcome.buyer:
        return
    buyers = [plain_name(part) for part in re.split("[、，,；;]", outcome.buyer)]
    for content in (subject.content, *((earlier,) if earlier else ())):
        for _, party in parties_of(content):
            names = {plain_name(name) for name in (party.name, *party.former_names)}
            code = party.credit_code
            if any(buyer in names or (code and code in buyer) for buyer in buyers):
                yield Shortcoming(
                    Severity.warning,
                    "buyer_is_obligor",
                    "outcome.buyer",
                    f"受让人“{outcome.buyer}”与债务人一方的“{party.name}”为同一人或同名，登记系统须由另一人确认后方可发布，"
                    "请核对",
                    f'the buyer "{outcome.buyer}" is "{party.name}" of the debtor\'s side, or bears its name; the '
                    "register publishes it only once another person has confirmed it; check it",
                    CONSISTENT_RECORD,
                )
                return


def _obligors(at: int, item: DebtorItem) -> list[tuple[str, Obligor]]:
    """Return path and party of the debtor, then of every guarantor of an item."""
    guarantors = [
        (f"items.{at}.claims.{i}.guarantees.{j}.guarantors.{k}", party)
        for i, claim in enumerate(item.claims)
        for j, given in enumerate(claim.guarantees)
        for k, party in enumerate(given.guarantors)
    ]
    return [(f"items.{at}.debtor", item.debtor), *guarantors]
