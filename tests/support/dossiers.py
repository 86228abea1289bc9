"""Invented facts for the screening tests: a clean company and a clean person, from which each test departs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from disposal.eligibility.engine import ScreeningResult, screen
from disposal.eligibility.facts.facts import Declaration, Dossier, Facts, MeansEvidence
from disposal.eligibility.facts.lookups import ConsultedVersion, HitStrength, ListHit, LookupDone, MatchedField
from disposal.eligibility.facts.people import ContactKind, ContactPoint, OrganKind, OwnersKnown, PartyFacts
from disposal.eligibility.facts.project import EngagedAs, Engagement, ProjectParties
from disposal.eligibility.facts.relations import Kinship, Office, Relation, RelationKind
from disposal.eligibility.findings.finding import Finding, Outcome
from notices.codes import BusinessStatus, PartyKind
from notices.content.limbs import LIMBS, LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb, Restrictions
from notices.kinds import KINDS
from notices.reading.files import read_content

DAY = date(2022, 8, 15)  # Mon, inside the window of the 2022 notice

LISTS = (
    ConsultedVersion(
        code="civil", version=3, name="测试公务员名单", name_en="Test civil servants", limbs=(LimbCode.civil_servant,)
    ),
    ConsultedVersion(
        code="regulator", version=2, name="测试监管名单", name_en="Test regulators", limbs=(LimbCode.regulator_staff,)
    ),
    ConsultedVersion(
        code="police", version=1, name="测试政法名单", name_en="Test judicial", limbs=(LimbCode.judicial_police,)
    ),
    ConsultedVersion(code="amc", version=5, name="测试资管名单", name_en="Test AMC staff", limbs=(LimbCode.amc_staff,)),
    ConsultedVersion(
        code="dishonest", version=7, name="测试失信名单", name_en="Test dishonest", limbs=(LimbCode.dishonest_debtor,)
    ),
    ConsultedVersion(code="aml", version=4, name="测试反洗钱名单", name_en="Test AML", limbs=(LimbCode.aml_listed,)),
)


@cache
def notice_2022() -> Restrictions:
    """Return the restrictions of the notice of 2022-08-03, as its sample is read."""
    kind = next(kind for kind in KINDS if kind.code == "disposal")
    content = read_content(kind.sample)
    assert content.restrictions is not None
    return content.restrictions


def limbs(*codes: LimbCode | RestrictionLimb, capacity: str | None = None) -> Restrictions:
    """Return restrictions of these limbs alone."""
    rows = tuple(code if isinstance(code, RestrictionLimb) else RestrictionLimb(code=code) for code in codes)
    return Restrictions(limbs=rows, capacity=capacity)


def all_limbs() -> Restrictions:
    """Return restrictions of every limb there is, the relatives near."""
    near = {LimbCode.relative_of_insider: RelativesScope.near}
    return limbs(*(RestrictionLimb(code=code, relatives=near.get(code)) for code in LIMBS))


def person(key: str, name: str = "", **known: Any) -> PartyFacts:
    defaults = {"number_index": f"index-of-{key}"}
    return PartyFacts(key=key, name=name or f"测试{key}", kind=PartyKind.natural_person, **{**defaults, **known})


def firm(key: str, name: str = "", **known: Any) -> PartyFacts:
    defaults = {"organ": OrganKind.ordinary, "is_financial_institution": False, "is_state_owned": False}
    defaults |= {"credit_code": f"code-of-{key}"}
    return PartyFacts(key=key, name=name or f"测试{key}", kind=PartyKind.organisation, **{**defaults, **known})


def owns(owner: str, owned: str, percent: str | None, **dates: Any) -> Relation:
    share = None if percent is None else Decimal(percent)
    kind = RelationKind.ownership
    return Relation(from_party=owner, to_party=owned, kind=kind, percent=share, source="测试登记", **dates)


def office(holder: str, of: str, post: Office = Office.director, **dates: Any) -> Relation:
    kind = RelationKind.office
    return Relation(from_party=holder, to_party=of, kind=kind, office=post, source="测试登记", **dates)


def kin(relative: str, of: str, kinship: Kinship, **dates: Any) -> Relation:
    kind = RelationKind.kinship
    return Relation(from_party=relative, to_party=of, kind=kind, kinship=kinship, source="测试申报", **dates)


def acts(agent: str, principal: str, **dates: Any) -> Relation:
    kind = RelationKind.acting_for
    return Relation(from_party=agent, to_party=principal, kind=kind, source="测试委托书", **dates)


def controls(owner: str, owned: str, **dates: Any) -> Relation:
    return Relation(from_party=owner, to_party=owned, kind=RelationKind.control, source="测试登记", **dates)


def hit(party: str, list_code: str, strength: HitStrength = HitStrength.certain, **changes: Any) -> ListHit:
    version = next(of.version for of in LISTS if of.code == list_code)
    defaults: dict[str, Any] = {
        "field": MatchedField.number, "because": "号码一致", "because_en": "same number", "entry_id": "A-12",
    }  # fmt: skip
    known = {**defaults, **changes}
    return ListHit(party=party, list_code=list_code, list_version=version, strength=strength, **known)


def phone(number: str) -> ContactPoint:
    return ContactPoint(kind=ContactKind.phone, index=f"index-of-{number}", shown=f"138****{number}")


def contacts(*points: ContactPoint) -> tuple[ContactPoint, ...]:
    """Return these contact points, and one of each kind that is not among them."""
    own = (phone("1001"), *(ContactPoint(kind=kind, index=f"index-of-{kind}", shown="***") for kind in ContactKind))
    given = {point.kind for point in points}
    others = {point.kind: point for point in reversed(own) if point.kind not in given}
    return (*points, *others.values())


def project(**changes: Any) -> ProjectParties:
    """Return the invented project: a debtor, a guarantor, an owner of collateral, staff, a valuer."""
    known: dict[str, Any] = {
        "debtors": ("债务人",),
        "guarantors": ("担保人",),
        "collateral_owners": ("抵押人",),
        "handling_staff": ("经办人",),
        "judicial_handlers": ("经办法官",),
        "engaged": (Engagement(party="评估所", engaged_as=EngagedAs.valuer, source="测试合同"),),
    }
    return ProjectParties(**{**known, **changes})


PROJECT_PARTIES = (
    firm("债务人", owners=OwnersKnown.exempt),
    firm("担保人", owners=OwnersKnown.exempt),
    firm("抵押人", owners=OwnersKnown.exempt),
    person("经办人"),
    person("经办法官"),
    firm("评估所", owners=OwnersKnown.exempt),
)

_CLEAN_DOSSIER: dict[str, Any] = {
    "declarations": tuple(Declaration(limb=code, is_barred=False, signed_on=date(2022, 8, 10)) for code in LimbCode),
    "agents": (),
    "means": (MeansEvidence(document="测试银行存款证明", amount=Decimal("200000000.00")),),
}


def company_facts(**changes: Any) -> Facts:
    """Return a clean company: owned and run by one clean person, looked up everywhere."""
    bidder = firm("竞买公司", contacts=contacts())
    dossier = Dossier(
        **{
            **_CLEAN_DOSSIER,
            "bidder": bidder,
            "legal_representative": (office("股东", "竞买公司", Office.legal_representative),),
            "directors": (office("股东", "竞买公司"),),
            "controllers": (controls("股东", "竞买公司"),),
            "shareholders": (owns("股东", "竞买公司", "100"),),
            "business_status": BusinessStatus.active,
            **changes.pop("dossier", {}),
        }
    )
    return _facts(dossier, (person("股东"),), changes)


def person_facts(**changes: Any) -> Facts:
    """Return a clean person of forty: employed by an ordinary company, looked up everywhere."""
    dossier = Dossier(
        **{
            **_CLEAN_DOSSIER,
            "bidder": person("竞买人", contacts=contacts()),
            "positions": (office("竞买人", "单位", Office.employee),),
            "relatives": (),
            "age_years": 40,
            **changes.pop("dossier", {}),
        }
    )
    return _facts(dossier, (firm("单位"),), changes)


def _facts(dossier: Dossier, others: tuple[PartyFacts, ...], changes: dict[str, Any]) -> Facts:
    added = changes.pop("add", ())
    known = {party.key: party for party in (*PROJECT_PARTIES, *others, *added)}
    known.pop(dossier.bidder.key, None)
    facts = Facts(
        **{
            "dossier": dossier,
            "parties": tuple(known.values()),
            "project": project(),
            "lists": LISTS,
            "other_bidders": (),
            **changes,
        }
    )
    return looked_up(facts) if "lookups" not in changes else facts


def looked_up(facts: Facts) -> Facts:
    """Return the facts with everybody looked up in every list."""
    everybody = (facts.dossier.bidder.key, *(party.key for party in facts.parties))
    done = tuple(LookupDone(list_code=of.code, list_version=of.version, parties=everybody) for of in facts.lists)
    return replace(facts, lookups=done)


def findings(result: ScreeningResult, rule: str, *outcomes: Outcome) -> list[Finding]:
    """Return the findings of a rule, of these outcomes only where any are given."""
    return [f for f in result.findings if f.rule == rule and (not outcomes or f.outcome in outcomes)]


def outcomes(result: ScreeningResult, rule: str) -> set[Outcome]:
    return {finding.outcome for finding in result.findings if finding.rule == rule}


def screened(facts: Facts, restrictions: Restrictions | None = None, on: date = DAY) -> ScreeningResult:
    return screen(facts, restrictions or notice_2022(), on)
