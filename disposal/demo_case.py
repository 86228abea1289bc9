"""The case of 2022-08-03 (杭州华成聚合纤) as records: the notice's own sample file, and the facts it does not print."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from disposal.models import DisposalProject
from disposal.services.intake import IntakeFacts, enter_content
from disposal.services.issuers import issuer_with_code
from disposal.services.projects import project_with_code
from notices.kinds import kind_of
from notices.reading import read_content

FACTS = IntakeFacts.model_validate(
    {
        "issuer_code": "HRZJ",
        "project_code": "HRZJ-HUACHENG",
        "project_name": "杭州华成聚合纤有限公司债权",
        "book_value": "193474338.54",
        "review_meeting_on": date(2022, 9, 1),  # Thu; the law asks for 20 working days from Wed 2022-08-03
        "province": "浙江省",
        "city": "杭州市",
        "industry": "化学纤维制造业",
    }
)


def enter_huarong_2022(session: Session) -> DisposalProject:
    """Enter the case once and return its project; entered already, it is left as it stands.

    Two demonstrations at once wait for each other.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(FACTS.project_code))))
    issuer = issuer_with_code(session, FACTS.issuer_code)
    project = project_with_code(session, issuer.id, FACTS.project_code) if issuer else None
    return project or enter_content(session, read_content(kind_of("disposal").sample), FACTS)
