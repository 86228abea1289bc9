"""The parties of a notice with the field that names each: debtors, guarantors, owners of collateral."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, cast

from notices.content.content import ClaimItem, NoticeContent
from notices.content.parties import Obligor
from notices.content.security import Security
from notices.frozen import Frozen

_NUMBER = re.compile(r"^\(?[0-9一二三四五六七八九十百]+[)、.]+")


def parties_of(content: NoticeContent) -> Iterator[tuple[str, Obligor]]:
    """Yield path and party in the order of the notice."""
    for at, item in enumerate(content.items):
        yield f"items.{at}.debtor", item.debtor
        for path, claim in _claims(at, item.claims):
            for j, given in enumerate(claim.guarantees):
                yield from ((f"{path}.guarantees.{j}.guarantors.{k}", p) for k, p in enumerate(given.guarantors))
            yield from ((f"{path}.security.{k}.owner", interest.owner) for k, interest in enumerate(claim.security))


def claims_of(content: NoticeContent) -> Iterator[tuple[str, ClaimItem]]:
    """Yield path and claim in the order of the notice."""
    for at, item in enumerate(content.items):
        yield from _claims(at, item.claims)


def security_of(content: NoticeContent) -> Iterator[tuple[str, Security]]:
    """Yield path and security interest in the order of the notice."""
    for path, claim in claims_of(content):
        yield from ((f"{path}.security.{k}", interest) for k, interest in enumerate(claim.security))


def are_one(first: Obligor, second: Obligor) -> bool:
    """Return whether one of two parties bears a current or former name of the other."""
    names = [{plain_name(name) for name in (party.name, *party.former_names)} for party in (first, second)]
    return bool(plain_name(first.name) in names[1] or plain_name(second.name) in names[0])


def with_each_party(content: NoticeContent, change: Callable[[Obligor], Obligor]) -> NoticeContent:
    """Return the content with every party changed; the very content if nothing changes."""
    return cast(NoticeContent, _with_each_party(content, change))


def _with_each_party(value: Any, change: Callable[[Obligor], Obligor]) -> Any:
    if isinstance(value, Obligor):
        return change(value)
    if isinstance(value, tuple):
        parts = tuple(_with_each_party(part, change) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if not isinstance(value, Frozen):
        return value
    inner = {name: _with_each_party(getattr(value, name), change) for name in type(value).model_fields}
    update = {name: new for name, new in inner.items() if new is not getattr(value, name)}
    return value.model_copy(update=update) if update else value


def _claims(at: int, claims: tuple[ClaimItem, ...]) -> Iterator[tuple[str, ClaimItem]]:
    return ((f"items.{at}.claims.{i}", claim) for i, claim in enumerate(claims))


def plain_name(name: str) -> str:
    """Return a name without spaces and numbering, in normalised characters (NFKC)."""
    return _NUMBER.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", name)))
