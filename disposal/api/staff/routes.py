"""The groups of routes of staff: each file of this room that has a ``router``."""

import disposal.api.staff
from disposal.api.routes import routers_in

STAFF_ROUTERS = routers_in(disposal.api.staff)
