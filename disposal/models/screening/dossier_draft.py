"""DossierDraft (申报草稿): a dossier as far as somebody has typed it, errors and all."""

from sqlalchemy import Index, text

from disposal.models.records.own_draft import SealedDraft


class DossierDraft(SealedDraft, table=True):
    """申报草稿."""

    __tablename__ = "dossier_draft"
    __table_args__ = (
        Index(
            "ix_dossier_draft_owner_saved",
            "owner_id",
            text("saved_at DESC"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    label = ("申报草稿", "draft of a dossier")
