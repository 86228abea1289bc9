"""Passkeys (通行密钥): a key of the person's device signs a challenge; the device asks for finger, face or code itself.

A passkey is both factors in one: what the person has, and what unlocks it. The relying party is the host of
DISPOSAL_DESK_URL, never that of a request; an address in figures can have none.
"""

import hashlib
import json
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session, col, delete, select

from disposal.errors import DisposalError, RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.passkey import Passkey, PasskeyChallenge
from disposal.models.accounts.person import Person
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read
from disposal.services.records.writing import change, enter, found, remove
from disposal.services.sign_in.second_factors import ISSUER, has_codes, passkeys_of, refuse_last_factor
from disposal.settings import Settings

LASTS = timedelta(minutes=5)
MOST = 10
_UNREADABLE = (ValueError, KeyError, TypeError, RecursionError)
"""What reading an answer raises that no browser writes; the last where it is nested too deep."""


class PasskeyRefused(DisposalError):
    """The answer of the device does not fit: another key, challenge, address, or one used already."""

    code: ClassVar[str] = "passkey_refused"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="通行密钥未通过核对：可能已超过5分钟，或不属于本账号；请再试一次，或改用密码和验证码。",
            en="the passkey does not fit: more than five minutes have passed, or it is another account's; try again, "
            "or use password and code",
            field="passkey",
        )


class PasskeysUnavailable(DisposalError):
    """The desk is served at an address that can have no passkeys."""

    code: ClassVar[str] = "passkeys_unavailable"

    def __init__(self) -> None:
        super().__init__(
            zh="通行密钥须有域名：请管理员将 DISPOSAL_DESK_URL 设为业务台的网址，如 https://desk.example.com，不能是IP地址。",
            en="passkeys need a host name: the operator sets DISPOSAL_DESK_URL to the address of the desk, such as "
            "https://desk.example.com, no IP address",
            field="DISPOSAL_DESK_URL",
        )


@dataclass(frozen=True, slots=True)
class PasskeyProof:
    """What a browser sends: the device's answer as JSON text, and what the browser is bound to."""

    answer: str
    bound_to: str


def registration_options(session: Session, *, bound_to: str, at: datetime) -> str:
    """Return what the browser asks a device for a new passkey of the acting account with, as JSON.

    Raises: PasskeysUnavailable, RecordRefused for more than ten.
    """
    account = _own(session)
    existing = passkeys_of(session, account.id)
    if len(existing) >= MOST:
        raise RecordRefused(
            field="passkey", zh="至多10个通行密钥；请先删去不用的。", en="ten passkeys at most; remove one"
        )
    from disposal.services.sign_in.device_protocol import Owner, ask_for_new_key

    owner = Owner(account.id.bytes, account.login, found(session, Person, account.person_id).name)
    challenge, options = ask_for_new_key(
        _relying_party(session)[0], ISSUER, owner, existing=[each.credential_id for each in existing]
    )
    _keep(session, challenge, bound_to=bound_to, at=at)
    return options


def enter_passkey(session: Session, name: str, proof: PasskeyProof, *, at: datetime) -> Passkey:
    """Enter the passkey that a device has made for the acting account. Raises: PasskeyRefused, InvalidRecord."""
    from disposal.services.sign_in.device_protocol import DeviceChallenge, made_key

    account = _own(session)
    host, origin = _relying_party(session)
    made = made_key(proof.answer, DeviceChallenge(_taken(session, proof, at=at), host, origin))
    if made is None:
        raise PasskeyRefused
    values = {
        "account_id": account.id,
        "name": name.strip() or "通行密钥",
        "credential_id": made.credential_id,
        "public_key": made.public_key,
        "sign_count": made.sign_count,
    }
    return enter(session, read(Passkey, values), event="passkey.entered")


def remove_passkey(session: Session, passkey_id: UUID) -> None:
    """Remove one of the acting account's passkeys. Raises: RecordNotFound, AccountForeign, FactorNeeded."""
    passkey = found(session, Passkey, passkey_id, field="passkey")
    others = len(passkeys_of(session, passkey.account_id)) > 1
    refuse_last_factor(session, is_another_left=others or has_codes(session, passkey.account_id))
    remove(session, passkey, event="passkey.removed", reason="本人删去")


