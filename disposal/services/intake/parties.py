"""Import the parties of a notice: one record each, regardless of how often or in what roles they are named."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from disposal.models.parties.party import PartyCreate
from disposal.services.intake.ledger import Ledger
from notices.content.content import NoticeContent
from notices.content.parties import Obligor

_RENAMED = (
    "；改过名的，各处均写现名，原名写入曾用名（former_names）",
    "; of a renamed party write the present name everywhere, and the old one in former_names",
)
_BARE = frozenset({"name", "kind", "is_masked", "name_bases", "is_state_organ"})


def obligors_in(content: NoticeContent) -> Iterator[tuple[str, Obligor]]:
    """Yield every obligor with its path, in the order of the notice."""
    for i, item in enumerate(content.items):
        yield f"items.{i}.debtor", item.debtor
        for j, claim in enumerate(item.claims):
            here = f"items.{i}.claims.{j}"
            for k, interest in enumerate(claim.security):
                yield f"{here}.security.{k}.owner", interest.owner
            for k, given in enumerate(claim.guarantees):
                for n, guarantor in enumerate(given.guarantors):
                    yield f"{here}.guarantees.{k}.guarantors.{n}", guarantor


def has_particulars(content: NoticeContent) -> bool:
    """Return whether the notice states more about any party than its name."""
    return any(set(_stated(obligor)) - _BARE for _, obligor in obligors_in(content))


def plan_parties(ledger: Ledger, content: NoticeContent) -> dict[str, UUID]:
    """Plan every party of a notice once, and return their keys by name."""
    stated: dict[str, dict[str, Any]] = {}
    places: dict[str, dict[str, str]] = {}
    holders: dict[str, str] = {}
    for path, obligor in obligors_in(content):
        values, known = _stated(obligor), stated.setdefault(obligor.name, {})
        _refuse_two_codes(ledger, path, obligor, known.get("credit_code"))
        _refuse_two_names(ledger, path, obligor, holders)
        stated[obligor.name] = {**values, **known}
        for name in values:
            places.setdefault(obligor.name, {}).setdefault(name, f"/{path}.{name}")
    return {name: _plan(ledger, values, places[name]) for name, values in stated.items()}


def _plan(ledger: Ledger, values: dict[str, Any], places: dict[str, str]) -> UUID:
    """Plan a party; it stands where its number is stated, since the register may know the number."""
    where = places.get("credit_code", places["name"])[1:].rpartition(".")[0]
    return ledger.add(where, PartyCreate, values, named=places)


def _refuse_two_codes(ledger: Ledger, path: str, obligor: Obligor, known: str | None) -> None:
    code = obligor.credit_code
    if code and known and code != known:
        _refuse(ledger, path, f"{obligor.name}：{known}、{code}", f"{obligor.name}: {known}, {code}")


def _refuse_two_names(ledger: Ledger, path: str, obligor: Obligor, holders: dict[str, str]) -> None:
    code = obligor.credit_code
    if code and (holder := holders.setdefault(code, obligor.name)) != obligor.name:
        _refuse(ledger, path, f"{code}：{holder}、{obligor.name}", f"{code}: {holder}, {obligor.name}", _RENAMED)


def _stated(obligor: Obligor) -> dict[str, Any]:
    """Return the fields of an obligor that differ from their default."""
    values: dict[str, Any] = obligor.model_dump(exclude_defaults=True)
    return values


def _refuse(ledger: Ledger, path: str, zh: str, en: str, also: tuple[str, str] = ("", "")) -> None:
    ledger.refuse(
        f"{path}.credit_code",
        zh=f"同一当事人的名称与统一社会信用代码前后不一（{zh}）；请对照营业执照更正{also[0]}",
        en=f"a party's name and credit code do not agree throughout the notice ({en}); "
        f"correct them by the business licence{also[1]}",
    )
