"""What a check of the notice of 2022 with changes tells of contradictions."""

from typing import Any

from notices.completeness import check
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content

CODE, OTHER = "91999999000000001K", "91999999000000002N"
CLAIM = "items__0__claims__0"
DEBTOR = "杭州华成聚合纤有限公司"
CODES = {
    "code_under_two_names", "name_under_two_codes", "former_name_is_another", "number_under_two_names",
    "contract_twice", "chain_broken", "assigned_to_itself", "kind_misstated", "land_pledged", "right_mortgaged",
    "ceiling_of_another_kind", "land_without_place", "assignment_to_come", "assignments_out_of_order",
    "older_than_the_loan", "contract_to_come", "case_to_come", "founded_to_come", "older_than_the_debtor",
    "day_looks_like_a_default", "guarantor_is_debtor", "other_mode_unnamed", "other_mode_unprinted",
    "other_status_unnamed", "security_twice", "text_left_open",
}  # fmt: skip


def told(values: dict[str, Any] | None = None, **changes: Any) -> list[tuple[str, str, str]]:
    """Return severity, code and field of the contradictions in the notice of 2022 with changes."""
    found = check(make_content(values, **changes), calendar=UNTIL_2026).findings
    return [(f.severity.value, f.code, f.field) for f in found if f.code in CODES]
