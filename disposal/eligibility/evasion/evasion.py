"""变相购买: signs that a barred party or another bidder buys through this bidder. A person decides on each sign.

Signs: a shared phone, address, funding account, agent or legal representative; acting for a barred party, or a
participant who acts for one (代持); a barred participant in the bidder that no limb examines; a near or lineal relative
of a barred party who bids or participates in the bidder. A party is barred here if a limb of this notice certainly
applies to it.
"""

from collections.abc import Iterable, Iterator

from disposal.eligibility.evasion.barred_parties import Reason, Watched
from disposal.eligibility.evasion.nominees import principals
from disposal.eligibility.evasion.signals import Signal, none_seen, told, unseen
from disposal.eligibility.facts.people import ContactKind, ContactPoint
from disposal.eligibility.facts.relations import Office, Relation, RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.insiders.deal_insiders import deal_insiders
from disposal.eligibility.insiders.kinship import LINEAL, NEAR, Kin, kin_of
from disposal.eligibility.ownership.participation import Participation
from disposal.eligibility.paths.participants import take_part
from disposal.eligibility.paths.pathway import path_words, relation_path, ways
from notices.content.limbs import LimbCode

_KIN = NEAR | LINEAL


def evasion_findings(case: Case) -> tuple[Finding, ...]:
    """Return a finding for each sign, and for each fact that is missing to look for a sign.

    If there are none, returns one clear finding.
    """
    watched = Watched(case)
    found = [told(case, signal) for look in _LOOKS for signal in look(case, watched)]
    gaps = unseen(case)
    return (*dict.fromkeys(found), *gaps) if found or gaps else (none_seen(case),)


def _shared_contacts(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield the contacts that watched parties share with the bidder, its owners, managers or agents."""
    agents = {bond.from_party for bond in _serving(case, case.relations_to(case.bidder.key, RelationKind.acting_for))}
    own = {case.bidder.key, *agents, *case.above_bidder.reached}
    theirs = _contacts(case, case.parties.keys() - own)
    for mine in (case.bidder.key, *sorted(own - {case.bidder.key})):
        # Sort by the shown form, because the digest changes with the key.
        for point in sorted(case.parties[mine].contacts or (), key=lambda point: (point.kind, point.shown)):
            for key in theirs.get((point.kind, point.index), ()):
                reason = watched.reason(key)
                if reason:
                    yield _shared(case, mine, key, point, reason)


def _contacts(case: Case, keys: Iterable[str]) -> dict[tuple[ContactKind, str], list[str]]:
    found: dict[tuple[ContactKind, str], list[str]] = {}
    for key in sorted(keys):
        for point in case.parties[key].contacts or ():
            found.setdefault((point.kind, point.index), []).append(key)
    return found


def _shared(case: Case, mine: str, key: str, point: ContactPoint, reason: Reason) -> Signal:
    name, other, kind = case.name(mine), case.name(key), point.kind
    whose, whose_en = "", ""
    if mine != case.bidder.key:
        whose, whose_en = "（竞买人的出资人、任职人员或代理人）", " (who owns, runs or acts for the bidder)"
    return Signal(
        code=f"shared_{kind.value}",
        person=key,
        zh=f"{name}{whose}与{other}使用同一{kind.zh}（{point.shown}）；{reason[0]}",
        en=f"{name}{whose_en} and {other} share one {kind.en} ({point.shown}); {reason[1]}",
    )


def _shared_people(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield the bidder's agents and legal representatives who are watched or also serve a watched party."""
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
    """Return the relations of agents and legal representatives that are in force on the day."""
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
    """Yield the watched parties for whom the bidder, or a participant in it, acts."""
    for principal in principals(case, lambda key: watched.reason(key) is not None):
        zh, en = watched.reason(principal.person) or ("", "")
        yield Signal(
            code="acts_for",
            person=principal.person,
            zh=f"{principal.zh}；{zh}",
            en=f"{principal.en}; {en}",
            paths=principal.paths,
        )


def _taking_part_unexamined(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield the watched participants in the bidder that no limb of the notice examines."""
    walks = take_part(case)
    for key in sorted(walks.counting.reached):
        reason = watched.unexamined(key)
        if reason:
            paths, stake = ways(case, walks.counting, key)
            yield Signal(
                code="takes_part",
                person=key,
                zh=f"{reason[0]}，并参与竞买人：{path_words(paths, stake)}",
                en=f"{reason[1]}, and takes part in the bidder: {path_words(paths, stake, english=True)}",
                paths=paths,
            )


def _relatives(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield near and lineal relatives of watched people who bid, or who own or run the bidder."""
    above, judged = case.above_bidder, _judged_apart(case)
    for relative in (*case.subjects, *sorted(above.reached - set(case.subjects))):
        for kin in kin_of(case, relative):
            if kin.kinship not in _KIN or not kin.is_in_force(case.on):
                continue
            if relative in case.subjects and (kin.person in judged or watched.is_debtors(kin.person)):
                continue
            reason = watched.reason(kin.person)
            if reason:
                yield _relative(case, above, relative, kin, reason)


def _judged_apart(case: Case) -> frozenset[str]:
    """Return the insiders whose relatives are judged by a limb of their own, so that they give no sign."""
    limbs = [limb for limb in case.restrictions.limbs if limb.code is LimbCode.relative_of_insider]
    return frozenset(insider.person for limb in limbs for insider in deal_insiders(case, limb))


def _relative(case: Case, above: Participation, relative: str, kin: Kin, reason: Reason) -> Signal:
    zh, en = kin.words(case)
    if relative in case.subjects:
        way = relation_path(case, kin.relations)
        zh, en = f"{zh}；{reason[0]}", f"{en}; {reason[1]}"
        return Signal(code="relative_bids", person=kin.person, zh=zh, en=en, paths=(way,))
    paths, stake = ways(case, above, relative)
    return Signal(
        code="relative_takes_part",
        person=kin.person,
        zh=f"{zh}，并参与竞买人：{path_words(paths, stake)}；{reason[0]}",
        en=f"{en} and takes part in the bidder: {path_words(paths, stake, english=True)}; {reason[1]}",
        paths=paths,
    )


_LOOKS = (_shared_contacts, _shared_people, _acting_for_barred, _taking_part_unexamined, _relatives)
