"""The natural persons whom a notice names, and on what basis each name may be printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notices.codes import NameBasis, PartyKind
from notices.content.content import NoticeContent
from notices.content.name_shapes import is_persons_name, looks_masked
from notices.content.named_parties import parties_of, plain_name
from notices.content.parties import Obligor

_OPERATOR = re.compile("(?:经营者|经营人|业主|店主)(?P<sign>[:：为])?(?P<name>[^()（）,，、；;]+)")
_AND = re.compile("[、，,；;]|以及|[和与及](?=[㐀-鿿])")
_SHORT = 2
"""华融, 工行: a chain of title names companies by two characters; a person's name there has three or more."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A natural person at one place of a notice; ``bases`` are those stated there."""

    path: str
    name: str
    bases: tuple[NameBasis, ...] = ()


def is_person(party: Obligor) -> bool:
    """Return whether a party is a natural person, or is entered as a company under what reads as a person's name."""
    if party.kind is PartyKind.natural_person:
        return True
    is_bare = party.credit_code is None and party.company_type is None and party.registered_capital is None
    return is_bare and party.kind is PartyKind.organisation and is_persons_name(plain_name(party.name))


def persons_of(content: NoticeContent) -> Iterator[NamedPerson]:
    """Yield every natural person of a notice, place by place, in its order.

    A shop (个体工商户) is named by its operator, or beside it. Of a buyer and of a chain of title only the names are
    stated: what reads as a person's name is one.
    """
    for path, party in parties_of(content):
        if is_person(party):
            yield NamedPerson(f"{path}.name", party.name, party.name_bases)
        else:
            yield from (NamedPerson(f"{path}.name", name, party.name_bases) for name in operators(party))
    yield from _strangers(content)


def has_basis(bases: tuple[NameBasis, ...]) -> bool:
    """Return whether these bases let a name be printed."""
    return any(basis is not NameBasis.none for basis in bases)


def operators(party: Obligor) -> tuple[str, ...]:
    """Return the persons in the name of a shop, whatever kind it is entered as: 某店（经营者：某某）, 某某（某店）."""
    if party.kind is PartyKind.individual_business:
        parts = [part.strip() for part in re.split("[()（）]", party.name)]
        if persons := tuple(part for part in parts if is_persons_name(plain_name(part))):
            return persons
    found = ((each["sign"], each["name"].strip()) for each in _OPERATOR.finditer(party.name))
    return tuple(name for sign, name in found if sign or is_persons_name(plain_name(name)))


def _strangers(content: NoticeContent) -> Iterator[NamedPerson]:
    """Yield the persons who are no obligors: former holders of the claim, and who bought it."""
    named = {plain_name(party.name) for _, party in parties_of(content) if not is_person(party)}
    for at, item in enumerate(content.items):
        places = [(f"items.{at}.original_creditor", item.original_creditor)]
        for k, link in enumerate(item.chain):
            places += [(f"items.{at}.chain.{k}.assignor", link.assignor)]
            places += [(f"items.{at}.chain.{k}.assignee", link.assignee)]
        for path, said in places:
            for name in _AND.split(said or ""):
                if len(name) > _SHORT and _reads_as_person(name, named):
                    yield NamedPerson(path, name)
    buyer = content.outcome.buyer if content.outcome else None
    yield from (NamedPerson("outcome.buyer", each) for each in _AND.split(buyer or "") if _reads_as_person(each, named))


def _reads_as_person(name: str, organisations: set[str]) -> bool:
    plain = plain_name(name)
    return is_persons_name(plain) and not looks_masked(plain) and plain not in organisations
