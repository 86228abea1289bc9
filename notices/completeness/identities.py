"""Identities: one number belongs to one party, one contract to one claim; a party's kind fits its name.

That a notice contradicts itself is the registry's own finding; no law is cited.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from notices.codes import PartyKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.content.name_shapes import COMPANY, is_organisations_name, is_persons_name
from notices.content.named_parties import are_one, claims_of, parties_of, plain_name, security_of
from notices.content.parties import Obligor
from notices.law.provisions import CONSISTENT_RECORD
from notices.written.blanks import says_nothing
from notices.written.numbers import numbers_in

_FOREIGNER = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-zA-Z'’.-]*){1,3}")
_OF_FIRMS = re.compile(
    r"\b(?:Ltd|Limited|Inc|Corp|Corporation|Co|Company|LLC|LLP|PLC|GmbH|AG|SA|Bank|Trust|Fund|Group|Holdings?|Capital|Trading"
    r"|Partners|Industr\w+|International|Investments?|Enterprises?|Services|Assets?|Management|Energy|Technolog\w+)\b",
    re.IGNORECASE,
)
_OF_COMPANIES = ("credit_code", "company_type", "registered_capital", "legal_representative", "business_scope")


def no_code_under_two_names(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a credit code under two names of which none is the other's former name; the issuer's code counts."""
    issuer = subject.content.issuer
    # Built without validation: an issuer's code may be any text here, and its form is checked at entry.
    own = Obligor.model_construct(name=issuer.name, former_names=(issuer.full_name,), credit_code=issuer.credit_code)
    named = [("issuer", own)]
    seen: dict[str, list[Obligor]] = {}
    for path, party in (*named, *parties_of(subject.content)):
        if party.credit_code is None:
            continue
        earlier = seen.setdefault(party.credit_code.upper(), [])  # a code is often typed in small letters
        other = next((known for known in earlier if not are_one(known, party)), None)
        # A shop may stand under its own name and under that of the person who runs it.
        is_shop = other and PartyKind.individual_business in (party.kind, other.kind)
        if other and not any(plain_name(known.name) == plain_name(party.name) for known in earlier):
            yield Shortcoming(
                Severity.warning if is_shop else Severity.blocker,
                "code_under_two_names",
                f"{path}.credit_code",
                f"统一社会信用代码{party.credit_code}既列于“{other.name}”，又列于“{party.name}”，请更正",
                f'the credit code {party.credit_code} stands with "{other.name}" and with "{party.name}"; correct it',
                CONSISTENT_RECORD,
            )
        earlier.append(party)


