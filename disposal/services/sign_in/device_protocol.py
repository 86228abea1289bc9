"""What devices are asked for passkeys, and whether their answers hold: the protocol WebAuthn, by its library.

Whoever asks a device imports this file where it does: the library takes long to load, and few processes need it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import webauthn
from webauthn.helpers import options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

_REQUIRED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose passkey is made: the account, its login, and the name that the device shows."""

    account_id: bytes
    login: str
    name: str


@dataclass(frozen=True, slots=True)
class DeviceChallenge:
    """What a device was asked, and by which desk: host and origin."""

    challenge: bytes
    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """A passkey as its device has made it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def ask_for_new_key(host: str, issuer: str, owner: Owner, *, existing: Sequence[bytes]) -> tuple[bytes, str]:
    """Return the challenge, and as JSON what the browser asks a device for a new passkey with."""
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name=issuer,
        user_name=owner.login,
        user_id=owner.account_id,
        user_display_name=owner.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in existing],
    )
    return options.challenge, options_to_json(options)


def ask_for_signature(host: str, *, keys: Sequence[bytes]) -> tuple[bytes, str]:
    """Return the challenge, and as JSON what the browser asks a device with; without ``keys`` for any passkey."""
    options = webauthn.generate_authentication_options(
        rp_id=host,
        user_verification=_REQUIRED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in keys],
    )
    return options.challenge, options_to_json(options)


def made_key(answer: str, asked: DeviceChallenge) -> MadePasskey | None:
    """Return the passkey that a device has made; None where its answer does not hold."""
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked.challenge,
            expected_rp_id=asked.host,
            expected_origin=asked.origin,
            require_user_verification=True,
        )
    except WebAuthnException:  # it does not hold: the caller refuses it
        return None
    return MadePasskey(verified.credential_id, verified.credential_public_key, verified.sign_count)


def new_sign_count(answer: str, asked: DeviceChallenge, *, public_key: bytes, sign_count: int) -> int | None:
    """Return how often a passkey has signed by now; None where its signature does not hold."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked.challenge,
            expected_rp_id=asked.host,
            expected_origin=asked.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except WebAuthnException:  # it does not hold: the caller refuses it
        return None
    return verified.new_sign_count
