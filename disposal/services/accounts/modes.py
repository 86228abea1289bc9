"""The mode of the register: stored with the first administrator, and never changed afterwards."""

from typing import ClassVar

from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.mode import Mode
from disposal.models.accounts.mode import ONLY, RegisterMode
from disposal.personal_data.secrets_key import Secrets, SecretsKeyWrong
from disposal.services.records.writing import enter
from disposal.settings import Settings


class ModeContradicts(DisposalError):
    """DISPOSAL_MODE names another mode than the register has."""

    code: ClassVar[str] = "mode_contradicts"

    def __init__(self, stored: Mode) -> None:
        super().__init__(
            zh=f"本登记库是{stored.zh}系统，不能改作他用；请将 DISPOSAL_MODE 设为 {stored.value} 或取消设置，"
            "另一种方式请用新的登记库。",
            en=f"this register is one of {stored.en} and stays so; set DISPOSAL_MODE={stored.value} or unset it, "
            "and use a new register for the other mode.",
            field="DISPOSAL_MODE",
        )


class TrainingNotServed(DisposalError):
    """A register in training was to be served to other machines."""

    code: ClassVar[str] = "training_not_served"
    status: ClassVar[int] = 403

    def __init__(self, host: str) -> None:
        super().__init__(
            zh=f"培训系统不要求二次验证，只在本机提供服务，不能监听 {host}。请用 --host 127.0.0.1；"
            "对外服务请用新的登记库，并设置 DISPOSAL_MODE=production。",
            en=f"a register in training asks for no second factor; it is served on this machine only, not at {host}. "
            "Use --host 127.0.0.1; to serve others, start a new register with DISPOSAL_MODE=production.",
            field="host",
        )


def mode_of(session: Session) -> Mode:
    """Return the mode of the register; before the first administrator, the one it would be given."""
    stored = session.get(RegisterMode, ONLY)
    if stored is not None:
        return stored.mode
    settings: Settings = session.info["settings"]
    return settings.mode or Mode.training


def is_production(session: Session) -> bool:
    """Return whether acts count: whether they need proof."""
    return mode_of(session) is Mode.production


def is_settled_training(session: Session) -> bool:
    """Return whether the register has been settled as one of training.

    Before the first account it is training too, but its papers bear no mark: the demonstration's stay as published.
    """
    stored = session.get(RegisterMode, ONLY)
    return stored is not None and stored.mode is Mode.training


def settle_mode(session: Session) -> Mode:
    """Store the mode of the settings with the first administrator. Once stored, it is left alone."""
    if session.get(RegisterMode, ONLY) is None:
        settled = RegisterMode(id=ONLY, mode=mode_of(session), key_mark=_secrets(session).mark)
        enter(session, settled, event="mode.settled")
    return mode_of(session)


def check_mode(session: Session, *, host: str, loopback: bool) -> None:
    """Check before serving that the settings fit the register. Raises: ModeContradicts, TrainingNotServed."""
    settings: Settings = session.info["settings"]
    mode = mode_of(session)
    if settings.mode is not None and settings.mode is not mode:
        raise ModeContradicts(mode)
    if mode is Mode.training and not loopback:
        raise TrainingNotServed(host)


def secrets_of(session: Session) -> Secrets:
    """Return the keys of passwords and factors. Raises: SecretsKeyWrong if they are not the register's."""
    keys = _secrets(session)
    stored = session.get(RegisterMode, ONLY)
    if stored is not None and stored.key_mark != keys.mark:
        raise SecretsKeyWrong("不是存入密码时的密钥", "it is not the key that the passwords were stored with")
    return keys


def _secrets(session: Session) -> Secrets:
    keys: Secrets = session.info["secrets"]()
    return keys
