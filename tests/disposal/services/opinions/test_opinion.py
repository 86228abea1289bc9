"""买受人资格审查意见书, read back: every finding, source and decision, no full number, always the same bytes."""

import os
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlmodel import Session

from disposal.eligibility.findings.basis import kind_words
from disposal.eligibility.findings.finding import Outcome
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.services.opinions.context import FindingShown, Opinion
from disposal.services.opinions.opinion import opinion_of, render_opinion
from disposal.services.opinions.words import conclusion_of
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import draft_notice
from disposal.services.screening.decisions import approve_override, decided_findings, dismiss, request_override
from disposal.services.screening.screening_json import screening_as_json
from disposal.services.screening.screenings import read_whole, screen_bidder
from disposal.settings import Settings
from notices.typesetting.fonts import GlyphMissing
from tests.support.accounts import act_as
from tests.support.printed import opened, pages_of, tag_names, text_of, without_space
from tests.support.publishing import CONTEXT, PUBLISHED_ON, amend, publish
from tests.support.restricted_lists import basic_lists
from tests.support.screening import COMPANY, DAY, NUMBER, OTHER_NUMBER, PERSON, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
UNTIL = date(2022, 9, 30)  # Fri
PEOPLE = [
    {"key": "insider", "kind": "natural_person", "name": "测试资管员工", "personal_number": OTHER_NUMBER},
    {"key": "namesake", "kind": "natural_person", "name": "测试同名人"},
    {"key": "middle", "name": "虚构中间有限公司", "is_financial_institution": False, "organ": "ordinary"},
]
SHARES = (
    ("insider", "middle", "60"),
    ("owner", "middle", "40"),
    ("middle", "bidder", "50"),
    ("namesake", "bidder", "5"),
)
ADMITTED = [{**each, "is_barred": each["limb"] == "civil_servant"} for each in PERSON["declarations"]]


@pytest.fixture
def project(session: Session) -> DisposalProject:
    return case_of_2022(session)


@pytest.fixture
def barred(session: Session, project: DisposalProject) -> Screening:
    """Screen a company held by an insider through another, and by a civil servant's namesake, who is dismissed."""
    publish(session, draft_notice(session, project.id, published_on=PUBLISHED_ON).id, context=CONTEXT)
    basic_lists(session, amc=[{"name": "测试资管员工", "number": OTHER_NUMBER}], civil=[{"name": "测试同名人"}])
    owned = [{"from_key": one, "to_key": other, "kind": "ownership", "percent": part, "source": "测试登记"}
             for one, other, part in SHARES]  # fmt: skip
    company = {**COMPANY, "parties": [*COMPANY["parties"], *PEOPLE], "relations": [*COMPANY["relations"][1:], *owned]}
    company["bidder"] = {key: value for key, value in COMPANY["bidder"].items() if key != "phones"}
    screening = screened(session, entered(session, project, company))
    number = first(session, screening, Outcome.possible)
    dismiss(session, screening.id, number=number, reason=f"同名，本人号码为{NUMBER}", expires_on=UNTIL)
    request_override(session, screening.id, number=first(session, screening, Outcome.barred), reason="已离职")
    return screening


@pytest.fixture
def admitted(session: Session, project: DisposalProject) -> Screening:
    """Screen a person who declares himself to be a civil servant; an override is asked for."""
    screening = screened(session, entered(session, project, PERSON, declarations=ADMITTED))
    request_override(session, screening.id, number=first(session, screening, Outcome.barred), reason="已辞去公职")
    return screening


def first(session: Session, screening: Screening, outcome: Outcome) -> int:
    return next(each.number for each in decided_findings(session, screening, on=DAY) if each.outcome is outcome)


def shown(opinion: Opinion, outcome: Outcome) -> FindingShown:
    return next(each for limb in opinion.limbs for each in limb.findings if each.outcome is outcome)


