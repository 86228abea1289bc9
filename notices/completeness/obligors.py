"""Obligors: claims whose sale a court may void (法发〔2009〕19号第六条第（一）项), and duties beside the notice."""

import re
from collections.abc import Iterator

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.named_parties import are_one, parties_of, plain_name
from notices.content.parties import Obligor
from notices.duties.content_advice import Circumstances, content_advice
from notices.law.provisions import CONSISTENT_RECORD, STATE_ORGAN_OWES


def no_obligor_is_a_state_organ(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a debtor or guarantor that is a state organ: a court may void the sale."""
    for at, item in enumerate(subject.content.items):
        for path, party in _obligors(at, item):
            if party.is_state_organ:
                yield Shortcoming(
                    Severity.blocker,
                    "state_organ",
                    path,
                    f"“{party.name}”系国家机关，人民法院可以据此认定转让合同无效；请将该债权移出",
                    f'"{party.name}" is a state organ: a court may void the sale of this claim; take it out',
                    STATE_ORGAN_OWES,
                )


def guarantor_is_not_the_debtor(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a debtor is its own guarantor: such a guarantee secures nothing."""
    for at, item in enumerate(subject.content.items):
        for path, party in _obligors(at, item)[1:]:
            if are_one(party, item.debtor):
                yield Shortcoming(
                    Severity.warning,
                    "guarantor_is_debtor",
                    path,
                    f"保证人“{party.name}”即债务人本人，请核对",
                    f'the guarantor "{party.name}" is the debtor; check the name',
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
