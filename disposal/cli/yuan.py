"""Reading an amount of yuan on the command line."""

from decimal import Decimal, InvalidOperation

import typer


def parse_yuan(text: str) -> Decimal:
    """Return an amount of yuan written in figures, with or without thousands separators; else it is wrong usage."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        message = f"{text!r} is not an amount of yuan; write it like 193474338.54"
        raise typer.BadParameter(message) from error