def test_paper_says_every_finding_with_its_sources_entry_path_and_decisions_in_a_sound_pdf(
    session: Session, barred: Screening, tmp_path: Path
) -> None:
    data = render_opinion(session, barred.id, on=DAY)
    printed = without_space(text_of(data, tmp_path))
    for finding in read_whole(barred).result.findings:
        known_from = f"依据性质：{kind_words(finding)[0]}。"
        zh, en = (text.replace(f"{word}{finding.entry_id}", row) for text, word, row in (
            (finding.zh, "条目", "第2行"), (finding.en, "entry ", "row 2"),
        ))  # fmt: skip
        assert (finding.entry_id or "no entry") not in printed, "people name an entry by its row"
        said_of_it = (zh, en, finding.source.citation, finding.source.quote)
        for said in (*said_of_it, known_from, f"依据性质：{finding.source.kind.zh}。"):
            assert without_space(said) in printed
    for words in (
        f"编号：{barred.id}", "意向受让人虚构竞买有限公司不得购买本项目资产。", "公告编号HRZJ-2022-0001",
        "关联人参与的非金融机构法人（结论7）", "《测试资管名单》第1版（代码amc）", "测试.csv", "0" * 64, "测试来源",
        "测试资管员工—60%→虚构中间有限公司—50%→虚构竞买有限公司，合计30%", "结论7路径图", "持股，据测试登记",
        "匹配字段：证件号码",
        "《测试资管名单》第1版，来源文件第2行（测试资管员工",
        "申请破例：待另一人批准；批准之前，结论仍为“不得购买”", "理由：已离职",
        "排除：有效至2022年9月30日；结论为“未发现限制情形”", "核定人：测试员", "电话、地址、资金账户意向受让人",
        "核对“重演”一栏", barred.sha256, "审查人（签名）", "复核人（签名）", "盖章处",
        "999999********0016",
    ):  # fmt: skip
        assert without_space(words) in printed, words
    assert NUMBER not in printed
    assert OTHER_NUMBER not in printed
    check_sound(data, barred, tmp_path)


