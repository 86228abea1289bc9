"""The rules of the limbs, one file for each limb.

To add a limb: add its code in ``notices.content.limbs``, write a file here, and add its RULE to the tuple below.
"""

from disposal.eligibility.findings.case import LimbRule
from disposal.eligibility.rules import (
    amc_staff,
    aml_listed,
    capacity,
    civil_servant,
    deal_professional,
    debtor_management,
    debtor_side,
    dishonest_debtor,
    judicial_police,
    other_law,
    participated_entity,
    regulator_staff,
    relative_of_insider,
)

LIMB_RULES: tuple[LimbRule, ...] = (
    civil_servant.RULE,
    regulator_staff.RULE,
    judicial_police.RULE,
    amc_staff.RULE,
    debtor_management.RULE,
    deal_professional.RULE,
    participated_entity.RULE,
    relative_of_insider.RULE,
    debtor_side.RULE,
    dishonest_debtor.RULE,
    aml_listed.RULE,
    capacity.RULE,
    other_law.RULE,
)
"""The rules of all limbs, in the order of the findings."""