def no_name_under_two_codes(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if one name stands with two credit codes."""
    seen: dict[str, str] = {}
    for path, party in parties_of(subject.content):
        if party.credit_code is None:
            continue
        first = seen.setdefault(plain_name(party.name), party.credit_code)
        if first.upper() != party.credit_code.upper():
            yield _warning(
                "name_under_two_codes",
                f"{path}.credit_code",
                f"“{party.name}”列有两个统一社会信用代码：{first}、{party.credit_code}，请核对",
                f'"{party.name}" stands with two credit codes, {first} and {party.credit_code}; check them',
            )


def no_former_name_is_another_party(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the former name of a party is the name of another party."""
    parties = list(parties_of(subject.content))
    current = {plain_name(party.name): party for _, party in parties}
    told: set[tuple[str, str]] = set()
    for path, party in parties:
        for former in party.former_names:
            other = current.get(plain_name(former))
            is_same = other is None or plain_name(other.name) == plain_name(party.name)
            if other is None or is_same or (party.credit_code and party.credit_code == other.credit_code):
                continue
            if (party.name, other.name) not in told:
                told.add((party.name, other.name))
                yield _warning(
                    "former_name_is_another",
                    f"{path}.former_names",
                    f"“{party.name}”的曾用名“{former}”又是公告中另一当事人的名称，请核对是否同一主体",
                    f'"{former}", a former name of "{party.name}", is also the name of another party; check whether '
                    "they are one",
                )


def no_number_under_two_names(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a certificate, registration, agreement or case number stands under two names."""
    seen: dict[tuple[str, str], str] = {}
    same = _one_name_each(subject.content)
    for path, (zh, en), written, name in _numbers(subject.content):
        for number in numbers_in(written):
            first = name if says_nothing(number) else seen.setdefault((zh, plain_number(number)), name)
            if same(first) != same(name):
                yield _warning(
                    "number_under_two_names",
                    path,
                    f"{zh}{number}既列于“{first}”，又列于“{name}”，请核对",
                    f'the {en} {number} stands with "{first}" and with "{name}"; check it',
                )
                break


def no_contract_twice(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if one contract number stands with two claims, or twice with one: a debt may be counted twice."""
    seen: dict[str, str] = {}
    for path, claim in claims_of(subject.content):
        for here, number in (
            (f"{path}.contract_numbers.{at}", number)
            for at, written in enumerate(claim.contract_numbers)
            for number in numbers_in(written)
        ):
            if says_nothing(number):
                continue
            first = seen.setdefault(plain_number(number), here)
            if first != here:
                yield _warning(
                    "contract_twice",
                    here,
                    f"合同编号“{number}”已列于另一处（{first}），请核对是否重复计入",
                    f'the contract number "{number}" already stands at {first}; check that no debt is counted twice',
                )


def chain_is_unbroken(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if an assignor is not the one who acquired before, or assigns to itself."""
    for i, item in enumerate(subject.content.items):
        for k, link in enumerate(item.chain):
            if plain_name(link.assignor) == plain_name(link.assignee):
                yield _warning(
                    "assigned_to_itself",
                    f"items.{i}.chain.{k}.assignee",
                    f"转让方与受让方同为“{link.assignor}”，请核对",
                    f'"{link.assignor}" is assignor and assignee; check them',
                )
        for k, (link, following) in enumerate(pairwise(item.chain), start=1):
            if not _is_same_holder(link.assignee, following.assignor, subject.content):
                yield _warning(
                    "chain_broken",
                    f"items.{i}.chain.{k}.assignor",
                    f"“{link.assignee}”受让后，由“{following.assignor}”转让，前后不衔接，请核对",
                    f'"{link.assignee}" acquired, but "{following.assignor}" assigns; check the chain',
                )


def plain_number(number: str) -> str:
    """Return a number without spaces, brackets and case, in normalised characters (NFKC)."""
    return re.sub(r"[\s()\[\]【】〔〕〈〉]", "", unicodedata.normalize("NFKC", number)).upper()


def _one_name_each(content: NoticeContent) -> Callable[[str], str]:
    """Return what gives the current name of a party for a name that it bore before; other names stay as they are."""
    current = {
        plain_name(former): plain_name(each.name) for _, each in parties_of(content) for former in each.former_names
    }
    return lambda name: current.get(plain_name(name), plain_name(name))


def _is_same_holder(assignee: str, assignor: str, content: NoticeContent) -> bool:
    """Return whether two names mean one holder: a company and its branch do, so do the issuer and 我公司."""
    first, second = plain_name(assignee), plain_name(assignor)
    issuer = (plain_name(content.issuer.name), plain_name(content.issuer.self_reference))
    are_issuer = all(name == issuer[1] or name.startswith(issuer[0]) for name in (first, second))
    return are_issuer or first in second or second in first


def _numbers(content: NoticeContent) -> Iterator[tuple[str, tuple[str, str], str, str]]:
    """Yield path, what the number is in two languages, the number, and the name it stands with."""
    for path, interest in security_of(content):
        if not interest.share_words:  # co-owners share one certificate, and the notice says so
            at = f"{path}.collateral.certificate_numbers"
            for k, number in enumerate(interest.collateral.certificate_numbers):
                yield f"{at}.{k}", ("权证", "certificate"), number, interest.owner.name
            if interest.registration_number:
                what = ("担保登记编号", "registration number")
                yield f"{path}.registration_number", what, interest.registration_number, interest.owner.name
    for i, item in enumerate(content.items):
        for k, link in enumerate(item.chain):
            if link.agreement_number:
                who = f"{link.assignor}转让给{link.assignee}"
                at = f"items.{i}.chain.{k}.agreement_number"
                yield at, ("转让协议", "agreement number"), link.agreement_number, who
        statuses = [(f"items.{i}.litigation", item.litigation)]
        statuses += [(f"items.{i}.claims.{j}.litigation", claim.litigation) for j, claim in enumerate(item.claims)]
        for at, found in statuses:
            for k, status in enumerate(found):
                if status.court and status.case_number:
                    yield f"{at}.{k}.case_number", ("案号", "case number"), status.case_number, status.court


def _warning(code: str, path: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(Severity.warning, code, path, zh, en, CONSISTENT_RECORD)


def kind_fits_the_name(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a company is entered as a person, a person as a company, or a company as a shop."""
    for path, party in parties_of(subject.content):
        should = _looks_like(party)
        if should is not None:
            yield Shortcoming(
                Severity.warning,
                "kind_misstated",
                f"{path}.kind",
                f"“{party.name}”录为{party.kind.zh}，但其名称或所列事项像是{should.zh}，请核对 kind",
                f'"{party.name}" is entered as {party.kind.en}, but looks like {should.en}; check its kind',
                CONSISTENT_RECORD,
            )


def _looks_like(party: Obligor) -> PartyKind | None:
    """Return the kind that a party looks like, where it differs from the stated one."""
    name = plain_name(party.name)
    match party.kind:
        case PartyKind.natural_person:
            has_firm_facts = any(getattr(party, fact) for fact in _OF_COMPANIES) or bool(party.shareholders)
            return PartyKind.organisation if is_organisations_name(name) or has_firm_facts else None
        case PartyKind.individual_business:
            return PartyKind.organisation if COMPANY.search(name) else None
        case _:
            is_person = is_persons_name(name) or _reads_as_foreigner(party.name)
            return PartyKind.natural_person if is_person and not party.credit_code else None


def _reads_as_foreigner(name: str) -> bool:
    """Return whether a name is two to four capitalised words of letters, none of which companies bear."""
    return _FOREIGNER.fullmatch(name.strip()) is not None and _OF_FIRMS.search(name) is None
