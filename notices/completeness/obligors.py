"""Obligors: claims whose sale a court may void, guarantees without effect, and names of natural persons.

法发〔2009〕19号第六条第（一）项; 个人信息保护法第二十五条. Masked names are composed by ``notices.privacy``; here staff are told.
"""

from collections.abc import Iterator

from notices.codes import NameBasis
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.named_parties import are_one, parties_of
from notices.content.parties import Obligor
from notices.law.provisions import CONSISTENT_RECORD, PERSONAL_DATA, STATE_ORGAN_OWES
from notices.privacy.name_masks import bare, name_masks
from notices.privacy.personal_data import names_with_more
from notices.privacy.persons import is_person, persons_of


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


def _obligors(at: int, item: DebtorItem) -> list[tuple[str, Obligor]]:
    """Return path and party of the debtor, then of every guarantor of an item."""
    guarantors = [
        (f"items.{at}.claims.{i}.guarantees.{j}.guarantors.{k}", party)
        for i, claim in enumerate(item.claims)
        for j, given in enumerate(claim.guarantees)
        for k, party in enumerate(given.guarantors)
    ]
    return [(f"items.{at}.debtor", item.debtor), *guarantors]


def name_stands_alone(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block the name of a natural person that holds more than a name, as it could not be masked."""
    for path, _ in names_with_more(subject.content):
        yield Shortcoming(
            Severity.blocker,
            "name_holds_more",
            path,
            "自然人的姓名栏只写一人的姓名，请删去括号、号码等其他内容，数人分别列出",
            "the name of a natural person is one name alone; delete brackets, numbers and the like, and list several "
            "people one by one",
            PERSONAL_DATA,
        )


def names_have_a_basis(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of each person whose name will be masked because no basis is stated; note those who have none."""
    content = subject.content
    masks = name_masks(content) if any(persons_of(content)) else {}
    told: set[str] = set()
    stated = {bare(person.name) for person in persons_of(content) if person.bases}
    for person in persons_of(content):
        name = bare(person.name)
        label = masks.get(name, name)
        if label == name or name in told:
            continue
        told.add(name)
        yield _masked(person.path, name, label, is_stated=name in stated)


def what_is_left_out_is_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Note the birth date and the exact address of a natural person: they stay in the records and are not printed."""
    for path, party in parties_of(subject.content):
        for field in ("founded_on", "address") if is_person(party) else ():
            if getattr(party, field):
                yield Shortcoming(
                    Severity.note,
                    "not_printed_of_a_person",
                    f"{path}.{field}",
                    "自然人的出生日期不予公开，住址至多印到县（区）",
                    "of a natural person no birth date is printed, and the address as far as the county at most",
                    PERSONAL_DATA,
                )


def _masked(path: str, name: str, label: str, *, is_stated: bool) -> Shortcoming:
    bases = "、".join(basis.zh for basis in NameBasis if basis is not NameBasis.none)
    if is_stated:
        return Shortcoming(
            Severity.note,
            "name_is_masked",
            path,
            f"自然人“{name}”在公告中印作“{label}”",
            f'the natural person "{name}" is printed as "{label}"',
            PERSONAL_DATA,
        )
    return Shortcoming(
        Severity.warning,
        "name_without_basis",
        path,
        f"未写明自然人“{name}”的姓名公开依据，公告中印作“{label}”；有{bases}的，请填写 name_bases",
        f'no basis is stated for the name of the natural person "{name}": it is printed as "{label}"; where there is a '
        "contract, an effective judgment or a written consent, state it in name_bases",
        PERSONAL_DATA,
    )
