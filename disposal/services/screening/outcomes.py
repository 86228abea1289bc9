"""What bidders are now: the outcome of each one's newest screening with the decisions that apply today.

For lists, which show many bidders: the outcomes of findings stand in the marks of a screening; of an older one, whose
marks lack them, they are read from its record by the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import case, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, distinct_on
from sqlmodel import Session, col
from sqlmodel import select as model_select

from disposal.eligibility.findings.finding import Outcome, worst
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.services.records.id_sets import among
from disposal.services.screening.decisions import applied, own_decisions, reopened

_OUTCOMES = "$.result.findings[*].outcome"

_BY_VALUE = {outcome.value: outcome for outcome in Outcome}


def decided_outcomes(session: Session, bidder_ids: Iterable[UUID], *, on: date) -> dict[UUID, Outcome]:
    """Return the outcome, with decisions applied, of those of the bidders on whom anything was decided."""
    query = model_select(ScreeningDecision).where(among(ScreeningDecision.bidder_id, tuple(bidder_ids)))
    made: defaultdict[UUID, defaultdict[str, list[ScreeningDecision]]] = defaultdict(lambda: defaultdict(list))
    for decision in session.exec(query.order_by(col(ScreeningDecision.id))):
        made[decision.bidder_id][decision.finding_key].append(decision)
    if not made:
        return {}
    marked = cast(col(Screening.marks), JSONB)
    of_record = func.jsonb_path_query_array(cast(col(Screening.record), JSONB), cast(_OUTCOMES, JSONPATH))
    of_marks = func.jsonb_path_query_array(marked, cast("$[*].outcome", JSONPATH))
    is_marked = func.jsonb_array_length(of_marks) == func.jsonb_array_length(marked)
    outcomes = case((is_marked, of_marks), else_=of_record)
    newest = (
        select(col(Screening.bidder_id), col(Screening.marks), outcomes)
        .where(among(Screening.bidder_id, tuple(made)))
        .order_by(col(Screening.bidder_id), col(Screening.id).desc())
        .ext(distinct_on(col(Screening.bidder_id)))
    )
    return {
        bidder: worst(
            applied(
                _BY_VALUE[found], own[-1] if own else None, reopened(own[-1], mark["fingerprint"], on) if own else None
            )
            for found, mark, own in zip(found_now, marks, own_decisions(marks, made[bidder]), strict=True)
        )
        for bidder, marks, found_now in session.execute(newest)
    }
