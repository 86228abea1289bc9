"""What stands against entering a content, as findings of its check. It needs no session."""

from collections.abc import Iterator
from datetime import date

from disposal.services.intake.facts import IntakeFacts
from disposal.services.intake.plan import plan_intake
from notices.completeness import Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.law.provisions import REGISTER_RULE
from notices.reading import Problem

NOT_ENTERABLE = "not_enterable"
NOT_STATED = "not_stated"


def intake_findings(
    content: NoticeContent, facts: IntakeFacts | None, *, today: date | None = None
) -> Iterator[Shortcoming]:
    """Yield a blocker for each refusal of the intake, and a warning for what a content should state.

    An amendment is drafted and never entered, so nothing stands against it here. Resident IDs are left to the
    completeness check, which names them.
    """
    if not kind_of(content.kind).offers_assets:
        return
    plan = plan_intake(content, facts, today=today)
    yield from (_finding(each, Severity.blocker, NOT_ENTERABLE) for each in plan.problems)
    yield from (_finding(each, Severity.warning, NOT_STATED) for each in plan.hints)


def _finding(problem: Problem, severity: Severity, code: str) -> Shortcoming:
    value = f"{problem.value}：" if problem.value else ""
    value_en = f"{problem.value}: " if problem.value else ""
    return Shortcoming(severity, code, problem.path, value + problem.zh, value_en + problem.en, REGISTER_RULE)
