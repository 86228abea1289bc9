"""What each route needs: one table, a row for each route and button. A route without a row fails the tests.

The verbs are those of the permission table: who lacks one of them is refused, and the refusal is on record.
"""

from collections.abc import Mapping

from tests.acceptance.defences.api_verbs import API
from tests.acceptance.defences.needs import Needs
from tests.acceptance.defences.page_verbs import PAGES

ROUTES: Mapping[str, tuple[Needs, ...]] = {**PAGES, **API}
"""Method and path of each route, with a row for each of its buttons."""
