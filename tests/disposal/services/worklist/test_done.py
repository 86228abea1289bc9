"""已办: an act a line, by the record it was about, with its page for whoever may open it."""

from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.services.accounts.identity import acting
from disposal.services.worklist.done import acts_done
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.factories import make_claim, make_issuer, make_party
from tests.support.publishing import publish_project
from tests.support.restricted_lists import make_version

TESTER = Actor("测试员")


def done(session: Session, actor: Actor = TESTER, language: str = "zh") -> list[tuple[str, str, str]]:
    return [(act.what, act.about, act.path) for act in acts_done(session, actor, language)]


def test_each_commit_is_a_line_on_the_record_it_was_about_the_newest_first(database: Database) -> None:
    with database.session("测试员") as session:
        claim = make_claim(session)
    with database.session("测试员") as session:
        make_version(session, "civil", [])
    with database.session("测试员") as session:
        notice = publish_project(session, "甲", window={"count": 20})
    with database.session("他人") as session:
        make_party(session, "虚构他厂")
    with database.session("测试员") as session:
        parties = [make_party(session, f"虚构{each}厂") for each in "甲乙丙"]
    with database.session("测试员") as session:
        assert done(session) == [
            ("录入当事人", "虚构甲厂等3项", f"/desk/parties/{parties[0].id}"),
            ("起草公告、发布公告", notice.number, f"/desk/notices/{notice.id}"),
            ("录入受限名单、重建索引受限名单", "测试公务员名单", "/desk/lists/civil"),
            ("录入债权", "测试纺织有限公司", f"/desk/claims/{claim.id}"),
        ]
        assert [line[:2] for line in done(session, language="en")][:2] == [
            ("entered party", "虚构甲厂 and 2 more"),
            ("drafted the notice, published notice", notice.number),
        ]


def test_act_on_what_has_no_page_is_told_without_a_link(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours = make_issuer(session)
        make_account(session, "guan", Role.administrator)
    with database.session(Actor("guan", channel=Channel.page)) as session:
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id])
        session.flush()
        actor = acting(session)
        assert actor is not None
        (opened,) = acts_done(session, actor, "zh")
    assert (opened.about, opened.path) == ("", "")
    assert "账号" in opened.what
