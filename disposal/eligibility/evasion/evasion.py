"""变相购买: signs that a barred party or another bidder buys through this bidder. A person decides on each sign.

Signs: a shared phone, address, funding account (with the seller too), agent or legal representative; acting for a
barred party, or a participant who acts for one (代持); a barred participant in the bidder that no limb examines; a near
or lineal relative of a barred party who bids or participates in the bidder. A party is barred here if a limb of this
notice certainly applies to it.
"""

from collections.abc import Iterator

from disposal.eligibility.evasion.barred_parties import Reason, Watched
from disposal.eligibility.evasion.nominees import principals
from disposal.eligibility.evasion.shared_contacts import contact_signal, contacts_met, serving, shared_contacts
from disposal.eligibility.evasion.signals import Signal, none_seen, told, unseen
from disposal.eligibility.facts.relations import RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.insiders.deal_insiders import deal_insiders
from disposal.eligibility.insiders.kinship import LINEAL, NEAR, Kin, kin_of
from disposal.eligibility.ownership.participation import Participation
from disposal.eligibility.paths.participants import take_part
from disposal.eligibility.paths.pathway import path_words, relation_path, ways
from notices.content.limbs import LimbCode

_KIN = NEAR | LINEAL


def evasion_findings(case: Case, *, is_contact_told_once: bool = True) -> tuple[Finding, ...]:
    """Return a finding for each sign, and for each fact that is missing to look for a sign.

    If there are none, returns one clear finding. ``is_contact_told_once`` is False to replay a screening of the engine
    1.4.0, which told a contact once for each party that shares it, and knew no contact of the seller.
    """
    watched = Watched(case)
    looks = (shared_contacts if is_contact_told_once else _shared_contacts, *_LOOKS)
    found = [told(case, signal) for look in looks for signal in look(case, watched)]
    gaps = unseen(case)
    return (*dict.fromkeys(found), *gaps) if found or gaps else (none_seen(case),)


def _shared_contacts(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield, for each watched party, the contacts that it shares with the bidder, its owners, managers or agents."""
    for shared in contacts_met(case):
        for key in shared.others:
            reason = watched.reason(key)
            if reason:
                yield contact_signal(case, shared, [(key, reason)])


def _shared_people(case: Case, watched: Watched) -> Iterator[Signal]:
    """Yield the bidder's agents and legal representatives who are watched or also serve a watched party."""
    for code, kind, word, word_en in (
        ("agent", RelationKind.acting_for, "代理人", "agent"),
        ("legal_representative", RelationKind.office, "法定代表人", "legal representative"),
    ):
        for mine in serving(case, case.relations_to(case.bidder.key, kind)):
            person, served = mine.from_party, serving(case, case.relations_from(mine.from_party, kind))
            for key in sorted({person} | {bond.to_party for bond in served}):
                reason = watched.reason(key)
                if reason:
                    yield _between(case, code, (word, word_en), (person, key), reason)


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


_LOOKS = (_shared_people, _acting_for_barred, _taking_part_unexamined, _relatives)