def check_sound(data: bytes, screening: Screening, folder: Path) -> None:
    """Check that the PDF is whole, tagged, an archive's, headed and numbered, and carries the record."""
    pdf = opened(data)
    attached = pdf.attachments["screening.json"].get_file().read_bytes()
    assert (attached, sha256(attached).hexdigest()) == (screening.record.encode(), screening.sha256)
    assert pdf.Root.AF[0].AFRelationship == "/Source"
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "买受人资格审查意见书"
        assert metadata["dc:creator"] == ["中国华融资产管理股份有限公司浙江省分公司"]
    assert str(pdf.Root.Lang) == "zh-CN"
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/P"} <= set(tag_names(data))
    for font in (font for page in pdf.pages for font in page.Resources.Font.values()):
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    pages = pages_of(data, folder)
    assert all(page.splitlines()[0].split()[0] == "买受人资格审查意见书" for page in pages[1:])
    assert without_space(pages[1]).endswith(f"第2页共{len(pages)}页")
    done = subprocess.run(["qpdf", "--check", folder / "notice.pdf"], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in done.stdout


def test_another_process_in_another_zone_and_tongue_writes_the_same_bytes(
    session: Session, settings: Settings, admitted: Screening, tmp_path: Path
) -> None:
    here = render_opinion(session, admitted.id, on=DAY)
    session.commit()
    assert settings.database_url is not None
    elsewhere = {
        "DISPOSAL_DATABASE_URL": settings.database_url.get_secret_value(), "DISPOSAL_DATA_DIR": str(tmp_path / "var"),
        "DISPOSAL_PERSONAL_NUMBER_KEY": "5e" * 32, "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }  # fmt: skip
    out = tmp_path / "opinion.pdf"
    command = [sys.executable, "-m", "disposal", "screening", "pdf", str(admitted.id), "--out", str(out)]
    subprocess.run([*command, "--on", DAY.isoformat()], env={**os.environ, **elsewhere}, check=True)
    assert out.read_bytes() == here


def test_paper_of_before_is_kept_until_it_would_say_something_else(session: Session, admitted: Screening) -> None:
    before = render_opinion(session, admitted.id, on=DAY)
    assert render_opinion(session, admitted.id, on=DAY, earlier=before) is before
    the_day_after = render_opinion(session, admitted.id, on=DAY + timedelta(days=1), earlier=before)
    assert the_day_after == render_opinion(session, admitted.id, on=DAY + timedelta(days=1)) != before


def test_what_changed_in_the_register_since_does_not_change_the_paper(session: Session, admitted: Screening) -> None:
    before = opinion_of(session, admitted, on=DAY)
    change_project(session, admitted.project_id, {"name": "更名后的项目"}, reason="更名")
    assert opinion_of(session, admitted, on=DAY) == before


def test_override_is_pending_until_another_person_approves_it(session: Session, admitted: Screening) -> None:
    pending = opinion_of(session, admitted, on=DAY)
    assert pending.conclusion.outcome is Outcome.barred
    assert any("破例申请尚待另一人批准；批准之前，仍为“不得购买”。" in note for note in pending.conclusion.notes)
    request = decided_findings(session, admitted, on=DAY)[shown(pending, Outcome.barred).number - 1].decision
    assert request is not None
    act_as(session, "另一测试员")
    approve_override(session, request.id, reason="同意")
    finding = shown(opinion_of(session, admitted, on=DAY), Outcome.barred)
    assert [(each.verdict, each.effect, each.by) for each in finding.decisions] == [
        ("申请破例", "已由另一测试员批准，见后一核定", "申请人：测试员"),
        ("批准破例", "有效，未定期限；结论为“经批准破例”", "批准人：另一测试员；申请人：测试员"),
    ]
    assert finding.decided is Outcome.overridden
    alone = tuple(each for each in decided_findings(session, admitted, on=DAY) if each.number == finding.number)
    conclusion = conclusion_of("测试竞买人", alone, at_screening=Outcome.barred, on=DAY)
    assert conclusion.sentence.startswith("意向受让人测试竞买人属于本公告不得购买的人员，已经另一人批准破例。")
    assert conclusion.notes[0] == "所据：国家公务员（结论1）。"


def test_notice_withdrawn_before_the_screening_decides_nothing_and_the_paper_says_so(
    session: Session, project: DisposalProject
) -> None:
    notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    publish(session, notice.id, context=CONTEXT)
    bidder = entered(session, project, PERSON)
    before = screened(session, bidder)
    amend(session, notice, "withdrawal", reason="债务人已清偿全部债务")
    limbs = [{"code": "civil_servant"}]
    change_project(session, project.id, {"restrictions": {"limbs": limbs}}, reason="重新拟定公告")
    after = screened(session, bidder)
    papers = [opinion_of(session, each, on=DAY) for each in (before, after)]
    said = [next(fact.text for fact in paper.basics if fact.label == "公告") for paper in papers]
    assert "公告编号HRZJ-2022-0001，2022年8月3日发布，第1版" in said[0]
    assert said[1] == "审查时公告HRZJ-2022-0001已撤销，按项目拟定的公告条件审查"
    printed = [len(read_whole(each).question.restrictions.limbs) for each in (before, after)]
    assert printed == [8, 1]


def test_dismissal_no_longer_counts_the_day_after_it_ends(session: Session, project: DisposalProject) -> None:
    basic_lists(session, civil=[{"name": "测试竞买人"}])
    screening = screened(session, entered(session, project, PERSON))
    number = first(session, screening, Outcome.possible)
    dismiss(session, screening.id, number=number, reason="同名", expires_on=UNTIL)
    for on, decided in ((UNTIL, Outcome.clear), (UNTIL + timedelta(days=1), Outcome.possible)):
        assert shown(opinion_of(session, screening, on=on), Outcome.possible).decided is decided
    after = opinion_of(session, screening, on=UNTIL + timedelta(days=1))
    assert shown(after, Outcome.possible).awaits == "须重新核定。"
    assert any("的核定（排除）已失效：" in note for note in after.conclusion.notes)


def test_screening_again_is_told_on_either_paper_by_what_the_other_prints(
    session: Session, admitted: Screening
) -> None:
    again = screen_bidder(session, admitted.bidder_id, stage=ScreeningStage.award, on=DAY, cause="名单更新")
    papers = [opinion_of(session, each, on=DAY) for each in (admitted, again)]
    first_told, told = ({fact.label: fact.text for fact in paper.basics} for paper in papers)
    named = [
        f"{each['审查时间'].removesuffix('（北京时间）')}由{each['审查人']}作出的“{each['审查阶段']}”审查"
        f"（基准日{each['审查基准日']}）"
        for each in (first_told, told)
    ]
    *_, last = papers[0].conclusion.notes
    assert last == f"该意向受让人其后已重新审查，应以最新一次审查为准：{named[1]}。"
    assert (told["重新审查原因"], told["前次审查"]) == ("名单更新", named[0])
    decision = shown(papers[1], Outcome.barred).decisions[0]
    assert decision.at.endswith(f"，核定的是{named[0]}")
    json = screening_as_json(session, admitted, decided_findings(session, admitted, on=DAY))
    assert json["overtaken_by"] == [f"已有更新的审查：{named[1]}"]
    assert str(again.id) not in str((papers[0], json["overtaken_by"]))
    assert str(admitted.id) not in str(papers[1])


def test_missing_lists_are_asked_for_from_who_keeps_them(session: Session, admitted: Screening) -> None:
    opinion = opinion_of(session, admitted, on=DAY)
    assert "可供查询的“政法干警”名单" in {ask.fact.zh for ask in opinion.asks}
    assert {ask.fact.asked_of for ask in opinion.asks} == {"名单管理部门"}
    assert opinion.lists == ()


def test_character_no_font_has_is_named_with_its_field(session: Session, project: DisposalProject) -> None:
    screening = screened(session, entered(session, project, PERSON, bidder={"name": "测试\U00031350"}))
    with pytest.raises(GlyphMissing, match=r"U\+31350.*found in opening"):
        render_opinion(session, screening.id, on=DAY)
