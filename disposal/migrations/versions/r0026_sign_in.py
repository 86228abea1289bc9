"""Sign-in: the mode of the register, sessions, second factors, passkeys, API tokens, one-time secrets, requests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0026"
down_revision = "0025"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables. Sessions, attempts, challenges and answers of the API change without an audit entry."""
    op.add_column("account", sa.Column("look", sa.String, nullable=False, server_default="system"))
    op.alter_column("account", "look", server_default=None)
    _mode()
    _sessions()
    _factors()
    _tokens()
    _requests()


def _record() -> tuple[sa.Column[object], ...]:
    return sa.Column("id", sa.Uuid, nullable=False), sa.Column("created_at", _INSTANT, nullable=False)


def _account(table: str, *, is_needed: bool = True) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("account_id", sa.Uuid, nullable=not is_needed),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=f"fk_{table}_account_id"),
    )


def _mode() -> None:
    op.create_table(
        "register_mode",
        *_record(),
        sa.Column("mode", sa.String(40), nullable=False),
        sa.Column("key_mark", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_mode"),
        sa.CheckConstraint("id = '00000000-0000-0000-0000-000000000001'", name="ck_register_mode_only_one"),
    )
    triggers.append_only("register_mode")
    triggers.require_audit("register_mode")


def _sessions() -> None:
    op.create_table(
        "sign_in_session",
        *_record(),
        *_account("sign_in_session"),
        sa.Column("token_sha256", sa.String, nullable=False),
        sa.Column("proof", sa.String, nullable=False),
        sa.Column("browser", sa.String, nullable=False),
        sa.Column("last_used_at", _INSTANT, nullable=False),
        sa.Column("proved_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
        sa.UniqueConstraint("token_sha256", name="uq_sign_in_session_token_sha256"),
    )
    op.create_index("ix_sign_in_session_account_id", "sign_in_session", ["account_id"])
    op.create_table(
        "sign_in_attempt",
        *_record(),
        *_account("sign_in_attempt", is_needed=False),
        sa.Column("login_digest", sa.String, nullable=False),
        sa.Column("browser_digest", sa.String, nullable=False),
        sa.Column("network_digest", sa.String, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )
    for column in ("login_digest", "account_id", "network_digest", "at"):
        op.create_index(f"ix_sign_in_attempt_{column}", "sign_in_attempt", [column])


def _factors() -> None:
    op.create_table(
        "second_factor",
        *_record(),
        *_account("second_factor"),
        sa.Column("sealed_seed", sa.LargeBinary, nullable=False),
        sa.Column("last_step", sa.Integer, nullable=False),
        sa.Column("confirmed_at", _INSTANT),
        sa.UniqueConstraint("account_id", name="uq_second_factor_account_id"),
    )
    triggers.require_audit("second_factor")
    op.create_table(
        "recovery_code",
        *_record(),
        *_account("recovery_code"),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("used_at", _INSTANT),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    triggers.require_audit("recovery_code", subject="account_id")
    op.create_table(
        "passkey",
        *_record(),
        *_account("passkey"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("credential_id", sa.LargeBinary, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    triggers.require_audit("passkey")
    op.create_table(
        "passkey_challenge",
        *_record(),
        sa.Column("challenge", sa.LargeBinary, nullable=False),
        sa.Column("browser_digest", sa.String, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passkey_challenge"),
    )
    op.create_index("ix_passkey_challenge_browser_digest", "passkey_challenge", ["browser_digest"])


def _tokens() -> None:
    op.create_table(
        "api_token",
        *_record(),
        *_account("api_token"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("public_id", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("scopes", JSONB, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
        sa.UniqueConstraint("public_id", name="uq_api_token_public_id"),
    )
    op.create_index("ix_api_token_account_id", "api_token", ["account_id"])
    triggers.require_audit("api_token")
    op.create_table(
        "one_time_secret",
        *_record(),
        *_account("one_time_secret", is_needed=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("used_at", _INSTANT),
    )
    op.create_index("ix_one_time_secret_account_id", "one_time_secret", ["account_id"])
    op.create_index("ix_one_time_secret_digest", "one_time_secret", ["digest"])
    triggers.require_audit("one_time_secret")
    op.create_table(
        "idempotent_answer",
        *_record(),
        *_account("idempotent_answer"),
        *(sa.Column(name, sa.String, nullable=False) for name in ("method", "path", "key", "body_sha256")),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("answer", JSONB, nullable=False),
        sa.UniqueConstraint(
            "account_id", "method", "path", "key", name="uq_idempotent_answer_account_id_method_path_key"
        ),
    )


def _requests() -> None:
    op.create_table(
        "account_request",
        *_record(),
        *_account("account_request"),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("roles", JSONB, nullable=False),
        sa.Column("issuer_ids", JSONB, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=False),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", _INSTANT),
        sa.Column("is_confirmed", sa.Boolean),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_account_request_asked_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_account_request_decided_by"),
    )
    for column in ("account_id", "asked_by", "decided_by"):
        op.create_index(f"ix_account_request_{column}", "account_request", [column])
    triggers.require_audit("account_request")
