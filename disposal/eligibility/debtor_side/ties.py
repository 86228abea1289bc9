"""How a bidder may be related to the debtor's side: identity, holding, membership, kinship, agency."""

from collections.abc import Iterator

from disposal.eligibility.debtor_side.circle import DebtorCircle
from disposal.eligibility.facts.lookups import HitStrength
from disposal.eligibility.facts.relations import Kinship, RelationKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.findings.ground import Ground, softened
from disposal.eligibility.insiders.insider import dated, holds, may_be_words
from disposal.eligibility.insiders.kinship import NEAR, kin_of, likely_kin_of
from disposal.eligibility.ownership.control import control_share
from disposal.eligibility.ownership.participation import walk
from disposal.eligibility.paths.control_words import joint_words
from disposal.eligibility.paths.pathway import path_words, relation_path, ways


def identity(case: Case, side: DebtorCircle) -> Iterator[Ground]:
    """Yield a ground if the bidder is or may be in the side, or if a participant in the bidder may be."""
    key = case.bidder.key
    if key in side.members:
        zh, en = side.words(key)
        paths = side.controlling[key].paths if key in side.controlling else ()
        yield Ground(outcome=Outcome.barred, person=key, zh=zh, en=en, paths=paths)
    for person in sorted({key} | case.above_bidder.reached):
        for other, pair in case.may_be(person):
            if other in side.members and other != key and person not in side.members:
                zh, en = side.words(other)
                is_bidder = pair.strength is HitStrength.certain and person == key
                same = may_be_words(case, person, pair)
                yield Ground(
                    outcome=Outcome.barred if is_bidder else Outcome.possible,
                    person=person,
                    zh=f"{same['zh']}，{zh}",
                    en=f"{same['en']}; {en}",
                    paths=ways(case, case.above_bidder, person)[0],
                )


def holding(case: Case, side: DebtorCircle, held: str) -> Iterator[Ground]:
    """Yield a ground for each member of the side that participates in the party ``held``.

    Control makes ``held`` a subsidiary and bars. With a smaller share a person decides. Participation in the bidder at
    another time does not count.
    """
    share, name, is_bidder = control_share(case.on), case.name(held), held == case.bidder.key
    above = case.above_bidder if is_bidder else walk(case.graph, held)
    for key in side.members:
        if key not in above.reached:
            continue
        paths, stake = ways(case, above, key)
        command = case.control.command(key, held)
        is_control = command is not None or share.is_reached(stake)
        votes, votes_en = joint_words(command) if command else ("", "")
        law, law_en = (share.source.citation, share.source.citation_en) if is_control else ("", "")
        verb, verb_en = (f"控制（{law}）", f"controls ({law_en})") if is_control else ("参与", "takes part in")
        zh, en = side.words(key)
        yield Ground(
            outcome=Outcome.barred if is_control else Outcome.possible,
            person=key,
            zh=f"{zh}，并{verb}{name}{votes}：{path_words(paths, stake)}",
            en=f"{en}, and {verb_en} {name}{votes_en}: {path_words(paths, stake, english=True)}",
            paths=paths,
            stake=stake,
        )
    for key in sorted(set(side.members) & (case.once_above_bidder.reached - above.reached)) if is_bidder else ():
        zh, en = side.words(key)
        zh, en = f"{zh}，曾参与或将参与{name}", f"{en}, and took or will take part in {name}"
        yield Ground(
            outcome=Outcome.clear, person=key, zh=f"{zh}，但在{case.on}不在有效期内，不计", en=f"{en}, not on {case.on}"
        )


def belonging(case: Case, side: DebtorCircle, key: str) -> Iterator[Ground]:
    """Yield the party's offices in the side, and its direct or indirect shares that give no control."""
    name = case.name(key)
    for bond in case.relations_from(key, RelationKind.office):
        if bond.to_party in side.roles:
            words, words_en = side.words(bond.to_party)
            zh, en = holds(case, bond)
            yield dated(case, bond, Outcome.possible, f"{zh}，{words}", f"{en}; {words_en}")
    for of in side.roles if key not in side.controlling else ():
        above = side.above(of)
        if any(all(link.is_owner for link in chain.links) for chain in above.chains(key)):
            (words, words_en), (paths, stake) = side.words(of), ways(case, above, key)
            zh = f"{name}系{case.name(of)}的直接或间接出资人：{path_words(paths, stake)}，{words}"
            en = f"{name} owns a share of {case.name(of)}: {path_words(paths, stake, english=True)}; {words_en}"
            yield Ground(outcome=Outcome.possible, person=key, zh=zh, en=en, paths=paths, stake=stake)


def controller_belonging(case: Case, side: DebtorCircle) -> Iterator[Ground]:
    """Yield shares and offices in the side of parties that control the bidder and are not in the side."""
    for key in sorted(side.controlling_bidder - set(side.members) - set(case.subjects)):
        paths, stake = ways(case, case.above_bidder, key)
        zh = f"{case.name(key)}控制竞买人：{path_words(paths, stake)}"
        en = f"{case.name(key)} controls the bidder: {path_words(paths, stake, english=True)}"
        own = (ground for ground in belonging(case, side, key) if not _is_through_bidder(case, ground))
        yield from softened(own, zh=zh, en=en)


def _is_through_bidder(case: Case, ground: Ground) -> bool:
    """Check whether every path runs through the bidder. The relation is then the bidder's own."""
    through = [any(step.to_party == case.bidder.key for step in path.steps) for path in ground.paths]
    return bool(through) and all(through)


def kindred(case: Case, side: DebtorCircle, key: str) -> Iterator[Ground]:
    """Yield near relatives (民法典第一千零四十五条) in the side. A relative of unknown kinship is undecided."""
    for kin in (*kin_of(case, key), *likely_kin_of(case, key)):
        if kin.person not in side.members or kin.kinship not in NEAR | {Kinship.unknown}:
            continue
        (zh, en), (words, words_en) = kin.words(case), side.words(kin.person)
        outcome = Outcome.undecided if kin.kinship is Kinship.unknown else Outcome.barred
        outcome, zh, en = outcome if kin.is_certain else Outcome.possible, f"{zh}，{words}", f"{en}; {words_en}"
        if not kin.is_in_force(case.on):
            outcome, zh, en = Outcome.clear, f"{zh}，但该亲属关系在{case.on}不存续，不计", f"{en}, not on {case.on}"
        yield Ground(
            outcome=outcome,
            person=case.bidder.key,
            zh=zh,
            en=en,
            paths=(relation_path(case, kin.relations),),
            asks=("dossier.relatives",) if outcome is Outcome.undecided else (),
        )


def acting(case: Case, side: DebtorCircle, key: str) -> Iterator[Ground]:
    """Yield the members of the side that a party acts for, and those that act for the party."""
    name = case.name(key)
    for bond in case.relations_from(key, RelationKind.acting_for):
        if bond.to_party in side.members:
            words, words_en = side.words(bond.to_party)
            principal = case.name(bond.to_party)
            yield dated(
                case,
                bond,
                Outcome.barred,
                f"{name}受{principal}委托，{words}",
                f"{name} acts for {principal}; {words_en}",
            )
    for bond in case.relations_to(key, RelationKind.acting_for):
        if bond.from_party in side.members:
            words, words_en = side.words(bond.from_party)
            agent = case.name(bond.from_party)
            yield dated(
                case, bond, Outcome.possible, f"{agent}代理{name}，{words}", f"{agent} acts for {name}; {words_en}"
            )
