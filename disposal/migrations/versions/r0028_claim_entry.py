"""Claims entered on a page: drafts, co-debtors, what transfer papers state, and parties found, merged and told apart.

Columns that are new in old tables are empty, or say what held until now, so no fact changes and no audit entry is
written. ``search_runs`` holds every two characters that stand together in names and codes; a trigger fills it, so that
rows from any source are found.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from disposal.migrations import triggers

revision = "0028"
down_revision = "0027"

_TEXTS = {
    "claim": ("asset_number", "purchase_batch"),
    "assignment": ("notified_by", "service_evidence"),
    "security_interest": ("contract_number", "registered_holder"),
    "litigation_status": ("procedure",),
    "claim_statement": ("total_difference_words",),
}
_DAYS = {
    "claim": ("last_demanded_on",),
    "assignment": ("served_on",),
    "security_interest": ("secured_from", "secured_until"),
}
# Signs that names are written with or without. Letters of other scripts than Latin and Chinese stay as they are.
_SIGNS = r"[\s!-/:-@\[-`{-~、。·•《》〈〉「」『』【】〔〕〖〗“”‘’…—–―]"
# In plpgsql: a function in SQL starts an executor at each call and takes seventeen times as long.
_RUNS = f"""
CREATE FUNCTION text_runs(words text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    word text;
    runs text[] := '{{}}';
BEGIN
    FOREACH word IN ARRAY words LOOP
        word := lower(regexp_replace(normalize(word, NFKC), '{_SIGNS}', '', 'g'));
        FOR place IN 1 .. CASE WHEN word <> '' THEN greatest(length(word) - 1, 1) ELSE 0 END LOOP
            runs := runs || substr(word, place, 2);
        END LOOP;
    END LOOP;
    RETURN runs;
END $$
"""
_FILL = """
CREATE FUNCTION fill_party_search_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_runs := text_runs(
        ARRAY[NEW.name, NEW.credit_code, NEW.personal_number_masked]
        || ARRAY(SELECT jsonb_array_elements_text(NEW.former_names))
    );
    RETURN NEW;
END $$
"""
_ON_WRITE = """
CREATE TRIGGER fill_search_runs
BEFORE INSERT OR UPDATE OF name, former_names, credit_code, personal_number_masked ON party
FOR EACH ROW EXECUTE FUNCTION fill_party_search_runs()
"""


def upgrade() -> None:
    """Add the columns and tables, and make every party findable."""
    for table, names in _TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String))
    for table, names in _DAYS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Date))
    _add("claim", sa.Column("has_missing_documents", sa.Boolean, nullable=False, server_default=sa.false()))
    _add("claim", sa.Column("contracts", JSONB, nullable=False, server_default=sa.text("'[]'")))
    _add("collateral", sa.Column("co_owners", JSONB, nullable=False, server_default=sa.text("'[]'")))
    _add("claim_statement", sa.Column("prints_stated_total", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("litigation_status", sa.Column("is_applicant_changed", sa.Boolean))
    op.create_check_constraint(
        "ck_security_interest_secured_in_order", "security_interest", "secured_until >= secured_from"
    )
    op.create_index("ix_claim_asset_number", "claim", ["asset_number"])
    op.create_index("ix_claim_purchase_batch", "claim", ["purchase_batch"])
    _create_co_debtor()
    _create_claim_draft()
    _create_decisions_on_parties()
    _make_parties_findable()


def _add(table: str, column: sa.Column[object]) -> None:
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)


def _create_co_debtor() -> None:
    op.create_table(
        "co_debtor",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.CheckConstraint("ordinal >= 1", name="ck_co_debtor_ordinal_counts"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_co_debtor_claim_id"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_co_debtor_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_co_debtor"),
        sa.UniqueConstraint("claim_id", "party_id", name="uq_co_debtor_claim_id_party_id"),
        sa.UniqueConstraint("claim_id", "ordinal", name="uq_co_debtor_claim_id_ordinal"),
    )
    op.create_index("ix_co_debtor_party_id", "co_debtor", ["party_id"])
    triggers.require_audit("co_debtor")


def _create_claim_draft() -> None:
    op.create_table(
        "claim_draft",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer_id", sa.Uuid),
        sa.Column("owner_id", sa.Uuid),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("title", sa.String),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("typed", JSONB, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("opened", JSONB),
        sa.Column("base_claim_id", sa.Uuid),
        sa.Column("base_position", sa.BigInteger),
        sa.Column("claim_id", sa.Uuid),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(base_claim_id IS NULL) = (opened IS NULL)", name="ck_claim_draft_change_knows_its_base"),
        sa.CheckConstraint(
            "(base_claim_id IS NULL) = (base_position IS NULL)", name="ck_claim_draft_change_has_a_position"
        ),
        sa.CheckConstraint("state <> 'completed' OR claim_id IS NOT NULL", name="ck_claim_draft_completed_is_a_claim"),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_claim_draft_issuer_id"),
        sa.ForeignKeyConstraint(["base_claim_id"], ["claim.id"], name="fk_claim_draft_base_claim_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_draft_claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim_draft"),
    )
    for column in ("issuer_id", "base_claim_id", "claim_id"):
        op.create_index(f"ix_claim_draft_{column}", "claim_draft", [column])
    op.create_index(
        "ix_claim_draft_owner_saved",
        "claim_draft",
        ["owner_id", sa.text("saved_at DESC")],
        postgresql_where=sa.text("state = 'open'"),
    )
    triggers.require_audit("claim_draft")


def _create_decisions_on_parties() -> None:
    op.create_table(
        "party_merge",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_id", sa.Uuid, nullable=False),
        sa.Column("into_id", sa.Uuid, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("moved", JSONB, nullable=False),
        sa.Column("filled", JSONB, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("merged_id <> into_id", name="ck_party_merge_two_parties"),
        sa.ForeignKeyConstraint(["merged_id"], ["party.id"], name="fk_party_merge_merged_id"),
        sa.ForeignKeyConstraint(["into_id"], ["party.id"], name="fk_party_merge_into_id"),
        sa.PrimaryKeyConstraint("id", name="pk_party_merge"),
    )
    op.create_index(
        "ix_party_merge_merged_id",
        "party_merge",
        ["merged_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index("ix_party_merge_into_id", "party_merge", ["into_id"])
    triggers.require_audit("party_merge")
    op.create_table(
        "party_distinction",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("one_id", sa.Uuid, nullable=False),
        sa.Column("other_id", sa.Uuid, nullable=False),
        sa.CheckConstraint("one_id < other_id", name="ck_party_distinction_ids_in_order"),
        sa.ForeignKeyConstraint(["one_id"], ["party.id"], name="fk_party_distinction_one_id"),
        sa.ForeignKeyConstraint(["other_id"], ["party.id"], name="fk_party_distinction_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_party_distinction"),
        sa.UniqueConstraint("one_id", "other_id", name="uq_party_distinction_one_id_other_id"),
    )
    op.create_index("ix_party_distinction_other_id", "party_distinction", ["other_id"])
    triggers.require_audit("party_distinction")


def _make_parties_findable() -> None:
    op.add_column("party", sa.Column("search_runs", ARRAY(sa.Text)))
    op.execute(_RUNS)
    op.execute(_FILL)
    op.execute("ALTER TABLE party DISABLE TRIGGER require_audit")
    op.execute(
        "UPDATE party SET search_runs = text_runs(ARRAY[name, credit_code, personal_number_masked] "
        "|| ARRAY(SELECT jsonb_array_elements_text(former_names)))"
    )
    op.execute("ALTER TABLE party ENABLE TRIGGER require_audit")
    op.execute(_ON_WRITE)
    op.create_index("ix_party_search_runs", "party", ["search_runs"], postgresql_using="gin")
