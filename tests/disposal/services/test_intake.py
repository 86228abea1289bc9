"""Taking notices over into the register: what goes in comes out, and every party and thing is one record."""

from datetime import date

from sqlmodel import Session, select

from disposal.demo_case import enter_huarong_2022
from disposal.models import Party
from disposal.services.content_differences import differences_between
from disposal.services.project_content import content_of
from notices.kinds import kind_of
from notices.reading import read_content


def test_case_of_2022_comes_out_of_the_register_as_it_went_in(session: Session) -> None:
    sample = read_content(kind_of("disposal").sample)
    project = enter_huarong_2022(session)
    composed = content_of(session, project.id, published_on=date(2022, 8, 3))  # Wed
    assert differences_between(sample, composed) == ()
    assert composed.canonical_json() == sample.canonical_json()
    names = session.exec(select(Party.name)).all()
    assert len(names) == len(set(names)) == 10
