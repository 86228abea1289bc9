"""The frozen facts of one screening: the bidder's dossier, relations, project parties, list answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import FactsRefused
from disposal.eligibility.facts.lookups import ConsultedVersion, ListHit, LookupDone, LookupFailed, PossibleMatch
from disposal.eligibility.facts.people import STRICT, PartyFacts
from disposal.eligibility.facts.project import ProjectParties
from disposal.eligibility.facts.relations import Relation, RelationKind
from notices.codes import BusinessStatus
from notices.content.limbs import LimbCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The bidder's signed declaration on one limb (逐项声明). ``is_barred``: the bidder says the limb applies."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    limb: LimbCode
    is_barred: bool
    signed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeansEvidence:
    """Evidence that the bidder can pay (支付能力证明), such as a certificate of deposit.

    ``amount`` is in yuan.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    document: str
    amount: Decimal | None = None
    dated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The bidder's file (意向受让人资料). None: not stated; an empty tuple: stated that there is none.

    ``age_years`` is the age on the day of the screening; a birth date would complete a masked number. ``positions`` are
    the bidder's own employers and offices. ``legal_representative``, ``directors``, ``controllers`` and
    ``shareholders`` are the relations of other parties to the bidder. ``agents`` act for the bidder.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    bidder: PartyFacts
    declarations: tuple[Declaration, ...] = ()
    positions: tuple[Relation, ...] | None = None
    legal_representative: tuple[Relation, ...] | None = None
    directors: tuple[Relation, ...] | None = None
    controllers: tuple[Relation, ...] | None = None
    shareholders: tuple[Relation, ...] | None = None
    relatives: tuple[Relation, ...] | None = None
    agents: tuple[Relation, ...] | None = None
    age_years: int | None = None
    has_own_income: bool | None = None
    is_capacity_limited: bool | None = None
    business_status: BusinessStatus | None = None
    means: tuple[MeansEvidence, ...] | None = None

    def __post_init__(self) -> None:
        kinds = {
            "positions": RelationKind.office, "legal_representative": RelationKind.office,
            "directors": RelationKind.office, "controllers": RelationKind.control,
            "shareholders": RelationKind.ownership, "relatives": RelationKind.kinship,
            "agents": RelationKind.acting_for,
        }  # fmt: skip
        for name, kind in kinds.items():
            for relation in getattr(self, name) or ():
                if relation.kind is not kind or self.bidder.key not in {relation.from_party, relation.to_party}:
                    raise FactsRefused(
                        field=f"dossier.{name}",
                        zh=f"资料中的“{name}”含有与竞买人无关或种类不符的关系。请改列为其他关系。",
                        en=f"dossier.{name} holds a relation of another kind or of other parties. "
                        "List it under relations.",
                    )

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Return all relations stated in the dossier."""
        stated = (
            self.positions, self.legal_representative, self.directors, self.controllers, self.shareholders,
            self.relatives, self.agents,
        )  # fmt: skip
        return tuple(relation for group in stated for relation in group or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of one screening. Each party key must be that of ``dossier.bidder`` or of one in ``parties``.

    ``seller_contacts`` are the parties that stand for the seller's own contact points, as its notices print them.
    ``other_bidders`` is None if it is not known who else bids. ``book_value`` (账面价值) and ``floor_price`` of what is
    sold are in yuan.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    dossier: Dossier
    parties: tuple[PartyFacts, ...] = ()
    relations: tuple[Relation, ...] = ()
    project: ProjectParties = field(default_factory=ProjectParties)
    lists: tuple[ConsultedVersion, ...] = ()
    lookups: tuple[LookupDone, ...] = ()
    failures: tuple[LookupFailed, ...] = ()
    hits: tuple[ListHit, ...] = ()
    same: tuple[PossibleMatch, ...] = ()
    other_bidders: tuple[str, ...] | None = None
    seller_contacts: tuple[str, ...] = ()
    book_value: Decimal | None = None
    floor_price: Decimal | None = None

    def __post_init__(self) -> None:
        keys = [self.dossier.bidder.key, *(party.key for party in self.parties)]
        known = set(keys)
        if len(known) != len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise FactsRefused(
                field="parties",
                zh=f"当事人 {twice} 出现两次。请合并。",
                en=f"Party {twice} stands twice. Merge the two.",
            )
        for place, key in self._named():
            if key not in known:
                raise FactsRefused(
                    field=place,
                    zh=f"{place} 提到的当事人 {key} 不在 parties 中。请补充其资料。",
                    en=f"{place} names party {key}, who is not among the parties. Add it.",
                )
        self._check_hits()

    def _named(self) -> Iterator[tuple[str, str]]:
        for relation in (*self.dossier.relations, *self.relations):
            yield "relations", relation.from_party
            yield "relations", relation.to_party
        yield from (("project", key) for key in self.project.keys)
        yield from (("other_bidders", key) for key in self.other_bidders or ())
        yield from (("seller_contacts", key) for key in self.seller_contacts)
        yield from (("hits", hit.party) for hit in self.hits)
        for pair in self.same:
            yield "same", pair.party
            yield "same", pair.other

    def _check_hits(self) -> None:
        versions = {(version.code, version.version) for version in self.lists}
        answers = [(hit.list_code, hit.list_version) for hit in self.hits]
        answers += [(done.list_code, done.list_version) for done in self.lookups]
        for code, version in answers:
            if (code, version) not in versions:
                raise FactsRefused(
                    field="lists",
                    zh=f"名单 {code} 第{version}版未列入 lists。请补充该版本。",
                    en=f"List {code} version {version} is not among the lists. Add it.",
                )
