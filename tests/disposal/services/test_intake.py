"""Taking notices over into the register: what goes in comes out, and every party and thing is one record."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from disposal.demo_case import enter_huarong_2022
from disposal.models import DisposalProject
from disposal.services.content_differences import differences_between
from disposal.services.intake import IntakeFacts, enter_content
from disposal.services.project_content import content_of
from notices.content import NoticeContent
from notices.kinds import kind_of
from notices.reading import read_content

PACKAGE = read_content(Path(__file__).with_name("package.toml"))
FACTS = IntakeFacts.model_validate(
    {"issuer_code": "TEST", "project_code": "P-1", "project_name": "虚构资产包", "book_value": "210005000.50"}
)


def composed(session: Session, project: DisposalProject, like: NoticeContent) -> NoticeContent:
    return content_of(session, project.id, published_on=like.published_on)


def test_case_of_2022_comes_out_of_the_register_as_it_went_in(session: Session) -> None:
    sample = read_content(kind_of("disposal").sample)
    project = enter_huarong_2022(session)
    again = content_of(session, project.id, published_on=date(2022, 8, 3))  # Wed
    assert differences_between(sample, again) == ()
    assert again.canonical_json() == sample.canonical_json()


def test_invented_package_comes_out_of_the_register_as_it_went_in(session: Session) -> None:
    project = enter_content(session, PACKAGE, FACTS)
    assert differences_between(PACKAGE, composed(session, project, PACKAGE)) == ()
