"""The registry's records, one file a noun: tables and the schemas that create and show them.

May import ``collateral_types``, ``money``, ``identifiers`` and the codes and texts of ``notices``.
"""

from disposal.models.audit_entry import AuditEntry

__all__ = ["AuditEntry"]
