"""The groups of routes of what is filed at a notice: each file of this room that has a ``router``."""

import disposal.api.filings
from disposal.api.routes import routers_in

FILING_ROUTERS = routers_in(disposal.api.filings)
