"""The pages of accounts: sign-in, first administrator, own settings, users. A new page is one line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.accounts import (
    account_settings,
    accounts,
    first_address,
    issuers,
    passkeys,
    provider,
    second_factor,
    sign_in,
)

PAGES: tuple[APIRouter, ...] = (
    sign_in.router,
    first_address.router,
    account_settings.router,
    second_factor.router,
    passkeys.router,
    provider.router,
    accounts.router,
    issuers.router,
)
"""The routes of all pages of accounts."""
