"""Validation errors shared by several models. Each says what is wrong and what to do."""

from pydantic_core import PydanticCustomError


def basis_and_none() -> PydanticCustomError:
    """Return the error for a name that is printed on some basis and on none."""
    return PydanticCustomError("basis_and_none", "states a basis and none at once; delete one of them")


def wrong_credit_code() -> PydanticCustomError:
    """Return the error for a unified social credit code with a wrong length, character or check digit."""
    return PydanticCustomError(
        "wrong_credit_code",
        "not a unified social credit code (18 characters, check digit last); copy it from the business licence",
    )
