"""Reading an amount of yuan on the command line."""

from decimal import Decimal

import typer

from notices.yuan import yuan_in


def parse_yuan(text: str) -> Decimal:
    """Return an amount of yuan in figures, at most with separators or 万 or 亿; else it is wrong usage."""
    is_negative = text.startswith("-")  # refused by the rule it is asked for, which says why
    yuan = yuan_in(text.removeprefix("-"))
    if yuan is None:
        message = f"{text!r} is not an amount of yuan; write it like 193474338.54 or 5000万"
        raise typer.BadParameter(message)
    return -yuan if is_negative else yuan
