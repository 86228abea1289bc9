"""Taking over the parties of a notice: one record each, however often and in whatever roles it is named."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models import Party, PartyCreate
from disposal.services.parties.parties import enter_party, party_with_credit_code
from disposal.services.records.validation import read
from notices.content.content import NoticeContent
from notices.content.parties import Obligor

_BARE = frozenset({"name", "kind", "is_masked", "is_state_organ"})


def obligors_in(content: NoticeContent) -> Iterator[tuple[str, Obligor]]:
    """Yield every obligor with its path, in the order in which the notice names them."""
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
    """Say whether the notice tells more of any party than its name."""
    return any(set(_stated(obligor)) - _BARE for _, obligor in obligors_in(content))


def enter_parties(session: Session, content: NoticeContent) -> dict[str, Party]:
    """Enter every party of a notice once and return them by name; one whose credit code is known is that party.

    Raises: RecordRefused where one name bears two credit codes, or one code two names.
    """
    parties: dict[str, Party] = {}
    for name, stated in _merged(content).items():
        code = stated.get("credit_code")
        known = party_with_credit_code(session, code) if code else None
        parties[name] = known or enter_party(session, read(PartyCreate, stated))
    return parties


def _merged(content: NoticeContent) -> dict[str, dict[str, Any]]:
    """Return what the notice states of each party by name, over all the places that name it."""
    parties: dict[str, dict[str, Any]] = {}
    names: dict[str, str] = {}
    for path, obligor in obligors_in(content):
        stated = _stated(obligor)
        known = parties.setdefault(obligor.name, {})
        code, known_code = stated.get("credit_code"), known.get("credit_code")
        if code and known_code and code != known_code:
            raise _two(path, f"{obligor.name}：{known_code}、{code}", f"{obligor.name}: {known_code}, {code}")
        if code and names.setdefault(code, obligor.name) != obligor.name:
            raise _two(path, f"{code}：{names[code]}、{obligor.name}", f"{code}: {names[code]}, {obligor.name}")
        parties[obligor.name] = {**stated, **known}
    return parties


def _stated(obligor: Obligor) -> dict[str, Any]:
    """Return the fields of an obligor that say something."""
    values: dict[str, Any] = obligor.model_dump(exclude_defaults=True)
    return values


def _two(path: str, zh: str, en: str) -> RecordRefused:
    return RecordRefused(
        field=f"{path}.credit_code",
        zh=f"同一当事人的名称与统一社会信用代码前后不一（{zh}）；请对照营业执照更正。",
        en=f"A party's name and credit code do not agree throughout the notice ({en}); "
        "correct them by the business licence.",
    )
