"""What records of a claim must agree in, before they are written and while they are planned: it asks no database."""

from datetime import date
from itertools import pairwise

from disposal.errors import RecordRefused
from disposal.models.claims.assignment import Assignment
from disposal.models.claims.guarantee import GuaranteeFields
from disposal.services.records.dates import refuse_future


def check_chain(chain: list[Assignment], *, today: date | None) -> None:
    """Check that each link begins where the one before it ended, and not earlier. Raises: RecordRefused."""
    for link in chain:
        refuse_future(link.assigned_on, field="assigned_on", label="转让日", today=today)
        if link.assignor == link.assignee:
            raise RecordRefused(
                field="assignee",
                zh=f"第 {link.ordinal} 环的转让方与受让方同为 {link.assignor}；请更正其中之一。",
                en=f"Link {link.ordinal} runs from {link.assignor} to itself; correct one of the two.",
            )
    for earlier, later in pairwise(chain):
        if earlier.assignee != later.assignor:
            raise RecordRefused(
                field="assignor",
                zh=f"转让链不相接：第 {earlier.ordinal} 环的受让方为 {earlier.assignee}，"
                f"第 {later.ordinal} 环的转让方为 {later.assignor}；请更正名称或补录中间的转让。",
                en=f"The chain breaks: link {earlier.ordinal} ends with {earlier.assignee}, link {later.ordinal} "
                f"begins with {later.assignor}; correct the name, or enter the assignment between them first.",
            )
        if earlier.assigned_on and later.assigned_on and later.assigned_on < earlier.assigned_on:
            raise RecordRefused(
                field="assigned_on",
                zh=f"第 {later.ordinal} 环的转让日 {later.assigned_on} 早于前一环的 {earlier.assigned_on}；请核对。",
                en=f"Link {later.ordinal} is dated {later.assigned_on}, before the link it follows "
                f"({earlier.assigned_on}); check both dates.",
            )


def promise_of(given: GuaranteeFields) -> tuple[object, ...]:
    """Return what tells two guarantees of one claim apart."""
    return (given.guarantor_id, given.contract_number, given.mode, given.ceiling, given.period_words)
