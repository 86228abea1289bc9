"""The case of 2022-08-03 (杭州华成聚合纤) as records: the sample notice file, and facts that it does not print."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.projects.issuers import issuer_with_code
from disposal.services.projects.projects import project_with_code
from notices.kinds import kind_of
from notices.reading import read_content

PUBLISHED_ON = date(2022, 8, 3)  # Wed
ENTERED_AFTERWARDS = "演示：2022年8月3日已刊登的真实公告，依原文补录"
STOOD_IN = {"medium": "浙江日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON}
FACTS = IntakeFacts.model_validate(
    {
        "issuer_code": "HRZJ",
        "issuer_kind": "named_amc",  # 中国华融: one of the four companies that 财金〔2008〕87号 names
        "project_code": "HRZJ-HUACHENG",
        "project_name": "杭州华成聚合纤有限公司债权",
        "book_value": "193474338.54",
        "review_meeting_on": date(2022, 9, 1),  # Thu; the law asks for 20 working days from Wed 2022-08-03
        "province": "浙江省",
        "city": "杭州市",
        "industry": "化学纤维制造业",
        # The published judgment and the guarantee contract name the three guarantors.
        "name_bases": dict.fromkeys(("曹欣羊", "徐兴娟", "曹欣建"), ("judgment", "contract")),
    }
)


def enter_huarong_2022(session: Session) -> DisposalProject:
    """Enter the case once and return its project; an existing one is not changed.

    Two demonstrations at the same time wait for each other.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(FACTS.project_code))))
    issuer = issuer_with_code(session, FACTS.issuer_code)
    project = project_with_code(session, issuer.id, FACTS.project_code) if issuer else None
    return project or enter_content(session, read_content(kind_of("disposal").sample), FACTS)
