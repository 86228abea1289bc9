"""The routes of the pages of enquiries. To add a page: one file here, one template, one line below."""

from fastapi import APIRouter

from disposal.pages.enquiries import enquiries, enquiry

ENQUIRY_PAGES: tuple[APIRouter, ...] = (enquiries.router, enquiry.router)
