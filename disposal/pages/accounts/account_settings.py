"""My settings (我的设置): password, sign-ins, API tokens and display of the person signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.acting import TokenScope
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import Choice, choices
from disposal.services.accounts.tokens import MadeToken, end_token, make_token
from disposal.services.sign_in.new_passwords import change_password
from disposal.services.sign_in.own_account import LOOKS, OwnAccount, choose_look, end_others, own_account
from disposal.services.sign_in.sessions import SignedIn, StillNeeded, end_session
from disposal.web.acting import Acting, SettingPassword, StaffSession
from disposal.web.dependencies import Now
from disposal.web.middleware import language_of
from disposal.web.writer import Attempted, Write, WritePassword

router = APIRouter(include_in_schema=False)
ME = "/desk/me"
HOURS = (
    ("12", "12小时", "12 hours"),
    ("168", "7天", "7 days"),
    ("720", "30天", "30 days"),
    ("2160", "90天", "90 days"),
)
_LOOKS = dict(zip(LOOKS, (("随系统", "as the system"), ("浅色", "light"), ("深色", "dark")), strict=True))
_DONE = {
    "password": ("密码已更改，其他登录均已退出", "the password is changed, and all other sign-ins have ended"),
    "ended": ("登录已退出", "the sign-in has ended"),
    "token": ("令牌已停用", "the token has ended"),
    "look": ("显示已更改", "the display is changed"),
    "factor": ("二次验证已变更", "the second factor is changed"),
}


_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What the page of one's own account shows; ``made`` is a token that was made just now."""

    own: OwnAccount
    browsers: Mapping[UUID, str]
    here: UUID
    proof: str
    scopes: tuple[Choice, ...]
    hours: tuple[Choice, ...]
    looks: tuple[Choice, ...]
    done: str
    made: MadeToken | None = None


@router.get(ME)
def settings_page(request: Request, signed: Acting, session: StaffSession, now: Now) -> Response:
    """Show the settings of one's own account."""
    own = own_account(session, at=now)
    return _settings(request, signed, EntryForm(), shown=_shown(request, signed, own, now=now))


@router.get(f"{ME}/password")
def password_page(request: Request, signed: SettingPassword, now: Now) -> Response:
    """Show the form of a new password."""
    return _password_page(request, signed, EntryForm(), now=now)


@router.post(f"{ME}/password")
def password_changed(request: Request, write: WritePassword, now: Now) -> Response:
    """Change one's own password; all other sign-ins end."""
    new, here = write.form.value("password"), write.signed.session_id
    proof = _password_proof(write.signed, now)
    done = write.attempt(
        lambda session: change_password(session, new, but=here, at=now), proof="anew" if proof else "fresh"
    )
    if done.error:
        form = form_after(write, done.error)
        return write.answered(_password_page(request, write.signed, form, now=now, status=done.error.status))
    return write.answered(see_other(request, f"{ME}?done=password"))


@router.post(f"{ME}/tokens")
def token_made(request: Request, write: Write, now: Now) -> Response:
    """Make an API token; the answer shows it, this once."""
    name, scopes = write.form.value("name"), _scopes(write.form.values("scopes"))
    lasts = _hours(write.form.value("hours"))
    done = write.attempt(lambda session: make_token(session, name, scopes=scopes, lasts=lasts, at=now), proof="fresh")
    with write.reading() as session:
        shown = _shown(request, write.signed, own_account(session, at=now), now=now, made=done.value)
    form = form_after(write, done.error) if done.error else EntryForm()
    status = done.error.status if done.error else 200
    return write.answered(_settings(request, write.signed, form, shown=shown, status=status))


@router.post(f"{ME}/tokens/{{token_id}}/end")
def token_ended(request: Request, write: Write, now: Now, token_id: UUID) -> Response:
    """End one of one's own tokens."""
    return _after(request, write.attempt(lambda session: end_token(session, token_id, at=now)), "token")


@router.post(f"{ME}/sessions/end")
def others_ended(request: Request, write: Write, now: Now) -> Response:
    """End all of one's own sign-ins but this one."""
    here = write.signed.session_id
    return _after(request, write.attempt(lambda session: end_others(session, but=here, at=now)), "ended")


@router.post(f"{ME}/sessions/{{session_id}}/end")
def session_ended(request: Request, write: Write, now: Now, session_id: UUID) -> Response:
    """End one of one's own sign-ins."""
    return _after(request, write.attempt(lambda session: end_session(session, session_id, at=now)), "ended")


@router.post(f"{ME}/look")
def look_chosen(request: Request, write: Write) -> Response:
    """Choose light or dark."""
    look = write.form.value("look")
    return _after(request, write.attempt(lambda session: choose_look(session, look)), "look")


def _settings(
    request: Request, signed: SignedIn, form: EntryForm, *, shown: SettingsPage, status: int = 200
) -> Response:
    return staff_page(request, "accounts/me.html.j2", menu_of(request, signed), status=status, form=form, shown=shown)


def _shown(
    request: Request, signed: SignedIn, own: OwnAccount, *, now: datetime, made: MadeToken | None = None
) -> SettingsPage:
    place = language_of(request.scope) == "en"
    return SettingsPage(
        own=own,
        browsers={each.id: _browser_words(each.browser) for each in own.sessions},
        here=signed.session_id,
        proof=proof_kind(signed, now),
        scopes=choices(TokenScope, language_of(request.scope)),
        hours=tuple((value, en if place else zh) for value, zh, en in HOURS),
        looks=tuple((look, words[place]) for look, words in _LOOKS.items()),
        done=_DONE.get(request.query_params.get("done", ""), ("", ""))[place],
        made=made,
    )


def _browser_words(agent: str) -> str:
    """Return what a person knows a browser by: ``Chrome · Windows``; nothing where it does not say."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    return " · ".join(word for word in (browser, system) if word)


def _password_page(
    request: Request, signed: SignedIn, form: EntryForm, *, now: datetime, status: int = 200
) -> Response:
    proof = _password_proof(signed, now)
    menu = menu_of(request, signed)
    return staff_page(
        request, "accounts/me_password.html.j2", menu, status=status, form=form, proof=proof, signed=signed
    )


def _password_proof(signed: SignedIn, now: datetime) -> str:
    """Return what a change of password asks for: nothing of somebody who has signed in to do just that."""
    if signed.need is StillNeeded.password and signed.is_proved(now):
        return ""
    return proof_kind(signed, now, is_anew=True)


def _scopes(chosen: tuple[str, ...]) -> tuple[TokenScope, ...]:
    return tuple(scope for scope in TokenScope if scope.value in chosen)


def _hours(written: str) -> timedelta:
    """Return how long a token lasts; zero, which is refused, for what the page does not offer."""
    return timedelta(hours=int(written)) if written in {value for value, _, _ in HOURS} else timedelta()


def _after(request: Request, done: Attempted[object], what: str) -> Response:
    """Go back to the settings, or raise the error: these forms have nothing that a person could correct."""
    if done.error:
        raise done.error
    return see_other(request, f"{ME}?done={what}")
