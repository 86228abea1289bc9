"""What somebody without account does: file an objection, answer a question, take it back. Each filing is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from disposal.acting import OBJECTOR, Actor, Channel
from disposal.models import Objection, ObjectionMessage
from disposal.services.accounts.permissions import may
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.filing_rates import count_filing
from disposal.services.filings.published import FilingContext
from disposal.services.objections.deciding import withdraw
from disposal.services.objections.filing import FiledObjection, file_objection, log_objection
from disposal.services.objections.lookup import objection_behind
from disposal.services.objections.messages import answer_behind_link
from disposal.storage.database import Database


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files: the address of the network, how, and at which instant by which calendar."""

    address: str
    context: FilingContext
    channel: Channel = Channel.page


def file_publicly(
    database: Database, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, filer: Filer
) -> FiledObjection:
    """File an objection to a notice. Raises: FilingsTooMany; what ``file_objection`` raises."""
    count_filer(database, filer)
    with database.session(replace(OBJECTOR, channel=filer.channel)) as session:
        return file_objection(session, number, values, files, context=filer.context)


def file_or_log(
    database: Database, number: str, values: Mapping[str, Any], *, filer: Filer, actor: Actor | None
) -> FiledObjection:
    """Log an objection as staff who may, without being slowed; file it for anybody else.

    Raises: what ``log_objection`` and ``file_publicly`` raise; TokenUnusable.
    """
    if actor is not None:
        with database.session(actor) as session:
            if may(session.info["acting"], "objection.entered"):
                return log_objection(session, number, values, (), context=filer.context)
    return file_publicly(database, number, values, (), filer=filer)


def answer_publicly(
    database: Database, token: str, words: str, files: Sequence[EvidenceFile], *, filer: Filer
) -> ObjectionMessage:
    """Say something over a private link. Raises: FilingsTooMany; what ``answer_behind_link`` raises."""
    count_filer(database, filer)
    with database.session(OBJECTOR) as session:
        return answer_behind_link(session, token, words, files, at=filer.context.at)


def take_back_publicly(database: Database, token: str, reason: str, *, filer: Filer) -> Objection:
    """Take an objection back over its private link. Raises: FilingsTooMany; what ``withdraw`` raises."""
    count_filer(database, filer)
    with database.session(OBJECTOR) as session:
        return withdraw(session, objection_behind(session, token), reason=reason, at=filer.context.at)


def count_filer(database: Database, filer: Filer) -> None:
    """Count in a transaction of its own: a filing that is refused afterwards counts as well."""
    with database.unidentified() as session:
        count_filing(session, filer.address, at=filer.context.at)
