"""Contacts (联系线索) that the bidder's side shares with others: one sign a contact, which names all who share it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disposal.eligibility.evasion.barred_parties import Reason, Watched
from disposal.eligibility.evasion.signals import Signal
from disposal.eligibility.facts.people import ContactKind, ContactPoint
from disposal.eligibility.facts.relations import Office, Relation, RelationKind
from disposal.eligibility.findings.case import Case


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact of the bidder, or of an owner, manager or agent of it, and the other parties that have it."""

    mine: str
    point: ContactPoint
    others: tuple[str, ...]


def shared_contacts(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield a sign for each contact that watched parties or the seller share with the bidder's side."""
    for shared in contacts_met(case):
        reasons = ((key, _reason(case, watched, key)) for key in shared.others)
        found = [(key, reason) for key, reason in reasons if reason]
        if found:
            yield contact_signal(case, shared, found)


def contacts_met(case: Case) -> Iterator[SharedContact]:
    """Yield the contacts of the bidder, its owners, managers and agents that other parties have too."""
    agents = {bond.from_party for bond in serving(case, case.relations_to(case.bidder.key, RelationKind.acting_for))}
    own = {case.bidder.key, *agents, *case.above_bidder.reached}
    theirs = _contacts(case, case.parties.keys() - own)
    for mine in (case.bidder.key, *sorted(own - {case.bidder.key})):
        # Sort by the shown form, because the digest changes with the key.
        for point in sorted(case.parties[mine].contacts or (), key=lambda point: (point.kind, point.shown)):
            others = theirs.get((point.kind, point.index), ())
            if others:
                yield SharedContact(mine, point, tuple(others))


def contact_signal(case: Case, shared: SharedContact, found: Sequence[tuple[str, Reason]]) -> Signal:
    """Return the sign of a shared contact; it is about the first of the parties found and names all of them."""
    kind, name = shared.point.kind, case.name(shared.mine)
    whose, whose_en = "", ""
    if shared.mine != case.bidder.key:
        whose, whose_en = "（竞买人的出资人、任职人员或代理人）", " (who owns, runs or acts for the bidder)"
    others = [case.name(key) for key, _ in found]
    reasons, reasons_en = _reasons(case, found)
    names, names_en = "、".join(others), ", ".join(others)
    return Signal(
        code=f"shared_{kind.value}",
        person=found[0][0],
        zh=f"{name}{whose}与{names}使用同一{kind.zh}（{shared.point.shown}）；{reasons}",
        en=f"{name}{whose_en} and {names_en} share one {kind.en} ({shared.point.shown}); {reasons_en}",
    )


def serving(case: Case, bonds: list[Relation]) -> list[Relation]:
    """Return the relations of agents and legal representatives that are in force on the day."""
    offices = {None, Office.legal_representative}
    return [bond for bond in bonds if bond.office in offices and bond.is_in_force(case.on)]


def _reasons(case: Case, found: Sequence[tuple[str, Reason]]) -> Reason:
    """Return why the parties are watched; several other bidders are told in one clause."""
    rivals = [key for key, _ in found if key in (case.facts.other_bidders or ())]
    if len(rivals) < _SEVERAL:
        return "；".join(zh for _, (zh, _) in found), "; ".join(en for _, (_, en) in found)
    rest = [reason for key, reason in found if key not in rivals]
    zh = [f"其中{len(rivals)}名为本项目其他竞买人", *(zh for zh, _ in rest)]
    en = [f"{len(rivals)} of them are other bidders in this project", *(en for _, en in rest)]
    return "；".join(zh), "; ".join(en)


def _reason(case: Case, watched: Watched, key: str) -> Reason | None:
    """Return why a party that shares a contact is watched: barred, another bidder, or on the seller's side."""
    found = watched.reason(key)
    if found:
        return found
    name = case.name(key)
    if key in (case.facts.project.handling_staff or ()):
        return f"{name}为转让方经办人员", f"{name} is handling staff of the seller"
    if key in case.facts.seller_contacts:
        return f"{name}为转让方公告所载", f"{name} stands in the seller's notice"
    return None


def _contacts(case: Case, keys: Iterable[str]) -> dict[tuple[ContactKind, str], list[str]]:
    found: dict[tuple[ContactKind, str], list[str]] = {}
    for key in sorted(keys):
        for point in case.parties[key].contacts or ():
            found.setdefault((point.kind, point.index), []).append(key)
    return found


_SEVERAL = 2
