"""The case to judge: facts, restrictions and day, indexed for the rules. Also defines what a rule is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.lookups import ConsultedVersion, ListHit, PossibleMatch
from disposal.eligibility.facts.people import PartyFacts
from disposal.eligibility.facts.relations import Office, Relation, RelationKind
from disposal.eligibility.findings.finding import Finding
from disposal.eligibility.findings.ground import Ground
from disposal.eligibility.ownership.control import Control
from disposal.eligibility.ownership.ownership import OwnershipGraph, graph_of
from disposal.eligibility.ownership.participation import Participation, walk
from notices.codes import PartyKind
from notices.content.limbs import LIMBS, THIS_NOTICE, LimbCode
from notices.content.terms import RestrictionLimb, Restrictions
from notices.legal_source import LegalSource

Grounds = Callable[["Case", RestrictionLimb, str], tuple[Ground, ...]]
"""A function that returns why a party falls under a limb: found, not counted, or undecided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbRule:
    """The rule of one limb. ``version`` changes whenever its answers may change.

    ``grounds`` is set for limbs that make a person an insider (关联人); it also judges the participants in the bidder.
    ``rosters`` are the fields of ``ProjectParties`` that the rule needs. ``handlers`` is the field that names who
    handled the asset, for a limb limited to these people.
    """

    code: LimbCode
    version: str
    examine: Callable[["Case", RestrictionLimb], tuple[Finding, ...]]
    grounds: Grounds | None = None
    rosters: tuple[str, ...] = ()
    handlers: str | None = None

    @property
    def source(self) -> LegalSource:
        """Return what the limb rests on beside its own words in the notice: one table for notices and screenings."""
        return LIMBS[self.code].source


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """Facts, restrictions and day, with indexes for frequent look-ups.

    ``are_bearers_told_once``: how many people bear a name stands once in a finding; earlier versions told it twice.
    """

    facts: Facts
    restrictions: Restrictions
    on: date
    rules: Mapping[LimbCode, LimbRule]
    are_bearers_told_once: bool = True

    @property
    def bidder(self) -> PartyFacts:
        """Return the bidder."""
        return self.facts.dossier.bidder

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Return the persons to judge: the bidder, and the operators of an individual business."""
        if self.bidder.kind is not PartyKind.individual_business:
            return (self.bidder.key,)
        posts = self.relations_to(self.bidder.key, RelationKind.office)
        operators = {p.from_party for p in posts if p.office is Office.legal_representative and p.is_in_force(self.on)}
        return (self.bidder.key, *sorted(operators))

    @cached_property
    def parties(self) -> dict[str, PartyFacts]:
        """Return all parties by key."""
        return {party.key: party for party in (self.bidder, *self.facts.parties)}

    def name(self, key: str) -> str:
        """Return the name of a party."""
        return self.parties[key].name

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Return all relations, each once, in an order that does not depend on the input order."""
        stated = {*self.facts.dossier.relations, *self.facts.relations}
        return tuple(sorted(stated, key=_relation_order))

    @cached_property
    def _by_end(self) -> dict[tuple[RelationKind, str, str], list[Relation]]:
        index: dict[tuple[RelationKind, str, str], list[Relation]] = defaultdict(list)
        for relation in self.relations:
            index[relation.kind, "from", relation.from_party].append(relation)
            index[relation.kind, "to", relation.to_party].append(relation)
        return dict(index)

    def relations_from(self, key: str, kind: RelationKind) -> list[Relation]:
        """Return the relations of a kind that start at the party, in force or not."""
        return self._by_end.get((kind, "from", key), [])

    def relations_to(self, key: str, kind: RelationKind) -> list[Relation]:
        """Return the relations of a kind that end at the party, in force or not."""
        return self._by_end.get((kind, "to", key), [])

    @cached_property
    def graph(self) -> OwnershipGraph:
        """Return who owns, runs and controls whom on the day."""
        return graph_of(self.relations, lambda relation: relation.is_in_force(self.on))

    @cached_property
    def control(self) -> Control:
        """Return who controls whom on the day."""
        return Control(self.graph, self.on)

    @cached_property
    def above_bidder(self) -> Participation:
        """Return all participants in the bidder on the day, also through financial institutions."""
        return walk(self.graph, self.bidder.key)

    @cached_property
    def once_above_bidder(self) -> Participation:
        """Return all participants in the bidder by any relation, in force on the day or not."""
        if all(relation.is_in_force(self.on) for relation in self.relations):
            return self.above_bidder
        return walk(graph_of(self.relations, lambda relation: True), self.bidder.key)

    @cached_property
    def printed(self) -> frozenset[LimbCode]:
        """Return the codes of the limbs in the notice. A capacity clause counts as its limb."""
        codes = {limb.code for limb in self.restrictions.limbs}
        return frozenset(codes | ({LimbCode.capacity} if self.restrictions.capacity else set()))

    @cached_property
    def notice_source(self) -> LegalSource:
        """Return the notice itself as a source, with the sentence that it prints of who may not buy."""
        return replace(THIS_NOTICE, quote=self.restrictions.barred_words)

    @cached_property
    def insider_limbs(self) -> tuple[tuple[RestrictionLimb, Grounds], ...]:
        """Return the notice's limbs that make a person an insider (上述关联人), each with its rule's grounds."""
        rules = ((limb, self.rules[limb.code].grounds) for limb in self.restrictions.limbs)
        return tuple((limb, grounds) for limb, grounds in rules if grounds is not None)

    @cached_property
    def _hits(self) -> dict[str, list[ListHit]]:
        index: dict[str, list[ListHit]] = defaultdict(list)
        for hit in sorted(self.facts.hits, key=lambda h: (h.list_code, h.list_version, h.entry_id, h.field, h.because)):
            index[hit.party].append(hit)
        return dict(index)

    def hits(self, key: str) -> list[ListHit]:
        """Return the list hits of a party."""
        return self._hits.get(key, [])

    @cached_property
    def list_versions(self) -> dict[tuple[str, int], ConsultedVersion]:
        """Return all list versions by code and version number."""
        return {(version.code, version.version): version for version in self.facts.lists}

    def lists_for(self, codes: Iterable[LimbCode]) -> list[ConsultedVersion]:
        """Return the list versions that serve any of the limbs, sorted by code and version."""
        wanted = set(codes)
        return [self.list_versions[at] for at in sorted(self.list_versions) if wanted & {*self.list_versions[at].limbs}]

    @cached_property
    def looked_up(self) -> dict[tuple[str, int], frozenset[str]]:
        """Return the keys of the parties looked up in each list version."""
        done: dict[tuple[str, int], frozenset[str]] = {}
        for answer in self.facts.lookups:
            at = (answer.list_code, answer.list_version)
            done[at] = done.get(at, frozenset()) | frozenset(answer.parties)
        return done

    @cached_property
    def _same(self) -> dict[str, list[tuple[str, PossibleMatch]]]:
        index: dict[str, list[tuple[str, PossibleMatch]]] = defaultdict(list)
        for pair in sorted(self.facts.same, key=lambda pair: (pair.party, pair.other, pair.field, pair.because)):
            index[pair.party].append((pair.other, pair))
            index[pair.other].append((pair.party, pair))
        return dict(index)

    def may_be(self, key: str) -> list[tuple[str, PossibleMatch]]:
        """Return the parties that may be the same as this one, each with the reason."""
        return self._same.get(key, [])

    def declared(self, code: LimbCode) -> bool | None:
        """Return the bidder's declaration on a limb by that day. True: the limb applies; None: no declaration."""
        said = [d.is_barred for d in self.facts.dossier.declarations if d.limb is code and d.signed_on <= self.on]
        return any(said) if said else None


def _relation_order(relation: Relation) -> tuple[str, ...]:
    days = (relation.valid_from or date.min, relation.valid_until or date.max)
    marks = (relation.kinship or "", relation.office or "", str(relation.percent))
    return relation.from_party, relation.to_party, relation.kind, *marks, relation.source, *map(str, days)