def sign_in_options(session: Session, *, bound_to: str, at: datetime, keys: Sequence[Passkey] = ()) -> str:
    """Return what the browser asks a device with, as JSON; without ``keys`` any passkey of this desk will do."""
    from disposal.services.sign_in.device_protocol import ask_for_signature

    host = _relying_party(session)[0]
    challenge, options = ask_for_signature(host, keys=[each.credential_id for each in keys])
    _keep(session, challenge, bound_to=bound_to, at=at)
    return options


def own_sign_in_options(session: Session, *, bound_to: str, at: datetime) -> str:
    """Return what a browser asks for the acting account's passkeys with, as JSON. Raises: PasskeysUnavailable."""
    return sign_in_options(session, bound_to=bound_to, at=at, keys=passkeys_of(session, _own(session).id))


def account_of_passkey(session: Session, answer: str) -> Account | None:
    """Return the account whose passkey a device answered with; nothing is checked yet."""
    try:
        credential_id = _bytes_of(json.loads(answer)["rawId"])
    except _UNREADABLE:  # no passkey is named; the caller refuses all alike
        return None
    owner = select(Passkey.account_id).where(Passkey.credential_id == credential_id)
    account_id = session.exec(owner).one_or_none()
    return None if account_id is None else session.get(Account, account_id)


def check_passkey(session: Session, proof: PasskeyProof, *, at: datetime) -> None:
    """Check that a device of the acting account signed the challenge of this browser, and use the challenge up.

    Raises: PasskeyRefused.
    """
    from disposal.services.sign_in.device_protocol import DeviceChallenge, new_sign_count

    account = _own(session)
    owner = account_of_passkey(session, proof.answer)
    if owner is None or owner.id != account.id:
        raise PasskeyRefused
    credential_id = _bytes_of(json.loads(proof.answer)["rawId"])
    passkey = session.exec(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()).one()
    asked = DeviceChallenge(_taken(session, proof, at=at), *_relying_party(session))
    count = new_sign_count(proof.answer, asked, public_key=passkey.public_key, sign_count=passkey.sign_count)
    if count is None:
        raise PasskeyRefused
    change(session, passkey, {"sign_count": count}, event="passkey.used", reason="通行密钥")


def _own(session: Session) -> Account:
    account_id = require(session, "own_account.read").account_id
    if account_id is None:
        raise RecordRefused(field="actor", zh="请先开设账号。", en="open an account first")
    return found(session, Account, account_id)


def _relying_party(session: Session) -> tuple[str, str]:
    """Return host and origin of the desk. Raises: PasskeysUnavailable."""
    settings: Settings = session.info["settings"]
    if not settings.passkey_host:
        raise PasskeysUnavailable
    return settings.passkey_host, settings.desk_origin


def _keep(session: Session, challenge: bytes, *, bound_to: str, at: datetime) -> None:
    session.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) < at))
    session.add(
        PasskeyChallenge(challenge=challenge, browser_digest=_digest(bound_to), expires_at=at + LASTS, created_at=at)
    )
    session.flush()


def _taken(session: Session, proof: PasskeyProof, *, at: datetime) -> bytes:
    """Return the challenge that was signed, and forget it. Raises: PasskeyRefused if this browser was not sent it."""
    try:
        said: Any = json.loads(_bytes_of(json.loads(proof.answer)["response"]["clientDataJSON"]))
        challenge = _bytes_of(said["challenge"])
    except _UNREADABLE:
        raise PasskeyRefused from None
    sent = delete(PasskeyChallenge).where(
        col(PasskeyChallenge.challenge) == challenge,
        col(PasskeyChallenge.browser_digest) == _digest(proof.bound_to),
        col(PasskeyChallenge.expires_at) > at,
    )
    if session.execute(sent).rowcount != 1:  # type: ignore[attr-defined]
        raise PasskeyRefused
    return challenge


def _bytes_of(text: str) -> bytes:
    """Return what stands in base64url, with or without its padding."""
    return urlsafe_b64decode(f"{text}===")


def _digest(bound_to: str) -> str:
    return hashlib.sha256(bound_to.encode()).hexdigest()
