"""The staff pages (业务台). To add a page: one file here, one template in ``pages/desk``, one line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.desk import (
    account_settings,
    accounts,
    approvals,
    claims,
    design,
    first_address,
    home,
    packages,
    second_factor,
    sign_in,
)

PAGES: tuple[APIRouter, ...] = (
    home.router,
    sign_in.router,
    first_address.router,
    account_settings.router,
    second_factor.router,
    accounts.router,
    approvals.router,
    claims.router,
    packages.router,
    design.router,
)
"""The routes of all staff pages."""
