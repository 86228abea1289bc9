"""How each record of a claim is entered, by what describes it: for its page, and for a notice taken over."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from disposal.models.claims.assignment import AssignmentCreate
from disposal.models.claims.claim import ClaimCreate
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.models.records.record import Payload, Record
from disposal.services.claims.assignments import enter_assignment
from disposal.services.claims.claims import enter_claim
from disposal.services.claims.co_debtors import enter_co_debtor
from disposal.services.claims.collateral import enter_collateral
from disposal.services.claims.guarantees import enter_guarantee
from disposal.services.claims.litigation import enter_litigation_status
from disposal.services.claims.security_interests import enter_security_interest
from disposal.services.claims.statements import enter_statement

Verb = Callable[[Session, Any, date], Record]
VERBS: Mapping[type[Payload], Verb] = MappingProxyType({
    ClaimCreate: lambda session, data, _: enter_claim(session, data),
    CoDebtorCreate: lambda session, data, _: enter_co_debtor(session, data),
    AssignmentCreate: lambda session, data, today: enter_assignment(session, data, today=today),
    ClaimStatementCreate: lambda session, data, today: enter_statement(session, data, today=today),
    CollateralCreate: lambda session, data, _: enter_collateral(session, data),
    SecurityInterestCreate: lambda session, data, _: enter_security_interest(session, data),
    GuaranteeCreate: lambda session, data, _: enter_guarantee(session, data),
    LitigationStatusCreate: lambda session, data, today: enter_litigation_status(session, data, today=today),
})  # fmt: skip
