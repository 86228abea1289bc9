"""Obligors: state organs (法发〔2009〕19号第六条第（一）项、第七条), guarantees without effect, names of persons.

A state organ never blocks: the court decides, and the claim may be sold where it turns out to be none. So a warning
says on which debtor; who has not been checked is told as a note, before the notice is published. Masked names
(个人信息保护法第二十五条) are composed by ``notices.privacy``; here staff are told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notices.codes import NameBasis, PartyKind, SecurityKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.named_parties import are_one, parties_of, plain_name
from notices.content.parties import Obligor
from notices.duties.content_advice import Circumstances, content_advice
from notices.law.provisions import CONSISTENT_RECORD, PERSONAL_DATA
from notices.privacy.name_masks import bare, name_masks
from notices.privacy.personal_data import names_with_more
from notices.privacy.persons import is_person, persons_of
from notices.resident_ids import mask_resident_ids
from notices.sales_minutes import GROUND, GROUND_EN, ONE_TAINTS_THE_PACKAGE, VOID_GROUNDS

_STATE_ORGAN = VOID_GROUNDS[1].source
_READS_AS_ORGAN = re.compile(
    "(?:政府|厅|(?<!邮政)(?<!供电)(?<!铁路)(?<!工程)局|法院|检察院|管委会|(?<!村民)(?<!居民)(?<!业主)委员会|街道办事处|财政所|税务所|海关|监狱)$"
)
_NAMED = 5  # a sentence prints this many names and counts the rest


@dataclass(frozen=True, slots=True)
class _Liable:
    """A debtor or 担保人, its field, and the debtor whose debt it is. Mortgagors and pledgors are 担保人 too."""

    path: str
    party: Obligor
    debtor: Obligor
    role: tuple[str, str] = ("保证人", "guarantor")

    @property
    def words(self) -> str:
        name, debtor = mask_resident_ids(self.party.name), mask_resident_ids(self.debtor.name)
        return f"债务人“{name}”" if self.party is self.debtor else f"债务人“{debtor}”的{self.role[0]}“{name}”"

    @property
    def words_en(self) -> str:
        name, debtor = mask_resident_ids(self.party.name), mask_resident_ids(self.debtor.name)
        return (
            f'the debtor "{name}"'
            if self.party is self.debtor
            else f'"{name}", {self.role[1]} of the debtor "{debtor}",'
        )


def state_organs_are_told(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a debtor, guarantor or owner of collateral that is a state organ: a court has ground to void the sale."""
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
    """Note in one who has not been checked for being a state organ; warn of each whose name reads as one."""
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
            f"未核实是否为国家机关的债务人、担保人{len(names)}名：{zh}；核实后请在“国家机关”（is_state_organ）填写是或否",
            f"not checked whether they are state organs, {len(names)} debtor(s) or guarantor(s): {en}; "
            "check, and fill in is_state_organ (true or false)",
            _STATE_ORGAN,
        )
    for each in unchecked:
        if each.party.name not in known and _READS_AS_ORGAN.search(plain_name(each.party.name)):
            yield Shortcoming(
                Severity.warning,
                "state_organ_by_name",
                each.path,
                f"{each.words}从名称看可能是国家机关，尚未核实；系国家机关的，{GROUND}。"
                "请核实并填写“国家机关”（is_state_organ）",
                f"by its name {each.words_en} may be a state organ and is not checked; if it is one, {GROUND_EN}. "
                "Check it and fill in is_state_organ",
                _STATE_ORGAN,
            )


def _names(names: list[str]) -> tuple[str, str]:
    """Return the first names in full and the rest counted, in both languages."""
    first, rest = [mask_resident_ids(name) for name in names[:_NAMED]], len(names) - _NAMED
    zh, en = "、".join(f"“{name}”" for name in first), ", ".join(f'"{name}"' for name in first)
    return (f"{zh}等", f"{en} and {rest} more") if rest > 0 else (zh, en)


def _liable(subject: CheckedNotice) -> Iterator[_Liable]:
    for at, item in enumerate(subject.content.items):
        obligors = _obligors(at, item)
        yield from (_Liable(path, party, item.debtor) for path, party in obligors)
        told = {plain_name(party.name) for _, party in obligors}
        for i, claim in enumerate(item.claims):
            for j, interest in enumerate(claim.security):
                owner = interest.owner
                if plain_name(owner.name) not in told:
                    role = ("出质人", "pledgor") if interest.kind is SecurityKind.pledge else ("抵押人", "mortgagor")
                    yield _Liable(f"items.{at}.claims.{i}.security.{j}.owner", owner, item.debtor, role)
                    told.add(plain_name(owner.name))


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


def name_stands_alone(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a name that holds more than the name of one person or company, as it could not be masked."""
    for path, _ in names_with_more(subject.content):
        yield Shortcoming(
            Severity.blocker,
            "name_holds_more",
            path,
            "名称栏只写一人的姓名或一家单位的名称，请删去号码等其他内容（自然人的括号说明也不写），数人分别列出",
            "a name is that of one person or company alone; delete numbers and the like, for a person brackets too, "
            "and list several people one by one",
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
        f"未写明自然人“{name}”的姓名公开依据，公告中印作“{label}”；有{bases}的，请填写姓名公开依据（name_bases）",
        f'no basis is stated for the name of the natural person "{name}": it is printed as "{label}"; where there is a '
        "contract, an effective judgment or a written consent, state it in name_bases",
        PERSONAL_DATA,
    )
