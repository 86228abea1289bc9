"""变相购买: signs that somebody barred, or another bidder, buys through this one. Each is possible: a person decides.

Shared phone, address, funding account, agent or legal representative; acting for a barred party; a barred party's
near relative who takes part in the bidder. Barred is who falls under a limb of this notice for certain.
"""

from collections.abc import Iterator

from disposal.eligibility.barred_parties import Reason, Watched
from disposal.eligibility.case import Case
from disposal.eligibility.evasion_findings import Signal, none_seen, told, unseen
from disposal.eligibility.finding import Finding
from disposal.eligibility.kinship import NEAR, Kin, inverse, kin_of
from disposal.eligibility.participation import Participation
from disposal.eligibility.pathway import path_words, relation_path, ways
from disposal.eligibility.relations import Office, Relation, RelationKind


def evasion_findings(case: Case) -> tuple[Finding, ...]:
    """Return a finding for each sign and for each fact that is missing to look for one, or that none was seen."""
    watched = Watched(case)
    found = [told(case, signal) for look in _LOOKS for signal in look(case, watched)]
    gaps = unseen(case)
    return (*dict.fromkeys(found), *gaps) if found or gaps else (none_seen(case),)


def _shared_contacts(case: Case, watched: Watched) -> Iterator[Signal]:
    mine = {(point.kind, point.index) for point in case.bidder.contacts or ()}
    for key in sorted(case.parties) if mine else ():
        shared = [point for point in case.parties[key].contacts or () if (point.kind, point.index) in mine]
        reason = watched.reason(key) if shared else None
        if reason:
            # In order of what is shown: a digest changes with the key.
            for point in sorted(shared, key=lambda p: (p.kind, p.shown)):
                name, other, kind = case.bidder.name, case.name(key), point.kind
                yield Signal(
                    code=f"shared_{kind.value}",
                    person=key,
                    zh=f"{name}与{other}使用同一{kind.zh}（{point.shown}）；{reason[0]}",
                    en=f"{name} and {other} share one {kind.en} ({point.shown}); {reason[1]}",
                )


def _shared_people(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield agents and legal representatives of the bidder who are watched, or serve a watched party too."""
    for code, kind, word, word_en in (
        ("agent", RelationKind.acting_for, "代理人", "agent"),
        ("legal_representative", RelationKind.office, "法定代表人", "legal representative"),
    ):
        for mine in _serving(case, case.relations_to(case.bidder.key, kind)):
            person, served = mine.from_party, _serving(case, case.relations_from(mine.from_party, kind))
            for key in sorted({person} | {bond.to_party for bond in served}):
                reason = watched.reason(key)
                if reason:
                    yield _between(case, code, (word, word_en), (person, key), reason)


def _serving(case: Case, bonds: list[Relation]) -> list[Relation]:
    """Return the bonds of agents and legal representatives that hold on the day."""
    offices = {None, Office.legal_representative}
    return [bond for bond in bonds if bond.office in offices and bond.is_in_force(case.on)]


def _between(case: Case, code: str, words: Reason, pair: tuple[str, str], reason: Reason) -> Signal:
    person, key = pair
    name, bidder = case.name(person), case.bidder.name
    also, also_en = "", ""
    if person != key:
        also, also_en = f"，亦系{case.name(key)}的{words[0]}", f" and of {case.name(key)}"
    return Signal(
        code=f"shared_{code}",
        person=key,
        zh=f"{name}系{bidder}的{words[0]}{also}；{reason[0]}",
        en=f"{name} is {words[1]} of {bidder}{also_en}; {reason[1]}",
    )


def _acting_for_barred(case: Case, watched: Watched) -> Iterator[Signal]:
    for bond in case.relations_from(case.bidder.key, RelationKind.acting_for):
        reason = watched.reason(bond.to_party) if bond.is_in_force(case.on) else None
        if reason:
            principal, name = case.name(bond.to_party), case.bidder.name
            yield Signal(
                code="acts_for",
                person=bond.to_party,
                zh=f"{name}受{principal}委托；{reason[0]}",
                en=f"{name} acts for {principal}; {reason[1]}",
                paths=(relation_path(case, (bond,)),),
            )


def _relatives_taking_part(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield near relatives of barred people who own or run the bidder."""
    above = case.above_bidder
    for relative in sorted(above.reached):
        for kin in kin_of(case, relative):
            reason = watched.reason(kin.person) if kin.kinship in NEAR and kin.is_in_force(case.on) else None
            if reason:
                yield _relative(case, above, relative, kin, reason)


def _relative(case: Case, above: Participation, relative: str, kin: Kin, reason: Reason) -> Signal:
    paths, stake = ways(case, above, relative)
    name, other, is_kin = case.name(relative), case.name(kin.person), inverse(kin.kinship)
    return Signal(
        code="relative_takes_part",
        person=kin.person,
        zh=f"{name}系{other}的{is_kin.zh}，并参与竞买人：{path_words(paths, stake)}；{reason[0]}",
        en=f"{name} is the {is_kin.en} of {other} and takes part in the bidder: "
        f"{path_words(paths, stake, english=True)}; {reason[1]}",
        paths=paths,
    )


_LOOKS = (_shared_contacts, _shared_people, _acting_for_barred, _relatives_taking_part)
