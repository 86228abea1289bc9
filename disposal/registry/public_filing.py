"""What somebody without account does: file an objection, answer a question, take it back. Each filing is counted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from disposal.acting import OBJECTOR, Actor, Channel
from disposal.models.objections.handling import ObjectionMessage
from disposal.models.objections.objection import Objection
from disposal.services.accounts.permissions import may
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.filing_rates import count_filing
from disposal.services.filings.published import FilingContext
from disposal.services.objections.deciding import withdraw
from disposal.services.objections.filing import FiledObjection, file_objection
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
    with filing_as(database, OBJECTOR, filer) as session:
        return file_objection(session, number, values, files, context=filer.context)


def answer_publicly(
    database: Database, token: str, words: str, files: Sequence[EvidenceFile], *, filer: Filer
) -> ObjectionMessage:
    """Say something over a private link. Raises: FilingsTooMany; what ``answer_behind_link`` raises."""
    with filing_as(database, OBJECTOR, filer) as session:
        return answer_behind_link(session, token, words, files, at=filer.context.at)


def take_back_publicly(database: Database, token: str, reason: str, *, filer: Filer) -> Objection:
    """Take an objection back over its private link. Raises: FilingsTooMany; what ``withdraw`` raises."""
    with filing_as(database, OBJECTOR, filer) as session:
        return withdraw(session, objection_behind(session, token), reason=reason, at=filer.context.at)


@contextmanager
def filing_as(database: Database, public: Actor, filer: Filer) -> Iterator[Session]:
    """Count a filing, then yield a session in which somebody without account acts. Raises: FilingsTooMany.

    It is counted in a transaction of its own: a filing that is refused afterwards counts as well.
    """
    with database.unidentified() as session:
        count_filing(session, filer.address, at=filer.context.at)
    with database.session(replace(public, channel=filer.channel)) as session:
        yield session


@contextmanager
def logging_or_filing(
    database: Database, actor: Actor | None, verb: str, *, public: Actor, filer: Filer
) -> Iterator[tuple[Session, bool]]:
    """Yield a session in which staff log, without being slowed, or anybody else files; and whether it is staff.

    Raises: TokenUnusable, FilingsTooMany.
    """
    if actor is not None:
        with database.session(actor) as session:
            if may(session.info["acting"], verb):
                yield session, True
                return
    with filing_as(database, public, filer) as session:
        yield session, False
