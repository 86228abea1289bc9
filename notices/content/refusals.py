"""Validation errors shared by several models. Each says what is wrong and what to do."""

from pydantic_core import PydanticCustomError


def wrong_credit_code() -> PydanticCustomError:
    """Return the error for a unified social credit code with a wrong length, character or check digit."""
    return PydanticCustomError(
        "wrong_credit_code",
        "not a unified social credit code (18 characters, check digit last); copy it from the business licence",
    )
