"""Logging a filing: what `disposal objection log` and `disposal enquiry log` share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import typer
from sqlmodel import Session

from disposal.cli.console.answers import parse_pairs, print_json
from disposal.cli.console.sessions import writing_session
from disposal.services.filings.evidence import read_evidence
from disposal.services.filings.published import FilingContext
from disposal.services.filings.windows import Timeliness
from disposal.services.publication.context import context_of
from disposal.settings import get_settings
from notices.working_days.calendar import WorkingCalendar


class JustLogged(Protocol):
    """What was just logged."""

    @property
    def timeliness(self) -> Timeliness:
        """Return whether it came in time."""

    @property
    def token(self) -> str:
        """Return the token of its private link."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is logged about which notice: fields as typed, files, and what a field looks like."""

    notice: str
    values: Sequence[str]
    files: Sequence[Path]
    example: str


def log_filing(
    context: typer.Context,
    filing: Filing,
    log: Callable[..., JustLogged],
    shown: Callable[[Session, Any, WorkingCalendar], dict[str, Any]],
    *,
    as_json: bool,
) -> None:
    """Log a filing and print its receipt, whether it came in time, and the private link.

    ``log`` is the service; ``shown`` returns the filing as JSON, with the path of its private page under ``path``.
    """
    said = {name: value or None for name, value in parse_pairs(list(filing.values), filing.example).items()}
    with writing_session(context, as_json=as_json) as session:
        evidence = [read_evidence(path) for path in filing.files]
        known = context_of(get_settings())
        at = FilingContext(known.clock(), known.calendar)
        filed = log(session, filing.notice, said, evidence, context=at)
        answer = shown(session, filed, known.calendar)
    link = f"{get_settings().public_base_url}/{answer.pop('path')}/{filed.token}"
    if as_json:
        print_json(answer | {"private_link": link})
        return
    typer.echo(answer["receipt"])
    typer.echo(f"{filed.timeliness.mark[0]} {filed.timeliness.mark[1]}：{filed.timeliness.because}")
    typer.echo(f"专用网址（只显示这一次） private link, shown this once: {link}", err=True)
