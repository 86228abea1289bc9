"""Two invented bidders for the case of 2022-08-03: dossiers, lists of invented insiders, roles of the project."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session, select

from disposal.eligibility.findings.finding import Outcome
from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate
from disposal.models.parties.party import PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.role import ProjectRoleCreate, RoleKind
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.services.bidders.dossier_file import read_dossier
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.bidders.pending_rescreenings import pending_of
from disposal.services.list_import.list_import import ImportRequest, import_list
from disposal.services.lists.restricted_lists import open_list
from disposal.services.parties.parties import enter_party
from disposal.services.parties.relations import roles_of, state_role
from disposal.services.records.validation import read
from disposal.services.screening.screenings import newest_screening, screen_bidder, show
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from notices.typesetting.resources import templates_root

SCREENED_ON = date(2022, 8, 15)  # Mon, inside the window of the notice of 2022-08-03
DOSSIERS = ("sample-clean.toml", "sample-held.toml")
LISTS = {
    "civil-servants": ("虚构公务员名册", LimbCode.civil_servant),
    "regulator-staff": ("虚构金融监管人员名册", LimbCode.regulator_staff),
    "judicial-police": ("虚构政法干警名册", LimbCode.judicial_police),
    "amc-staff": ("虚构资产管理公司员工名册", LimbCode.amc_staff),
}
"""Title and limb of each list, by file name."""


def screen_sample_bidders(
    session: Session, project: DisposalProject, *, tell: Callable[[str], None]
) -> tuple[Screening, ...]:
    """Enter and screen the two bidders and print every finding; a screening that is still current is kept."""
    state_roles(session, project)
    for name in LISTS:
        _import_list(session, name)
    rows = tuple(_screened(session, project, name) for name in DOSSIERS)
    for row in rows:
        _tell(session, row, tell)
    return rows


def _screened(session: Session, project: DisposalProject, dossier: str) -> Screening:
    bidder = take_over(session, project.id, read_dossier(templates_root() / "dossiers" / dossier))
    stands = newest_screening(session, bidder.id)
    if stands is not None and not pending_of(session, bidder.id):
        return stands
    return screen_bidder(session, bidder.id, stage=ScreeningStage.intake, on=SCREENED_ON)


def state_roles(session: Session, project: DisposalProject) -> None:
    """State who handles the asset, that there is no judicial handler, and that no professional is engaged."""
    if roles_of(session, project.id):
        return
    staff = read(PartyCreate, {"kind": PartyKind.natural_person, "name": "虚构经办员"})
    handling = enter_party(session, staff).id
    for role, party_id in (
        (RoleKind.handling_staff, handling),
        (RoleKind.judicial_handler, None),
        (RoleKind.engaged, None),
    ):
        values = {"project_id": project.id, "role": role, "party_id": party_id, "source": "演示项目档案"}
        state_role(session, read(ProjectRoleCreate, values))


def _import_list(session: Session, name: str) -> None:
    title, limb = LISTS[name]
    code = f"demo-{name}"
    if session.exec(select(RestrictedList.id).where(RestrictedList.code == code)).one_or_none() is None:
        values = {"code": code, "title": title, "title_en": f"invented {name}", "limbs": [limb], "owner": "演示"}
        open_list(session, read(RestrictedListCreate, {**values, "provenance": "随软件提供的演示名册，人员均为虚构"}))
        import_list(session, ImportRequest(list_code=code, path=templates_root() / "lists" / f"{name}.csv"))


def _tell(session: Session, row: Screening, tell: Callable[[str], None]) -> None:
    recorded = show(session, row.id)
    result, bidder = recorded.result, recorded.question.facts.dossier.bidder.name
    tell(f"      {bidder}: {result.overall.zh} {result.overall.en}, {len(result.findings)} findings, {row.judged_on}")
    for each in result.findings:
        if each.outcome is not Outcome.not_in_notice:
            sentence, basis, _ = each.zh.partition("依据：")
            tell(f"        [{each.outcome.zh}] {each.zh if each.outcome is not Outcome.clear and basis else sentence}")
