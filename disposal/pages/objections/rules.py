"""本公司异议规定: what an issuer has laid down about objections, each rule from its day on; none reaches back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response

from disposal.models.objections.rule import ObjectionRule, ObjectionRuleCreate
from disposal.models.projects.issuer import Issuer
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.objections.rules import enter_rule, rule_on, rules_of_issuers
from disposal.services.projects.issuers import own_issuer, own_issuers
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Today
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
PATH = "/desk/objections/rules"
FIELDS = tuple(ObjectionRuleCreate.model_fields)


@dataclass(frozen=True, slots=True)
class IssuerRules:
    """The rules of one issuer, the newest first, which of them holds today, and what the form begins with."""

    issuer: Issuer
    rules: Sequence[ObjectionRule]
    now: ObjectionRule | None

    def typed(self, name: str) -> str:
        """Return a field of the newest rule as the form begins with it: who changes one point keeps the others."""
        value = getattr(self.rules[0], name) if self.rules else None
        return ("yes" if value else "no") if isinstance(value, bool) else "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules of each of one's issuers; ``at`` is the code of the one whose form was sent."""

    issuers: tuple[IssuerRules, ...]
    today: date
    may_enter: bool
    at: str = ""
    done: str = ""


@router.get(PATH)
def rules_page(request: Request, signed: Acting, session: StaffSession, today: Today) -> Response:
    """Show the rules of one's branches, with a form for who may enter one."""
    return _page(request, signed, (session, today), EntryForm())


@router.post(PATH)
def rule_entered(request: Request, write: Write, today: Today) -> Response:
    """Enter a rule; what is refused stays as typed."""
    form, code = write.form, write.form.value("issuer")
    done = write.attempt(lambda session: _enter(session, form, today))
    if done.error is None:
        return write.answered(see_other(request, f"{PATH}?done={code}"))
    with write.reading() as session:
        shown = form_after(write, done.error)
        return write.answered(_page(request, write.signed, (session, today), shown, at=code))


def _enter(session: StaffSession, form: PostedForm, today: date) -> ObjectionRule:
    require(session, "objection_rule.entered")
    values = {name: form.value(name).strip() or None for name in FIELDS}
    return enter_rule(session, own_issuer(session, form.value("issuer")).id, values, today=today)


def _page(
    request: Request, signed: SignedIn, of: tuple[StaffSession, date], form: EntryForm, *, at: str = ""
) -> Response:
    """Return the page; ``of`` is the session, and today."""
    session, today = of
    require(session, "objection_rules.read")
    issuers = own_issuers(session)
    rules = rules_of_issuers(session, {each.id for each in issuers})
    shown = RulesPage(
        tuple(IssuerRules(each, rules[each.id], rule_on(rules[each.id], today)) for each in issuers),
        today,
        may_enter=signed.may("objection_rule.entered"),
        at=at,
        done=request.query_params.get("done", ""),
    )
    status, menu = 422 if form.problems else 200, menu_of(request, signed)
    return staff_page(request, "objections/rules.html.j2", menu, status=status, form=form, shown=shown)
