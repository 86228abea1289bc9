"""The mode of a register: training unless it is said, settled with the first administrator, and never changed."""

import pytest
from sqlmodel import select

from disposal.acting import Actor, Role
from disposal.mode import Mode
from disposal.models.accounts.mode import RegisterMode
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.services.accounts.identity import ProofMissing
from disposal.services.accounts.modes import ModeContradicts, TrainingNotServed, check_mode, mode_of
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly
from tests.support.accounts import in_production, open_account


def mode_in(database: Database) -> Mode:
    with database.session() as session:
        return mode_of(session)


def test_register_is_in_training_unless_the_settings_say_production(settings: Settings, database: Database) -> None:
    assert mode_in(database) is Mode.training
    with in_production(settings) as real:
        assert mode_in(real) is Mode.production


def test_first_administrator_settles_the_mode_for_whatever_is_set_later(settings: Settings) -> None:
    with in_production(settings) as real:
        open_account(real, "guanli", Role.administrator)
    with open_database(settings.model_copy(update={"mode": Mode.training}), migrate=False) as later:
        assert mode_in(later) is Mode.production
        with pytest.raises(ModeContradicts, match="production"), later.session() as session:
            check_mode(session, host="127.0.0.1", loopback=True)
        with pytest.raises(ProofMissing), later.session("guanli"):
            pass


def test_database_refuses_to_change_the_mode(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    with pytest.raises(AppendOnly), database.session("guanli") as session:
        session.exec(select(RegisterMode)).one().mode = Mode.production
    with database.session() as session:
        assert session.exec(select(AuditEntry.event).where(AuditEntry.event == "mode.settled")).all() == [
            "mode.settled"
        ]


def test_training_is_served_on_this_machine_only(settings: Settings, database: Database) -> None:
    with database.session() as session:
        check_mode(session, host="127.0.0.1", loopback=True)
        with pytest.raises(TrainingNotServed, match=r"0\.0\.0\.0"):
            check_mode(session, host="0.0.0.0", loopback=False)  # noqa: S104 - nothing listens there
    with in_production(settings) as real, real.session() as session:
        check_mode(session, host="0.0.0.0", loopback=False)  # noqa: S104 - nothing listens there


def test_login_alone_proves_nothing_in_production_and_suffices_in_training(
    settings: Settings, database: Database
) -> None:
    open_account(database, "guanli", Role.administrator)
    with database.session(Actor("guanli")) as session:
        assert session.info["acting"].roles == {Role.administrator}
    with pytest.raises(ModeContradicts), in_production(settings) as real, real.session() as session:
        check_mode(session, host="127.0.0.1", loopback=True)
