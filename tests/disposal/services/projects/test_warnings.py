"""What the register warns of: each check on invented facts, with the case beside it that must stay silent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from disposal.services.projects.warning_facts import ClaimFact, GuaranteeFact, PartyFact, SecurityFact
from disposal.services.projects.warnings import ACROSS_CLAIMS, OF_EACH_CLAIM, warnings_of
from notices.codes import BankruptcyStage, BusinessStatus, CollateralCondition, PartyKind
from notices.completeness import Severity

TODAY = date(2022, 8, 3)  # Wed
DEBTOR = PartyFact(UUID(int=1), "虚构聚合纤有限公司")
OWNER = PartyFact(UUID(int=2), "虚构线业有限公司")
GUARANTOR = PartyFact(UUID(int=3), "虚构控股有限公司")
PLANT = SecurityFact(UUID(int=10), "工业房地产", OWNER, certificates=("虚构房权证第1号",), rank=1)
CLAIM = ClaimFact(UUID(int=20), "甲债权", DEBTOR, total=Decimal("1000.00"))
OTHER = ClaimFact(UUID(int=21), "乙债权", DEBTOR, total=Decimal("500.00"))


def codes(*claims: ClaimFact) -> list[str]:
    return [warning.code for warning in warnings_of(claims, today=TODAY)]


def test_claims_with_nothing_odd_get_no_warning() -> None:
    claim = replace(CLAIM, security=(PLANT,), guarantees=(GuaranteeFact(GUARANTOR, TODAY),))
    assert codes(claim, OTHER) == []


def test_certificate_securing_two_claims_is_named_with_both() -> None:
    claims = (replace(CLAIM, security=(PLANT,)), replace(OTHER, security=(replace(PLANT, rank=2),)))
    (warning,) = warnings_of(claims, today=TODAY)
    assert warning.code == "certificate_in_two_claims"
    assert "虚构房权证第1号" in warning.zh
    assert "甲债权；乙债权" in warning.zh
    assert "甲债权; 乙债权" in warning.en


def test_certificate_on_two_collaterals_of_one_claim_asks_to_enter_it_once() -> None:
    twin = replace(PLANT, collateral_id=UUID(int=11), collateral="土地使用权")
    (warning,) = warnings_of([replace(CLAIM, security=(PLANT, twin))], today=TODAY)
    assert warning.code == "certificate_on_two_collaterals"
    assert "工业房地产；土地使用权" in warning.zh


def test_rank_held_by_two_claims_is_warned_of_and_different_ranks_are_not() -> None:
    bare = replace(PLANT, certificates=())
    assert codes(replace(CLAIM, security=(bare,)), replace(OTHER, security=(bare,))) == ["rank_held_twice"]
    assert codes(replace(CLAIM, security=(bare,)), replace(OTHER, security=(replace(bare, rank=2),))) == []


@pytest.mark.parametrize(
    ("ceilings", "expected"),
    [
        (["1000.00"], []),
        (["1000.01"], ["ceiling_above_claim"]),
        (["400.00", "600.00"], []),
        (["400.01", "600.00"], ["ceilings_above_claim"]),
        (["1000.01", "1.00"], ["ceiling_above_claim", "ceilings_above_claim"]),
    ],
)
def test_ceilings_are_noted_only_above_the_claim(ceilings: list[str], expected: list[str]) -> None:
    security = tuple(
        replace(PLANT, collateral_id=UUID(int=30 + n), certificates=(), ceiling=Decimal(ceiling))
        for n, ceiling in enumerate(ceilings)
    )
    assert codes(replace(CLAIM, security=security)) == expected
    assert codes(replace(CLAIM, security=security, total=None)) == []


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2022, 8, 2), ["guarantee_period_over"]),  # Tue, the day before
        (date(2022, 8, 3), []),  # Wed, the last day still counts
        (date(2022, 8, 4), []),  # Thu
        (None, []),
    ],
)
def test_guarantee_period_is_over_the_day_after_its_last(ends_on: date | None, expected: list[str]) -> None:
    assert codes(replace(CLAIM, guarantees=(GuaranteeFact(GUARANTOR, ends_on),))) == expected


def test_guarantor_who_is_the_debtor_is_warned_of() -> None:
    assert codes(replace(CLAIM, guarantees=(GuaranteeFact(DEBTOR),))) == ["guarantor_is_debtor"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"needs_registration": True, "is_registered": False}, ["mortgage_not_registered"]),
        ({"needs_registration": True, "is_registered": None}, []),
        ({"needs_registration": False, "is_registered": False}, []),
        ({"conditions": (CollateralCondition.lost,)}, ["collateral_gone"]),
        ({"conditions": (CollateralCondition.leased,)}, []),
        ({"owner": replace(OWNER, status=BusinessStatus.deregistered)}, ["party_gone"]),
        ({"owner": replace(OWNER, status=BusinessStatus.suspended)}, []),
        ({"owner": replace(OWNER, is_state_organ=True)}, ["state_organ_owes"]),
    ],
)
def test_security_is_warned_of_where_it_fails(change: dict[str, object], expected: list[str]) -> None:
    assert codes(replace(CLAIM, security=(replace(PLANT, **change),))) == expected  # type: ignore[arg-type]


def test_state_organ_as_guarantor_is_a_warning_and_bankruptcy_a_note() -> None:
    organ = replace(GUARANTOR, is_state_organ=True, bankruptcy_stage=BankruptcyStage.accepted)
    warnings = warnings_of([replace(CLAIM, guarantees=(GuaranteeFact(organ),))], today=TODAY)
    assert [(w.code, w.severity) for w in warnings] == [
        ("state_organ_owes", Severity.warning),
        ("party_bankrupt", Severity.note),
    ]
    assert warnings[0].source.citation.endswith("（法发〔2009〕19号）第六条第（一）项")
    assert "法院可据以认定转让合同无效" in warnings[0].zh
    both = warnings_of([replace(CLAIM, guarantees=(GuaranteeFact(organ),)), OTHER], today=TODAY)
    package = next(warning for warning in both if warning.code == "state_organ_in_package")
    assert package.zh.startswith(CLAIM.label)
    assert package.source.citation.endswith("第七条")


def test_every_check_speaks_both_languages_and_gives_a_remedy() -> None:
    gone = PartyFact(UUID(int=4), "虚构机关", BusinessStatus.revoked, BankruptcyStage.liquidation, is_state_organ=True)
    bad = replace(
        PLANT, owner=gone, ceiling=Decimal(2000), needs_registration=True, is_registered=False,
        conditions=(CollateralCondition.disposed,),
    )  # fmt: skip
    claim = ClaimFact(
        CLAIM.id, "丙债权", gone, Decimal(1000),
        security=(bad, replace(bad, collateral_id=UUID(int=12))),
        guarantees=(GuaranteeFact(gone, date(2021, 1, 1)),), contract_numbers=("虚借1号",),
    )  # fmt: skip
    twin = replace(OWNER, name=gone.name)
    other = replace(OTHER, debtor=gone, security=(bad, replace(bad, owner=twin)), contract_numbers=("虚借1号",))
    warnings = warnings_of([claim, other], today=TODAY)
    assert len({warning.code for warning in warnings}) >= len(ACROSS_CLAIMS) + len(OF_EACH_CLAIM)
    assert all(warning.zh.endswith("。") and warning.en.endswith(".") for warning in warnings)


@pytest.mark.parametrize(
    ("debtor", "creditors", "number", "is_told"),
    [
        (DEBTOR, ("虚构甲银行", "虚构乙银行"), "虚借（2019）1号", True),  # one debtor
        (OWNER, ("虚构甲银行", "虚构甲银行"), "虚借(2019) 1号", True),  # one creditor, in other characters
        (OWNER, ("虚构甲银行", "虚构乙银行"), "虚借（2019）1号", False),  # two banks may count alike
        (OWNER, ("", ""), "虚借（2019）1号", False),
        (DEBTOR, ("虚构甲银行", "虚构甲银行"), "虚借（2019）2号", False),
    ],
)
def test_contract_number_on_two_claims_is_named(
    debtor: PartyFact, creditors: tuple[str, str], number: str, is_told: bool
) -> None:
    own = replace(CLAIM, contract_numbers=("虚借（2019）1号",), creditor=creditors[0])
    other = replace(OTHER, debtor=debtor, contract_numbers=(number,), creditor=creditors[1])
    found = warnings_of([own], today=TODAY, sharing=[other])
    assert [each.code for each in found] == (["contract_in_two_claims"] if is_told else [])
    assert all("甲债权；乙债权" in each.zh and each.source.citation == "《登记规则》" for each in found)


def test_certificate_of_two_owners_is_named_unless_shares_are_stated() -> None:
    def of(**changes: object) -> list[str]:
        other = replace(PLANT, collateral_id=UUID(int=11), collateral="土地使用权", **changes)  # type: ignore[arg-type]
        return codes(replace(CLAIM, security=(PLANT, other)))

    assert of(owner=GUARANTOR) == ["certificate_on_two_collaterals", "certificate_of_two_owners"]
    assert of(owner=GUARANTOR, has_share=True) == ["certificate_on_two_collaterals"]
    assert of() == ["certificate_on_two_collaterals"]


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({"name": DEBTOR.name}, True),
        ({"former_names": (DEBTOR.name,)}, True),
        ({"name": DEBTOR.name, "is_masked": True}, False),
        ({"name": DEBTOR.name, "kind": PartyKind.natural_person}, False),
        ({}, False),
    ],
)
def test_name_of_two_parties_is_named(change: dict[str, object], is_told: bool) -> None:
    twin = replace(GUARANTOR, **change)  # type: ignore[arg-type]
    assert codes(replace(CLAIM, guarantees=(GuaranteeFact(twin),))) == (["name_of_two_parties"] if is_told else [])
