"""Parse an amount in yuan on the command line."""

from decimal import Decimal

import typer

from notices.written.amounts import yuan_in


def parse_yuan(text: str) -> Decimal:
    """Parse an amount in yuan in any form that ``notices.written.amounts`` accepts; it may be negative.

    Raises: typer.BadParameter.
    """
    is_negative = text.startswith("-")  # a negative amount is refused later, by a rule that gives the reason
    yuan = yuan_in(text.removeprefix("-"))
    if yuan is None:
        message = (
            f"{text!r} is not an amount of yuan; write it like 193474338.54 or 5000万 · "
            "不是以元为单位的金额；请写成 193474338.54 或 5000万 的形式"
        )
        raise typer.BadParameter(message)
    return -yuan if is_negative else yuan
